"""The pages about places, dwellings and homes: weekly plans, vacancy, candidates, and minors' homes."""
