"""What municipalities offer, for machines: JSON and CSV at stable addresses. docs/formats/self-settlement.md."""

import csv
import hashlib
import io
import json
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from rotfeste.casework.self_settlement import queries
from rotfeste.casework.self_settlement.queries import Answer
from rotfeste.foundation.access.doorway import Request, open_to_all

NORWEGIAN = {"yes": "ja", "by_appointment": "etter_avtale", "no": "nei", "": "ikke_besvart"}
FIELDS = (
    "kommunenummer",
    "kommune",
    "fylkesnummer",
    "tillates",
    "ledige_plasser",
    "vilkaar",
    "hoyeste_husleie",
    "telefon",
    "epost",
    "nettside",
    "spraak",
    "oppdatert",
)
AN_HOUR = "public, max-age=3600"


def wire(row: Answer) -> dict[str, Any]:
    """One municipality, in the names of the format."""
    values = (
        row.code,
        row.name,
        row.county_code,
        NORWEGIAN[row.allowed],
        row.places,
        list(row.conditions),
        row.highest_rent_nok,
        row.phone,
        row.email,
        row.web,
        list(row.languages),
        row.updated_on.isoformat() if row.updated_on else None,
    )
    return dict(zip(FIELDS, values, strict=True))


@require_safe
@open_to_all("open data about municipalities")
def as_json(request: Request) -> HttpResponse:
    """Every municipality, in the order of the alphabet."""
    rows = [wire(row) for row in queries.answers(request.today)]
    body = json.dumps({"dato": request.today.isoformat(), "kommuner": rows}, ensure_ascii=False)
    return _kept(request, body, "application/json; charset=utf-8")


@require_safe
@open_to_all("open data about municipalities")
def as_csv(request: Request) -> HttpResponse:
    """The same as a table; several values in one cell stand with a space between."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    for row in queries.answers(request.today):
        writer.writerow({key: " ".join(v) if isinstance(v, list) else v for key, v in wire(row).items()})
    return _kept(request, text.getvalue(), "text/csv; charset=utf-8")


def _kept(request: Request, body: str, kind: str) -> HttpResponse:
    """The answer with what caches need: a tag of the content, and how long it may be kept."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    same = tag in request.headers.get("If-None-Match", "")
    answer: HttpResponse = HttpResponseNotModified() if same else HttpResponse(body, content_type=kind)
    for name, value in (("ETag", tag), ("Cache-Control", AN_HOUR), ("Access-Control-Allow-Origin", "*")):
        answer.headers[name] = value
    return answer
