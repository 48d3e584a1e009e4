"""A table of criteria as the directorate hands it in: a CSV or Excel file with one row for each municipality.

The columns: municipality_number, and one or more of employment and results (per cent), minors_capacity and education
(places). Population is not in it: it comes from Statistics Norway by way of foundation/places.
"""

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rotfeste.casework.planning.rules.distribution import CRITERIA, POPULATION, RATES

NUMBER = "municipality_number"
COLUMNS = (NUMBER, *(key for key in CRITERIA if key != POPULATION))
LARGEST = 2_000_000
FIGURE = re.compile(r"^\d{1,9}(?:[.,]\d{1,3})?$")
MOST_PER_CENT = 100_000


class Unreadable(Exception):
    """The file cannot be read at all. `code` says why; `names` are names of columns."""

    def __init__(self, code: str, names: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.names = code, list(names)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row: the line in the file, the column, and how."""

    line: int
    column: str
    code: str
    said: str = ""


@dataclass(frozen=True)
class Table:
    """What was read: the criteria in it, values in thousandths, and what is wrong."""

    criteria: list[str]
    values: dict[str, dict[str, int]]
    faults: list[Fault]


def read(content: bytes, file_name: str, *, known: Collection[str]) -> Table:
    """Read and judge a table. `known` are the numbers of the municipalities that must each have a row.

    Raises Unreadable: not_utf8, not_excel, empty, too_large, columns_missing, columns_unknown.
    """
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    lines = _excel(content) if file_name.lower().endswith(".xlsx") else _csv(content)
    if not lines or not any(lines[0]):
        raise Unreadable("empty")
    heads = [head.strip().lower() for head in lines[0]]
    criteria = _criteria(heads)
    rows = [(number, row) for number, row in enumerate(lines[1:], 2) if any(cell.strip() for cell in row)]
    if not rows:
        raise Unreadable("empty")
    return _judged(heads, criteria, rows, known)


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error
    first = text.split("\n", 1)[0]
    try:
        return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ","))
    except csv.Error as error:
        raise Unreadable("not_csv") from error


def _excel(content: bytes) -> list[list[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Unreadable("not_excel") from error
    sheet = book.worksheets[0]
    return [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:.3f}".rstrip("0") if isinstance(value, float) else str(value)


def _criteria(heads: list[str]) -> list[str]:
    unknown = [head for head in heads if head and head not in COLUMNS]
    if unknown:
        raise Unreadable("columns_unknown", unknown)
    criteria = [key for key in COLUMNS if key in heads and key != NUMBER]
    if NUMBER not in heads or not criteria:
        raise Unreadable("columns_missing", [NUMBER] if NUMBER not in heads else list(COLUMNS[1:]))
    return criteria


def _judged(heads: list[str], criteria: list[str], rows: list[tuple[int, list[str]]], known: Collection[str]) -> Table:
    values: dict[str, dict[str, int]] = {}
    faults: list[Fault] = []
    for line, row in rows:
        cells: Mapping[str, str] = {
            head: cell.strip() for head, cell in zip(heads, [*row, *[""] * len(heads)], strict=False)
        }
        # Excel drops the zero that begins the numbers of nine counties.
        code = cells[NUMBER].zfill(4) if cells[NUMBER].isdigit() else cells[NUMBER]
        if code not in known:
            faults.append(Fault(line, NUMBER, "unknown", cells[NUMBER][:40]))
            continue
        if code in values:
            faults.append(Fault(line, NUMBER, "twice", code))
            continue
        values[code] = {}
        for key in criteria:
            figure = _thousandths(cells[key], key)
            if figure is None:
                faults.append(Fault(line, key, "missing" if not cells[key] else "not_a_number", cells[key][:40]))
            else:
                values[code][key] = figure
    faults += [Fault(0, NUMBER, "left_out", code) for code in sorted(set(known) - set(values))]
    return Table(criteria, values, faults)


def _thousandths(text: str, key: str) -> int | None:
    """«68,4» as 68 400; None where it is no number, negative, or a share above 100 per cent."""
    text = text.replace(" ", "").replace("\u00a0", "")
    if not FIGURE.match(text):
        return None
    whole, _, part = text.replace(",", ".").partition(".")
    figure = int(whole) * 1000 + int(part.ljust(3, "0") or 0)
    return None if key in RATES and figure > MOST_PER_CENT else figure
