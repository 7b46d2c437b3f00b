"""What the pages of directors' posts are narrowed to, and what stands on a post's line through time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from peerinspect.domain import Period
from peerinspect.services.views.directors import DirectorTimeline, HolderLine, TermLine, VacancyView
from peerinspect.web.pictures import Bar

BASES: Mapping[str, str] = {
    "substantive": "Substantive",
    "interim": "Interim",
    "acting": "Acting",
    "joint": "Joint",
    "cover": "Looked after, while vacant",
    "vacant": "Nobody",
    "unknown": "Basis not known",
}
"""How a post of director is held."""
SOUGHT = tuple(name for name in BASES if name != "unknown")
FACTS: Mapping[str, str] = {
    "interim": "Interim or acting",
    "new": "Under 12 months in post",
    "ending": "Ends within 6 months",
    "fallen": "Judgement fell at the last publication",
    "vacant": "Vacant",
}
"""What the watch list tells of a post."""
NOBODY = "Nobody"


def timeline_bars(found: DirectorTimeline) -> list[Bar]:
    """Terms and gaps as bars, one a line, the earliest first."""
    bars = [_bar(line.term.name, line.term.basis, line.term.period) for line in found.terms]
    return _with_gaps(bars, found.gaps)


def vacancy_bars(found: VacancyView, today: date) -> list[Bar]:
    """Who looked after a vacant post, and the days on which nobody did."""
    first = found.short.vacant_from
    bars = [_bar(each.name, each.how, _from(each, first)) for each in found.holders]
    return _with_gaps(bars, found.short.gaps)


def _from(each: HolderLine, first: date) -> Period:
    """The part of a term that matters to a vacancy."""
    starts = max(each.period.start or first, first)
    return Period(starts, each.period.end) if each.period.end is None or each.period.end >= starts else each.period


def _bar(name: str, basis: str, period: Period) -> Bar:
    return Bar(name, BASES.get(basis, basis), period.start, period.end, f"post-{basis}")


def _with_gaps(bars: Sequence[Bar], gaps: Sequence[Period]) -> list[Bar]:
    empty = [Bar(NOBODY, "nobody named", gap.start, gap.end, "post-gap") for gap in gaps]
    return sorted([*bars, *empty], key=lambda bar: bar.starts or date.min)


def held_as(line: TermLine) -> str:
    """How a term is or was held, in words."""
    words = BASES.get(line.term.basis, line.term.basis)
    office = f" ({line.term.office})" if line.term.office else ""
    shared = f", with {', '.join(line.shared_with)}" if line.shared_with else ""
    return f"{words}{office}{shared}"
