"""Candidates for a fast track: the list with the rule that made it, why each is on it, and what is missing."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.queries import Candidate
from rotfeste.casework.qualification.rules.fast_track import terms
from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.fields import FilterForm, any_choice
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants.states import Level

SHOWN: dict[str, Callable[[Candidate], bool]] = {
    "candidates": lambda row: row.judged.candidate,
    "demand": lambda row: row.judged.in_demand,
    "near": lambda row: row.judged.near,
}


class FastTrackFilter(FilterForm):
    """Candidates, those whose work is in demand, or those who lack one thing."""

    show = forms.ChoiceField(
        label=lazy("Show"),
        choices=any_choice(
            [
                ("candidates", lazy("Candidates")),
                ("demand", lazy("Work in demand here")),
                ("near", lazy("One thing is missing")),
            ]
        ),
    )

    def narrow(self, rows: Iterable[Any]) -> list[Any]:
        """Those that were chosen."""
        rule = SHOWN.get(self.cleaned_data.get("show") or "")
        return [row for row in rows if rule is None or rule(row)]


@requires("participants.register", "qualification.decide")
def fast_track(request: Request) -> HttpResponse:
    """Those in the programme who may be near to work, by a rule that the page shows. Nobody is decided by it."""
    page = ListPage(
        request,
        "qualification.fast_track",
        _("Candidates for a fast track"),
        queries.fast_track(today=request.today, actor=request.actor),
        _columns(),
        filters=FastTrackFilter,
        shown=lambda found, how: audit.searched(
            request.actor, "qualification.fast_track", persons=[row.person_id for row in found], how=how
        ),
        empty_title=_("Nobody is near to a fast track"),
        empty_text=_("Candidates come from those in the programme, by what is registered about them."),
    )
    return page.respond("qualification/fast_track.html", {"terms": terms(request.today)})


def reasons_of(row: Candidate) -> str:
    """What speaks for someone, in words."""
    known = row.known
    words = {
        "recognised": _("recognised: %(what)s") % {"what": known.recognised_as},
        "schooling": settlement.in_words("education", known.schooling).lower(),
        "work": _("%(what)s, %(n)s years") % {"what": known.occupation, "n": known.work_years},
        "test": _("test at %(level)s") % {"level": Level(known.level).label if known.level else ""},
        "track": _("track %(n)s") % {"n": known.track},
        "told": known.told,
    }
    said = "; ".join(words[name] for name in row.judged.reasons) or "–"
    return said[0].upper() + said[1:]


def _stands(row: Candidate) -> Tag:
    if row.judged.candidate:
        return Tag(_("Candidate"), "success")
    missing = {"skill": _("Lacks schooling or work"), "language": _("Lacks language")}
    return Tag(missing[row.judged.missing[0]], "neutral")


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.participant.person.full_name,
            sort=lambda row: row.participant.person.family_key,
            url=lambda row: reverse("qualification:participant", args=[row.person_id]),
        ),
        Column("stands", lazy("By the rule"), _stands, sort=lambda row: row.judged.missing, kind="status"),
        Column("reasons", lazy("Why"), reasons_of),
        Column("work", lazy("Work"), lambda row: row.known.occupation or None, sort=lambda row: row.known.occupation),
        Column(
            "demand",
            lazy("In demand here"),
            lambda row: _("Yes") if row.judged.in_demand else None,
            sort=lambda row: not row.judged.in_demand,
        ),
    ]
