"""One version of a package as a document and for a machine."""

import json
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.models import Package
from rotfeste.casework.qualification.pages.package import sections
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.letters.queries import as_document


@requires("participants.read")
def package_pdf(request: Request, package_id: int) -> HttpResponse:
    """One version as a document."""
    row = queries.package_of(package_id, actor=request.actor)
    content = {
        "title": _("Handover: %(name)s") % {"name": row.content["person"]["name"]},
        "language": str(get_language() or "nb")[:2],
        "sender": row.content["from"]["name"],
        "dated_on": row.sent_at.date().isoformat(),
        "sections": [_heading(row), *sections(row.content, on=request.today)],
    }
    answer = HttpResponse(as_document(content), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_("handover")}-{row.handover_id}-{row.number}.pdf"'
    return answer


def _heading(row: Package) -> dict[str, Any]:
    said, person = row.content, row.content["person"]
    moves_on = date_format(date.fromisoformat(said["moves_on"]), "DATE_FORMAT")
    lines = [
        f"DUF {person['duf_number']}, {_('born')} {date_format(date.fromisoformat(person['born_on']), 'DATE_FORMAT')}",
        _("From %(from)s to %(to)s, first day there %(day)s.")
        % {"from": said["from"]["name"], "to": said["to"]["name"], "day": moves_on},
        _("Contact: %(name)s, %(email)s") % said["contact"],
        _("Version %(n)s, SHA-256 %(hash)s") % {"n": row.number, "hash": row.sha256},
    ]
    return {"title": _("About the package"), "lines": lines, "tables": []}


@requires("participants.read")
def package_json(request: Request, package_id: int) -> HttpResponse:
    """One version for a machine: the very content that the hash is of."""
    row = queries.package_of(package_id, actor=request.actor)
    body = {"version": row.number, "sha256": row.sha256, "sent_at": row.sent_at.isoformat(), "content": row.content}
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True), content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="{_("handover")}-{row.handover_id}-{row.number}.json"'
    return answer
