"""Documents that prove education: listed once, translated once, used for every body that is asked."""

from datetime import date, datetime

from django.db import transaction

from rotfeste.casework.qualification.actions.recognition import enclose, held, in_order, note, responsible
from rotfeste.casework.qualification.models import Paper
from rotfeste.casework.qualification.states import UNDECIDED, Translation
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import NoSuchRoad


class DocumentIsListed(Exception):
    """The document is on the list already."""


@transaction.atomic
def list_paper(
    recognition_id: int,
    *,
    name: str,
    dated_on: date,
    translation: str,
    translated_on: date | None = None,
    now: datetime,
    actor: Actor,
) -> Paper:
    """List a document for an application; later ones can reuse it.

    Raises DocumentIsListed, InTheFuture, BeforeTheStepBefore, NoSuchRoad.
    """
    row = held(recognition_id, None, actor, today=now.date())
    if row.status not in UNDECIDED:
        raise NoSuchRoad(row.status, row.status)
    in_order(dated_on, now.date())
    if translated_on is not None:
        in_order(translated_on, now.date(), dated_on)
    known = Paper.objects.visible_to(actor).filter(person_id=row.person_id, name=name.strip(), dated_on=dated_on)
    if known.exists():
        raise DocumentIsListed
    paper: Paper = Paper.objects.create(
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        name=name.strip(),
        dated_on=dated_on,
        translation=translation,
        translated_on=translated_on,
        registered_at=now,
    )
    enclose(row, paper)
    note(row, "document", actor)
    return paper


@transaction.atomic
def register_translation(paper_id: int, *, on: date, now: datetime, actor: Actor) -> Paper:
    """The translation of a document has come. Raises InTheFuture, BeforeTheStepBefore, CannotRegister."""
    actor.require("qualification.decide")
    paper: Paper = Paper.objects.visible_to(actor).select_for_update(of=("self",)).get(id=paper_id)
    paper.organisation_id = responsible(paper.person_id, now.date(), actor)
    in_order(on, now.date(), paper.dated_on)
    paper.translation, paper.translated_on = Translation.TRANSLATED, on
    paper.save()
    audit.changed(actor, "qualification.paper", subject_id=paper.id, persons=[paper.person_id], done="translated")
    return paper
