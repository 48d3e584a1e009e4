"""The open pages: which municipalities take part, each one's own page to share, and reports about money."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rotfeste.casework.self_settlement import actions, queries
from rotfeste.casework.self_settlement.plain import words
from rotfeste.casework.self_settlement.plain.forms import ReportForm
from rotfeste.casework.self_settlement.queries import Answer
from rotfeste.foundation.access import attempts
from rotfeste.foundation.access.doorway import Request, open_to_all
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.foundation.ui.qr import qr_code
from rotfeste.foundation.ui.tiles import MARGIN, STEP

PAGE_SIZE = 20
MOST_REPORTS = 5
"""Reports an hour from one address: enough for a whole centre on a bad day, too few to drown the others."""
ORDER = {"yes": 0, "by_appointment": 1, "no": 2, "": 3}


@in_own_language
@open_to_all("what municipalities offer is public, and holds nothing about persons")
def overview(request: Request) -> HttpResponse:
    """Which municipalities take part: a map, a search, and a list with those that say yes first."""
    every = queries.answers(request.today)
    wanted, allowed = request.GET.get("q", "").strip(), request.GET.get("allowed", "")
    found = [row for row in every if wanted.casefold() in row.name.casefold() or wanted == row.code]
    if allowed in ORDER and "allowed" in request.GET and allowed != "":
        found = [row for row in found if row.allowed == allowed]
    found.sort(key=lambda row: ORDER[row.allowed])
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "rows": [(row, words.ALLOWED[row.allowed], words.ICONS[row.allowed]) for row in page],
        "q": wanted,
        "allowed": allowed,
        "choices": [(code, words.ALLOWED[code]) for code in ("yes", "by_appointment", "no")],
        "squares": squares(every),
        "legend": [(code or "none", words.ALLOWED[code], counted(every, code)) for code in ORDER],
        "kept": kept.urlencode(),
    }
    return render(request, "self_settlement/plain/overview.html", context)


def counted(every: list[Answer], code: str) -> int:
    """How many municipalities have given this answer."""
    return sum(row.allowed == code for row in every)


def squares(every: list[Answer]) -> dict[str, object]:
    """The map: one square for each municipality, coloured by its answer."""
    return {
        "width": (max((row.tile[0] for row in every), default=0) + 1) * STEP + 2 * MARGIN,
        "height": (max((row.tile[1] for row in every), default=0) + 1) * STEP + 2 * MARGIN,
        "rows": [
            (row, MARGIN + row.tile[0] * STEP, MARGIN + row.tile[1] * STEP, words.ALLOWED[row.allowed]) for row in every
        ],
    }


@in_own_language
@open_to_all("what a municipality offers is public, and holds nothing about persons")
def municipality(request: Request, code: str) -> HttpResponse:
    """One municipality's page, with a short address and a square to share."""
    answer = queries.answer_of(code, request.today)
    if answer is None:
        raise Http404
    address = settings.BASE_URL + reverse("share_municipality", args=[code])
    context = {
        "answer": answer,
        "allowed": words.ALLOWED[answer.allowed],
        "icon_name": words.ICONS[answer.allowed],
        "conditions": [(row, words.CONDITIONS[row]) for row in answer.conditions],
        "spoken": [settings.PLAIN_LANGUAGES[row] for row in answer.languages if row in settings.PLAIN_LANGUAGES],
        "address": address,
        "qr": qr_code(address, _("QR code")),
    }
    return render(request, "self_settlement/plain/municipality.html", context)


@in_own_language
@open_to_all("anyone may tell that money is demanded, without saying who they are")
def report(request: Request) -> HttpResponse:
    """Tell that someone demands money. Nothing about who asks is kept but what they write."""
    known = [(row.code, row.name) for row in places.tiles(request.today)]
    form = ReportForm(request.POST or None, places=known)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        if attempts.too_many("report", request, most=MOST_REPORTS, now=now):
            form.add_error(None, _("Too many have written from here in the last hour. Wait a while and try again."))
        else:
            attempts.count("report", request, now=now)
            actions.report_money(language=translation.get_language() or "nb", now=now, **form.cleaned_data)
            return redirect("self_settlement:reported")
    return render(request, "self_settlement/plain/report.html", {"form": form})


@in_own_language
@open_to_all("it only says thank you")
def reported(request: Request) -> HttpResponse:
    """The report has come in."""
    return render(request, "self_settlement/plain/reported.html", {})
