"""What a municipality may say of itself, and how words for work are compared."""

from collections.abc import Iterable

from rotfeste.registers.capacity.states import HouseholdKind

MOST_OCCUPATIONS, LONGEST = 30, 60


class TooManyOccupations(ValueError):
    """More kinds of work than a profile may hold. Carries how many."""


class OccupationTooLong(ValueError):
    """A line is a text and not the name of a kind of work. Carries the number of the line."""


def as_compared(word: str) -> str:
    """A kind of work as it is compared: without regard to capitals and spaces."""
    return " ".join(word.split()).casefold()


def occupations(lines: Iterable[str]) -> list[str]:
    """The kinds of work, each once, as they were written. Raises TooManyOccupations, OccupationTooLong."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        word = " ".join(line.split())
        if len(word) > LONGEST:
            raise OccupationTooLong(number)
        if word:
            found.setdefault(as_compared(word), word)
    if len(found) > MOST_OCCUPATIONS:
        raise TooManyOccupations(len(found))
    return list(found.values())


def household_kind(size: int, *, large_from: int) -> HouseholdKind:
    """The kind of a household by its number of persons; `large_from` is the directorate's."""
    if size >= large_from:
        return HouseholdKind.LARGE
    return HouseholdKind.ALONE if size == 1 else HouseholdKind.FAMILY
