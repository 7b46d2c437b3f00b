"""What a change of a duty brings against people: the rules are asked of them before it, and after it.

Open work is judged by open work alone, whoever asks: sealed work never steers it. Only who may know of sealed work is
told, besides, which sealed placements the change meets. Source: design, section 4, sealed work never steers open work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peerinspect.domain import Duty, Facts, Objection, Placement, Strength
from peerinspect.domain.kinds import INSPECT
from peerinspect.explain.company import Company
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.waiving import Waivers
from peerinspect.services.kept import kept
from peerinspect.services.reader import Reader
from peerinspect.services.standing import part_now, standing
from peerinspect.services.veil import OPEN, knows_sealed_work
from peerinspect.store.reading.duties import read_duties, sealed_duties
from peerinspect.store.reading.people import people_at
from peerinspect.store.reading.placements import duties_of, people_on
from peerinspect.store.snapshot import snapshot


@dataclass(frozen=True, slots=True)
class Effect:
    """The objections that a change brings against one placement.

    `sealed` are the sealed inspections without which there would be no such objections; there are none for whoever may
    not know of them.
    """

    person: str
    person_name: str
    duty: str
    objections: tuple[Objection, ...]
    sealed: frozenset[str] = frozenset()

    @property
    def is_forbidden(self) -> bool:
        """Whether one of them is hard."""
        return any(each.strength is Strength.HARD for each in self.objections)


def effects_of(before: Duty, changed: Duty, reader: Reader, today: date) -> tuple[Effect, ...]:
    """What the change brings against the duty's people, and against those of its councils who inspect elsewhere.

    It takes a while where anybody could be met by it; where nobody could, no rule is asked.
    """
    people = people_on([before.id])
    near = people_at(before.authorities | changed.authorities, today) if before.kind == INSPECT else frozenset()
    if not (people or duties_of(near)):
        return ()
    if before.sealed:
        return tuple(_brought(_facts_around(before, today), changed, frozenset()))
    found = list(_brought(_facts_around(before, today), changed, near))
    if knows_sealed_work(reader):
        found += _beside_sealed_work(found, changed, near, today)
    return tuple(found)


def objections_to(
    coming: Sequence[Placement], duty: Duty, today: date, leaving: Collection[str] = ()
) -> dict[str, tuple[Objection, ...]]:
    """What the rules have against people on a duty as it is to be, beside all others who are where they are; by person.

    `leaving` are people who leave the duty for them. What a waiver covers is left out. Raises KeyError for a person
    whom the search that fills the duty does not know.
    """
    facts = _facts_around(duty, today)
    new = {each.person for each in coming}
    staying = (each for each in facts.placements if each.duty != duty.id or each.person not in {*leaving, *new})
    bench = _Bench(replace(facts, duties={**facts.duties, duty.id: duty}, placements=(*staying, *coming)))
    return {each.person: tuple(bench.against(each)) for each in coming}


def objections_standing(duties: Iterable[Duty], today: date) -> Iterator[tuple[Duty, dict[str, tuple[Objection, ...]]]]:
    """What the rules have against everybody on each of the duties as things stand, by person; duties in any order.

    Duties with nobody to ask about are passed over. Work that is judged beside the same facts is asked about together.
    """
    apart: dict[str | None, list[Duty]] = defaultdict(list)
    for duty in duties:
        apart[part_now(duty, today)].append(duty)
    for together in apart.values():
        facts = _facts_around(together[0], today)
        bench, on_it = _Bench(facts), _at_work(facts)
        for duty in together:
            if on_it[duty.id]:
                yield duty, {each.person: tuple(bench.against(each)) for each in on_it[duty.id]}


def _at_work(facts: Facts) -> dict[str, list[Placement]]:
    """The placements on duties that are not over, by duty."""
    found: dict[str, list[Placement]] = defaultdict(list)
    for each in facts.placements:
        if not facts.is_history(each) and facts.is_open(facts.duties[each.duty]):
            found[each.duty].append(each)
    return found


def _facts_around(duty: Duty, today: date) -> Facts:
    """The work that the duty is judged beside: open work alone, and for a sealed one that of its own circle too."""
    if not duty.sealed:
        return standing(OPEN, today).facts
    part = part_now(duty, today)
    return kept("work-around", part, today, lambda: snapshot(today, _sealed_of(part, today)))


def _sealed_of(part: str | None, today: date) -> set[str]:
    """The sealed inspections that one search fills; none where no search may."""
    sealed = read_duties(today, sealed_duties(today))
    return {id_ for id_, each in sealed.items() if part is not None and part_now(each, today) == part}


def hard_against(effects: Iterable[Effect], duty_id: str) -> frozenset[str]:
    """The people whom a hard objection keeps off the duty itself; what rests on sealed work keeps nobody off."""
    return frozenset(each.person for each in effects if each.duty == duty_id and each.is_forbidden and not each.sealed)


def _beside_sealed_work(known: Sequence[Effect], changed: Duty, near: Collection[str], today: date) -> Iterator[Effect]:
    """What the change brings besides, with all sealed work in sight."""
    sealed = sealed_duties(today)
    facts = kept("all-work", "", today, lambda: snapshot(today, sealed))
    told = {(each.person, each.duty, _gist(one)) for each in known for one in each.objections}
    for each in _brought(facts, changed, near):
        new = tuple(one for one in each.objections if (each.person, each.duty, _gist(one)) not in told)
        if new:
            resting = frozenset({each.duty, *(id_ for one in new for id_ in one.duties)}) & sealed
            yield replace(each, objections=new, sealed=resting)


def _brought(facts: Facts, changed: Duty, near: Collection[str]) -> Iterator[Effect]:
    """The objections that are there with the change and were not without it, by placement."""
    reached = [
        each
        for each in facts.placements
        if (each.duty == changed.id or each.person in near)
        and not facts.is_history(each)
        and facts.is_open(facts.duties[each.duty])
    ]
    if changed.id not in facts.duties or not reached:
        return
    then = _Bench(facts)
    now = _Bench(replace(facts, duties={**facts.duties, changed.id: changed}))
    for each in reached:
        known = {_gist(one) for one in then.against(each)}
        new = tuple(one for one in now.against(each) if _gist(one) not in known)
        if new:
            person = facts.people[each.person]
            yield Effect(each.person, person.name or person.id, each.duty, new)


class _Bench:
    """One set of facts, asked about placements that are in it."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._waivers = Waivers(facts)
        engaged = [self._engaged(each) for each in facts.placements]
        placed = [one for one in engaged if not one.past and facts.is_open(one.duty)]
        self._company = Company(facts, Rulebook.under(facts.policy), placed, [one for one in engaged if one.past])

    def _engaged(self, each: Placement) -> Engagement:
        return engage(self._facts, self._facts.people[each.person], self._facts.duties[each.duty], each)

    def against(self, placement: Placement) -> list[Objection]:
        """Every objection that no waiver covers."""
        one = self._engaged(placement)
        return [
            each
            for each in self._company.objections_to(one)
            if each.strength is Strength.HARD or not self._waivers.covers(each.rule, one)
        ]


def _gist(one: Objection) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """What an objection comes to, whatever dates it gives."""
    return one.rule, str(one.strength), one.people, one.authorities
