"""What is sent again with the same Idempotency-Key is not made again: the answer is the first one's.

It is the same claim that a page's form makes of its token, so a program that lost an answer may simply ask once more.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from flask import current_app, request

from peerinspect.services import form_uses
from peerinspect.services.addresses import keyed
from peerinspect.web.api.problems import Problem
from peerinspect.web.clock import now
from peerinspect.web.once import LOOK_EVERY, WAIT
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
    claimed = keyed("api creation", key, reader().user_id, request.path)
    known = _known(claimed)
    return known if known is not None else _first(claimed, make)


def _known(claimed: str) -> Made | None:
    """What the key made before; None where it is claimed now."""
    until = time.monotonic() + float(current_app.config.get("ONCE_WAIT", WAIT))
    use = form_uses.claim_form(claimed, now())
    while not use.is_first and use.location is None:
        if time.monotonic() >= until:
            raise Problem(409, _UNKNOWN)
        time.sleep(LOOK_EVERY)
        use = form_uses.claim_form(claimed, now())
    if use.is_first or use.location is None:
        return None
    digest, id_, address = use.location.split(" ")
    if digest != _digest():
        raise Problem(422, "", {HEADER: _OTHER})
    return Made(id_, address)


def _first(claimed: str, make: Callable[[], Made]) -> Made:
    try:
        made = make()
    except BaseException:
        form_uses.release_form(claimed)
        raise
    form_uses.finish_form(claimed, f"{_digest()} {made.id} {made.address}")
    return made


def _digest() -> str:
    return sha256(request.get_data()).hexdigest()[:32]
