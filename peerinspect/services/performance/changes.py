"""What changed at a council in a year, as a list of days and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from peerinspect.domain import Period, kinds
from peerinspect.domain.directors import TEMPORARY
from peerinspect.services.views.authorities import JudgementView
from peerinspect.services.views.performance import Happening, PostHeld, VacancySpell, WorkLine

PUBLISHED = "published"
GRADE_WORDS = {
    "outstanding": "outstanding",
    "good": "good",
    "requires-improvement": "requires improvement",
    "inadequate": "inadequate",
}


def latest_first(found: Iterable[Happening], year: Period) -> tuple[Happening, ...]:
    """What happened in the year, the latest first."""
    inside = (each for each in found if year.holds(each.on))
    return tuple(sorted(inside, key=lambda each: (-each.on.toordinal(), each.sentence)))


def grade_of(judgement: JudgementView) -> str | None:
    """The overall grade; that of leadership where none is given."""
    return judgement.grades.get(kinds.OVERALL) or judgement.grades.get(kinds.LEADERSHIP)


def judged(judgements: Sequence[JudgementView]) -> Iterator[Happening]:
    """Each judgement, the latest first, with the grade before it."""
    for place, each in enumerate(judgements):
        grade, before = grade_of(each), next(filter(None, map(grade_of, judgements[place + 1 :])), None)
        if each.published is not None:
            yield Happening(each.published, _judged(grade, before))


def _judged(grade: str | None, before: str | None) -> str:
    if grade is None:
        return "A report without an overall grade was published"
    told = f"A judgement was published: {GRADE_WORDS.get(grade, grade)}"
    if before is None:
        return told
    return f"{told}, as before" if before == grade else f"{told}, before it {GRADE_WORDS.get(before, before)}"


def came_and_went(posts: Iterable[PostHeld], what: str) -> Iterator[Happening]:
    """Who came into a post and who left it; `what` names the post, like "director"."""
    for each in posts:
        held = f"{each.basis} {what}" if each.basis in TEMPORARY else what
        if each.period.start is not None:
            yield Happening(each.period.start, f"{each.person_name} became {held}")
        if each.period.end is not None:
            yield Happening(each.period.end, f"{each.person_name}'s time as {held} ended")


def vacated(spells: Iterable[VacancySpell]) -> Iterator[Happening]:
    """When the director's post fell vacant, and until when."""
    for each in spells:
        yield from _ends(each.period, "The director's post fell vacant", "The vacancy of the director's post ended")


def worked(lines: Iterable[WorkLine], began: str, ended: str) -> Iterator[Happening]:
    """When work began and ended, as two sentences with a place for its title."""
    for each in lines:
        yield from _ends(each.period, began.format(each.title), ended.format(each.title))


def published(reviews: Iterable[WorkLine]) -> Iterator[Happening]:
    """The reviews that were published: their work ended on that day."""
    for each in reviews:
        if each.state == PUBLISHED and each.period.end is not None:
            yield Happening(each.period.end, f"{each.title} was published")


def _ends(period: Period, began: str, ended: str) -> Iterator[Happening]:
    if period.start is not None:
        yield Happening(period.start, began)
    if period.end is not None:
        yield Happening(period.end, ended)
