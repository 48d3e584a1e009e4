"""What the documentation is made of: sections of lines and tables."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rotfeste.casework.settlement.pages.placing.words import number


@dataclass(frozen=True)
class Table:
    """A table with its caption; `empty` is said where there are no rows."""

    caption: str
    heads: list[str]
    rows: list[list[str]]
    empty: str = ""


@dataclass(frozen=True)
class Section:
    """One section of the annex."""

    title: str
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def share(some: int, everyone: int) -> str:
    """A share in per cent; «not known» of nothing."""
    return f"{number(100 * some / everyone)} %" if everyone else _("not known")
