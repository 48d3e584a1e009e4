"""Questions about the municipality's work with programmes: the board, one participant, benefits, complaints."""

from rotfeste.casework.qualification.queries.benefits import benefit_of, benefits_in, benefits_of
from rotfeste.casework.qualification.queries.board import Row, behind, board, counts, tasks
from rotfeste.casework.qualification.queries.complaints import (
    OfTheme,
    by_theme,
    complaint_of,
    complaint_tasks,
    complaints,
    complaints_of,
)
from rotfeste.casework.qualification.queries.handovers import (
    gone,
    handover_of,
    handover_tasks,
    handovers,
    handovers_of,
    moved_away,
    package_of,
    packages_of,
    packages_sent,
    receivers,
)
from rotfeste.casework.qualification.queries.inspection import Answered, inspected
from rotfeste.casework.qualification.queries.nav import (
    consent_of,
    nav_contents,
    nav_package_of,
    nav_packages,
    nav_packages_of,
    nav_tasks,
)
from rotfeste.casework.qualification.queries.one import ParticipantView, participant_view
from rotfeste.casework.qualification.queries.packages import contents
from rotfeste.casework.qualification.queries.plans import Plans, Version, plans_of, to_review
from rotfeste.casework.qualification.queries.training import TrainingView, training_view

__all__ = [
    "Answered",
    "OfTheme",
    "ParticipantView",
    "Plans",
    "Row",
    "TrainingView",
    "Version",
    "behind",
    "benefit_of",
    "benefits_in",
    "benefits_of",
    "board",
    "by_theme",
    "complaint_of",
    "complaint_tasks",
    "complaints",
    "complaints_of",
    "consent_of",
    "contents",
    "counts",
    "gone",
    "handover_of",
    "handover_tasks",
    "handovers",
    "handovers_of",
    "inspected",
    "moved_away",
    "nav_contents",
    "nav_package_of",
    "nav_packages",
    "nav_packages_of",
    "nav_tasks",
    "package_of",
    "packages_of",
    "packages_sent",
    "participant_view",
    "plans_of",
    "receivers",
    "tasks",
    "to_review",
    "training_view",
]
