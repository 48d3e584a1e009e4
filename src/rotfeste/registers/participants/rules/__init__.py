"""What the law gives each person: one file per law and theme, old rules beside new. No database, clock or user."""
