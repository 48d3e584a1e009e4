"""What the trail says of data quality."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {"quality.to_mend": _("what is missing in the register")}
