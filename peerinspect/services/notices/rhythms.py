"""How often somebody wants mail: each message at once, or a digest at seven in the morning, London time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from peerinspect import store
from peerinspect.store.tables import MailChoiceRow

AT_ONCE, DAILY = "at-once", "daily"
RHYTHMS = (AT_ONCE, DAILY)
LONDON = ZoneInfo("Europe/London")
DIGEST_HOUR = time(7)


def rhythms_of(users: Iterable[str]) -> Mapping[str, str]:
    """What each of the users has chosen; at once where they have chosen nothing."""
    listed = sorted(set(users))
    row = MailChoiceRow
    chosen = store.db.session.execute(select(row.user, row.rhythm).where(row.user.in_(listed)))
    return {**dict.fromkeys(listed, AT_ONCE), **{user: rhythm for user, rhythm in chosen}}


def due_at(made_at: datetime, rhythm: str, at_once: bool = False) -> datetime:
    """When a message that was made at a moment may be sent, to somebody with that rhythm."""
    return made_at if at_once or rhythm == AT_ONCE else next_digest(made_at)


def next_digest(moment: datetime) -> datetime:
    """The first digest that goes after a moment: the next seven o'clock in London, summer or winter."""
    local = moment.astimezone(LONDON)
    day = local.date() if local.time() < DIGEST_HOUR else local.date() + timedelta(days=1)
    return datetime.combine(day, DIGEST_HOUR, LONDON)
