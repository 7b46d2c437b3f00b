"""Rows -> Facts, with a fixed number of queries whatever the size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty, Facts, Placement, Waiver
from peerinspect.store.reading.consents import with_duty_consents, without_duty_consents
from peerinspect.store.reading.councils import read_arrangements, read_authorities, read_borders, read_neighbours
from peerinspect.store.reading.duties import finished_duties, read_duties, sealed_duties
from peerinspect.store.reading.people import read_interests, read_people
from peerinspect.store.reading.placements import (
    OFF,
    PlacementRecord,
    read_affinity,
    read_placements,
    read_waivers,
)
from peerinspect.store.reading.policies import read_policy


def snapshot(as_of: date, sealed: Collection[str] = (), title: str = "") -> Facts:
    """Everything as at `as_of`, with those sealed duties that `sealed` names, and no trace of the others."""
    hidden = sealed_duties(as_of) - set(sealed)
    duties = {id_: duty for id_, duty in read_duties(as_of).items() if id_ not in hidden}
    records = read_placements(as_of, duties)
    duties |= _looking_for_nobody(duties, records, as_of)
    return Facts(
        as_of=as_of,
        people=with_duty_consents(read_people(), duties),
        duties=duties,
        authorities=read_authorities(),
        borders=read_borders(),
        neighbours=read_neighbours(),
        arrangements=read_arrangements(),
        interests=read_interests(),
        placements=tuple(
            Placement(each.person, each.duty, each.status, each.pinned) for each in records if each.status not in OFF
        ),
        waivers=tuple(each for each in read_waivers() if _is_known(each, duties)),
        affinity={pair: number for pair, number in read_affinity().items() if pair[1] in duties},
        policy=read_policy(),
        title=title,
    )


def _looking_for_nobody(duties: Mapping[str, Duty], records: Iterable[PlacementRecord], as_of: date) -> dict[str, Duty]:
    """The duties whose work is over before their last day: with as many seats as are taken, and no skill wanted."""
    over = finished_duties(as_of) & duties.keys()
    taken = Counter(each.duty for each in records if each.status not in OFF and each.status != "done")
    return {id_: replace(duties[id_], seats=taken[id_], skills=frozenset()) for id_ in sorted(over)}


def leave_out(facts: Facts, hidden: Collection[str]) -> Facts:
    """The facts without any trace of some duties: what `snapshot` gives that is not told of them."""
    duties = {id_: duty for id_, duty in facts.duties.items() if id_ not in hidden}
    return replace(
        facts,
        people=without_duty_consents(facts.people, hidden),
        duties=duties,
        placements=tuple(each for each in facts.placements if each.duty in duties),
        waivers=tuple(each for each in facts.waivers if _is_known(each, duties)),
        affinity={pair: number for pair, number in facts.affinity.items() if pair[1] in duties},
    )


def _is_known(waiver: Waiver, duties: Collection[str]) -> bool:
    """Whether every duty that the waiver names is known."""
    return waiver.duty in duties and (waiver.other is None or waiver.other[1] in duties)
