"""Settings and the embedded database: everything that differs between machines comes from the environment."""
