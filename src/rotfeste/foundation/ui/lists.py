"""Lists: one component for every table. Filtered, sorted, saved, exported; a fixed number of questions.

A page builds a ListPage from a queryset (already narrowed to the actor) or a sequence, and answers with `respond`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise, cached_property

from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.ui import exports, queries
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.fields import FilterForm
from rotfeste.foundation.ui.models import SavedView

PAGE_SIZE = 50
OF_THE_LIST = ("page", "sort", "export")
How = Literal["page", "xlsx", "csv"]


@dataclass(frozen=True)
class Column:
    """One column: what it shows of a row, and how the row is sorted by it.

    `cell` gives a string, number, date, Tag or None. `sort` is one or more fields for a queryset, or a key function
    for a sequence. `url` makes the cell a link. The first column names the row. `export` replaces `cell` in files.
    """

    key: str
    label: str | Promise
    cell: Callable[[Any], Any]
    sort: str | tuple[str, ...] | Callable[[Any], Any] | None = None
    kind: Literal["text", "number", "date", "status"] = "text"
    url: Callable[[Any], str] | None = None
    export: Callable[[Any], Any] | None = None

    def exported(self, row: Any) -> Any:
        """The cell in a file: a status is its text."""
        value = (self.export or self.cell)(row)
        return value.text if isinstance(value, Tag) else value


@dataclass(frozen=True)
class Cell:
    """One cell, ready to be shown."""

    value: Any
    label: str
    kind: str
    url: str = ""

    @property
    def is_tag(self) -> bool:
        """Whether the cell is a status."""
        return isinstance(self.value, Tag)


@dataclass(frozen=True)
class Head:
    """The head of a column, with the address that sorts by it."""

    label: str
    kind: str
    url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


def _turned(name: str) -> str:
    """The other way: «name» becomes «-name», and back."""
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


@dataclass
class ListPage:
    """One list on a page. `shown` is called with the rows that leave the system, and how: there they are recorded."""

    request: Request
    key: str
    title: str | Promise
    rows: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    filters: type[FilterForm] | None = None
    filter_options: Mapping[str, Any] = field(default_factory=dict)
    sort: str = ""
    shown: Callable[[list[Any], How], None] | None = None
    page_size: int = PAGE_SIZE
    exportable: bool = True
    empty_title: str | Promise = ""
    empty_text: str | Promise = ""

    @cached_property
    def form(self) -> FilterForm | None:
        """The filter form, filled in from the address."""
        return self.filters(self.request.GET, **self.filter_options) if self.filters else None

    @cached_property
    def narrowed(self) -> QuerySet[Any] | Sequence[Any]:
        """The rows that fit the filters, sorted. A filter that is not understood narrows nothing and shows why."""
        rows = self.rows
        if self.form is not None and self.form.is_valid():
            rows = self.form.narrow(rows)
        return self._sorted(rows)

    @property
    def sorting(self) -> str:
        """The key of the column that the list is sorted by, with «-» before it for the other way."""
        wanted = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.sort}
        return wanted if wanted.removeprefix("-") in known else self.sort

    def _sorted(self, rows: QuerySet[Any] | Sequence[Any]) -> QuerySet[Any] | Sequence[Any]:
        column = next((c for c in self.columns if c.key == self.sorting.removeprefix("-")), None)
        if column is None or column.sort is None:
            return rows
        backwards = self.sorting.startswith("-")
        if callable(column.sort):
            return sorted(rows, key=column.sort, reverse=backwards)
        if not isinstance(rows, QuerySet):
            raise TypeError(f"{self.key}: a sequence is sorted by a key function")
        names = (column.sort,) if isinstance(column.sort, str) else column.sort
        return rows.order_by(*(_turned(name) if backwards else name for name in names), "pk")

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for; one past the end gives the last."""
        return Paginator(self.narrowed, self.page_size).get_page(self.request.GET.get("page"))

    @cached_property
    def on_page(self) -> list[Any]:
        """The rows of this page."""
        return list(self.page.object_list)

    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(str(column.label), column.kind)
        way: Literal["", "ascending", "descending"] = ""
        if self.sorting.removeprefix("-") == column.key:
            way = "descending" if self.sorting.startswith("-") else "ascending"
        wanted = f"-{column.key}" if way == "ascending" else column.key
        return Head(str(column.label), column.kind, self.address(sort=wanted, page=None), way)

    def table(self) -> list[list[Cell]]:
        """The cells of this page."""
        return [
            [Cell(c.cell(row), str(c.label), c.kind, c.url(row) if c.url else "") for c in self.columns]
            for row in self.on_page
        ]

    def address(self, **changes: str | None) -> str:
        """The address of this list with some of it changed; None takes a part away."""
        query: QueryDict = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{urlencode([(k, v) for k, values in query.lists() for v in values if v != ''])}"

    def pages(self) -> list[tuple[str, str, bool]]:
        """Numbers, addresses and which is current, with «…» for those left out."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [
            (str(n), "" if isinstance(n, str) else self.address(page=str(n)), n == self.page.number) for n in numbers
        ]

    @property
    def earlier(self) -> str:
        """The address of the page before this."""
        return self.address(page=str(self.page.number - 1)) if self.page.has_previous() else ""

    @property
    def later(self) -> str:
        """The address of the page after this."""
        return self.address(page=str(self.page.number + 1)) if self.page.has_next() else ""

    @property
    def is_filtered(self) -> bool:
        """Whether something is chosen in the filters."""
        return self.form is not None and bool(self.form.chosen())

    @property
    def query(self) -> str:
        """What a saved view keeps: filters and sorting."""
        return self.address(page=None, export=None).removeprefix("?")

    @cached_property
    def views(self) -> list[SavedView]:
        """The actor's saved views of this list."""
        return list(queries.saved_views(self.request.actor, self.key))

    def export_addresses(self) -> list[tuple[str, str]]:
        """The formats and their addresses."""
        return [("Excel", self.address(export="xlsx", page=None)), ("CSV", self.address(export="csv", page=None))]

    def respond(self, template: str = "ui/list_page.html", context: Mapping[str, Any] | None = None) -> HttpResponse:
        """The page, or the file that was asked for."""
        files: dict[str, How] = {"xlsx": "xlsx", "csv": "csv"}
        how = files.get(self.request.GET.get("export", ""))
        if how and self.exportable:
            rows = list(self.narrowed)
            self._record(rows, how)
            return exports.answer(how, str(self.title), self.columns, rows, on=self.request.today)
        self._record(self.on_page, "page")
        return render(self.request, template, {**(context or {}), "list": self})

    def _record(self, rows: list[Any], how: How) -> None:
        if self.shown is not None:
            self.shown(rows, how)
