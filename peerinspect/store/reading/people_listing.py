"""The register of people, narrowed and cut where it is kept: a page of it costs the same however long it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select

from peerinspect.store import tables as t
from peerinspect.store.base import db


@dataclass(frozen=True, slots=True)
class PeopleWanted:
    """Who is looked for, among those of `scope` or all; "" and None ask nothing.

    `declared_by`, `vetted_by`: whose declaration, or vetting, was made on that day or before, or never;
    `consented_until`: who works for a council today whose consent in force, if any, ends on that day or before.
    """

    today: date
    scope: Collection[str] | None = None
    words: tuple[str, ...] = ()
    council_words: tuple[str, ...] = ()
    kind: str = ""
    region: str = ""
    level: str = ""
    is_aspirant: bool = False
    has_left: bool = False
    declared_by: date | None = None
    vetted_by: date | None = None
    consented_until: date | None = None


def page_of_people(wanted: PeopleWanted, number: int, size: int) -> tuple[list[str], int]:
    """The ids of one page, by name, and how many there are in all."""
    conditions = _conditions(wanted)
    total = db.session.scalar(select(func.count()).select_from(t.PersonRow).where(*conditions)) or 0
    query = select(t.PersonRow.id).where(*conditions).order_by(t.PersonRow.name, t.PersonRow.id)
    return list(db.session.scalars(query.limit(size).offset((number - 1) * size))), total


def people_in_pool() -> int:
    """How many people there are who have not left."""
    return db.session.scalar(select(func.count()).select_from(t.PersonRow).where(t.PersonRow.left_on.is_(None))) or 0


def people_registered() -> int:
    """How many people there are, with those who have left."""
    return db.session.scalar(select(func.count()).select_from(t.PersonRow)) or 0


def regions_of_councils() -> tuple[str, ...]:
    """The regions that councils lie in, by name."""
    row = t.AuthorityRow
    query = select(row.region).where(row.region.is_not(None)).distinct().order_by(row.region)
    return tuple(region for region in db.session.scalars(query) if region)


def _conditions(wanted: PeopleWanted) -> list[ColumnElement[bool]]:
    person = t.PersonRow
    found: list[ColumnElement[bool]] = [person.left_on.is_not(None) if wanted.has_left else person.left_on.is_(None)]
    found += [person.name.icontains(word, autoescape=True) for word in wanted.words]
    found += [
        _works_at(wanted.today, t.AuthorityRow.name.icontains(word, autoescape=True)) for word in wanted.council_words
    ]
    if wanted.region:
        found.append(_works_at(wanted.today, t.AuthorityRow.region == wanted.region))
    if wanted.scope is not None:
        found.append(person.id.in_(sorted(wanted.scope)))
    if wanted.kind:
        found.append(exists().where(t.OfferRow.person == person.id, t.OfferRow.kind == wanted.kind))
    if wanted.level:
        found.append(person.level.is_(None) if wanted.level == "none" else person.level == wanted.level)
    if wanted.is_aspirant:
        found.append(person.aspirant.is_(True))
    return [*found, *_due(wanted)]


def _due(wanted: PeopleWanted) -> list[ColumnElement[bool]]:
    """What is missing, has run out, or will soon."""
    person = t.PersonRow
    found: list[ColumnElement[bool]] = []
    if wanted.declared_by is not None:
        found.append(or_(person.declared_on.is_(None), person.declared_on <= wanted.declared_by))
    if wanted.vetted_by is not None:
        found.append(or_(person.vetted_on.is_(None), person.vetted_on <= wanted.vetted_by))
    if wanted.consented_until is not None:
        found.append(_lacks_consent(wanted.today, wanted.consented_until))
    return found


def _held(today: date) -> ColumnElement[bool]:
    """That a post is held today."""
    post = t.PostRow
    return or_(post.starts.is_(None), post.starts <= today) & or_(post.ends.is_(None), post.ends >= today)


def _works_at(today: date, council: ColumnElement[bool]) -> ColumnElement[bool]:
    """That the person holds a post today at a council that is so."""
    here = t.PostRow.authority == t.AuthorityRow.code
    return exists().where(t.PostRow.person == t.PersonRow.id, _held(today), here, council)


def _lacks_consent(today: date, until: date) -> ColumnElement[bool]:
    """That a council of theirs has not consented, or not for longer than that day; nobody without a post has any."""
    post, consent, person = t.PostRow, t.ConsentRow, t.PersonRow
    begun = or_(consent.starts.is_(None), consent.starts <= today)
    lasting = or_(consent.ends.is_(None), consent.ends > until)
    given = exists().where(consent.person == post.person, consent.authority == post.authority, begun, lasting)
    lacking = exists().where(post.person == person.id, _held(today), ~given)
    return or_(lacking, ~exists().where(post.person == person.id, _held(today)))
