"""Councils' posts of director: who holds each of them, who held it before, and which to keep an eye on.

Everything rests on posts, vacancies and published judgements. Sealed inspections have no part in any of it, whoever
reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from peerinspect.domain import add_months, kinds
from peerinspect.domain.directors import (
    ENDING_MONTHS,
    NEW_MONTHS,
    TEMPORARY,
    Term,
    doubled,
    gaps_in,
    holder_on,
    in_order,
    in_post_since,
    next_change,
)
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.vacancies import open_posts, recent_vacancies
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.views.common import Cut
from peerinspect.services.views.directors import (
    DirectorLine,
    DirectorsAsked,
    DirectorsPage,
    DirectorTimeline,
    DoubledLine,
    TermLine,
    VacancyShort,
    WatchFact,
    WatchLine,
    WatchPage,
)
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.directors import director_terms, grades_published, past_directors_of

POSTS_A_PAGE = 50
VACANT = "vacant"
INTERIM, NEW, ENDING, FALLEN = "interim", "new", "ending", "fallen"
FACTS = (INTERIM, NEW, ENDING, FALLEN, VACANT)
"""What the watch list tells of a post."""
EVERY_POST = DirectorsAsked()


def director_posts(reader: Reader, today: date, asked: DirectorsAsked = EVERY_POST, page: int = 1) -> DirectorsPage:
    """A page of councils, by name, each with whoever holds its post of director. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    places = _in_being(Sight(reader, today).places, today)
    terms = director_terms(since=today)
    near = [place for place in places if _is_asked(place, terms.get(place.code, ()), asked, today)]
    lines = [_line(place, terms.get(place.code, ()), today) for place in near]
    counts = Counter(each.basis for each in lines)
    wanted = [each for each in lines if asked.basis in ("", each.basis)]
    cut = _cut(wanted, page)
    return DirectorsPage(_named(cut, [each.code for each in cut.items], places), counts, _regions(places))


def _in_being(places: Mapping[str, Place], today: date) -> list[Place]:
    return [each for each in places.values() if each.ended_on is None or each.ended_on >= today]


