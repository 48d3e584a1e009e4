"""Letters leave by SvarUt: the client against a small server of our own that speaks SvarUt's form over real HTTP."""

import json
import threading
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from rotfeste.foundation.letters.outside import ChannelDown, Shipment, ShipmentRefused
from rotfeste.foundation.letters.outside.maskinporten import access_token
from rotfeste.foundation.letters.outside.svarut import SvarUt
from rotfeste.foundation.letters.rules import Recipient
from rotfeste.foundation.letters.states import PRINT, READ, SENT

ACCOUNT = "/api/v2/kontoer/konto-1/forsendelser/"
KEY = RSAKey.generate_key(2048)


class Server(ThreadingHTTPServer):
    """SvarUt and Maskinporten in one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[tuple[dict[str, Any], bytes, dict[str, str]]] = []
        self.events: list[dict[str, str]] = []
        self.fails_with = 0
        self.assertions: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, status: int, body: object) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/token":
            self.server.assertions.append(jwt.decode(parse_qs(body.decode())["assertion"][0], KEY).claims)
            return self.answer(200, {"access_token": "token-1", "expires_in": 119})
        if self.server.fails_with:
            return self.answer(self.server.fails_with, {"message": "ikke nå"})
        kind = self.headers["Content-Type"].encode()
        parts = cast(
            list[Message], BytesParser().parsebytes(b"Content-Type: " + kind + b"\r\n\r\n" + body).get_payload()
        )
        described, document = (cast(bytes, part.get_payload(decode=True)) for part in parts)
        shipment = json.loads(described)
        if not shipment["mottaker"].get("postnummer", "").isdigit():
            return self.answer(400, {"message": "postnummer mangler"})
        self.server.received.append((shipment, document, dict(self.headers)))
        return self.answer(201, {"id": f"forsendelse-{len(self.server.received)}"})

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == ACCOUNT:
            wanted = parse_qs(address.query)["eksternReferanse"][0]
            found = [row for row, _, _ in self.server.received if row["eksternReferanse"] == wanted]
            return self.answer(200, [{"id": f"forsendelse-{n + 1}"} for n, _ in enumerate(found)])
        if address.path.endswith("/hendelser") and not self.server.fails_with:
            return self.answer(200, self.server.events)
        return self.answer(self.server.fails_with or 404, {})


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def options_for(server: Server) -> dict[str, str]:
    return {
        "url": server.url,
        "account": "konto-1",
        "integration_id": "integrasjon-1",
        "integration_password": "hemmelig",
        "maskinporten_issuer": server.url,
        "maskinporten_client_id": "klient-1",
        "maskinporten_key": KEY.as_pem(private=True).decode(),
    }


def a_client(server: Server) -> SvarUt:
    return SvarUt(options_for(server))


def a_shipment(postcode: str = "2080", level: str = "substantial") -> Shipment:
    to = Recipient("person", 1, "Amina Ali Østby", "Eidsvoll mottak", postcode, "Eidsvoll", digital_id="12057900499")
    return Shipment("rotfeste-2017-1", "Vedtak om bosetting i Ås", to, b"%PDF-1.7 \xe6", "2017-000001.pdf", level)


def test_a_shipment_carries_address_reference_and_document(server: Server) -> None:
    assert a_client(server).send(a_shipment(level="high")) == "forsendelse-1"
    described, document, headers = server.received[0]
    assert document == b"%PDF-1.7 \xe6"
    assert described["eksternReferanse"] == "rotfeste-2017-1"
    assert described["mottaker"]["navn"] == "Amina Ali Østby"
    assert described["mottaker"]["postnummer"] == "2080"
    assert described["krevNiva4Innlogging"]
    assert not described["kunDigitalLevering"]
    assert described["dokumenter"] == [{"filnavn": "2017-000001.pdf", "mimeType": "application/pdf"}]
    headers = {name.lower(): value for name, value in headers.items()}
    assert (headers["authorization"], headers["integrasjonid"]) == ("Bearer token-1", "integrasjon-1")


def test_what_was_sent_is_found_by_our_reference(server: Server) -> None:
    client = a_client(server)
    assert client.find("rotfeste-2017-1") is None
    client.send(a_shipment())
    assert client.find("rotfeste-2017-1") == "forsendelse-1"


def test_receipts_are_told_in_our_words_too(server: Server) -> None:
    server.events = [
        {"status": "LEST", "tidspunkt": "2017-12-02T10:00:00+01:00"},
        {"status": "AKSEPTERT", "tidspunkt": "2017-12-01T10:00:00+01:00"},
        {"status": "SENDT_PRINT", "tidspunkt": "2017-12-04T10:00:00+01:00"},
        {"status": "NOE_NYTT", "tidspunkt": "2017-12-05T10:00:00+01:00"},
    ]
    assert [told.status for told in a_client(server).receipts("forsendelse-1")] == [READ, SENT, PRINT, None]


def test_a_shipment_that_svarut_does_not_take_is_refused(server: Server) -> None:
    with pytest.raises(ShipmentRefused, match="400 postnummer mangler"):
        a_client(server).send(a_shipment(postcode="-"))


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_svarut_that_fails_is_down(server: Server, status: int) -> None:
    server.fails_with = status
    with pytest.raises(ChannelDown, match=str(status)):
        a_client(server).send(a_shipment())
    with pytest.raises(ChannelDown):
        a_client(server).receipts("forsendelse-1")


def test_a_svarut_that_is_not_there_is_down() -> None:
    client = SvarUt({"url": "http://127.0.0.1:9", "account": "", "integration_id": "", "integration_password": ""}, str)
    with pytest.raises(ChannelDown, match="ConnectError"):
        client.send(a_shipment())


def test_the_assertion_to_maskinporten_is_short_lived_and_used_once(server: Server) -> None:
    for _ in range(2):
        assert access_token(options_for(server)) == "token-1"
    one, two = server.assertions
    assert (one["aud"], one["scope"]) == (server.url, "ks:fiks")
    assert one["exp"] - one["iat"] <= 120
    assert one["jti"] != two["jti"]
