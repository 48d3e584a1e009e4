"""Tokens of Maskinporten: who calls, and what they may do. Checked here in full; nothing is taken on trust.

Source: docs.digdir.no, «Maskinporten»; RFC 7519 and 7517.
"""

import time
from typing import Any

import httpx
from django.conf import settings
from django.http import HttpRequest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from ninja.security import HttpBearer

ALGORITHMS = ["RS256", "RS384", "RS512"]
SKEW = 10
KEYS_SECONDS = 3600
ORGANISATION_PREFIX = "0192:"


class TokenRefused(Exception):
    """The token does not open this door. The reason names a claim, never its value."""


class Caller(HttpBearer):
    """A door for organisations whose token carries a scope. The caller's organisation number is what it gives."""

    _keys: tuple[float, KeySet] | None = None

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """The organisation number of the caller. Raises TokenRefused."""
        claims = self._claims(token)
        if self.scope not in str(claims.get("scope", "")).split():
            raise TokenRefused("scope")
        consumer = claims.get("consumer")
        number = str(consumer.get("ID", "")) if isinstance(consumer, dict) else ""
        if not number.startswith(ORGANISATION_PREFIX):
            raise TokenRefused("consumer")
        return number.removeprefix(ORGANISATION_PREFIX)

    def _claims(self, token: str) -> dict[str, Any]:
        options = settings.MASKINPORTEN
        if not options["issuer"] or not options["jwks_uri"]:
            raise TokenRefused("not set up")
        for fresh in (False, True):
            try:
                claims = dict(jwt.decode(token, self._key_set(fresh=fresh), algorithms=ALGORITHMS).claims)
                break
            except (JoseError, ValueError) as error:
                if fresh:
                    raise TokenRefused("signature") from error
        now = time.time()
        if claims.get("iss") != options["issuer"]:
            raise TokenRefused("iss")
        audience = claims.get("aud")
        if options["audience"] not in (audience if isinstance(audience, list) else [audience]):
            raise TokenRefused("aud")
        if not isinstance(claims.get("exp"), int | float) or claims["exp"] < now - SKEW:
            raise TokenRefused("exp")
        if isinstance(claims.get("iat"), int | float) and claims["iat"] > now + SKEW:
            raise TokenRefused("iat")
        return claims

    @classmethod
    def _key_set(cls, *, fresh: bool) -> KeySet:
        """The issuer's keys, fetched again when a token is signed with one we do not know."""
        if fresh or cls._keys is None or time.time() - cls._keys[0] > KEYS_SECONDS:
            try:
                answer = httpx.get(str(settings.MASKINPORTEN["jwks_uri"]), timeout=10).raise_for_status()
                cls._keys = (time.time(), KeySet.import_key_set(answer.json()))
            except (httpx.HTTPError, ValueError) as error:
                raise TokenRefused("keys") from error
        return cls._keys[1]
