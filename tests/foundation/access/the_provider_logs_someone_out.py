"""The person logs out elsewhere: the provider tells, and our session is over."""

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pytest_django import Settings

from rotfeste.foundation.access.models import ProviderSession
from rotfeste.foundation.access.outside import LOGGED_OUT, Provider
from rotfeste.foundation.access.session import keyed_hash
from tests.foundation.access.conftest import Ansattporten

KEY = RSAKey.generate_key(2048, parameters={"kid": "theirs"})
ISSUER = "http://127.0.0.1:9/issuer"


@pytest.fixture
def page(provider: Ansattporten, settings: Settings, db: None) -> Client:
    settings.OIDC = {**provider.options(), "issuer": ISSUER}
    published = {
        f"{ISSUER}/.well-known/openid-configuration": {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"},
        f"{ISSUER}/jwks": KeySet([KEY]).as_dict(private=False),
    }
    Provider._known |= {address: (time.monotonic(), body) for address, body in published.items()}
    return Client()


def a_token(key: RSAKey = KEY, **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": "rotfeste",
        "iat": now,
        "exp": now + 60,
        "jti": "1",
        "sid": "session-1",
        "events": {LOGGED_OUT: {}},
    }
    kept = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "theirs"}, kept, key)


def a_session(page: Client) -> str:
    session = page.session
    session["assignment_id"] = 1
    session.save()
    assert session.session_key is not None
    ProviderSession.objects.create(sid=keyed_hash("sid", "session-1"), session_key=session.session_key)
    return str(session.session_key)


def test_our_session_ends_with_the_providers(page: Client) -> None:
    key = a_session(page)
    answer = page.post("/log-in/provider/logged-out/", {"logout_token": a_token()})
    assert answer.status_code == 200
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    "changes", [{"sid": None}, {"events": {}}, {"nonce": "n"}, {"aud": "other"}, {"iss": "other"}, {"exp": 1, "iat": 1}]
)
def test_what_is_not_a_word_of_log_out_ends_nothing(page: Client, changes: dict[str, Any]) -> None:
    key = a_session(page)
    assert page.post("/log-in/provider/logged-out/", {"logout_token": a_token(**changes)}).status_code == 400
    assert Session.objects.filter(session_key=key).exists()


def test_a_word_of_log_out_from_someone_else_ends_nothing(page: Client) -> None:
    key = a_session(page)
    token = a_token(RSAKey.generate_key(2048))
    assert page.post("/log-in/provider/logged-out/", {"logout_token": token}).status_code == 400
    assert Session.objects.filter(session_key=key).exists()
