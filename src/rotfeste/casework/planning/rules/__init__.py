"""What planning computes: pure functions, the same for a draft, a check and a forecast."""
