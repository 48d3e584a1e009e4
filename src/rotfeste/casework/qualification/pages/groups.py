"""Classes: the list, one class with its members and months, and what can be done with it."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import forms
from rotfeste.casework.qualification.pages.benefits import month_words
from rotfeste.casework.qualification.pages.step import REFUSALS
from rotfeste.casework.qualification.rules.benefit import first_of_next, months_between
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Group, GroupMember


@requires("participants.register", "qualification.decide")
def groups(request: Request) -> HttpResponse:
    """The municipality's classes, those that go on first."""
    page = ListPage(
        request,
        "qualification.groups",
        _("Classes"),
        participants.groups(actor=request.actor, on=request.today),
        _columns(),
        empty_title=_("No classes yet"),
        empty_text=_("Make a class, and choose who is in it: then a month's hours are registered for all at once."),
    )
    return page.respond("qualification/groups.html")


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            lazy("Class"),
            lambda row: row.name,
            sort=lambda row: row.name.casefold(),
            url=lambda row: reverse("qualification:group", args=[row.id]),
        ),
        Column("activity", lazy("Training"), lambda row: row.get_activity_display(), sort=lambda row: row.activity),
        Column("level", lazy("Level or track"), level_of, sort=level_of),
        Column("teacher", lazy("Teacher"), lambda row: row.teacher or "–", sort=lambda row: row.teacher.casefold()),
        Column("size", lazy("Members"), lambda row: row.size, sort=lambda row: row.size, kind="number"),
        Column("from", lazy("First day"), lambda row: row.from_on, sort=lambda row: row.from_on, kind="date"),
        Column("until", lazy("Last day"), last_day_of, sort=lambda row: row.until_on, kind="date"),
    ]


def level_of(row: Group) -> str:
    """The level and the track of a class, as they are known."""
    return " · ".join(part for part in (row.level, row.get_track_display() if row.track else "") if part) or "–"


def last_day_of(row: Group) -> date:
    """The last day of a class."""
    return row.until_on - timedelta(days=1)


@requires("participants.register", "qualification.decide")
def group(request: Request, group_id: int) -> HttpResponse:
    """One class: its members, and which months are registered."""
    row = participants.group_of(group_id, actor=request.actor)
    members = participants.members_in(row, row.from_on, row.until_on, actor=request.actor)
    audit.searched(request.actor, "qualification.group", persons=[member.person_id for member in members])
    known = participants.registered_by_month([member.enrolment_id for member in members], actor=request.actor)
    months = []
    for month in reversed(list(months_between(row.from_on, min(request.today, last_day_of(row))))):
        of = _in_month(members, month)
        done = len(known.get(month, set()) & of)
        months.append(
            (
                month_words(month),
                reverse("qualification:class_hours", args=[group_id, month.year, month.month]),
                _tag(done, len(of), month, request.today),
            )
        )
    context = {
        "group": row,
        "about": _about(row),
        "members": [(member, member.until_on - timedelta(days=1) if member.until_on else None) for member in members],
        "seen": participants.seen_among([member.person_id for member in members], actor=request.actor),
        "months": months,
    }
    return render(request, "qualification/group.html", context)


def _in_month(members: list[GroupMember], month: date) -> set[int]:
    over = first_of_next(month)
    return {
        row.enrolment_id for row in members if row.from_on < over and (row.until_on is None or row.until_on > month)
    }


def _tag(done: int, of: int, month: date, today: date) -> Tag:
    text = _("%(done)s of %(all)s registered") % {"done": done, "all": of}
    if done >= of:
        return Tag(text, "success" if of else "neutral")
    return Tag(text, "warning" if first_of_next(month) <= today else "info")


def _about(row: Group) -> list[str]:
    begins, ends = (date_format(day, "DATE_FORMAT") for day in (row.from_on, last_day_of(row)))
    said = [str(row.get_activity_display()), f"{begins} – {ends}", level_of(row), row.teacher]
    return [part for part in said if part not in ("", "–")]


@requires("participants.register", "qualification.decide")
def new_group(request: Request) -> HttpResponse:
    """A class is made."""
    form = forms.GroupForm(steps.given(request), initial={"activity": "norwegian", "from_on": request.today})

    def run() -> Group:
        given = {key: value for key, value in form.cleaned_data.items() if key != "last_day"}
        return register.found_group(organisation_id=request.actor.known_organisation, actor=request.actor, **given)

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("New class"),
        action=_("Make the class"),
        done=_("The class is made. Choose who is in it."),
        back=reverse("qualification:groups"),
        after=lambda made: reverse("qualification:join_group", args=[made.id]),
    )


@requires("participants.register", "qualification.decide")
def change_group(request: Request, group_id: int) -> HttpResponse:
    """A class is changed."""
    row = participants.group_of(group_id, actor=request.actor)
    names = ("name", "teacher", "level", "track", "from_on")
    initial = {name: getattr(row, name) for name in names} | {"last_day": last_day_of(row)}
    form = forms.GroupForm(steps.given(request), initial=initial)
    del form.fields["activity"]

    def run() -> None:
        given = {key: value for key, value in form.cleaned_data.items() if key != "last_day"}
        register.change_group(group_id, actor=request.actor, **given)

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("Change the class"),
        action=_("Save"),
        done=_("The class is changed."),
        back=reverse("qualification:group", args=[group_id]),
    )


@requires("participants.register", "qualification.decide")
def join_group(request: Request, group_id: int) -> HttpResponse:
    """People in the same training, and in no class, become members."""
    row = participants.group_of(group_id, actor=request.actor)
    back = reverse("qualification:group", args=[group_id])
    could = participants.may_join(row, actor=request.actor, on=max(row.from_on, request.today))
    audit.searched(request.actor, "qualification.group", persons=[each.person_id for each in could])
    choices = [(str(each.id), each.person.full_name) for each in could]
    title = _("Who is in %(name)s?") % {"name": row.name}
    if not could:
        text = _("Everyone in this training is in a class already, or nobody has begun.")
        return render(request, "qualification/group_step.html", {"title": title, "text": text, "back_url": back})
    on = max(row.from_on, min(request.today, last_day_of(row)))
    form = forms.JoinForm(steps.given(request), initial={"from_on": on}, choices=choices)

    def run() -> None:
        chosen = [int(key) for key in form.cleaned_data["members"]]
        register.join_group(group_id, chosen, from_on=form.cleaned_data["from_on"], actor=request.actor)

    return steps.page(
        request, form, run, REFUSALS, title=title, action=_("Add"), done=_("They are in the class."), back=back
    )


@requires("participants.register", "qualification.decide")
def leave_group(request: Request, member_id: int) -> HttpResponse:
    """Someone leaves a class."""
    row = participants.member_of(member_id, actor=request.actor)
    form = forms.LastDayForm(steps.given(request), initial={"last_day": request.today})

    audit.read(request.actor, "qualification.group", subject_id=row.group_id, persons=[row.person_id])
    return steps.page(
        request,
        form,
        lambda: register.leave_group(member_id, last_day=form.cleaned_data["last_day"], actor=request.actor),
        REFUSALS,
        title=_("%(name)s leaves the class") % {"name": row.name},
        text=_("A day before the first takes the person out of the class. Hours that are registered stay."),
        action=_("Save"),
        done=_("The last day in the class is registered."),
        back=reverse("qualification:group", args=[row.group_id]),
    )
