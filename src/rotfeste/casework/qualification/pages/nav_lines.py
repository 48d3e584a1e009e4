"""What NAV gets to know, as people read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.package_words import PARTS, day, days, number, stands
from rotfeste.registers.participants.queries import measure_kinds
from rotfeste.registers.participants.states import Level, Skill
from rotfeste.registers.persons.countries import country_name


def nav_lines(content: Mapping[str, Any], *, on: date) -> list[tuple[str, str]]:
    """What NAV gets to know, in a few lines; the same for the adviser and for the person."""
    kinds = {row.key: row.name((get_language() or "nb")[:2]) for row in measure_kinds(on)}
    person = content["person"]
    lines = [(_("Name"), person["name"]), (_("Born"), day(person["born_on"]))]
    for row in content["programmes"]:
        ended = (
            ""
            if row["completed"] is None
            else _("Completed")
            if row["completed"]
            else _("Ended before it was completed")
        )
        lines.append((_("Introduction programme"), ", ".join(filter(None, (row["organisation"], days(row), ended)))))
    lines += [
        (_("Measure in the programme"), f"{kinds.get(row['kind'], row['kind'])}, {days(row)}")
        for row in content["measures"]
    ]
    lines += [(str(PARTS[kind]), f"{number(n)} {_('hours')}") for kind, n in content["hours"].items()]
    names = {**{row.value: str(row.label) for row in Skill}, "civics": _("Civics")}
    for row in content["tests"]:
        level = str(Level(row["level"]).label) if row["level"] else _("Passed") if row["passed"] else _("Not passed")
        lines.append((_("Test: %(what)s") % {"what": names[row["skill"]]}, f"{level}, {day(row['taken_on'])}"))
    lines += [
        (_("Education from abroad"), f"{row['subject']}, {country_name(row['country'])}: {stands(row)}")
        for row in content.get("education", [])
    ]
    lines += [(_("Goal"), goal) for goal in content["goals"]]
    contact = ", ".join(
        filter(None, (content["contact"]["name"], content["from"]["name"], content["contact"]["email"]))
    )
    return [*lines, (_("Contact"), contact)]
