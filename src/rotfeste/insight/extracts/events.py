"""What the trail says of frozen years and extracts, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "extracts.frozen": _("the register's year was closed"),
    "extracts.file": _("the year's file for Statistics Norway"),
    "extracts.ordered": _("an extract for research was ordered"),
    "extracts.decided": _("an extract for research was approved or refused"),
    "extracts.research_file": _("lines with pseudonyms for research"),
    "extracts.closed": _("an extract for research was closed"),
}
