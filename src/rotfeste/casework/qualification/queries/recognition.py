"""Recognition of education from abroad: one, those of a person, the municipality's own, and how long bodies take."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.models import Enclosure, Paper, Recognition
from rotfeste.casework.qualification.rules.recognition import (
    TOLD_LEVELS,
    OfBody,
    Wait,
    by_body,
    days_waited,
    waits_long,
)
from rotfeste.casework.qualification.states import UNDECIDED
from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.persons import queries as persons

LEAST = 5
"""The country's figures show no group that is smaller: hidden persons are counted in it."""


def recognition_of(recognition_id: int, *, actor: Actor) -> Recognition:
    """One recognition with its documents, with the reading recorded. Raises Recognition.DoesNotExist."""
    actor.require("participants.read")
    rows = Recognition.objects.visible_to(actor).select_related("organisation", "person")
    row: Recognition = rows.prefetch_related(_enclosed(actor)).get(id=recognition_id)
    audit.read(actor, "qualification.recognition", subject_id=row.id, persons=[row.person_id])
    return row


def _enclosed(actor: Actor) -> "Prefetch[Any]":
    rows = Enclosure.objects.visible_to(actor).select_related("paper").order_by("paper__dated_on", "id")
    return Prefetch("enclosures", rows)


def recognitions_of(person_id: int, *, actor: Actor) -> list[Recognition]:
    """A person's recognitions with their documents, the oldest first. The caller has recorded the reading."""
    rows = Recognition.objects.visible_to(actor).filter(person_id=person_id).select_related("organisation")
    return list(rows.prefetch_related(_enclosed(actor)).order_by("registered_at", "id"))


def education_of(row: Recognition) -> dict[str, Any]:
    """A recognition with its documents, as it is handed over: plain values, days as ISO text."""
    return {
        "level": row.level,
        "subject": row.subject,
        "country": row.country,
        "body": row.body,
        "body_name": row.body_name,
        "reference": row.reference,
        "status": row.status,
        "sent_on": row.sent_on.isoformat() if row.sent_on else "",
        "decided_on": row.decided_on.isoformat() if row.decided_on else "",
        "outcome": row.outcome,
        "recognised_as": row.recognised_as,
        "documents": [
            {
                "name": each.paper.name,
                "dated_on": each.paper.dated_on.isoformat(),
                "translated_on": each.paper.translated_on.isoformat() if each.paper.translated_on else "",
            }
            for each in row.enclosures.all()
        ],
    }


def papers_of(person_id: int, *, actor: Actor) -> list[Paper]:
    """All documents of a person, whichever application they were listed for."""
    return list(Paper.objects.visible_to(actor).filter(person_id=person_id).order_by("dated_on", "id"))


def told_of(person_id: int, *, actor: Actor) -> dict[str, str]:
    """What the person has told of their education in the settlement interview: level and subject, where known."""
    told = settlement.told_by([person_id], ("education", "subject"), actor=actor).get(person_id, {})
    found = {"level": TOLD_LEVELS.get(told.get("education", ""), ""), "subject": told.get("subject", "")[:200]}
    return {key: value for key, value in found.items() if value}


def recognitions(*, today: date, actor: Actor) -> list[Recognition]:
    """Of those whom the own municipality has today, the day to follow up first. The caller records whom it shows."""
    actor.require("participants.read")
    rows = Recognition.objects.visible_to(actor).select_related("person").prefetch_related(_enclosed(actor))
    found = list(rows.order_by("follow_up_on", "id"))
    here = persons.responsible_on(list({row.person_id for row in found}), today, actor=actor)
    return [row for row in found if here.get(row.person_id) in actor.organisations]


def must_be_followed_up(row: Recognition, today: date) -> bool:
    """The day to follow up has come, and nothing is decided."""
    return row.status in UNDECIDED and row.follow_up_on <= today


def has_waited_long(row: Recognition, today: date) -> bool:
    """The body has had it longer than it should."""
    return row.status in UNDECIDED and waits_long(row.sent_on, today)


def recognition_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits: answers that take long, and days to follow up that have come."""
    if not actor.may("qualification.decide"):
        return []
    rows, url = recognitions(today=today, actor=actor), reverse("qualification:recognitions")
    return [
        Task(
            _("Recognition of education that takes long"),
            sum(has_waited_long(row, today) for row in rows),
            f"{url}?waits=long",
            2,
            _("Ask the body how far it has come."),
        ),
        Task(
            _("Recognition of education to follow up"),
            sum(must_be_followed_up(row, today) for row in rows),
            f"{url}?waits=follow",
            2,
        ),
    ]


def waiting_by_body(rows: Iterable[Recognition], today: date, *, least: int = 1) -> list[OfBody]:
    """Median days from sent to answered, and of those that wait, by body. Withdrawn ones are left out."""
    waits = [
        Wait(row.body, days, row.decided_on is not None)
        for row in rows
        if row.withdrawn_on is None and (days := days_waited(row.sent_on, row.decided_on, today)) is not None
    ]
    return by_body(waits, least=least)


def waiting_in_the_country(*, today: date, actor: Actor) -> list[OfBody]:
    """The same for the whole country; groups smaller than five are left out."""
    with walls.counting(actor, national=True) as counter:
        rows = list(Recognition.objects.visible_to(counter).exclude(sent_on=None))
    return waiting_by_body(rows, today, least=LEAST)
