"""Shapes of an ending: the last day, why, and how far the goals of the plan were reached."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.rules.goals import Assessed
from rotfeste.casework.qualification.states import Attainment
from rotfeste.foundation.ui.fields import date_field
from rotfeste.registers.participants.states import EndReason


class GoalsForm(forms.Form):
    """How far each goal of the plan was reached, and why not."""

    def __init__(self, *args: Any, goals: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.goals = goals
        for place, goal in enumerate(goals):
            label = gettext("The goal of the programme") if place == 0 else gettext("Goal on the way")
            self.fields[f"goal_{place}"] = forms.ChoiceField(
                label=f"{label}: «{goal}»", choices=Attainment.choices, initial=Attainment.NOT_ASSESSED
            )
            self.fields[f"goal_{place}_reason"] = forms.CharField(
                label=gettext("Why it was not reached, or only partly: «%(goal)s»") % {"goal": goal},
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A goal that was not reached has a reason."""
        given: dict[str, Any] = super().clean() or {}
        for place in range(len(self.goals)):
            if given.get(f"goal_{place}") == Attainment.NOT_REACHED and not given.get(f"goal_{place}_reason"):
                self.add_error(f"goal_{place}_reason", _("Write why the goal was not reached."))
        return given

    @property
    def assessed(self) -> list[Assessed]:
        """What is said of each goal."""
        said = self.cleaned_data
        return [Assessed(said[f"goal_{place}"], said[f"goal_{place}_reason"]) for place in range(len(self.goals))]


class EndForm(GoalsForm):
    """The last day, how it ended, the main activity then, and how far the goals were reached."""

    last_day = date_field(label=_("Last day in the programme"))
    completed = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("yes", _("Completed")), ("no", _("Ended before it was completed"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label=_("Main activity at the end"),
        choices=EndReason.choices,
        help_text=_("Where several fit, the main one by the individual plan. «Not registered» counts as not reached."),
    )
    remark = forms.CharField(
        label=_("Remark"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
