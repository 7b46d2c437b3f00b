"""What Ofsted said of councils: judgements, added as they are published, and corrected with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.domain import kinds
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_council
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.tables import GradeRow, JudgementRow

AREAS = (kinds.OVERALL, kinds.LEADERSHIP, kinds.HELP_AND_PROTECTION, "care", "care-leavers")
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AddJudgement:
    """A published judgement. `grades` maps areas of AREAS to grades; an area left out, or "", was not graded."""

    code: str
    framework: str
    inspected: date | None
    published: date | None
    grades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorrectJudgement:
    """What a judgement said all along, where the register had it wrong."""

    judgement_id: int
    judgement: AddJudgement
    reason: str


def add_judgement(command: AddJudgement, reader: Reader, today: date) -> int:
    """Add a judgement and return its number. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        hold_council(command.code)
        checks = Checks()
        _check(checks, command, today)
        checks.done()
        row = JudgementRow(authority=command.code, **_columns(command))
        store.add(row)
        _grade(row.id, command.grades)
        sentence = f"Added the judgement published on {_day(row)}{_overall(command.grades)}."
        history.record(reader.user_id, "add-judgement", command.code, sentence=sentence)
        return row.id


def correct_judgement(command: CorrectJudgement, reader: Reader, today: date) -> None:
    """Put a judgement right. Areas that no form asks for keep their grade. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        hold_council(command.judgement.code)
        row = store.db.session.get(JudgementRow, command.judgement_id)
        if row is None or row.authority != command.judgement.code:
            raise NotFound("no such judgement of this council")
        checks, wanted = Checks(), command.judgement
        _check(checks, wanted, today, row.id)
        missing = "Say what was wrong, and how you know"
        check_text(checks, command.reason, "reason", missing, "this", LONGEST_REASON)
        before = {**{name: getattr(row, name) for name in _columns(wanted)}, **_grades(row.id)}
        after = {**_columns(wanted), **_given(wanted.grades)}
        checks.need(before != after, "", "This is what the register says already")
        checks.done()
        for name, value in _columns(wanted).items():
            setattr(row, name, value)
        store.db.session.flush()
        _grade(row.id, wanted.grades)
        told = f"Corrected the judgement published on {_day(row)}{_overall(wanted.grades)}"
        sentence = f"{told}. Why: {tidy(command.reason)}."
        history.record(reader.user_id, "correct-judgement", row.authority, sentence=sentence)


def _check(checks: Checks, command: AddJudgement, today: date, but: int | None = None) -> None:
    """Note what no judgement could be."""
    checks.need(len(command.framework.strip()) <= 80, "framework", "Keep the framework to 80 characters")
    published, inspected = command.published, command.inspected
    if checks.need(published, "published", "Enter the day on which it was published") and published is not None:
        checks.need(published <= today, "published", "The day of publication must be today or earlier")
        in_order = inspected is None or inspected <= published
        checks.need(in_order, "inspected", "The inspection must come before its publication")
    given = _given(command.grades)
    known = all(area in AREAS and grade in kinds.GRADES for area, grade in given.items())
    checks.need(known, "overall", "Choose grades from the list")
    checks.need(given, "overall", "Choose at least one grade")
    row = JudgementRow
    same_day = select(row.id).where(row.authority == command.code, row.published == published, row.id != (but or 0))
    is_new = published is None or store.db.session.scalar(same_day) is None
    checks.need(is_new, "published", "A judgement that was published on this day is on the register already")


def _columns(command: AddJudgement) -> dict[str, str | date | None]:
    return {
        "framework": command.framework.strip() or None,
        "inspected": command.inspected,
        "published": command.published,
    }


def _given(grades: Mapping[str, str]) -> dict[str, str]:
    return {area: grade for area, grade in grades.items() if grade}


def _grades(judgement: int) -> dict[str, str]:
    """The grades of the areas that forms ask for."""
    query = select(GradeRow.area, GradeRow.grade).where(GradeRow.judgement == judgement, GradeRow.area.in_(AREAS))
    return {area: grade for area, grade in store.db.session.execute(query)}


def _grade(judgement: int, grades: Mapping[str, str]) -> None:
    store.db.session.execute(delete(GradeRow).where(GradeRow.judgement == judgement, GradeRow.area.in_(AREAS)))
    rows = [GradeRow(judgement=judgement, area=area, grade=grade) for area, grade in sorted(_given(grades).items())]
    store.add(*rows)


def _day(row: JudgementRow) -> str:
    return plain_day(row.published) if row.published else "a day that is not known"


def _overall(grades: Mapping[str, str]) -> str:
    """The grade that counts, in words."""
    grade = grades.get(kinds.OVERALL) or grades.get(kinds.LEADERSHIP)
    return f": {grade.replace('-', ' ')}" if grade else ""
