"""Shapes of what is filled in on the usual road. A form about a case carries its version: nobody overwrites unseen."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.settlement.models.request import DeclineReason
from rotfeste.casework.settlement.rules.mapping import AnswerState, Field, Source
from rotfeste.foundation.ui.fields import date_field

DECLINE_CHOICES = (
    (DeclineReason.NO_DWELLING, _("We have no suitable dwelling")),
    (DeclineReason.NO_CAPACITY, _("We have no free place")),
    (DeclineReason.HEALTH, _("The services they need are not at hand")),
    (DeclineReason.SCHOOL, _("School or training is not at hand")),
    (DeclineReason.NETWORK, _("It would be unfortunate for safety or network")),
    (DeclineReason.OTHER, _("Other (explain below)")),
)
RATINGS = ((5, _("Very good")), (4, _("Good")), (3, _("Neither good nor bad")), (2, _("Bad")), (1, _("Very bad")))


def long_text(label: Any, *, required: bool = True, most: int = 500, help_text: Any = "") -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(most)],
    )


class CaseForm(forms.Form):
    """A form about a case."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(CaseForm):
    """Something that needs a reason."""

    reason = long_text(_("Reason"))


class SendBackForm(CaseForm):
    """The interview is sent back."""

    reason = long_text(_("What is missing or unclear"), help_text=_("The reception centre reads this. Name no health."))
    deadline_on = date_field(label=_("To be completed by"))


class AskForm(CaseForm):
    """A municipality is asked."""

    deadline_on = date_field(
        label=_("Answer by"), help_text=_("The day that is proposed is an assumption: no source gives a time limit.")
    )
    override_reason = long_text(_("Why this municipality, if it is not the first on the list"), required=False)
    self_settled = forms.BooleanField(
        label=_("The household has found a dwelling there itself (agreed self-settlement)"), required=False
    )


