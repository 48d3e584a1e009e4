"""Questions about persons: found, read, and who has a task with them. Readings are recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import (
    Delivery,
    DeliveryRow,
    EmergencyAccess,
    Hidden,
    Involvement,
    Permit,
    Person,
    ProtectedDetail,
    Responsibility,
    Stay,
)
from rotfeste.registers.persons.rules import Because, duf_is_valid, search_key

MOST_FOUND = 50


def person(person_id: int, *, actor: Actor, why: str = "") -> Person:
    """One person, with the reading recorded. Raises Person.DoesNotExist where the actor has no task with them."""
    row: Person = Person.objects.visible_to(actor).select_related("household").get(id=person_id)
    audit.read(actor, "persons.person", subject_id=row.id, persons=[row.id], reason=why)
    return row


def members(household_id: int, *, actor: Actor) -> list[Person]:
    """The people of a household that the actor may see, eldest first within their relation."""
    order = {"head": 0, "partner": 1, "parent": 2, "sibling": 3, "child": 4, "other": 5}
    rows = Person.objects.visible_to(actor).filter(household_id=household_id)
    return sorted(rows, key=lambda row: (order[row.relation], row.born_on))


def members_seen(*, actor: Actor) -> list[Person]:
    """Someone who asks about themselves, first, and the children that they answer for. The page records the reading."""
    actor.require("own.read")
    rows = {row.id: row for row in Person.objects.visible_to(actor)}
    return [rows[key] for key in actor.persons if key in rows]


def found(words: str, *, actor: Actor) -> list[Person]:
    """Persons by DUF number, birth date (2001-12-31 or 31.12.2001) or the beginning of names, at most 50.

    A DUF number finds a hidden person for those with the own access; names and dates never do.
    """
    actor.require("persons.read")
    rows = Person.objects.visible_to(actor)
    text = words.strip()
    kind = "name"
    if text.isdigit() and len(text) == 12:
        kind, rows = "duf", rows.filter(duf_number=text) if duf_is_valid(text) else rows.none()
    elif (born_on := _as_date(text)) is not None:
        kind, rows = "birth date", rows.listed().filter(born_on=born_on)
    else:
        rows = _by_names(rows.listed(), search_key(text).split())
    result = list(rows.order_by("family_key", "given_key", "id")[:MOST_FOUND])
    audit.searched(actor, "persons.search", persons=[row.id for row in result], by=kind, found=len(result))
    return result


def _by_names(rows: "QuerySet[Any]", words: list[str]) -> "QuerySet[Any]":
    """Each word begins one of the names. Ranges instead of LIKE, so that the index serves behind row-level security."""
    if not words:
        return rows.none()
    for word in words[:4]:
        end = word + "\U0010ffff"
        rows = rows.filter(
            Q(given_key__gte=word, given_key__lt=end)
            | Q(family_key__gte=word, family_key__lt=end)
            | Q(given_key__contains=f" {word}")
            | Q(family_key__contains=f" {word}")
        )
    return rows


def _as_date(text: str) -> date | None:
    parts = text.split(".")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text) if text.count("-") == 2 else None
    except ValueError:
        return None


def responsible_on(person_ids: list[int], day: date, *, actor: Actor) -> dict[int, int]:
    """The organisation responsible for each person on a day."""
    rows = Responsibility.objects.visible_to(actor).filter(
        Q(until_on=None) | Q(until_on__gt=day), person_id__in=person_ids, from_on__lte=day
    )
    return dict(rows.values_list("person_id", "organisation_id"))


def organisation_in(person_id: int, from_on: date, until_on: date | None, *, actor: Actor) -> int | None:
    """Which of the actor's own organisations had the person on some day of a period, be it long ago.

    Nobody sees the periods of others: only the own organisations' are asked for.
    """
    begun = Q(organisation_id__in=actor.organisations, person_id=person_id)
    begun &= Q(from_on__lt=until_on) if until_on else Q()
    with walls.asking(replace(actor, reach="nation")) as far:
        for model in (Responsibility, Stay):
            rows = model.objects.visible_to(far).filter(begun & (Q(until_on=None) | Q(until_on__gt=from_on)))
            if (found := rows.order_by("-from_on").values_list("organisation_id", flat=True).first()) is not None:
                return int(found)
    return None


def had_among(person_ids: Iterable[int], from_on: date, until_on: date, *, actor: Actor) -> set[int]:
    """Those of these persons whom the actor's own organisations had on some day of a period, be it long ago."""
    ids, found = list(person_ids), set[int]()
    with walls.asking(replace(actor, reach="nation")) as far:
        for model in (Responsibility, Stay):
            rows = model.objects.visible_to(far).filter(person_id__in=ids, organisation_id__in=actor.organisations)
            within = rows.filter(Q(until_on=None) | Q(until_on__gt=from_on), from_on__lt=until_on)
            found |= set(within.values_list("person_id", flat=True))
    return found


def first_settled(person_ids: Iterable[int], *, actor: Actor) -> dict[int, date]:
    """The first day that a municipality was responsible for each of these persons."""
    rows = Responsibility.objects.visible_to(actor).filter(person_id__in=among(person_ids)).order_by("-from_on")
    return dict(rows.values_list("person_id", "from_on"))


def permits_by_person(person_ids: Iterable[int], *, actor: Actor) -> dict[int, list[tuple[str, date]]]:
    """The permits of each of these persons, the first first: the kind, and the day it was granted."""
    found: dict[int, list[tuple[str, date]]] = {}
    rows = Permit.objects.visible_to(actor).filter(person_id__in=among(person_ids)).order_by("decided_on", "id")
    for person_id, kind, decided_on in rows.values_list("person_id", "kind", "decided_on"):
        found.setdefault(person_id, []).append((kind, decided_on))
    return found


