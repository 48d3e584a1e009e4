"""What everything stands on. Knows no case."""
