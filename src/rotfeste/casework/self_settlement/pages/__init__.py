"""The pages of staff about self-settlement: each makes one call to an action or a query."""
