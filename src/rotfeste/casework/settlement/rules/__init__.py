"""What law and targets say: clocks and places (clocks.py), and what an interview must hold (mapping.py)."""
