"""How many examples are tried: few in `make test`, more with EXAMPLES=200, which also shortens what fails."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("EXAMPLES", "0"))


def tried(examples: int, *, steps: int = 40) -> settings:
    """So many examples, unless the environment asks for more; the database takes the time it takes."""
    return settings(
        max_examples=max(examples, TIMES),
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if TIMES else [Phase.generate],
        print_blob=True,
    )
