"""To NAV with consent: prepared, agreed to by the person, sent as a letter, confirmed, followed up."""

from datetime import date, datetime

from django.db import transaction

from rotfeste.casework.qualification.actions.complaints import InTheFuture
from rotfeste.casework.qualification.actions.letters import send_to_office
from rotfeste.casework.qualification.models import NavConsent, NavPackage
from rotfeste.casework.qualification.queries.nav import consent_of, nav_contents
from rotfeste.casework.qualification.rules.handover import fingerprint
from rotfeste.casework.qualification.states import NAV_ROADS, NavStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters.queries import split_address
from rotfeste.foundation.roads import walk
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.persons import queries as persons


class NoConsent(Exception):
    """The person has not said yes to what the package holds now."""


class NavChanged(Exception):
    """Someone else has changed the package meanwhile. Carries it as it is now."""

    def __init__(self, package: NavPackage) -> None:
        super().__init__(package.pk)
        self.package = package


class SentAlready(Exception):
    """What is sent cannot be taken back."""


@transaction.atomic
def prepare_for_nav(
    person_id: int, *, office: str, address: str, follow_up_on: date, now: datetime, actor: Actor
) -> NavPackage:
    """Put together what a named NAV office would get to know, for the person to say yes or no to.

    Prepared anew, what was said of the earlier content no longer counts. Raises AddressMissing, CannotRegister.
    """
    actor.require("qualification.decide")
    person = persons.person(person_id, actor=actor)
    here = persons.responsible_on([person_id], now.date(), actor=actor).get(person_id)
    if here not in actor.organisations:
        raise CannotRegister("not_yours_in_the_period")
    split_address(address)
    rows = NavPackage.objects.visible_to(actor).select_for_update(of=("self",))
    row = rows.filter(person_id=person_id, organisation_id=here, status=NavStatus.PREPARED).first()
    row = row or NavPackage(person_id=person_id, organisation_id=here)
    row.name, row.office, row.address = person.full_name, office.strip(), address.strip()
    row.content = nav_contents(person, Organisation.objects.get(id=here), actor=actor)
    row.sha256, row.prepared_at, row.follow_up_on = fingerprint(row.content), now, follow_up_on
    row.version += 1
    row.save()
    _record(row, "prepared", actor)
    return row


@transaction.atomic
def answer_nav(
    package_id: int, *, agrees: bool, said_on: date, now: datetime, actor: Actor, language: str = ""
) -> NavConsent:
    """The person says yes or no, on their own page or in a conversation; a yes is taken back until it is sent.

    Raises InTheFuture, SentAlready.
    """
    row: NavPackage = NavPackage.objects.visible_to(actor).get(id=package_id)
    own = actor.asks_about_self
    actor.require("own.plan" if own else "qualification.decide")
    if not own and row.organisation_id not in actor.organisations:
        raise NavPackage.DoesNotExist
    if said_on > now.date():
        raise InTheFuture
    if row.status != NavStatus.PREPARED:
        raise SentAlready
    said: NavConsent = NavConsent.objects.create(
        package=row,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        agrees=agrees,
        language=language,
        in_conversation=not own,
        said_on=said_on,
        registered_at=now,
        registered_by_id=actor.user_id,
    )
    audit.changed(actor, "qualification.nav_consent", subject_id=row.id, persons=[row.person_id], agrees=agrees)
    return said


@transaction.atomic
def send_to_nav(package_id: int, *, now: datetime, actor: Actor, version: int | None = None) -> NavPackage:
    """Send it as a letter to the office; the database lets nothing go without a yes.

    Raises NoConsent, NoSuchRoad, NavChanged, AddressMissing.
    """
    row = _held(package_id, version, actor)
    said = consent_of(row)
    if said is None or not said.agrees:
        raise NoConsent
    row.sent_at, row.sent_by_id = now, actor.user_id
    _moved(row, NavStatus.SENT, actor)
    send_to_office(row, said, today=now.date(), actor=actor)
    return row


@transaction.atomic
def confirm_nav(
    package_id: int, *, on: date, by: str, today: date, actor: Actor, version: int | None = None
) -> NavPackage:
    """The office has confirmed that it has the package: who, and on which day.

    Raises NoSuchRoad, NavChanged, InTheFuture.
    """
    row = _held(package_id, version, actor)
    _not_after(on, today)
    row.received_on, row.received_by = on, by.strip()
    return _moved(row, NavStatus.RECEIVED, actor)


@transaction.atomic
def follow_up_nav(
    package_id: int, *, on: date, text: str, today: date, actor: Actor, version: int | None = None
) -> NavPackage:
    """How it went with the person after NAV took over. Raises NoSuchRoad, NavChanged, InTheFuture."""
    row = _held(package_id, version, actor)
    _not_after(on, today)
    row.followed_up_on, row.followed_up = on, text.strip()
    return _moved(row, NavStatus.FOLLOWED_UP, actor)


@transaction.atomic
def drop_nav(package_id: int, *, actor: Actor, version: int | None = None) -> NavPackage:
    """It is not sent after all. Raises NoSuchRoad, NavChanged."""
    return _moved(_held(package_id, version, actor), NavStatus.DROPPED, actor)


def _held(package_id: int, version: int | None, actor: Actor) -> NavPackage:
    actor.require("qualification.decide")
    rows = NavPackage.objects.visible_to(actor).select_for_update(of=("self",))
    row: NavPackage = rows.get(id=package_id, organisation_id__in=actor.organisations)
    if version is not None and row.version != version:
        raise NavChanged(row)
    return row


def _not_after(on: date, today: date) -> None:
    if on > today:
        raise InTheFuture


def _moved(row: NavPackage, status: NavStatus, actor: Actor) -> NavPackage:
    row.status = walk(NAV_ROADS, row.status, status)
    row.version += 1
    row.save()
    _record(row, status.value, actor)
    return row


def _record(row: NavPackage, done: str, actor: Actor) -> None:
    audit.changed(actor, "qualification.nav", subject_id=row.id, persons=[row.person_id], done=done)
