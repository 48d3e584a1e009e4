"""A month's hours and absence for a whole class, as a grid: all saved at once, or nothing."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.benefits import month_words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.rules.benefit import first_of_next
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.grids import Grid, GridCell, GridRow, decimal_number
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants import words
from rotfeste.registers.participants.actions import CannotRegister, Hours, HoursChanged, HoursRefused
from rotfeste.registers.participants.models import Group, GroupMember, MonthlyHours
from rotfeste.registers.participants.rules.hours import away_by_kind
from rotfeste.registers.participants.states import KINDS_OF

AWAY = ("absent", "unexcused")


@dataclass
class Sheet:
    """The class in one month: who is in it, what is saved, and what was typed."""

    group: Group
    month: date
    members: list[GroupMember]
    saved: list[MonthlyHours]
    given: Any
    faults: list[str] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The kinds of hours, and the two kinds of absence."""
        return [*(kind.value for kind in KINDS_OF[self.group.activity]), *AWAY]

    @property
    def seen(self) -> str:
        """What stood there when the page was opened: typed numbers belong to it."""
        typed = str(self.given.get("seen", "")) if self.given is not None else ""
        return typed or participants.fingerprint(self.saved)

    def away_in_courses(self) -> dict[int, dict[str, Decimal]]:
        """Hours away that came from courses, by enrolment and kind: they stay with their kind."""
        found: dict[int, dict[str, Decimal]] = {}
        for row in self.saved:
            if row.course_absent_hours:
                found.setdefault(row.enrolment_id, {})[row.kind] = row.course_absent_hours
        return found

    def from_courses(self) -> dict[int, Decimal]:
        """Hours that came from courses, by enrolment."""
        found: dict[int, Decimal] = {}
        for row in self.saved:
            found[row.enrolment_id] = found.get(row.enrolment_id, Decimal(0)) + row.course_hours
        return found

    def values(self) -> dict[str, Decimal]:
        """What is saved, by the names of the cells."""
        found: dict[str, Decimal] = {}
        for row in self.saved:
            found[f"{row.enrolment_id}_{row.kind}"] = row.hours
            for name, hours in (("absent", row.absent_hours - row.unexcused_hours), ("unexcused", row.unexcused_hours)):
                key = f"{row.enrolment_id}_{name}"
                found[key] = found.get(key, Decimal(0)) + hours
        return found


@requires("participants.register", "qualification.decide")
def class_hours(request: Request, group_id: int, year: int, month: int) -> HttpResponse:
    """The grid of one class and month."""
    group = participants.group_of(group_id, actor=request.actor)
    sheet = _sheet(request, group, year, month)
    grid = grid_of(sheet)
    seen = sheet.seen
    if request.method == "POST" and not grid.faults():
        try:
            register.register_hours(rows_of(sheet, grid), now=now_of(request), actor=request.actor, seen=seen)
        except HoursRefused as error:
            mark(grid, error)
        except HoursChanged:
            sheet.faults.append(
                _(
                    "Someone else saved hours of this month while you were writing. What you wrote stands below; where"
                    " it differs from what is saved, the cell says so. Save again to replace what was saved."
                )
            )
            ids = [row.enrolment_id for row in sheet.members]
            sheet.saved = participants.hours_in(ids, sheet.month, actor=request.actor)
            seen = participants.fingerprint(sheet.saved)
            compare(grid, sheet.values())
        except CannotRegister as error:
            sheet.faults.append(words.refusal(error))
        else:
            messages.success(request, _("The hours of %(month)s are saved.") % {"month": month_words(sheet.month)})
            return redirect("qualification:group", group_id)
    audit.searched(request.actor, "qualification.group", persons=[row.person_id for row in sheet.members])
    context = {
        "group": group,
        "title": _("%(group)s, %(month)s") % {"group": group.name, "month": month_words(sheet.month)},
        "grid": grid,
        "seen": seen,
        "faults": sheet.faults,
        "wrong": [{"text": cell.fault, "target": cell.name} for cell in grid.faults()],
    }
    return render(request, "qualification/class_hours.html", context)


