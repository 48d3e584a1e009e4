"""What is decided, by whom, under which law."""
