"""What is wrong with a row of a delivery, in words: which field, what, and how to mend it. Never the value itself."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

FIELDS: dict[str, Any] = {
    "duf_number": lazy("DUF number"),
    "given_name": lazy("Given name"),
    "family_name": lazy("Family name"),
    "born_on": lazy("Birth date"),
    "sex": lazy("Sex"),
    "citizenship": lazy("Citizenship"),
    "languages": lazy("Languages"),
    "permit_kind": lazy("Kind of permit"),
    "legal_base": lazy("Legal base"),
    "permit_on": lazy("Date of the permit"),
    "entry_permit_on": lazy("Date of the entry permit"),
    "valid_until": lazy("Valid until"),
    "centre": lazy("Reception centre"),
    "household": lazy("Household"),
    "relation": lazy("Relation"),
    "group": lazy("Group"),
    "related_to": lazy("Relatives"),
    "protection": lazy("Protection"),
    "protected_address": lazy("Protected address"),
}
FAULTS: dict[str, Any] = {
    "missing": lazy("is empty. Fill it in."),
    "not_a_date": lazy("is not a date. Write it as 2017-05-31."),
    "in_the_future": lazy("is after today. Check the year."),
    "too_long_ago": lazy("is before 1900. Check the year."),
    "before_targets": lazy("is before 2013, and for so old permits no target is known. Check the year."),
    "before_birth": lazy("is before the birth date. Check both."),
    "before_permit": lazy("is not after the date of the permit. Check both."),
    "unknown_centre": lazy("is not a reception centre in Rotfeste. Use its organisation number of nine digits."),
    "unknown_country": lazy("is not a country code. Use two capital letters (ISO 3166), or XX for stateless."),
    "unknown_value": lazy("is not one of the allowed values. See the description of the format."),
    "check_digits": lazy("has wrong check digits, or is not twelve digits. Compare it with the permit."),
    "not_codes": lazy("are not language codes. Use small letters with a space between, as «ar en»."),
    "too_long": lazy("is too long. Shorten it."),
    "not_characters": lazy(
        "has signs that are no characters. Check that the file is saved as UTF-8, and write it again."
    ),
    "one_head": lazy("must be «head» for exactly one person in the household."),
    "centre_differs": lazy(
        "differs within the household. A household is settled together: check that nobody is left out."
    ),
    "group_differs": lazy("differs within the household. Give everyone the same group."),
    "no_minor": lazy("is unaccompanied minor, but nobody in the household is under 18."),
    "no_child": lazy("is family with children, but nobody in the household is under 18."),
    "child_among_adults": lazy("is single adult, but someone in the household is under 18."),
    "twice_in_file": lazy("stands on more than one row. Keep one of them."),
    "known_in_other_household": lazy(
        "is another than the one this person is known in. If the household was split by mistake, use the known one."
    ),
}
UNREADABLE: dict[str, Any] = {
    "not_utf8": lazy("The file is not text in UTF-8. Save it as «CSV UTF-8» and try again."),
    "empty": lazy("The file is empty."),
    "no_rows": lazy("The file has column names, but no rows."),
    "not_csv": lazy("The file cannot be read as CSV. Check the quotation marks."),
    "not_json": lazy("The file cannot be read as JSON."),
    "not_a_list": lazy("The JSON file must be a list of objects."),
    "columns_missing": lazy("Columns are missing: %(names)s."),
    "columns_unknown": lazy("Columns are unknown: %(names)s."),
}


def fault_text(fault: dict[str, str]) -> str:
    """«Birth date is not a date. Write it as 2017-05-31.»"""
    return f"{FIELDS.get(fault['field'], fault['field'])} {FAULTS.get(fault['code'], fault['code'])}"


def unreadable_text(error: Any) -> str:
    """Why a file could not be read at all."""
    return str(UNREADABLE[error.code]) % {"names": ", ".join(error.names)}


def difference_text(name: str, before: str, after: str) -> tuple[str, str, str]:
    """A changed field: its label, what it was and what it would be."""
    return str(FIELDS.get(name, name)), before or _("(empty)"), after or _("(empty)")
