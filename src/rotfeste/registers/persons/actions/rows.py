"""Delivery rows become persons, permits, stays and involvement, in bulk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import (
    DeliveryRow,
    Hidden,
    Household,
    Involvement,
    Permit,
    Person,
    ProtectedDetail,
    Stay,
)
from rotfeste.registers.persons.rules import Because, Group, age_on, group_of, search_key

BATCH = 10_000
"""How many numbers are looked up in one question: a statement holds at most 65 535 values."""
PERSON_FIELDS = (
    "given_name",
    "family_name",
    "given_key",
    "family_key",
    "born_on",
    "sex",
    "citizenship",
    "languages",
    "relation",
    "relatives",
    "source",
)
PERMIT_FIELDS = ("decided_on", "legal_base", "entry_permit_on", "valid_until")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def known_by_number(numbers: Iterable[str], *, actor: Actor) -> dict[str, dict[str, str]]:
    """What is known about persons, in the words of the file, by DUF number; asked for a batch at a time."""
    wanted = sorted(set(numbers))
    known: dict[str, dict[str, str]] = {}
    for first in range(0, len(wanted), BATCH):
        known |= _known(wanted[first : first + BATCH], actor)
    return known


def _known(numbers: list[str], actor: Actor) -> dict[str, dict[str, str]]:
    persons = {
        row.duf_number: row
        for row in Person.objects.visible_to(actor).filter(duf_number__in=numbers).select_related("household")
    }
    ids = [row.id for row in persons.values()]
    permits = {
        row.person_id: row for row in Permit.objects.visible_to(actor).filter(person_id__in=ids).order_by("decided_on")
    }
    stays = {
        row.person_id: row.organisation.organisation_number
        for row in Stay.objects.visible_to(actor)
        .filter(person_id__in=ids)
        .select_related("organisation")
        .order_by("from_on")
    }
    kinds = {
        row.person_id: row for row in ProtectedDetail.objects.visible_to(actor).filter(person_id__in=ids, until_on=None)
    }
    return {
        number: _in_words(row, permits.get(row.id), stays.get(row.id), kinds.get(row.id))
        for number, row in persons.items()
    }


def _in_words(
    person: Person, permit: Permit | None, centre: str | None, hidden: ProtectedDetail | None
) -> dict[str, str]:
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "born_on": _text(person.born_on),
        "sex": person.sex,
        "citizenship": person.citizenship,
        "languages": " ".join(person.languages),
        "permit_kind": permit.kind if permit else "",
        "legal_base": permit.legal_base if permit else "",
        "permit_on": _text(permit.decided_on if permit else None),
        "entry_permit_on": _text(permit.entry_permit_on if permit else None),
        "valid_until": _text(permit.valid_until if permit else None),
        "centre": _text(centre),
        "household": person.household.reference,
        "relation": person.relation,
        "related_to": " ".join(person.relatives),
        "protection": hidden.kind if hidden else "",
        "protected_address": hidden.address if hidden else "",
    }


def write_households(rows: list[DeliveryRow], *, source: str, today: date, actor: Actor) -> list[int]:
    """Write new and changed persons of whole households; returns the ids of the households touched."""
    households = _households(rows)
    persons = _persons(rows, households, source, today, actor)
    _permits(rows, persons, actor)
    _stays(rows, persons, today, actor)
    _hidden(rows, persons, households, today, actor)
    return sorted({household.id for household in households.values()})


def _households(rows: list[DeliveryRow]) -> dict[str, Household]:
    members: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        members.setdefault(row.household, []).append(row.content)
    known = {row.reference: row for row in Household.objects.filter(reference__in=members)}
    fresh = []
    for reference, contents in members.items():
        if reference not in known:
            resettlement = contents[0]["group"] == "resettlement_refugee"
            fresh.append(Household(reference=reference, group=_group(contents), resettlement=resettlement))
    known.update((row.reference, row) for row in Household.objects.bulk_create(fresh))
    return known


def _group(contents: list[dict[str, str]]) -> str:
    said = contents[0]["group"]
    if said == "resettlement_refugee":
        decided = max(date.fromisoformat(row["permit_on"]) for row in contents)
        return group_of([age_on(date.fromisoformat(row["born_on"]), decided) for row in contents])
    return Group.ADULT if said == "single_adult" else said


def _persons(
    rows: list[DeliveryRow], households: dict[str, Household], source: str, today: date, actor: Actor
) -> dict[str, Person]:
    numbers = [row.content["duf_number"] for row in rows]
    known: dict[str, Person] = {
        row.duf_number: row for row in Person.objects.visible_to(actor).filter(duf_number__in=numbers)
    }
    fresh, changed = [], []
    for row in rows:
        said = row.content
        person = known.get(said["duf_number"])
        if person is None:
            person = Person(duf_number=said["duf_number"], household=households[row.household], received_on=today)
            fresh.append(person)
        else:
            changed.append(person)
        person.given_name, person.family_name = said["given_name"], said["family_name"]
        person.given_key, person.family_key = search_key(said["given_name"]), search_key(said["family_name"])
        person.born_on, person.sex = date.fromisoformat(said["born_on"]), said["sex"]
        person.citizenship, person.languages = said["citizenship"], said["languages"].split()
        person.relation, person.source = said["relation"], source
        person.relatives = said["related_to"].split()
    known.update((row.duf_number, row) for row in Person.objects.bulk_create(fresh))
    if changed:
        Person.objects.visible_to(actor).bulk_update(changed, PERSON_FIELDS)
        audit.changed(actor, "persons.intake_change", persons=[row.id for row in changed])
    if fresh:
        audit.changed(actor, "persons.intake_new", persons=[row.id for row in fresh])
    return known


def _permits(rows: list[DeliveryRow], persons: dict[str, Person], actor: Actor) -> None:
    """A permit of a kind that is known corrects it; one of another kind is added beside it."""
    known = {
        (row.person_id, row.kind): row
        for row in Permit.objects.visible_to(actor).filter(person__in=list(persons.values())).order_by("decided_on")
    }
    fresh, corrected = [], []
    for row in rows:
        said, person = row.content, persons[row.content["duf_number"]]
        decided_on = date.fromisoformat(said["permit_on"])
        permit = known.get((person.id, said["permit_kind"]))
        values = {
            "decided_on": decided_on,
            "legal_base": said["legal_base"],
            "entry_permit_on": date.fromisoformat(said["entry_permit_on"]) if said["entry_permit_on"] else None,
            "valid_until": date.fromisoformat(said["valid_until"]) if said["valid_until"] else None,
        }
        if permit is None:
            fresh.append(Permit(person=person, kind=said["permit_kind"], **values))
        else:
            for name, value in values.items():
                setattr(permit, name, value)
            corrected.append(permit)
    Permit.objects.bulk_create(fresh)
    if corrected:
        Permit.objects.visible_to(actor).bulk_update(corrected, PERMIT_FIELDS)


def _stays(rows: list[DeliveryRow], persons: dict[str, Person], today: date, actor: Actor) -> None:
    """A person who is in another centre than the last one has moved there today; who has left it, does not return."""
    centres = dict(
        Organisation.objects.filter(organisation_number__in={row.content["centre"] for row in rows}).values_list(
            "organisation_number", "id"
        )
    )
    ids = [persons[row.content["duf_number"]].id for row in rows]
    last = {row.person_id: row for row in Stay.objects.visible_to(actor).filter(person_id__in=ids).order_by("from_on")}
    stays, involved = [], []
    for row in rows:
        person, centre = persons[row.content["duf_number"]], centres.get(row.content["centre"])
        stay = last.get(person.id)
        if centre is None or (stay is not None and stay.organisation_id == centre):
            continue
        if stay is not None and stay.until_on is None:
            _end_stay(stay, today, actor)
        stays.append(Stay(person=person, organisation_id=centre, from_on=today))
        involved.append(Involvement(person=person, organisation_id=centre, because=Because.CENTRE, since_on=today))
    Stay.objects.bulk_create(stays)
    Involvement.objects.bulk_create(involved)


def _end_stay(stay: Stay, today: date, actor: Actor) -> None:
    rows = Stay.objects.visible_to(actor).filter(id=stay.id)
    rows.update(until_on=today) if stay.from_on < today else rows.delete()
    Involvement.objects.visible_to(actor).filter(
        person_id=stay.person_id, organisation_id=stay.organisation_id, because=Because.CENTRE, until_on=None
    ).update(until_on=today)


def _hidden(
    rows: list[DeliveryRow], persons: dict[str, Person], households: dict[str, Household], today: date, actor: Actor
) -> None:
    """A protection that is new or changed applies from today. One left out stays: people lift it, not a file."""
    protected = [row for row in rows if row.content["protection"]]
    if not protected:
        return
    said = {persons[row.content["duf_number"]].id: row.content for row in protected}
    in_force = ProtectedDetail.objects.visible_to(actor).filter(person_id__in=said, until_on=None)
    same, changed = set(), []
    for detail in in_force:
        wanted = said[detail.person_id]
        if (detail.kind, detail.address) == (wanted["protection"], wanted["protected_address"]):
            same.add(detail.person_id)
        else:
            changed.append(detail.id)
    ProtectedDetail.objects.visible_to(actor).filter(id__in=changed).update(until_on=today)
    ProtectedDetail.objects.bulk_create(
        ProtectedDetail(
            person_id=number, kind=content["protection"], address=content["protected_address"], from_on=today
        )
        for number, content in said.items()
        if number not in same
    )
    hidden = {households[row.household].id for row in protected}
    members = Person.objects.visible_to(actor).filter(household_id__in=hidden).values_list("id", "household_id")
    Hidden.objects.bulk_create(
        [Hidden(person_id=number, household_id=household, since_on=today) for number, household in members],
        ignore_conflicts=True,
    )
