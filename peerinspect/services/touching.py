"""What a change of a tie touches: the rules are asked twice of every placement that the tie could reach.

Rules look interests up by the person whose placement it is, or by the case of the duty: where both answers are as they
were, nothing can be different, and the rules are not asked.
"""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from peerinspect.domain import Duty, Facts, Interest, Objection, Placement
from peerinspect.domain.placement import Pair
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import VERSION, Rulebook
from peerinspect.independence.waiving import Waivers
from peerinspect.store.reading.ties import Basis, bases_of, basis_of

Gist = tuple[str, str, tuple[str, ...], tuple[str, ...]]

OBJECTS, FALLS_AWAY = "objects", "falls-away"


Ties = Mapping[str, tuple[Interest, ...]]


@dataclass(frozen=True, slots=True)
class TieChange:
    """What became of a tie: as it counted before, and as it counts now; None where it did not, or does not."""

    interest_id: str
    what: str
    before: Interest | None
    after: Interest | None

    @property
    def tie(self) -> Interest:
        """The tie as it is, or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


@dataclass(frozen=True, slots=True)
class Touched:
    """One rule's word on one placement that the change brings in, or takes away."""

    duty: Duty
    placement: Placement
    effect: str
    objection: Objection
    is_waived: bool
    rulebook: str
    policy: str


class Work:
    """The work in one set of facts, asked about any number of changes. The facts know every tie as it is."""

    def __init__(self, facts: Facts, is_asked: Callable[[Duty], bool] = lambda _: True) -> None:
        """`is_asked` says of which duties the rules are asked; all others count as facts alone."""
        self._facts = _indexed(facts)
        self._is_asked = is_asked
        self._present = basis_of(VERSION, facts.policy)
        self._waivers = Waivers(facts)
        self._rulebooks: dict[tuple[str, str], Rulebook] = {}

    @cached_property
    def _bases(self) -> Mapping[Pair, Basis]:
        return bases_of({each.person for each in self._facts.placements})

    @cached_property
    def _of_council(self) -> Mapping[str, set[str]]:
        """Everybody with placements who ever held a post at a council, by its code."""
        found: dict[str, set[str]] = defaultdict(set)
        for id_ in self._facts.placements_by_person:
            for post in self._facts.people[id_].posts:
                found[post.authority].add(id_)
        return found

    @cached_property
    def _of_case(self) -> Mapping[str, list[Placement]]:
        """The placements on duties about a case, by its reference."""
        found: dict[str, list[Placement]] = defaultdict(list)
        for placement in self._facts.placements:
            found[self._facts.duties[placement.duty].case or ""].append(placement)
        return found

    @cached_property
    def _order(self) -> Mapping[Pair, int]:
        return {each.pair: number for number, each in enumerate(self._facts.placements)}

    def touched(self, change: TieChange) -> Iterator[Touched]:
        """Every placement that the change touches, a line for each rule."""
        reached = self._reached_by(change.tie)
        asked = [
            each
            for each in self._looking_up(change)
            if each.person in reached and self._is_asked(self._facts.duties[each.duty])
        ]
        if not asked:
            return
        former = self._as_believed(change)
        for placement in sorted(asked, key=lambda each: self._order[each.pair]):
            yield from self._difference(former, placement)

    def _reached_by(self, tie: Interest) -> set[str]:
        """The people whose work the tie could touch: the person, their colleagues, those of the council it names."""
        councils = {post.authority for post in self._facts.people[tie.person].posts} | {tie.authority or ""}
        reached = {tie.person} if tie.person in self._facts.placements_by_person else set()
        return reached.union(*(self._of_council.get(code, ()) for code in councils))

    def _looking_up(self, change: TieChange) -> set[Placement]:
        """The placements for which the rules look up anything that the change makes different."""
        found = set(self._facts.placements_by_person.get(change.tie.person, ()))
        return found.union(*(self._of_case.get(case, ()) for case in _cases(change)))

    def _as_believed(self, change: TieChange) -> Facts:
        """The facts before the change: one tie the less, or the tie as it was.

        Only what rules look up is as it was, by person and by case; it lies over the indices there are, since to make
        them anew for each tie of a long file would take minutes.
        """
        facts, person = self._facts, change.tie.person
        own = _before(change, facts.interests_by_person.get(person, ()))
        by_case = {case: _before(change, facts.interests_by_case.get(case, ()), case) for case in _cases(change)}
        former = copy(facts)
        vars(former).update(
            interests_by_person=_before_others({person: own}, facts.interests_by_person),
            interests_by_case=_before_others(by_case, facts.interests_by_case),
        )
        return former

    def _difference(self, former: Facts, placement: Placement) -> Iterator[Touched]:
        """What the rules say of the placement now and did not before, and the other way about."""
        duty = self._facts.duties[placement.duty]
        basis = self._bases.get(placement.pair, self._present)
        edition = basis.rulebook if self._facts.is_history(placement) else VERSION
        rulebook = self._rulebook(basis, edition)
        now, then = (_engaged(each, placement) for each in (self._facts, former))
        added, gone = _change(rulebook.objections_alone(then), rulebook.objections_alone(now))
        for effect, objections in ((OBJECTS, added), (FALLS_AWAY, gone)):
            for one in objections:
                is_waived = one.strength == "soft" and self._waivers.covers(one.rule, now)
                yield Touched(duty, placement, effect, one, is_waived, edition, basis.digest)

    def _rulebook(self, basis: Basis, edition: str) -> Rulebook:
        key = basis.digest, edition
        if key not in self._rulebooks:
            self._rulebooks[key] = Rulebook.under(basis.policy, edition=edition)
        return self._rulebooks[key]


