"""Settings and the embedded database: everything that differs between machines comes from the environment."""

import warnings

# Where no session of a user runs (containers, services), the embedded database keeps its socket under /tmp.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
