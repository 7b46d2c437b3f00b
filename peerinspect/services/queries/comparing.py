"""What changes if the other roster is taken: goal by goal, and person by person with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Objection, Strength
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.rosters import Sheet, sheet_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.saving import Part, reload_part
from peerinspect.services.veil import PARTS
from peerinspect.services.views.comparing import CompareView, GoalPair, MoveLine, WorkLine
from peerinspect.services.views.rosters import GoalView, RosterPart
from peerinspect.services.wording import duty_title, joined
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.rosters import parts_of

OTHERWISE = "Nothing forbids it; the roster as a whole is better so"
ALL = slice(None)
NEW_DUTY = "The other roster knows no such duty"


def compare(reader: Reader, one_id: str, other_id: str, today: date, shown: slice = ALL) -> CompareView:
    """Two rosters side by side. For coordinators and the Ofsted liaison; who is not cleared sees their open parts.

    Of the moves only those that are `shown` have their reasons worked out and are handed back; `movers` counts all.
    Raises NotFound where the reader may know of no such roster, Refusal where the two are one.
    """
    only(reader, COORDINATOR, LIAISON)
    if one_id == other_id:
        raise Refusal("Choose two different rosters")
    sight = Sight(reader, today)
    one, other = sheet_of(sight, one_id), sheet_of(sight, other_id)
    one.share_duties_with(other)
    duties = {duty.id: duty for sheet in (one, other) for duty in sheet.listed()}
    record_look_at_list(sight, duties.values(), "while two rosters were compared")
    return _Comparison(sight, one, other, duties).view(shown)


@dataclass
class _Comparison:
    sight: Sight
    one: Sheet
    other: Sheet
    duties: Mapping[str, Duty]
    _known: dict[int, Part] = field(default_factory=dict)
    """The parts that reasons rest on, reloaded."""

    def view(self, shown: slice) -> CompareView:
        first, second = set(self.pairs(self.one)), set(self.pairs(self.other))
        movers = {person for person, _ in first ^ second}
        return CompareView(
            one=self.one.line,
            other=self.other.line,
            goals=tuple(_goal_pairs(self.one.part_views, self.other.part_views)),
            moves=tuple(self._moves(first - second, second - first, shown)),
            movers=len(movers),
            same=len(first & second),
            seats_changed=_seats_changed(first - second, second - first),
        )

    def pairs(self, sheet: Sheet) -> Mapping[Pair, str]:
        """The placements of a roster, each with the name of its part."""
        return self._pairs[sheet is self.other]

    @cached_property
    def _pairs(self) -> tuple[Mapping[Pair, str], ...]:
        return tuple(
            {(row.person, row.duty): sheet.part_names[row.part] for row in sheet.placement_rows}
            for sheet in (self.one, self.other)
        )

    def _moves(self, left: Collection[Pair], taken: Collection[Pair], shown: slice) -> Iterable[MoveLine]:
        """Everybody whose work differs, by name; those that are shown."""
        leaves, takes = _by_person(left), _by_person(taken)
        names = read_names(leaves.keys() | takes.keys())
        people = sorted(names, key=lambda id_: (names[id_], id_))[shown]
        days = [self._days(sheet, set(people)) for sheet in (self.one, self.other)]
        for id_ in people:
            yield MoveLine(
                person_id=id_,
                name=names[id_],
                leaves=tuple(self._work((id_, duty), self.other) for duty in leaves.get(id_, ())),
                takes=tuple(self._work((id_, duty), self.one) for duty in takes.get(id_, ())),
                days_one=days[0].get(id_, 0),
                days_other=days[1].get(id_, 0),
            )

    def _days(self, sheet: Sheet, people: Collection[str]) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for row in sheet.placement_rows:
            if row.person in people:
                found[row.person] += sheet.duties[row.duty].workload
        return found

    def _work(self, pair: Pair, elsewhere: Sheet) -> WorkLine:
        """A duty that the person does in one roster; `elsewhere` is the roster in which they do not."""
        duty = self.duties[pair[1]]
        part = self.pairs(self.one).get(pair) or self.pairs(self.other)[pair]
        return WorkLine(duty.id, duty_title(duty, self.sight.places), duty.kind, self._reason(pair, part, elsewhere))

    def _reason(self, pair: Pair, part: str, elsewhere: Sheet) -> str:
        """Why the other roster does not have the placement, in a sentence or two, without a full stop."""
        found = self._known_part(elsewhere, part)
        if found is None or pair[1] not in found.facts.duties:
            return NEW_DUTY
        if pair in found.facts.pairs_set_aside:
            said = next(each.reason for each in found.facts.set_aside if each.pair == pair)
            return f"A coordinator set them aside for it: {said}"
        if pair in self._declined:
            return "They have said no to it"
        hard = [each.sentence.rstrip(".") for each in _objections(found, pair) if each.strength is Strength.HARD]
        if hard:
            return ". ".join(hard)
        pinned = [each.person for each in found.facts.placements if each.duty == pair[1] and each.pinned]
        if pinned:
            names = read_names(pinned)
            return f"{joined(names[id_] for id_ in pinned)} is pinned to it"
        return OTHERWISE

    @cached_property
    def _declined(self) -> set[Pair]:
        records = read_placements(self.sight.today, self.duties)
        return {each.pair for each in records if each.status == "declined"}

    def _known_part(self, sheet: Sheet, name: str) -> Part | None:
        row = next((row for row in sheet.rows if row.part == name), None)
        if row is None:
            return None
        if row.id not in self._known:
            self._known[row.id] = kept("part", row.id, self.sight.today, lambda: _reloaded(row.roster, name))
        return self._known[row.id]


def _reloaded(roster: str, name: str) -> Part:
    row = parts_of([roster], [name], with_bytes=True)[0]
    return reload_part(name, row.problem_bytes, row.roster_bytes)


def _objections(part: Part, pair: Pair) -> list[Objection]:
    """What stood against the placement alone, by the facts of that roster."""
    person = part.facts.people.get(pair[0])
    if person is None:
        return []
    rulebook = Rulebook.named_by(part.roster, part.facts.policy)
    return rulebook.objections_alone(engage(part.facts, person, part.facts.duties[pair[1]]))


def _by_person(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person, duty in sorted(pairs):
        found[person].append(duty)
    return found


def _seats_changed(left: Iterable[Pair], taken: Iterable[Pair]) -> int:
    """Seats whose person differs; one that is empty in one of the two counts as well."""
    gone: dict[str, int] = defaultdict(int)
    come: dict[str, int] = defaultdict(int)
    for _, duty in left:
        gone[duty] += 1
    for _, duty in taken:
        come[duty] += 1
    return sum(max(gone[duty], come[duty]) for duty in gone.keys() | come.keys())


def _goal_pairs(one: Sequence[RosterPart], other: Sequence[RosterPart]) -> Iterable[GoalPair]:
    """Goals side by side, part by part, in the order of the first that has them."""
    first, second = ({part.part: part for part in parts} for parts in (one, other))
    for name in (part for part in PARTS if part in first or part in second):
        ours, theirs = _goals(first.get(name)), _goals(second.get(name))
        for goal in dict.fromkeys((*ours, *theirs)):
            yield GoalPair(name, goal, ours.get(goal), theirs.get(goal))


def _goals(part: RosterPart | None) -> Mapping[str, GoalView]:
    return {goal.name: goal for goal in part.goals} if part else {}
