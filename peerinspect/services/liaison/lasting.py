"""How long a secondment lasts: to the end of its term, or of the months within which so many inspections are done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect.domain import Duty, kinds
from peerinspect.domain.placement import Pair
from peerinspect.domain.secondments import INSPECTIONS, last_of_window
from peerinspect.store.reading.liaison import needs_of, secondees_on
from peerinspect.store.reading.placements import people_on
from peerinspect.store.tables import SecondmentNeedRow


def last_of(duty: Duty, need: SecondmentNeedRow | None) -> date:
    """The last day of the secondment, whatever the last day of the duty, which is full-time."""
    if need is not None and need.pattern == INSPECTIONS and need.months is not None:
        return max(duty.last_day, last_of_window(duty.first_day, need.months))
    return duty.last_day


def between_inspections(duties: Mapping[str, Duty], today: date) -> frozenset[Pair]:
    """The people who are on a secondment still, although its full-time days are over; each with the duty."""
    ended = {id_ for id_, duty in duties.items() if duty.kind == kinds.SECOND and duty.last_day < today}
    needs = needs_of(ended) if ended else {}
    going = {id_ for id_, need in needs.items() if last_of(duties[id_], need) >= today}
    kept = secondees_on(going) if going else {}
    back = {pair for pair, row in kept.items() if row.returned_on is not None}
    return frozenset((person, id_) for id_ in going for person in people_on([id_])) - back
