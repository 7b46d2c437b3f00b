"""What only reports ask for: day rates, thanks, the roles of those who decide."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, exists, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from peerinspect.domain import Offer, Period, Person, Post, kinds
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.duties import is_called_off
from peerinspect.store.reading.grouping import Ids, among, grouped


def report_people(ids: Ids = None, with_posts: bool = True) -> dict[str, Person]:
    """People by id, with their names, offers and, where asked, posts alone. Who has left the pool offers nothing."""
    row, post, offer = t.PersonRow, t.PostRow, t.OfferRow
    columns = (post.person, post.authority, post.role, post.basis, post.starts, post.ends)
    posts = grouped(among(select(*columns), post.person, ids).order_by(post.person, post.id)) if with_posts else {}
    offered = select(offer.person, offer.kind, offer.days).order_by(offer.person, offer.kind)
    offers = grouped(among(offered, offer.person, ids))
    query = among(select(row.id, row.name, row.left_on), row.id, ids).order_by(row.id)
    return {
        id_: Person(
            id_,
            name,
            posts=tuple(Post(code, role, basis, Period(*days)) for code, role, basis, *days in posts.get(id_, ())),
            offers=tuple(Offer(kind, days) for kind, days in offers.get(id_, ())) if left_on is None else (),
        )
        for id_, name, left_on in db.session.execute(query)
    }


def offering_in(span: Period, duty_kinds: Collection[str]) -> frozenset[str]:
    """The ids of those who offer days to some of the kinds today, and held a post on a day of the span."""
    row, post, offer = t.PersonRow, t.PostRow, t.OfferRow
    offers = exists().where(offer.person == row.id, offer.kind.in_(sorted(duty_kinds)), offer.days > 0)
    begun = true() if span.end is None else or_(post.starts.is_(None), post.starts <= span.end)
    lasts = true() if span.start is None else or_(post.ends.is_(None), post.ends >= span.start)
    held = exists().where(post.person == row.id, begun, lasts)
    return frozenset(db.session.scalars(select(row.id).where(row.left_on.is_(None), offers, held)))


def placed_in(span: Period) -> tuple[tuple[str, str, str], ...]:
    """Everybody who was asked to do work whose days count in some year of the span: person, duty, status as recorded.

    A chair's days count wherever the term meets it, the others' where they begin in it. What was called off is left
    out.
    """
    row, placement = t.DutyRow, aliased(t.PlacementRow)
    begins = and_(row.kind != kinds.CHAIR, row.starts >= span.start, row.starts <= span.end)
    meets = and_(row.kind == kinds.CHAIR, row.ends >= span.start, row.starts <= span.end)
    is_work = or_(row.state.is_(None), not_(is_called_off()))
    query = select(placement.person, placement.duty, placement.status).join(row, row.id == placement.duty)
    ordered = query.where(or_(begins, meets), is_work).order_by(placement.duty, placement.person)
    return tuple((person, duty, status) for person, duty, status in db.session.execute(ordered))


def day_rates() -> dict[str, int]:
    """Pounds a day by kind of work, for the kinds that have a rate."""
    row = t.DayRateRow
    query = select(row.kind, row.pounds).order_by(row.number)
    return {kind: pounds for kind, pounds in db.session.execute(query)}


def last_rate_number() -> int:
    """The number of the last rate that was set; 0 where none was."""
    row = t.DayRateRow
    return db.session.scalar(select(row.number).order_by(row.number.desc()).limit(1)) or 0


def thanks_rows() -> tuple[t.ThanksRow, ...]:
    """Every record of thanks, the earliest first."""
    row = t.ThanksRow
    return tuple(db.session.scalars(select(row).order_by(row.thanked_on, row.id)))


def page_of_thanks(number: int, size: int) -> tuple[tuple[t.ThanksRow, ...], int]:
    """One page of the records of thanks, the latest first, and how many there are in all."""
    row = t.ThanksRow
    total = db.session.scalar(select(func.count()).select_from(row)) or 0
    query = select(row).order_by(row.thanked_on.desc(), row.id.desc()).limit(size).offset((number - 1) * size)
    return tuple(db.session.scalars(query)), total


def roles_of_users() -> dict[str, str]:
    """The role of each user, by id."""
    row = t.UserRow
    return {id_: role for id_, role in db.session.execute(select(row.id, row.role))}
