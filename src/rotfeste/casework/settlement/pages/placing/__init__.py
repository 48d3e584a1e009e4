"""Pages of placement: rounds, the workbench, and what a round adds up to."""
