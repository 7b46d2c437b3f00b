"""A saved roster examined once more, under its own edition of the rulebook and its own version of the policy."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.certificates import certificate_of
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.rosters_seen import roster_seen
from peerinspect.services.saving import audit_part, reload_part
from peerinspect.services.veil import parts_for
from peerinspect.store.reading.policies import version_of
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import RosterPartRow


def check_again(reader: Reader, roster_id: str, today: date) -> views.RosterCheck:
    """What the auditor says now of the roster's stored files: each part that the reader may see, reloaded.

    The policy is the one in the part's own problem, the rulebook the edition that its roster names: what has changed
    since changes nothing. Nothing is written. For coordinators and the Ofsted liaison. It takes a while.
    """
    only(reader, COORDINATOR, LIAISON)
    roster = roster_seen(reader, roster_id)
    rows = parts_of([roster_id], parts_for(reader), with_bytes=True)
    if not rows:
        raise NotFound("no such roster")
    sight = Sight(reader, today)
    found = tuple(_checked(sight, row) for row in rows)
    record_look_at_list(sight, sight.duties().values(), "while a roster was checked again")
    return views.RosterCheck(roster.id, roster.title, found)


def _checked(sight: Sight, row: RosterPartRow) -> views.PartCheck:
    """One part examined now."""
    part = reload_part(row.part, row.problem_bytes, row.roster_bytes)
    report = audit_part(part)
    return views.PartCheck(
        part=row.part,
        certificate=certificate_of(sight, row, report),
        version=version_of(row),
    )
