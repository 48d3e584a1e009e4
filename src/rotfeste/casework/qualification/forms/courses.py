"""Shapes of a course, of its sessions, and of what becomes of a seat."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification.forms.programme import PeriodForm
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field
from rotfeste.registers.courses.actions import CourseOffered
from rotfeste.registers.courses.queries import CourseView
from rotfeste.registers.courses.rules import Meeting, organisation_number_is_valid, weekly
from rotfeste.registers.courses.states import CourseShared
from rotfeste.registers.courses.words import refusal
from rotfeste.registers.persons.countries import language_name

OTHERS = ("am", "ckb", "es", "ku", "my", "ps", "ru", "rw", "th", "tr", "ur", "vi", "zh")
"""Languages of instruction beside those of the plain pages."""
HOURS: dict[str, Any] = {"min_value": Decimal("0.25"), "max_value": Decimal(10), "decimal_places": 2}
DESCRIBED = (
    *("name", "language", "capacity", "from_on", "until_on"),
    *("link", "place", "contact", "shared", "platform_number"),
)
WAITS_AT_COURSES = {"attendance": lazy("Sessions without attendance")}


def spoken_languages() -> list[tuple[str, str]]:
    """The languages that a course can be taught in, by name."""
    found = [(code, language_name(code)) for code in (*settings.PLAIN_LANGUAGES, *OTHERS)]
    return sorted(found, key=lambda pair: norwegian_key(pair[1]))


class CourseForm(PeriodForm):
    """A course as it is described."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=lazy("Name of the course"), max_length=120)
    language = forms.ChoiceField(label=lazy("Language of instruction"))
    digital = forms.ChoiceField(
        label=lazy("How it is held"),
        choices=[("yes", lazy("Digitally")), ("no", lazy("In a room"))],
        widget=forms.RadioSelect,
    )
    link = forms.URLField(
        label=lazy("Address to take part"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=lazy("Where the participant goes on the web. They write the code of the seat there, not their name."),
    )
    place = forms.CharField(
        label=lazy("Room and address"), max_length=120, required=False, help_text=lazy("Where it is held in a room.")
    )
    capacity = forms.IntegerField(label=lazy("Seats"), min_value=1, max_value=500)
    shared = forms.ChoiceField(
        label=lazy("Who may take seats"),
        choices=CourseShared.choices,
        widget=forms.RadioSelect,
        help_text=lazy("Who comes first gets a seat. You see the code of the seat and the municipality, never whose."),
    )
    contact = forms.CharField(
        label=lazy("Whom to talk to"),
        max_length=80,
        required=False,
        help_text=lazy("A role, such as «course leader». Never the name of a private person."),
    )
    platform_number = forms.CharField(
        label=lazy("Organisation number of the platform"),
        max_length=20,
        required=False,
        help_text=lazy("Where a supplier delivers the course and reports attendance by itself. Otherwise empty."),
    )
    field_order: tuple[str, ...] = ("version", "name", "language", "digital", "link", "place", "from_on", "last_day")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language: Any = self.fields["language"]
        language.choices = spoken_languages()

    def clean_platform_number(self) -> str:
        """Spaces are taken away; the last digit checks the others."""
        number = "".join(str(self.cleaned_data["platform_number"]).split())
        if number and not organisation_number_is_valid(number):
            raise forms.ValidationError(refusal("no_such_organisation_number"))
        return number

    def clean(self) -> dict[str, Any]:
        """A digital course has an address on the web, and one in a room a place."""
        given = super().clean()
        digital = given.get("digital") == "yes"
        if digital and not given.get("link") and "link" not in self.errors:
            self.add_error("link", refusal("a_digital_course_has_a_link"))
        if given.get("digital") == "no" and not given.get("place"):
            self.add_error("place", refusal("a_course_in_a_room_has_a_place"))
        return given

    @property
    def offered(self) -> CourseOffered:
        """The course, for the action."""
        given: dict[str, Any] = {name: self.cleaned_data[name] for name in DESCRIBED}
        return CourseOffered(digital=self.cleaned_data["digital"] == "yes", **given)


class WeeklyForm(forms.Form):
    """On which days of the week a course meets, when, and for how long."""

    weekdays = forms.MultipleChoiceField(
        label=lazy("Days of the week"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Sessions are made for each of these days in the period. Public holidays are left out."),
    )
    starts_at = forms.TimeField(label=lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    hours = forms.DecimalField(label=lazy("Hours each time"), **HOURS)

    def meetings(self, from_on: date, until_on: date) -> list[Meeting]:
        """The sessions in a period, for the action."""
        given = self.cleaned_data
        return list(weekly(map(int, given["weekdays"]), given["starts_at"], given["hours"], from_on, until_on))


class NewCourseForm(WeeklyForm, CourseForm):
    """A course, and when it meets."""

    field_order = (*CourseForm.field_order, "weekdays", "starts_at", "hours")

    def clean(self) -> dict[str, Any]:
        """Some session falls in the period."""
        given = super().clean()
        whole = all(given.get(name) for name in ("from_on", "until_on", "weekdays", "starts_at", "hours"))
        if whole and not self.errors and not self.meetings(given["from_on"], given["until_on"]):
            self.add_error("weekdays", refusal("no_sessions"))
        return given


class SessionsForm(WeeklyForm, PeriodForm):
    """More sessions in a period; one day is a period too."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("version", "from_on", "last_day", "weekdays", "starts_at", "hours")

    def clean(self) -> dict[str, Any]:
        """Some session falls in the period."""
        given = super().clean()
        whole = all(given.get(name) for name in ("from_on", "until_on", "weekdays", "starts_at", "hours"))
        if whole and not self.errors and not self.meetings(given["from_on"], given["until_on"]):
            self.add_error("weekdays", refusal("no_sessions"))
        return given


class CourseVersionForm(forms.Form):
    """Which version of the course or the seat the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveSeatForm(CourseVersionForm):
    """The last day in the course."""

    last_day = date_field(label=lazy("Last day"), help_text=lazy("A day before the seat began makes it free at once."))

    @property
    def until_on(self) -> date:
        """The first day without the seat."""
        day: date = self.cleaned_data["last_day"]
        return day + timedelta(days=1)


class CourseFilter(FilterForm):
    """What to see of the courses."""

    language = forms.ChoiceField(label=lazy("Language of instruction"))
    holder = forms.ChoiceField(label=lazy("Who holds it"))
    waits = forms.ChoiceField(label=lazy("What waits"), choices=any_choice(WAITS_AT_COURSES.items()))
    free = forms.BooleanField(label=lazy("Has free seats"))

    def __init__(
        self, *args: Any, rows: list[CourseView], waits: Callable[[CourseView, str], bool], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.waiting = waits
        languages = {row.course.language: language_name(row.course.language) for row in rows}
        holders = {str(row.course.organisation_id): row.course.organisation.name for row in rows}
        for name, choices in (("language", languages), ("holder", holders)):
            field: Any = self.fields[name]
            field.choices = any_choice(sorted(choices.items(), key=lambda pair: norwegian_key(pair[1])))

    def narrow(self, rows: Any) -> Any:
        """The courses that fit."""
        wanted = self.cleaned_data
        return [
            row
            for row in rows
            if (not wanted["free"] or row.free)
            and wanted["language"] in ("", row.course.language)
            and wanted["holder"] in ("", str(row.course.organisation_id))
            and (not wanted["waits"] or self.waiting(row, wanted["waits"]))
        ]
