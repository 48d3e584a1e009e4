"""Shapes of an application to have education from abroad recognised: what is asked, documents, and each step."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.actions import Asked
from rotfeste.casework.qualification.models import Paper
from rotfeste.casework.qualification.rules.recognition import OTHER, bodies
from rotfeste.casework.qualification.states import (
    EducationLevel,
    RecognitionOutcome,
    RecognitionStatus,
    Translation,
)
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field
from rotfeste.registers.persons.countries import COUNTRIES, STATELESS, country_name

WAITS_FOR_RECOGNITION = {"long": _("Takes long"), "follow": _("To follow up now")}


def body_choices() -> list[tuple[str, Any]]:
    """The bodies that are known, and another."""
    return [*((body.key, body.name) for body in bodies().values()), (OTHER, _("Another body: name it"))]


class RecognitionForm(forms.Form):
    """What is asked, of whom, with which documents, and who follows it up."""

    level = forms.ChoiceField(label=_("Kind of education"), choices=[("", "–"), *EducationLevel.choices])
    subject = forms.CharField(label=_("Subject or education"), max_length=200)
    country = forms.ChoiceField(label=_("Country where it was taken"))
    body = forms.ChoiceField(
        label=_("Who recognises it"),
        choices=body_choices,
        widget=forms.RadioSelect,
        help_text=_(
            "For a regulated profession, such as in health, choose another body and name the authority. That the"
            " bodies listed recognise is assumed: check with them."
        ),
    )
    body_name = forms.CharField(label=_("Name of another body"), max_length=120, required=False)
    papers = forms.MultipleChoiceField(
        label=_("Documents that are listed already"), widget=forms.CheckboxSelectMultiple, required=False
    )
    follow_up_on = date_field(label=_("Follow up on"), help_text=_("The day comes up on your front page."))
    follow_up_by = forms.CharField(label=_("Who follows up"), max_length=120)

    def __init__(self, *args: Any, papers: Iterable[Paper], **options: Any) -> None:
        super().__init__(*args, **options)
        names = sorted(((code, country_name(code)) for code in COUNTRIES if code != STATELESS), key=_by_name)
        self.fields["country"].choices = [("", "–"), *names]  # type: ignore[attr-defined]
        listed = [(str(row.id), f"{row.name} ({row.dated_on.year})") for row in papers]
        if listed:
            self.fields["papers"].choices = listed  # type: ignore[attr-defined]
        else:
            del self.fields["papers"]

    def clean(self) -> dict[str, Any]:
        """Another body has a name."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("body") == OTHER and not given.get("body_name"):
            self.add_error("body_name", _("Write the name of the body."))
        return given

    @property
    def asked(self) -> Asked:
        """What is asked to be recognised."""
        said = self.cleaned_data
        return Asked(said["level"], said["subject"], said["country"], said["body"], said["body_name"])


def _by_name(choice: tuple[str, str]) -> Any:
    return norwegian_key(choice[1])


class PaperForm(forms.Form):
    """A document, and whether it is translated."""

    name = forms.CharField(
        label=_("Document"), max_length=120, help_text=_("What it is, such as «Diploma, bachelor in nursing».")
    )
    dated_on = date_field(label=_("Date of the document"))
    translation = forms.ChoiceField(label=_("Translation"), choices=Translation.choices, widget=forms.RadioSelect)
    translated_on = date_field(label=_("The translation came on"), required=False)

    def clean(self) -> dict[str, Any]:
        """A translation has a day exactly when it has come."""
        given: dict[str, Any] = super().clean() or {}
        come, day = given.get("translation") == Translation.TRANSLATED, given.get("translated_on")
        if come and not day and "translated_on" not in self.errors:
            self.add_error("translated_on", _("Write the day that the translation came."))
        if day and given.get("translation") and not come:
            self.add_error("translated_on", _("Leave this empty where no translation has come."))
        return given


class TranslatedForm(forms.Form):
    """The translation has come."""

    on = date_field(label=_("The translation came on"))


class RecognitionVersionForm(forms.Form):
    """Which version of the application the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SendRecognitionForm(RecognitionVersionForm):
    """When it was sent, and the body's own reference."""

    on = date_field(label=_("Sent on"))
    reference = forms.CharField(label=_("The body's reference"), max_length=60, required=False)
    follow_up_on = date_field(label=_("Follow up on"))


class MoreAskedForm(RecognitionVersionForm):
    """What the body asks for."""

    on = date_field(label=_("Asked on"))
    text = forms.CharField(label=_("What the body asks for"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    follow_up_on = date_field(label=_("Follow up on"))


class MoreSentForm(RecognitionVersionForm):
    """It is sent."""

    on = date_field(label=_("Sent on"))
    follow_up_on = date_field(label=_("Follow up on"))


class RecognisedForm(RecognitionVersionForm):
    """What the body answered."""

    on = date_field(label=_("Decided on"))
    outcome = forms.ChoiceField(label=_("The answer"), choices=RecognitionOutcome.choices, widget=forms.RadioSelect)
    recognised_as = forms.CharField(
        label=_("Recognised as"),
        max_length=300,
        required=False,
        help_text=_("As the body writes it, such as «bachelor's degree, 180 credits»."),
    )


class WithdrawRecognitionForm(RecognitionVersionForm):
    """It is not asked for any more."""

    on = date_field(label=_("Withdrawn on"))


class FollowUpForm(RecognitionVersionForm):
    """How far it has come, and who asks next."""

    on = date_field(label=_("Followed up on"))
    text = forms.CharField(
        label=_("What you found"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Do not write about health."),
    )
    follow_up_on = date_field(label=_("Next time"))
    follow_up_by = forms.CharField(label=_("Who follows up"), max_length=120)


class RecognitionFilter(FilterForm):
    """What waits, and status."""

    waits = forms.ChoiceField(label=_("Show"), choices=any_choice(list(WAITS_FOR_RECOGNITION.items())))
    status = forms.ChoiceField(label=_("Status"), choices=any_choice(RecognitionStatus.choices))

    def __init__(self, *args: Any, waits: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = waits

    def narrow(self, rows: Iterable[Any]) -> list[Any]:
        """Those that wait for this, of the status."""
        waits, status = self.cleaned_data.get("waits"), self.cleaned_data.get("status")
        return [row for row in rows if (not waits or self.rule(row, waits)) and (not status or row.status == status)]