def _regions(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(sorted({each.region for each in places if each.region}))


def _is_asked(place: Place, terms: Iterable[Term], asked: DirectorsAsked, today: date) -> bool:
    """Whether the council lies in the region asked for, and each word stands in its name or in the holder's."""
    if asked.region not in ("", place.region):
        return False
    now = holder_on(terms, today) if asked.text else None
    named = f"{place.name} {now.name if now else ''}".casefold()
    return all(word in named for word in asked.text.casefold().split())


def _line(place: Place, terms: Sequence[Term], today: date) -> DirectorLine:
    now = holder_on(terms, today)
    return DirectorLine(
        code=place.code,
        name=place.name,
        region=place.region or "",
        holder=now.name if now else "",
        person_id=_person(now),
        basis=now.basis if now else VACANT,
        since=now.period.start if now else None,
        next_change=next_change(terms, today),
        shared_with=tuple(sorted(now.shared_with)) if now else (),
    )


def _person(term: Term | None) -> str | None:
    """Whose page can be opened: who is known by name alone has none."""
    return term.person if term and not term.person.startswith("name:") else None


def _cut(lines: Sequence[DirectorLine], page: int) -> Cut[DirectorLine]:
    pages = max(1, -(-len(lines) // POSTS_A_PAGE))
    number = min(max(1, page), pages)
    return Cut(tuple(lines[(number - 1) * POSTS_A_PAGE : number * POSTS_A_PAGE]), number, pages, len(lines))


def _named(cut: Cut[DirectorLine], codes: Collection[str], places: Iterable[Place]) -> Cut[DirectorLine]:
    """The same with the names of the councils that share a director, in place of their codes."""
    names = {each.code: each.name for each in places}
    told = [
        DirectorLine(
            each.code, each.name, each.region, each.holder, each.person_id, each.basis, each.since, each.next_change,
            tuple(names.get(code, code) for code in each.shared_with),
        )
        for each in cut.items
    ]  # fmt: skip
    return Cut(tuple(told), cut.number, cut.pages, cut.total)


def director_timeline(reader: Reader, code: str, today: date) -> DirectorTimeline:
    """A council's post of director through time. For coordinators and the liaison, and for the council's own director
    and chief executive. NotFound for another council."""
    only(reader, COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR)
    sight = Sight(reader, today)
    place = sight.places.get(code)
    watches = reader.role in (COORDINATOR, LIAISON)
    if place is None or not (watches or code in reader.authorities):
        raise NotFound("no such council")
    terms = in_order(director_terms({code})[code])
    lines = {each: _term_line(each, sight, watches) for each in terms}
    now = holder_on(terms, today)
    last = min(place.ended_on or today, today)
    return DirectorTimeline(
        code=code,
        name=place.name,
        region=place.region or "",
        terms=tuple(lines.values()),
        gaps=gaps_in(terms, last),
        doubled=tuple(DoubledLine(each.one.name, each.other.name, each.period) for each in doubled(terms)),
        now=lines[now] if now else None,
        vacancies=recent_vacancies(sight, code) if reader.role != DIRECTOR else (),
        before=_before(code) if reader.role == COORDINATOR else (),
    )


def _term_line(term: Term, sight: Sight, opens_people: bool) -> TermLine:
    shared = tuple(sorted(sight.places[code].name for code in term.shared_with if code in sight.places))
    return TermLine(term, _person(term) if opens_people else None, shared)


def _before(code: str) -> tuple[tuple[str, str], ...]:
    """Who was added by name, and can be taken off again."""
    told = (
        (row.id, f"{row.name}, {plain_day(row.starts)} to {plain_day(row.ends)}") for row in past_directors_of(code)
    )
    return tuple(told)


# --- the watch list ---------------------------------------------------------------------------------------------------


def watch_list(reader: Reader, today: date, fact: str = "", region: str = "", page: int = 1) -> WatchPage:
    """Posts of director to keep an eye on, by plain facts. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    places = [each for each in _in_being(sight.places, today) if region in ("", each.region)]
    found = list(_watched(sight, places))
    counts = Counter(each.fact for line in found for each in line.facts)
    wanted = [line for line in found if not fact or any(each.fact == fact for each in line.facts)]
    pages = max(1, -(-len(wanted) // POSTS_A_PAGE))
    number = min(max(1, page), pages)
    shown = tuple(wanted[(number - 1) * POSTS_A_PAGE : number * POSTS_A_PAGE])
    return WatchPage(Cut(shown, number, pages, len(wanted)), counts, _regions(_in_being(sight.places, today)))


def _watched(sight: Sight, places: Iterable[Place]) -> Iterator[WatchLine]:
    """The councils of which any fact is so, by name."""
    today = sight.today
    # Somebody whose basis changed a few days ago is not new: terms that ended in the last year belong to it.
    terms = director_terms(since=add_months(today, -NEW_MONTHS))
    judged, vacant = grades_published(today), {each.authority: each for each in open_posts(sight, None)}
    for place in places:
        own = terms.get(place.code, [])
        facts = (
            *_of_the_holder(own, today),
            *_of_the_judgements(judged.get(place.code, ())),
            *_of_the_vacancy(vacant.get(place.code), holder_on(own, today), today),
        )
        if facts:
            now = holder_on(own, today)
            yield WatchLine(place.code, place.name, place.region or "", now.name if now else "", facts)


def _of_the_holder(terms: Sequence[Term], today: date) -> Iterator[WatchFact]:
    now = holder_on(terms, today)
    if now is None:
        return
    starts, ends = now.period.start, now.period.end
    since = f" since {plain_day(starts)}" if starts else ""
    if now.basis in TEMPORARY:
        yield WatchFact(INTERIM, starts, f"{'Acting' if now.basis == 'acting' else 'Interim'}{since}")
    came = in_post_since(terms, now.person, today) if now.is_post else None
    if came is not None and add_months(came, NEW_MONTHS) > today:
        yield WatchFact(NEW, came, f"In post since {plain_day(came)}, which is under 12 months")
    if ends is not None and ends < add_months(today, ENDING_MONTHS):
        what = "The post ends" if now.is_post else "The cover ends"
        yield WatchFact(ENDING, ends, f"{what} on {plain_day(ends)}, within 6 months")


def _of_the_judgements(judged: Sequence[tuple[date, Mapping[str, str]]]) -> Iterator[WatchFact]:
    """Whether the last judgement is lower than the one before it: overall, or else of leadership."""
    if len(judged) < 2:
        return
    (_, before), (published, last) = judged[-2:]
    for area, called in ((kinds.OVERALL, "Overall"), (kinds.LEADERSHIP, "Leadership")):
        if area not in before or area not in last:
            continue
        if kinds.GRADES.index(last[area]) > kinds.GRADES.index(before[area]):
            told = f"{called} fell from {_grade(before[area])} to {_grade(last[area])}, published on "
            yield WatchFact(FALLEN, published, told + plain_day(published))
        return


def _grade(word: str) -> str:
    return word.replace("-", " ")


def _of_the_vacancy(vacancy: VacancyShort | None, now: Term | None, today: date) -> Iterator[WatchFact]:
    """A vacancy that has begun or is known, or a post that the register has nobody for."""
    if vacancy is not None:
        begun = vacancy.vacant_from <= today
        held = f", looked after by {vacancy.held_by}" if vacancy.held_by else ", and nobody is named"
        told = f"Vacant since {plain_day(vacancy.vacant_from)}{held}"
        coming = f"Vacant from {plain_day(vacancy.vacant_from)} on"
        yield WatchFact(VACANT, vacancy.vacant_from, told if begun else coming)
    elif now is None:
        yield WatchFact(VACANT, None, "The register has no director for this council, and no vacancy")
