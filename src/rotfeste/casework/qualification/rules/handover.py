"""What is left after a move, by when a receipt is expected, and the hash of a package. Pure.

Source: introduksjonsloven §§ 5 and 18, integreringsloven §§ 13, 14 and 26: the right is to so much in all. That time
and hours are counted across municipalities is Rotfeste's own reading: no source that was read says it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from typing import Any

from rotfeste.foundation.rates import queries as rates
from rotfeste.registers.participants.rules.answer import add_months

RATES = Path(__file__).parent.parent / "rates.yaml"


@dataclass(frozen=True)
class Spent:
    """One time in a programme: its first day, the first day after it, and days of leave, which do not count."""

    from_on: date
    until_on: date
    leave_days: int = 0


def days_spent(rows: Iterable[Spent]) -> int:
    """Calendar days in programmes before, wherever they were; never less than none."""
    return sum(max(0, (row.until_on - row.from_on).days - row.leave_days) for row in rows)


def latest_end(from_on: date, months: int, spent: int) -> date:
    """The first day that a programme from this day cannot be given: the months of the law, less the days spent."""
    return add_months(from_on, months) - timedelta(days=spent)


def hours_left(wanted: int | None, done: Decimal) -> int | None:
    """Whole hours of a right that are left; None where the law gives no number."""
    if wanted is None:
        return None
    return max(0, int((wanted - done).to_integral_value(rounding=ROUND_CEILING)))


def receipt_by(sent_on: date) -> date:
    """The last day to give a receipt. Raises NoRateForDate."""
    return sent_on + timedelta(days=int(rates.value(RATES, "handover_receipt_days", on=sent_on)))


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two packages say the same, whoever in the municipality is the contact."""
    return {**one, "contact": None} == {**other, "contact": None}


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys: the same content gives the same hash."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