class AcceptForm(CaseForm):
    """The municipality says yes."""

    places_ready_on = date_field(label=_("The places are ready from"))
    district = forms.ChoiceField(label=_("Received by"), required=False)
    dwelling = forms.ChoiceField(
        label=_("Dwelling"),
        required=False,
        help_text=_("It is reserved for them. You can also choose it later."),
    )
    mapping_rating = forms.TypedChoiceField(
        label=_("How good was the interview?"),
        choices=[("", _("Not answered")), *RATINGS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    text = long_text(_("Message to the directorate"), required=False, most=1000)

    def __init__(
        self,
        *args: Any,
        districts: list[tuple[str, str]] | None = None,
        dwellings: list[tuple[str, str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if dwellings:
            self.fields["dwelling"].choices = [("", _("None yet")), *dwellings]  # type: ignore[attr-defined]
        else:
            del self.fields["dwelling"]
        if districts:
            self.fields["district"].choices = districts  # type: ignore[attr-defined]
        else:
            del self.fields["district"]


class DeclineForm(CaseForm):
    """The municipality says no."""

    reason = forms.ChoiceField(label=_("Reason"), choices=DECLINE_CHOICES, widget=forms.RadioSelect)
    text = long_text(_("Explanation"), required=False, most=1000)
    mapping_rating = AcceptForm.base_fields["mapping_rating"]

    def clean(self) -> dict[str, Any]:
        """«Other» is explained."""
        values = super().clean() or {}
        if values.get("reason") == DeclineReason.OTHER and not values.get("text", "").strip():
            self.add_error("text", _("Explain the reason."))
        return values


class DecideForm(CaseForm):
    """The decision on settlement."""

    reasons = long_text(_("Reasons for the decision"), most=2000)
    apart = forms.BooleanField(
        label=_("The family knows that it will live apart: some of it may not settle, and no placement is agreed"),
        required=False,
    )

    def __init__(self, *args: Any, held_back: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not held_back:
            del self.fields["apart"]


class MoveForm(CaseForm):
    """The day to move."""

    move_on = date_field(label=_("Agreed day to move"))


class MovedInForm(CaseForm):
    """Registering that people have moved in."""

    moved_in_on = date_field(label=_("Day they moved in"))
    people = forms.MultipleChoiceField(label=_("Who has moved in"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class MessageForm(forms.Form):
    """A message about a case."""

    text = long_text(_("Message"), most=4000)
    organisation = forms.ChoiceField(label=_("To"), required=False)

    def __init__(self, *args: Any, parties: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if parties:
            self.fields["organisation"].choices = parties  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class InviteForm(CaseForm):
    """An invitation to the interview."""

    meet_on = date_field(label=_("Day of the interview"))
    meet_at = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=100)


class SubmitForm(CaseForm):
    """The interview is sent in."""

    held_on = date_field(label=_("Day of the interview"))
    interpreter_used = forms.BooleanField(label=_("An interpreter was used"), required=False)


class ConsentForm(forms.Form):
    """Yes or no to sharing health data."""

    given = forms.ChoiceField(
        label=_("May health data be shared with the directorate and the municipality?"),
        choices=(("yes", _("Yes, consent is given")), ("no", _("No"))),
        widget=forms.RadioSelect,
    )


class UploadForm(forms.Form):
    """A file with permits."""

    file = forms.FileField(label=_("File from the immigration authorities"), help_text=_("CSV or JSON, at most 20 MB."))


class AnswersForm(forms.Form):
    """The questions of one person (or of the household): for each, what came of it, the answer and its source."""

    def __init__(self, *args: Any, questions: tuple[Field, ...], places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for row in questions:
            self.fields[f"{row.key}_state"] = forms.ChoiceField(
                label=_("What came of the question"),
                choices=AnswerState.choices,
                initial=AnswerState.NOT_ASKED,
                required=False,
            )
            self.fields[f"{row.key}_value"] = _value_field(row, places)
            self.fields[f"{row.key}_source"] = forms.ChoiceField(
                label=_("Source"), choices=Source.choices, initial=Source.INTERVIEW, required=False
            )
            self.fields[f"{row.key}_verified"] = forms.BooleanField(label=_("Verified"), required=False)

    def clean(self) -> dict[str, Any]:
        """An answer that was written is «asked, and answered»; one that is «answered» must be written."""
        values = super().clean() or {}
        for row in self.questions:
            value = str(values.get(f"{row.key}_value") or "").strip()
            state = values.get(f"{row.key}_state") or AnswerState.NOT_ASKED
            values[f"{row.key}_state"] = state
            values[f"{row.key}_source"] = values.get(f"{row.key}_source") or Source.INTERVIEW
            if value and state == AnswerState.NOT_ASKED:
                values[f"{row.key}_state"] = AnswerState.GIVEN
            elif value and state in (AnswerState.NONE, AnswerState.DECLINED):
                self.add_error(f"{row.key}_value", _("There is an answer here, but the question is marked otherwise."))
            elif not value and state == AnswerState.GIVEN:
                self.add_error(f"{row.key}_value", _("Write the answer, or choose what came of the question."))
            values[f"{row.key}_value"] = value
        return values

    def rows(self) -> list[dict[str, Any]]:
        """The questions with their fields, by section, for the page."""
        sections: dict[str, list[dict[str, Any]]] = {}
        for row in self.questions:
            parts = {name: self[f"{row.key}_{name}"] for name in ("state", "value", "source", "verified")}
            sections.setdefault(row.section, []).append({"question": row, **parts})
        return [{"key": key, "rows": rows} for key, rows in sections.items()]


def _value_field(row: Field, places: list[tuple[str, str]]) -> forms.Field:
    options: dict[str, Any] = {"label": row.label, "required": False, "help_text": row.hint}
    if row.kind == "choice":
        return forms.ChoiceField(choices=[("", "–"), *row.choices], **options)
    if row.kind == "place":
        return forms.ChoiceField(choices=[("", "–"), *places], **{**options, "help_text": ""})
    if row.kind == "number":
        return forms.IntegerField(min_value=0, max_value=99, **options)
    return forms.CharField(max_length=1000, **options)
