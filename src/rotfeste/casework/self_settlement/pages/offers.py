"""The municipality's own answer, which is public."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rotfeste.casework.self_settlement import actions, queries
from rotfeste.casework.self_settlement.forms import OfferForm
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation


@requires("self_settlement.offer")
def offer(request: Request) -> HttpResponse:
    """What the municipality offers and asks; saved, it stands on the open page at once."""
    own = Organisation.objects.filter(id=request.actor.known_organisation, kind="municipality").first()
    if own is None:
        raise Http404
    known = queries.answer_of(own.place_code or "", request.today)
    initial = (
        {name: getattr(known, name) for name in OfferForm.base_fields if getattr(known, name)}
        | {"places": known.places}
        if known
        else {}
    )
    form = OfferForm(request.POST if request.method == "POST" else request.held, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.offer(own.id, form.cleaned_data, today=request.today, actor=request.actor)
        messages.success(request, _("Published. Everyone can see it now."))
        return redirect("self_settlement:offer")
    context = {"form": form, "organisation": own, "known": known}
    return render(request, "self_settlement/offer.html", context)
