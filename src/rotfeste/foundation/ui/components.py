"""The shapes that pages hand to templates: tasks, menu entries, figures, moments on a timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Colour = Literal["neutral", "info", "success", "warning", "danger", "brand1", "brand2"]
"""The design system's colours. A colour never stands alone: a text says the same."""


@dataclass(frozen=True)
class Task:
    """Something that waits for the actor. The front page shows it, the most urgent first.

    `urgency`: 3 is past its deadline, 2 is soon, 1 is in good time, 0 is for information.
    """

    label: str
    count: int
    url: str
    urgency: int = 1
    explanation: str = ""

    @property
    def colour(self) -> Colour:
        """The colour of the count."""
        colours: tuple[Colour, ...] = ("neutral", "info", "warning", "danger")
        return colours[max(0, min(3, self.urgency))]


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Tasks that have something in them, the most urgent first."""
    return sorted((task for task in tasks if task.count), key=lambda task: (-task.urgency, -task.count, task.label))


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu, or several that fold out below a common name."""

    label: str
    url: str
    current: bool = False
    below: tuple["MenuEntry", ...] = ()


@dataclass(frozen=True)
class Tab:
    """One of several pages about the same thing."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Tag:
    """A status: a colour and a text that says the same."""

    text: str
    colour: Colour = "neutral"


@dataclass(frozen=True)
class Moment:
    """One thing on a timeline; `state` is «done», «now» or «ahead»."""

    title: str
    at: date | datetime | None = None
    text: str = ""
    who: str = ""
    state: Literal["done", "now", "ahead"] = "done"
    tag: Tag | None = None


@dataclass(frozen=True)
class Figure:
    """A number that matters, what it is, and where it leads."""

    value: object
    label: str
    url: str = ""
    explanation: str = ""
    colour: Colour = "neutral"
