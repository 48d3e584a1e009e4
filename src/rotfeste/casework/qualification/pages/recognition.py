"""Recognition of education from abroad: the list with waiting days by body, and one with its way."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import forms, queries, words
from rotfeste.casework.qualification.models import Recognition
from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.casework.qualification.pages.step import where
from rotfeste.casework.qualification.rules.recognition import OfBody, days_waited, longest_wait
from rotfeste.casework.qualification.states import UNDECIDED, RecognitionStatus, Translation
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Moment, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.countries import country_name

S = RecognitionStatus
WAITS: dict[str, Callable[[Recognition, date], bool]] = {
    "long": queries.has_waited_long,
    "follow": queries.must_be_followed_up,
}


@requires("participants.register", "qualification.decide")
def recognitions(request: Request) -> HttpResponse:
    """Everyone whom the municipality has, with education that is asked to be recognised."""
    rows = queries.recognitions(today=request.today, actor=request.actor)
    page = ListPage(
        request,
        "qualification.recognitions",
        _("Recognition of education"),
        rows,
        _columns(request.today),
        filters=forms.RecognitionFilter,
        filter_options={"waits": lambda row, chosen: WAITS[chosen](row, request.today)},
        shown=lambda found, how: audit.searched(
            request.actor, "qualification.recognitions", persons=[row.person_id for row in found], how=how
        ),
        empty_title=_("No education is to be recognised"),
        empty_text=_("An application is begun on the participant's page."),
    )
    found = {
        "chart": waiting_chart(queries.waiting_by_body(rows, request.today)),
        "limit": longest_wait(request.today),
    }
    return page.respond("qualification/recognitions.html", found)


def waiting_chart(rows: Iterable[OfBody]) -> Chart | None:
    """Median days by body: answered, and still waiting."""
    groups: dict[str, dict[str, int | float | None]] = {}
    for row in rows:
        text = _("%(body)s, answered (%(n)s)") if row.answered else _("%(body)s, waiting (%(n)s)")
        groups[text % {"body": words.body_name(row.body), "n": row.number}] = {_("Days"): row.days}
    if not groups:
        return None
    return charts.bars(
        _("Days from sent to answered, by body"),
        groups,
        description=_("The median of the days until the answer, and of the days until now for those that wait."),
        unit=_("days"),
        first=_("Body"),
    )


def _columns(today: date) -> list[Column]:
    def waited(row: Recognition) -> int | None:
        return days_waited(row.sent_on, row.decided_on or row.withdrawn_on, today)

    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.person.full_name,
            sort=lambda row: row.person.family_key,
            url=lambda row: reverse("qualification:recognition", args=[row.id]),
        ),
        Column("subject", lazy("Education"), lambda row: row.subject, sort=lambda row: row.subject),
        Column("body", lazy("Body"), words.body_of, sort=words.body_of),
        Column("status", lazy("Status"), lambda row: words.recognition_tag(row, today), kind="status"),
        Column("waited", lazy("Days"), waited, sort=lambda row: waited(row) or 0, kind="number"),
        Column(
            "follow",
            lazy("Follow up on"),
            lambda row: row.follow_up_on if row.status in UNDECIDED else None,
            sort=lambda row: row.follow_up_on,
            kind="date",
        ),
    ]


@requires("participants.read")
def recognition(request: Request, recognition_id: int) -> HttpResponse:
    """One application: what is asked, its documents, its way, and what can be done now."""
    actor = request.actor
    row = queries.recognition_of(recognition_id, actor=actor)
    ours = is_ours(request, row)
    context = {
        "row": row,
        "tag": words.recognition_tag(row, request.today),
        "facts": _facts(row, request.today),
        "papers": [(each.paper, _translation(each.paper)) for each in row.enclosures.all()],
        "next": _next(row) if ours else [],
        "ours": ours and row.status in UNDECIDED,
        "person_url": where(request, row.person_id),
        "moments": moments_of(row),
    }
    return render(request, "qualification/recognition.html", context)


def is_ours(request: Request, row: Recognition) -> bool:
    """The own municipality has the person today, and the actor decides there."""
    here = persons.responsible_on([row.person_id], request.today, actor=request.actor).get(row.person_id)
    return here in request.actor.organisations and request.actor.may("qualification.decide")


def _facts(row: Recognition, today: date) -> list[tuple[str, str]]:
    waited = days_waited(row.sent_on, row.decided_on or row.withdrawn_on, today)
    found = [
        (_("Education"), f"{row.get_level_display()}: {row.subject}"),
        (_("Country"), country_name(row.country)),
        (_("Body"), words.body_of(row)),
        (_("The body's reference"), row.reference),
        (_("Days since it was sent"), "" if waited is None else str(waited)),
        (_("Recognised as"), row.recognised_as),
        (_("Who follows up"), row.follow_up_by if row.status in UNDECIDED else ""),
    ]
    return [(label, value) for label, value in found if value]


def _translation(paper: Any) -> Tag:
    colours: dict[str, Any] = {Translation.AWAITED: "warning", Translation.TRANSLATED: "success"}
    return Tag(paper.get_translation_display(), colours.get(paper.translation, "neutral"))


def _next(row: Recognition) -> list[Next]:
    def to(name: str, label: str, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[row.id]), main)

    paper, follow = to("list_paper", _("List a document")), to("follow_up_recognition", _("Register the follow-up"))
    withdraw = to("withdraw_recognition", _("Withdraw the application"))
    if row.status == S.PREPARING:
        return [to("send_recognition", _("Register that it is sent"), main=True), paper, follow, withdraw]
    decide, more = to("decide_recognition", _("Register the answer"), main=row.status == S.SENT), []
    if row.status == S.MORE_ASKED:
        more = [to("send_more", _("Register that more is sent"), main=True)]
    if row.status == S.SENT:
        more = [to("ask_for_more", _("The body asks for more"))]
    return [decide, *more, paper, follow, withdraw] if row.status in UNDECIDED else []


def moments_of(row: Recognition) -> list[Moment]:
    """The way of one application."""
    body, found = words.body_of(row), []
    for each in row.enclosures.all():
        if each.paper.translated_on:
            found.append(Moment(_("Translated: %(name)s") % {"name": each.paper.name}, each.paper.translated_on))
    if row.sent_on:
        found.append(Moment(_("Sent to %(body)s") % {"body": body}, row.sent_on, text=row.subject))
    if row.more_asked_on:
        found.append(Moment(_("%(body)s asks for more") % {"body": body}, row.more_asked_on, text=row.more_asked))
    if row.more_sent_on:
        found.append(Moment(_("More is sent"), row.more_sent_on))
    if row.followed_up_on:
        found.append(Moment(_("Followed up"), row.followed_up_on, text=row.followed_up))
    if row.decided_on:
        text = row.recognised_as or row.subject
        found.append(Moment(f"{body}: {row.get_outcome_display().lower()}", row.decided_on, text=text))
    if row.withdrawn_on:
        found.append(Moment(_("Withdrawn"), row.withdrawn_on))
    found.sort(key=lambda moment: str(moment.at))
    if row.status in UNDECIDED:
        found.append(Moment(_("Follow up"), row.follow_up_on, state="ahead", who=row.follow_up_by))
    return found
