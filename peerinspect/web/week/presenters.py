"""What is due in a week, as links to where it is done."""

from __future__ import annotations

from typing import Any

from flask import url_for

from peerinspect.services.views import week as views
from peerinspect.web.access import may_open


def due_link(action: views.DueAction, duty_id: str) -> str:
    """Where the reader does what is due; "" where it is not theirs to do, or cannot be done yet."""
    if not action.is_now:
        return ""
    endpoint, values = _place(action, duty_id)
    return url_for(endpoint, **values) if endpoint and may_open(endpoint) else ""


def _place(action: views.DueAction, duty_id: str) -> tuple[str, dict[str, Any]]:
    """The view, and what it takes."""
    of_peer = {"duty_id": duty_id, "address": action.address}
    places = {
        views.WAIVE: ("waivers.to_decide", {}),
        views.APPROVE: ("week.approval", of_peer),
        views.OBJECT: ("week.objection", {"objection_id": action.address}),
        views.DISCLOSE: ("holding.disclose_council", of_peer),
        views.NOTIFY: ("week.step", {"duty_id": duty_id, "action": "notify"}),
        views.EVALUATE: ("week.evaluation", of_peer),
    }
    return places.get(action.kind, ("", {}))
