"""One figure is one JSON line."""

import json
from collections.abc import Sequence
from typing import Any


def tell(name: str, value: float, unit: str, compared_with: dict[str, Any], **more: Any) -> None:
    """Print a figure: what was measured, in what unit, and what it is compared with."""
    line = {"name": name, "value": round(value, 2), "unit": unit, "compared_with": compared_with, **more}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100).__int__() - 1)] if ordered else float("nan")
