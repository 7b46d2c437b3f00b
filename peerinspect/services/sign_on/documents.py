"""What the provider publishes about itself: where its parts are, and the keys that it signs with."""

from __future__ import annotations

import time
from typing import Any

from flask import current_app
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from peerinspect.services.sign_on.fetching import Unreachable, fetch
from peerinspect.services.sign_on.provider import Provider

KEPT = 3600.0
"""Seconds for which the documents hold."""
AGAIN = 60.0
"""The least seconds between two readings of the keys, however many tokens name a key that is not there."""
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
Document = dict[str, Any]


def metadata(provider: Provider) -> Document:
    """Where the provider's parts are. Raises Unreachable, also where it speaks for another issuer."""
    found: Document = _kept(provider, "metadata", KEPT, lambda: _read_metadata(provider))
    return found


def _read_metadata(provider: Provider) -> Document:
    found = fetch(provider, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if not isinstance(found, dict) or found.get("issuer") != provider.issuer:
        raise Unreachable("the provider's document is of another issuer")
    if not all(isinstance(found.get(name), str) and provider.may_fetch(found[name]) for name in ADDRESSES):
        raise Unreachable("the provider's document names an address that may not be used")
    return found


def keys(provider: Provider, afresh: bool = False) -> KeySet:
    """The provider's public keys; `afresh` where a token names one that is not among them."""
    found: KeySet = _kept(provider, "keys", AGAIN if afresh else KEPT, lambda: _read_keys(provider))
    return found


def _read_keys(provider: Provider) -> KeySet:
    found = fetch(provider, metadata(provider)["jwks_uri"])
    try:
        return KeySet.import_key_set(found)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Unreachable("the provider's keys cannot be read") from error


def _kept(provider: Provider, what: str, seconds: float, read: Any) -> Any:
    """What was read less than so many seconds ago, or what is read now."""
    store = current_app.extensions.setdefault("sign_on", {})
    at, found = store.get((provider, what), (None, None))
    if at is None or time.monotonic() - at > seconds:
        found = read()
        store[provider, what] = (time.monotonic(), found)
    return found
