"""Shapes of what a programme adviser fills in."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import FilterForm, any_choice, between, date_field
from rotfeste.registers.participants import words
from rotfeste.registers.participants.models import MeasureKind
from rotfeste.registers.participants.states import AbsenceKind, DeclineReason, EndReason, LeaveKind


class OfferForm(forms.Form):
    """The day of the offer, and of the claim where there was one."""

    offered_on = date_field(label=_("Offered on"))
    claimed_on = date_field(
        label=_("Claimed by the person on"),
        required=False,
        help_text=_("Only where the person asked for it themselves."),
    )


class AnswerForm(forms.Form):
    """Yes, or no and why."""

    status = forms.ChoiceField(
        label=_("Answer"),
        choices=[("accepted", _("Yes, accepts")), ("declined", _("No, declines")), ("withdrawn", _("We withdraw it"))],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label=_("Why they said no"), choices=[("", "–"), *DeclineReason.choices], required=False)
    answered_on = date_field(label=_("Answered on"))
    remark = forms.CharField(
        label=_("Remark"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PeriodForm(forms.Form):
    """A first and a last day: kept as a period whose end is the day after."""

    from_on = date_field(label=_("First day"))
    last_day = date_field(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given: dict[str, Any] = super().clean() or {}
        begins, ends = given.get("from_on"), given.get("last_day")
        if begins and ends:
            if ends < begins:
                self.add_error("last_day", _("The last day is before the first."))
            given["until_on"] = ends + timedelta(days=1)
        return given

    @property
    def period(self) -> dict[str, date]:
        """First day, and the day after the last."""
        return {"from_on": self.cleaned_data["from_on"], "until_on": self.cleaned_data["until_on"]}


REASONS: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 6}), "max_length": 4000}


class DecisionForm(PeriodForm):
    """The period of the programme, and the reasons that the letter states."""

    reasons = forms.CharField(label=_("Reasons"), help_text=_("The letter to the person states them."), **REASONS)


class RefusalForm(forms.Form):
    """Why the programme is refused."""

    reasons = forms.CharField(label=_("Reasons"), help_text=_("The letter to the person states them."), **REASONS)


class ExtensionForm(forms.Form):
    """Until when, and why more months are expected to lead to the goal."""

    last_day = date_field(label=_("Last day"))
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("Why the extension is expected to lead to the goal. The letter to the person states it."),
        **REASONS,
    )


class StartForm(forms.Form):
    """The first day, and how many hours a full week has."""

    started_on = date_field(label=_("First day in the programme"))
    full_week = forms.ChoiceField(
        label=_("A full week"),
        choices=[("37.5", _("37.5 hours")), ("30.0", _("30 hours, because the measures ask for much own work"))],
        widget=forms.RadioSelect,
        initial="37.5",
    )


class MeasureForm(PeriodForm):
    """A measure: its kind, days and extent."""

    kind = forms.ModelChoiceField(
        label=_("Measure in the programme"), queryset=MeasureKind.objects.none(), empty_label="–"
    )
    hours_week = forms.DecimalField(
        label=_("Hours a week"),
        **between(Decimal("0.25"), Decimal(60)),
        help_text=_(
            "Lessons of 45 minutes in Norwegian and civics: write the number of lessons. Each counts 75 minutes."
        ),
    )
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    field_order = ("kind", "from_on", "last_day", "hours_week", "place")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["kind"]
        field.queryset = MeasureKind.objects.filter(valid_until=None).order_by("category", "id")
        language = (get_language() or "nb")[:2]
        field.label_from_instance = lambda row: row.name(language)


class LeaveForm(PeriodForm):
    """What kind of leave, when, and the child's birth where it counts."""

    kind = forms.ChoiceField(label=_("Kind of leave"), choices=LeaveKind.choices, widget=forms.RadioSelect)
    child_born_on = date_field(
        label=_("Child born on"), required=False, help_text=_("For care leave: it is taken before the child is one.")
    )
    field_order = ("kind", "from_on", "last_day", "child_born_on")


class AbsenceForm(PeriodForm):
    """Why someone was away, and when."""

    kind = forms.ChoiceField(label=_("Kind of absence"), choices=AbsenceKind.choices, widget=forms.RadioSelect)
    hours = forms.DecimalField(
        label=_("Hours, where it was less than a day"),
        help_text=_("For breastfeeding: hours of each day."),
        required=False,
        **between(Decimal("0.25"), Decimal("7.5")),
    )
    children = forms.IntegerField(
        label=_("Child's sickness: children that the person cares for"), min_value=1, max_value=20, required=False
    )
    alone = forms.BooleanField(label=_("Child's sickness: alone with the care"), required=False)
    field_order = ("kind", "from_on", "last_day", "hours", "children", "alone")


class InterruptForm(forms.Form):
    """From when the programme stands still, and why."""

    from_on = date_field(label=_("From"))
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class ResumeForm(forms.Form):
    """From when it goes on."""

    on = date_field(label=_("The programme goes on from"))


