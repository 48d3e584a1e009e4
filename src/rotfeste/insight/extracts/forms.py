"""Shapes of closing a year, and of ordering and deciding an extract for research."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import FilterForm, date_field
from rotfeste.insight.extracts import words
from rotfeste.insight.extracts.models import FrozenYear
from rotfeste.insight.extracts.states import FrozenKind

EARLIEST, LATEST = 2004, 2100
LONGEST = 4000


class YearForm(FilterForm):
    """Which year."""

    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)


class FreezeForm(forms.Form):
    """Which year, and whether its figures may still change."""

    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    kind = forms.ChoiceField(
        label=_("The figures are"),
        choices=FrozenKind.choices,
        initial=FrozenKind.PROVISIONAL,
        widget=forms.RadioSelect,
        help_text=_("Provisional first: the municipalities can still mend, and a final set is made later."),
    )


class OrderForm(forms.Form):
    """An extract for research."""

    title = forms.CharField(label=_("Name of the project"), max_length=200)
    receiver = forms.CharField(
        label=_("Receiver"), max_length=200, help_text=_("The institution that is responsible, and its project leader.")
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is to be found out. The persons in the extract can read this on their own pages."),
    )
    legal_base = forms.CharField(
        label=_("Legal base"),
        max_length=300,
        help_text=_("The section that allows it, and the number of the decision on the exemption from secrecy."),
    )
    frozen = forms.ChoiceField(label=_("From which closed year"))
    columns = forms.MultipleChoiceField(
        label=_("Fields"),
        choices=list(words.FIELDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than the purpose needs. DUF number and date of birth are never in an extract."),
    )
    expires_on = date_field(
        label=_("Cannot be fetched from"), help_text=_("The key of the pseudonyms is deleted on this day.")
    )  # fmt: skip

    def __init__(self, *args: Any, years: Iterable[FrozenYear], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(row.id), f"{row.year}: {FrozenKind(row.kind).label}") for row in years]
        self.fields["frozen"].choices = choices  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Approved or refused, and why."""

    approved = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Approve")), ("no", _("Refuse"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reasons"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
