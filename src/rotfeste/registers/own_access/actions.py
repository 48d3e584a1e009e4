"""What is done with codes and helpers: given, withdrawn, appointed, ended; and coming in with a code."""

import hmac
import secrets
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, NotAllowed, system
from rotfeste.foundation.access.session import keyed_hash
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.own_access.models import Code, Helper
from rotfeste.registers.own_access.rules import (
    ADULT_FROM,
    ALPHABET,
    GOOD_FOR,
    LENGTH,
    MOST_WRONG,
    check_period,
    tidy,
)
from rotfeste.registers.persons.models import Person
from rotfeste.registers.persons.queries import hidden_among


class NotAnAdult(Exception):
    """A code is for adults: someone else answers for a child."""


class ProtectedPerson(Exception):
    """A person with protected identity or address gets no code on paper: paper is lost, and tells where they are."""


class WrongCode(Exception):
    """The code and the birth date do not belong together, or the code is no longer in force."""


class LockedCode(Exception):
    """The birth date was wrong too many times: staff gives a new code."""


def drawn_code() -> str:
    """Twelve characters by chance."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


@transaction.atomic
def issue_code(
    person_id: int,
    *,
    today: date,
    actor: Actor,
    helper_id: int | None = None,
    drawn: Callable[[], str] = drawn_code,
) -> str:
    """Give a person, or a helper, a code to come in with; an earlier one of theirs is withdrawn.

    The code is returned once and never kept. Raises NotAnAdult, ProtectedPerson.
    """
    if not (helper_id is not None and actor.may("own.helpers")):
        actor.require("own_access.issue")
    person: Person = Person.objects.visible_to(actor).get(id=person_id)
    if hidden_among([person_id]):
        raise ProtectedPerson
    if person.age_on(today) < ADULT_FROM:
        raise NotAnAdult
    _in_force(person_id, helper_id, actor).update(withdrawn_on=today)
    code = tidy(drawn())
    row = Code.objects.create(
        person_id=person_id,
        helper_id=helper_id,
        code_hash=keyed_hash("own code", code),
        secret=_secret(code, person.born_on),
        issued_on=today,
        issued_by_id=actor.user_id,
        expires_on=today + GOOD_FOR,
    )
    audit.changed(actor, "own_access.code", subject_id=row.id, persons=[person_id])
    return code


@transaction.atomic
def withdraw_code(code_id: int, *, today: date, actor: Actor) -> Code:
    """A code is no longer good: whoever is in with it is out at the next page."""
    actor.require("own_access.issue")
    row: Code = Code.objects.visible_to(actor).select_for_update().get(id=code_id)
    if row.withdrawn_on is None:
        row.withdrawn_on = today
        row.save(update_fields=["withdrawn_on"])
        audit.changed(actor, "own_access.code_withdrawn", subject_id=row.id, persons=[row.person_id])
    return row


@transaction.atomic
def appoint_helper(
    person_id: int,
    *,
    name: str,
    may_apply: bool,
    from_on: date,
    until_on: date,
    today: date,
    actor: Actor,
    drawn: Callable[[], str] = drawn_code,
) -> tuple[Helper, str]:
    """A person gives someone power to help, or staff registers the signed paper; the helper gets an own code.

    Raises WrongPeriod, NotAnAdult, ProtectedPerson.
    """
    if not actor.asks_about_self:
        actor.require("own_access.issue")
    elif person_id != actor.persons[0]:
        raise Person.DoesNotExist
    else:
        actor.require("own.helpers")
    check_period(from_on, until_on, today)
    helper = Helper.objects.create(
        person_id=person_id,
        name=name.strip(),
        may_apply=may_apply,
        from_on=from_on,
        until_on=until_on,
        appointed_by_id=actor.user_id,
    )
    audit.changed(actor, "own_access.helper", subject_id=helper.id, persons=[person_id], may_apply=may_apply)
    return helper, issue_code(person_id, today=today, actor=actor, helper_id=helper.id, drawn=drawn)


@transaction.atomic
def end_helper(helper_id: int, *, today: date, actor: Actor) -> Helper:
    """The power ends at once: the helper's code opens nothing more."""
    if not (actor.may("own.helpers") or actor.may("own_access.issue")):
        raise NotAllowed("own.helpers")
    helper: Helper = Helper.objects.visible_to(actor).select_for_update().get(id=helper_id)
    if helper.ended_on is None:
        helper.ended_on = today
        helper.save(update_fields=["ended_on"])
        Code.objects.visible_to(actor).filter(helper=helper, withdrawn_on=None).update(withdrawn_on=today)
        audit.changed(actor, "own_access.helper_ended", subject_id=helper.id, persons=[helper.person_id])
    return helper


def come_in(typed: str, *, born_on: date, today: date, now: datetime) -> Code:
    """Someone comes in with a code and the birth date. Raises WrongCode or LockedCode; a wrong try is counted."""
    code = tidy(typed)
    with walls.asking(system("own access")) as asking:
        rows = Code.objects.visible_to(asking).select_for_update(of=("self",))
        row: Code | None = rows.filter(code_hash=keyed_hash("own code", code), withdrawn_on=None).first()
        found = row is not None and row.expires_on > today
        locked = found and row is not None and row.wrong_tries >= MOST_WRONG
        right = row is not None and hmac.compare_digest(row.secret, _secret(code, born_on))
        if row is not None and found and not locked:
            row.wrong_tries, row.used_at = (0, now) if right else (row.wrong_tries + 1, row.used_at)
            row.save(update_fields=["wrong_tries", "used_at"])
    if locked:
        raise LockedCode
    if row is None or not found or not right:
        raise WrongCode
    return row


def _secret(code: str, born_on: date) -> str:
    return keyed_hash("own secret", f"{code}:{born_on.isoformat()}")


def _in_force(person_id: int, helper_id: int | None, actor: Actor) -> QuerySet[Code]:
    rows: QuerySet[Code] = Code.objects.visible_to(actor).filter(
        person_id=person_id, helper_id=helper_id, withdrawn_on=None
    )
    return rows
