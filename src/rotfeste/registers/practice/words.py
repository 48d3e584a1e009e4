"""Why the register of practice places refuses something, and how to mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

REFUSALS: Mapping[str, str | Promise] = {
    "no_day_holds_more_than_the_place_takes": lazy(
        "The place is full on at least one day of the period. Choose other days, or another place."
    ),
    "a_booking_is_inside_the_time_of_its_place": lazy(
        "The place is not there all the time. Choose days inside its period; bookings that stand must be inside it too."
    ),
    "a_place_that_may_be_used": lazy("Your municipality may not use this place any more. Choose another."),
    "no_fewer_places_than_are_booked": lazy(
        "More are booked at the same time than that. Write a higher number, or end a booking first."
    ),
    "booked_for_this_kind": lazy("It is booked for practice of the kind that it has. End those bookings first."),
    "booked_by_others": lazy("Other municipalities have booked it. End those bookings first, or go on sharing it."),
    "no_such_organisation_number": lazy(
        "This is not an organisation number: it has nine digits, and the last one checks the others. Look it up again."
    ),
    "not_practice": lazy("Choose a kind of measure that is practice."),
    "more_hours_than_the_place_has": lazy("The place has fewer hours a week than that. Write a smaller number."),
    "it_has_not_begun_yet": lazy("The first day has not come yet. Register it when it has."),
    "it_ends_before_it_begins": lazy("The last day is before the first. Withdraw the booking instead."),
    "a_declined_booking_has_its_reason": lazy("Write why, so that they know what to look for."),
    "a_booking_ends_after_it_begins": lazy("The last day is before the first."),
    "a_practice_place_ends_after_it_begins": lazy("The last day is before the first."),
    "a_booking_is_no_more_than_full_time": lazy("Write between 1 and 37.5 hours a week."),
    "the_measure_is_booked": lazy("A place is booked for this measure on some of these days already."),
    "the_measure_does_not_fit": lazy(
        "The booking must be inside the days and hours of the measure, and of the same kind. Choose other days, or a"
        " new measure."
    ),
    "outside_the_programme": lazy(
        "The days are outside the time in which the person is in the programme. Choose other days, or extend it first."
    ),
    "not_in_the_programme": lazy("The person is not in a programme of your municipality now. See the person's page."),
    "the_programme_has_changed": lazy(
        "The participant's programme has changed since they asked, so it cannot be confirmed. They must book anew."
    ),
}


def refusal(code: str) -> str:
    """Why, in the reader's language."""
    return str(REFUSALS.get(code, _("The register does not accept this. Check what you wrote and try again.")))
