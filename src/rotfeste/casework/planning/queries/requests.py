"""What is asked for, who has answered, and what the figures of a year add up to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rotfeste.casework.planning.models import PlacesRequest
from rotfeste.casework.planning.rules.answering import Asked, answered, asked_in_all
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.capacity import queries as capacity


@dataclass(frozen=True)
class Answers:
    """One municipality in one year: what it was asked for, and what its council decided."""

    requests: list[PlacesRequest] = field(default_factory=list)
    decided: capacity.Decided | None = None

    @property
    def asked(self) -> Pair:
        """All that was asked for."""
        return asked_in_all(self._asked)

    @property
    def _asked(self) -> list[Asked]:
        return [Asked(row.sent_on, row.places) for row in self.requests]

    @property
    def answered(self) -> bool:
        """Whether the council has answered all that it is asked."""
        return answered(self._asked, self.decided.decided_on if self.decided else None)

    @property
    def answer_by(self) -> date | None:
        """The time limit of the last request."""
        return max((row.answer_by for row in self.requests), default=None)


def requests_of(year: int, *, actor: Actor, organisation_id: int | None = None) -> dict[int, list[PlacesRequest]]:
    """The requests of a year by organisation, in their order."""
    rows = PlacesRequest.objects.visible_to(actor).filter(year=year).order_by("number")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    result: dict[int, list[PlacesRequest]] = defaultdict(list)
    for row in rows:
        result[row.organisation_id].append(row)
    return dict(result)


def asked_for(year: int, *, actor: Actor) -> dict[int, Pair]:
    """How many places each municipality is asked for in a year, by organisation id."""
    return {
        key: Pair(sum(row.ordinary for row in rows), sum(row.minors for row in rows))
        for key, rows in requests_of(year, actor=actor).items()
    }


def answers(year: int, *, actor: Actor) -> dict[int, Answers]:
    """Every municipality that is asked or has decided, by organisation id."""
    requests, decided = requests_of(year, actor=actor), capacity.decided(year, actor=actor)
    return {key: Answers(requests.get(key, []), decided.get(key)) for key in sorted({*requests, *decided})}


def unanswered(year: int, *, actor: Actor) -> list[PlacesRequest]:
    """The last request to each municipality whose council has not answered all that it is asked."""
    return [row.requests[-1] for row in answers(year, actor=actor).values() if row.requests and not row.answered]


@dataclass(frozen=True)
class YearSums:
    """A year in the country: places asked for, decided and settled, and municipalities that were asked and decided."""

    year: int
    asked: int
    decided: int
    settled: int
    asked_municipalities: int
    decided_municipalities: int

    @property
    def percent(self) -> int | None:
        """Decided of asked for, in whole per cent."""
        return round(100 * self.decided / self.asked) if self.asked else None


def sums(year: int, rows: Mapping[int, Answers], settled: int) -> YearSums:
    """The national sums of a year."""
    given = [row for row in rows.values() if row.decided and row.decided.total]
    return YearSums(
        year,
        asked=sum(row.asked.total for row in rows.values()),
        decided=sum(row.decided.total for row in given if row.decided),
        settled=settled,
        asked_municipalities=sum(bool(row.asked.total) for row in rows.values()),
        decided_municipalities=len(given),
    )


def years(*, actor: Actor) -> list[int]:
    """The years that municipalities have been asked for, the newest first."""
    found = PlacesRequest.objects.visible_to(actor).values_list("year", flat=True).distinct()
    return sorted(set(found), reverse=True)
