"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "persons.came_of_age": _("turned 18, and is seen as other adults"),
    "persons.moved_on": _("moved to another municipality"),
    "persons.person": _("the page about the person"),
    "persons.search": _("a search for persons"),
    "persons.delivery": _("a delivery of permits"),
    "persons.delivery_rejected": _("the wrong rows of a delivery"),
    "persons.intake_new": _("a permit was taken in"),
    "persons.intake_change": _("information from the immigration authorities was corrected"),
    "persons.protection": _("protected identity or address"),
    "persons.protection_lifted": _("protected identity or address was lifted"),
    "persons.break_glass": _("opened in an emergency"),
}
