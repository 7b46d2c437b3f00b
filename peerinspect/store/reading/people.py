"""People and their declared ties."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import exists, func, or_, select

from peerinspect.domain import Consent, Interest, Offer, Period, Person, Post
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.pinning import dismissed_interests
from peerinspect.store.reading.grouping import Ids, among, grouped
from peerinspect.store.reading.once import until_changed


def read_people(ids: Ids = None) -> Mapping[str, Person]:
    """People by id, with all that is theirs but their interests. Who has left the pool offers nothing."""
    return _everybody() if ids is None else _people(ids)


@until_changed(t.PersonRow, t.PostRow, t.OfferRow, t.LeaveRow, t.PersonSkillRow, t.ConsentRow)
def _everybody() -> Mapping[str, Person]:
    return MappingProxyType(_people(None))


def _people(ids: Ids) -> dict[str, Person]:
    posts = _people_rows(t.PostRow, ids, "authority", "role", "basis", "starts", "ends")
    offers = _people_rows(t.OfferRow, ids, "kind", "days")
    leave = _people_rows(t.LeaveRow, ids, "starts", "ends")
    skills = _people_rows(t.PersonSkillRow, ids, "skill")
    consents = _people_rows(t.ConsentRow, ids, "authority", "starts", "ends")
    row = t.PersonRow
    columns = (row.id, row.name, row.level, row.aspirant, row.vetted_on, row.declared_on, row.left_on)
    query = select(*columns).order_by(row.id)
    return {
        id_: Person(
            id_,
            name,
            posts=tuple(Post(code, role, basis, Period(*days)) for code, role, basis, *days in posts.get(id_, ())),
            offers=tuple(Offer(*offer) for offer in offers.get(id_, ())) if left_on is None else (),
            unavailable=tuple(Period(*days) for days in leave.get(id_, ())),
            skills=frozenset(skill for (skill,) in skills.get(id_, ())),
            level=level,
            aspirant=aspirant,
            vetted_on=vetted_on,
            declared_on=declared_on,
            consents=tuple(Consent(code, Period(*days)) for code, *days in consents.get(id_, ())),
        )
        for id_, name, level, aspirant, vetted_on, declared_on, left_on in db.session.execute(among(query, row.id, ids))
    }


def _people_rows(table: Any, ids: Ids, *columns: str) -> dict[str, list[Any]]:
    """Rows of something that people have, by person, in an order that does not hang on how they were entered."""
    chosen = [getattr(table, name) for name in columns]
    return grouped(among(select(table.person, *chosen), table.person, ids).order_by(table.person, *chosen))


def read_interests(people: Ids = None) -> tuple[Interest, ...]:
    """Declared ties that count, by person: those that were dismissed as false are facts no more."""
    row = t.InterestRow
    query = select(row.id, row.person, row.kind, row.authority, row.starts, row.ends, row.case_reference)
    ordered = among(query, row.person, people).order_by(row.person, row.authority, row.kind, row.starts, row.ends)
    dismissed = dismissed_interests()
    return tuple(
        Interest(person, kind, authority, Period(starts, ends), case)
        for id_, person, kind, authority, starts, ends, case in db.session.execute(ordered)
        if id_ not in dismissed
    )


def read_names(ids: Ids = None) -> dict[str, str]:
    """People's names by id."""
    row = t.PersonRow
    return {id_: name for id_, name in db.session.execute(among(select(row.id, row.name), row.id, ids))}


@dataclass(frozen=True, slots=True)
class Declared:
    """Somebody's name, and the day of their latest declaration."""

    id: str
    name: str
    declared_on: date | None


def read_declared() -> tuple[Declared, ...]:
    """When everybody declared."""
    row = t.PersonRow
    return tuple(Declared(*found) for found in db.session.execute(select(row.id, row.name, row.declared_on)))


def willing_people(declared_by: date | None = None, vetted_by: date | None = None) -> tuple[Person, ...]:
    """Whoever offers something, with their names and the days of what runs out alone, by id.

    `declared_by`, `vetted_by`: whose declaration, or vetting, was made on that day or before, or never.
    """
    row, offer = t.PersonRow, t.OfferRow
    query = select(row.id, row.name, row.vetted_on, row.declared_on).order_by(row.id)
    query = query.where(row.left_on.is_(None), exists().where(offer.person == row.id))
    for column, day in ((row.declared_on, declared_by), (row.vetted_on, vetted_by)):
        if day is not None:
            query = query.where(or_(column.is_(None), column <= day))
    return tuple(
        Person(id_, name, vetted_on=vetted_on, declared_on=declared_on)
        for id_, name, vetted_on, declared_on in db.session.execute(query)
    )


