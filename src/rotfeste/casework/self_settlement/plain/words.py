"""Short words in every language for what is kept as codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALLOWED: Mapping[str, Promise] = {
    "yes": _("Yes"),
    "by_appointment": _("Talk with the municipality first"),
    "no": _("No"),
    "": _("Not answered yet"),
}
ICONS: Mapping[str, str] = {"yes": "yes", "by_appointment": "talk", "no": "no", "": "ask"}
CONDITIONS: Mapping[str, Promise] = {
    "work_or_school": _("You have work or a school place there"),
    "near_family": _("You have close family there"),
    "highest_rent": _("The rent is not too high"),
    "dwelling_seen": _("The municipality looks at the home first"),
    "enough_rooms": _("There are enough rooms for everyone"),
    "contact_first": _("You contact the municipality first"),
    "written_contract": _("There is a written contract"),
}
STATUSES: Mapping[str, Promise] = {
    "draft": _("You are writing the application"),
    "sent": _("The municipality reads the application"),
    "approved": _("The municipality said yes. IMDi checks."),
    "cleared": _("IMDi said yes. You can sign the contract."),
    "declined": _("The municipality said no"),
    "refused": _("IMDi said no"),
    "withdrawn": _("You stopped the application"),
}
DECLINED: Mapping[str, Promise] = {
    "no_places": _("The municipality has no more places"),
    "not_offered": _("The municipality does not take part"),
    "rent": _("The rent is too high"),
    "dwelling": _("The home does not suit"),
    "conditions": _("You do not have what the municipality asks for"),
    "other": _("Another reason"),
}
WARNINGS: Mapping[str, Promise] = {
    "rent_high": _("The rent is much higher than usual here."),
    "deposit_high": _("The deposit is too high. The law allows at most six months of rent."),
    "advance_high": _("They ask for too much rent before you move in. Usual is one month."),
    "fee": _("They ask for extra money to give you the home. This is not legal."),
}
