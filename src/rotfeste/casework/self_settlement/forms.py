"""Shapes of what staff fill in about self-settlement."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.self_settlement.plain.words import ALLOWED, CONDITIONS, DECLINED
from rotfeste.casework.self_settlement.states import ApplicationStatus, ReportStatus
from rotfeste.foundation.ui.fields import FilterForm, any_choice


class VersionForm(forms.Form):
    """Which version of the application the page was about."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DeclineForm(VersionForm):
    """Why the municipality declines: a code, and words that the refugee reads."""

    reason_code = forms.ChoiceField(label=_("Reason"), choices=[*DECLINED.items()], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Explain it to the refugee"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Short sentences, without abbreviations."),
    )


class ReasonForm(VersionForm):
    """A reason in words."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class ClearForm(VersionForm):
    """The reasons for the decision on settlement."""

    reasons = forms.CharField(
        label=_("Reasons for the decision"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )


class OfferForm(forms.Form):
    """What the municipality offers and asks."""

    allowed = forms.ChoiceField(
        label=_("Can refugees find a dwelling themselves and be settled with you?"),
        choices=[(code, label) for code, label in ALLOWED.items() if code],
        widget=forms.RadioSelect,
    )
    places = forms.IntegerField(
        label=_("Places free for agreed self-settlement"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Leave it empty if you do not want to state a number."),
    )
    conditions = forms.MultipleChoiceField(
        label=_("What you ask"), choices=[*CONDITIONS.items()], widget=forms.CheckboxSelectMultiple, required=False
    )
    highest_rent_nok = forms.IntegerField(
        label=_("Highest rent a month, in kroner"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Fill it in if you ask that the rent is not too high."),
    )
    phone = forms.RegexField(
        label=_("Telephone"),
        regex=r"^\+?[0-9 ]{5,18}$",
        required=False,
        error_messages={"invalid": _("Write a telephone number with digits only, for example 51 00 00 00.")},
    )
    email = forms.EmailField(label=_("E-mail to the office"), required=False)
    web = forms.URLField(label=_("Web page"), required=False, assume_scheme="https")
    languages = forms.MultipleChoiceField(
        label=_("Languages you can talk with people in"),
        choices=[*settings.PLAIN_LANGUAGES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A limit to the rent is a number, and whoever says yes can be reached."""
        given = super().clean() or {}
        conditions = given.get("conditions") or []
        if "highest_rent" in conditions and not given.get("highest_rent_nok"):
            self.add_error("highest_rent_nok", _("Write the highest rent, or take away the tick."))
        if given.get("highest_rent_nok") and "highest_rent" not in conditions:
            given["conditions"] = [*conditions, "highest_rent"]
        reached = given.get("phone") or given.get("email") or given.get("web")
        if given.get("allowed") in ("yes", "by_appointment") and not reached and not self.errors:
            self.add_error("phone", _("Write at least one way to contact you."))
        return given


class ApplicationFilter(FilterForm):
    """Narrows the list of applications."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=lambda: any_choice([row for row in ApplicationStatus.choices if row[0] != "draft"]),
    )

    def narrow(self, rows: Any) -> Any:
        """By status."""
        return rows.filter(**self.chosen())


class ReportFilter(FilterForm):
    """Narrows the list of reports."""

    status = forms.ChoiceField(label=_("Status"), choices=lambda: any_choice(ReportStatus.choices))

    def narrow(self, rows: Any) -> Any:
        """By status."""
        return rows.filter(**self.chosen())


class CloseForm(forms.Form):
    """What came of a report."""

    outcome = forms.CharField(label=_("What came of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BeginForm(forms.Form):
    """Which person applies, and to which municipality."""

    person = forms.ChoiceField(label=_("Who applies for the household"))
    place_code = forms.ChoiceField(label=_("Municipality"))

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], places: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["place_code"].choices = places  # type: ignore[attr-defined]
