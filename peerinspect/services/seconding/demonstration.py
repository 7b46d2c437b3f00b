"""Five secondees for the demo, in all states: on a term, untrained, between inspections, overdue, back.

They are people who offer secondments, are on nothing else, and whom no rule keeps from it; where there are fewer of
them, there are fewer secondments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Placement
from peerinspect.domain.kinds import SECOND
from peerinspect.domain.secondments import INSPECTIONS, OTHER, TERM
from peerinspect.services.addresses import placement_address
from peerinspect.services.liaison.inspecting import RecordInspection, record_inspection
from peerinspect.services.liaison.seconding import RecordReturn, RecordTraining, record_return, record_training
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.reader import Reader
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.councils import read_borders
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.tables import DutyRow, OfferRow, SecondmentNeedRow, SecondmentRow

MOST_TRIED = 30
WHOLE_YEARS, A_YEAR_AND_MORE = 8, 270
"""So many people offer so many days a year, so that one of them can be on a term of a year."""
WEEK = timedelta(weeks=1)
FRAMEWORK = "the inspection framework, and how evidence is written down"


@dataclass(frozen=True, slots=True)
class _Part:
    """A secondment to show: it began so many weeks ago and is full-time for so many weeks."""

    ago: int
    weeks: int
    pattern: str = OTHER
    trained: bool = True
    inspections: int = 0
    back: bool = False


PARTS = (
    _Part(ago=44, weeks=53, pattern=TERM, inspections=2),
    _Part(ago=6, weeks=18, trained=False, inspections=1),
    _Part(ago=52, weeks=2, pattern=INSPECTIONS, inspections=3),
    _Part(ago=30, weeks=26, inspections=2),
    _Part(ago=24, weeks=26, inspections=1, back=True),
)
"""On a term that ends soon; untrained; all inspections done; return overdue; back before the end."""


def show_secondments(liaison: Reader, coordinator: Reader, today: date) -> None:
    """Make them. What finds nobody is left out."""
    duties = [_ask(part, liaison, today) for part in PARTS]
    people = _free(duties, coordinator, today)
    placed = [(people[duty.id], part, duty) for part, duty in zip(PARTS, duties, strict=True) if duty.id in people]
    with store.transaction():
        load_placements([Placement(person, duty.id, "live") for person, _, duty in placed], [])
        for _, _, duty in placed:
            row = store.db.session.get_one(DutyRow, duty.id)
            row.state, row.state_on = "live", duty.first_day
        for duty in duties:
            if duty.id not in people:
                row = store.db.session.get_one(DutyRow, duty.id)
                row.state, row.state_on = "cancelled", today
    for person, part, duty in placed:
        _record(person, part, duty, liaison, coordinator, today)


def _ask(part: _Part, liaison: Reader, today: date) -> Duty:
    """A secondment that began some weeks ago, as the liaison asked for it then."""
    first = today - timedelta(days=today.weekday()) - part.ago * WEEK
    last = first + part.weeks * WEEK - timedelta(days=3)
    asked = first - 10 * WEEK
    is_counted = part.pattern == INSPECTIONS
    with store.transaction():
        new = NewDuty(SECOND, first, last)
        register_duty(new, SecondmentRow(duty=new.id, requested_on=asked), liaison)
        need = SecondmentNeedRow(
            duty=new.id, region="", note="", requested_by=liaison.user_id, requested_on=asked, pattern=part.pattern
        )
        need.inspections, need.months = (3, 18) if is_counted else (None, None)
        store.add(need)
    return read_duties(today, [new.id])[new.id]


def _free(duties: Sequence[Duty], reader: Reader, today: date) -> dict[str, str]:
    """For each secondment, by its id, somebody who is on nothing else; what goes on is asked of the rules first."""
    offered = {id_: sum(each.days for each in one.offers if each.kind == SECOND) for id_, one in read_people().items()}
    idle = [
        id_ for id_ in sorted(offered, key=lambda one: (-offered[one], one)) if offered[id_] and not duties_of([id_])
    ]
    with store.transaction():
        for id_ in idle[:WHOLE_YEARS]:
            store.db.session.get_one(OfferRow, (id_, SECOND)).days = offered[id_] = A_YEAR_AND_MORE
            told = f"Offers {A_YEAR_AND_MORE} days a year of secondments."
            history.record(reader.user_id, "set-offers", id_, sentence=told)
    found: dict[str, str] = {}
    for duty in duties:
        rest = [id_ for id_ in idle[:MOST_TRIED] if id_ not in found.values() and offered[id_] >= duty.workload]
        goes_on = duty.last_day >= today
        against = objections_to([Placement(id_, duty.id, "live") for id_ in rest], duty, today) if goes_on else {}
        chosen = next((id_ for id_ in reversed(rest) if not against.get(id_)), None)
        if chosen is not None:
            found[duty.id] = chosen
    return found


def _record(person: str, part: _Part, duty: Duty, liaison: Reader, coordinator: Reader, today: date) -> None:
    """Training, inspections elsewhere, and the return."""
    address = placement_address(person, duty.id)
    if part.trained:
        record_training(RecordTraining(duty.id, address, duty.first_day + timedelta(days=4), FRAMEWORK), liaison, today)
    councils = _councils(person)
    for number in range(part.inspections):
        first = duty.first_day + (2 + 5 * number) * WEEK
        if first + timedelta(days=4) > today:
            break
        where = councils[(7 * number + part.ago) % len(councils)]
        typed = RecordInspection(
            duty.id, address, where, first, first + timedelta(days=4), "Reported by the regional team"
        )
        record_inspection(typed, coordinator, today)
    if part.back:
        record_return(RecordReturn(duty.id, address, today - 2 * WEEK, "Their council needed them"), liaison, today)


def _councils(person: str) -> list[str]:
    """Councils that are neither the person's own nor next to it, as an inspector's would be."""
    homes = {post.authority for post in read_people([person])[person].posts}
    near = {code for pair in read_borders(homes) if pair & homes for code in pair}
    return sorted({code for pair in read_borders(None) for code in pair} - near - homes)
