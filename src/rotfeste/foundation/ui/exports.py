"""Lists as files: Excel, and CSV as Norwegian Excel reads it (UTF-8 with a mark, semicolons)."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify

NORWEGIAN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
WIDEST = 60


class Exported(Protocol):
    """A column as a file needs it."""

    @property
    def label(self) -> str | Promise:
        """The head of the column."""

    def exported(self, row: Any) -> Any:
        """The cell of a row."""


def answer(how: str, title: str, columns: Sequence[Exported], rows: Sequence[Any], *, on: date) -> HttpResponse:
    """The list as a file, to be saved under its title and the day."""
    heads = [str(column.label) for column in columns]
    cells = [[column.exported(row) for column in columns] for row in rows]
    content = as_xlsx(title, heads, cells) if how == "xlsx" else as_csv(heads, cells)
    name = slugify(title.translate(NORWEGIAN_LETTERS)) or "list"
    response = HttpResponse(content, content_type=TYPES[how])
    response["Content-Disposition"] = f'attachment; filename="{name}-{on.isoformat()}.{how}"'
    return response


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with a byte order mark; `;` between, decimal comma; no cell can be taken for a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow([_text(head) for head in heads])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet: numbers as numbers, dates as dates, everything else as text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        widths = [len(head) for head in heads]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day)
                widths[column] = min(WIDEST, max(widths[column], len(str(value if value is not None else ""))))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
        sheet.freeze_panes(1, 0)
        if heads:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    return target.getvalue()


def _sheet_name(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()[:31] or "1"


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, str(value))
