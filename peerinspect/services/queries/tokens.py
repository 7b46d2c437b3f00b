"""Tokens for programs, as their owner sees them, and the operator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.reader import ADMINISTRATOR, Reader
from peerinspect.store import db
from peerinspect.store.tables import ApiTokenRow, UserRow


def my_tokens(reader: Reader, now: datetime) -> tuple[views.TokenLine, ...]:
    """The reader's own tokens, the latest first."""
    return _lines(now, reader.user_id)


def all_tokens(reader: Reader, now: datetime, user_id: str | None = None) -> tuple[views.TokenLine, ...]:
    """Everybody's tokens, or one user's, the latest first. For administrators."""
    only(reader, ADMINISTRATOR)
    return _lines(now, user_id)


def _lines(now: datetime, user_id: str | None) -> tuple[views.TokenLine, ...]:
    row = ApiTokenRow
    asked = select(row, UserRow).join(UserRow, UserRow.id == row.user).order_by(row.made_at.desc(), row.id)
    if user_id is not None:
        asked = asked.where(row.user == user_id)
    return tuple(_line(token, user, now) for token, user in db.session.execute(asked))


def _line(row: ApiTokenRow, user: UserRow, now: datetime) -> views.TokenLine:
    state = "revoked" if row.revoked_at is not None else "expired" if row.expires_at <= now else "good"
    return views.TokenLine(
        id=row.id,
        name=row.name,
        owner=user.name,
        email=user.email,
        scopes=tuple(row.scopes.split()),
        made_at=row.made_at,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
        state=state,
    )
