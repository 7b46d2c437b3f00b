"""Which lessons come back: pure counting over what was found, what was sent, and what was done about it.

A finding *recurs* where a board had been sent a finding with the same theme, from an earlier review, before the review
of its own began. "Before" is the day of sending against the day on which the later review was notified; a finding
that was sent on that day, or while the review was going on, came too late to count. Source: docs/design.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Found:
    """A published finding: its review, that review's first and publication day, its themes, and the boards reviewed."""

    lesson: str
    review: str
    began_on: date
    out_on: date
    themes: frozenset[str]
    boards: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A finding that was sent to a board, and whether the board's action on it is done."""

    lesson: str
    board: str
    sent_on: date
    is_done: bool = False
    is_not_here: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One theme: in how many reviews it was found, to how many boards it was sent, and how often it came back.

    `boards_again` counts boards that had been sent the theme before a later review of their own found it again;
    `reviews_again` those later reviews. `to_act` counts what was sent and applies to the board, `done` what of it is
    done.
    """

    theme: str
    reviews: int
    boards_sent: int
    boards_again: int
    reviews_again: int
    to_act: int
    done: int

    @property
    def done_share(self) -> int | None:
        """Of what applies, the part that is done, in whole per cent; None where nothing applies."""
        return None if not self.to_act else (200 * self.done + self.to_act) // (2 * self.to_act)


def recurrences(found: Iterable[Found], sent: Iterable[Sent], among: frozenset[str] | None = None) -> list[Recurrence]:
    """A line for each theme of the findings: the one found in most reviews first, then by code.

    `among` are the lessons that are counted as found, all of them for None: what was sent before counts whatever year
    and region it came from, so that a report on one year still sees what that year's reviews had been told.
    """
    lessons = {each.lesson: each for each in found}
    listed = [each for each in sent if each.lesson in lessons]
    counted = [each for each in lessons.values() if among is None or each.lesson in among]
    told = _first_told(lessons, listed)
    themes = {theme for each in counted for theme in each.themes}
    lines = [_line(theme, [each for each in counted if theme in each.themes], listed, told) for theme in themes]
    return sorted(lines, key=lambda line: (-line.reviews, line.theme))


def _first_told(lessons: Mapping[str, Found], sent: Iterable[Sent]) -> dict[tuple[str, str], list[tuple[date, str]]]:
    """By board and theme: on which days a finding came, and from which review."""
    told: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for each in sent:
        for theme in lessons[each.lesson].themes:
            told.setdefault((each.board, theme), []).append((each.sent_on, lessons[each.lesson].review))
    return told


def _line(
    theme: str, found: list[Found], sent: list[Sent], told: Mapping[tuple[str, str], list[tuple[date, str]]]
) -> Recurrence:
    """One theme's figures."""
    own = {each.lesson for each in found}
    sent_on_it = [each for each in sent if each.lesson in own]
    applies = [each for each in sent_on_it if not each.is_not_here]
    again = {
        (board, each.review)
        for each in found
        for board in each.boards
        if any(day < each.began_on and review != each.review for day, review in told.get((board, theme), ()))
    }
    return Recurrence(
        theme=theme,
        reviews=len({each.review for each in found}),
        boards_sent=len({each.board for each in sent_on_it}),
        boards_again=len({board for board, _ in again}),
        reviews_again=len({review for _, review in again}),
        to_act=len(applies),
        done=sum(each.is_done for each in applies),
    )
