"""What a code looks like, how long it is good for, and whose rows someone sees with it: plain arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rotfeste.registers.persons.rules import Relation, age_on

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not mistaken for each other on paper."""
LENGTH, PART = 12, 4
GOOD_FOR = timedelta(days=90)
MOST_WRONG = 5
"""So many wrong birth dates lock the code: staff then gives a new one."""
MOST_FROM_ADDRESS = 20
"""So many wrong tries an hour from one address: a reception centre shares one."""
ADULT_FROM = 18
LONGEST_HELP = timedelta(days=366)


def tidy(typed: str) -> str:
    """A code as it was typed, without spaces and hyphens, in capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())


def shown(code: str) -> str:
    """«ABCD-EFGH-JKMN»: easier to read and to type."""
    return "-".join(code[first : first + PART] for first in range(0, len(code), PART))


@dataclass(frozen=True)
class Someone:
    """A member of a household, as this chapter needs them."""

    person_id: int
    relation: str
    born_on: date


def whose(person_id: int, household: Iterable[Someone], *, on: date) -> tuple[int, ...]:
    """Whose rows a person sees: their own, and those of children under 18 when they are the adult main person."""
    people = {row.person_id: row for row in household}
    own = people[person_id]
    if own.relation != Relation.HEAD or age_on(own.born_on, on) < ADULT_FROM:
        return (person_id,)
    children = (row for row in people.values() if row.relation == Relation.CHILD)
    return (person_id, *sorted(row.person_id for row in children if age_on(row.born_on, on) < ADULT_FROM))


class WrongPeriod(Exception):
    """A helper is appointed from a day until a later one, at most a year later, and not for days that have gone."""


def check_period(from_on: date, until_on: date, today: date) -> None:
    """The period that a helper is appointed for. Raises WrongPeriod."""
    if not (today <= until_on and from_on < until_on <= from_on + LONGEST_HELP):
        raise WrongPeriod
