"""Who is behind a session, as at a day: the account and its ties end with the post, whatever anybody forgot to do."""

from __future__ import annotations

import hmac
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from peerinspect import store
from peerinspect.services.reader import CHIEF_EXECUTIVE, DIRECTOR, Reader
from peerinspect.store.tables import ApiTokenRow, PostRow, UserAuthorityRow, UserRow

BY_POST = frozenset({DIRECTOR, CHIEF_EXECUTIVE})
"""The roles that somebody has by a post, and loses with it."""
_BEFORE_KEY = "."


def load_reader(user_id: str, today: date) -> Reader | None:
    """The reader of a user id, with the ties of today.

    None when there is no such user, when they are disabled, and when the posts that gave them their role have ended.
    """
    user = store.db.session.get(UserRow, user_id)
    if user is None or user.disabled_at is not None:
        return None
    ties = _ties(user)
    lasting = frozenset(code for code, ends in ties if _lasts(ends, today))
    return None if has_ended(user, bool(ties), bool(lasting), today) else reader_of(user, lasting)


def has_ended(user: UserRow, had_ties: bool, has_ties: bool, today: date) -> bool:
    """Whether the account has ended with the post. Somebody may be kept on for a while, to give cover elsewhere."""
    is_kept = user.kept_until is not None and today <= user.kept_until
    return user.role in BY_POST and had_ties and not has_ties and not is_kept


def ended_with_post(user: UserRow, today: date) -> bool:
    """The same, for a user whose ties are still to be read."""
    ties = _ties(user)
    return has_ended(user, bool(ties), any(_lasts(ends, today) for _, ends in ties), today)


def _ties(user: UserRow) -> list[tuple[str, date | None]]:
    """The councils that the user works or worked for, each with its last day: by own record, and by posts."""
    own = select(UserAuthorityRow.authority, UserAuthorityRow.ends).where(UserAuthorityRow.user == user.id)
    found = [(code, ends) for code, ends in store.db.session.execute(own)]
    if user.person is not None:
        posts = select(PostRow.authority, PostRow.ends).where(PostRow.person == user.person)
        found += [(code, ends) for code, ends in store.db.session.execute(posts)]
    return found


def _lasts(ends: date | None, today: date) -> bool:
    """Whether a tie holds today, or will: a post to come ties already."""
    return ends is None or ends >= today


def reader_of(user: UserRow, ties: frozenset[str]) -> Reader:
    """The user as the rest of the service sees them."""
    return Reader(user.id, user.name, user.role, user.person, ties, user.cleared, user.is_demo)


def open_session(reader: Reader) -> str:
    """What a session of the reader has to carry: who they are, and the key that signing out will change."""
    user = store.db.session.get_one(UserRow, reader.user_id)
    return f"{user.id}{_BEFORE_KEY}{user.session_key}"


def load_session(carried: str, today: date) -> Reader | None:
    """The reader behind what a session carries; None when there is no such user, or the session was ended."""
    user_id, _, key = carried.partition(_BEFORE_KEY)
    user = store.db.session.get(UserRow, user_id)
    return load_reader(user_id, today) if user and hmac.compare_digest(user.session_key, key) else None


def end_sessions(reader: Reader) -> None:
    """End every session of the reader, copied ones too. Their tokens for programs stay: those end by themselves."""
    with store.transaction():
        user = store.db.session.get(UserRow, reader.user_id)
        if user:
            user.session_key = store.new_token()


def end_all_sessions(user: UserRow) -> None:
    """End every session of a user, and every token of theirs for programs. Call it in the transaction that changes what
    they may do, or how they prove who they are."""
    user.session_key = store.new_token()
    row = ApiTokenRow
    ended = update(row).where(row.user == user.id, row.revoked_at.is_(None)).values(revoked_at=datetime.now(UTC))
    store.db.session.execute(ended)
