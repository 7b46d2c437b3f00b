"""The soft objections that a roster rests on, and which of them are waived."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from peerinspect.domain import Waiver
from peerinspect.domain.placement import Pair
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.queries.placed import Placed
from peerinspect.services.queries.sight import Sight
from peerinspect.services.unwaived import placement_to_waive
from peerinspect.services.waiver_rights import state_of
from peerinspect.services.waivers import waived_by
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.placements import read_waivers
from peerinspect.store.reading.rosters import rows_of
from peerinspect.store.reading.waivers import WaiverRecord, waiver_records
from peerinspect.store.tables import RosterObjectionRow

SETTLED = ("live", "done")


def waivers_needed(parts: Collection[int], placed: Sequence[Placed], sight: Sight) -> tuple[views.WaiverNeeded, ...]:
    """One entry for each objection, named after the placement that a waiver of it would be about."""
    by_pair = {each.pair: each for each in placed}
    duties = {each.duty.id: each.duty for each in placed}
    proposed = {pair for pair, each in by_pair.items() if each.status not in SETTLED}
    waivers, asked = read_waivers(), _latest_proposals()
    found = []
    for row in rows_of(RosterObjectionRow, parts, RosterObjectionRow.position):
        pairs = [pair for pair in product(row.people.split(), row.duties.split()) if pair in by_pair]
        pair = placement_to_waive(pairs, duties, proposed)
        if pair is None:
            continue
        first, latest = by_pair[pair], asked.get((row.rule, pair))
        recorded = any(_covers(waiver, row.rule, by_pair, pairs) for waiver in waivers)
        state = state_of(latest, sight.today) if latest else ""
        found.append(
            views.WaiverNeeded(
                address=placement_address(*pair),
                rule=row.rule,
                person_id=first.person.id,
                person_name=first.person.name,
                duty_id=first.duty.id,
                duty_title=duty_title(first.duty, sight.places),
                kind=first.duty.kind,
                waived_by=waived_by(first.duty.kind, row.rule),
                recorded=recorded,
                sentence=row.sentence,
                until=first.duty.last_day,
                state=state,
                waiver_id=latest.proposal.id if latest else None,
            )
        )
    return tuple(found)


def _latest_proposals() -> dict[tuple[str, Pair], WaiverRecord]:
    """The latest proposal for each rule and placement."""
    found: dict[tuple[str, Pair], WaiverRecord] = {}
    for each in waiver_records():
        found.setdefault((each.proposal.rule, each.pair), each)
    return found


def _covers(waiver: Waiver, rule: str, by_pair: Mapping[Pair, Placed], pairs: Collection[Pair]) -> bool:
    """Whether a waiver takes the objection away: it must be of the rule, of one of the parties, and last."""
    pair = (waiver.person, waiver.duty)
    if waiver.rule != rule or pair not in pairs or waiver.until < by_pair[pair].duty.last_day:
        return False
    return waiver.other is None or waiver.other in pairs