def _sheet(request: Request, group: Group, year: int, number: int) -> Sheet:
    try:
        month = date(year, number, 1)
    except ValueError as error:
        raise Http404 from error
    if month > request.today or month >= group.until_on or first_of_next(month) <= group.from_on:
        raise Http404
    members = participants.members_in(group, month, first_of_next(month), actor=request.actor)
    once = list({row.enrolment_id: row for row in members}.values())
    saved = participants.hours_in([row.enrolment_id for row in once], month, actor=request.actor)
    return Sheet(group, month, once, saved, steps.given(request))


def grid_of(sheet: Sheet) -> Grid:
    """Members down, kinds of hours and absence across."""
    heads = [
        *(str(words.KINDS[kind]) for kind in KINDS_OF[sheet.group.activity]),
        _("Away, valid"),
        _("Away, not valid"),
    ]
    saved, came, rows = sheet.values(), sheet.from_courses(), []
    for member in sheet.members:
        cells = []
        for column, head in zip(sheet.columns, heads, strict=True):
            name = f"{member.enrolment_id}_{column}"
            typed = sheet.given.get(name) if sheet.given is not None else None
            text = shown(saved.get(name)) if typed is None else str(typed).strip()[:20]
            label = _("%(name)s, %(column)s") % {"name": member.name, "column": head}
            cells.append(checked(GridCell(name, label, text, decimals=2)))
        rows.append(GridRow(member.name, cells, below=_below(member, sheet.month, came.get(member.enrolment_id))))
    caption = _("Hours in %(month)s") % {"month": month_words(sheet.month)}
    return Grid(caption, _("Member"), heads, rows, decimals=2, foot=_("The whole class"))


def _below(member: GroupMember, month: date, from_courses: Decimal | None) -> str:
    """Since when someone is in the class, and how many of the hours came by themselves from a course."""
    said = []
    if member.from_on > month:
        said.append(_("from %(day)s") % {"day": date_format(member.from_on, "j. b").lower()})
    if from_courses:
        said.append(_("%(n)s hours from a course") % {"n": shown(from_courses)})
    return " · ".join(said)


def shown(value: Decimal | None) -> str:
    """A number as people write it; nothing where it is 0."""
    if not value:
        return ""
    text = f"{value.normalize():f}"
    return text if (get_language() or "").startswith("en") else text.replace(".", ",")


def checked(cell: GridCell) -> GridCell:
    """The cell, with the reason where its text is no number of hours."""
    if decimal_number(cell.text) is None:
        cell.fault = _("%(cell)s: «%(text)s» is not a number of hours.") % {"cell": cell.label, "text": cell.text}
    return cell


def rows_of(sheet: Sheet, grid: Grid) -> list[Hours]:
    """What was typed, as rows; none for those who have and had nothing. Absence stands with the main kind."""
    before = {(row.enrolment_id, row.kind) for row in sheet.saved}
    kinds = KINDS_OF[sheet.group.activity]
    found = []
    from_courses = sheet.away_in_courses()
    for member, line in zip(sheet.members, grid.rows, strict=True):
        numbers = [Decimal(cell.amount) for cell in line.cells]
        valid, unexcused = numbers[-2:]
        absent = away_by_kind(kinds[0], valid, unexcused, from_courses.get(member.enrolment_id, {}))
        for place, kind in enumerate(kinds):
            away = absent.get(kind, (Decimal(0), Decimal(0)))
            row = Hours(member.enrolment_id, kind.value, sheet.month, numbers[place], *away)
            if row.all or (row.enrolment_id, row.kind) in before:
                found.append(row)
    return found


def mark(grid: Grid, error: HoursRefused) -> None:
    """Say in the cells what is wrong; where it is all of a person's hours, in the first."""
    cells = {cell.name: cell for row in grid.rows for cell in row.cells}
    first = {row.cells[0].name.split("_")[0]: (row.head, row.cells[0]) for row in grid.rows}
    for fault in error.faults:
        name, cell = first[str(fault.enrolment_id)]
        cell = cells.get(f"{fault.enrolment_id}_{fault.kind}", cell)
        cell.fault = f"{name}: {words.refusal(CannotRegister(fault.code))}"


def compare(grid: Grid, saved: dict[str, Decimal]) -> None:
    """Mark the cells in which what is saved differs from what was typed."""
    for row in grid.rows:
        for cell in row.cells:
            other = saved.get(cell.name, Decimal(0))
            if Decimal(cell.amount) != other:
                cell.theirs = _("Saved: %(number)s") % {"number": shown(other) or 0}
