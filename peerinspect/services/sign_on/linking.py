"""Which user somebody at the provider is: one that exists already, by a verified address once, by subject since."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.services.checking import only
from peerinspect.services.reader import ADMINISTRATOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.sessions import end_all_sessions
from peerinspect.services.sign_on.provider import Provider
from peerinspect.services.sign_on.tokens import Claims
from peerinspect.store import history
from peerinspect.store.tables import SignOnLinkRow, UserRow


def user_behind(provider: Provider, claims: Claims) -> str | None:
    """The id of the user; None where there is none.

    The first time a verified email address finds the user. From then on only the subject counts: an address that the
    provider gives to somebody else one day opens nothing.
    """
    row = SignOnLinkRow
    by_subject = select(row.user).where(row.issuer == provider.issuer, row.subject == claims.subject)
    found: str | None = store.db.session.scalar(by_subject)
    if found is not None or not claims.email:
        return found
    by_address: str | None = store.db.session.scalar(select(UserRow.id).where(UserRow.email == claims.email))
    is_taken = by_address is not None and store.db.session.get(row, (by_address, provider.issuer)) is not None
    return None if is_taken else by_address


def link(provider: Provider, claims: Claims, reader: Reader, today: date) -> None:
    """Remember who the reader is at the provider, where it is not known. Call it in a transaction."""
    row = SignOnLinkRow(user=reader.user_id, issuer=provider.issuer, subject=claims.subject, linked_on=today)
    known = store.db.session.get(SignOnLinkRow, (reader.user_id, provider.issuer))
    if known is None and store.add_unless_there(row):
        sentence = f"{reader.name} was linked to the sign-in of {provider.name}."
        history.record(reader.user_id, "link-sign-on", reader.user_id, sentence=sentence)


def unlink(user_id: str, reader: Reader) -> None:
    """Forget whom a user is at the provider, and end their sessions. For administrators.

    Whoever signs in there next with the user's verified address is linked again.
    """
    only(reader, ADMINISTRATOR)
    with store.transaction():
        user = store.db.session.get(UserRow, user_id)
        if user is None:
            raise NotFound("no such user")
        if not is_linked(user_id):
            raise Refusal(f"{user.name} is not linked")
        store.db.session.execute(delete(SignOnLinkRow).where(SignOnLinkRow.user == user_id))
        end_all_sessions(user)
        sentence = f"Unlinked {user.name} from single sign-on."
        history.record(reader.user_id, "unlink-sign-on", user_id, sentence=sentence)


def linked_users() -> set[str]:
    """The ids of all users who are linked to somebody at a provider."""
    return set(store.db.session.scalars(select(SignOnLinkRow.user)))


def is_linked(user_id: str) -> bool:
    """Whether the user is linked to anybody at a provider."""
    row = SignOnLinkRow
    return store.db.session.scalar(select(row.user).where(row.user == user_id).limit(1)) is not None
