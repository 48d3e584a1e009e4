"""Questions about participants: what they have a right to, what is decided and registered, and who they are."""

from rotfeste.registers.participants.queries.facts import as_json, facts_of
from rotfeste.registers.participants.queries.lists import Participant, participants
from rotfeste.registers.participants.queries.one import (
    File,
    circumstances_of,
    decision_of,
    decisions_of,
    enrolment_of,
    entitlement_of,
    file_of,
    measure_kinds,
    measure_of,
    offer_of,
    recomputation,
)

__all__ = [
    "File",
    "Participant",
    "as_json",
    "circumstances_of",
    "decision_of",
    "decisions_of",
    "enrolment_of",
    "entitlement_of",
    "facts_of",
    "file_of",
    "measure_kinds",
    "measure_of",
    "offer_of",
    "participants",
    "recomputation",
]
