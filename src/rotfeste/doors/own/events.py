"""What the trail says of what a person does on their own pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "own.came_in": _("logged in with a code on paper"),
    "own.case": _("the own case"),
    "own.mapping": _("what is registered in the interview"),
    "own.letters": _("the list of own letters"),
    "own.sharing": _("what others get to know about the person"),
    "own.readings": _("who has looked"),
}
