"""Who chairs the boards: in post, to come, asked; which office is vacant, runs out or is contested."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Person, add_months
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import GIVE_NOTICE, REMOVE
from peerinspect.services import views
from peerinspect.services.boards.commands import OF_OFFICE
from peerinspect.services.queries.sight import Ids, Sight
from peerinspect.services.wording import council_names
from peerinspect.store.reading.boards import interim_terms, steps_of, under_notice
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord
from peerinspect.store.reading.safeguarding import terms_of_boards
from peerinspect.store.tables import BoardStepRow

IN_POST, COMING, ASKED, PAST = "in-post", "coming", "asked", "past"
YES = frozenset({"accepted", "live"})
TAKEN, REFUSED = "taken", "refused"


class Chairs:
    """The chairs' terms of some boards, or of all, as one reader may see them.

    `with_past`: terms that are over too. A chair's term is never sealed work, and still goes through the reader's
    sight like every duty.
    """

    def __init__(self, sight: Sight, boards: Ids = None, with_past: bool = False) -> None:
        self.sight = sight
        self.today = sight.today
        self._boards = boards
        self._with_past = with_past

    @cached_property
    def terms(self) -> Mapping[str, tuple[Duty, ...]]:
        """The terms of each board by their first day, without those that were called off."""
        known = terms_of_boards(self._boards)
        if self._boards is not None:
            ids = {each for terms in known.values() for each in terms}
            found = self.sight.work_among(ids) if ids else {}
        else:
            found = self.sight.current(CHAIR)
        kept = {id_: duty for id_, duty in found.items() if self._with_past or duty.last_day >= self.today}
        return {
            board: tuple(
                sorted((kept[each] for each in terms if each in kept), key=lambda one: (one.first_day, one.id))
            )
            for board, terms in known.items()
        }

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {each.id: each for terms in self.terms.values() for each in terms}

    @cached_property
    def records(self) -> Mapping[str, Sequence[PlacementRecord]]:
        """Who is on each term, or was, by duty."""
        found: dict[str, list[PlacementRecord]] = defaultdict(list)
        for each in self.sight.records(self._duties) if self._duties else ():
            if each.status not in OFF:
                found[each.duty].append(each)
        return found

    def state_of(self, record: PlacementRecord) -> str:
        """IN_POST, COMING, ASKED or PAST; "" for somebody in a draft alone."""
        duty = self._duties[record.duty]
        if record.status in YES:
            return COMING if duty.first_day > self.today else IN_POST
        return {"offered": ASKED, "done": PAST}.get(record.status, "")

    def in_state(self, board: str, *states: str) -> list[PlacementRecord]:
        """The people of a board's terms who are in one of the states, by the term's first day."""
        every = (each for duty in self.terms.get(board, ()) for each in self.records.get(duty.id, ()))
        return [each for each in every if self.state_of(each) in states]

    def is_vacant(self, board: str) -> bool:
        """Whether nobody chairs the board today."""
        return not self.in_state(board, IN_POST)

    def is_due(self, board: str, months: int) -> bool:
        """Whether the chair's time ends within so many months and nobody has agreed to follow."""
        ends = [self._duties[each.duty].last_day for each in self.in_state(board, IN_POST)]
        return bool(ends) and max(ends) <= add_months(self.today, months) and not self.in_state(board, COMING)

    @cached_property
    def _steps(self) -> Mapping[str, list[BoardStepRow]]:
        found: dict[str, list[BoardStepRow]] = defaultdict(list)
        for each in steps_of(self._current) if self._current else ():
            found[each.duty].append(each)
        return found

    @cached_property
    def _current(self) -> frozenset[str]:
        return frozenset(id_ for id_, duty in self._duties.items() if duty.last_day >= self.today)

    @cached_property
    def _under_notice(self) -> frozenset[str]:
        return under_notice(self._current) if self._current else frozenset()

    def is_contested(self, board: str) -> bool:
        """Whether the office is contested: see docs/design.md, section 7. For who may read the papers on chairs."""
        return any(self._is_contested(duty) for duty in self.terms.get(board, ()) if duty.id in self._current)

    def _is_contested(self, duty: Duty) -> bool:
        steps = [each for each in self._steps.get(duty.id, ()) if each.action in OF_OFFICE]
        if duty.id in self._under_notice or len(self._asked(duty)) > duty.seats:
            return True
        if any(each.outcome is None and each.action in (GIVE_NOTICE, REMOVE) for each in steps):
            return True
        settled = [each for each in steps if each.outcome in (TAKEN, REFUSED)]
        latest = max(settled, key=lambda each: (each.settled_on or date.min, each.outcome == TAKEN), default=None)
        return latest is not None and latest.outcome == REFUSED

    def views_of(self, records: Collection[PlacementRecord]) -> tuple[views.ChairTerm, ...]:
        """People as chairs, in the order given."""
        people = read_people({each.person for each in records}) if records else {}
        interim = interim_terms({each.duty for each in records}) if records else frozenset()
        return tuple(self._view(each, people[each.person], each.duty in interim) for each in records)

    def _view(self, record: PlacementRecord, person: Person, is_interim: bool) -> views.ChairTerm:
        duty = self._duties[record.duty]
        homes = council_names(homes_of(person, duty, self.today), self.sight.places)
        return views.ChairTerm(duty.id, person.name, homes, duty.period, self.state_of(record), is_interim)

    def duty(self, duty_id: str) -> Duty:
        """One of the terms."""
        return self._duties[duty_id]

    def empty_terms(self, board: str) -> list[Duty]:
        """The terms going on or to come for which nobody is asked."""
        current = (each for each in self.terms.get(board, ()) if each.id in self._current)
        return [each for each in current if not self._asked(each)]

    def _asked(self, duty: Duty) -> list[PlacementRecord]:
        """Who is asked for a term, or has agreed to it; not who stands in a draft alone."""
        return [each for each in self.records.get(duty.id, ()) if self.state_of(each)]


def homes_of(person: Person, duty: Duty, today: date) -> frozenset[str]:
    """The councils that somebody works for while they chair: today, or on the term's nearest day."""
    day = min(max(today, duty.first_day), duty.last_day)
    return frozenset(each.authority for each in person.posts if each.period.holds(day))
