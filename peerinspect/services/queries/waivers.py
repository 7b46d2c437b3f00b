"""The soft objections that a roster rests on, and which of them are waived."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from peerinspect.domain import Waiver
from peerinspect.domain.placement import Pair
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.queries.placed import Placed
from peerinspect.services.waivers import waived_by
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.councils import Place
from peerinspect.store.reading.placements import read_waivers
from peerinspect.store.reading.rosters import rows_of
from peerinspect.store.tables import RosterObjectionRow

SETTLED = ("live", "done")


def waivers_needed(
    parts: Collection[int], placed: Sequence[Placed], places: Mapping[str, Place]
) -> tuple[views.WaiverNeeded, ...]:
    """One entry for each objection, named after the first placement it speaks of that the roster proposes."""
    by_pair = {each.pair: each for each in placed}
    waivers = read_waivers()
    found = []
    for row in rows_of(RosterObjectionRow, parts, RosterObjectionRow.position):
        pairs = [pair for pair in product(row.people.split(), row.duties.split()) if pair in by_pair]
        first = next((by_pair[pair] for pair in pairs if by_pair[pair].status not in SETTLED), None)
        if first is None:
            continue
        found.append(
            views.WaiverNeeded(
                address=placement_address(*first.pair),
                rule=row.rule,
                person_id=first.person.id,
                person_name=first.person.name,
                duty_id=first.duty.id,
                duty_title=duty_title(first.duty, places),
                kind=first.duty.kind,
                waived_by=waived_by(first.duty.kind),
                recorded=any(_covers(waiver, row.rule, by_pair, pairs) for waiver in waivers),
                sentence=row.sentence,
            )
        )
    return tuple(found)


def _covers(waiver: Waiver, rule: str, by_pair: Mapping[Pair, Placed], pairs: Collection[Pair]) -> bool:
    """Whether a waiver takes the objection away: it must be of the rule, of one of the parties, and last."""
    pair = (waiver.person, waiver.duty)
    if waiver.rule != rule or pair not in pairs or waiver.until < by_pair[pair].duty.last_day:
        return False
    return waiver.other is None or waiver.other in pairs
