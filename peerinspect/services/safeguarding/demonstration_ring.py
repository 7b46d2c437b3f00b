"""For the demo: two councils whose directors chair each other's boards, and three that go round in a ring.

A search would rather not have either, so they stand in for chairs who have left, for a few months: no hard rule is
against any of them, and the soft ones are waived by letter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Objection, Period, Placement, Strength, Waiver, add_months
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.safeguarding import Way, rings, swaps
from peerinspect.services.consents import RecordConsent, record_consent
from peerinspect.services.duties import RegisterBoard, register_board
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.queries.chairs import Chairs
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import Reader
from peerinspect.services.signatures import FileDeclaration, file_declaration
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.placements import people_on
from peerinspect.store.reading.safeguarding import read_boards
from peerinspect.store.tables import DutyRow

MOST_TRIED = 6
"""Councils whose people are looked at: every further one is asked about against all others."""
SHORT, LONG = 2, 9
"""The fewest and the most months of such a term."""
PAPERS = frozenset({"undeclared", "no-consent"})
"""What a letter mends."""
LETTER = "Letter of this week"
CHAIR_SWAP = "chair-swap"
DAYS = 12
"""A year."""


def show_swap_and_ring(coordinator: Reader, today: date) -> None:
    """Seat them. Where the season leaves too few people, what cannot be shown is left out."""
    terms, people = _short_terms(coordinator, today), _directors(today)
    open_to = {code: people[code] for code in sorted(terms.keys() & people.keys())}
    if not open_to:
        return
    first = next(iter(terms.values()))
    found = objections_to([Placement(each, first.id, "offered") for each in open_to.values()], first, today)
    lacking = {code: {each.rule for each in found[one] if _is_hard(each)} for code, one in open_to.items()}
    fit = sorted((code for code in open_to if lacking[code] <= PAPERS), key=lambda code: (len(lacking[code]), code))
    chosen = {code: open_to[code] for code in fit[:MOST_TRIED]}
    for code, one in chosen.items():
        _bring_papers(lacking[code], one, code, coordinator, today)
    soft = _soft_rules({code: terms[code] for code in chosen}, chosen, today)
    pair = next(iter(swaps(soft.keys())), None)
    ring = next((each for each in rings(soft, longest=3) if not set(pair or ()) & set(each)), ())
    seats = [*([pair, pair[::-1]] if pair else []), *zip(ring, (*ring[1:], *ring[:1]), strict=True)]
    for home, target in seats:
        _seat(chosen[home], terms[target], soft[home, target] | {CHAIR_SWAP}, coordinator, today)


def _short_terms(coordinator: Reader, today: date) -> dict[str, Duty]:
    """What lies between today and the next term of each board of one council that nobody chairs, by council."""
    chairs, found = Chairs(Sight(coordinator, today)), {}
    for board in read_boards().values():
        codes, coming = board.councils_on(today), chairs.terms.get(board.id, ())
        if len(codes) == 1 and coming and chairs.is_vacant(board.id):
            last = min(coming[0].first_day - timedelta(days=1), add_months(today, LONG))
            if last >= add_months(today, SHORT):
                id_, council = f"between-{min(codes)}", frozenset(codes)
                found[min(codes)] = Duty(id_, CHAIR, Period(today, last), 1, council, days=DAYS)
    return found


def _directors(today: date) -> dict[str, str]:
    """A council's director, where they offer to chair and are on no board."""
    boards = sorted(id_ for id_, each in read_duties(today).items() if each.kind == CHAIR and each.last_day >= today)
    sitting = frozenset(people_on(boards))
    return {
        post.authority: one.id
        for one in read_people().values()
        if one.id not in sitting and any(each.kind == CHAIR for each in one.offers)
        for post in one.posts
        if post.role == "director" and post.period.holds(today)
    }


def _is_hard(objection: Objection) -> bool:
    return objection.strength is Strength.HARD


def _bring_papers(lacking: Collection[str], person: str, code: str, coordinator: Reader, today: date) -> None:
    """What is missing comes by letter."""
    if "undeclared" in lacking:
        file_declaration(FileDeclaration(person, today, LETTER), coordinator, today)
    if "no-consent" in lacking:
        last = add_months(today, LONG + 1)
        record_consent(RecordConsent(person, code, today, last, LETTER), coordinator, today)


def _soft_rules(terms: Mapping[str, Duty], people: Mapping[str, str], today: date) -> dict[Way, frozenset[str]]:
    """From whose council to whose board nothing hard is in the way, with the soft rules that are."""
    ways = {}
    for target, term in terms.items():
        others = {home: one for home, one in people.items() if home != target}
        found = objections_to([Placement(each, term.id, "offered") for each in others.values()], term, today)
        for home, one in others.items():
            if not any(map(_is_hard, found[one])):
                ways[home, target] = frozenset(each.rule for each in found[one])
    return ways


def _seat(person: str, term: Duty, rules: Collection[str], coordinator: Reader, today: date) -> None:
    """Register the term, waive what is soft, and put the person in post."""
    command = RegisterBoard(tuple(sorted(term.authorities)), term.first_day, term.last_day, DAYS)
    duty = register_board(command, coordinator, today)
    with store.transaction():
        waivers = [Waiver(rule, person, duty, term.last_day) for rule in sorted(rules)]
        load_placements([Placement(person, duty, "live")], waivers)
        row = store.db.session.get_one(DutyRow, duty)
        row.state, row.state_on = "in-post", today
        sentence = f"{read_names([person])[person]} stands in as chair, by letter of this week."
        history.record(coordinator.user_id, "take-post-chair", duty, duty=duty, sentence=sentence)