def _indexed(facts: Facts) -> Facts:
    """The facts with every index worked out, so that copies of them share it."""
    for name, made in vars(Facts).items():
        if isinstance(made, cached_property):
            getattr(facts, name)
    return facts


def _cases(change: TieChange) -> set[str]:
    """The references of the cases that the tie is about, before or after."""
    ties = (each for each in (change.before, change.after) if each is not None and each.kind == "case")
    return {each.case for each in ties if each.case is not None}


def _before(change: TieChange, ties: Iterable[Interest], case: str | None = None) -> tuple[Interest, ...]:
    """The ties as they were; those of a case where one is named."""
    found = list(ties)
    for tie, alter in ((change.after, found.remove), (change.before, found.append)):
        if tie is not None and (case is None or (tie.kind, tie.case) == ("case", case)):
            alter(tie)
    return tuple(found)


def _before_others(own: Ties, others: Ties) -> Ties:
    """Some ties in place of those that stand under the same keys; nothing is copied."""
    return ChainMap(own, others)  # type: ignore[arg-type]  # the library asks for what can be written; nobody writes


def _engaged(facts: Facts, placement: Placement) -> Engagement:
    return engage(facts, facts.people[placement.person], facts.duties[placement.duty], placement)


def _change(before: Iterable[Objection], after: Iterable[Objection]) -> tuple[list[Objection], list[Objection]]:
    """The objections that are new, and those that are gone.

    One that only speaks of other dates than before still stands: it is neither.
    """
    told_before, told_after = dict.fromkeys(before), dict.fromkeys(after)
    added = [one for one in told_after if one not in told_before]
    gone = [one for one in told_before if one not in told_after]
    kept = Counter(map(_gist, added)) & Counter(map(_gist, gone))
    return _without(added, kept.copy()), _without(gone, kept.copy())


def _without(objections: list[Objection], kept: Counter[Gist]) -> list[Objection]:
    """The objections, less as many of each gist as are kept."""
    left = []
    for one in objections:
        if kept[_gist(one)] > 0:
            kept[_gist(one)] -= 1
        else:
            left.append(one)
    return left


def _gist(one: Objection) -> Gist:
    """What an objection comes to, whatever dates it gives."""
    return one.rule, str(one.strength), one.people, one.authorities
