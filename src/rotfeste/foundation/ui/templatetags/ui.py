"""Components as template tags. All templates have them loaded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.template import Context
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotfeste.foundation.ui import fields
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Figure, Moment, Tab, Tag
from rotfeste.foundation.ui.grids import Grid
from rotfeste.foundation.ui.lists import Cell
from rotfeste.foundation.ui.tiles import TileMap

register = template.Library()
NUMBER = mark_safe(' class="number"')


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, rows: int = 0, hide_label: bool = False) -> dict[str, Any]:
    """One field of a form: label, description, error, and whether it must be filled in."""
    return {**fields.parts(bound, rows=rows), "hide_label": hide_label}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(*forms: Form) -> dict[str, Any]:
    """All that is wrong with a form (or several), each with a link to its field. Nothing when nothing is wrong."""
    return {"errors": [error for form in forms for error in fields.errors_of(form)]}


@register.simple_tag
def status(tag: Tag | str, colour: str = "neutral") -> SafeString:
    """A status as colour and text: `{% status case.tag %}` or `{% status "Late" "danger" %}`."""
    text, shade = (tag.text, tag.colour) if isinstance(tag, Tag) else (tag, colour)
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', shade, text)


@register.inclusion_tag("ui/components/timeline.html", takes_context=True)
def timeline(context: Context, moments: Iterable[Moment]) -> dict[str, Any]:
    """What has happened and what comes, in the order given; and what should have come before the day of the page."""
    return {"moments": [(moment, _is_late(moment, context.get("today"))) for moment in moments]}


def _is_late(moment: Moment, today: date | None) -> bool:
    if moment.state != "ahead" or moment.at is None or today is None:
        return False
    return (moment.at.date() if isinstance(moment.at, datetime) else moment.at) < today


@register.inclusion_tag("ui/components/progress.html")
def progress(value: float, total: float, label: str) -> dict[str, Any]:
    """How much of a total: a bar, with the numbers as text."""
    share = 0 if not total else round(100 * value / total)
    bar = {"value": min(value, total), "total": total or 1}
    return {**bar, "shown": value, "of": total, "label": label, "share": share}


@register.inclusion_tag("ui/components/figures.html")
def figures(items: Iterable[Figure]) -> dict[str, Any]:
    """Key figures side by side."""
    return {"figures": items}


@register.inclusion_tag("ui/components/facts.html")
def facts(pairs: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Labels and values; an empty value is shown as «not given»."""
    return {"pairs": pairs}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """What is said where there is nothing to show, and what can be done about it."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("ui/components/alert.html")
def alert(colour: str, text: str, title: str = "") -> dict[str, Any]:
    """A message on the page: «info», «success», «warning» or «danger»."""
    return {"colour": colour, "text": text, "title": title}


@register.inclusion_tag("ui/components/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: str) -> dict[str, Any]:
    """The way here: label, address, label, address, …, and last the label of this page alone."""
    steps = [labels_and_urls[i : i + 2] for i in range(0, len(labels_and_urls), 2)]
    return {"steps": [(step[0], step[1] if len(step) > 1 else "") for step in steps]}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Tab], label: str = "") -> dict[str, Any]:
    """Several pages about the same thing, as links."""
    return {"tabs": items, "label": label or _("Pages about this")}


@register.inclusion_tag("ui/components/table.html")
def data_table(
    caption: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], stacks: bool = False, headed: bool = False
) -> dict[str, Any]:
    """A small table: the first column names the row, words stand to the left; a row may be a card on a phone.

    Where a heading above says the same as the caption (`headed`), only screen readers are told it.
    """
    lines = [list(row) for row in rows]
    figures = [not _of_words([line[at] for line in lines]) for at in range(len(heads))]
    return {
        "caption": caption,
        "heads": list(zip(heads, figures, strict=True)),
        "rows": [list(zip(line, heads, figures, strict=True)) for line in lines],
        "stacks": stacks,
        "headed": headed,
    }


def _of_words(cells: Sequence[Any]) -> bool:
    """Whether most of what a column says is words."""
    said = [str(cell) for cell in cells if cell not in (None, "")]
    return 2 * sum(any(letter.isalpha() for letter in text) for text in said) > len(said)


@register.simple_tag
def list_row(cells: Sequence[Cell]) -> SafeString:
    """One row of a list. Written here and not as a template, since a list has hundreds of cells."""
    first, *others = cells
    name = format_html('<th role="rowheader" scope="row">{}</th>', in_cell(first))
    rest = format_html_join(
        "",
        '<td role="cell" data-label="{}"{}><span>{}</span></td>',
        ((cell.label, NUMBER if cell.kind == "number" else "", in_cell(cell)) for cell in others),
    )
    return format_html('<tr role="row">{}{}</tr>', name, rest)


def in_cell(cell: Cell) -> SafeString | str:
    """What stands in one cell."""
    if isinstance(cell.value, Tag):
        return status(cell.value)
    if cell.url:
        return format_html('<a href="{}">{}</a>', cell.url, localize(cell.value))
    if cell.value is None or cell.value == "":
        return format_html('<span class="quiet" aria-label="{}">–</span>', _("not given"))
    return date_format(cell.value, "SHORT_DATE_FORMAT") if cell.kind == "date" else str(localize(cell.value))


@register.simple_tag
def person_name(person: Any) -> SafeString:
    """A name, kept apart from the direction of the text around it."""
    return format_html('<bdi class="person-name">{}</bdi>', getattr(person, "name", person))


@register.simple_tag(takes_context=True)
def age(context: Context, born_on: date | None) -> str:
    """The age in whole years on the day of the page."""
    today: date | None = context.get("today")
    if born_on is None or today is None:
        return _("not known")
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}


@register.filter
def plain(number: object) -> str:
    """A number that identifies, such as a year: its digits alone, never «2 017»."""
    return str(number)


@register.filter
def named(names: Mapping[str, Any], code: str) -> str:
    """The words for a code; the code itself where there are none."""
    return str(names.get(code, code)) if names else code


@register.filter
def signed(number: int) -> str:
    """A difference with its sign: «+12», «-3»; nothing is «0»."""
    text = str(localize(abs(number)))
    return f"+{text}" if number > 0 else f"-{text}" if number < 0 else text


@register.filter
def days(number: int) -> str:
    """«12 days», in the reader's language."""
    return ngettext("%(days)s day", "%(days)s days", abs(number)) % {"days": number}


