"""Why the register of courses refuses something, and how to mend it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

REFUSALS: Mapping[str, str | Promise] = {
    "no_more_seats_than_there_are": lazy("The course is full. Choose another course, or ask who holds it."),
    "no_fewer_seats_than_are_taken": lazy("More seats than that are taken. Write a higher number."),
    "a_course_that_may_be_used": lazy("Your municipality may not use this course any more. Choose another."),
    "a_session_is_inside_the_time_of_its_course": lazy(
        "A session would be outside the period of the course. Choose other days, or a longer period."
    ),
    "a_course_ends_after_it_begins": lazy("The last day is before the first."),
    "a_course_takes_someone": lazy("Write between 1 and 500 seats."),
    "a_course_in_a_room_has_a_place": lazy("Write where the course is held."),
    "a_digital_course_has_a_link": lazy("Write the address that participants open to take part."),
    "a_session_is_within_a_day": lazy("Write between a quarter of an hour and 10 hours."),
    "no_such_organisation_number": lazy(
        "This is not an organisation number: it has nine digits, and the last one checks the others. Look it up again."
    ),
    "too_many_sessions": lazy("A course has at most 200 sessions. Choose fewer days, or a shorter period."),
    "no_more_sessions": lazy("The course is called off and has no more sessions. Make a new course."),
    "no_sessions": lazy("No session falls on these days in the period. Choose other days, or a longer period."),
    "attended_in_this_language": lazy(
        "Attendance is reported, so the language cannot be changed. Make a course of its own for the other language."
    ),
    "others_have_seats": lazy("Other municipalities have seats. Go on sharing it, or call off the course."),
    "attendance_is_reported": lazy("Attendance is reported for this session, so it stands."),
    "not_in_training": lazy("The person is not in training in Norwegian and civics now. See the training page."),
    "no_hours_of_civics": lazy("No decision gives the person hours of civics. Make the decision first."),
    "called_off": lazy("The course is called off. Choose another."),
    "the_course_is_over": lazy("The course is over. Choose another."),
    "in_the_course_already": lazy("The person has a seat in this course already."),
    "outside_the_training": lazy(
        "The course goes on outside the time of the training, and the hours could not be registered. Choose another."
    ),
    "another_course_at_the_same_time": lazy(
        "The person has a seat in another course that meets at the same time. Leave that one first."
    ),
    "the_seat_has_ended": lazy("The seat has ended already."),
    "no_such_seat": lazy("No seat in this course has that code. Check the code."),
    "no_such_session": lazy("The course has no such session. Fetch the course anew."),
    "twice_in_the_report": lazy("This seat and session are in the report twice. Send each once."),
    "the_session_is_to_come": lazy("The session has not been held yet. Report it afterwards."),
    "the_seat_was_not_held": lazy("Nobody had the seat on the day of the session. Leave it out."),
    "more_hours_than_the_session": lazy("Write between 0 and the hours of the session."),
    "too_many_decimals": lazy("Write at most two decimals."),
}


def refusal(code: str) -> str:
    """Why, in the reader's language."""
    return str(REFUSALS.get(code, _("The register does not accept this. Check what you wrote and try again.")))
