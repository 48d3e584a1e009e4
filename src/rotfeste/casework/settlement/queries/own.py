"""What a person sees of the own case: where it stands, the way here, and what was told in the interview."""

from dataclasses import dataclass
from datetime import date

from rotfeste.casework.settlement.models import Answer, Case, Interview, Step
from rotfeste.casework.settlement.rules.mapping import AnswerState
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access.actor import Actor

KNOWN_TO_ALL = (CaseStatus.DECIDED, CaseStatus.SETTLED)
"""Where a person is told which municipality it is: from the decision on, not while one is asked."""


@dataclass(frozen=True)
class OwnCase:
    """The latest case of the person who asks."""

    case: Case
    steps: list[Step]
    interview: Interview | None

    @property
    def municipality(self) -> str:
        """The municipality of the decision; empty before it."""
        return self.case.receiver.name if self.case.receiver and self.case.status in KNOWN_TO_ALL else ""

    def since(self, *statuses: str) -> date | None:
        """The first day that the case stood in one of these."""
        return min((row.from_on for row in self.steps if row.status in statuses), default=None)


def own_case(*, actor: Actor) -> OwnCase | None:
    """The latest case of the person who asks; None where there is none. The page records the reading."""
    actor.require("own.read")
    case: Case | None = (
        Case.objects.visible_to(actor).select_related("receiver", "centre").order_by("-opened_on", "-id").first()
    )
    if case is None:
        return None
    steps = list(Step.objects.visible_to(actor).filter(case=case).order_by("entered_at", "id"))
    return OwnCase(case, steps, Interview.objects.visible_to(actor).filter(case=case).first())


def own_answers(case_id: int, *, actor: Actor) -> list[Answer]:
    """What the person has told, and what is told for the household: the wall leaves out the rest."""
    actor.require("own.read")
    rows = Answer.objects.visible_to(actor).filter(case_id=case_id, state=AnswerState.GIVEN)
    return list(rows.order_by("person_id", "id"))
