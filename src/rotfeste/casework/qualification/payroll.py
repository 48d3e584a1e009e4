"""The payslip basis: one line for each participant and month. The format stands in docs/formats/payslip-basis.md."""

import csv
import io
from collections.abc import Iterable

from rotfeste.casework.qualification.models import BenefitMonth

FIELDS = (
    "maaned",
    "duf_nummer",
    "fornavn",
    "etternavn",
    "foedselsdato",
    "organisasjon",
    "beloep",
    "andre_ytelser",
    "arbeidsinntekt",
    "antatt",
    "godkjent",
)


def as_csv(rows: Iterable[BenefitMonth]) -> bytes:
    """Semicolons, UTF-8 with byte order mark, decimal-free kroner: as spreadsheets in Norway open it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    for row in rows:
        paid = row.payee
        writer.writerow(
            [
                f"{row.month:%Y-%m}",
                paid["duf_number"],
                plain(paid["given_name"]),
                plain(paid["family_name"]),
                paid["born_on"],
                row.organisation_id,
                row.amount_nok,
                row.other_benefits_nok,
                row.work_nok,
                "ja" if row.assumed else "nei",
                row.approved_on.isoformat() if row.approved_on else "",
            ]
        )
    return ("\ufeff" + text.getvalue()).encode()


def plain(text: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
