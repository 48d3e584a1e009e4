"""Playing a drawing: organisations and people are founded, and each household goes its way through the real actions."""
