"""Training for asylum seekers in reception. Source: introduksjonsloven § 20; integreringsloven §§ 5 and 37 a."""

from datetime import date

from rotfeste.registers.participants.rules import shared
from rotfeste.registers.participants.rules.answer import Category, Law, Norwegian, Scheme, Trail, birthday
from rotfeste.registers.participants.rules.facts import Centre, Facts

BEFORE, SINCE = "introduksjonsloven § 20", "integreringsloven § 5"
CULTURE_FROM, DUTY_FROM = date(2017, 1, 1), date(2018, 9, 1)
"""50 hours of culture and values: offered in 2017, a duty from 1 September 2018. Source: IMDi, annual report 2017."""


def training(facts: Facts, law: Law, trail: Trail) -> Norwegian:
    """175 hours of Norwegian; 50 hours of culture and values before 2021, 25 hours of civics since."""
    section = SINCE if law is Law.LAW_2021 else BEFORE
    stays = facts.centre in (Centre.ORDINARY, Centre.INTEGRATION)
    if not trail.ask("stays_in_centre", facts.centre.value or None, section, stays):
        return Norwegian(Category.NONE)
    key = "reception_from_age_2021" if law is Law.LAW_2021 else "reception_from_age_2003"
    adult = birthday(facts.born_on, shared.number(key, facts.on))
    trail.note("training_from_age", adult, section, unit="date")
    if facts.displaced and trail.ask("displaced", None, "integreringsloven § 37 a", True):
        return Norwegian(Category.MAY_BE_OFFERED, Scheme.RECEPTION, from_on=adult)
    hours = shared.number("reception_hours_norwegian", facts.on)
    trail.note("hours_norwegian", hours, section, unit="hours")
    civics, culture = None, None
    if law is Law.LAW_2021:
        civics = shared.number("reception_hours_civics", facts.on)
        trail.note("hours_civics", civics, section, unit="hours")
    elif facts.on >= CULTURE_FROM:
        culture = shared.number("reception_hours_culture", facts.on)
        trail.note("hours_culture", culture, section, unit="hours")
    trail.ask("reception_duty", DUTY_FROM, section, facts.on >= DUTY_FROM)
    return Norwegian(
        Category.ASYLUM,
        Scheme.RECEPTION,
        from_on=adult,
        hours_norwegian=hours,
        hours_civics=civics,
        hours_culture=culture,
    )
