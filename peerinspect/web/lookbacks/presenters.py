"""A look back as a file for other programs: the same facts as its page, and nothing more."""

from __future__ import annotations

from datetime import date
from typing import Any

from peerinspect.domain import Period
from peerinspect.services.views import LookBackView, TouchedLine

FORMAT = "peerinspect/look-back-1"


def look_back_dict(found: LookBackView) -> dict[str, Any]:
    """The look back; what is not known, or held back, is left out."""
    line = found.line
    return _given(
        {
            "format": FORMAT,
            "id": line.id,
            "made_on": _text(line.made_on),
            "made_by": line.made_by,
            "person": {"id": line.person_id, "name": line.person_name},
            "interest": {"id": found.interest_id, "kind": line.kind, "authority": line.authority_name},
            "change": line.change,
            "before": _period(found.before),
            "after": _period(found.after),
            "inputs": dict(found.inputs),
            "placements": [_touched(each) for each in found.lines],
        }
    )


def _touched(line: TouchedLine) -> dict[str, Any]:
    return _given(
        {
            "person": {"id": line.person_id, "name": line.person_name},
            "duty": {"id": line.duty_id, "kind": line.kind, "title": line.duty_title},
            "from": _text(line.period.start),
            "to": _text(line.period.end),
            "status": line.status,
            "moment": line.moment,
            "effect": line.effect,
            "rule": line.rule,
            "strength": line.strength,
            "sentence": line.sentence,
            "next": list(line.steps),
            "rulebook": line.rulebook,
            "policy": line.policy,
            "done": line.done,
            "done_by": line.done_by,
            "done_on": _text(line.done_on),
        }
    )


def _given(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value not in (None, "")}


def _text(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _period(period: Period | None) -> dict[str, Any] | None:
    return None if period is None else _given({"from": _text(period.start), "to": _text(period.end)})
