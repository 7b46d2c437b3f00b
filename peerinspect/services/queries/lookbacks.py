"""Looks back as a reader may see them: a line about a duty that they may not know of is not there, nor counted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from peerinspect.domain import Duty, Period
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.lookback import OBJECTS
from peerinspect.services.queries.interests import PRIVATE
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.steps import next_steps
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.ties import look_back_lines
from peerinspect.store.reading.ties import look_backs as stored_look_backs
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import LookBackClosureRow, LookBackLineRow, LookBackRow

Found = tuple[LookBackLineRow, LookBackClosureRow | None]


def look_backs(reader: Reader, today: date) -> tuple[views.LookBackLine, ...]:
    """Every look back that touches something, those that wait for somebody first. For coordinators."""
    only(reader, COORDINATOR)
    return look_backs_of(Sight(reader, today))


def look_backs_of(sight: Sight, interest_id: str | None = None) -> tuple[views.LookBackLine, ...]:
    """The looks back that touch something, as far as the reader may know; of one tie or all."""
    looks = LookBacks(sight)
    lines = looks.lines(interest_id)
    looks.note([line.id for line in lines])
    return tuple(sorted(lines, key=lambda line: (not line.waiting, -line.made_on.toordinal(), line.id)))


def look_back(reader: Reader, look_back_id: str, today: date) -> views.LookBackView:
    """One look back. For coordinators."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    row = next(iter(stored_look_backs([look_back_id])), None)
    if row is None:
        raise NotFound("no such look back")
    looks = LookBacks(sight, [row.id])
    looks.note([row.id])
    is_private = _kind(row) in PRIVATE and reader.person_id != row.person
    return views.LookBackView(
        line=looks.line(row),
        interest_id=row.interest,
        before=None if is_private else _period(row.before),
        after=None if is_private else _period(row.after),
        is_private=is_private,
        lines=tuple(looks.shown(*found) for found in looks.lines_of(row.id)),
        inputs=_inputs(sight, row),
    )


def _inputs(sight: Sight, row: LookBackRow) -> tuple[tuple[str, str], ...]:
    """The digests of the facts; of those with sealed work only for who may know of it."""
    sealed = [("with sealed work", row.sealed_digest)] if row.sealed_digest and sight.knows_sealed_work else []
    return (("open work", row.open_digest), *sealed)


class LookBacks:
    """Looks back and their lines, as far as one reader may know. Whoever only counts them looks at nothing."""

    def __init__(self, sight: Sight, ids: Sequence[str] | None = None) -> None:
        self.sight = sight
        found = look_back_lines(ids)
        self.duties: Mapping[str, Duty] = sight.work_among({line.duty for line, _ in found})
        self._rows = stored_look_backs(ids)
        self.people = read_names({line.person for line, _ in found} | {row.person for row in self._rows})
        self.users = user_names()
        self._lines: dict[str, list[Found]] = defaultdict(list)
        for line, closure in found:
            if line.duty in self.duties:
                self._lines[line.look_back].append((line, closure))

    def lines(self, interest_id: str | None = None) -> list[views.LookBackLine]:
        """The looks that touch something, the latest first; of one tie or all."""
        rows = [row for row in self._rows if interest_id in (None, row.interest)]
        return [self.line(row) for row in rows if self.lines_of(row.id)]

    def lines_of(self, look: str) -> list[Found]:
        """The lines of a look that the reader may see."""
        return self._lines.get(look, [])

    def note(self, looks: Iterable[str]) -> None:
        """Write down a look at sealed work, where there was any."""
        duties = {line.duty for look in looks for line, _ in self.lines_of(look)}
        record_look_at_list(self.sight, (self.duties[id_] for id_ in duties), "in a look back")

    def line(self, row: LookBackRow) -> views.LookBackLine:
        """A look in a list."""
        lines = self.lines_of(row.id)
        told = json.loads(row.after or row.before)
        place = self.sight.places.get(told.get("authority", ""))
        return views.LookBackLine(
            id=row.id,
            person_id=row.person,
            person_name=self.people[row.person],
            authority_name=place.name if place else "",
            kind=told["kind"],
            change=row.change,
            made_on=row.made_on,
            made_by=self.users.get(row.made_by or "", ""),
            touched=len({(line.person, line.duty) for line, _ in lines}),
            waiting=sum(waits(line, closure) for line, closure in lines),
        )

    def shown(self, line: LookBackLineRow, closure: LookBackClosureRow | None) -> views.TouchedLine:
        """A placement that the change touches."""
        duty = self.duties[line.duty]
        told = () if duty.sealed else council_names(duty.authorities, self.sight.places)
        return views.TouchedLine(
            person_id=line.person,
            person_name=self.people[line.person],
            duty_id=line.duty,
            duty_title=duty_title(duty, self.sight.places),
            kind=duty.kind,
            sealed=duty.sealed,
            period=Period(line.starts, line.ends),
            status=line.status,
            moment=line.moment,
            effect=line.effect,
            rule=line.rule,
            strength=line.strength,
            sentence=line.sentence,
            steps=next_steps(line.effect, line.strength, line.moment, duty.kind, line.is_waived, told),
            rulebook=line.rulebook,
            policy=line.policy,
            done=closure.note if closure else "",
            done_by=self.users.get(closure.closed_by, "") if closure else "",
            done_on=closure.closed_on if closure else None,
        )


def waits(line: LookBackLineRow, closure: LookBackClosureRow | None) -> bool:
    """Whether somebody has to do something about the line."""
    return line.effect == OBJECTS and not line.is_waived and closure is None


def _kind(row: LookBackRow) -> str:
    kind: str = json.loads(row.after or row.before)["kind"]
    return kind


def _period(told: str) -> Period | None:
    """The dates of a tie as it was written down; None where there was none."""
    if not told:
        return None
    entry = json.loads(told)
    first, last = (date.fromisoformat(entry[name]) if name in entry else None for name in ("from", "to"))
    return Period(first, last)
