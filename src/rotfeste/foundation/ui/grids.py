"""A grid that is edited like a spreadsheet: a table of number inputs, each with its label; sums follow as one writes.

It is a plain form without script. static/ui/grid.js adds the arrows, copying and pasting of ranges, and running sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOST = 5_000


@dataclass
class GridCell:
    """One input: its text as it was written, what is wrong with it, and what someone else has saved meanwhile."""

    name: str
    label: str
    text: str = ""
    fault: str = ""
    theirs: str = ""
    decimals: int = 0

    @property
    def number(self) -> int:
        """What the text counts as in the sums."""
        found = whole_number(self.text)
        return found if found is not None else 0

    @property
    def amount(self) -> int | Decimal:
        """What the text counts as, with decimals where the cell has them."""
        return (decimal_number(self.text) or Decimal(0)) if self.decimals else self.number


@dataclass
class GridRow:
    """One row: its name, perhaps a second line under it, and its cells."""

    head: str
    cells: Sequence[GridCell]
    below: str = ""
    limit: int | None = None

    @property
    def total(self) -> int | Decimal:
        """The sum of the row."""
        return sum(cell.amount for cell in self.cells)


@dataclass
class Grid:
    """The whole: what stands above it, the heads of its columns, its rows, and the most that each column may sum to."""

    caption: str
    corner: str
    heads: Sequence[str]
    rows: Sequence[GridRow]
    limits: Sequence[int] = field(default_factory=list)
    limit: int | None = None
    """The most that all of it may sum to."""
    decimals: int = 0
    """How many decimals a number may have."""
    foot: str = ""
    """What the sums of the columns are called, where it is not «Planned»."""

    @property
    def totals(self) -> list[int | Decimal]:
        """The sum of each column."""
        return [sum(row.cells[place].amount for row in self.rows) for place in range(len(self.heads))]

    @property
    def total(self) -> int | Decimal:
        """The sum of everything."""
        return sum(row.total for row in self.rows)

    def faults(self) -> list[GridCell]:
        """The cells that are wrong, in reading order."""
        return [cell for row in self.rows for cell in row.cells if cell.fault]

    def differing(self) -> list[GridCell]:
        """The cells in which someone else has saved something else."""
        return [cell for row in self.rows for cell in row.cells if cell.theirs]


def whole_number(text: str) -> int | None:
    """The number that a cell holds, nothing being 0; None where it is no whole number from 0 to 5000."""
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 4 and int(plain) <= MOST else None


def decimal_number(text: str) -> Decimal | None:
    """The number that a cell holds, with up to two decimals, nothing being 0; None where it is no such number."""
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    if not plain:
        return Decimal(0)
    whole, _point, rest = plain.partition(".")
    digits = plain.isascii() and whole.isdigit() and (rest.isdigit() or not rest)
    return Decimal(plain) if digits and len(whole) <= 3 and len(rest) <= 2 else None
