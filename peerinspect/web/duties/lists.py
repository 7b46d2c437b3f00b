"""What a list of duties is asked for, read from its address, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.views import WorkAsked
from peerinspect.web.access import may
from peerinspect.web.clock import today
from peerinspect.web.paging import asked_number, asked_text, page_cut
from peerinspect.web.session import reader

WHEN: Mapping[str, str] = {
    "soon": "Begins within 12 weeks",
    "over": "Over or called off",
    "all": "Whenever it was",
}
"""The times that a list can be narrowed to; without any, what goes on or is to come."""
UNFILLED = "unfilled"


def work_context(kind: str) -> dict[str, Any]:
    """Everything that the page of a list of duties of one kind shows."""
    asked = asked_work(kind)
    return {
        "asked": asked,
        "is_narrowed": asked != WorkAsked(kind),
        "paging": page_cut(disclosure.work_list(reader(), asked, asked_number("page"), today())),
        **list_choices(kind),
        "councils": [(each.value, each.label) for each in disclosure.authority_choices()] if kind != "second" else [],
        "seats": [(UNFILLED, "Some seat is empty")],
        "may_register": may("register work"),
    }


def list_choices(kind: str) -> dict[str, Any]:
    """What a list of duties of one kind can be narrowed to: states, regions and times."""
    return {
        "states": list(LIVES[kind].states.items()),
        "regions": [(each, each) for each in disclosure.region_names()],
        "when": list(WHEN.items()),
    }


def asked_work(kind: str) -> WorkAsked:
    """What the address asks for; what cannot be asked is passed over."""
    state, when = asked_text("state"), asked_text("when")
    return WorkAsked(
        kind,
        text=asked_text("q"),
        state=state if state in LIVES[kind].states else "",
        council=asked_text("council"),
        region=asked_text("region"),
        when=when if when in WHEN else "",
        is_unfilled=request.args.get("seats") == UNFILLED,
    )
