"""The own pages, in every language."""
