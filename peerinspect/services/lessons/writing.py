"""Writing the findings of a review, changing them, and correcting them once they are out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.themes import find_theme, in_order, offered, words_of
from peerinspect.services.checking import Checks, only
from peerinspect.services.lessons.leading import leads
from peerinspect.services.lessons.particulars import particulars_in
from peerinspect.services.lessons.publication import may_be_written
from peerinspect.services.lessons.spreading import spread
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.reviews.publication import are_lessons_out
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import joined
from peerinspect.store import history
from peerinspect.store.reading.lessons import find_lesson, next_number, themes_of
from peerinspect.store.tables import DutyRow, LessonRow, LessonThemeRow

LONGEST = 2000
"""The most characters of a finding, and of what should change."""
MOST_THEMES, MOST_FINDINGS = 6, 40
TOO_EARLY = "Findings are written once the report is final"
IS_OUT = "This is published, so it is corrected and not taken away"


@dataclass(frozen=True, slots=True)
class WriteFinding:
    """What a review found, what should change, and the codes of its themes.

    `reason` is needed once the review is published: why it is added, or corrected, afterwards.
    """

    found: str = ""
    learning: str = ""
    themes: tuple[str, ...] = ()
    reason: str = ""


def write_finding(review: str, command: WriteFinding, reader: Reader, today: date) -> str:
    """Add a finding to a review; its id. For coordinators, and for who leads the review.

    One that is added after publication goes out at once. Raises NotFound for a review that the reader may not write
    for, Refusal for one that has not come to its final report.
    """
    with store.transaction():
        duty = review_to_write(review, reader, today)
        is_out = are_lessons_out(duty.id, today)
        number = next_number(duty.id)
        _check(command, is_out, Checks(), number=number, review=duty.id)
        row = LessonRow(
            id=store.new_token(), review=duty.id, number=number, found=tidy(command.found),
            learning=tidy(command.learning), labels=_labels(command.themes), written_by=reader.user_id,
            written_on=today, changed_on=None, out_on=None,
        )  # fmt: skip
        store.add(row, *(LessonThemeRow(lesson=row.id, theme=code) for code in sorted(set(command.themes))))
        sentence = f"Wrote finding {row.number}, on {_named(command.themes)}.{_told(command, is_out)}"
        event = history.record(reader.user_id, "write-finding", duty.id, duty=duty.id, sentence=sentence)
        if is_out:
            spread(duty.id, reader, event, today)
        return row.id


def change_finding(lesson_id: str, command: WriteFinding, reader: Reader, today: date) -> None:
    """Change a finding; once it is out, correct it, with a reason. For those who may write it.

    The history keeps what it said before, once that was out: histories have readers who read no draft. Boards that
    subscribe to a theme that it has only now are sent it.
    """
    with store.transaction():
        row = finding_to_write(lesson_id, reader, today)
        is_out, before = row.out_on is not None, themes_of([row.id]).get(row.id, frozenset())
        _check(command, is_out, Checks(), kept=before, review=row.review)
        said = f" It said: “{row.found}” What should change: “{row.learning}”" if is_out else ""
        row.found, row.learning = tidy(command.found), tidy(command.learning)
        row.labels, row.changed_on = _labels(command.themes), today
        store.db.session.execute(delete(LessonThemeRow).where(LessonThemeRow.lesson == row.id))
        store.add(*(LessonThemeRow(lesson=row.id, theme=code) for code in sorted(set(command.themes))))
        verb = "Corrected" if is_out else "Changed"
        sentence = f"{verb} finding {row.number}, on {_named(command.themes)}.{_told(command, is_out)}{said}"
        event = history.record(reader.user_id, "change-finding", row.review, duty=row.review, sentence=sentence)
        if is_out:
            spread(row.review, reader, event, today)


def remove_finding(lesson_id: str, reader: Reader, today: date) -> str:
    """Take away a finding that is not out; the review it belonged to. For those who may write it."""
    with store.transaction():
        row = finding_to_write(lesson_id, reader, today)
        if row.out_on is not None:
            raise Refusal(IS_OUT)
        review, sentence = row.review, f"Took away finding {row.number}."
        store.db.session.execute(delete(LessonThemeRow).where(LessonThemeRow.lesson == row.id))
        store.db.session.delete(row)
        history.record(reader.user_id, "remove-finding", review, duty=review, sentence=sentence)
        return review


def review_to_write(review: str, reader: Reader, today: date) -> Duty:
    """The review, locked, for who may write its findings. NotFound for everything else, and for everybody else."""
    only(reader, COORDINATOR, DIRECTOR)
    duty = Sight(reader, today).duty(review)
    if duty.kind != REVIEW or not (reader.role == COORDINATOR or leads(reader, review)):
        raise NotFound("no such review")
    # Its row is locked, so that its state and the numbers of its findings hold until the end of the transaction.
    store.db.session.get(DutyRow, review, with_for_update=True)
    return duty


def finding_to_write(lesson_id: str, reader: Reader, today: date) -> LessonRow:
    """The finding, for who may write it; locked by the caller's transaction."""
    row = find_lesson(lesson_id)
    if row is None:
        raise NotFound("no such finding")
    review_to_write(row.review, reader, today)
    store.db.session.refresh(row)
    return row


def _check(
    command: WriteFinding,
    is_out: bool,
    checks: Checks,
    kept: frozenset[str] = frozenset(),
    number: int = 0,
    review: str = "",
) -> None:
    """Everything is there, is short enough, and speaks of no child. `kept` are themes that it has already."""
    checks.need(may_be_written(review), "", TOO_EARLY)
    checks.need(number <= MOST_FINDINGS, "", f"A review has at most {MOST_FINDINGS} findings. Put some together")
    _check_text(checks, command.found, "found", "Say what was found", "what was found")
    _check_text(checks, command.learning, "learning", "Say what should change", "what should change")
    known = {theme.code for theme in offered()} | kept
    checks.need(command.themes, "themes", "Choose at least one theme")
    checks.need(set(command.themes) <= known, "themes", "Choose themes from the list")
    checks.need(len(set(command.themes)) <= MOST_THEMES, "themes", f"Choose at most {MOST_THEMES} themes")
    if is_out:
        check_text(checks, command.reason, "reason", "Say why it is corrected", "the reason")
    checks.need(not particulars_in(command.reason), "reason", particulars_in(command.reason))
    checks.done()


def _check_text(checks: Checks, text: str, field: str, missing: str, name: str) -> None:
    check_text(checks, text, field, missing, name, LONGEST)
    told = particulars_in(text)
    checks.need(not told, field, told)


def _labels(themes: Iterable[str]) -> str:
    """The words of the themes, for the search."""
    return ", ".join(words_of(code) for code in in_order(frozenset(themes)))


def _named(themes: Iterable[str]) -> str:
    """The themes in a sentence."""
    return joined(words_of(code).lower() if find_theme(code) else code for code in in_order(frozenset(themes)))


def _told(command: WriteFinding, is_out: bool) -> str:
    return f" Why: {tidy(command.reason)}." if is_out else ""
