"""A simple model of settlement: a case as a few values, and who may do what with it just now.

It is written from the law and the user's day, not from the code that it is compared with.
"""

from dataclasses import dataclass, field
from datetime import date

from rotfeste.foundation.access.actor import Actor

INTERVIEWED = ("submitted", "approved")
ENDED = ("settled", "closed")
WITH_MUNICIPALITY = ("requested", "accepted", "decided")


@dataclass
class Modelled:
    """One household on its way."""

    id: int
    rows: list[dict[str, str]]
    """The household as the file told it."""
    people: list[int]
    centre: int
    opened_on: date
    status: str = "interview_due"
    interview: str = "due"
    answered: bool = False
    flagged: bool = False
    sent_in_by: int | None = None
    asked: int | None = None
    """The organisation whose request stands open or accepted."""
    receiver: int | None = None
    decided_on: date | None = None
    moved: dict[int, date] = field(default_factory=dict)
    steps: list[str] = field(default_factory=lambda: ["interview_due"])

    def go(self, status: str) -> None:
        """The case stands in another status from now on."""
        self.status = status
        self.steps.append(status)

    def let_go(self) -> None:
        """No municipality has a task any more."""
        self.asked = self.receiver = self.decided_on = None

    @property
    def minors(self) -> bool:
        """Whether they take places for unaccompanied minors."""
        return self.rows[0]["group"] == "unaccompanied_minor"

    @property
    def waiting(self) -> list[int]:
        """Those who have not moved in."""
        return [key for key in self.people if key not in self.moved]

    @property
    def settled_on(self) -> date | None:
        """The day the last one moved in, once everyone has."""
        return max(self.moved.values()) if self.status == "settled" else None

    # --- Who sees the case, and may do what

    def seen_by(self, actor: Actor) -> bool:
        """The directorate sees all; a centre those who live there; a municipality those it is asked for or has.

        Advisers do not see unaccompanied minors.
        """
        if actor.role == "adviser":
            return not self.minors
        if actor.role == "case_worker":
            return True
        if actor.organisation_kind == "reception_centre":
            return self.centre in actor.organisations and bool(self.waiting)
        return self._with(actor, self.asked) or self._with(actor, self.receiver)

    def people_seen_by(self, actor: Actor) -> list[int]:
        """Those of the household that the actor sees: a centre no longer those who have moved."""
        if not self.seen_by(actor):
            return []
        return self.waiting if actor.organisation_kind == "reception_centre" else self.people

    @staticmethod
    def _with(actor: Actor, organisation_id: int | None) -> bool:
        return organisation_id is not None and organisation_id in actor.organisations

    def may_write(self, actor: Actor) -> bool:
        """The centre writes until the interview is sent in, and while the case lasts."""
        writable = self.interview in ("due", "draft", "returned") and self.status not in ENDED
        return actor.role == "reception_staff" and self.seen_by(actor) and writable

    def may_send_in(self, actor: Actor, held_on: date, today: date) -> bool:
        """A complete interview, held since the case was opened."""
        written = self.answered and self.interview in ("draft", "returned") and self.status not in ENDED
        dated = self.opened_on <= held_on <= today
        return actor.role == "reception_staff" and self.seen_by(actor) and written and dated

    def may_send_back(self, actor: Actor) -> bool:
        """The directorate, or the municipality with a task, while the household waits."""
        able = actor.role in ("case_worker", "settlement_officer") and self.seen_by(actor)
        return able and self.interview in INTERVIEWED and self.status not in ENDED

    def may_approve(self, actor: Actor) -> bool:
        """A second person in the directorate."""
        able = actor.role == "case_worker" and actor.user_id != self.sent_in_by
        return able and self.interview == "submitted" and self.status not in ENDED

    def may_ask(self, actor: Actor) -> bool:
        """One municipality at a time, with a complete interview."""
        return actor.role == "case_worker" and self.status == "ready" and self.interview in INTERVIEWED

    def may_answer(self, actor: Actor) -> bool:
        """The one who was asked."""
        able = actor.role == "settlement_officer" and self._with(actor, self.asked)
        return able and self.status == "requested"

    def may_take_back(self, actor: Actor) -> bool:
        """The one who said yes, until the decision."""
        able = actor.role == "settlement_officer" and self._with(actor, self.asked)
        return able and self.status == "accepted"

    def may_withdraw(self, actor: Actor) -> bool:
        """The directorate, until the decision."""
        return actor.role == "case_worker" and self.status in ("requested", "accepted")

    def may_decide(self, actor: Actor) -> bool:
        """Only on a yes."""
        return actor.role == "case_worker" and self.status == "accepted"

    def may_annul(self, actor: Actor) -> bool:
        """Until someone has moved in."""
        return actor.role == "case_worker" and self.status == "decided" and not self.moved

    def may_move(self, actor: Actor, on: date, until: date) -> bool:
        """The receiver, after the decision, and never ahead of time."""
        able = actor.role == "settlement_officer" and self._with(actor, self.receiver) and self.status == "decided"
        return able and self.decided_on is not None and self.decided_on <= on <= until

    def may_close(self, actor: Actor) -> bool:
        """Until the decision."""
        return actor.role == "case_worker" and self.status not in (*ENDED, "decided")

    # --- What becomes of it

    def sent_in(self, actor: Actor) -> None:
        """A flagged interview goes to a second person first, wherever the case has come without a municipality."""
        self.interview, self.sent_in_by = "submitted", actor.user_id
        if self.status == "interview_due":
            self.go("check" if self.flagged else "ready")
        elif self.status == "ready" and self.flagged:
            self.go("check")

    def sent_back(self) -> None:
        """The centre completes it; a municipality that is asked stays asked."""
        self.interview = "returned"
        if self.status in ("check", "ready"):
            self.go("interview_due")

    def approved(self) -> None:
        """Checked by a second person."""
        self.interview = "approved"
        if self.status == "check":
            self.go("ready")

    def released(self, status: str = "ready") -> None:
        """No municipality has it any more; an interview that lies with the centre is awaited."""
        self.let_go()
        self.go(status)

    def moved_in(self, people: list[int], on: date) -> None:
        """Some, or the last ones."""
        self.moved |= dict.fromkeys(people, on)
        if not self.waiting:
            self.go("settled")


def places(cases: list[Modelled], year: int) -> dict[tuple[int, bool], tuple[int, int]]:
    """Used and promised places by organisation and kind, counted person by person."""
    counted: dict[tuple[int, bool], tuple[int, int]] = {}
    for case in cases:
        if case.receiver is None:
            continue
        used = sum(day.year == year for day in case.moved.values())
        promised = len(case.waiting) if case.status in ("accepted", "decided") else 0
        before = counted.get((case.receiver, case.minors), (0, 0))
        counted[case.receiver, case.minors] = (before[0] + used, before[1] + promised)
    return counted
