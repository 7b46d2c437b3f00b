"""Users as the administrator sees them, and oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from peerinspect.services.views.common import EventLine


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user. `authority_names` are the councils of their own record, not those of the person's posts.

    `state` is active, disabled, ended (with the post) or awaited (no password chosen yet); `has_factor` says whether
    the second factor is on, `needs_factor` whether it must be.
    """

    id: str
    email: str
    name: str
    role: str
    person_name: str | None
    authority_names: tuple[str, ...]
    cleared: bool
    state: str = "active"
    has_factor: bool = False
    needs_factor: bool = False


@dataclass(frozen=True, slots=True)
class TieLine:
    """A council that a user works for by their own record, to a last day where it is known."""

    authority: str
    authority_name: str
    ends: date | None


@dataclass(frozen=True, slots=True)
class UserPage:
    """One user: what they may do, for whom, since when, and what was changed. Moments are in UTC.

    `is_linked` says that they have come in with an organisation's own sign-in.
    """

    line: UserLine
    person_id: str | None
    ties: tuple[TieLine, ...]
    kept_until: date | None
    signed_in_at: datetime | None
    entry_until: datetime | None
    is_oneself: bool
    events: tuple[EventLine, ...]
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class OwnSession:
    """Where the reader is signed in since when. `is_here` says that it is the session they look from."""

    id: str
    device: str
    began_at: datetime
    is_here: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """The reader's own account. `has_calendar`: the role has a calendar feed. `has_password`: they can sign in without
    their organisation."""

    email: str
    name: str
    role: str
    has_factor: bool
    needs_factor: bool
    recovery_codes: int
    is_linked: bool = False
    has_calendar: bool = False
    has_password: bool = True