def willing_with_consent(today: date) -> int:
    """How many of those who offer something any of their councils lets go, today or later."""
    row, offer, consent = t.PersonRow, t.OfferRow, t.ConsentRow
    lasting = or_(consent.ends.is_(None), consent.ends >= today)
    such = (exists().where(offer.person == row.id), exists().where(consent.person == row.id, lasting))
    return db.session.scalar(select(func.count()).select_from(row).where(row.left_on.is_(None), *such)) or 0


def homes_of(people: Ids) -> frozenset[str]:
    """The councils at which some people hold, held or will hold a post."""
    row = t.PostRow
    return frozenset(db.session.scalars(among(select(row.authority), row.person, people)))


def read_ties_of(people: Collection[str]) -> tuple[Interest, ...]:
    """Ties of some people, and what anybody declared of cases: that speaks for everybody at the council it names."""
    row = t.InterestRow
    others = db.session.scalars(select(row.person).where(row.kind == "case").distinct())
    known = set(people)
    found = read_interests(known | set(others))
    return tuple(each for each in found if each.person in known or each.kind == "case")


def people_at(codes: Ids, today: date) -> frozenset[str]:
    """The ids of the people who hold, or are about to hold, a post at one of the councils."""
    row = t.PostRow
    query = select(row.person).where((row.ends.is_(None)) | (row.ends >= today))
    return frozenset(db.session.scalars(among(query, row.authority, codes)))


def withheld_offers() -> frozenset[tuple[str, str]]:
    """The people, and the kinds of duty that they offer but have declined since."""
    row = t.OfferRow
    query = select(row.person, row.kind).where(row.withheld)
    return frozenset((person, kind) for person, kind in db.session.execute(query))


def leave_rows(person: str) -> tuple[t.LeaveRow, ...]:
    """One person's times away, with their ids, the earliest first."""
    row = t.LeaveRow
    return tuple(db.session.scalars(select(row).where(row.person == person).order_by(row.starts, row.id)))


def directors_on(day: date) -> dict[str, str]:
    """The name of each council's director on a day."""
    row = t.PostRow
    begun = row.starts.is_(None) | (row.starts <= day)
    lasts = row.ends.is_(None) | (row.ends >= day)
    query = select(row.authority, t.PersonRow.name).join(t.PersonRow, t.PersonRow.id == row.person)
    ordered = query.where(row.role == "director", begun, lasts).order_by(row.authority, row.starts, row.id)
    return {authority: name for authority, name in db.session.execute(ordered)}


def post_rows(person: str) -> tuple[t.PostRow, ...]:
    """One person's posts, with their numbers, the latest first; one without a first day last."""
    row = t.PostRow
    found = db.session.scalars(select(row).where(row.person == person).order_by(row.id))
    return tuple(sorted(found, key=lambda each: each.starts or date.min, reverse=True))


def offer_rows(person: str) -> tuple[t.OfferRow, ...]:
    """What one person offers, with how it came in."""
    row = t.OfferRow
    return tuple(db.session.scalars(select(row).where(row.person == person).order_by(row.kind)))


def consent_rows(people: Ids) -> tuple[t.ConsentRow, ...]:
    """The consents to the work of some people elsewhere, with their numbers, the latest first."""
    row = t.ConsentRow
    found = db.session.scalars(among(select(row), row.person, people).order_by(row.id))
    return tuple(sorted(found, key=lambda each: each.starts or date.min, reverse=True))


def request_rows(people: Ids = None) -> tuple[t.ConsentRequestRow, ...]:
    """Chief executives who are asked for consent for some people, or all, the earliest first."""
    row = t.ConsentRequestRow
    query = among(select(row), row.person, people)
    return tuple(db.session.scalars(query.order_by(row.asked_on, row.person, row.authority)))


def left_on(person: str) -> date | None:
    """The day on which somebody left the pool; None for who is in it."""
    return db.session.scalar(select(t.PersonRow.left_on).where(t.PersonRow.id == person))


def addresses_of(ids: Ids = None) -> dict[str, str]:
    """Where people can be invited, by id: those whose address is known."""
    row = t.PersonRow
    query = among(select(row.id, row.email).where(row.email.is_not(None)), row.id, ids)
    return {id_: address for id_, address in db.session.execute(query) if address}


def expertise_of(ids: Ids = None) -> dict[str, str]:
    """What people say they know well, by id."""
    row = t.ExpertiseRow
    query = among(select(row.person, row.statement), row.person, ids)
    return {person: statement for person, statement in db.session.execute(query)}


def people_with_post(role: str, today: date) -> frozenset[str]:
    """The people in the pool who hold, or held, a post of a role."""
    post, person = t.PostRow, t.PersonRow
    begun = post.starts.is_(None) | (post.starts <= today)
    query = select(post.person).join(person, person.id == post.person)
    return frozenset(db.session.scalars(query.where(post.role == role, begun, person.left_on.is_(None))))
