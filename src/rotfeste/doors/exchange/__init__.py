"""The machine API: one file per endpoint, its description beside."""
