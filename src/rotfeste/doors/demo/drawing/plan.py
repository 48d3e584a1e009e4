"""What a drawing consists of: households with members and dates, and municipalities with places."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Member:
    """One made-up person."""

    duf_number: str
    given_name: str
    family_name: str
    born_on: date
    sex: str
    relation: str


@dataclass(frozen=True)
class Try:
    """A municipality is asked, and answers (late, perhaps). The accepted one is the last."""

    municipality: str
    sent_on: date
    answered_on: date
    accepted: bool
    reason: str = ""
    rating: int | None = None


@dataclass
class Plan:
    """One household's way from permit to moved in. What lies after the day that the year is frozen is not played."""

    reference: str
    part: str
    group: str
    citizenship: str
    languages: tuple[str, ...]
    members: list[Member]
    permit_kind: str
    permit_on: date
    moves_on: date
    received_on: date
    interview_on: date
    centre: str
    self_settled: bool = False
    protection: str = ""
    flagged: bool = False
    medical: bool = False
    """The main person takes one of the year's places for extensive medical needs."""
    approved_on: date | None = None
    sent_back_on: date | None = None
    tries: list[Try] = field(default_factory=list)
    decided_on: date | None = None
    district: str = ""

    @property
    def size(self) -> int:
        """How many persons."""
        return len(self.members)

    @property
    def resettlement(self) -> bool:
        """Comes directly from abroad."""
        return self.group == "resettlement_refugee"

    @property
    def waited(self) -> int:
        """Days from the permit to the move."""
        return (self.moves_on - self.permit_on).days


@dataclass
class Quota:
    """One municipality's year: asked for, decided, and the households that moved there."""

    code: str
    name: str
    population: int
    region: str
    asked: int = 0
    asked_minors: int = 0
    decided: int = 0
    decided_minors: int = 0
    left: int = 0
    left_minors: int = 0


@dataclass
class Drawing:
    """A made-up year."""

    plans: list[Plan]
    quotas: list[Quota]
