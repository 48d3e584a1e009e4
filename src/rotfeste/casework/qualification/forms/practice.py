"""Shapes of a practice place, of looking for one, and of what becomes of a booking."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification.forms.programme import PeriodForm
from rotfeste.foundation.ui.fields import FilterForm, any_choice, between, date_field
from rotfeste.registers.participants.models import Measure, MeasureKind
from rotfeste.registers.participants.states import REACHABLE
from rotfeste.registers.practice.actions import Offered
from rotfeste.registers.practice.queries import PlaceView
from rotfeste.registers.practice.rules import organisation_number_is_valid
from rotfeste.registers.practice.states import PRACTICE, FoundBy, Shared
from rotfeste.registers.practice.words import refusal

HOURS = between(Decimal(1), Decimal("37.5"))
WAITS_AT_PRACTICE = {
    "asked": lazy("Others ask for it"),
    "begin": lazy("Someone should have begun"),
    "end": lazy("Someone is past the last day"),
    "empty": lazy("Stands empty"),
}


def practice_kinds() -> Any:
    """The kinds of measures that are practice."""
    return MeasureKind.objects.filter(category__in=PRACTICE, valid_until=None).order_by("category", "id")


class PracticePlaceForm(forms.Form):
    """A practice place as it is described."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=lazy("Employer"), max_length=120, help_text=lazy("The name of the business or unit."))
    organisation_number = forms.CharField(
        label=lazy("Organisation number"),
        max_length=20,
        help_text=lazy("Nine digits, as in the register of businesses."),
    )
    municipality_code = forms.ChoiceField(label=lazy("Municipality where one practises"))
    kind = forms.ModelChoiceField(label=lazy("Kind of practice"), queryset=MeasureKind.objects.none(), empty_label="–")
    work = forms.CharField(
        label=lazy("Line of work"),
        max_length=60,
        help_text=lazy("In your own words, such as «Kitchen» or «Warehouse»."),
    )
    level = forms.ChoiceField(
        label=lazy("Level in Norwegian that is wanted"),
        choices=[("", lazy("No level is asked for")), *((each.value, each.label) for each in REACHABLE)],
        required=False,
    )
    hours_week = forms.DecimalField(label=lazy("Hours a week, at most"), **HOURS)
    capacity = forms.IntegerField(label=lazy("How many at a time"), min_value=1, max_value=200)
    from_on = date_field(label=lazy("First day"))
    last_day = date_field(
        label=lazy("Last day"), required=False, help_text=lazy("Leave it empty where no end is known.")
    )
    contact = forms.CharField(
        label=lazy("Whom to talk to"),
        max_length=80,
        required=False,
        help_text=lazy("A role, such as «head of the kitchen». Never the name of a private person."),
    )
    wheelchair = forms.BooleanField(label=lazy("Can be used with a wheelchair"), required=False)
    found_by = forms.ChoiceField(label=lazy("Who found it"), choices=FoundBy.choices, widget=forms.RadioSelect)
    shared = forms.ChoiceField(
        label=lazy("Who may book it"),
        choices=Shared.choices,
        widget=forms.RadioSelect,
        help_text=lazy("Other municipalities ask, and you say yes or no. Your own bookings are confirmed at once."),
    )
    note = forms.CharField(
        label=lazy("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("About the place. Nothing about participants."),
    )

    def __init__(self, *args: Any, municipalities: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        where: Any = self.fields["municipality_code"]
        where.choices = list(municipalities)
        kind: Any = self.fields["kind"]
        kind.queryset = practice_kinds()
        language = (get_language() or "nb")[:2]
        kind.label_from_instance = lambda row: row.name(language)

    def clean_organisation_number(self) -> str:
        """Spaces are taken away; the last digit checks the others."""
        number = "".join(str(self.cleaned_data["organisation_number"]).split())
        if not organisation_number_is_valid(number):
            raise forms.ValidationError(refusal("no_such_organisation_number"))
        return number

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given: dict[str, Any] = super().clean() or {}
        begins, ends = given.get("from_on"), given.get("last_day")
        if begins and ends and ends < begins:
            self.add_error("last_day", _("The last day is before the first."))
        return given

    @property
    def offered(self) -> Offered:
        """The place, for the action."""
        given = {key: value for key, value in self.cleaned_data.items() if key not in ("version", "kind", "last_day")}
        last = self.cleaned_data["last_day"]
        given["until_on"] = last + timedelta(days=1) if last else None
        given["work"] = " ".join(given["work"].split())
        return Offered(kind_id=self.cleaned_data["kind"].id, **given)


class FindPracticeForm(PeriodForm):
    """When, how many hours a week, and for which measure."""

    measure = forms.ChoiceField(label=lazy("For which measure"), required=False)
    hours_week = forms.DecimalField(label=lazy("Hours a week"), **HOURS)
    field_order = ("measure", "from_on", "last_day", "hours_week")

    def __init__(self, *args: Any, measures: Iterable[Measure], **options: Any) -> None:
        super().__init__(*args, **options)
        language = (get_language() or "nb")[:2]
        field: Any = self.fields["measure"]
        field.choices = [
            *((str(row.id), _measure_words(row, language)) for row in measures),
            ("", lazy("A new measure")),
        ]


def _measure_words(row: Measure, language: str) -> str:
    begins, ends = (date_format(day, "SHORT_DATE_FORMAT") for day in (row.from_on, row.until_on - timedelta(days=1)))
    hours = number_format(row.hours_week.normalize(), use_l10n=True)
    return _("%(kind)s, %(hours)s hours a week, %(from)s – %(last)s") % {
        "kind": row.kind.name(language),
        "hours": hours,
        "from": begins,
        "last": ends,
    }


class PracticeFilter(FilterForm):
    """What to see of the places."""

    kind = forms.ChoiceField(label=lazy("Kind of practice"))
    work = forms.ChoiceField(label=lazy("Line of work"))
    place = forms.ChoiceField(label=lazy("Municipality"))
    waits = forms.ChoiceField(label=lazy("What waits"), choices=any_choice(WAITS_AT_PRACTICE.items()))
    free = forms.BooleanField(label=lazy("Free now"))

    def __init__(
        self,
        *args: Any,
        rows: list[PlaceView],
        names: Mapping[str, str],
        waits: Callable[[PlaceView, str], bool],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.waiting, self.today = waits, today
        language = (get_language() or "nb")[:2]
        kinds = {str(row.place.kind_id): row.place.kind.name(language) for row in rows}
        works = {row.place.work.casefold(): row.place.work for row in rows}
        codes = {row.place.municipality_code for row in rows}
        for name, choices in (
            ("kind", kinds.items()),
            ("work", sorted(works.items())),
            ("place", sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])),
        ):
            field: Any = self.fields[name]
            field.choices = any_choice(choices)

    def narrow(self, rows: Any) -> Any:
        """The places that fit."""
        wanted = self.cleaned_data
        tomorrow = self.today + timedelta(days=1)
        return [
            row
            for row in rows
            if (not wanted["free"] or row.free(self.today, tomorrow))
            and wanted["kind"] in ("", str(row.place.kind_id))
            and wanted["work"] in ("", row.place.work.casefold())
            and wanted["place"] in ("", row.place.municipality_code)
            and (not wanted["waits"] or self.waiting(row, wanted["waits"]))
        ]


class BookingForm(forms.Form):
    """Which version of the booking the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DeclineBookingForm(BookingForm):
    """Why it is declined."""

    because = forms.CharField(
        label=lazy("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("The municipality that asks reads it. Nothing about persons."),
    )


class EndBookingForm(BookingForm):
    """The last day."""

    last_day = date_field(label=lazy("Last day"))