def born_on(person_ids: Iterable[int], *, actor: Actor) -> dict[int, date]:
    """The day of birth of those of these persons whom the actor may see. The caller records the reading."""
    rows = Person.objects.visible_to(actor).filter(id__in=among(person_ids))
    return dict(rows.values_list("id", "born_on"))


def persons_by_id(person_ids: Iterable[int], *, actor: Actor) -> dict[int, Person]:
    """These persons, as far as the actor may see them. The caller records the reading."""
    return {row.id: row for row in Person.objects.visible_to(actor).filter(id__in=list(person_ids))}


def centres_now(person_ids: Iterable[int], *, actor: Actor) -> dict[int, str]:
    """The kind of centre that each of these persons lives in; who lives in none is left out."""
    rows = Stay.objects.visible_to(actor).filter(person_id__in=among(person_ids), until_on=None)
    return {key: kind or "ordinary" for key, kind in rows.values_list("person_id", "organisation__centre_kind")}


def next_ids(after: int, number: int, *, actor: Actor) -> list[int]:
    """So many ids of persons after one id, for jobs that go through everyone."""
    rows = Person.objects.visible_to(actor).filter(id__gt=after).order_by("id")
    return list(rows.values_list("id", flat=True)[:number])


def ids_without(known: "QuerySet[Any]", number: int, *, actor: Actor) -> list[int]:
    """So many ids of persons who are not among those of another question, the first registered first."""
    rows = Person.objects.visible_to(actor).exclude(id__in=known).order_by("id")
    return list(rows.values_list("id", flat=True)[:number])


def number_of_persons(*, actor: Actor) -> int:
    """How many persons the actor may see."""
    return int(Person.objects.visible_to(actor).count())


def involved(person_id: int, *, actor: Actor) -> list[Involvement]:
    """Which organisations have had a task with a person, and when."""
    return list(
        Involvement.objects.visible_to(actor)
        .filter(person_id=person_id)
        .select_related("organisation")
        .order_by("since_on", "id")
    )


def settling_themselves(*, actor: Actor) -> "QuerySet[Any]":
    """The ids of those whom a municipality has an application for self-settlement from."""
    rows = Involvement.objects.visible_to(actor).filter(because=Because.SELF_SETTLED, until_on=None)
    ids: QuerySet[Any] = rows.values("person_id")
    return ids


def hidden_among(person_ids: list[int]) -> set[int]:
    """Those of the ids that are hidden; the ids tell nothing more."""
    return set(Hidden.objects.filter(person_id__in=person_ids).values_list("person_id", flat=True))


def deliveries(*, actor: Actor) -> "QuerySet[Delivery]":
    """Deliveries from the immigration authorities, newest first."""
    actor.require("persons.intake")
    return Delivery.objects.select_related("received_by").order_by("-received_at", "-id")


def delivery_rows(delivery_id: int, *, actor: Actor) -> "QuerySet[DeliveryRow]":
    """The rows of a delivery that the actor may see, with the reading recorded by the page that shows them."""
    actor.require("persons.intake")
    return DeliveryRow.objects.filter(delivery_id=delivery_id).order_by("number")


def ids_behind(numbers: list[str], *, actor: Actor) -> list[int]:
    """The ids of those of the DUF numbers that the actor may see, for the trail."""
    return list(Person.objects.visible_to(actor).filter(duf_number__in=numbers).values_list("id", flat=True))


def protection_of(person_id: int, *, actor: Actor) -> ProtectedDetail | None:
    """The protection in force, for those with the own access; None for everyone else."""
    if not actor.protected:
        return None
    row: ProtectedDetail | None = (
        ProtectedDetail.objects.visible_to(actor).filter(person_id=person_id, until_on=None).first()
    )
    return row


def emergency_openings(*, actor: Actor) -> "QuerySet[EmergencyAccess]":
    """Break-glass openings to look at afterwards: the auditor sees all, an administrator the own organisation's."""
    rows = EmergencyAccess.objects.select_related("user", "organisation").order_by("-opened_at")
    if actor.may("audit.read"):
        return rows
    actor.require("access.administer")
    return rows.filter(organisation_id__in=actor.organisations)


@dataclass(frozen=True)
class Newcomer:
    """A person with a permit, as settlement needs them: waiting is counted from the first permit."""

    person_id: int
    household_id: int
    group: str
    resettlement: bool
    born_on: date
    citizenship: str
    permit_kind: str
    clock_from: date
    centre_id: int | None


def newcomers(household_ids: Iterable[int], *, actor: Actor) -> list[Newcomer]:
    """The people of these households that have a permit, with the day their waiting is counted from."""
    rows = Person.objects.visible_to(actor).filter(household_id__in=list(household_ids)).select_related("household")
    people: dict[int, Person] = {row.id: row for row in rows}
    permits = {
        row.person_id: row for row in Permit.objects.visible_to(actor).filter(person__in=people).order_by("-decided_on")
    }
    centres = dict(
        Stay.objects.visible_to(actor)
        .filter(person__in=people, until_on=None)
        .values_list("person_id", "organisation_id")
    )
    return [
        Newcomer(
            person_id=person.id,
            household_id=person.household_id,
            group=person.household.group,
            resettlement=person.household.resettlement,
            born_on=person.born_on,
            citizenship=person.citizenship,
            permit_kind=permits[person.id].kind,
            clock_from=permits[person.id].entry_permit_on or permits[person.id].decided_on,
            centre_id=centres.get(person.id),
        )
        for person in people.values()
        if person.id in permits
    ]


def permits_of(person_id: int, *, actor: Actor) -> list[Permit]:
    """A person's permits, the latest first."""
    return list(Permit.objects.visible_to(actor).filter(person_id=person_id).order_by("-decided_on"))
