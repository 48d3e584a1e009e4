"""Who and what exists, and since when."""
