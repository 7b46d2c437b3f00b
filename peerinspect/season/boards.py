"""Safeguarding boards: one an authority or joint arrangement, their chairs' terms, and those that fall vacant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from peerinspect.domain import Duty, Period, add_months
from peerinspect.domain.kinds import CHAIR
from peerinspect.season import rates
from peerinspect.season.chance import Chance, Mint, shuffled
from peerinspect.season.england import England
from peerinspect.season.promises import SKILLS

ONE_DAY = timedelta(days=1)
FIRST_VACANCY_DAYS = 28
LAST_VACANCY_DAYS = 300
HELD_TO_THE_END = 0.2
"""The share of the boards falling vacant whose chair serves until then; the others' chairs have left. Judged."""

EXTENDED_MONTHS = 12
"""How much longer every other chair who has left had stayed: with another term, more than six years. Judged."""


@dataclass(frozen=True)
class Chairs:
    """The chair duties of a season: terms that somebody is in, terms that want somebody, terms that are over."""

    running: list[Duty]
    vacant: list[Duty]
    ended: list[Duty]


def board_authorities(england: England, as_of: date) -> list[tuple[str, ...]]:
    """The authorities of each board: joint boards first, then everyone who has a board alone."""
    joint = [tuple(sorted(board.authorities)) for board in england.boards if board.period.holds(as_of)]
    shared = {code for board in joint for code in board}
    return [*joint, *((code,) for code in england.codes if code not in shared)]


def draw_chairs(england: England, chance: Chance, mint: Mint, as_of: date) -> Chairs:
    """The terms of every board: about two thirds run on, the others end within the coming months."""
    stream = chance.stream("boards")
    boards = shuffled(stream, board_authorities(england, as_of))
    vacancies = round(len(boards) * rates.VACANT_BOARDS)
    running = [_running(stream, mint, board, as_of) for board in boards[vacancies:]]
    vacant: list[Duty] = []
    ended: list[Duty] = []
    for place, board in enumerate(boards[:vacancies]):
        days = stream.choice(rates.BOARD_DAYS) if len(board) == 1 else max(rates.BOARD_DAYS)
        first = _first_day(stream, as_of)
        vacant.append(_term(mint, board, first, days, _wanted(stream)))
        if place < vacancies * HELD_TO_THE_END:
            running.append(_term(mint, board, add_months(first, -rates.CHAIR_TERM_MONTHS), days))
        elif len(ended) < rates.PAST_CHAIRS:
            ended.append(_ended(stream, mint, board, as_of, EXTENDED_MONTHS if len(ended) % 2 else 0))
    return Chairs(running, vacant, ended)


def reopen(duty: Duty, chance: Chance, as_of: date) -> Duty:
    """The same board's next term, for a board whose present term found nobody: it waits for a chair."""
    first = _first_day(chance.stream(f"reopen {duty.id}"), as_of)
    return replace(duty, period=Period(first, add_months(first, rates.CHAIR_TERM_MONTHS) - ONE_DAY))


def next_term(term: Duty, mint: Mint) -> Duty:
    """The same board's term after the one given, which has a last day."""
    first = (term.period.end or date.max) + ONE_DAY
    return _term(mint, tuple(sorted(term.authorities)), first, term.days or max(rates.BOARD_DAYS))


def _first_day(stream: Random, as_of: date) -> date:
    """The first of a month: terms begin there."""
    day = as_of + timedelta(days=stream.randint(FIRST_VACANCY_DAYS, LAST_VACANCY_DAYS))
    return add_months(day.replace(day=1), 1)


def _wanted(stream: Random) -> frozenset[str]:
    return frozenset(stream.sample(SKILLS, stream.choices((0, 1), (4, 1))[0]))


def _running(stream: Random, mint: Mint, board: tuple[str, ...], as_of: date) -> Duty:
    """A term in its middle, begun three to thirty months ago."""
    first = add_months(as_of.replace(day=1), -stream.randint(3, 30))
    days = stream.choice(rates.BOARD_DAYS) if len(board) == 1 else max(rates.BOARD_DAYS)
    return _term(mint, board, first, days)


def _ended(stream: Random, mint: Mint, board: tuple[str, ...], as_of: date, extended: int) -> Duty:
    """A term that was over before the season, so many months longer than others."""
    after = add_months(as_of.replace(day=1), -stream.randint(0, 6))
    first = add_months(after, -rates.CHAIR_TERM_MONTHS - extended)
    term = _term(mint, board, first, stream.choice(rates.BOARD_DAYS))
    return replace(term, period=Period(first, after - ONE_DAY))


def _term(mint: Mint, board: tuple[str, ...], first: date, days: int, skills: frozenset[str] = frozenset()) -> Duty:
    last = add_months(first, rates.CHAIR_TERM_MONTHS) - ONE_DAY
    return Duty(mint.duty("c"), CHAIR, Period(first, last), 1, frozenset(board), days=days, skills=skills)
