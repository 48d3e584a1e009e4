"""The door of the person themselves: their own case, letters, application, and who has looked."""
