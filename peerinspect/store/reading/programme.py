"""The aspirant programme: cohorts, members, training, and words on who is ready."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among, is_one_of

CONFIRMED, DECLINED = "confirmed", "declined"


def find_cohort(cohort_id: str) -> t.CohortRow | None:
    """One cohort by its id."""
    return db.session.get(t.CohortRow, cohort_id)


def cohort_rows(ids: Ids = None) -> tuple[t.CohortRow, ...]:
    """Cohorts, the latest first."""
    row = t.CohortRow
    return tuple(db.session.scalars(among(select(row), row.id, ids).order_by(row.starts.desc(), row.name)))


def is_cohort_name_free(name: str, but_for: str = "") -> bool:
    """Whether no other cohort has the name, however it is capitalised."""
    row = t.CohortRow
    query = select(row.id).where(func.lower(row.name) == name.lower(), row.id != but_for)
    return db.session.scalar(query) is None


def find_member(member_id: str) -> t.CohortMemberRow | None:
    """One membership by its id."""
    return db.session.get(t.CohortMemberRow, member_id)


def member_rows(cohorts: Ids = None, people: Ids = None) -> tuple[t.CohortMemberRow, ...]:
    """Memberships of some cohorts, or people, or all; the latest joined first."""
    row = t.CohortMemberRow
    query = among(among(select(row), row.cohort, cohorts), row.person, people)
    return tuple(db.session.scalars(query.order_by(row.joined_on.desc(), row.id)))


def in_a_cohort_now(but_for: str = "") -> frozenset[str]:
    """The people who are in a cohort that they have neither completed nor left, one cohort left aside."""
    row = t.CohortMemberRow
    query = select(row.person).where(row.completed_on.is_(None), row.left_on.is_(None), row.cohort != but_for)
    return frozenset(db.session.scalars(query))


def aspirants() -> frozenset[str]:
    """The people in the pool who aspire to be directors."""
    row = t.PersonRow
    return frozenset(db.session.scalars(select(row.id).where(row.aspirant, row.left_on.is_(None))))


def find_training(training_id: str) -> t.AspirantTrainingRow | None:
    """One entry of training by its id."""
    return db.session.get(t.AspirantTrainingRow, training_id)


def training_rows(people: Ids) -> tuple[t.AspirantTrainingRow, ...]:
    """The training of some people, the latest first."""
    row = t.AspirantTrainingRow
    return tuple(db.session.scalars(among(select(row), row.person, people).order_by(row.starts.desc(), row.id)))


def training_to_confirm() -> tuple[t.AspirantTrainingRow, ...]:
    """The entries that no coordinator has looked at yet, the earliest first."""
    row = t.AspirantTrainingRow
    query = select(row).where(row.outcome.is_(None)).order_by(row.recorded_on, row.id)
    return tuple(db.session.scalars(query))


def ready_words(people: Ids) -> dict[str, tuple[t.ReadyWordRow, ...]]:
    """All that was said of people's readiness, by person, the latest first."""
    row = t.ReadyWordRow
    found: dict[str, list[t.ReadyWordRow]] = {}
    for each in db.session.scalars(among(select(row), row.person, people).order_by(row.id.desc())):
        found.setdefault(each.person, []).append(each)
    return {person: tuple(words) for person, words in found.items()}


def ever_mentored(people: Collection[str]) -> frozenset[str]:
    """The people who have or had a mentor."""
    row = t.MentoringRow
    return frozenset(db.session.scalars(select(row.person).where(is_one_of(row.person, people)).distinct()))


def directors_since(people: Collection[str]) -> dict[str, tuple[date, ...]]:
    """The first days of directors' posts of people, by person, the earliest first."""
    row = t.PostRow
    query = select(row.person, row.starts).where(
        is_one_of(row.person, people), row.role == "director", row.starts.is_not(None)
    )
    found: dict[str, list[date]] = {}
    for person, starts in db.session.execute(query.order_by(row.starts)):
        found.setdefault(person, []).append(starts)
    return {person: tuple(days) for person, days in found.items()}
