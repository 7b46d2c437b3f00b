"""Who takes part in a programme of support on a day, and so may read and write what.

The coordinators; of the council that is advised its chief executive and director; of the lead's own council the same;
the advisers who have agreed. The Ofsted liaison sees that the support exists, its dates and its team, since
independence asks for them; what was said in it stays among those who took part, as an inspection could follow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty, Person
from peerinspect.domain.kinds import SUPPORT
from peerinspect.domain.lives import LIVES
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.support import leads_of
from peerinspect.store.tables import DutyRow

LIFE = LIVES[SUPPORT]
ADVISED, GIVING, ADVISER, PLANNER, ON_WATCH = "advised", "giving", "adviser", "planner", "on-watch"
"""What somebody can be in a programme."""
INSIDE = frozenset({ADVISED, GIVING, ADVISER, PLANNER})
"""Those who read its need, its agreement and its notes."""
AGREED = frozenset({"accepted", "live", "done"})
"""The statuses of advisers who have said yes."""


@dataclass(frozen=True)
class Taking:
    """A programme, who advises in it, and what the reader is in it. `lead` is who was named and is on it still."""

    duty: Duty
    advisers: Mapping[str, Person]
    lead: str | None
    parts: frozenset[str]

    @property
    def is_inside(self) -> bool:
        """Whether the reader takes part, and so reads what is said."""
        return bool(self.parts & INSIDE)

    @property
    def giving(self) -> frozenset[str]:
        """The councils of the lead, during the programme; none while nobody leads."""
        return homes(self.advisers[self.lead], self.duty) - self.duty.authorities if self.lead else frozenset()

    @property
    def parties(self) -> tuple[str, ...]:
        """The councils that agree: those advised, and those of the lead."""
        return tuple(sorted(self.duty.authorities)) + tuple(sorted(self.giving))


def homes(person: Person, duty: Duty) -> frozenset[str]:
    """The councils whose posts the person holds during the duty."""
    return frozenset(post.authority for post in person.posts if post.period.overlaps(duty.span))


def taking(reader: Reader, duty_id: str, today: date) -> Taking:
    """The programme as the reader takes part in it. NotFound for who has no part, and for any other duty."""
    found = takings(reader, [duty_id], today).get(duty_id)
    if found is None:
        raise NotFound("no part in this support")
    return found


def takings(reader: Reader, ids: Collection[str], today: date) -> dict[str, Taking]:
    """Those of the programmes in which the reader takes part, by duty."""
    only(reader, COORDINATOR, LIAISON, DIRECTOR, CHIEF_EXECUTIVE)
    known = Sight(reader, today).duties(ids)
    duties = {id_: duty for id_, duty in known.items() if duty.kind == SUPPORT}
    records = [each for each in read_placements(today, duties) if each.status in AGREED] if duties else []
    people = read_people({each.person for each in records}) if records else {}
    named = leads_of(duties) if duties else {}
    own = councils_led(reader, today)
    found = {}
    for id_, duty in duties.items():
        advisers = {each.person: people[each.person] for each in records if each.duty == id_}
        lead = named.get(id_)
        one = Taking(duty, advisers, lead if lead in advisers else None, frozenset())
        parts = _parts(reader, one, own)
        if parts:
            found[id_] = replace(one, parts=parts)
    return found


def inside(reader: Reader, duty_id: str, today: date, *wanted: str) -> Taking:
    """The programme, for who is one of what is `wanted` in it; for all who take part where nothing is named."""
    found = taking(reader, duty_id, today)
    if not found.parts & (frozenset(wanted) or INSIDE):
        raise NotFound("not of this part in this support")
    return found


def _parts(reader: Reader, found: Taking, own: frozenset[str]) -> frozenset[str]:
    if reader.role == COORDINATOR:
        return frozenset({PLANNER})
    if reader.role == LIAISON:
        return frozenset({ON_WATCH})
    held = {ADVISED: own & found.duty.authorities, GIVING: own & found.giving}
    parts = {part for part, councils in held.items() if councils}
    if reader.role == DIRECTOR and reader.person_id in found.advisers:
        parts.add(ADVISER)
    return frozenset(parts)


def councils_led(reader: Reader, today: date) -> frozenset[str]:
    """The councils that the reader speaks for: as chief executive, or as their director on the day."""
    if reader.role == CHIEF_EXECUTIVE:
        return reader.authorities
    if reader.role != DIRECTOR or reader.person_id is None:
        return frozenset()
    posts = read_people([reader.person_id])[reader.person_id].posts
    return frozenset(each.authority for each in posts if each.role == DIRECTOR and each.period.holds(today))


def locked_row(duty_id: str) -> DutyRow:
    """The duty's row, locked until the transaction ends."""
    row = store.db.session.scalar(select(DutyRow).where(DutyRow.id == duty_id).with_for_update())
    if row is None:
        raise NotFound("no such support")
    return row


def state_of(row: DutyRow) -> str:
    """Where the support is in its life."""
    return row.state or LIFE.first