class LastDayForm(forms.Form):
    """The last day of something."""

    last_day = date_field(label=_("Last day"))


class ReasonForm(forms.Form):
    """The main activity at the end."""

    reason = forms.ChoiceField(label=_("Main activity at the end"), choices=EndReason.choices)


class BenefitForm(forms.Form):
    """The month, and what reduces the benefit."""

    month = forms.ChoiceField(label=_("Month"))
    other_benefits_nok = forms.IntegerField(
        label=_("Other benefits, kroner"),
        min_value=0,
        max_value=200000,
        initial=0,
        help_text=_("Earned before the programme, such as unemployment or sickness benefit. Not child benefit."),
    )
    work_nok = forms.IntegerField(
        label=_("Pay for work in the programme, kroner"), min_value=0, max_value=200000, initial=0
    )

    def __init__(self, *args: Any, months: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["month"]
        field.choices = months


class CircumstancesForm(forms.Form):
    """Facts that rights depend on and that no other register holds."""

    education = forms.ChoiceField(label=_("Highest completed education"), choices=list(words.EDUCATIONS.items()))
    goal = forms.ChoiceField(label=_("Final goal of the programme"), choices=list(words.GOALS.items()))
    agreed = forms.BooleanField(label=_("Settled by agreement with the directorate"), required=False)
    with_parents = forms.BooleanField(label=_("Lives with parents"), required=False)
    arrived_on = date_field(label=_("Came to Norway on"), required=False)
    claimed_on = date_field(label=_("Claimed by the person on"), required=False)
    renewed_on = date_field(label=_("Limited permit renewed on"), required=False)
    sponsor_base = forms.ChoiceField(
        label=_("The sponsor's permit"), choices=[("", "–"), *words.BASES.items()], required=False
    )
    sponsor_settled_on = date_field(label=_("The sponsor settled on"), required=False)
    sponsor_applied_on = date_field(label=_("Family immigration applied for on"), required=False)
    mapped_on = date_field(label=_("Competence mapped on"), required=False)
    guided_on = date_field(label=_("Career guidance given on"), required=False)


class CalculatorForm(forms.Form):
    """Facts about someone, without a name: sent by GET, so that the answer has an address."""

    on = date_field(label=_("The day to answer for"))
    born_on = date_field(label=_("Born on"))
    permit = forms.ChoiceField(
        label=_("Permit"), choices=[("", _("None: asylum seeker")), *words.BASES.items()], required=False
    )
    permit_on = date_field(label=_("Permit granted on"), required=False)
    renewed_on = date_field(label=_("Limited permit renewed on"), required=False)
    arrived_on = date_field(label=_("Came to Norway on"), required=False)
    settled_on = date_field(label=_("Settled in a municipality on"), required=False)
    alone = forms.BooleanField(label=_("Settled without agreement with the directorate"), required=False)
    claimed_on = date_field(label=_("Claimed by the person on"), required=False)
    sponsor = forms.ChoiceField(
        label=_("The sponsor's permit"), choices=[("", "–"), *words.BASES.items()], required=False
    )
    sponsor_settled_on = date_field(label=_("The sponsor settled on"), required=False)
    sponsor_applied_on = date_field(label=_("Family immigration applied for on"), required=False)
    education = forms.ChoiceField(
        label=_("Highest completed education"), choices=list(words.EDUCATIONS.items()), required=False
    )
    goal = forms.ChoiceField(label=_("Final goal of the programme"), choices=list(words.GOALS.items()), required=False)
    training_from = date_field(label=_("First day of the decision on training"), required=False)
    leave_days = forms.IntegerField(
        label=_("Days of approved leave"), min_value=0, max_value=2000, initial=0, required=False
    )
    centre = forms.ChoiceField(label=_("Reception centre"), choices=list(words.CENTRES.items()), required=False)
    displaced = forms.BooleanField(label=_("Displaced from Ukraine"), required=False)

    def clean(self) -> dict[str, Any]:
        """A permit has its day; nobody is born after the day asked about."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("permit") and not given.get("permit_on") and "permit_on" not in self.errors:
            self.add_error("permit_on", _("Write the day that the permit was granted."))
        born_on, on = given.get("born_on"), given.get("on")
        if born_on and on and (born_on > on or born_on.year < on.year - 120):
            self.add_error("born_on", _("Check the year of birth."))
        return given


WAITS = {
    "late": _("Should have started"),
    "answer": _("Awaits an answer"),
    "decide": _("To be decided"),
    "moved": _("Moved here"),
    "ends": _("Ends within 90 days"),
    "past": _("Past its end"),
    "running": _("In the programme"),
}


class BoardFilter(FilterForm):
    """What waits."""

    waits = forms.ChoiceField(label=_("Show"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["waits"]
        field.choices = any_choice(list(WAITS.items()))
