"""Shapes of a plan, of what the participant says of it, and of a review."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.actions import Talk
from rotfeste.casework.qualification.rules.plan import Content, Phase, PlannedMeasure
from rotfeste.foundation.ui.fields import between, date_field
from rotfeste.registers.participants.queries import measure_kinds

ROW = re.compile(r"(phase|measure)_(\d{1,2})_")
MOST_ROWS = 40


def _text(rows: int, most: int = 2000) -> dict[str, Any]:
    return {"widget": forms.Textarea(attrs={"rows": rows}), "max_length": most, "required": False}


def rows_of(part: str, names: Iterable[str], *, spare: bool) -> range:
    """The rows of a part that these fields belong to, at least one, and one to spare."""
    found = [int(row[2]) + 1 for name in names if (row := ROW.match(name)) and row[1] == part]
    return range(min(MOST_ROWS, max([0, *found]) + 1) if spare else max([1, *found]))


class PlanForm(forms.Form):
    """The whole plan. Rows that are left empty are not kept."""

    main_goal = forms.CharField(label=_("The goal of the programme"), **_text(2, 500))
    part_goals = forms.CharField(label=_("Goals on the way, one on each line"), **_text(4))
    background = forms.CharField(
        label=_("What the plan builds on"),
        help_text=_("Schooling, work, and what the person wishes. It is not in the letter."),
        **_text(4, 4000),
    )
    norwegian_goal = forms.CharField(label=_("Goal in Norwegian"), max_length=200, required=False)
    starts_on = date_field(label=_("The programme begins"), required=False)
    met_on = date_field(label=_("Conversation with the participant"), required=False)
    took_part = forms.CharField(label=_("Who took part"), max_length=300, required=False)
    interpreter = forms.BooleanField(label=_("An interpreter was there"), required=False)
    contact = forms.CharField(label=_("Contact in the municipality"), max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, more: str = "", **options: Any) -> None:
        """As many rows as were sent; before that, those that are filled and one more of each part, or of `more`."""
        super().__init__(*args, **options)
        names = self.data if self.is_bound else self.initial
        spare = () if self.is_bound else (more,) if more else ("phase", "measure")
        self.phases, self.measures = (rows_of(part, names, spare=part in spare) for part in ("phase", "measure"))
        language = (get_language() or "nb")[:2]
        kinds = [("", "–"), *((kind.key, kind.name(language)) for kind in measure_kinds(today))]
        for row in self.phases:
            self._days("phase", row)
            self.fields[f"phase_{row}_text"] = forms.CharField(
                label=_("What it is for"), max_length=300, required=False
            )
        for row in self.measures:
            self.fields[f"measure_{row}_kind"] = forms.ChoiceField(
                label=_("Kind of measure"), choices=kinds, required=False
            )
            self._days("measure", row)
            hours = forms.DecimalField(label=_("Hours a week"), required=False, **between(Decimal("0.25"), Decimal(60)))
            self.fields[f"measure_{row}_hours"] = hours
            self.fields[f"measure_{row}_why"] = forms.CharField(
                label=_("Why it suits this person"), max_length=300, required=False
            )

    def _days(self, part: str, row: int) -> None:
        self.fields[f"{part}_{row}_from"] = date_field(label=_("First day"), required=False)
        self.fields[f"{part}_{row}_last"] = date_field(label=_("Last day"), required=False)

    def rows(self, part: str) -> Iterator[list[forms.BoundField]]:
        """The fields of each row."""
        for row in self.phases if part == "phase" else self.measures:
            yield [self[name] for name in self.fields if name.startswith(f"{part}_{row}_")]

    def phase_rows(self) -> list[list[forms.BoundField]]:
        """For the page."""
        return list(self.rows("phase"))

    def measure_rows(self) -> list[list[forms.BoundField]]:
        """For the page."""
        return list(self.rows("measure"))

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty, and ends no earlier than it begins."""
        given: dict[str, Any] = super().clean() or {}
        for part, rows, names in (
            ("phase", self.phases, ("from", "last", "text")),
            ("measure", self.measures, ("kind", "from", "last", "hours")),
        ):
            for row in rows:
                said = {name: given.get(f"{part}_{row}_{name}") for name in names}
                if not any(said.values()) and not given.get(f"{part}_{row}_why"):
                    continue
                for name, value in said.items():
                    if not value and f"{part}_{row}_{name}" not in self.errors:
                        self.add_error(f"{part}_{row}_{name}", _("Fill in this too, or empty the row."))
                if said["from"] and given.get("starts_on") and said["from"] < given["starts_on"]:
                    self.add_error(f"{part}_{row}_from", _("This is before the programme begins."))
                if said["from"] and said["last"] and said["last"] < said["from"]:
                    self.add_error(f"{part}_{row}_last", _("The last day is before the first."))
        return given

    @property
    def content(self) -> Content:
        """What was filled in."""
        said = self.cleaned_data
        return Content(
            main_goal=said["main_goal"].strip(),
            part_goals=tuple(line.strip() for line in said["part_goals"].splitlines() if line.strip()),
            background=said["background"].strip(),
            norwegian_goal=said["norwegian_goal"].strip(),
            starts_on=said["starts_on"],
            phases=tuple(
                Phase(said[f"phase_{row}_from"], said[f"phase_{row}_last"], said[f"phase_{row}_text"].strip())
                for row in self.phases
                if said[f"phase_{row}_from"]
            ),
            measures=tuple(
                PlannedMeasure(
                    kind=said[f"measure_{row}_kind"],
                    from_on=said[f"measure_{row}_from"],
                    last_day=said[f"measure_{row}_last"],
                    hours=f"{said[f'measure_{row}_hours'].normalize():f}",
                    why=said[f"measure_{row}_why"].strip(),
                )
                for row in self.measures
                if said[f"measure_{row}_kind"]
            ),
        )

    @property
    def talk(self) -> Talk:
        """The conversation."""
        said = self.cleaned_data
        return Talk(said["met_on"], said["took_part"], said["interpreter"])


