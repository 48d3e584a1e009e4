"""What the trail says of what happens to places and dwellings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "capacity.council_decision": _("a council's decision"),
    "capacity.district_share": _("places divided over city districts"),
    "capacity.week_plan": _("the weekly plan of places"),
    "capacity.profile": _("what a municipality says of work and households"),
    "capacity.dwellings": _("dwellings were registered"),
    "capacity.dwelling_changed": _("a dwelling was changed"),
    "capacity.dwelling_released": _("a dwelling was given back"),
    "capacity.tenancy": _("a dwelling was given to someone"),
    "capacity.tenancy_ended": _("a dwelling became free"),
    "capacity.vacancy_reason": _("why a dwelling stands empty"),
}
