"""Which organisation's sign-in is used, as the settings say."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from peerinspect.config import WrongSetting

NAMES = {
    "OIDC_ISSUER": "PEERINSPECT_OIDC_ISSUER",
    "OIDC_CLIENT_ID": "PEERINSPECT_OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET": "PEERINSPECT_OIDC_CLIENT_SECRET",
}
"""The settings that are needed together, and the variables that they come from."""
CLAIMS = ("amr", "acr")
"""The claims that tell how somebody proved who they are."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider. `second_factor` holds the claims and values that stand for one, like ("amr", "mfa").

    `for_tests` lets it be on this computer and without https; no variable of the environment sets it.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str
    second_factor: frozenset[tuple[str, str]] = frozenset()
    for_tests: bool = False

    def may_fetch(self, address: str) -> bool:
        """Whether an address is one to fetch from: https alone, without a user's name in it."""
        parts = urlsplit(address)
        if parts.username is not None or parts.fragment or not parts.hostname:
            return False
        return parts.scheme == "https" or (self.for_tests and parts.scheme == "http" and _is_here(parts.hostname))


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def provider() -> Provider | None:
    """The provider of this installation; None where it has none."""
    return _read(current_app.config)


def check(config: Mapping[str, Any]) -> None:
    """Raise WrongSetting for settings that cannot be used."""
    _read(config)


def _read(config: Mapping[str, Any]) -> Provider | None:
    missing = [variable for name, variable in NAMES.items() if not config.get(name)]
    if len(missing) == len(NAMES):
        return None
    if missing:
        raise WrongSetting(f"single sign-on needs {' and '.join(missing)} too")
    found = Provider(
        issuer=str(config["OIDC_ISSUER"]),
        client_id=str(config["OIDC_CLIENT_ID"]),
        client_secret=str(config["OIDC_CLIENT_SECRET"]),
        name=str(config.get("OIDC_NAME") or "your organisation"),
        second_factor=_second_factor(str(config.get("OIDC_SECOND_FACTOR") or "")),
        for_tests=bool(config.get("OIDC_FOR_TESTS")),
    )
    if not found.may_fetch(found.issuer) or urlsplit(found.issuer).query:
        raise WrongSetting(f"{NAMES['OIDC_ISSUER']} must read like https://sign-in.example.org")
    return found


def _second_factor(text: str) -> frozenset[tuple[str, str]]:
    """Values parted by spaces, each behind its claim: "amr:mfa acr:urn:example:gold"."""
    pairs = [word.partition(":")[::2] for word in text.split()]
    if any(claim not in CLAIMS or not value for claim, value in pairs):
        raise WrongSetting("PEERINSPECT_OIDC_SECOND_FACTOR must read like amr:mfa, each value behind amr: or acr:")
    return frozenset(pairs)
