"""What only reports ask for: posts of directors, day rates, thanks, the roles of those who decide."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from peerinspect.store import tables as t
from peerinspect.store.base import db


def director_posts() -> tuple[t.PostRow, ...]:
    """Every director's post that there is or was, by council and first day; one without a first day comes first."""
    row = t.PostRow
    found = db.session.scalars(select(row).where(row.role == "director").order_by(row.id))
    return tuple(sorted(found, key=lambda each: (each.authority, each.starts or date.min, each.id)))


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


def roles_of_users() -> dict[str, str]:
    """The role of each user, by id."""
    row = t.UserRow
    return {id_: role for id_, role in db.session.execute(select(row.id, row.role))}
