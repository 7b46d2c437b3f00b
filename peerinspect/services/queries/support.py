"""Support between inspections: lists, requests, and one programme as its reader may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import SUPPORT
from peerinspect.domain.themes import in_order, words_of
from peerinspect.independence.rules.home_judgement import latest_judgement, overall_grade
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only, own_person
from peerinspect.services.queries.investment import own_balances
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.support.commands import NEEDS
from peerinspect.services.support.parts import (
    ADVISED,
    ADVISER,
    GIVING,
    LIFE,
    ON_WATCH,
    PLANNER,
    Taking,
    councils_led,
    takings,
)
from peerinspect.services.views import support as shown
from peerinspect.store.reading.councils import read_authorities
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.lists import Wanted, count_of_duties, ids_of_duties
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.reading.support import (
    led_from,
    programmes,
    requests_of,
    support_at,
    themes_asked_for,
    themes_of,
    waiting_requests,
)
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import SupportRequestRow

LINES_A_PAGE = 50
PART_ORDER = (PLANNER, ON_WATCH, ADVISED, GIVING, ADVISER)


def support_home(reader: Reader, asked: views.WorkAsked, page: int, today: date) -> shown.SupportHome:
    """Where support begins. Coordinators and the liaison narrow a list; others read what they take part in.

    The liaison reads no requests: what a council asks for is a word about its weaknesses.
    """
    only(reader, COORDINATOR, LIAISON, DIRECTOR, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    if reader.role in (COORDINATOR, LIAISON):
        rows = waiting_requests() if reader.role == COORDINATOR else ()
        return shown.SupportHome(_page(sight, asked, page), _requests(sight, rows), (), ())
    own = councils_led(reader, today)
    rows = requests_of(own) if own else ()
    lines = _lines(sight, _own_ids(reader, own))
    choices = tuple(views.Choice(code, sight.places[code].name) for code in sorted(own))
    return shown.SupportHome(
        views.Cut(lines, 1, 1, len(lines)), _requests(sight, rows), choices, own_balances(reader, own, today)
    )


def _page(sight: Sight, asked: views.WorkAsked, page: int) -> views.Cut[shown.SupportLine]:
    wanted = Wanted(SUPPORT, asked.text, asked.state, asked.council, asked.region, asked.when, asked.is_unfilled)
    total = count_of_duties(wanted, sight.today, False)
    pages = max(1, -(-total // LINES_A_PAGE))
    number = min(max(1, page), pages)
    ids = ids_of_duties(wanted, sight.today, False, (number - 1) * LINES_A_PAGE, LINES_A_PAGE)
    return views.Cut(_lines(sight, ids), number, pages, total)


def _own_ids(reader: Reader, own: frozenset[str]) -> list[str]:
    """Support at the reader's councils, led from there, or given by the reader. Whether they take part, parts say."""
    found = support_at(own) | led_from(own) if own else frozenset()
    if reader.role == DIRECTOR and reader.person_id:
        found |= duties_of([reader.person_id])
    return sorted(found)


def _lines(sight: Sight, ids: Collection[str]) -> tuple[shown.SupportLine, ...]:
    """Programmes in a list: in the order given to those who plan or watch, the latest first to others."""
    found = takings(sight.reader, ids, sight.today)
    if not found:
        return ()
    duties = {id_: found[id_].duty for id_ in ids if id_ in found}
    states, lines = states_of(duties), sight.lines(duties)
    rows, themes = programmes(duties), themes_of(duties)
    made = []
    for id_ in duties:
        one, row = found[id_], rows.get(id_)
        names = sorted(each.name for each in one.advisers.values())
        made.append(
            shown.SupportLine(
                duty=lines[id_],
                state=states[id_][0],
                state_name=LIFE.states[states[id_][0]],
                need=NEEDS[row.need] if row and one.is_inside else "",
                themes=theme_words(themes.get(id_, frozenset())) if one.is_inside else (),
                lead=one.advisers[one.lead].name if one.lead else "",
                advisers=tuple(names),
                part=part_of(one),
            )
        )
    if sight.reader.role in (COORDINATOR, LIAISON):
        return tuple(made)
    return tuple(sorted(made, key=lambda each: (_begins(each), each.duty.title), reverse=True))


def _begins(line: shown.SupportLine) -> date:
    return line.duty.period.start or date.min


def part_of(found: Taking) -> str:
    """The first thing that the reader is in it."""
    return next(each for each in PART_ORDER if each in found.parts)


def theme_words(codes: Collection[str]) -> tuple[str, ...]:
    """Themes in words, in the order of the vocabulary."""
    return tuple(words_of(each) for each in in_order(frozenset(codes)))


def support_request(reader: Reader, request_id: str, today: date) -> shown.SupportRequestView:
    """One request. For coordinators, and for those who lead the council that asked; NotFound for others."""
    only(reader, COORDINATOR, DIRECTOR, CHIEF_EXECUTIVE)
    row = store.db.session.get(SupportRequestRow, request_id)
    may_read = reader.role == COORDINATOR or (row is not None and row.authority in councils_led(reader, today))
    if row is None or not may_read:
        raise NotFound("no such request")
    return _requests(Sight(reader, today), [row])[0]


def _requests(sight: Sight, rows: Collection[SupportRequestRow]) -> tuple[shown.SupportRequestView, ...]:
    if not rows:
        return ()
    themes = themes_asked_for({row.id for row in rows})
    names = user_names({row.asked_by for row in rows} | {row.answered_by for row in rows if row.answered_by})
    judged = _judged({row.authority for row in rows}, sight.today)
    return tuple(_request(sight, row, themes.get(row.id, frozenset()), names, judged) for row in rows)


def _request(
    sight: Sight,
    row: SupportRequestRow,
    themes: frozenset[str],
    names: Mapping[str, str],
    judged: Mapping[str, tuple[str, date | None]],
) -> shown.SupportRequestView:
    waits, plans = row.outcome is None, sight.reader.role == COORDINATOR
    return shown.SupportRequestView(
        id=row.id,
        authority=row.authority,
        authority_name=sight.places[row.authority].name,
        themes=theme_words(themes),
        theme_codes=in_order(themes),
        days=row.days,
        hopes=row.hopes,
        by=names.get(row.asked_by, ""),
        on=row.asked_on,
        outcome=row.outcome or "",
        answer=row.answer,
        answered_by=names.get(row.answered_by or "", ""),
        answered_on=row.answered_on,
        duty_id=row.duty or "",
        may_answer=waits and plans,
        may_withdraw=waits and not plans,
        judged=judged[row.authority][0],
        judged_on=judged[row.authority][1],
    )


def _judged(codes: Collection[str], today: date) -> dict[str, tuple[str, date | None]]:
    """How councils were judged last, and when that was published."""
    found = {}
    for code, council in read_authorities(codes).items():
        latest = latest_judgement(council.judgements, today)
        found[code] = ((overall_grade(latest) or "") if latest else "", latest.published if latest else None)
    return found


def my_programmes(reader: Reader, today: date) -> Mapping[str, str]:
    """The programmes that the reader advises on, by the address of their placement."""
    own = own_person(reader)
    found = takings(reader, duties_of([own]), today)
    return {placement_address(own, id_): id_ for id_, one in found.items() if ADVISER in one.parts}
