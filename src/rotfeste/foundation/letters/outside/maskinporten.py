"""Maskinporten: a token for the organisation itself, by a signed assertion (RFC 7523)."""

import time
import uuid
from collections.abc import Mapping

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from rotfeste.foundation.letters.outside import ChannelDown

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def access_token(options: Mapping[str, str], *, scope: str = "ks:fiks") -> str:
    """A fresh token. The assertion lives two minutes, which is all that Maskinporten accepts."""
    key = RSAKey.import_key(options["maskinporten_key"])
    now = int(time.time())
    claims = {
        "iss": options["maskinporten_client_id"],
        "aud": options["maskinporten_issuer"],
        "scope": scope,
        "iat": now,
        "exp": now + 119,
        "jti": str(uuid.uuid4()),
    }
    assertion = jwt.encode({"alg": "RS256", "kid": key.kid or key.thumbprint()}, claims, key)
    try:
        answer = httpx.post(
            f"{options['maskinporten_issuer'].rstrip('/')}/token",
            data={"grant_type": GRANT, "assertion": assertion},
            timeout=20,
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])
    except (httpx.HTTPError, KeyError, ValueError) as error:
        raise ChannelDown(f"Maskinporten: {type(error).__name__}") from error
