"""What the steering parameters and the annual report's table count: plain arithmetic over people who were settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rotfeste.casework.settlement.rules.clocks import percent, settled_within
from rotfeste.registers.persons.rules import Group, age_on

UNDER_FIFTEEN = 15


@dataclass(frozen=True)
class Settled:
    """One person who was settled: when the clock began, the day they moved in, and what they are counted as."""

    case_id: int
    person_id: int
    clock_from: date
    moved_in_on: date
    born_on: date
    group: str
    resettlement: bool
    self_settled: bool


@dataclass(frozen=True)
class Parameter:
    """A steering parameter: within how many months, of whom, and the target in percent with its year."""

    key: str
    months: int
    minors_only: bool
    targets: tuple[tuple[int, int], ...]

    def counts(self, row: Settled) -> bool:
        """Whether a person is in the denominator."""
        return not self.minors_only or row.group == Group.UNACCOMPANIED_MINOR

    def reached(self, row: Settled) -> bool:
        """Whether a person is in the numerator."""
        return settled_within(row.clock_from, row.moved_in_on, self.months)

    def target(self, year: int) -> int | None:
        """The target in percent for a year, where a source gives one."""
        return dict(self.targets).get(year)


PARAMETERS = (
    Parameter("SP1", 6, False, ((2017, 90),)),
    Parameter("SP2", 12, False, ((2017, 100),)),
    Parameter("SP3", 3, True, ((2017, 80),)),
)
"""SP 1 to 3 of the letter of allotment. Source: IMDi's annual report 2017, chapter 3 (results and targets)."""
HISTORY: dict[str, dict[int, int]] = {
    "SP1": {2014: 49, 2015: 51, 2016: 81},
    "SP2": {2014: 77, 2015: 78, 2016: 95},
    "SP3": {2014: 65, 2015: 24, 2016: 43},
}
"""Results of earlier years in percent, from before these cases. Source: IMDi's annual report 2017, chapter 3."""


@dataclass(frozen=True)
class Result:
    """A steering parameter's result: how many of how many."""

    parameter: Parameter
    reached: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole percent, or None of nobody."""
        return percent(self.reached, self.of)


def result(parameter: Parameter, rows: Iterable[Settled]) -> Result:
    """The result of a parameter over people who were settled in a period."""
    counted = [row for row in rows if parameter.counts(row)]
    return Result(parameter, sum(parameter.reached(row) for row in counted), len(counted))


@dataclass(frozen=True)
class AnnualTable:
    """The table «Bosetting av flyktninger» of the annual report, for one period."""

    settled: int
    resettlement: int
    minors: int
    minors_from_fifteen: int
    minors_under_fifteen: int
    families: int
    persons_in_families: int
    children: int
    self_settled: int
    waiting: int


def annual_table(rows: Iterable[Settled], waiting: int) -> AnnualTable:
    """The annual report's table from the people settled in a period; ages are those on the day of moving in."""
    people = list(rows)
    minors = [row for row in people if row.group == Group.UNACCOMPANIED_MINOR]
    young = [row for row in minors if age_on(row.born_on, row.moved_in_on) < UNDER_FIFTEEN]
    families = [row for row in people if row.group == Group.FAMILY_WITH_CHILDREN]
    return AnnualTable(
        settled=len(people),
        resettlement=sum(row.resettlement for row in people),
        minors=len(minors),
        minors_from_fifteen=len(minors) - len(young),
        minors_under_fifteen=len(young),
        families=len({row.case_id for row in families}),
        persons_in_families=len(families),
        children=sum(age_on(row.born_on, row.moved_in_on) < 18 for row in families),
        self_settled=sum(row.self_settled for row in people),
        waiting=waiting,
    )
