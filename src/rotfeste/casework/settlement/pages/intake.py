"""Intake of permits: hand in a file, see what it would do, take it in."""

import csv
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import actions, forms, jobs
from rotfeste.casework.settlement.pages import faults
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Colour, Figure, Tag
from rotfeste.foundation.ui.fields import FilterForm, any_choice
from rotfeste.foundation.ui.lists import Column, How, ListPage
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons import queries as registered
from rotfeste.registers.persons.outside import FIELDS, Unreadable

AT_ONCE = 1000
"""A delivery up to so many rows is taken in while one waits; a larger one by a job, with progress."""
OUTCOMES: dict[str, tuple[Any, Colour]] = {
    "new": (lazy("New"), "success"),
    "changed": (lazy("Changed"), "info"),
    "same": (lazy("Known, no change"), "neutral"),
    "wrong": (lazy("Must be mended"), "danger"),
    "held": (lazy("Waits for its household"), "warning"),
}


@requires("persons.intake")
def intake(request: Request) -> HttpResponse:
    """Hand in a file, and see the deliveries so far."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            delivery = persons.preview(
                file.read(),
                file_name=file.name,
                sender="UDI",
                now=timezone.now(),
                today=request.today,
                actor=request.actor,
            )
        except Unreadable as error:
            form.add_error("file", faults.unreadable_text(error))
        except persons.AlreadyTakenIn:
            form.add_error("file", _("Exactly this file has been taken in before. Nothing was changed."))
        else:
            return redirect("settlement:delivery", delivery.id)
    rows = registered.deliveries(actor=request.actor)[:20]
    return render(request, "settlement/intake.html", {"form": form, "deliveries": rows, "fields": FIELDS})


class RowFilter(FilterForm):
    """Which rows."""

    outcome = django_forms.ChoiceField(label=lazy("Rows"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(key, label) for key, (label, _colour) in OUTCOMES.items()]
        self.fields["outcome"].choices = any_choice(choices)  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Rows with this outcome."""
        return rows.filter(outcome=self.cleaned_data["outcome"]) if self.cleaned_data["outcome"] else rows


def _said(row: Any) -> str:
    """What is wrong with a row, or how it differs from what is known."""
    if row.faults:
        return " ".join(faults.fault_text(fault) for fault in row.faults)
    changes = [faults.difference_text(key, *pair) for key, pair in row.differences.items()]
    return "; ".join(f"{label}: {before} → {after}" for label, before, after in changes)


@requires("persons.intake")
def delivery(request: Request, delivery_id: int) -> HttpResponse:
    """What taking a delivery in would do, row by row."""
    row = registered.deliveries(actor=request.actor).get(id=delivery_id)
    rows = registered.delivery_rows(delivery_id, actor=request.actor)

    def shown(seen: list[Any], how: How) -> None:
        known = registered.ids_behind([line.content["duf_number"] for line in seen], actor=request.actor)
        audit.searched(request.actor, "persons.delivery", persons=known, delivery=delivery_id, rows=len(seen), how=how)

    done = rows.filter(taken_in=True).count()
    wanted = rows.filter(outcome__in=("new", "changed")).count()
    context = {
        "delivery": row,
        "figures": [
            Figure(getattr(row, f"rows_{key}"), str(label), f"?outcome={key}", colour=colour)
            for key, (label, colour) in OUTCOMES.items()
        ],
        "done": done,
        "wanted": wanted,
        "hidden": row.rows_new + row.rows_changed - wanted,
        "can_start": row.status in ("previewed", "taking_in") and done < wanted,
        "going": row.status == "taking_in" and done < wanted,
    }
    return ListPage(
        request,
        "settlement.delivery",
        row.file_name,
        rows,
        [
            Column("number", lazy("Row"), lambda line: line.number, sort="number", kind="number"),
            Column("who", lazy("Person"), lambda line: f"{line.content['family_name']}, {line.content['given_name']}"),
            Column("duf", lazy("DUF number"), lambda line: line.content["duf_number"]),
            Column("household", lazy("Household"), lambda line: line.household, sort="household"),
            Column(
                "outcome",
                lazy("Outcome"),
                lambda line: Tag(str(OUTCOMES[line.outcome][0]), OUTCOMES[line.outcome][1]),
                sort="outcome",
                kind="status",
            ),
            Column("said", lazy("What is wrong or changed"), _said),
        ],
        filters=RowFilter,
        shown=shown,
        exportable=False,
    ).respond("settlement/delivery.html", context)


@require_POST
@requires("persons.intake")
def take_in(request: Request, delivery_id: int) -> HttpResponse:
    """Take in the correct rows: small deliveries at once, large ones by a job with progress."""
    row = registered.deliveries(actor=request.actor).get(id=delivery_id)
    if row.rows_new + row.rows_changed > AT_ONCE:
        jobs.take_in_later(delivery_id, today=request.today, actor=request.actor)
        return redirect("settlement:delivery", delivery_id)
    try:
        while actions.take_in(delivery_id, now=timezone.now(), today=request.today, actor=request.actor):
            pass
    except persons.NothingToTakeIn:
        messages.info(request, _("There is nothing to take in: every correct row is known already."))
    else:
        messages.success(request, _("The delivery is taken in."))
    return redirect("settlement:delivery", delivery_id)


@require_POST
@requires("persons.intake")
def discard(request: Request, delivery_id: int) -> HttpResponse:
    """Throw a previewed delivery away."""
    persons.discard(delivery_id, actor=request.actor)
    messages.success(request, _("The delivery is thrown away. Nothing of it was taken in."))
    return redirect("settlement:intake")


@requires("persons.intake")
def rejected(request: Request, delivery_id: int) -> HttpResponse:
    """The rows that were not taken in, as a file to mend and send again."""
    rows = list(registered.delivery_rows(delivery_id, actor=request.actor).filter(outcome__in=("wrong", "held")))
    known = registered.ids_behind([line.content["duf_number"] for line in rows], actor=request.actor)
    audit.searched(request.actor, "persons.delivery_rejected", persons=known, delivery=delivery_id, rows=len(rows))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rejected-{delivery_id}.csv"'
    answer.write("\ufeff")
    writer = csv.DictWriter(answer, FIELDS, delimiter=";")
    writer.writeheader()
    for line in rows:
        writer.writerow({name: line.content.get(name, "") for name in FIELDS})
    return answer
