"""What the search is asked for, read from its address, and what there is to choose from."""

from __future__ import annotations

from typing import Any

from flask import request

from peerinspect.domain.lives.review_kinds import LOCAL, NATIONAL, REVIEW_KINDS, SERIOUS
from peerinspect.domain.themes import THEMES, find_theme
from peerinspect.services import disclosure
from peerinspect.services.lessons.asking import LONGEST
from peerinspect.services.views.lessons import LessonsAsked
from peerinspect.web.clock import today
from peerinspect.web.session import reader

MOST_OF_A_SORT = 30
KINDS = (SERIOUS, LOCAL, NATIONAL)
"""The kinds of review that end with findings."""


def asked_lessons() -> LessonsAsked:
    """What the address asks for; what cannot be asked is passed over."""
    return LessonsAsked(
        text=request.args.get("q", "")[: 2 * LONGEST].strip(),
        themes=tuple(code for code in _listed("theme") if find_theme(code)),
        councils=_listed("council"),
        years=tuple(int(year) for year in _listed("year") if year.isascii() and year.isdigit() and len(year) == 4),
        kinds=tuple(kind for kind in _listed("kind") if kind in KINDS),
    )


def choices() -> dict[str, Any]:
    """What there is to choose from, for the lists of the box above the findings."""
    return {
        "themes": [(theme.code, theme.words) for theme in THEMES],
        "councils": [(each.value, each.label) for each in disclosure.authority_choices()],
        "years": [(str(year), str(year)) for year in disclosure.lesson_years(reader(), today())],
        "kinds": [(kind, REVIEW_KINDS[kind]) for kind in KINDS],
    }


def _listed(name: str) -> tuple[str, ...]:
    found = (value[:40] for value in request.args.getlist(name)[:MOST_OF_A_SORT])
    return tuple(value for value in found if value)
