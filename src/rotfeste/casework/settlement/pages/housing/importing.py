"""A table of dwellings, pasted or uploaded: looked over with every error in its row, then registered all or none."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils.exceptions import InvalidFileException

from rotfeste.casework.settlement import forms
from rotfeste.casework.settlement.pages.housing import refusals
from rotfeste.casework.settlement.pages.housing.dwellings import COLUMNS, owners
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.actions.dwellings import Described, OverlappingDwelling
from rotfeste.registers.capacity.rules.pasting import lines_of
from rotfeste.registers.capacity.states import DwellingKind

LARGEST, MOST = 2_000_000, 500
YES, NO = {"ja", "yes", "true", "x", "1"}, {"nei", "no", "false", "0", ""}


class Unreadable(Exception):
    """The file is no table that can be read. Carries why, for the reader."""


@dataclass
class Line:
    """One line of the table: its cells, what is wrong, and the dwelling that it describes."""

    number: int
    cells: list[str]
    faults: list[str] = field(default_factory=list)
    described: Described | None = None


@requires("capacity.plan")
def import_dwellings(request: Request) -> HttpResponse:
    """Look a table over, then register it."""
    own = owners(request)
    form = forms.ImportForm(
        request.POST if request.method == "POST" else request.held,
        request.FILES if request.method == "POST" else None,
        owners=own,
        initial={"owner": str(request.actor.organisation_id)},
    )
    heads: list[str] = []
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid():
        try:
            heads, lines = read(text_of(form))
        except Unreadable as error:
            form.add_error("table", str(error))
        else:
            owner = int(form.cleaned_data["owner"])
            if lines and tried(owner, lines, request) and "save" in request.POST:
                messages.success(
                    request,
                    ngettext("%(n)s dwelling is registered.", "%(n)s dwellings are registered.", len(lines))
                    % {"n": len(lines)},
                )
                return redirect("settlement:dwellings")
    wrong = sum(bool(line.faults) for line in lines)
    context = {"form": form, "heads": heads, "lines": lines, "wrong": wrong, "columns": labels()}
    return render(request, "settlement/housing/import.html", context)


def text_of(form: Any) -> str:
    """The pasted text; a file becomes text in the same field, so that it can be mended there."""
    file = form.cleaned_data.get("file")
    if file is None:
        return str(form.cleaned_data["table"])
    if file.size > LARGEST:
        raise Unreadable(_("The file is larger than 2 MB."))
    text = as_text(file.name or "", file.read())
    form.data = form.data.copy()
    form.data["table"] = text
    return text


def as_text(name: str, content: bytes) -> str:
    """A file as pasted text: tabs between cells."""
    if content.startswith(b"PK") or name.lower().endswith(".xlsx"):
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            rows = [
                [_shown(cell) for cell in row]
                for row in book.worksheets[0].iter_rows(values_only=True, max_row=MOST + 2)
            ]
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
            raise Unreadable(_("The file cannot be read as an Excel workbook.")) from error
        return "\n".join("\t".join(row) for row in rows)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    between = ";" if text.split("\n", 1)[0].count(";") >= text.split("\n", 1)[0].count(",") else ","
    return "\n".join("\t".join(row) for row in csv.reader(io.StringIO(text), delimiter=between))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


@cache
def known_heads() -> dict[str, str]:
    """The headings that are understood, in all three languages, and the field's own name."""
    found = {name: name for name in COLUMNS}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(forms.DwellingForm.base_fields[name].label).casefold(): name for name in COLUMNS}
    return found


def labels() -> list[str]:
    """The headings in the reader's language."""
    return [str(forms.DwellingForm.base_fields[name].label) for name in COLUMNS]


def read(text: str) -> tuple[list[str], list[Line]]:
    """The headings and lines of a table, each line with what is wrong in it. Raises Unreadable."""
    rows = lines_of(text)
    if len(rows) < 2:
        raise Unreadable(_("Paste or upload a table with headings and at least one dwelling."))
    if len(rows) > MOST + 1:
        raise Unreadable(_("At most %(most)s dwellings can be registered at a time.") % {"most": MOST})
    names = [known_heads().get(cell.casefold(), "") for cell in rows[0]]
    strange = [cell for cell, name in zip(rows[0], names, strict=True) if cell and not name]
    if strange:
        raise Unreadable(_("These headings are not known: %(heads)s.") % {"heads": ", ".join(strange)[:200]})
    missing = [label for name, label in zip(COLUMNS, labels(), strict=True) if name in MUST and name not in names]
    if missing:
        raise Unreadable(_("These columns are missing: %(heads)s.") % {"heads": ", ".join(missing)})
    return rows[0], [_line(number, row, names) for number, row in enumerate(rows[1:], 2)]


MUST = ("label", "persons", "bedrooms", "monthly_nok", "available_from")


def _line(number: int, cells: list[str], names: list[str]) -> Line:
    line = Line(number, [*cells, *[""] * (len(names) - len(cells))][: len(names)])
    said = {name: _value(name, cell) for name, cell in zip(names, line.cells, strict=True) if name}
    form = forms.DwellingForm({"kind": DwellingKind.ORDINARY, **{k: v for k, v in said.items() if v != ""}})
    if form.is_valid():
        line.described = form.described()
    else:
        for name, errors in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            line.faults += [f"{label}: {text}" if label else str(text) for text in errors]
    for name in ("step_free", "wheelchair"):
        if name in names and line.cells[names.index(name)].casefold() not in YES | NO:
            line.faults.append(_("%(field)s: write yes or no.") % {"field": forms.DwellingForm.base_fields[name].label})
    return line


def _value(name: str, cell: str) -> str:
    """A cell as the form takes it: dates and yes in the ways people write them."""
    if name in ("available_from", "available_until"):
        for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(cell, pattern).date().isoformat()  # noqa: DTZ007 - a day, no instant
            except ValueError:
                continue
        return cell
    if name in ("step_free", "wheelchair"):
        return "yes" if cell.casefold() in YES else ""
    if name == "kind":
        return _kinds().get(cell.casefold(), cell)
    return cell.replace("\u00a0", "").replace(" ", "") if name not in ("label",) else cell


@cache
def _kinds() -> dict[str, str]:
    found = {value: value for value in DwellingKind.values} | {"": DwellingKind.ORDINARY.value}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(label).casefold(): value for value, label in DwellingKind.choices}
    return found


def tried(owner: int, lines: list[Line], request: Request) -> bool:
    """Whether all can be registered; they are, when that is asked for. One that overlaps is marked in its line."""
    rows = [line.described for line in lines if line.described is not None and not line.faults]
    if len(rows) < len(lines):
        return False
    try:
        with transaction.atomic():
            capacity.import_dwellings(owner, rows, actor=request.actor)
            if "save" not in request.POST:
                transaction.set_rollback(True)
    except OverlappingDwelling as error:
        lines[error.row or 0].faults.append(refusals.refusal(error))
        return False
    return True
