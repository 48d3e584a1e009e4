"""The administrator manages the own organisation's users. Roles are ended, not removed, and so are the history."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rotfeste.foundation.access import actions, queries
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.forms import AddUserForm


@require_GET
@requires("access.administer")
def users(request: Request) -> HttpResponse:
    """Who holds which role, and who held it before."""
    roles = list(queries.staff(request.actor, on=request.today))
    held = [role for role in roles if role.valid_until is None or role.valid_until > request.today]
    ended = [role for role in roles if role not in held]
    return render(request, "access/users.html", {"held": held, "ended": ended})


@requires("access.administer")
def add_user(request: Request) -> HttpResponse:
    """Give a person a role."""
    form = AddUserForm(request.POST if request.method == "POST" else request.held, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            role = actions.grant_role(
                subject=actions.subject_of(given["birth_number"]),
                name=given["name"],
                email=given["email"],
                organisation_id=given["organisation"].id,
                role=given["role"],
                from_on=request.today,
                actor=request.actor,
            )
        except actions.AlreadyHeld:
            form.add_error("role", _("The person holds this role already."))
        else:
            text = _("%(name)s now has the role %(role)s.")
            messages.success(request, text % {"name": role.user.name, "role": role.get_role_display()})
            return redirect("users")
    return render(request, "access/add_user.html", {"form": form})


@requires("access.administer")
def end_role(request: Request, assignment_id: int) -> HttpResponse:
    """End a role from today, after a question."""
    role = queries.staff(request.actor, on=request.today).get(id=assignment_id)
    if request.method == "POST":
        try:
            actions.end_role(assignment_id, on=request.today, actor=request.actor)
            text = _("%(name)s no longer has the role %(role)s.")
            messages.success(request, text % {"name": role.user.name, "role": role.get_role_display()})
        except actions.CannotEndOwnRole:
            text = _("You cannot end your own role as administrator. Another administrator must do it.")
            messages.warning(request, text)
        return redirect("users")
    return render(request, "access/end_role.html", {"role": role})
