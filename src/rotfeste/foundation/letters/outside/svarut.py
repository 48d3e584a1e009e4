"""KS Fiks SvarUt: letters by its REST interface (version 2), with receipts.

Source: developers.fiks.ks.no, SvarUt «Integrasjon med REST». Log-in by Maskinporten and the integration's password.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
from django.conf import settings

from rotfeste.foundation.letters.outside import ChannelDown, Shipment, ShipmentRefused, Told
from rotfeste.foundation.letters.outside.maskinporten import access_token
from rotfeste.foundation.letters.states import DELIVERED, FAILED, PRINT, PRINTED, READ, SENT, DispatchStatus

MEANS: dict[str, DispatchStatus] = {
    "MOTTATT": SENT,
    "AKSEPTERT": SENT,
    "VARSLET": SENT,
    "KLAR_FOR_MOTTAK": SENT,
    "SENDT_DIGITALT": DELIVERED,
    "SENDT_SDP": DELIVERED,
    "LEVERT_SDP": DELIVERED,
    "LEST": READ,
    "SENDT_PRINT": PRINT,
    "PRINTET": PRINTED,
    "AVVIST": FAILED,
    "IKKE_LEVERT": FAILED,
}
"""SvarUt's words and what they mean for a dispatch; others are kept as told and move nothing."""


class SvarUt:
    """One account at SvarUt."""

    name = "svarut"
    takes_document = True

    def __init__(self, options: dict[str, str] | None = None, token: Callable[[], str] | None = None) -> None:
        self.options = options if options is not None else settings.SVARUT
        self.token = token or (lambda: access_token(self.options))

    def send(self, shipment: Shipment) -> str:
        """Send it; print is the way out when nobody reads it."""
        document = (shipment.filename, shipment.document, "application/pdf")
        parts = {
            "forsendelse": (None, json.dumps(self._described(shipment), ensure_ascii=False), "application/json"),
            "dokument": document,
        }
        answer = self._ask("POST", "forsendelser/", files=parts)
        if 400 <= answer.status_code < 500:
            raise ShipmentRefused(f"{answer.status_code} {self._message(answer)}")
        return str(answer.json()["id"])

    def find(self, reference: str) -> str | None:
        """What SvarUt has under our reference."""
        answer = self._ask("GET", "forsendelser/", params={"eksternReferanse": reference})
        found = answer.json() if answer.status_code == 200 else []
        return str(found[0]["id"]) if found else None

    def receipts(self, shipment: str) -> list[Told]:
        """The shipment's events."""
        answer = self._ask("GET", f"forsendelser/{shipment}/hendelser")
        if answer.status_code != 200:
            raise ChannelDown(f"{answer.status_code} {self._message(answer)}")
        return [
            Told(event["status"], MEANS.get(event["status"]), datetime.fromisoformat(event["tidspunkt"]))
            for event in answer.json()
        ]

    def _described(self, shipment: Shipment) -> dict[str, Any]:
        to = shipment.recipient
        return {
            "eksternReferanse": shipment.reference,
            "avgivendeSystem": "Rotfeste",
            "tittel": shipment.title,
            "mottaker": {
                "navn": to.name,
                "adresselinje1": to.address,
                "postnummer": to.postcode,
                "poststed": to.city,
                "landkode": to.country,
                **({"digitalId": to.digital_id} if to.digital_id else {}),
            },
            "krevNiva4Innlogging": shipment.security_level == "high",
            "kunDigitalLevering": False,
            "utskriftskonfigurasjon": {"utskriftMedFarger": False, "tosidig": True},
            "dokumenter": [{"filnavn": shipment.filename, "mimeType": "application/pdf"}],
        }

    def _ask(self, method: str, path: str, **what: Any) -> httpx.Response:
        address = f"{self.options['url']}/api/v2/kontoer/{self.options['account']}/{path}"
        headers = {
            "Authorization": f"Bearer {self.token()}",
            "IntegrasjonId": self.options["integration_id"],
            "IntegrasjonPassord": self.options["integration_password"],
        }
        try:
            answer = httpx.request(method, address, headers=headers, timeout=60, **what)
        except httpx.HTTPError as error:
            raise ChannelDown(type(error).__name__) from error
        if answer.status_code in (401, 403, 408, 429) or answer.status_code >= 500:
            raise ChannelDown(f"{answer.status_code} {self._message(answer)}")
        return answer

    @staticmethod
    def _message(answer: httpx.Response) -> str:
        """What was wrong, without repeating what we sent."""
        try:
            return str(answer.json().get("message", ""))[:200]
        except (ValueError, AttributeError):
            return ""
