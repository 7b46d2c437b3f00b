"""Which lessons come back: pure counting over what was found, what was sent, and what was done about it.

A finding *recurs* where a board had been sent a finding with the same theme, from an earlier review, before the review
of its own began. "Before" is the day of sending against the day on which the later review was notified; a finding
that was sent on that day, or while the review was going on, came too late to count. Source: docs/design.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Found:
    """A published finding: its review, that review's first and publication day, its themes, and the boards reviewed."""

    lesson: str
    review: str
    began_on: date
    out_on: date
    themes: frozenset[str]
    boards: frozenset[str]


class Sent(NamedTuple):
    """A finding that was sent to a board, and whether the board's action on it is done; there are many of them."""

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
    counted = [each for each in lessons.values() if among is None or each.lesson in among]
    by_lesson: dict[str, list[Sent]] = {}
    for each in sent:
        by_lesson.setdefault(each.lesson, []).append(each)
    told = _first_told(lessons, by_lesson)
    on_theme: dict[str, list[Found]] = {}
    for finding in counted:
        for theme in finding.themes:
            on_theme.setdefault(theme, []).append(finding)
    lines = [_line(theme, findings, by_lesson, told) for theme, findings in on_theme.items()]
    return sorted(lines, key=lambda line: (-line.reviews, line.theme))


_Told = Mapping[tuple[str, str], Mapping[str, date]]
"""By board and theme: from which review the theme came, and on which day first."""


def _first_told(lessons: Mapping[str, Found], by_lesson: Mapping[str, Iterable[Sent]]) -> _Told:
    """What the boards that were reviewed had been sent: nobody asks of others."""
    reviewed = {board for finding in lessons.values() for board in finding.boards}
    told: dict[tuple[str, str], dict[str, date]] = {}
    for finding in lessons.values():
        for each in by_lesson.get(finding.lesson, ()):
            if each.board in reviewed:
                for theme in finding.themes:
                    days = told.setdefault((each.board, theme), {})
                    days[finding.review] = min(each.sent_on, days.get(finding.review, each.sent_on))
    return told


def _line(theme: str, found: list[Found], by_lesson: Mapping[str, list[Sent]], told: _Told) -> Recurrence:
    """One theme's figures."""
    sent = [each for finding in found for each in by_lesson.get(finding.lesson, ())]
    applies = [each for each in sent if not each.is_not_here]
    again = {
        (board, finding.review)
        for finding in found
        for board in finding.boards
        if any(
            day < finding.began_on and review != finding.review for review, day in told.get((board, theme), {}).items()
        )
    }
    return Recurrence(
        theme=theme,
        reviews=len({finding.review for finding in found}),
        boards_sent=len({each.board for each in sent}),
        boards_again=len({board for board, _ in again}),
        reviews_again=len({review for _, review in again}),
        to_act=len(applies),
        done=sum(each.is_done for each in applies),
    )
