"""Shapes of a complaint: what it is about, the review, the county governor's answer, and what was done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.states import ComplaintOutcome, ComplaintStatus, ComplaintTheme
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field

LONGEST = 4000


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), **options)


class ComplaintForm(forms.Form):
    """A complaint as it came."""

    received_on = date_field(label=_("Received on"))
    theme = forms.ChoiceField(label=_("What it is about"), choices=[("", "–"), *ComplaintTheme.choices])
    grounds = _text(
        _("What the person complains about"),
        help_text=_("In their own words where you can. A complaint may be spoken: then write it down with them."),
    )


class VersionForm(forms.Form):
    """Which version of the complaint the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(VersionForm):
    """The municipality's own review."""

    status = forms.ChoiceField(
        label=_("What the review leads to"),
        choices=[
            (ComplaintStatus.GRANTED, _("We change or annul the decision")),
            (ComplaintStatus.SENT, _("We uphold it and send the complaint to the county governor")),
            (ComplaintStatus.DISMISSED, _("We dismiss the complaint: too late, or no right to complain")),
        ],
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("If we give in"),
        choices=[("", "–"), *(row for row in ComplaintOutcome.choices if row[0] != ComplaintOutcome.UPHELD)],
        required=False,
    )
    on = date_field(label=_("Reviewed on"))
    review = _text(_("The assessment, with reasons"))

    def clean(self) -> dict[str, Any]:
        """How we give in is said where we do."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("status") == ComplaintStatus.GRANTED and not given.get("outcome"):
            self.add_error("outcome", _("Choose whether the decision is changed or annulled."))
        return given


class AnswerComplaintForm(VersionForm):
    """What the county governor decided."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=ComplaintOutcome.choices, widget=forms.RadioSelect)
    on = date_field(label=_("Decided on"))
    answer = _text(_("The reasons, in short"))


class WithdrawForm(VersionForm):
    """The person took it back."""

    on = date_field(label=_("Withdrawn on"))


class CarryOutForm(VersionForm):
    """What was done because of the outcome."""

    on = date_field(label=_("Done on"))
    effect = forms.CharField(
        label=_("What was done"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )


class ComplaintFilter(FilterForm):
    """Status, and theme."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=any_choice([*ComplaintStatus.choices, ("effect", _("To be carried out"))]),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=any_choice(ComplaintTheme.choices))

    def narrow(self, rows: Iterable[Any]) -> list[Any]:
        """Complaints of the status and theme."""
        status, theme = self.cleaned_data.get("status"), self.cleaned_data.get("theme")
        return [
            row
            for row in rows
            if (not theme or row.theme == theme)
            and (not status or (row.to_carry_out if status == "effect" else row.status == status))
        ]
