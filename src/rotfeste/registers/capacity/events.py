"""What the trail says of what happens to places."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "capacity.council_decision": _("a council's decision"),
    "capacity.district_share": _("places divided over city districts"),
}
