"""The national picture: one number each with its page, and councils counted by region and grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from peerinspect.domain.kinds import GRADES
from peerinspect.services.views import AuthorityLine, Count


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region's councils by their latest grade, in the order of domain.kinds.GRADES, then those without one."""

    name: str
    councils: int
    grades: tuple[int, ...]


def by_region(councils: Iterable[AuthorityLine]) -> list[RegionLine]:
    """One line a region, and all England last."""
    listed = list(councils)
    names = sorted({one.region for one in listed if one.region})
    lines = [_line(name, [one for one in listed if one.region == name]) for name in names]
    return [*lines, _line("England", listed)] if listed else []


def _line(name: str, councils: list[AuthorityLine]) -> RegionLine:
    counts = Counter(one.grade if one.grade in GRADES else None for one in councils)
    return RegionLine(name, len(councils), tuple(counts[grade] for grade in (*GRADES, None)))


PER_CENT = "per cent of the stages of reviews were in time"
NUMBERS: Mapping[str, tuple[str, str, str, Mapping[str, Any]]] = {
    # key               beside one, beside several, and the page behind it
    "reviews-open":      ("case review open", "case reviews open", "reviews.listing", {}),
    "reviews-late":      ("case review late", "case reviews late", "reviews.listing", {"lateness": "late"}),
    "advice-waiting":    ("advice of the panel awaited", "advices of the panel awaited", "panel.page", {}),
    "stages-in-time":    (PER_CENT, PER_CENT, "review_report.page", {}),
    "findings":          ("lesson published", "lessons published", "lessons.search", {}),
    "chairs":            ("published chair of a board", "published chairs of boards", "public.appointments", {}),
    "directors-changed": (
        "director's post that changed holder in twelve months",
        "directors' posts that changed holder in twelve months",
        "leaving.page",
        {},
    ),
    "interims":          (
        "council whose director is interim or acting",
        "councils whose director is interim or acting",
        "authorities.listing",
        {"director": "interim"},
    ),
    "vacant":            (
        "council without a director on the register",
        "councils without a director on the register",
        "authorities.listing",
        {"director": "vacant"},
    ),
    "supported":         ("council supported so far", "councils supported so far", "alternatives.page", {}),
}  # fmt: skip
"""Each number of the national picture, in the order of the page, with its words and the page that it leads to."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number as the page shows it."""

    number: int
    text: str
    href: str


def number_lines(counts: Iterable[Count]) -> list[NumberLine]:
    """The numbers with their words, in the order of NUMBERS."""
    known = {each.key: each.number for each in counts}
    return [
        NumberLine(known[key], one if known[key] == 1 else many, url_for(endpoint, **address))
        for key, (one, many, endpoint, address) in NUMBERS.items()
        if key in known
    ]
