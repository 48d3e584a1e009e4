"""Shapes of what is filled in about training in Norwegian and civics."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification.forms.programme import REASONS, PeriodForm
from rotfeste.foundation.ui.fields import between, date_field
from rotfeste.registers.participants.rules.answer import Law
from rotfeste.registers.participants.rules.duty import SKILLS
from rotfeste.registers.participants.states import (
    REACHABLE,
    DecisionKind,
    EndReason,
    ExemptionGround,
    Level,
    Skill,
    Track,
)

MOST_A_MONTH = Decimal(310)
LEVELS = [("", "–"), *((level.value, level.label) for level in REACHABLE)]
EXEMPTIONS = [
    (DecisionKind.EXEMPT_NORWEGIAN.value, _("Training in Norwegian")),
    (DecisionKind.EXEMPT_CIVICS.value, _("Training in civics")),
    (DecisionKind.EXEMPT_TEST.value, _("Tests of Norwegian and civics")),
]


class TrainingForm(forms.Form):
    """Track by the law of 2003, goals since 2021, and the languages."""

    track = forms.ChoiceField(
        label=_("Track"),
        choices=Track.choices,
        widget=forms.RadioSelect,
        help_text=_("1 for those with little or no schooling, 3 for those with good schooling and fast progress."),
    )
    goal_spoken = forms.ChoiceField(label=_("Goal, spoken"), choices=LEVELS)
    goal_listening = forms.ChoiceField(label=_("Goal, listening"), choices=LEVELS)
    goal_reading = forms.ChoiceField(label=_("Goal, reading"), choices=LEVELS)
    goal_written = forms.ChoiceField(label=_("Goal, written"), choices=LEVELS)
    mother_tongue = forms.CharField(label=_("Mother tongue"), max_length=60, required=False)
    taught_in = forms.CharField(
        label=_("Language of instruction"),
        max_length=60,
        required=False,
        help_text=_("The language that teaching is explained in, such as Norwegian, English or Arabic."),
    )

    def __init__(self, *args: Any, law: str, **options: Any) -> None:
        super().__init__(*args, **options)
        unused = [f"goal_{skill}" for skill in SKILLS] if law == Law.LAW_2003.value else ["track"]
        if law == Law.CHAPTER_6A.value:
            for skill in SKILLS:
                self.fields[f"goal_{skill}"].required = False
        for name in unused:
            del self.fields[name]

    @property
    def chosen(self) -> dict[str, Any]:
        """Track, goals by skill, and the languages."""
        given = self.cleaned_data
        return {
            "track": given.get("track", ""),
            "goals": {skill: given.get(f"goal_{skill}", "") for skill in SKILLS},
            "mother_tongue": given["mother_tongue"],
            "taught_in": given["taught_in"],
        }


class StartTrainingForm(TrainingForm):
    """The first day, and how someone is trained."""

    started_on = date_field(label=_("First day in training"))
    field_order = ("started_on",)


class ExtraHoursForm(PeriodForm):
    """How many hours more, when and why."""

    hours = forms.IntegerField(label=_("Hours of Norwegian more"), min_value=1, max_value=3000)
    reasons = forms.CharField(label=_("Reasons"), help_text=_("The letter to the person states them."), **REASONS)
    field_order = ("hours", "from_on", "last_day", "reasons")


class ExemptionForm(forms.Form):
    """From what someone is exempted, why, from when, and where it stands."""

    kind = forms.ChoiceField(label=_("Exempted from"), choices=EXEMPTIONS, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Why"),
        choices=ExemptionGround.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Not asked for tests: there no source gives the grounds, and the reasons must say all."),
    )
    section = forms.CharField(
        label=_("Section of the law"),
        max_length=120,
        required=False,
        help_text=_(
            "Exemption from training by the law of 2021 stands in integreringsloven § 29, and is filled in."
            " For tests, and by the law of 2003, write it."
        ),
    )
    from_on = date_field(label=_("Exempted from the day"))
    reasons = forms.CharField(label=_("Reasons"), help_text=_("The letter to the person states them."), **REASONS)

    def clean(self) -> dict[str, Any]:
        """Exemption from training has its reason."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") in ("exempt_norwegian", "exempt_civics") and not given.get("ground"):
            self.add_error("ground", _("Choose why the person is exempted."))
        return given


class MonthForm(forms.Form):
    """One person's hours and absence of a month."""

    month = forms.ChoiceField(label=_("Month"))
    absent = forms.DecimalField(label=_("Hours away, with valid reason"))
    unexcused = forms.DecimalField(label=_("Hours away, without valid reason"))

    def __init__(self, *args: Any, months: list[tuple[str, str]], kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        month: Any = self.fields["month"]
        month.choices = months
        number: dict[str, Any] = {**between(Decimal(0), Decimal(MOST_A_MONTH)), "required": False}
        for kind, label in kinds:
            self.fields[kind] = forms.DecimalField(label=label, **number)
        for name in ("absent", "unexcused"):
            self.fields[name] = forms.DecimalField(label=self.fields[name].label, **number)
        self.order_fields(["month", *(kind for kind, _label in kinds), "absent", "unexcused"])

    def number(self, name: str) -> Decimal:
        """What was written, nothing being 0."""
        return self.cleaned_data.get(name) or Decimal(0)

    @property
    def chosen(self) -> date:
        """The first day of the month."""
        return date.fromisoformat(self.cleaned_data["month"])


class ExamForm(forms.Form):
    """The result of a test."""

    skill = forms.ChoiceField(label=_("Test"), choices=[*Skill.choices, ("civics", _("Civics"))])
    taken_on = date_field(label=_("Taken on"))
    level = forms.ChoiceField(label=_("Level"), choices=[("", "–"), *Level.choices], required=False)
    passed = forms.ChoiceField(
        label=_("Result"),
        choices=[("yes", _("Passed")), ("no", _("Not passed"))],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """A test of Norwegian has a level; one of civics has none."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("skill") == "civics":
            given["level"] = ""
        elif given.get("skill") and not given.get("level") and "level" not in self.errors:
            self.add_error("level", _("Choose the level that was reached."))
        return given


class SchoolForm(forms.Form):
    """The first day in full-time upper secondary education."""

    from_on = date_field(label=_("First day"))


class EndSchoolForm(forms.Form):
    """The last day, and whether it was completed."""

    last_day = date_field(label=_("Last day"))
    completed = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("yes", _("Completed")), ("no", _("Ended before it was completed"))],
        widget=forms.RadioSelect,
    )


class EndTrainingForm(EndSchoolForm):
    """The last day in training, how it ended, and the main activity then."""

    reason = forms.ChoiceField(label=_("Main activity at the end"), choices=EndReason.choices)
