"""Permits handed in by the authorities' own system: who may, what is answered, and that a call made twice is one."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from rotfeste.casework.settlement.models import Case
from rotfeste.doors.exchange.token import Caller
from rotfeste.doors.exchange.v1.api import api
from rotfeste.foundation.access import walls
from tests.builders import House, a_family, a_row

pytestmark = pytest.mark.django_db
SENDER = "974760983"
SNAPSHOT = Path(__file__).resolve().parents[3] / "src/rotfeste/doors/exchange/v1/openapi.json"


class Issuer:
    """A token issuer with its keys on the net, as Maskinporten has them."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "a"})
        issuer = self

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps({"keys": [issuer.key.as_dict(private=False)]}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Keys)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, key: RSAKey | None = None, **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": "http://rotfeste",
            "exp": now + 100,
            "iat": now,
            "scope": "rotfeste:permits.write",
            "consumer": {"authority": "iso6523-actorid-upis", "ID": f"0192:{SENDER}"},
            **changes,
        }
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    made = Issuer()
    settings.MASKINPORTEN = {
        "issuer": made.address,
        "jwks_uri": f"{made.address}/jwk",
        "audience": "http://rotfeste",
        "permit_senders": [SENDER],
    }
    Caller._keys = None
    yield made
    made.server.shutdown()


def as_json(rows: list[dict[str, str]], house: House) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "centre": house.centre.organisation_number,
            "languages": row["languages"].split(),
            "related_to": row["related_to"].split(),
        }
        for row in rows
    ]


def call(token: str, rows: Any, key: str = "k1", query: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
    return Client().post(f"/api/v1/permits{query}", json.dumps(rows), content_type="application/json", headers=headers)


def test_a_family_comes_in_and_gets_its_case(issuer: Issuer) -> None:
    house = House()
    answer = call(issuer.token(), as_json(a_family(), house))
    assert answer.status_code == 200, answer.content
    assert (answer.json()["status"], answer.json()["new"], answer.json()["faults"]) == ("taken_in", 4, [])
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).get().size == 4


def test_the_same_call_twice_is_one(issuer: Issuer) -> None:
    house = House()
    rows = as_json([a_row()], house)
    first, second = call(issuer.token(), rows), call(issuer.token(), rows)
    assert first.json()["delivery"] == second.json()["delivery"]
    other = call(issuer.token(), as_json([a_row()], house))
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-used")
    assert call(issuer.token(), rows, key="").status_code == 400
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).count() == 1


def test_a_wrong_row_is_told_with_its_remedy_in_both_languages_and_without_its_value(issuer: Issuer) -> None:
    house = House()
    rows = as_json(a_family(), house)
    rows[2]["born_on"] = "2018-13-40"
    answer = call(issuer.token(), rows)
    (fault,) = answer.json()["faults"]
    assert (fault["row"], fault["field"], fault["code"]) == (3, "born_on", "not_a_date")
    assert fault["nb"] != fault["nn"] and "2018-13-40" not in answer.content.decode()
    assert answer.json()["held"] == 3


def test_a_dry_run_keeps_nothing(issuer: Issuer) -> None:
    house = House()
    answer = call(issuer.token(), as_json([a_row()], house), query="?dry_run=true")
    assert answer.json()["new"] == 1
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).count() == 0


def test_only_the_right_token_opens_the_door(issuer: Issuer) -> None:
    now, other = int(time.time()), RSAKey.generate_key(2048, {"kid": "b"})
    refused = {
        "scope": {"scope": "rotfeste:other"},
        "aud": {"aud": "http://elsewhere"},
        "iss": {"iss": "http://elsewhere"},
        "exp": {"exp": now - 60},
        "iat": {"iat": now + 600},
        "consumer": {"consumer": {"ID": "9999:1"}},
    }
    for claim, changes in refused.items():
        answer = call(issuer.token(**changes), [])
        assert answer.status_code == 401, claim
        assert claim in answer.json()["detail"]
    assert call(issuer.token(key=other), []).status_code == 401
    assert call("not.a.token", []).status_code == 401
    assert Client().post("/api/v1/permits", "[]", content_type="application/json").status_code == 401
    stranger = call(issuer.token(consumer={"ID": "0192:999999999"}), [{}])
    assert stranger.status_code in (403, 422)


def test_a_call_that_does_not_fit_the_description_is_told_where(issuer: Issuer) -> None:
    answer = call(issuer.token(), [{"duf_number": "201700000000"}])
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert any("given_name" in fault["place"] for fault in answer.json()["detail"])


def test_the_description_is_the_one_that_was_agreed() -> None:
    now = json.dumps(api.get_openapi_schema(), indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"
    assert SNAPSHOT.read_text(encoding="utf-8") == now, "run `manage.py openapi` and read the difference"
