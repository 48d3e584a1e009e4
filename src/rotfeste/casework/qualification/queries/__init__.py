"""Questions about the municipality's work with programmes: the board, one participant, and the benefits."""

from rotfeste.casework.qualification.queries.benefits import benefit_of, benefits_in, benefits_of
from rotfeste.casework.qualification.queries.board import Row, board, counts, tasks
from rotfeste.casework.qualification.queries.one import ParticipantView, participant_view

__all__ = [
    "ParticipantView",
    "Row",
    "benefit_of",
    "benefits_in",
    "benefits_of",
    "board",
    "counts",
    "participant_view",
    "tasks",
]
