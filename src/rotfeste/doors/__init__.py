"""How people and machines come in. Translate; decide nothing."""
