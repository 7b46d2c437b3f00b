"""Who is about to be changed, locked until the change is made: two changes at once must not undo each other."""

from __future__ import annotations

from peerinspect import store
from peerinspect.services.refusal import NotFound
from peerinspect.store.tables import AuthorityRow, PersonRow


def hold_person(person_id: str) -> PersonRow:
    """The person, locked in the open transaction. Raises NotFound where there is none."""
    row = store.db.session.get(PersonRow, person_id, with_for_update=True)
    if row is None:
        raise NotFound("no such person")
    return row


def hold_council(code: str) -> AuthorityRow:
    """The council, locked in the open transaction. Raises NotFound where there is none."""
    row = store.db.session.get(AuthorityRow, code, with_for_update=True)
    if row is None:
        raise NotFound("no such council")
    return row
