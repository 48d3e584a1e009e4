"""The way of one participant as a picture: programme, training, measures, leave and stops on one line of time."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from rotfeste.casework.qualification.queries import ParticipantView
from rotfeste.foundation.ui.charts import Chart, spans
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.states import Activity

Span = tuple[str, str, date, date]


def way_chart(view: ParticipantView, language: str, today: date) -> Chart | None:
    """One bar for each thing with days, in the order they begin; nothing where nothing has begun."""
    rows = [row for row in _rows(view, language, today) if row[2] < row[3]]
    if not rows:
        return None
    return spans(
        _("Day by day"),
        rows,
        description=_("One bar for each; the dotted line is today. What has no last day yet is drawn to today."),
        today=today,
    )


def _rows(view: ParticipantView, language: str, today: date) -> Iterator[Span]:
    file = view.file
    for row in sorted(file.enrolments, key=lambda each: each.started_on):
        yield str(Activity(row.activity).label), _("Takes part"), row.started_on, _over(row, today)
    for measure in file.measures:
        yield measure.kind.name(language), _("Measures"), measure.from_on, measure.until_on
    for leave in file.leaves:
        yield str(leave.get_kind_display()), _("Leave"), leave.from_on, leave.until_on
    for stop in file.interruptions:
        yield _("Interrupted"), _("Interrupted"), stop.from_on, stop.until_on or max(today, stop.from_on)


def _over(row: Enrolment, today: date) -> date:
    return row.ended_on or row.until_on or max(today, row.started_on)
