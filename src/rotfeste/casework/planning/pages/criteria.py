"""Tables of criteria: handed in, looked at row by row, taken into use."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.actions.preparing import TableHasFaults
from rotfeste.casework.planning.forms import TableForm
from rotfeste.casework.planning.models import CriteriaTable
from rotfeste.casework.planning.models.round import Criterion, TableStatus
from rotfeste.casework.planning.outside import COLUMNS, Unreadable
from rotfeste.casework.planning.pages.step import button
from rotfeste.casework.planning.rules.distribution import RATES
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.steps import given

UNREADABLE: dict[str, Any] = {
    "too_large": lazy("The file is larger than 2 MB."),
    "not_utf8": lazy("The file is not UTF-8. Save it from the spreadsheet as «CSV UTF-8», or as Excel (.xlsx)."),
    "not_csv": lazy("The file cannot be read as CSV."),
    "not_excel": lazy("The file cannot be opened as an Excel workbook (.xlsx)."),
    "empty": lazy("There are no rows in the file."),
    "columns_missing": lazy(
        "The file lacks a column. It must have municipality_number and at least one of: %(names)s."
    ),
    "columns_unknown": lazy("The file has columns that are not known: %(names)s. Known are: %(known)s."),
}
FAULTS: dict[str, Any] = {
    "unknown": lazy("Line %(line)s: there is no municipality with the number «%(said)s»."),
    "twice": lazy("Line %(line)s: municipality %(said)s stands there twice."),
    "missing": lazy("Line %(line)s, column %(column)s: the value is missing."),
    "not_a_number": lazy("Line %(line)s, column %(column)s: «%(said)s» is not a number that can stand here."),
    "left_out": lazy("Municipality %(said)s has no row."),
}
MOST_SHOWN = 50


@requires("planning.decide")
def criteria(request: Request) -> HttpResponse:
    """The tables that there are, and a form to hand in another."""
    sent = request.method == "POST"
    form = TableForm(given(request), request.FILES if sent else None, initial={"year": request.today.year})
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            row = actions.hand_in_table(
                said["file"].read(),
                file_name=said["file"].name,
                year=said["year"],
                source=said["source"],
                status=said["status"],
                today=request.today,
                actor=request.actor,
            )
        except Unreadable as error:
            form.add_error("file", unreadable(error))
        else:
            return redirect("planning:table", row.id)
    known = queries.criteria_on(request.today, actor=request.actor)
    context = {
        "form": form,
        "tables": queries.tables(actor=request.actor),
        "sources": [
            (Criterion(key).label, known.sources[key], TableStatus(known.sources[key]["status"]).label)
            for key in Criterion.values
            if key in known.sources
        ],
        "missing": [Criterion(key).label for key in Criterion.values if key not in known.sources],
        "columns": COLUMNS,
    }
    return render(request, "planning/criteria.html", context)


def unreadable(error: Unreadable) -> str:
    """Why a file could not be read."""
    return str(UNREADABLE[error.code]) % {"names": ", ".join(error.names), "known": ", ".join(COLUMNS)}


def fault_text(fault: dict[str, Any]) -> str:
    """What is wrong with a row."""
    return str(FAULTS[fault["code"]]) % {**fault, "said": fault["said"]}


def shown_value(row: CriteriaTable, code: str, key: str) -> float | None:
    """A value as it was written."""
    figure = row.values.get(code, {}).get(key)
    return None if figure is None else figure / 1000 if figure % 1000 else figure // 1000


@requires("planning.decide")
def table(request: Request, table_id: int) -> HttpResponse:
    """What is in a table, and what is wrong with it."""
    row = queries.table(table_id, actor=request.actor)
    names = places.names(row.handed_in_on)
    codes = sorted(row.values)

    def column(key: str) -> Column:
        label = str(Criterion(key).label)
        return Column(
            key,
            f"{label} (%)" if key in RATES else label,
            lambda code: shown_value(row, code, key),
            sort=lambda code: row.values[code].get(key, -1),
            kind="number",
        )

    page = ListPage(
        request,
        "planning.table",
        row.file_name,
        codes,
        [
            Column("code", lazy("Number"), lambda code: code, sort=lambda code: code),
            Column(
                "name", lazy("Municipality"), lambda code: names.get(code, code), sort=lambda code: names.get(code, "")
            ),
            *(column(key) for key in row.criteria),
        ],
    )
    context = {
        "table": row,
        "faults": [fault_text(each) for each in row.faults[:MOST_SHOWN]],
        "more": max(0, len(row.faults) - MOST_SHOWN),
        "status": TableStatus(row.status).label,
    }
    return page.respond("planning/table.html", context)


@require_POST
@requires("planning.decide")
def use(request: Request, table_id: int) -> HttpResponse:
    """Take a table into use."""
    page = reverse("planning:table", args=[table_id])
    try:
        return button(
            request,
            lambda: actions.use_table(table_id, actor=request.actor),
            done=_("The table is in use: new rounds count with it."),
            back_url=page,
        )
    except TableHasFaults:
        return redirect(page)


@require_POST
@requires("planning.decide")
def discard(request: Request, table_id: int) -> HttpResponse:
    """Throw a table away."""
    return button(
        request,
        lambda: actions.discard_table(table_id, actor=request.actor),
        done=_("The table is thrown away. Rounds keep the values that they were made with."),
        back_url=reverse("planning:criteria"),
    )


@requires("planning.decide")
def template(request: Request) -> HttpResponse:
    """An empty table to fill in: a row for each municipality of the day."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="criteria.csv"'
    lines = [";".join(COLUMNS)]
    lines += [row.code + ";" * (len(COLUMNS) - 1) for row in places.municipalities(request.today)]
    answer.write("\ufeff" + "\r\n".join(lines) + "\r\n")
    return answer
