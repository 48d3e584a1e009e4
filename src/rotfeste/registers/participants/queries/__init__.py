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
from rotfeste.registers.participants.queries.registering import (
    Entry,
    circumstances_by_person,
    entries,
    last_hours,
    planned_by_enrolment,
    training_by_person,
)
from rotfeste.registers.participants.queries.reservations import reservation_of, reserved_among
from rotfeste.registers.participants.queries.year import YearLine, year_lines

__all__ = [
    "Entry",
    "File",
    "Participant",
    "YearLine",
    "as_json",
    "circumstances_by_person",
    "circumstances_of",
    "decision_of",
    "decisions_of",
    "enrolment_of",
    "entitlement_of",
    "entries",
    "facts_of",
    "file_of",
    "last_hours",
    "measure_kinds",
    "measure_of",
    "offer_of",
    "participants",
    "planned_by_enrolment",
    "recomputation",
    "reservation_of",
    "reserved_among",
    "training_by_person",
    "year_lines",
]
