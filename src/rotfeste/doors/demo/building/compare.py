"""The annual report's figures for 2017 beside what the system's own queries count in the made-up year."""

from dataclasses import asdict, dataclass
from datetime import date

from rotfeste.casework.planning import queries as planning
from rotfeste.doors.demo.building.staff import actor
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.foundation.access import walls
from rotfeste.insight.extracts import queries as register_year
from rotfeste.insight.reporting import queries as reporting

SOURCE: dict[str, int] = {
    "settled": 11_078,
    "resettlement": 2_838,
    "minors": 759,
    "minors_under_fifteen": 273,
    "families": 1_361,
    "persons_in_families": 6_170,
    "children": 3_420,
    "self_settled": 472,
    "waiting": 1_045,
    "SP1": 76,
    "SP2": 97,
    "SP3": 62,
    "asked": 12_700,
    "asked_municipalities": 401,
    "decided": 12_158,
    "decided_municipalities": 382,
    "percent": 96,
    "training_three": 50,
    "training_six": 75,
    "programme_three": 67,
    "to_work": 49,
    "leave_women": 20,
    "leave_men": 8,
    "extended": 14,
    "with_participants": 413,
    "upper_secondary": 238,
    "primary": 308,
}
"""IMDi, annual report 2017: the table «Bosetting av flyktninger», section 3.1, figure 3-2 (asked for and decided),
steering parameters 1 to 3, and section 3.2 (programme and training; the last three are numbers of municipalities)."""


@dataclass(frozen=True)
class Line:
    """One figure: the source's, and the system's."""

    name: str
    source: int
    counted: int | None

    @property
    def same(self) -> bool:
        """Whether they agree."""
        return self.source == self.counted


def counted() -> dict[str, int | None]:
    """What the system counts for the year, asked by the auditor, who sees figures but no person."""
    first, after = date(YEAR, 1, 1), date(YEAR + 1, 1, 1)
    with walls.asking(actor("demo:directorate:auditor")) as auditor:
        table = reporting.bosetting_table(first, after, actor=auditor)
        parameters = reporting.steering_parameters(first, after, actor=auditor)
        year = planning.sums(YEAR, planning.answers(YEAR, actor=auditor), table.settled)
        courses = register_year.figures_now(YEAR, actor=auditor)
    known = {**asdict(year), "percent": year.percent, **{row.parameter.key: row.percent for row in parameters}}
    known |= {name: part.percent for name, part in courses.items()}
    known |= {name: courses[name].part for name in ("upper_secondary", "primary")}
    known["with_participants"] = courses["primary"].of
    return {name: known[name] if name in known else getattr(table, name) for name in SOURCE}


def lines() -> list[Line]:
    """Each figure of the source beside the system's own."""
    ours = counted()
    return [Line(name, figure, ours[name]) for name, figure in SOURCE.items()]