def initial_of(content: Content) -> dict[str, Any]:
    """A plan as the form shows it."""
    found: dict[str, Any] = {
        "main_goal": content.main_goal,
        "part_goals": "\n".join(content.part_goals),
        "background": content.background,
        "norwegian_goal": content.norwegian_goal,
        "starts_on": content.starts_on,
    }
    for row, phase in enumerate(content.phases):
        found |= {f"phase_{row}_from": phase.from_on, f"phase_{row}_last": phase.last_day}
        found[f"phase_{row}_text"] = phase.text
    for row, each in enumerate(content.measures):
        found |= {f"measure_{row}_from": each.from_on, f"measure_{row}_last": each.last_day}
        found |= {f"measure_{row}_kind": each.kind, f"measure_{row}_hours": each.hours}
        found[f"measure_{row}_why"] = each.why
    return found


class PlanAnswerForm(forms.Form):
    """What the participant says, in a conversation."""

    agrees = forms.ChoiceField(
        label=_("What the participant says"),
        choices=[("yes", _("Agrees with the plan")), ("no", _("Does not agree"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("In their own words"), **_text(3))
    said_on = date_field(label=_("Said on"))


class PlanReasonsForm(forms.Form):
    """Why the plan is decided so."""

    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Why these goals and measures suit this person. The letter states it."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
    )

    def __init__(self, *args: Any, left_out: str = "", **options: Any) -> None:
        """`left_out` names what the law asks for and the plan does not hold: it asks why."""
        super().__init__(*args, **options)
        if left_out:
            label = _("Why the programme does not hold: %(parts)s") % {"parts": left_out}
            self.fields["without"] = forms.CharField(
                label=label,
                help_text=_("It stands with the reasons in the letter. Or go back, and put it into the plan."),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
            )


class PlanReviewForm(forms.Form):
    """What came of looking at the plan anew."""

    reviewed_on = date_field(label=_("Looked at together with the participant on"))
    text = forms.CharField(label=_("What you found"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    to_be_changed = forms.BooleanField(label=_("The plan is to be changed"), required=False)
