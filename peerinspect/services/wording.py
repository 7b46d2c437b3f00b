"""How the service names things: duties by their work and councils, never by an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty
from peerinspect.store.reading.councils import Place

_INSPECTIONS = {
    "judgement": "Inspection of",
    "focused": "Focused visit to",
    "monitoring": "Monitoring visit to",
    "joint": "Joint inspection of",
}
_ROLE_WORDS = {"director": "Director", "senior": "Senior manager", "other": "Officer"}
_BASIS_WORDS = {"interim": "Interim ", "acting": "Acting ", "joint": "Joint "}
HELD_BACK = "An inspection of a council that will be named later"
ELSEWHERE = "A duty at another council"


def joined(names: Iterable[str]) -> str:
    """Names in a row: "Leeds", "Leeds and Hull", "Leeds, Hull and York"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def council_names(codes: Iterable[str], places: Mapping[str, Place]) -> tuple[str, ...]:
    """The councils' names, sorted."""
    return tuple(sorted(places[code].name for code in codes))


def duty_title(duty: Duty, places: Mapping[str, Place]) -> str:
    """What the duty is called on pages."""
    councils = joined(council_names(duty.authorities, places)) or "no council"
    match duty.kind:
        case "inspect":
            return f"{_INSPECTIONS[duty.subtype]} {councils}"
        case "chair":
            return f"Chair of the board of {councils}"
        case "support":
            return f"Support for {councils}"
        case "second":
            return "Secondment to an inspection team"
        case "interim":
            return f"Interim director of {councils}"
        case _:
            reference = f" {duty.case}" if duty.case else ""
            return f"Case review{reference} at {councils}"


def plain_day(day: date) -> str:
    """A day in words: 5 October 2026."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 seat", "3 seats"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def post_title(role: str, basis: str) -> str:
    """What a post is called: "Interim director"."""
    return f"{_BASIS_WORDS.get(basis, '')}{_ROLE_WORDS[role]}".capitalize()
