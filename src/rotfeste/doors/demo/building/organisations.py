"""The directorate, counties, municipalities, Oslo's city districts and reception centres, with people in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rotfeste.doors.demo.building.staff import SINCE, actor, name_of
from rotfeste.doors.demo.drawing.draw import (
    ABROAD,
    CARE_CENTRES,
    INTEGRATION_CENTRES,
    MINORS_CENTRES,
    ORDINARY_CENTRES,
    OSLO,
)
from rotfeste.foundation.access import actions as access
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.access.models import Organisation, RoleAssignment
from rotfeste.foundation.access.rules import CentreKind, OrganisationKind, Role
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region

CASE_WORKERS = 10
CENTRE_NAMES = (
    "Furulia Bekkelund Granåsen Solbakken Fjordgløtt Elvestad Bjørkeli Myrvang Høgåsen Nordlys Kvernhuset Sjøbua "
    "Lyngheim Rognli Steinvika Utsikten Åkerheim Skogly Tårnet Vårsol Brattlia Havgløtt Engmoen Dalheim Ospelund "
    "Tyribakken Hegglia Kløverenga Måsøyra Lindgård Storsteinen Vikaheim Ekornlia Sandbukta Breidablikk Kornmoen "
    "Tverrelva Fossheim Sletta Øyangen"
)
CENTRE_LABELS = {
    "ordinary": ("mottak", ORDINARY_CENTRES),
    "care": ("omsorgssenter", CARE_CENTRES),
    "integration": ("integreringsmottak", INTEGRATION_CENTRES),
    "minors": ("mottak for enslige mindreårige", MINORS_CENTRES),
}
ABROAD_NAME = "Forberedelse i utlandet"
ADVISERS = ("ost", "indre_ost", "sor", "vest", "midt_norge", "nord")
FOUNDER = system("Rotfeste", permissions=frozenset({"access.found"}))


@dataclass(frozen=True)
class Post:
    """A role that a made-up person holds in an organisation, besides its administrator."""

    name: str
    role: Role
    protected: bool = False


def key_of_centre(centre: str) -> str:
    """«care 2» is centre-care-2."""
    return f"centre-{centre.replace(' ', '-')}"


def made_up_number(serial: int) -> str:
    """A valid organisation number that begins with 3: such numbers are kept for made-up organisations."""
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    for attempt in range(10):
        first = f"3{serial * 10 + attempt:07d}"
        check = -sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11
        if check < 10:
            return f"{first}{check}"
    raise AssertionError("of ten numbers in a row, at least one has a check digit")


@transaction.atomic
def found_all(on: date, *, protectors: Iterable[str]) -> None:
    """Every organisation of the day. `protectors` are the keys of those who also need someone with protected access."""
    numbers = iter(range(1, 100_000))
    extra = set(protectors)
    directorate(numbers)
    found("association", OrganisationKind.ASSOCIATION, "KS, kommunesektorens organisasjon", numbers)
    for county in places.counties(on):
        found(f"county-{county.code}", OrganisationKind.COUNTY, county.name, numbers, place_code=county.code)
    officer, programme = Post("officer", Role.SETTLEMENT_OFFICER), Post("programme", Role.PROGRAMME_ADVISER)
    ids: dict[str, int] = {}
    for row in places.municipalities(on):
        key = f"municipality-{row.code}"
        ids[row.code] = found(
            key,
            OrganisationKind.MUNICIPALITY,
            row.name,
            numbers,
            officer,
            programme,
            *protector_of(key, extra),
            place_code=row.code,
            language=row.language_form or "nb",
        )
    for district in places.city_districts(on):
        key = f"district-{district.code}"
        kind = OrganisationKind.CITY_DISTRICT
        posts = (officer, programme, *protector_of(key, extra))
        found(key, kind, f"Bydel {district.name}", numbers, *posts, parent_id=ids[OSLO], place_code=district.code)
    centres(numbers, extra)
    advisers(on, ids)


def directorate(numbers: Iterator[int]) -> None:
    """The directorate and its case workers, advisers and auditor."""
    found(
        "directorate",
        OrganisationKind.DIRECTORATE,
        "Integrerings- og mangfoldsdirektoratet",
        numbers,
        *(Post(f"case_worker-{number}", Role.CASE_WORKER) for number in range(1, CASE_WORKERS + 1)),
        *(Post(f"adviser-{number}", Role.ADVISER) for number in range(1, len(ADVISERS) + 1)),
        Post("protector", Role.CASE_WORKER, protected=True),
        Post("auditor", Role.AUDITOR),
    )


def centres(numbers: Iterator[int], extra: set[str]) -> None:
    """Reception centres with made-up names, and those who prepare resettlement refugees abroad."""
    names = iter(CENTRE_NAMES.split())
    staff, second = Post("staff", Role.RECEPTION_STAFF), Post("staff-2", Role.RECEPTION_STAFF)
    for kind, (label, many) in CENTRE_LABELS.items():
        for number in range(1, many + 1):
            key = key_of_centre(f"{kind} {number}")
            posts = (staff, second, *protector_of(key, extra))
            name = f"{next(names)} {label}"
            found(key, OrganisationKind.RECEPTION_CENTRE, name, numbers, *posts, centre_kind=kind)
    key = key_of_centre(ABROAD)
    posts = (staff, *protector_of(key, extra))
    found(key, OrganisationKind.RECEPTION_CENTRE, ABROAD_NAME, numbers, *posts, centre_kind=CentreKind.ABROAD)


def protector_of(key: str, extra: set[str]) -> tuple[Post, ...]:
    """Someone with access to protected addresses, where there is need of one."""
    if key not in extra:
        return ()
    role = Role.RECEPTION_STAFF if key.startswith("centre-") else Role.SETTLEMENT_OFFICER
    return (Post("protector", role, protected=True),)


def found(
    key: str,
    kind: OrganisationKind,
    name: str,
    numbers: Iterator[int],
    *posts: Post,
    parent_id: int | None = None,
    place_code: str | None = None,
    language: str = "nb",
    centre_kind: str = "",
) -> int:
    """One organisation with its administrator, who gives the others their roles; returns its id."""
    subject = f"demo:{key}:administrator"
    with walls.asking(FOUNDER):
        first = access.found(
            kind=kind,
            name=name,
            administrator=access.Newcomer(subject, name_of(subject), language=language, made_up=True),
            from_on=SINCE,
            actor=FOUNDER,
            parent_id=parent_id,
            organisation_number=made_up_number(next(numbers)),
            place_code=place_code,
            language=language,
            postal_address="Eksempelveien 1, 0000 Eksempelstad",
            centre_kind=centre_kind,
        )
    with walls.asking(actor(subject)) as administrator:
        for post in posts:
            other = f"demo:{key}:{post.name}"
            access.grant_role(
                subject=other,
                name=name_of(other),
                email="",
                organisation_id=first.organisation_id,
                role=post.role,
                from_on=SINCE,
                actor=administrator,
                language=language,
                made_up=True,
                protected_access=post.protected,
            )
    return first.organisation_id


def advisers(on: date, ids: dict[str, int]) -> None:
    """Each municipality gets the adviser of its region, and the next one as substitute."""
    user_ids = [actor(f"demo:directorate:adviser-{number + 1}").user_id or 0 for number in range(len(ADVISERS))]
    regions = places.region_codes(Region.Kind.IMDI, on)
    for code, organisation_id in ids.items():
        place = ADVISERS.index(regions[code])
        access.name_advisers(
            organisation_id,
            adviser_id=user_ids[place],
            substitute_id=user_ids[(place + 1) % len(user_ids)],
            actor=FOUNDER,
        )


def id_of(kind: OrganisationKind, place_code: str) -> int:
    """The organisation that runs a place."""
    return Organisation.objects.values_list("id", flat=True).get(kind=kind, place_code=place_code)


def number_of_centre(centre: str) -> str:
    """The organisation number of a centre: deliveries name it."""
    subject = f"demo:{key_of_centre(centre)}:staff"
    found_row = RoleAssignment.objects.select_related("organisation").get(user__subject=subject)
    return found_row.organisation.organisation_number or ""
