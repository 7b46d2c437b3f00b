"""Who is behind a session, as at a day: the account and its ties end with the post, whatever anybody forgot to do."""

from __future__ import annotations

import hmac
from datetime import UTC, date, datetime

from sqlalchemy import delete, select, update

from peerinspect import store
from peerinspect.services.reader import CHIEF_EXECUTIVE, DIRECTOR, Reader
from peerinspect.store.tables import ApiTokenRow, PostRow, UserAuthorityRow, UserRow, UserSessionRow

BY_POST = frozenset({DIRECTOR, CHIEF_EXECUTIVE})
"""The roles that somebody has by a post, and loses with it."""
_BETWEEN = "."


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


def open_session(reader: Reader, line: str = "") -> str:
    """What a session of the reader has to carry: who they are, the key that ends all of theirs, and its own line.

    Whoever is only halfway in has no line, nor have sessions of before there were lines.
    """
    user = store.db.session.get_one(UserRow, reader.user_id)
    return _BETWEEN.join([user.id, user.session_key, *([line] if line else [])])


def load_session(carried: str, today: date) -> Reader | None:
    """The reader behind what a session carries; None when there is no such user, or the session was ended."""
    user_id, _, rest = carried.partition(_BETWEEN)
    key, _, line = rest.partition(_BETWEEN)
    user = store.db.session.get(UserRow, user_id)
    if user is None or not hmac.compare_digest(user.session_key, key) or not _goes_on(user_id, line):
        return None
    return load_reader(user_id, today)


def _goes_on(user_id: str, line: str) -> bool:
    """Whether nobody has ended the session by its line."""
    row = store.db.session.get(UserSessionRow, line) if line else None
    return not line or (row is not None and row.user == user_id)


def line_of(carried: str) -> str:
    """The line of a session, by what it carries; "" for one without."""
    return "".join(carried.split(_BETWEEN)[2:])


def end_sessions(reader: Reader) -> None:
    """End every session of the reader, copied ones too. Their tokens for programs stay: those end by themselves."""
    with store.transaction():
        user = store.db.session.get(UserRow, reader.user_id)
        if user:
            _end(user)


def _end(user: UserRow) -> None:
    user.session_key = store.new_token()
    store.db.session.execute(delete(UserSessionRow).where(UserSessionRow.user == user.id))


def end_all_sessions(user: UserRow) -> None:
    """End every session of a user, and every token of theirs for programs. Call it in the transaction that changes what
    they may do, or how they prove who they are."""
    _end(user)
    row = ApiTokenRow
    ended = update(row).where(row.user == user.id, row.revoked_at.is_(None)).values(revoked_at=datetime.now(UTC))
    store.db.session.execute(ended)
