"""Withdrawing a published roster.

What was only offered from it is stood down: nobody has said yes to it, and nobody is to. Whoever has said yes, or has
begun, stays: a promise was given, and ends by a step of its own on the page of the duty. An offer that the roster
before it made already stands as that one's. What the withdrawn roster had stood down is not offered again by itself:
people were told, and the next search may ask them anew. Then the published roster before it, if any, is in force
again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain.placement import Pair
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.team import tell_of_change
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.rosters_seen import real_roster
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.veil import OPEN, WITHDRAW_SEALED, parts_for
from peerinspect.services.wording import counted
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.rosters import latest_part, parts_of, rows_of
from peerinspect.store.tables import PlacementRow, RosterPartRow, RosterPlacementRow, RosterRow

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class WithdrawRoster:
    """Take a published roster back, with a reason."""

    roster_id: str
    reason: str


def withdraw_roster(command: WithdrawRoster, reader: Reader, today: date) -> int:
    """Withdraw the parts that the reader may know of, and stand down what was only offered; how many placements.

    For coordinators. One who is not cleared withdraws the open part; the sealed ones wait for one who is.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        roster = real_roster(reader, command.roster_id)
        rows = [row for row in parts_of([roster.id], parts_for(reader)) if is_in_force(row)]
        checks = Checks()
        missing = "Say why it is withdrawn. Coordinators and the Ofsted liaison read it"
        check_text(checks, command.reason, "reason", missing, "the reason", LONGEST_REASON)
        checks.need(rows, "", "Nothing of this roster is published")
        checks.need(is_latest(roster), "", "A later roster was published in its place. Withdraw that one")
        checks.done()
        if any(row.part == OPEN for row in rows):
            roster.state = "withdrawn"
        return sum(_withdraw(roster, row, tidy(command.reason), reader, today) for row in rows)


def is_in_force(row: RosterPartRow) -> bool:
    """Whether a part is published and was not withdrawn."""
    return row.published_on is not None and row.withdrawn_on is None


def is_latest(roster: RosterRow) -> bool:
    """Whether no later roster's open part is in force."""
    latest = latest_part(OPEN, published=True)
    return latest is None or store.db.session.get_one(RosterRow, latest.roster).made_at <= roster.made_at


def _withdraw(roster: RosterRow, row: RosterPartRow, reason: str, reader: Reader, today: date) -> int:
    row.withdrawn_on, row.withdrawn_by, row.withdrawn_because = today, reader.user_id, reason
    store.db.session.flush()
    before = latest_part(row.part, published=True)
    kept = _pairs(before.id) if before else set()
    gone = _stand_down(_pairs(row.id) - kept, today)
    event = history.record(
        reader.user_id,
        "withdraw" if row.part == OPEN else WITHDRAW_SEALED,
        roster.id,
        sentence=f"Withdrew the {roster.title.lower()}: stood {counted(len(gone), 'placement')} down.",
        reason=reason,
    )
    tell_of_change(gone, event)
    return len(gone)


def _pairs(part: int) -> set[Pair]:
    return {(each.person, each.duty) for each in rows_of(RosterPlacementRow, [part])}


def _stand_down(pairs: Collection[Pair], today: date) -> list[str]:
    """Stand the unanswered offers among the placements down whose duties are not over; whose they were."""
    duties = {id_ for id_, duty in read_duties(today, {duty for _, duty in pairs}).items() if duty.last_day >= today}
    query = select(PlacementRow).where(PlacementRow.duty.in_(sorted(duties)), PlacementRow.status == "offered")
    gone = [row for row in store.db.session.scalars(query) if (row.person, row.duty) in pairs]
    for row in gone:
        row.status = "stood-down"
    store.db.session.flush()
    return [row.person for row in gone]


def refuse_withdrawn(roster: RosterRow) -> None:
    """What was withdrawn is not published again: the facts have moved on, and people were told."""
    if roster.state == "withdrawn":
        raise Refusal("This roster was withdrawn. Look for a new one, keeping this one as far as it goes")
