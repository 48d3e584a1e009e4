"""The attendance sheet of a course in one month: seats down, sessions across, all saved at once or nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.benefits import month_words
from rotfeste.casework.qualification.pages.class_hours import checked, shown
from rotfeste.casework.qualification.pages.courses.held import own_course
from rotfeste.casework.qualification.pages.courses.words import hours_words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.rules.benefit import first_of_next
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.grids import Grid, GridCell, GridRow
from rotfeste.registers.courses import actions as register
from rotfeste.registers.courses import queries as register_of_courses
from rotfeste.registers.courses.actions import AttendanceRefused, Present
from rotfeste.registers.courses.models import Attendance, Seat, Session
from rotfeste.registers.courses.queries import CourseView
from rotfeste.registers.courses.words import refusal


@dataclass
class AttendanceSheet:
    """The sessions that have been held in a month, the seats of those days, what is saved, and what was typed."""

    view: CourseView
    month: date
    sessions: list[Session]
    seats: list[Seat]
    saved: dict[tuple[int, int], Attendance]
    names: dict[int, str]
    given: Any
    fill: bool
    """Everyone was there: cells without a report are filled in with the hours of the session."""

    def fingerprint(self) -> str:
        """What tells whether the attendance is still as it was."""
        here = {row.id for row in self.sessions}
        parts = [f"{key} {row.hours:.2f}" for key, row in sorted(self.saved.items()) if key[1] in here]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


@requires("courses.register")
def attendance(request: Request, course_id: int, year: int = 0, month: int = 0) -> HttpResponse:
    """The sheet of one month; without one, of the latest with a session."""
    view = own_course(request, course_id)
    held = [row for row in view.sessions if row.day <= request.today]
    if not held or not view.seats:
        raise Http404
    if not year:
        latest = held[-1].day
        return redirect("qualification:attendance_month", course_id, latest.year, latest.month)
    sheet = _sheet(request, view, year, month)
    grid = grid_of(sheet)
    faults = []
    seen = sheet.fingerprint()
    if request.method == "POST" and not grid.faults():
        if request.POST.get("seen") != seen:
            faults.append(
                _(
                    "Someone else saved attendance of this month while you were writing. What you wrote stands below;"
                    " where it differs from what is saved, the cell says so. Save again to replace what was saved."
                )
            )
            compare(grid, sheet)
        else:
            try:
                rows = rows_of(sheet, grid)
                register.report_attendance(course_id, rows, now=now_of(request), actor=request.actor)
            except AttendanceRefused as error:
                mark(grid, rows, error)
            else:
                messages.success(
                    request, _("The attendance is saved. The hours are registered where each participant lives.")
                )
                return redirect("qualification:course", course_id)
    context = {
        "course": view.course,
        "title": _("Attendance, %(month)s") % {"month": month_words(sheet.month)},
        "grid": grid,
        "seen": seen,
        "faults": faults,
        "wrong": [{"text": cell.fault, "target": cell.name} for cell in grid.faults()],
        "months": _months(view, held, sheet.month),
        "may_fill": not sheet.fill and any(not cell.text for row in grid.rows for cell in row.cells),
    }
    return render(request, "qualification/attendance.html", context)


def _sheet(request: Request, view: CourseView, year: int, number: int) -> AttendanceSheet:
    try:
        month = date(year, number, 1)
    except ValueError as error:
        raise Http404 from error
    sessions = [row for row in view.sessions if month <= row.day < first_of_next(month) and row.day <= request.today]
    seats = [row for row in view.seats if row.status != "withdrawn" and any(row.held_on(each.day) for each in sessions)]
    if not sessions:
        raise Http404
    known = register_of_courses.seated([row.id for row in seats], actor=request.actor)
    return AttendanceSheet(
        view,
        month,
        sessions,
        seats,
        register_of_courses.attendance_in(view.course.id, actor=request.actor),
        {seat_id: row.person.full_name for seat_id, row in known.items()},
        steps.given(request),
        "fill" in request.GET,
    )


def grid_of(sheet: AttendanceSheet) -> Grid:
    """Seats down, sessions across; a cell is empty until it is reported, and 0 is away."""
    heads = [f"{date_format(row.day, 'j. b').lower()} ({hours_words(row.hours)})" for row in sheet.sessions]
    rows = []
    for seat in sheet.seats:
        cells = []
        for session, head in zip(sheet.sessions, heads, strict=True):
            name = f"{seat.id}_{session.id}"
            typed = sheet.given.get(name) if sheet.given is not None else None
            text = _text(sheet, seat, session) if typed is None else str(typed).strip()[:20]
            label = _("%(name)s, %(column)s") % {"name": seat.code, "column": head}
            cells.append(checked(GridCell(name, label, text, decimals=2)))
            if not text and (seat.id, session.id) in sheet.saved:
                cells[-1].fault = _("%(cell)s: it is reported already. Write 0 for someone who was away.") % {
                    "cell": label
                }
        rows.append(GridRow(seat.code, cells, below=_whose(sheet, seat)))
    caption = _("Hours attended in %(month)s") % {"month": month_words(sheet.month)}
    return Grid(caption, _("Seat"), heads, rows, decimals=2, foot=_("All seats"))


def _text(sheet: AttendanceSheet, seat: Seat, session: Session) -> str:
    saved = sheet.saved.get((seat.id, session.id))
    if saved is not None:
        return shown(saved.hours) or "0"
    return shown(session.hours) if sheet.fill and seat.held_on(session.day) else ""


def _whose(sheet: AttendanceSheet, seat: Seat) -> str:
    parts = [sheet.names.get(seat.id) or seat.organisation.name]
    if seat.from_on > sheet.sessions[0].day:
        parts.append(_("from %(day)s") % {"day": date_format(seat.from_on, "j. b").lower()})
    if seat.until_on is not None and seat.until_on <= sheet.sessions[-1].day:
        parts.append(_("until %(day)s") % {"day": date_format(seat.until_on, "j. b").lower()})
    return " · ".join(parts)


def rows_of(sheet: AttendanceSheet, grid: Grid) -> list[Present]:
    """What was typed, as rows; none for cells that stand empty."""
    return [
        Present(seat.code, session.id, Decimal(cell.amount))
        for seat, line in zip(sheet.seats, grid.rows, strict=True)
        for session, cell in zip(sheet.sessions, line.cells, strict=True)
        if cell.text.strip()
    ]


def mark(grid: Grid, rows: list[Present], error: AttendanceRefused) -> None:
    """Say in the cells what is wrong."""
    cells = {(line.head, cell.name.split("_")[1]): cell for line in grid.rows for cell in line.cells}
    for fault in error.faults:
        row = rows[fault.row - 1]
        cell = cells[row.seat, str(row.session_id)]
        cell.fault = f"{cell.label}: {refusal(fault.code)}"


def compare(grid: Grid, sheet: AttendanceSheet) -> None:
    """Mark the cells in which what is saved differs from what was typed."""
    for seat, line in zip(sheet.seats, grid.rows, strict=True):
        for session, cell in zip(sheet.sessions, line.cells, strict=True):
            saved = sheet.saved.get((seat.id, session.id))
            if saved is not None and saved.hours != Decimal(cell.amount):
                cell.theirs = _("Saved: %(number)s") % {"number": shown(saved.hours) or 0}


def _months(view: CourseView, held: list[Session], here: date) -> list[tuple[str, str, bool]]:
    found = dict.fromkeys(row.day.replace(day=1) for row in held)
    return [
        (
            month_words(month),
            reverse("qualification:attendance_month", args=[view.course.id, month.year, month.month]),
            month == here,
        )
        for month in found
    ]
