"""Findings of reviews as readers see them, and what boards do about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from peerinspect.services.views.common import Cut


@dataclass(frozen=True, slots=True)
class LessonsAsked:
    """What is looked for among published findings. Several of one sort: any of them; of different sorts: all.

    `councils` are codes, `themes` codes of domain.themes, `kinds` of domain.lives.review_kinds.
    """

    text: str = ""
    themes: tuple[str, ...] = ()
    councils: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text; `is_match` where it is what was looked for. A page escapes it as any other text."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class LessonHit:
    """A published finding in a list."""

    id: str
    number: int
    review_id: str
    review_title: str
    kind: str
    out_on: date
    found: tuple[Piece, ...]
    learning: tuple[Piece, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonsFound:
    """A page of what was found. `is_wordless`: something was typed in, and no word was in it."""

    cut: Cut[LessonHit]
    is_wordless: bool = False


@dataclass(frozen=True, slots=True)
class LessonView:
    """One finding. `out_on` is None while only those who write it may read it.

    `sent`, `acknowledged` and `acted` count boards, for coordinators; else None. `own` is what became of it at the
    boards that the reader may read about.
    """

    id: str
    number: int
    review_id: str
    review_title: str
    kind: str
    council_names: tuple[str, ...]
    found: str
    learning: str
    themes: tuple[str, ...]
    written_on: date
    changed_on: date | None
    out_on: date | None
    may_write: bool
    sent: int | None = None
    acknowledged: int | None = None
    acted: int | None = None
    own: tuple[SentView, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewLessons:
    """The findings of one review, those that the reader may read. `why_not` says why none can be written yet."""

    review_id: str
    title: str
    kind: str
    council_names: tuple[str, ...]
    lessons: tuple[LessonView, ...]
    is_out: bool
    may_write: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with the number of published findings on it, and whether the reader follows it for themself."""

    code: str
    words: str
    belongs: str
    group: str
    lessons: int
    is_followed: bool
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """What somebody, or a board, is sent: `which` is all, some or none."""

    which: str
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentView:
    """A finding that a board was sent. `why` is own, subscribed or caught-up; `answer` planned, done, not-here or "".

    `is_overdue`: not acknowledged in time; `is_behind`: what was planned is past its day.
    """

    id: str
    board_id: str
    board_name: str
    lesson_id: str
    number: int
    review_title: str
    found: str
    learning: str
    themes: tuple[str, ...]
    why: str
    sent_on: date
    acknowledge_by: date
    acknowledged_on: date | None
    acknowledged_by: str
    is_overdue: bool
    answer: str
    words: str
    act_by: date | None
    is_behind: bool
    answered_on: date | None
    answered_by: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class LessonBoardLine:
    """A board in a list: how many findings it was sent, has not acknowledged, is late with, is behind on."""

    id: str
    name: str
    council_names: tuple[str, ...]
    followed: Followed
    sent: int
    waiting: int
    overdue: int
    behind: int


@dataclass(frozen=True, slots=True)
class BoardLessons:
    """A board's page of lessons. `to_catch_up` counts what it could still be sent of the past year.

    `opens_board`: whether the reader can open the page of the board itself, which somebody from elsewhere cannot.
    """

    line: LessonBoardLine
    state: str
    cut: Cut[SentView]
    may_subscribe: bool
    may_answer: bool
    opens_board: bool
    to_catch_up: int = 0


@dataclass(frozen=True, slots=True)
class RecurrenceLine:
    """One theme of the report on what comes back; see domain.recurrence for what is counted."""

    theme: str
    words: str
    reviews: int
    boards_sent: int
    boards_again: int
    reviews_again: int
    to_act: int
    done: int
    done_share: int | None


@dataclass(frozen=True, slots=True)
class RecurrenceReport:
    """The lines, with the years and regions that there are to choose from."""

    lines: tuple[RecurrenceLine, ...]
    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    reviews: int = 0
    lessons: int = field(default=0)
