"""The totals that the made-up year is drawn to.

Source, where nothing else is said: IMDi, annual report 2017, section 3.1 (settlement). What the report does not say is
chosen here, so that the parts add up to its sums; those figures are marked «chosen».
"""

from dataclasses import dataclass, replace
from datetime import date

YEAR = 2017
FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2017, 12, 31)
DAYS_PER_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Part:
    """One kind of households: how many, how large, and how long they waited (in persons)."""

    name: str
    group: str
    households: int
    persons: int
    children: int
    mean_months: float
    within_half_year: int
    over_a_year: int
    resettlement: bool = False
    self_settled: bool = False
    settled: bool = True
    children_alone: int = 0
    """Families where only children have a permit that gives ground for settlement."""


SETTLED: tuple[Part, ...] = (
    # 759 unaccompanied minors, on average 2.8 months.
    Part("minors", "unaccompanied_minor", 759, 759, 759, 2.8, 700, 5),
    # 6 170 persons in 1 361 families with 3 420 children; those from reception on average 4.9 months.
    Part("families", "family_with_children", 873, 3468, 1694, 4.92, 2650, 110),
    Part("adults", "single_adult", 3230, 3541, 0, 5.45, 2679, 155),
    # 2 838 resettlement refugees, 475 of their families have about 1 700 children. Chosen: 950 adults in the families.
    Part("resettled families", "resettlement_refugee", 475, 2650, 1700, 5.29, 1858, 18, resettlement=True),
    Part("resettled adults", "resettlement_refugee", 160, 188, 0, 5.29, 132, 2, resettlement=True),
    # 472 persons settled where they had found a dwelling themselves, on average 4.0 months; mostly single adults.
    Part("self-settled families", "family_with_children", 13, 52, 26, 4.0, 44, 0, self_settled=True),
    Part("self-settled adults", "single_adult", 396, 420, 0, 4.0, 356, 6, self_settled=True),
)
WAITING: tuple[Part, ...] = (
    # 1 045 persons wait at the year's end, on average 5.5 months; 103 of them over 12, half of these small children.
    Part("waiting families", "family_with_children", 198, 582, 330, 5.9, 360, 84, settled=False, children_alone=50),
    Part("waiting minors", "unaccompanied_minor", 71, 71, 71, 2.9, 66, 0, settled=False),
    Part("waiting adults", "single_adult", 366, 392, 0, 5.4, 270, 19, settled=False),
)


@dataclass(frozen=True)
class Figures:
    """Everything that the year is drawn to."""

    parts: tuple[Part, ...] = (*SETTLED, *WAITING)
    asked_municipalities: int = 401
    asked_places: int = 12_700
    asked_minors: int = 1_150  # chosen
    decided_municipalities: int = 382
    decided_places: int = 12_158
    decided_minors: int = 980  # chosen
    minors_municipalities: int = 133
    self_settled_municipalities: int = 72
    minors_under_fifteen: int = 273
    minors_limited: int = 244
    waiting_minors_limited: int = 12
    minors_within_quarter: int = 471  # SP 3: 62 per cent of 759
    days_to_interview: int = 18
    medical_places: int = 54  # chosen; up to 60
    families_not_all_may_settle: int = 94  # in reception at the year's end
    waiting_at_new_year: int = 4_200  # about; from reception, with a permit and not yet settled

    @property
    def settled_parts(self) -> tuple[Part, ...]:
        """Those who moved in during the year."""
        return tuple(part for part in self.parts if part.settled)

    @property
    def settled(self) -> int:
        """Persons who moved in during the year."""
        return sum(part.persons for part in self.settled_parts)

    @property
    def waiting(self) -> int:
        """Persons who still wait when the year ends."""
        return sum(part.persons for part in self.parts if not part.settled)


THE_YEAR = Figures()


def scaled(figures: Figures, by: int) -> Figures:
    """A smaller year of the same kind: every number of persons and places is divided, those of municipalities are not.

    But there are at most as many municipalities as there are places or households for.
    """

    def smaller(number: int) -> int:
        return round(number / by)

    parts = tuple(
        replace(
            part,
            households=smaller(part.households),
            persons=max(smaller(part.persons), smaller(part.households)),
            children=smaller(part.children),
            within_half_year=smaller(part.within_half_year),
            over_a_year=smaller(part.over_a_year),
            children_alone=smaller(part.children_alone),
        )
        for part in figures.parts
        if smaller(part.households)
    )
    shrunk = {name: smaller(getattr(figures, name)) for name in SHRINK}
    own = sum(part.households for part in parts if part.self_settled)
    return replace(
        figures,
        parts=parts,
        asked_municipalities=min(figures.asked_municipalities, smaller(figures.asked_places) // 2),
        decided_municipalities=min(figures.decided_municipalities, smaller(figures.decided_places) // 2),
        minors_municipalities=min(figures.minors_municipalities, smaller(759) * 2 // 3),
        self_settled_municipalities=min(figures.self_settled_municipalities, own * 2 // 3),
        **shrunk,
    )


SHRINK = (
    "asked_places",
    "asked_minors",
    "decided_places",
    "decided_minors",
    "minors_under_fifteen",
    "minors_limited",
    "waiting_minors_limited",
    "minors_within_quarter",
    "medical_places",
    "families_not_all_may_settle",
    "waiting_at_new_year",
)
