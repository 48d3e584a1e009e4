"""What holds for places and dwellings: plain arithmetic, one file per part."""
