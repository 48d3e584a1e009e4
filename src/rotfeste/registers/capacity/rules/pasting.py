"""A table that is pasted from a spreadsheet: lines of cells, and which cell of a plan each belongs to."""

import re
from dataclasses import dataclass, field

MOST_LINES = 2_000
WEEK = re.compile(r"(?:uke|veke|week|w|u|v)?\s*(\d{1,2})(?:\s*[./-]\s*\d{2,4})?", re.IGNORECASE)
LONGEST_CELL = 40


def lines_of(text: str) -> list[list[str]]:
    """The cells of each line that is not empty: tabs between, or semicolons where there is no tab."""
    found = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:MOST_LINES]:
        between = "\t" if "\t" in line else ";"
        cells = [cell.strip().strip('"').strip() for cell in line.split(between)]
        if any(cells):
            found.append(cells)
    return found


def week_in(text: str) -> int | None:
    """The week that a cell names: «7», «Uke 7», «7/2018»."""
    match = WEEK.fullmatch(text.strip())
    return int(match[1]) if match else None


def number_in(text: str) -> int | None:
    """A whole number that is not below zero, with or without spaces between thousands; None where it is no number."""
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None


@dataclass(frozen=True)
class Pasted:
    """What was pasted: the text of each cell by (week, kind), and the lines whose week is not understood."""

    cells: dict[tuple[int, str], str] = field(default_factory=dict)
    strange: list[tuple[int, str]] = field(default_factory=list)


def weeks_pasted(text: str, weeks: int, kinds: tuple[str, ...]) -> Pasted:
    """A plan with a week in the first column, and one column for each kind. A first line of headings is passed over."""
    found = Pasted()
    for number, cells in enumerate(lines_of(text), 1):
        week = week_in(cells[0])
        if week is None or not 1 <= week <= weeks:
            if number > 1 or any(number_in(cell) is not None for cell in cells[1:]):
                found.strange.append((number, cells[0][:LONGEST_CELL]))
            continue
        for kind, cell in zip(kinds, cells[1:], strict=False):
            found.cells[week, kind] = cell[:LONGEST_CELL]
    return found
