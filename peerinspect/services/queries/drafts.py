"""What the latest roster says of one duty."""

from __future__ import annotations

from dataclasses import dataclass

from peerinspect.domain import Duty
from peerinspect.services.queries.sight import Sight
from peerinspect.services.standing import part_now
from peerinspect.store.reading.placements import PlacementRecord
from peerinspect.store.reading.rosters import latest_part, rows_of
from peerinspect.store.tables import RosterPlacementRow


@dataclass(frozen=True, slots=True)
class Draft:
    """The latest roster's part that a duty belongs to. `proposals` are those for the duty itself."""

    roster_id: str
    part: str
    is_draft: bool
    proposals: tuple[PlacementRecord, ...]


def latest_draft(sight: Sight, duty: Duty) -> Draft | None:
    """The latest part that fills duties like this one; None where there is none yet."""
    part = part_now(duty, sight.today)
    row = latest_part(part) if part else None
    if row is None:
        return None
    proposals = tuple(
        PlacementRecord(each.person, each.duty, "proposed", False, None)
        for each in rows_of(RosterPlacementRow, [row.id], RosterPlacementRow.duty, RosterPlacementRow.person)
        if each.duty == duty.id
    )
    return Draft(row.roster, row.part, row.published_on is None, proposals)
