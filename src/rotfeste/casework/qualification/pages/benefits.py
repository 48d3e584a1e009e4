"""The introduction benefit: computed, approved, and out as a file."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.casework.qualification import actions, forms, payroll, queries, words
from rotfeste.casework.qualification.pages.participant import benefit_tag
from rotfeste.casework.qualification.pages.step import step, where
from rotfeste.casework.qualification.rules.benefit import first_of_next, months_between
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.fields import FIRST_YEAR, LAST_YEAR
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import enrolment_of


def month_words(month: date) -> str:
    """«november 2017»."""
    return str(date_format(month, "F Y"))


@requires("qualification.decide")
def compute(request: Request, enrolment_id: int) -> HttpResponse:
    """One month's benefit is computed from what is registered."""
    row = enrolment_of(enrolment_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Enrolment.DoesNotExist
    over = min(request.today, row.ended_on or row.until_on or request.today)
    choices = [(m.isoformat(), month_words(m)) for m in reversed(list(months_between(row.started_on, over)))]

    def form(data: object, *, initial: dict[str, object]) -> forms.BenefitForm:
        return forms.BenefitForm(data, initial=initial, months=choices)

    return step(
        request,
        row.person_id,
        form,
        title=_("Compute the benefit"),
        text=_("The benefit is computed from what is registered: days in the programme, leave and absence.")
        if choices
        else _("No month in the programme is over yet. A month's benefit is computed when it is."),
        action=_("Compute"),
        done=_("The benefit is computed. See the calculation, and approve it."),
        run=lambda given: actions.compute_benefit(
            enrolment_id,
            date.fromisoformat(given.cleaned_data["month"]),
            other_benefits_nok=given.cleaned_data["other_benefits_nok"] or 0,
            work_nok=given.cleaned_data["work_nok"] or 0,
            today=request.today,
            actor=request.actor,
        ),
    )


@requires("participants.read")
def benefit(request: Request, benefit_id: int) -> HttpResponse:
    """The calculation of one month, line by line."""
    row = queries.benefit_of(benefit_id, actor=request.actor)
    audit.read(request.actor, "qualification.benefit", subject_id=row.id, persons=[row.person_id])
    context = {
        "row": row,
        "month": month_words(row.month),
        "person_url": where(request, row.person_id),
        "tag": benefit_tag(row.status),
        "lines": [(*words.line_words(line), words.amount(line["amount_nok"]), line) for line in row.lines],
        "may_decide": request.actor.may("qualification.decide") and row.organisation_id in request.actor.organisations,
    }
    return render(request, "qualification/benefit.html", context)


@require_POST
@requires("qualification.decide")
def approve(request: Request, benefit_id: int) -> HttpResponse:
    """The amount is right."""
    return _done(request, benefit_id, back=False)


@require_POST
@requires("qualification.decide")
def take_back(request: Request, benefit_id: int) -> HttpResponse:
    """The amount was wrong after all."""
    return _done(request, benefit_id, back=True)


def _done(request: Request, benefit_id: int, *, back: bool) -> HttpResponse:
    try:
        if back:
            actions.take_back_approval(benefit_id, actor=request.actor)
        else:
            actions.approve_benefit(benefit_id, today=request.today, actor=request.actor)
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, _("The approval is taken back.") if back else _("The benefit is approved."))
    return redirect("qualification:benefit_month", benefit_id)


@requires("qualification.decide")
def benefits(request: Request) -> HttpResponse:
    """The benefits of one month in the municipality, and the payslip basis."""
    month = _month(request, request.GET.get("month", ""))
    rows = list(queries.benefits_in(month, actor=request.actor))
    audit.searched(request.actor, "qualification.benefits", persons=[row.person_id for row in rows])
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    here = reverse("qualification:benefits")
    context = {
        "month": month,
        "title": month_words(month),
        "rows": [(row, benefit_tag(row.status)) for row in rows],
        "total": sum(row.amount_nok for row in rows),
        "approved": sum(row.status == "approved" for row in rows),
        "before": (f"{here}?month={before:%Y-%m}", month_words(before)),
        "after": (f"{here}?month={first_of_next(month):%Y-%m}", month_words(first_of_next(month))),
    }
    return render(request, "qualification/benefits.html", context)


def _month(request: Request, text: str) -> date:
    """The month that is named, «2017-10»; otherwise the last one that is over."""
    try:
        named = date.fromisoformat(f"{text}-01")
    except ValueError:
        named = date.min
    if not FIRST_YEAR <= named.year <= LAST_YEAR:
        first = request.today.replace(day=1)
        return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return named


@require_POST
@requires("qualification.decide")
def send(request: Request) -> HttpResponse:
    """The approved benefits of a month leave as a file; each leaves once."""
    month = _month(request, request.POST.get("month", ""))
    try:
        rows = actions.send_to_payroll(month, today=request.today, actor=request.actor)
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
        return redirect(f"{reverse('qualification:benefits')}?month={month:%Y-%m}")
    answer = HttpResponse(payroll.as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="introduksjonsstonad-{month:%Y-%m}.csv"'
    return answer
