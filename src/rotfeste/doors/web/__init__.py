"""The shell: front page with tasks, menu, search, log-in, error pages, and all addresses gathered."""
