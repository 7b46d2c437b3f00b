"""A saved roster examined once more, under its own edition of the rulebook and its own version of the policy."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.check_tasks import FAILED, WAITING, Examined, examined
from peerinspect.services.checking import only
from peerinspect.services.queries.certificates import lines_in_names
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.rosters_seen import roster_seen
from peerinspect.services.veil import parts_for
from peerinspect.store.reading.policies import version_of
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import RosterPartRow


def check_again(reader: Reader, roster_id: str, today: date) -> views.RosterCheck:
    """What the auditor says now of the roster's stored files: each part that the reader may see, reloaded.

    The policy is the one in the part's own problem, the rulebook the edition that its roster names: what has changed
    since changes nothing. Large parts are examined in the background, and told of once they are. For coordinators and
    the Ofsted liaison.
    """
    only(reader, COORDINATOR, LIAISON)
    roster = roster_seen(reader, roster_id)
    rows = parts_of([roster_id], parts_for(reader), with_bytes=True)
    if not rows:
        raise NotFound("no such roster")
    sight = Sight(reader, today)
    found = {row.part: examined(row, today) for row in rows}
    parts = tuple(_checked(sight, row, one) for row in rows if isinstance(one := found[row.part], Examined))
    record_look_at_list(sight, sight.duties().values(), "while a roster was checked again")
    waiting = tuple(part for part, one in found.items() if one == WAITING)
    failed = tuple(part for part, one in found.items() if one == FAILED)
    return views.RosterCheck(roster.id, roster.title, parts, waiting, failed)


def _checked(sight: Sight, row: RosterPartRow, found: Examined) -> views.PartCheck:
    """What was found on one part, in words for the reader."""
    certificate = views.CertificateView(
        is_clean=found.is_clean,
        checked_on=found.checked_on,
        rules_examined=found.rules_examined,
        pairs_examined=found.pairs_examined,
        threes_examined=found.threes_examined,
        lines=lines_in_names(sight, found.lines),
        rulebook=row.rulebook,
        policy=row.policy,
    )
    return views.PartCheck(part=row.part, certificate=certificate, version=version_of(row))