@register.inclusion_tag("ui/components/chart.html")
def chart(drawing: Chart) -> dict[str, Any]:
    """A chart, with its figures in a table that folds out."""
    return {"chart": drawing}


@register.inclusion_tag("ui/components/grid.html")
def grid(cells: Grid) -> dict[str, Any]:
    """A table of number inputs that is edited like a spreadsheet. It stands in a form."""
    return {"grid": cells}


@register.inclusion_tag("ui/components/tiles.html")
def tile_map(drawing: TileMap) -> dict[str, Any]:
    """A map of squares, with its legend, and its figures in a table that folds out."""
    return {"map": drawing}


@register.simple_tag(takes_context=True)
def tongue(context: Context, code: str) -> str:
    """The address of this page in another language, for pages that refugees read."""
    query = context["request"].GET.copy()
    query["language"] = code
    return f"?{query.urlencode()}"


@register.inclusion_tag("ui/plain/icon.html")
def icon(name: str) -> dict[str, Any]:
    """A pictogram; the words beside it say the same."""
    return {"name": name}


@register.inclusion_tag("ui/plain/wrong.html")
def wrong(form: Form) -> dict[str, Any]:
    """What must be mended in a form that a refugee has filled in."""
    return {"errors": fields.errors_of(form)}


@register.filter
def day(value: date | None) -> SafeString | str:
    """«24.12.2017» in every language, from left to right."""
    if value is None:
        return ""
    return format_html('<time class="ltr" datetime="{}">{}</time>', f"{value:%Y-%m-%d}", f"{value:%d.%m.%Y}")


@register.filter
def kroner(amount: int | None) -> SafeString | str:
    """«12 500 kr», from left to right."""
    return "" if amount is None else format_html('<bdi class="ltr">{} kr</bdi>', f"{amount:,}".replace(",", "\u202f"))
