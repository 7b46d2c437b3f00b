"""What is sent again with the same Idempotency-Key is not made again: the answer is the first one's.

The key, and what it made, are written in the transaction that makes it: so a program that lost an answer may simply ask
once more, even where the service was killed in between. Of two that come at once the second waits for the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from flask import request

from peerinspect.services import form_uses
from peerinspect.services.addresses import keyed
from peerinspect.web.api.problems import Problem
from peerinspect.web.clock import now
from peerinspect.web.session import reader

HEADER = "Idempotency-Key"
LONGEST = 200
_TOO_LONG = f"A key has at most {LONGEST} letters"
_OTHER = "This key came before with another body. Use a new key for every new thing"
_UNKNOWN = "This was sent before, and what became of it is not known. Look whether it is there before you send it again"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its id, and its address in the API."""

    id: str
    address: str


def once(make: Callable[[], Made]) -> Made:
    """Make something, unless the request's key made it before. Raises Problem where that cannot be told."""
    key = request.headers.get(HEADER, "")
    if not key:
        return make()
    if len(key) > LONGEST:
        raise Problem(422, "", {HEADER: _TOO_LONG})

    def noted() -> str:
        made = make()
        return f"{_digest()} {made.id} {made.address}"

    claimed = keyed("api creation", key, reader().user_id, request.path)
    return _known(form_uses.made_once(claimed, now(), noted).location)


def _known(noted: str | None) -> Made:
    """What the key made, now or before."""
    if noted is None:
        raise Problem(409, _UNKNOWN)
    digest, id_, address = noted.split(" ")
    if digest != _digest():
        raise Problem(422, "", {HEADER: _OTHER})
    return Made(id_, address)


def _digest() -> str:
    return sha256(request.get_data()).hexdigest()[:32]
