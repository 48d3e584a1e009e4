"""The pages of qualification: translate, and make one call."""
