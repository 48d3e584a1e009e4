"""Working days: Monday to Friday, but for the public holidays that the law fixes. Pure.

Source: lov om helligdager og helligdagsfred § 2, and lov om 1 og 17 mai som høgtidsdagar. That «days» of leave are
working days, and that Saturday is none, is assumed. A library for this would bring all countries, and hold back others.
"""

from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
FROM_EASTER = {"maundy thursday": -3, "good friday": -2, "easter monday": 1, "ascension": 39, "whit monday": 50}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876 (Meeus, Jones, Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, of_four = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * of_four + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days of a year on which nobody has to work by law, those that are always Sundays apart."""
    moving = (easter(year) + timedelta(days=days) for days in FROM_EASTER.values())
    return frozenset((*(date(year, month, day) for month, day in FIXED), *moving))


def is_working_day(day: date) -> bool:
    """Whether people work on this day."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_days(from_on: date, until_on: date) -> int:
    """The working days from a day to the day before another."""
    return sum(is_working_day(from_on + timedelta(days=offset)) for offset in range((until_on - from_on).days))
