"""A package as people read it: the same sections on the page and in the document."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.package_words import PARTS, day, days, document, number, stands
from rotfeste.casework.qualification.states import (
    Attainment,
    ComplaintStatus,
    ComplaintTheme,
    EducationLevel,
)
from rotfeste.casework.qualification.words import body_name
from rotfeste.registers.participants import words
from rotfeste.registers.participants.queries import measure_kinds
from rotfeste.registers.participants.rules.duty import Stand
from rotfeste.registers.participants.states import (
    AbsenceKind,
    Activity,
    DecisionKind,
    DecisionOutcome,
    DecisionStatus,
    EndReason,
    LeaveKind,
    Level,
    Skill,
)
from rotfeste.registers.persons.countries import country_name

Section = dict[str, Any]


def sections(content: Mapping[str, Any], *, on: date) -> list[Section]:
    """Every section that has something in it: a title, lines, and tables."""
    kinds = {row.key: row.name((get_language() or "nb")[:2]) for row in measure_kinds(on)}
    found = [
        _left(content),
        _section(_("Message"), [content["message"]] if content["message"] else []),
        _plan(content["plan"], kinds),
        _taking_part(content),
        _section(_("Decisions"), tables=[_decisions(content)]),
        _section(_("Measures"), tables=[_measures(content, kinds)]),
        _section(_("Hours and absence"), tables=[*_hours(content), _away(content)]),
        _section(_("Tests of Norwegian and civics"), tables=[_tests(content)]),
        _section(_("How far the goals were reached"), tables=[_goals(content)]),
        _section(_("Education from abroad"), tables=[_education(content)]),
        _section(_("Complaints that are open"), list(_complaints(content))),
    ]
    return [row for row in found if row["lines"] or row["tables"]]


def _section(title: str, lines: list[str] | None = None, tables: list[Section] | None = None) -> Section:
    return {"title": title, "lines": lines or [], "tables": [table for table in tables or [] if table["rows"]]}


def _table(caption: str, heads: list[str], rows: list[list[str]], *, wide: bool = True) -> Section:
    """A table of words is wide, and each row is a card on a phone; one of short numbers stays a table."""
    return {"caption": caption, "heads": heads, "rows": rows, "wide": wide}


def _left(content: Mapping[str, Any]) -> Section:
    """What is done and what is left: the first that the new municipality needs."""
    duty, programme = content["duty"], content["programme"]
    lines = [f"{_('Law')}: {words.LAWS[content['law']]}", str(words.DUTIES[Stand(duty["stand"])])]
    if duty["done_by"] and duty["stand"] == Stand.NOT_YET:
        lines.append(_("The duty is to be fulfilled by %(day)s.") % {"day": day(duty["done_by"])})
    if programme["days_spent"] and programme["longest_months"]:
        said = _("%(days)s days in the programme, leave not counted, of a programme of up to %(months)s months.")
        lines.append(said % {"days": programme["days_spent"], "months": programme["longest_months"]})
    if programme["extended"]:
        lines.append(_("The programme was extended."))
    if duty["goal_spoken"]:
        goal = _("Guiding goal: %(spoken)s spoken, %(written)s written.")
        lines.append(goal % {"spoken": duty["goal_spoken"], "written": duty["goal_written"]})
    rows = [
        [
            str(PARTS[part["what"]]),
            number(part["done"]) if part["wanted"] else "–",
            str(part["wanted"] or "–"),
            _("Exempted") if part["exempt"] else "–" if part["left"] is None else str(part["left"]),
        ]
        for part in duty["parts"]
    ]
    table = _table(_("Hours of the duty"), [_("Part"), _("Done"), _("In all"), _("Left")], rows, wide=False)
    return _section(_("Done, and left"), lines, [table])


def _plan(plan: Mapping[str, Any] | None, kinds: Mapping[str, str]) -> Section:
    if plan is None:
        return _section(_("The plan that was in force"))
    lines = [f"{_('The goal of the programme')}: {plan['main_goal']}"]
    lines += [f"{_('Goals on the way')}: {goal}" for goal in plan["part_goals"]]
    if plan["norwegian_goal"]:
        lines.append(f"{_('Goal in Norwegian')}: {plan['norwegian_goal']}")
    lines.append(f"{_('What the plan builds on')}: {plan['background']}")
    if plan["decided_on"]:
        said = _("Version %(n)s, decided %(day)s")
        lines.append(said % {"n": plan["version"], "day": day(plan["decided_on"])})
    phases = [[row["text"], days(row)] for row in plan["phases"]]
    measures = [
        [kinds.get(row["kind"], row["kind"]), days(row), number(row["hours"]), row["why"]] for row in plan["measures"]
    ]
    return _section(
        _("The plan that was in force"),
        lines,
        [
            _table(_("Time phases"), [_("What it is for"), _("Period")], phases),
            _table(
                _("Measures of the plan"),
                [_("Measure in the programme"), _("Period"), _("Hours a week"), _("Why it suits this person")],
                measures,
            ),
        ],
    )


def _taking_part(content: Mapping[str, Any]) -> Section:
    rows = [
        [str(Activity(row["activity"]).label), row["organisation"], days(row), day(row["planned_last_day"])]
        for row in content["enrolments"]
    ]
    endings = [
        [
            str(Activity(row["activity"]).label) if row["activity"] else "–",
            day(row["last_day"]),
            _("Moved") if row["moved"] else str(EndReason(row["reason"]).label),
            _("Completed") if row["completed"] else _("Ended before it was completed"),
        ]
        for row in content["endings"]
    ]
    lines = []
    for row in content["training"]:
        said = [row["track"] and _("Track %(n)s") % {"n": row["track"]}, row["mother_tongue"], row["taught_in"]]
        said += [f"{Skill(skill).label}: {level}" for skill, level in row["goals"].items()]
        lines += [", ".join(part for part in said if part)]
    return _section(
        _("Taking part"),
        [f"{_('Training')}: {line}" for line in lines if line],
        [
            _table(
                _("Programme and training"),
                [_("What it is"), _("Municipality"), _("Period"), _("Planned last day")],
                rows,
            ),
            _table(
                _("Endings"),
                [_("What it is"), _("Last day"), _("Main activity at the end"), _("How it ended")],
                endings,
            ),
        ],
    )


def _decisions(content: Mapping[str, Any]) -> Section:
    rows = [[_decision(row), day(row["decided_on"]), days(row), row["section"]] for row in content["decisions"]]
    heads = [_("Decision"), _("Decided"), _("Period"), _("Section")]
    return _table(_("Decisions, the oldest first"), heads, rows)


def _decision(row: Mapping[str, Any]) -> str:
    said = [DecisionOutcome(row["outcome"]).label, DecisionStatus(row["status"]).label]
    text = f"{DecisionKind(row['kind']).label}: {', '.join(str(part).lower() for part in said)}"
    hours = (row["hours_norwegian"] or 0) + (row["hours_civics"] or 0)
    return f"{text}, {hours} {_('hours')}" if hours else text


def _measures(content: Mapping[str, Any], kinds: Mapping[str, str]) -> Section:
    rows = [
        [kinds.get(row["kind"], row["kind"]), days(row), number(row["hours_week"]), row["place"] or "–"]
        for row in content["measures"]
    ]
    heads = [_("Measure in the programme"), _("Period"), _("Hours or lessons a week"), _("Where")]
    return _table(_("Measures that were carried out"), heads, rows)


def _hours(content: Mapping[str, Any]) -> Iterator[Section]:
    total: dict[str, list[Decimal]] = {}
    for row in content["hours"]:
        sums = total.setdefault(row["kind"], [Decimal(0)] * 3)
        for at, name in enumerate(("hours", "absent_hours", "unexcused_hours")):
            sums[at] += Decimal(row[name])
    heads = [_("Kind"), _("Hours"), _("Hours away"), _("Without valid reason")]
    yield _table(
        _("Hours in all"),
        heads,
        [[str(words.KINDS[kind]), *(number(f"{n.normalize():f}") for n in sums)] for kind, sums in total.items()],
        wide=False,
    )
    yield _table(
        _("Month by month"),
        [_("Month"), *heads],
        [
            [
                date_format(date.fromisoformat(row["month"]), "F Y"),
                str(words.KINDS[row["kind"]]),
                *(number(row[name]) for name in ("hours", "absent_hours", "unexcused_hours")),
            ]
            for row in content["hours"]
        ],
    )


def _away(content: Mapping[str, Any]) -> Section:
    rows = [[str(LeaveKind(row["kind"]).label), days(row), "–"] for row in content["leaves"]]
    rows += [
        [str(AbsenceKind(row["kind"]).label), days(row), number(row["hours"]) if row["hours"] else "–"]
        for row in content["absences"]
    ]
    return _table(_("Leave and absence"), [_("What it is"), _("Period"), _("Hours")], rows)


def _tests(content: Mapping[str, Any]) -> Section:
    names = {**{row.value: str(row.label) for row in Skill}, "civics": _("Civics")}
    rows = [
        [
            names[row["skill"]],
            str(Level(row["level"]).label) if row["level"] else "–",
            _("Passed") if row["passed"] else _("Not passed"),
            day(row["taken_on"]),
        ]
        for row in content["tests"]
    ]
    return _table(_("Tests, the oldest first"), [_("Test"), _("Level"), _("Result"), _("Taken on")], rows)


def _goals(content: Mapping[str, Any]) -> Section:
    rows = [
        [row["goal"], str(Attainment(row["reached"]).label), row["reason"] or "–"] for row in content.get("goals", [])
    ]
    return _table(_("Goals of programmes that have ended"), [_("Goal"), _("How far"), _("Why")], rows)


def _education(content: Mapping[str, Any]) -> Section:
    rows = [
        [
            f"{EducationLevel(row['level']).label}: {row['subject']}, {country_name(row['country'])}",
            ", ".join(filter(None, (body_name(row["body"], row["body_name"]), row["reference"]))),
            stands(row),
            "; ".join(document(each) for each in row["documents"]) or "–",
        ]
        for row in content.get("education", [])
    ]
    heads = [_("Education"), _("Body"), _("Status"), _("Documents")]
    return _table(_("Education that is asked to be recognised"), heads, rows)


def _complaints(content: Mapping[str, Any]) -> Iterator[str]:
    said = _("%(theme)s, about «%(decision)s» of %(decided)s. Received %(received)s: %(status)s.")
    for row in content["complaints"]:
        yield said % {
            "theme": ComplaintTheme(row["theme"]).label,
            "decision": DecisionKind(row["decision"]).label,
            "decided": day(row["decided_on"]),
            "received": day(row["received_on"]),
            "status": str(ComplaintStatus(row["status"]).label).lower(),
        }
