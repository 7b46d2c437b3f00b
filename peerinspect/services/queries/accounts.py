"""Users as administrators see them, and one's own account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.own_sessions import LASTS
from peerinspect.services.queries.calendars import FEEDS
from peerinspect.services.queries.events import events_of_account
from peerinspect.services.reader import ADMINISTRATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.second_factor import is_required
from peerinspect.services.sessions import ended_with_post
from peerinspect.services.sign_on.linking import is_linked
from peerinspect.store import db
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.users import list_users, own_ties, recovery_codes, sessions_of, user_councils
from peerinspect.store.tables import UserRow


def users(reader: Reader, today: date) -> tuple[views.UserLine, ...]:
    """Every user, by name. For administrators."""
    only(reader, ADMINISTRATOR)
    names, councils = read_names(), user_councils(today)
    return tuple(_line(row, names, tuple(code for (code,) in councils.get(row.id, ())), today) for row in list_users())


def _line(row: UserRow, names: Mapping[str, str], codes: tuple[str, ...], today: date) -> views.UserLine:
    places = read_places()
    return views.UserLine(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        person_name=names.get(row.person) if row.person else None,
        authority_names=tuple(sorted(places[code].name for code in codes)),
        cleared=row.cleared,
        state=_state(row, today),
        has_factor=row.factor_on is not None,
        needs_factor=is_required(row),
    )


def _state(row: UserRow, today: date) -> str:
    if row.disabled_at is not None:
        return "disabled"
    if ended_with_post(row, today):
        return "ended"
    return "active" if row.password_hash else "awaited"


def user(reader: Reader, user_id: str, today: date) -> views.UserPage:
    """One user with what was changed about them. For administrators."""
    only(reader, ADMINISTRATOR)
    row = db.session.get(UserRow, user_id)
    if row is None:
        raise NotFound("no such user")
    places, ties = read_places(), own_ties(user_id)
    lasting = tuple(each.authority for each in ties if each.ends is None or each.ends >= today)
    return views.UserPage(
        line=_line(row, read_names(), lasting, today),
        person_id=row.person,
        ties=tuple(views.TieLine(each.authority, places[each.authority].name, each.ends) for each in ties),
        kept_until=row.kept_until,
        signed_in_at=row.signed_in_at,
        entry_until=row.entry_until,
        is_oneself=row.id == reader.user_id,
        events=events_of_account(user_id, today),
        is_linked=is_linked(user_id),
    )


def own_account(reader: Reader) -> views.OwnAccount:
    """The reader's own account."""
    row = db.session.get(UserRow, reader.user_id)
    if row is None:
        raise NotFound("no such user")
    return views.OwnAccount(
        row.email,
        row.name,
        row.role,
        row.factor_on is not None,
        is_required(row),
        len(recovery_codes(row.id)),
        is_linked(row.id),
        row.role in FEEDS,
        bool(row.password_hash),
    )


def own_sessions(reader: Reader, here: str, now: datetime) -> tuple[views.OwnSession, ...]:
    """Where the reader is signed in, the session that they look from first and then the latest ones."""
    found = [
        views.OwnSession(row.id, row.device, row.began_at, row.id == here)
        for row in sessions_of(reader.user_id, now - LASTS)
    ]
    return tuple(sorted(found, key=lambda each: not each.is_here))
