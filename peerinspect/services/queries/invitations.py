"""Who can sign in, who was invited, and who can be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.invitations import EXPIRED, MOST_AT_ONCE, OPEN, WITHDRAWN, state_of
from peerinspect.services.queries.people import people_asked_for, title_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, DIRECTOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.sessions import ended_with_post
from peerinspect.services.sign_on.linking import linked_users
from peerinspect.store import db
from peerinspect.store.reading.people import addresses_of, read_names, read_people
from peerinspect.store.reading.users import accounts_of, invitations_of, user_names, users_with_open_link
from peerinspect.store.tables import UserRow

NONE, INVITED, AWAITED, ACTIVE, DISABLED, ENDED = "none", "invited", "awaited", "active", "disabled", "ended"


def account_of_person(reader: Reader, person_id: str, now: datetime) -> views.AccountView:
    """Whether somebody of the register can sign in. For coordinators and administrators."""
    only(reader, COORDINATOR, ADMINISTRATOR)
    found = [row for row in accounts_of([person_id]) if row.role == DIRECTOR]
    row = min(found, key=lambda each: (each.disabled_at is not None, each.id), default=None)
    if row is not None:
        return _view(row, now)
    if not read_names([person_id]):
        raise NotFound("no such person")
    return views.AccountView(NONE, addresses_of([person_id]).get(person_id, ""))


def name_of_invitable(reader: Reader, person_id: str) -> str:
    """What somebody is called who may be invited. For coordinators and administrators."""
    only(reader, COORDINATOR, ADMINISTRATOR)
    name = read_names([person_id]).get(person_id)
    if name is None:
        raise NotFound("no such person")
    return name


def account_of_user(reader: Reader, user_id: str, now: datetime) -> views.AccountView:
    """Whether a user can sign in. For administrators."""
    only(reader, ADMINISTRATOR)
    row = db.session.get(UserRow, user_id)
    if row is None:
        raise NotFound("no such user")
    return _view(row, now)


def _view(row: UserRow, now: datetime) -> views.AccountView:
    """An account, with the latest link where no password was chosen."""
    state = _state(row, now.date(), linked_users())
    latest = next(iter(invitations_of(row.id)), None)
    if state != AWAITED or latest is None:
        return views.AccountView(state, row.email)
    by_link = {OPEN: INVITED, EXPIRED: EXPIRED}.get(state_of(latest, now), WITHDRAWN)
    name = user_names([latest.invited_by]).get(latest.invited_by, "")
    return views.AccountView(by_link, row.email, name, latest.made_at, latest.until)


def _state(row: UserRow, today: date, linked: Collection[str]) -> str:
    if row.disabled_at is not None:
        return DISABLED
    if ended_with_post(row, today):
        return ENDED
    return ACTIVE if row.password_hash or row.id in linked else AWAITED


def people_to_invite(reader: Reader, today: date, now: datetime, asked: views.PeopleAsked) -> views.InvitablePage:
    """Those of the people asked for who can be invited at once, by name: as many as one message round may take.

    For coordinators and administrators.
    """
    only(reader, COORDINATOR, ADMINISTRATOR)
    in_use = _in_use(today)
    ids = [id_ for id_ in people_asked_for(asked, today) if id_ not in in_use]
    addresses, waiting = addresses_of(ids), _waiting(ids, now)
    wanted = [id_ for id_ in ids if id_ in addresses and id_ not in waiting][:MOST_AT_ONCE]
    places, found = Sight(reader, today).places, read_people(wanted)
    holding = [id_ for id_ in wanted if any(_lasts(post.period.end, today) for post in found[id_].posts)]
    lines = (
        views.InvitableLine(id_, found[id_].name, title_of(found[id_], places, today), addresses[id_])
        for id_ in holding
    )
    without = sum(id_ not in addresses and id_ not in waiting for id_ in ids)
    return views.InvitablePage(tuple(lines), without, len(waiting))


def _lasts(ends: date | None, today: date) -> bool:
    return ends is None or ends >= today


def _in_use(today: date) -> set[str]:
    """The people who have an account that is disabled, ended, or in use: none of them is invited."""
    found, linked = accounts_of(None), linked_users()
    directors = (row for row in found if row.role == DIRECTOR)
    return {row.person for row in directors if row.person and _state(row, today, linked) != AWAITED}


def _waiting(ids: Iterable[str], now: datetime) -> set[str]:
    """Those who have an open link in their hands."""
    holders = users_with_open_link(now)
    return {row.person for row in accounts_of(list(ids)) if row.person and row.id in holders}
