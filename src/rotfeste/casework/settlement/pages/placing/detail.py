"""One proposal in the workbench: who it is, why there, what dwellings are known, and why not another municipality."""

from typing import Any

from django.utils.translation import gettext as _

from rotfeste.casework.settlement.forms.placing import ElsewhereForm, LeaveForm
from rotfeste.casework.settlement.models import Placement, Proposal
from rotfeste.casework.settlement.pages.placing import sources, words
from rotfeste.casework.settlement.pages.words import days_left, group_label, request_tag, risk_tag
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.clocks import risk
from rotfeste.casework.settlement.states import CaseStatus, ProposalStatus
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Tag
from rotfeste.registers.persons.countries import country_name


def detail(request: Request, row: Placement, proposal_id: int, forms: dict[str, Any]) -> dict[str, Any]:
    """Everything about one proposal; the reading is recorded."""
    actor = request.actor
    line = placing.proposal(row.id, proposal_id, actor=actor)
    each = line.row
    ids = [member.person_id for member in line.members]
    audit.read(actor, "settlement.proposal", subject_id=each.case_id, persons=ids)
    names = dict(Organisation.objects.filter(kind="municipality").order_by("name").values_list("id", "name"))
    high = actor.level == "high"
    places = sorted(names.items(), key=lambda pair: pair[1])
    asked = request.GET.get("why", "")
    open_now = each.status == ProposalStatus.OPEN and each.case.status == CaseStatus.READY
    return {
        "each": each,
        "members": line.members,
        "country": country_name(next((m.citizenship for m in line.members), "")),
        "group": group_label(each.case.group, each.case.resettlement),
        "left": Tag(
            days_left((each.case.deadline_on - request.today).days),
            risk_tag(risk(each.case.deadline_on, request.today)).colour,
        ),
        "each_tag": words.proposal_tag(each),
        "request_tag": request_tag(each.request.status) if each.request else None,
        "open_now": open_now,
        "points": words.points(each.points),
        "price": each.price,
        "price_text": words.points(each.price),
        "parts": sources.part_lines(row, each),
        "housing": words.housing_lines(each),
        "large_from": row.terms.get("large_from"),
        "alternatives": [{**said, "name": names.get(said["key"], "")} for said in each.alternatives],
        "ruled": [
            (words.rule_text(rule, health=high), count)
            for rule, count in sorted(each.ruled_out.items(), key=lambda pair: -pair[1])
        ],
        "checks": [words.CHECKS[key] for key in each.checks if key != "care" or high],
        "refused_by": [names.get(key, "") for key in each.refused],
        "forbidden": [names.get(key, "") for key in each.forbidden],
        "places": places,
        "asked": int(asked) if asked.isdigit() else None,
        "why": why(request, each, int(asked), names, high) if asked.isdigit() else None,
        "override_form": forms.get("override") or ElsewhereForm(places=places, prefix="override"),
        "forbid_form": forms.get("forbid") or ElsewhereForm(places=places, prefix="forbid"),
        "skip_form": forms.get("skip") or LeaveForm(prefix="skip"),
        "unfolded": next(iter(forms), ""),
    }


def why(request: Request, row: Proposal, organisation_id: int, names: dict[int, str], high: bool) -> dict[str, Any]:
    """«Why not there?» answered in words and numbers."""
    name = names.get(organisation_id, "")
    if organisation_id == row.organisation_id:
        return {"name": name, "text": _("It is the one that is proposed.")}
    try:
        said = placing.why_not(row, organisation_id, actor=request.actor)
    except KeyError:
        return {"name": name, "text": _("It was not among the municipalities of this round.")}
    if said.rule:
        return {"name": name, "text": " ".join(words.ruled_out(said, health=high)), "rule": True}
    return {"name": name, "text": " ".join(words.why_not(said))}
