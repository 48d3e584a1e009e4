"""The log-in provider: OpenID Connect as Ansattporten and ID-porten speak it.

Authorization code with PKCE and a pushed request (PAR), our key instead of a password, and every claim verified here:
the provider does not control who may ask for which resource, so organisation and resource are checked on our side.
Source: docs.digdir.no, «OIDC-protokollen» and «Ansattporten»; RFC 7636, 9126, 9207 and 9396.
"""

import base64
import hashlib
import hmac
import secrets
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from rotfeste.foundation.access.rules import level_reached

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256"]
RESOURCE_TYPE = "ansattporten:altinn:resource"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
PATIENCE = 10
SKEW = 10
"""Seconds: how long we wait for an answer, and how far the provider's clock may be from ours."""
PENDING_SECONDS = 600
"""A log-in that was begun must be completed within ten minutes."""
KEYS_SECONDS = 3600


class LogInRefused(Exception):
    """What the provider sent is not a log-in that we accept."""


class ProviderDown(Exception):
    """The provider does not answer as it should."""


@dataclass(frozen=True)
class Pending:
    """A log-in that has begun: what must come back, kept in the session meanwhile."""

    state: str
    nonce: str
    verifier: str
    acr: str
    begun_at: float

    def kept(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class LogIn:
    """A log-in that was verified."""

    pid: str
    """The national identity number, or the provider's subject where there is none. Only a keyed hash of it is kept."""
    level: str
    sid: str
    organisation_numbers: frozenset[str]
    """The organisations that the person may act for with our resource."""


class Provider:
    """One provider, and us as its client."""

    _known: dict[str, tuple[float, dict[str, Any]]] = {}

    def __init__(self, options: Mapping[str, str]) -> None:
        self.issuer, self.client_id = options["issuer"].rstrip("/"), options["client_id"]
        self.acr, self.resource = options["acr"], options["resource"]
        self.key = RSAKey.import_key(options["private_key"])

    def begin(self, *, redirect_uri: str, acr: str = "", language: str = "nb") -> tuple[str, Pending]:
        """Push our request, and give the address to send the person to, with what must come back."""
        pending = Pending(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(64),
            acr=acr or self.acr,
            begun_at=time.time(),
        )
        challenge = base64.urlsafe_b64encode(hashlib.sha256(pending.verifier.encode()).digest()).rstrip(b"=")
        details = f'[{{"type":"{RESOURCE_TYPE}","resource":"{self.resource}"}}]'
        request = {
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "scope": "openid profile",
            "state": pending.state,
            "nonce": pending.nonce,
            "code_challenge": challenge.decode(),
            "code_challenge_method": "S256",
            "acr_values": pending.acr,
            "ui_locales": language,
            "authorization_details": details,
            **({"prompt": "login"} if acr else {}),
        }
        pushed = self._post("pushed_authorization_request_endpoint", request)
        query = urlencode({"client_id": self.client_id, "request_uri": pushed["request_uri"]})
        return f"{self._about('authorization_endpoint')}?{query}", pending

    def finish(self, answer: Mapping[str, str], pending: Pending, *, redirect_uri: str) -> LogIn:
        """Turn what came back into a log-in. Raises LogInRefused or ProviderDown."""
        if not hmac.compare_digest(answer.get("state", ""), pending.state):
            raise LogInRefused("state")
        if time.time() - pending.begun_at > PENDING_SECONDS:
            raise LogInRefused("too late")
        if answer.get("iss", self.issuer).rstrip("/") != self.issuer:
            raise LogInRefused("iss")
        if "code" not in answer:
            raise LogInRefused(f"provider: {answer.get('error', 'no code')[:60]}")
        tokens = self._post(
            "token_endpoint",
            {
                "grant_type": "authorization_code",
                "code": answer["code"],
                "redirect_uri": redirect_uri,
                "code_verifier": pending.verifier,
            },
        )
        claims = self._verified(str(tokens.get("id_token", "")), nonce=pending.nonce)
        return self._log_in(claims, pending)

    def end_session_address(self, *, back_to: str) -> str:
        """Where the person is sent to be logged out at the provider too; empty where it has no such place."""
        try:
            address = self._about("end_session_endpoint")
        except ProviderDown:
            return ""
        return f"{address}?{urlencode({'client_id': self.client_id, 'post_logout_redirect_uri': back_to})}"

    def logged_out(self, token: str) -> str:
        """The provider's session that was ended elsewhere (back-channel logout). Raises LogInRefused."""
        claims = self._verified(token, nonce=None)
        if LOGGED_OUT not in (claims.get("events") or {}) or "nonce" in claims or not claims.get("sid"):
            raise LogInRefused("logout token")
        return str(claims["sid"])

    def _log_in(self, claims: Mapping[str, Any], pending: Pending) -> LogIn:
        level = str(claims.get("acr", "")).removeprefix("idporten-loa-")
        if not level_reached(level, pending.acr.removeprefix("idporten-loa-")):
            raise LogInRefused("acr")
        numbers = organisation_numbers(claims.get("authorization_details"), self.resource)
        if not numbers:
            raise LogInRefused("resource")
        return LogIn(
            pid=str(claims.get("pid") or claims["sub"]),
            level=level,
            sid=str(claims.get("sid", "")),
            organisation_numbers=numbers,
        )

    def _verified(self, token: str, *, nonce: str | None) -> dict[str, Any]:
        """The claims of a token that is signed by the provider, meant for us, in force, and an answer to our nonce."""
        try:
            claims = self._decoded(token)
            rules: dict[str, Any] = {
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
                "exp": {"essential": True},
                "iat": {"essential": True},
                "sub": {"essential": nonce is not None},
            }
            if nonce is not None:
                rules["nonce"] = {"essential": True, "value": nonce}
            jwt.JWTClaimsRegistry(leeway=SKEW, **rules).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise LogInRefused(f"token: {type(error).__name__} {getattr(error, 'claim', '')}".strip()) from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != self.client_id:
            raise LogInRefused("token: azp")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            return dict(jwt.decode(token, self._keys(), algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError):
            # The provider may have a new key: ask once more.
            return dict(jwt.decode(token, self._keys(fresh=True), algorithms=ALGORITHMS).claims)

    def _keys(self, *, fresh: bool = False) -> KeySet:
        return KeySet.import_key_set(self._kept(self._about("jwks_uri"), fresh=fresh))  # type: ignore[arg-type]

    def _about(self, name: str) -> str:
        metadata = self._kept(f"{self.issuer}/.well-known/openid-configuration")
        if metadata.get("issuer", "").rstrip("/") != self.issuer or not metadata.get(name):
            raise ProviderDown(f"metadata: {name}")
        return str(metadata[name])

    def _kept(self, address: str, *, fresh: bool = False) -> dict[str, Any]:
        """What the provider publishes; kept for an hour, but asked again at most every half minute when in doubt."""
        at, known = self._known.get(address, (0.0, {}))
        if time.monotonic() - at > (30 if fresh else KEYS_SECONDS) or not known:
            try:
                answer = httpx.get(address, timeout=PATIENCE)
                answer.raise_for_status()
                known = answer.json()
            except (httpx.HTTPError, ValueError) as error:
                raise ProviderDown(type(error).__name__) from error
            self._known[address] = (time.monotonic(), known)
        return known

    def _post(self, endpoint: str, form: dict[str, str]) -> dict[str, Any]:
        signed = {
            "client_id": self.client_id,
            "client_assertion_type": ASSERTION,
            "client_assertion": self._assertion(),
        }
        try:
            answer = httpx.post(self._about(endpoint), data={**form, **signed}, timeout=PATIENCE)
            body: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderDown(type(error).__name__) from error
        if answer.status_code >= 500:
            raise ProviderDown(str(answer.status_code))
        if answer.status_code >= 400:
            raise LogInRefused(f"provider: {str(body.get('error'))[:60]}")
        return body

    def _assertion(self) -> str:
        """Who we are, signed with our key; used once, for at most two minutes."""
        now = int(time.time())
        claims = {"iss": self.client_id, "sub": self.client_id, "aud": self.issuer, "iat": now, "exp": now + 60}
        header = {"alg": "RS256", "kid": self.key.kid or self.key.thumbprint()}
        return jwt.encode(header, {**claims, "jti": str(uuid.uuid4())}, self.key)


def organisation_numbers(details: Any, resource: str) -> frozenset[str]:
    """The organisations that `authorization_details` says the person may act for, for our resource alone.

    The number comes as «0192:991825827», by itself or in an object with `ID`.
    """
    found = set()
    for detail in details if isinstance(details, list) else ():
        if not isinstance(detail, dict) or detail.get("type") != RESOURCE_TYPE or detail.get("resource") != resource:
            continue
        for party in detail.get("authorized_parties") or ():
            number = party.get("orgno") if isinstance(party, dict) else None
            number = number.get("ID") if isinstance(number, dict) else number
            if isinstance(number, str) and number.startswith("0192:"):
                found.add(number.removeprefix("0192:"))
    return frozenset(found)
