"""A participant register of the size of many years, and what it takes to work in it."""
