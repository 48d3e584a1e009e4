"""What is counted and asked. Reads everything, changes nothing below."""
