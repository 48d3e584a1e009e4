"""The plan for the whole country at once: prices for places, a proven bound, and a plan near it."""
