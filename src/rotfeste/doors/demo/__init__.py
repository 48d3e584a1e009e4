"""A made-up Norway, built only through actions."""
