"""The decision's two letters: to the refugee in a language they can be written to in, and to the municipality."""

from datetime import date

from rotfeste.casework.settlement.models import Case, Decision, Member, Request
from rotfeste.foundation.access.actor import Actor


def send_decision(
    case: Case, decision: Decision, request: Request, members: list[Member], *, today: date, actor: Actor
) -> None:
    """Write both letters; they are journaled now, and rendered and sent by a job that commits with the decision."""
