"""Shapes of what is filled in about classes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.forms.programme import PeriodForm
from rotfeste.casework.qualification.forms.training import LEVELS
from rotfeste.foundation.ui.fields import date_field
from rotfeste.registers.participants.states import KINDS_OF, Activity, Track


class GroupForm(PeriodForm):
    """A class: its name and period, what it is for, who teaches it, and the level or track."""

    name = forms.CharField(label=_("Name of the class"), max_length=80)
    activity = forms.ChoiceField(
        label=_("Training"),
        choices=[(key, Activity(key).label) for key in KINDS_OF],
        widget=forms.RadioSelect,
    )
    teacher = forms.CharField(label=_("Teacher"), max_length=80, required=False)
    level = forms.ChoiceField(label=_("Level"), choices=LEVELS, required=False)
    track = forms.ChoiceField(label=_("Track"), choices=[("", "–"), *Track.choices], required=False)
    field_order = ("name", "activity", "teacher", "level", "track", "from_on", "last_day")


class JoinForm(forms.Form):
    """Who becomes a member, and from when."""

    members = forms.MultipleChoiceField(label=_("Members"), widget=forms.CheckboxSelectMultiple)
    from_on = date_field(label=_("First day in the class"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["members"]
        field.choices = choices
