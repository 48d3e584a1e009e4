"""A tile map: one square per municipality, all of the same size, near where it lies in the country.

Small municipalities are seen as well as large ones. The drawing is for eyes; a table says the same to everyone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Number = int | float
STEP, MARGIN = 12, 6
CLASSES = 5


@dataclass(frozen=True)
class Tile:
    """One municipality: where its square is, its value, and what is said about it."""

    column: int
    row: int
    name: str
    value: Number | None
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Square:
    """A tile, ready to be drawn."""

    tile: Tile
    x: float
    y: float
    shade: str


@dataclass(frozen=True)
class TileMap:
    """The map: `limits` are the lowest values of class 2, 3, … (at most five classes)."""

    title: str
    description: str
    tiles: Sequence[Tile]
    limits: Sequence[Number]
    heads: Sequence[str]
    unit: str = ""

    @property
    def width(self) -> int:
        """The width of the drawing, in its own units."""
        return (max((tile.column for tile in self.tiles), default=0) + 1) * STEP + 2 * MARGIN

    @property
    def height(self) -> int:
        """The height of the drawing, in its own units."""
        return (max((tile.row for tile in self.tiles), default=0) + 1) * STEP + 2 * MARGIN

    def squares(self) -> list[Square]:
        """Every tile with its place and shade."""
        return [
            Square(tile, MARGIN + tile.column * STEP, MARGIN + tile.row * STEP, shade_of(tile.value, self.limits))
            for tile in self.tiles
        ]

    def legend(self) -> list[tuple[str, Number | None, Number | None]]:
        """Shade, lowest value and the value that it stays below, for each class; None where it is open."""
        edges: list[Number | None] = [None, *self.limits, None]
        return [(f"shade-{n + 1}", edges[n], edges[n + 1]) for n in range(len(edges) - 1)]

    def rows(self) -> list[Tile]:
        """The tiles for the table, the highest value first."""
        return sorted(self.tiles, key=lambda tile: (tile.value is None, -(tile.value or 0), tile.name))


def shade_of(value: Number | None, limits: Iterable[Number]) -> str:
    """The class of a value: «shade-1» is the lowest, «shade-none» is not known."""
    if value is None:
        return "shade-none"
    return f"shade-{1 + sum(value >= limit for limit in limits)}"


def even_limits(values: Iterable[Number | None], classes: int = CLASSES) -> list[Number]:
    """Limits that put about as many of the values in each class; equal values stay together."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return []
    cuts = [known[len(known) * n // classes] for n in range(1, classes)]
    return sorted({cut for cut in cuts if cut > known[0]})
