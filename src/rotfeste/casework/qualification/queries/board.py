"""The adviser's board: everyone the municipality is responsible for, where they stand, and what waits."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.models import BenefitMonth
from rotfeste.casework.qualification.queries.plans import to_review
from rotfeste.casework.qualification.rules.board import BEFORE_START, Known, Stand, Standing, standing
from rotfeste.casework.qualification.states import BenefitStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Ending
from rotfeste.registers.participants.queries import Ended, Participant
from rotfeste.registers.persons.rules import age_on

YOUNGEST = 16
"""Younger persons have no right to programme or training, and are not on the board."""


@dataclass(frozen=True)
class Row:
    """One participant on the board."""

    participant: Participant
    standing: Standing
    age: int
    review_by: date | None = None
    """By when the plan was to be looked at anew, where that day has come."""

    @property
    def person_id(self) -> int:
        """Whose row it is."""
        return self.participant.person.id


def board(*, today: date, actor: Actor) -> list[Row]:
    """Everyone from 16 years on, the most urgent first."""
    actor.require("participants.read")
    found = participants.participants(actor=actor, on=today)
    due = to_review(today=today, actor=actor)
    rows = [
        Row(
            participant=row,
            standing=standing(known_of(row, today), today),
            age=age_on(row.person.born_on, today),
            review_by=due.get(row.person.id),
        )
        for row in found
    ]
    shown = [row for row in rows if row.age >= YOUNGEST]
    return sorted(shown, key=lambda row: (-row.standing.urgency, row.standing.day or date.max, row.person_id))


def behind(rows: Iterable[Row], *, today: date, actor: Actor) -> dict[int, int]:
    """Hours of training behind what was to be given by now, by person; who has no decision on training is left out.

    Apart from the board, since it adds up years of hours: asked for the rows that are shown.
    """
    return participants.behind([row.person_id for row in rows], today=today, actor=actor)


def known_of(row: Participant, today: date) -> Known:
    """What the stand of one participant is made from."""
    right, enrolment, offer, decision = row.right, row.enrolment, row.offer, row.decision
    came = moved_here(row.ending, row.organisation_id)
    if came and offer is not None and offer.organisation_id == row.organisation_id:
        came, enrolment = False, None
    elif came:
        enrolment, offer = None, None
    standing_still = decision is not None and (decision.until_on is None or decision.until_on > today)
    return Known(
        category=right.programme if right else "",
        right_from=right.programme_from if right else None,
        start_by=right.start_by if right else None,
        offer=offer.status if offer else "",
        decided=standing_still and decision is not None and decision.outcome == "granted",
        enrolment=enrolment.status if enrolment else "",
        until_on=enrolment.until_on if enrolment else None,
        moved_here=came,
    )


def moved_here(ending: Ending | Ended | None, organisation_id: int | None) -> bool:
    """The latest programme was in another municipality, and ended because the person moved."""
    return ending is not None and ending.moved and ending.organisation_id != organisation_id


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """What waits: late to start, awaits an answer, to be decided, ends soon, past its end."""
    found: Counter[str] = Counter()
    for row in rows:
        stand, urgency = row.standing.stand, row.standing.urgency
        found["late"] += stand in BEFORE_START and urgency == 3
        found["answer"] += stand is Stand.AWAITS_ANSWER
        found["decide"] += stand is Stand.TO_DECIDE
        found["ends"] += stand is Stand.IN_PROGRAMME and urgency == 2
        found["past"] += stand is Stand.PAST_ITS_END
        found["moved"] += stand is Stand.MOVED_HERE
        found["review"] += row.review_by is not None
        found["running"] += stand in (Stand.IN_PROGRAMME, Stand.PAST_ITS_END)
    return dict(found)


def tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits for a programme adviser."""
    if not actor.may("qualification.decide"):
        return []
    rows, url = counts(board(today=today, actor=actor)), reverse("qualification:board")
    to_approve = (
        BenefitMonth.objects.visible_to(actor)
        .filter(organisation_id__in=actor.organisations, status=BenefitStatus.COMPUTED)
        .count()
    )
    return [
        Task(
            _("Programmes that should have started"),
            rows.get("late", 0),
            f"{url}?waits=late",
            3,
            _("The programme begins within three months after settlement or claim."),
        ),
        Task(_("Programmes past their end"), rows.get("past", 0), f"{url}?waits=past", 3, _("Register the ending.")),
        Task(
            _("People who moved here, to be decided anew"),
            rows.get("moved", 0),
            f"{url}?waits=moved",
            2,
            _("Their programme ended when they moved. See what was handed over."),
        ),
        Task(_("Programmes to be decided"), rows.get("decide", 0), f"{url}?waits=decide", 2),
        Task(_("Programmes that end within 90 days"), rows.get("ends", 0), f"{url}?waits=ends", 2),
        Task(_("Plans to look at anew"), rows.get("review", 0), f"{url}?waits=review", 2),
        Task(_("Benefits to approve"), to_approve, reverse("qualification:benefits"), 2),
    ]
