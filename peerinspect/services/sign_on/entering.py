"""Signing in with the provider: out to it, and back with a code that is good once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import urlencode

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from peerinspect import store
from peerinspect.services.addresses import keyed
from peerinspect.services.form_uses import claim_form
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.sign_on.documents import metadata
from peerinspect.services.sign_on.fetching import Unreachable, fetch
from peerinspect.services.sign_on.linking import link, user_behind
from peerinspect.services.sign_on.provider import Provider, provider
from peerinspect.services.sign_on.tokens import Claims, Untrusted, claims_of, with_email
from peerinspect.services.signing_in import Entry, entry_of
from peerinspect.store import history

SCOPES = "openid email"
_LOG = logging.getLogger("peerinspect.sign_on")
STALE = "This sign-in was begun too long ago, in another window, or is used up. Start again"
UNREACHABLE = "The sign-in of {name} cannot be reached, or does not answer as it should. Try again in a while"
UNTRUSTED = (
    "What the sign-in of {name} sent back could not be proved. Start again, and tell your administrator if it stays"
)
STOPPED = "You did not finish signing in at {name}. Start again when you are ready"
UNVERIFIED = "Nothing shows that {name} has checked your email address. Ask whoever looks after sign-in there"
UNKNOWN = "No account here belongs to what {name} says of you. Ask your administrator for one"


@dataclass(frozen=True, slots=True)
class Outward:
    """Where to send the browser, and the `state` that it has to bring back."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class FinishSignOn:
    """What the browser brought back. `expected` is the state that it was sent out with, "" where it was not.

    `back` is the address that it was told to come back to; `address` and `is_forwarded` are as in SignIn.
    """

    state: str
    expected: str
    code: str
    error: str
    issuer: str
    back: str
    address: str = ""
    is_forwarded: bool = False


def begin(back: str) -> Outward:
    """Where to send the browser. NotFound where there is no provider; Refusal where it cannot be reached."""
    chosen = _provider()
    state = store.new_token() + store.new_token()
    try:
        found = metadata(chosen)
    except Unreachable as error:
        _refuse(UNREACHABLE, chosen, error)
    address = prepare_grant_uri(
        found["authorization_endpoint"],
        chosen.client_id,
        "code",
        back,
        SCOPES,
        state,
        nonce=_nonce(state),
        code_challenge=create_s256_code_challenge(_verifier(state)),
        code_challenge_method="S256",
    )
    return Outward(address, state)


def finish(command: FinishSignOn, now: datetime) -> Entry:
    """Who came back, and what they must still show. Raises Refusal in words, each for its own reason."""
    chosen = _provider()
    _use_up(command, now)
    if command.issuer and command.issuer != chosen.issuer:
        _refuse(UNTRUSTED, chosen, Untrusted("the answer is of another issuer"))
    if command.error or not command.code:
        raise Refusal(STOPPED.format(name=chosen.name))
    claims = _claims(chosen, command, now)
    with store.transaction():
        user_id = user_behind(chosen, claims)
        entry = entry_of(user_id, command.address, command.is_forwarded, now, claims.has_second_factor)
        if entry is not None:
            link(chosen, claims, entry.reader, now.date())
            sentence = f"{entry.reader.name} signed in with the sign-in of {chosen.name}."
            history.record(entry.reader.user_id, "sign-on", entry.reader.user_id, sentence=sentence)
            return entry
    raise Refusal((UNKNOWN if claims.email or user_id else UNVERIFIED).format(name=chosen.name))


def _provider() -> Provider:
    found = provider()
    if found is None:
        raise NotFound("no provider")
    return found


def _use_up(command: FinishSignOn, now: datetime) -> None:
    """Let the state be good for this browser, and once."""
    if not command.expected or command.state != command.expected:
        raise Refusal(STALE)
    if not claim_form(keyed("sign on", command.state), now).is_first:
        raise Refusal(STALE)


def _claims(chosen: Provider, command: FinishSignOn, now: datetime) -> Claims:
    try:
        answer = _exchanged(chosen, command)
        claims = claims_of(chosen, answer, _nonce(command.state), now)
        return claims if claims.email else with_email(claims, _told_apart(chosen, answer))
    except Unreachable as error:
        _refuse(UNREACHABLE, chosen, error)
    except Untrusted as error:
        _refuse(UNTRUSTED, chosen, error)


def _exchanged(chosen: Provider, command: FinishSignOn) -> dict[str, Any]:
    """What the provider gives for the code, to whoever has the verifier and the client's secret."""
    found = metadata(chosen)
    body = prepare_token_request(
        "authorization_code",
        redirect_uri=command.back,
        code=command.code,
        code_verifier=_verifier(command.state),
    )
    offered = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    method = "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    auth = ClientAuth(chosen.client_id, chosen.client_secret, method)
    _, headers, body = auth.prepare("POST", found["token_endpoint"], headers, body)
    answer = fetch(chosen, found["token_endpoint"], headers, body)
    if not isinstance(answer, dict):
        raise Unreachable("the token answer is no object")
    return answer


def _told_apart(chosen: Provider, answer: dict[str, Any]) -> Any:
    """What the provider says of the person beside the token, where it has a place for that; None where it has none."""
    address, access = metadata(chosen).get("userinfo_endpoint"), answer.get("access_token")
    if not isinstance(address, str) or not isinstance(access, str) or not access.isascii() or not access.isprintable():
        return None
    return fetch(chosen, address, {"Authorization": f"Bearer {access}"})


def _nonce(state: str) -> str:
    """What the token has to hold: derived, so that the browser carries nothing but the state."""
    return keyed("sign on nonce", state)


def _verifier(state: str) -> str:
    """What proves that whoever brings the code also asked for it: 44 signs."""
    return keyed("sign on verifier", state, "1") + keyed("sign on verifier", state, "2")


def _refuse(words: str, chosen: Provider, error: Exception) -> NoReturn:
    """Refuse in words; the log gets the reason, which holds nobody's data."""
    _LOG.warning("single sign-on: %s", error)
    raise Refusal(words.format(name=chosen.name)) from error


def leave_address(back: str) -> str | None:
    """Where the browser can sign out at the provider too; None where there is no such place."""
    chosen = provider()
    if chosen is None:
        return None
    try:
        address = metadata(chosen).get("end_session_endpoint")
    except Unreachable:
        return None
    if not isinstance(address, str) or not chosen.may_fetch(address):
        return None
    asked = urlencode({"client_id": chosen.client_id, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{asked}"
