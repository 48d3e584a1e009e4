"""The register's words: laws, categories, the steps of a calculation, and why something was refused."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from rotfeste.registers.participants.actions.faults import CannotRegister
from rotfeste.registers.participants.rules.answer import Category, Law, Reply, Scheme, Step, Value
from rotfeste.registers.participants.rules.duty import Stand
from rotfeste.registers.participants.states import HoursKind
from rotfeste.registers.persons.rules import PermitKind

LAWS: Mapping[str, str | Promise] = {
    Law.LAW_2003: lazy("The Introduction Act (2003)"),
    Law.LAW_2021: lazy("The Integration Act (2021)"),
    Law.CHAPTER_6A: lazy("The Integration Act, chapter 6A (collective protection)"),
}
CATEGORIES: Mapping[str, str | Promise] = {
    Category.RIGHT_AND_DUTY: lazy("Right and duty"),
    Category.RIGHT: lazy("Right"),
    Category.DUTY: lazy("Duty"),
    Category.MAY_BE_OFFERED: lazy("May be offered"),
    Category.ASYLUM: lazy("Training for asylum seekers"),
    Category.NONE: lazy("No right, no duty"),
}
SCHEMES: Mapping[str, str | Promise] = {
    Scheme.HOURS: lazy("A number of hours"),
    Scheme.GOAL: lazy("A goal in Norwegian"),
    Scheme.GOAL_BY_RIGHT: lazy("Right to Norwegian, with a goal"),
    Scheme.RECEPTION: lazy("Training in reception"),
    Scheme.NONE: "–",
}
BASES: Mapping[str, str | Promise] = {
    **{kind.value: kind.label for kind in PermitKind},
    "work": lazy("Work, or family of someone who works"),
}
EDUCATIONS: Mapping[str, str | Promise] = {
    "unknown": lazy("Not known"),
    "none": lazy("Less than primary and lower secondary"),
    "primary": lazy("Primary and lower secondary"),
    "upper_secondary": lazy("Upper secondary or more"),
}
GOALS: Mapping[str, str | Promise] = {
    "unknown": lazy("Not decided"),
    "upper_secondary": lazy("Complete upper secondary education"),
    "other": lazy("Another final goal"),
}
CENTRES: Mapping[str, str | Promise] = {
    "": lazy("Not in a reception centre"),
    "ordinary": lazy("Ordinary reception centre"),
    "integration": lazy("Integration reception centre"),
    "arrival": lazy("Arrival or transit centre"),
}
DUTIES: Mapping[Stand, str | Promise] = {
    Stand.NONE: lazy("No duty"),
    Stand.NOT_YET: lazy("Duty not fulfilled yet"),
    Stand.FULFILLED: lazy("Duty fulfilled"),
    Stand.EXEMPT: lazy("Exempted from the duty"),
    Stand.ENDED: lazy("The duty has ended"),
}
KINDS: Mapping[str, str | Promise] = {
    **{kind.value: kind.label for kind in HoursKind},
    HoursKind.CIVICS_OWN.value: lazy("Civics, own language"),
}
"""The kinds of hours, short enough to stand above a column."""
REPLIES: Mapping[str, str | Promise] = {
    Reply.YES: lazy("Yes"),
    Reply.NO: lazy("No"),
    Reply.UNKNOWN: lazy("Not known"),
    Reply.NOTED: "",
}
ASKED: Mapping[str, str | Promise] = {
    "permit": lazy("Is a residence permit granted?"),
    "permit_kind": lazy("What the permit rests on"),
    "asylum_day": lazy("Is the day on or after 1 January 2021?"),
    "collective": lazy("Is collective protection granted on or after 11 March 2022?"),
    "chapter_6a_ended": lazy("Chapter 6A is known to apply until this day; what comes after is not known"),
    "permit_from_2021": lazy("Is the permit granted on or after 1 January 2021?"),
    "arrived_from_2021": lazy("Did the person come on or after 1 January 2021?"),
    "gives_programme": lazy("Does the permit give a right to the introduction programme?"),
    "sponsor_base": lazy("Does the sponsor have protection, or came as a resettlement refugee?"),
    "sponsor_years": lazy(
        "Had the sponsor lived in a municipality for less than five years when family immigration was applied for?"
    ),
    "renewed": lazy("Is the limited permit renewed?"),
    "adult_at_grant": lazy("Was the person 18 when the permit was granted?"),
    "below_55_at_grant": lazy("Was the person under 55 when the permit was granted?"),
    "grows_into_age": lazy("The person turns 18, and grows into the programme"),
    "below_55": lazy("Is the person under 55 when the right would arise?"),
    "settled": lazy("Does the person live in a municipality?"),
    "agreed": lazy("Is the person settled by agreement with the directorate?"),
    "newly_arrived": lazy("Has the person lived in a municipality for less than two years when the right would arise?"),
    "start_by": lazy("The programme begins no later than"),
    "education": lazy("Highest completed education"),
    "goal": lazy("Final goal of the programme"),
    "goal_of_the_young": lazy("Final goal as a rule, under 25 without upper secondary education"),
    "shortest": lazy("Shortest programme"),
    "length": lazy("Longest programme"),
    "extension": lazy("Can be extended by up to"),
    "grows_into_training": lazy("The person turns 16, and grows into the training"),
    "below_67": lazy("Is the person under 67 when the right would arise?"),
    "duty_below": lazy("Is the person young enough to have the duty?"),
    "training_age_at_grant": lazy("Was the person between 18 and 67 when the permit was granted?"),
    "gives_training": lazy("Does the permit give a right to training in Norwegian?"),
    "duty_only": lazy("Does the permit give a duty without a right?"),
    "hours_norwegian": lazy("Hours of Norwegian"),
    "hours_civics": lazy("Hours of civics"),
    "hours_culture": lazy("Hours of Norwegian culture and values"),
    "hours_most": lazy("In all, by need, up to"),
    "goal_spoken": lazy("Goal in Norwegian, spoken (guiding)"),
    "goal_written": lazy("Goal in Norwegian, written (guiding)"),
    "offer_by": lazy("Training is offered no later than"),
    "done_within": lazy("The goal is to be reached within"),
    "done_by": lazy("The duty is to be fulfilled by"),
    "extra_by": lazy("Hours by need are to be used by"),
    "leave_added": lazy("Approved leave is added"),
    "tests": lazy("Are tests obligatory?"),
    "stays_in_centre": lazy("Does the person stay in an ordinary or integration reception centre?"),
    "training_from_age": lazy("Training in reception from"),
    "displaced": lazy("Is the person displaced from Ukraine? Then there is no duty"),
    "reception_duty": lazy("Is the training a duty (from 1 September 2018)?"),
    "has_duty": lazy("Does the person have a duty to take part in training?"),
    "exempt_norwegian": lazy("Is the person exempted from Norwegian?"),
    "exempt_civics": lazy("Is the person exempted from civics?"),
    "exempt_tests": lazy("Is the person exempted from tests?"),
    "hours_known": lazy("Are the hours to be taken known?"),
    "norwegian_done": lazy("Are the hours of Norwegian taken?"),
    "civics_done": lazy("Are the hours of civics taken?"),
    "reached_on": lazy("Reached on (hours count from the last day of their month)"),
    "goal_listening": lazy("Goal in Norwegian, listening"),
    "goal_reading": lazy("Goal in Norwegian, reading"),
    "school_completed": lazy("Is full-time upper secondary education completed, in place of the training?"),
    "test_spoken": lazy("Is the spoken test taken?"),
    "test_listening": lazy("Is the test in listening taken?"),
    "test_reading": lazy("Is the test in reading taken?"),
    "test_written": lazy("Is the written test taken?"),
    "test_civics": lazy("Is the test in civics taken?"),
    "in_time": lazy("Is there still time? The duty is to be fulfilled by"),
    "duty_fulfilled": lazy("The duty is fulfilled on"),
    "duty_ended": lazy("The duty ended, fulfilled or not, on"),
    "rule_known": lazy("Is there a rule with a source for this day?"),
}
WAITS: Mapping[str, str | Promise] = {
    "settled_on": lazy("the day of settlement"),
    "sponsor": lazy("the sponsor's permit, settlement and the day of the application"),
    "renewed_on": lazy("the day the limited permit is renewed"),
    "education": lazy("education"),
    "goal": lazy("the final goal"),
    "training_from": lazy("the first day of the decision on training"),
    "rule": lazy("a rule with a source for this day"),
}
REFUSALS: Mapping[str, str | Promise] = {
    "not_yours_in_the_period": lazy(
        "Your organisation did not have this person in the period. The one that had them then registers it."
    ),
    "in_the_future": lazy("The day has not come yet. Register it when it has."),
    "one_open_offer_of_a_kind": lazy("An offer of this is open already. Register the answer to it first."),
    "answered_already": lazy("The offer is answered already."),
    "answered_after_offered": lazy("The answer cannot be from before the offer."),
    "a_no_has_its_reason": lazy("Choose why they said no."),
    "one_decision_of_a_kind_at_a_time": lazy(
        "A decision of this kind stands already for some of these days, here or in another municipality."
        " Replace it, or choose other days."
    ),
    "a_decision_ends_after_it_begins": lazy("The last day is before the first."),
    "a_decision_has_reasons_and_law": lazy("Write the reasons. A decision without reasons is not valid."),
    "needs_reasons": lazy("Write why."),
    "ended_already": lazy("It has ended already."),
    "someone_takes_part_on_it": lazy("Someone takes part on this decision. End that first."),
    "no_decision_that_gives_it": lazy("No decision gives this on that day. Make the decision first."),
    "enrolled_once_at_a_time": lazy(
        "The person takes part in this already on some of these days, here or in another municipality."
    ),
    "an_enrolment_ends_after_its_start": lazy("It cannot end before it began."),
    "before_it_began": lazy("The day is before the first day. Choose a later day."),
    "outside_the_enrolment": lazy("The days are outside the time in which the person takes part."),
    "no_such_road": lazy("This cannot be done with it as it stands now."),
    "no_such_reason": lazy("Choose one of the reasons."),
    "an_ending_is_on_the_day_it_ended": lazy("The ending must be on the day that taking part ended."),
    "a_measure_is_inside_its_decision": lazy(
        "The measure must lie inside the period of the decision. Choose other days, or extend the programme first."
    ),
    "a_measure_ends_after_it_begins": lazy("The measure ends before it begins."),
    "a_measure_has_hours_that_a_week_holds": lazy("Write between 1 and 60 hours a week."),
    "hours_are_in_a_month_with_a_right": lazy("The person did not take part in this month."),
    "no_more_hours_than_a_month_holds": lazy("That is more hours than the month holds. Check the number."),
    "hours_are_not_negative": lazy("Hours cannot be less than 0."),
    "fewer_than_from_a_course": lazy(
        "Fewer hours than came by themselves from a course. Write all hours of the month, those of the course too."
    ),
    "fewer_away_than_from_a_course": lazy(
        "Fewer hours away than came by themselves from a course. Write all hours away, those from the course too."
    ),
    "one_leave_at_a_time": lazy("The person has leave already on some of these days."),
    "a_leave_ends_after_it_begins": lazy("The leave ends before it begins."),
    "too_much_leave_first_year": lazy("This leave must be taken before the child is one year old."),
    "nursing_has_hours_a_day": lazy("Write how many hours of each day: breastfeeding is never the whole day."),
    "hours_are_of_one_day": lazy("Hours are of one day. Register each day by itself, or leave the hours empty."),
    "holiday_is_whole_days": lazy("Holiday is whole days. Leave the hours empty."),
    "away_once_at_a_time": lazy("Absence is registered already on some of these days."),
    "an_absence_ends_after_it_begins": lazy("The absence ends before it begins."),
    "self_certificate_too_early": lazy(
        "A self-certificate can be used after eight weeks in the programme."
        " Before that, a doctor's certificate is needed."
    ),
    "self_certificate_days": lazy(
        "A self-certificate covers at most three days; new sickness within 16 days counts with the former."
        " A doctor's certificate is needed."
    ),
    "self_certificate_times": lazy(
        "A self-certificate can be used at most four times in twelve months. A doctor's certificate is needed."
    ),
    "interrupted_once_at_a_time": lazy("It is interrupted already on some of these days."),
    "an_interruption_ends_after_it_begins": lazy("It cannot go on before it was interrupted."),
    "a_test_after_arrival": lazy("The test is from before the person came to Norway. Check the date."),
    "an_offer_after_arrival": lazy("The day is before the person came to Norway. Check the date."),
    "one_test_of_a_skill_a_day": lazy("A result of this test on this day is registered already."),
    "one_host_at_a_time": lazy(
        "The centre is offered this training on some of these days already, by your municipality or another."
    ),
    "only_a_municipality_hosts": lazy("Only a municipality offers this training."),
    "not_offered_in_the_month": lazy("The training was not offered in this month."),
    "months_are_registered_after": lazy("Months after this day are registered. Choose a later day."),
    "hours_have_participants": lazy("There are hours, but nobody took part. Write how many did."),
    "an_offer_to_a_centre_has_days": lazy("The last day is before the first."),
    "away_without_reason_is_part_of_away": lazy("Hours away without valid reason cannot be more than all hours away."),
    "an_exemption_has_its_ground": lazy("Choose why the person is exempted."),
    "not_training": lazy("This is the introduction programme, and not training."),
    "law_has_no_track": lazy(
        "The person's law has no tracks: the law of 2021 has goals in Norwegian. Choose a goal for each skill."
    ),
    "law_has_no_goal": lazy("The person's law has no goals in Norwegian: the law of 2003 has tracks. Choose a track."),
    "a_track_or_a_goal": lazy("Choose a track or goals, by the law that the person belongs to."),
    "school_ends_after_it_begins": lazy("The school ends before it begins."),
    "in_one_school_at_a_time": lazy("The person is registered in full-time upper secondary education already."),
    "one_class_of_a_name": lazy("There is a class of this name from this day already. Choose another name."),
    "a_class_ends_after_it_begins": lazy("The class ends before it begins."),
    "in_one_class_at_a_time": lazy("Someone is in a class already in this time. End that first."),
    "not_this_training": lazy("Someone takes part in other training than this class is for."),
    "outside_the_class": lazy("The day is outside the period of the class."),
    "a_member_leaves_after_joining": lazy("The last day in the class is before the first."),
    "about_the_one_who_is_enrolled": lazy("This is about another person than the one who takes part."),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "in_the_future": ("offered_on", "answered_on", "started_on", "taken_on", "said_on", "last_day", "from_on"),
    "answered_after_offered": ("answered_on",),
    "an_offer_after_arrival": ("offered_on",),
    "a_test_after_arrival": ("taken_on",),
    "a_no_has_its_reason": ("reason",),
    "needs_reasons": ("reasons", "reason", "text"),
    "no_decision_that_gives_it": ("started_on",),
    "before_it_began": ("last_day",),
    "an_enrolment_ends_after_its_start": ("last_day",),
    "a_measure_has_hours_that_a_week_holds": ("hours_week",),
    "too_much_leave_first_year": ("child_born_on",),
    "no_such_reason": ("reason",),
    "one_class_of_a_name": ("name",),
}
"""The field that a refusal is about, in the forms that have it: the first that is there. Others are about the whole."""


def refusal(error: CannotRegister) -> str:
    """Why something was not registered: what, and how to mend it."""
    limit = error.details.get("limit")
    if error.code == "too_much_leave_days" and isinstance(limit, int):
        return ngettext(
            "This leave can be at most %(n)s working day in all.",
            "This leave can be at most %(n)s working days in all.",
            limit,
        ) % {"n": limit}
    if error.code == "too_many_child_days" and isinstance(limit, int):
        return _("A sick child gives at most %(n)s working days at home in twelve months.") % {"n": limit}
    if error.code == "too_much_holiday" and isinstance(limit, int):
        return _("There are %(n)s working days of holiday in a year, and %(year)s would have more. Shorten it.") % {
            "n": limit,
            "year": error.details["year"],
        }
    if error.code == "too_much_leave_months" and isinstance(limit, int):
        return ngettext(
            "This leave can be at most %(n)s month in all.", "This leave can be at most %(n)s months in all.", limit
        ) % {"n": limit}
    return str(REFUSALS.get(error.code, _("The register does not accept this. Check the dates and try again.")))


def value_words(value: Value, unit: str) -> str:
    """A value of a step as people write it."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, int):
        return _counted(value, unit)
    if value is None:
        return ""
    for words in (BASES, EDUCATIONS if unit == "education" else GOALS, CENTRES):
        if value in words:
            return str(words[value])
    return value


def _counted(value: int, unit: str) -> str:
    if unit == "months":
        return ngettext("%(n)s month", "%(n)s months", value) % {"n": value}
    if unit == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", value) % {"n": value}
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", value) % {"n": value}
    return str(value)


def waits(names: str) -> list[str]:
    """What must be known before the rest can be computed, in words."""
    return [str(WAITS[name]) for name in names.split()]


def step_words(step: Step) -> tuple[str, str, str]:
    """What was asked, the value, and the reply."""
    return str(ASKED[step.asked]), value_words(step.value, step.unit), str(REPLIES[step.reply])
