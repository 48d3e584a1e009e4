"""What each municipality offers, whether it has answered or not; and the local level of rent."""

from dataclasses import dataclass, field, replace
from datetime import date

from rotfeste.casework.self_settlement.models import Offer, RentLevel
from rotfeste.foundation.places import queries as places


@dataclass(frozen=True)
class Answer:
    """One municipality's answer; `allowed` is empty where it has not answered."""

    code: str
    name: str
    county_code: str
    allowed: str = ""
    places: int | None = None
    conditions: tuple[str, ...] = ()
    highest_rent_nok: int | None = None
    phone: str = ""
    email: str = ""
    web: str = ""
    languages: tuple[str, ...] = ()
    updated_on: date | None = None
    tile: tuple[int, int] = field(default=(0, 0))


def answers(on: date) -> list[Answer]:
    """Every municipality of the day in Norwegian order, with its answer: one question, open to everyone."""
    rows = Offer.objects.select_related("organisation")
    known = {str(row.organisation.place_code): row for row in rows}
    return [_answer(tile, known.get(tile.code)) for tile in places.tiles(on)]


def answer_of(code: str, on: date) -> Answer | None:
    """One municipality's answer; None where there is no such municipality on the day."""
    tile = next((row for row in places.tiles(on) if row.code == code), None)
    if tile is None:
        return None
    return _answer(tile, Offer.objects.filter(organisation__kind="municipality", organisation__place_code=code).first())


def _answer(tile: places.Tile, row: Offer | None) -> Answer:
    unanswered = Answer(tile.code, tile.name, tile.county_code, tile=(tile.column, tile.row))
    if row is None:
        return unanswered
    return replace(
        unanswered,
        allowed=row.allowed,
        places=row.places,
        conditions=tuple(row.conditions),
        highest_rent_nok=row.highest_rent_nok,
        phone=row.phone,
        email=row.email,
        web=row.web,
        languages=tuple(row.languages),
        updated_on=row.updated_on,
    )


def rent_level(code: str, rooms: int | None, on: date) -> RentLevel | None:
    """The local level of rent for so many rooms on a day, if one is known."""
    rows = RentLevel.objects.filter(place_code=code, rooms=rooms or 0, applies_from__lte=on)
    return rows.order_by("-applies_from").first()
