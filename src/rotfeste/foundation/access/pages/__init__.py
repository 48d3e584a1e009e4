"""The pages of access: logging in with the provider, and administering users."""
