"""How people stand with councils: three states, of which exactly one holds, from the design's words alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import CODES, TODAY, board, facts_of

from peerinspect.domain import Arrangement, Facts, Interest, Period, add_months
from peerinspect.domain.person import INTEREST_KINDS
from peerinspect.services.ties import CLEAR, CONFLICTED, NOT_DECLARED, STANDS, Ties

ME, HOME, THERE = f"{CODES[0]}-director", CODES[0], CODES[7]
YEARS_AGO = date(2015, 1, 1)


def facts(declared_on: date | None, *interests: Interest, arrangements: tuple[Arrangement, ...] = ()) -> Facts:
    """The small world, in which one director has declared."""
    found = facts_of([board("board", CODES[3], TODAY)])
    me = replace(found.people[ME], declared_on=declared_on)
    return replace(found, people={**found.people, ME: me}, interests=interests, arrangements=arrangements)


def tie(kind: str, starts: date | None = YEARS_AGO, ends: date | None = None, code: str = THERE) -> Interest:
    return Interest(ME, kind, code, Period(starts, ends))


def state(found: Facts, code: str = THERE) -> str:
    return Ties(found).stand(found.people[ME], code).state


@pytest.mark.parametrize(
    ("declared_on", "expected"),
    [
        (None, NOT_DECLARED),
        (TODAY, CLEAR),
        (add_months(TODAY, -12) + timedelta(days=1), CLEAR),
        (add_months(TODAY, -12), CLEAR),
        (add_months(TODAY, -12) - timedelta(days=1), NOT_DECLARED),
        (date(2000, 1, 1), NOT_DECLARED),
    ],
    ids=["never", "today", "a day short of a year", "a year to the day", "a year and a day", "long ago"],
)
def test_a_declaration_lasts_twelve_months_to_the_day(declared_on: date | None, expected: str) -> None:
    assert state(facts(declared_on)) == expected


def test_on_a_leap_day_too() -> None:
    found = replace(facts(date(2024, 2, 29)), as_of=date(2025, 2, 28))
    assert state(found) == CLEAR
    assert state(replace(found, as_of=date(2025, 3, 1))) == NOT_DECLARED


@pytest.mark.parametrize("declared_on", [None, TODAY])
def test_a_known_tie_is_a_conflict_whether_or_not_anything_is_declared(declared_on: date | None) -> None:
    assert state(facts(declared_on, tie("friend"))) == CONFLICTED


@pytest.mark.parametrize("kind", INTEREST_KINDS)
def test_every_kind_of_tie_that_holds_today_is_a_conflict_there_and_nowhere_else(kind: str) -> None:
    found = facts(TODAY, replace(tie(kind), case="2026/1" if kind == "case" else None))
    assert state(found) == CONFLICTED
    assert state(found, CODES[8]) == CLEAR


@pytest.mark.parametrize("kind", ["family", "friend", "business", "acquaintance", "other"])
def test_a_tie_that_holds_only_while_it_lasts(kind: str) -> None:
    assert state(facts(TODAY, tie(kind, ends=TODAY))) == CONFLICTED
    assert state(facts(TODAY, tie(kind, ends=TODAY - timedelta(days=1)))) == CLEAR


@pytest.mark.parametrize(
    ("kind", "years"),
    [("employed", 5), ("consulted", 5), ("councillor", 5), ("applied", 5), ("paid", 5), ("complaint", 3)],
)
def test_a_tie_that_is_remembered_is_clear_on_the_anniversary(kind: str, years: int) -> None:
    ended = add_months(TODAY, -12 * years)
    assert state(facts(TODAY, tie(kind, ends=ended + timedelta(days=1)))) == CONFLICTED
    assert state(facts(TODAY, tie(kind, ends=ended))) == CLEAR


def test_a_conflict_says_which_work_it_stands_against() -> None:
    found = facts(TODAY, tie("employed", ends=add_months(TODAY, -48)))
    (conflict,) = Ties(found).conflicts(found.people[ME], THERE)
    assert (conflict.rule, conflict.against, conflict.waivable) == ("worked-there", ("inspect", "review"), ())
    assert f"Council {THERE}" in conflict.sentence


def test_a_conflict_says_which_work_needs_a_waiver() -> None:
    found = facts(TODAY, tie("employed", ends=add_months(TODAY, -12)))
    (conflict,) = Ties(found).conflicts(found.people[ME], THERE)
    assert (conflict.against, conflict.waivable) == (("inspect", "chair", "review"), ("support",))


def test_ones_own_council_and_those_that_share_its_director_are_conflicts() -> None:
    shared = Arrangement("director", frozenset({HOME, CODES[5]}))
    found = facts(TODAY, arrangements=(shared,))
    assert [state(found, code) for code in (HOME, CODES[5], CODES[6])] == [CONFLICTED, CONFLICTED, CLEAR]


days = st.dates(date(2010, 1, 1), date(2027, 12, 31))
ties = st.builds(
    lambda kind, code, starts, length: Interest(
        ME, kind, code, Period(starts, starts + timedelta(days=length) if length is not None else None)
    ),
    st.sampled_from(INTEREST_KINDS),
    st.sampled_from(CODES[:4]),
    days,
    st.one_of(st.none(), st.integers(0, 3000)),
)


@settings(max_examples=60, deadline=None)
@given(declared_on=st.one_of(st.none(), days), interests=st.lists(ties, max_size=4))
def test_exactly_one_state_holds(declared_on: date | None, interests: list[Interest]) -> None:
    """Conflicted is who has a conflict; of the others, clear is who has lately declared."""
    found = facts(declared_on, *interests)
    book = Ties(found)
    is_fresh = declared_on is not None and add_months(declared_on, 12) >= TODAY
    for code in CODES[:5]:
        stand = book.stand(found.people[ME], code)
        holds = {
            CONFLICTED: bool(stand.conflicts),
            NOT_DECLARED: not stand.conflicts and not is_fresh,
            CLEAR: not stand.conflicts and is_fresh,
        }
        assert [name for name in STANDS if holds[name]] == [stand.state]


@settings(max_examples=60, deadline=None)
@given(declared_on=st.one_of(st.none(), days), interests=st.lists(ties, max_size=3), extra=ties)
def test_another_tie_never_clears_anybody(declared_on: date | None, interests: list[Interest], extra: Interest) -> None:
    before, after = facts(declared_on, *interests), facts(declared_on, *interests, extra)
    for code in CODES[:4]:
        assert state(after, code) in (state(before, code), CONFLICTED)
