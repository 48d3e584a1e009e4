"""How places are ordered and followed through time: pure functions."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "đ": "d", "ŋ": "n", "ŧ": "t"})


def norwegian_key(text: str) -> str:
    """A key that sorts text in Norwegian order: æ, ø and å after z; accents and case do not count.

    The same name written «aa» sorts as it is written: whether it means å is known only to its bearer. The key uses
    the characters that follow z in ASCII, so a database that sorts by code point keeps the order.
    """
    composed = unicodedata.normalize("NFC", text).lower().translate(AFTER_Z)
    decomposed = unicodedata.normalize("NFD", composed)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@dataclass(frozen=True, order=True)
class Step:
    """On a day, a municipality's number, or a part of it, went over to another number."""

    on: date
    from_code: str
    to_code: str


@dataclass(frozen=True)
class Pool:
    """A figure that belongs to these municipalities together. Which part belongs to which is known only for one."""

    codes: frozenset[str]
    value: int | None


@dataclass(frozen=True)
class Carried:
    """Figures carried forward to another day's municipalities.

    `values` are those that are known (None where one of the merged figures was unknown); `undivided` are figures of
    municipalities that were split: they belong to several together, and are not distributed.
    """

    values: Mapping[str, int | None]
    undivided: tuple[Pool, ...]

    @property
    def total(self) -> int | None:
        """The sum of all, or None if any figure is unknown."""
        figures = [*self.values.values(), *(pool.value for pool in self.undivided)]
        return total_of(figures)


def carry(values: Mapping[str, int | None], steps: Iterable[Step]) -> Carried:
    """Carry figures through the steps: mergers sum up, splits are never guessed.

    A municipality that is missing counts as nothing; None is a figure that is not known.
    """
    pools = [Pool(frozenset({code}), value) for code, value in values.items()]
    for _, on_one_day in groupby(sorted(steps), key=lambda step: step.on):
        pools = pools_after(pools, list(on_one_day))
    known = {next(iter(pool.codes)): pool.value for pool in pools if len(pool.codes) == 1}
    return Carried(known, tuple(pool for pool in pools if len(pool.codes) > 1))


def pools_after(pools: Iterable[Pool], steps: list[Step]) -> list[Pool]:
    """One day's steps: each pool goes where its municipalities go, and pools that meet become one."""
    result: list[Pool] = []
    for pool in pools:
        codes = frozenset(target for code in pool.codes for target in targets(code, steps))
        met = [other for other in result if other.codes & codes]
        result = [other for other in result if other not in met]
        merged = codes.union(*(other.codes for other in met))
        result.append(Pool(merged, total_of([pool.value, *(other.value for other in met)])))
    return result


def targets(code: str, steps: Iterable[Step]) -> set[str]:
    """Where a municipality goes in these steps; one that is not named stays."""
    return {step.to_code for step in steps if step.from_code == code} or {code}


def total_of(figures: Iterable[int | None]) -> int | None:
    """The sum, or None if any figure is unknown."""
    total = 0
    for figure in figures:
        if figure is None:
            return None
        total += figure
    return total
