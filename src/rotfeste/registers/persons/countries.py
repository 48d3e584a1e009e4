"""Countries and languages by code, with names in three languages. Source: ISO 3166-1 and ISO 639 through CLDR."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language, gettext

STATELESS = "XX"
NOT_COUNTRIES = ("EU", "EZ", "UN", "ZZ")
COUNTRIES: frozenset[str] = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
) | {STATELESS}


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


def country_name(code: str) -> str:
    """The country's name in the reader's language; XX is stateless."""
    if code == STATELESS:
        return gettext("Stateless")
    name = _locale(get_language() or "nb").territories.get(code, code)
    return str(name)


def language_name(code: str) -> str:
    """The language's name in the reader's language."""
    return str(_locale(get_language() or "nb").languages.get(code, code))
