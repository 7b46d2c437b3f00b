"""What a provider's token proves, and nothing that it merely says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from peerinspect.services.sign_on.documents import keys
from peerinspect.services.sign_on.provider import Provider

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures with a key that only the provider has: never none at all, and none with a shared secret."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
OLDEST = 600
"""Seconds since a token was made."""
LONGEST_SUBJECT = 255


class Untrusted(Exception):
    """A token does not prove what it says. The words are for the log and hold nobody's data."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who somebody is at the provider. `email` is "" unless the provider says that it is theirs."""

    subject: str
    email: str
    has_second_factor: bool


def claims_of(provider: Provider, answer: Mapping[str, Any], nonce: str, now: datetime) -> Claims:
    """What the token of a token answer proves. Raises Untrusted, and Unreachable where the keys cannot be read."""
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise Untrusted("there is no token")
    decoded = _decoded(provider, token)
    params = {"client_id": provider.client_id, "nonce": nonce, "access_token": answer.get("access_token")}
    options = {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True}}
    claims = CodeIDToken(decoded.claims, decoded.header, options, params)
    try:
        claims.validate(int(now.timestamp()), LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise Untrusted(f"a claim does not hold: {type(error).__name__}") from error
    _check_more(provider, decoded.claims, nonce, now)
    return _read(provider, decoded.claims)


def _decoded(provider: Provider, token: str) -> jwt.Token:
    """The token, once its signature is right; with the keys read again where its key is not among them."""
    try:
        return jwt.decode(token, keys(provider), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError):
        return _decoded_afresh(token, keys(provider, afresh=True))


def _decoded_afresh(token: str, found: KeySet) -> jwt.Token:
    try:
        return jwt.decode(token, found, algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Untrusted(f"the signature is not right: {type(error).__name__}") from error


def _check_more(provider: Provider, claims: Mapping[str, Any], nonce: str, now: datetime) -> None:
    """What matters most, asked again in so many words, and the token's age."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    made = claims.get("iat")
    if claims.get("iss") != provider.issuer or provider.client_id not in audiences:
        raise Untrusted("it is of another issuer, or for somebody else")
    if len(audiences) > 1 and claims.get("azp") != provider.client_id:
        raise Untrusted("it was made for somebody else")
    if claims.get("nonce") != nonce:
        raise Untrusted("it answers another question")
    if not isinstance(made, int | float) or abs(now.timestamp() - made) > OLDEST:
        raise Untrusted("it is not of now")


def _read(provider: Provider, claims: Mapping[str, Any]) -> Claims:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Untrusted("it names nobody")
    return Claims(subject, _verified_email(claims), _has_second_factor(provider, claims))


def _verified_email(said: Mapping[str, Any]) -> str:
    """The address that the provider has checked, in lower case; "" where there is none."""
    email = said.get("email")
    return email.strip().lower() if isinstance(email, str) and said.get("email_verified") is True else ""


def with_email(claims: Claims, said: Any) -> Claims:
    """The claims with the address that the provider says beside the token, where it is about the same person.

    Raises Untrusted where it is about somebody else: a token must not be joined with another person's address.
    """
    if not isinstance(said, dict):
        return claims
    if said.get("sub") != claims.subject:
        raise Untrusted("what is told beside the token is about somebody else")
    return replace(claims, email=_verified_email(said))


def _has_second_factor(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether the token says so in one of the words that the settings name."""
    methods = claims.get("amr")
    said = {("acr", claims.get("acr"))}
    said |= {("amr", each) for each in (methods if isinstance(methods, list) else []) if isinstance(each, str)}
    return bool(said & provider.second_factor)
