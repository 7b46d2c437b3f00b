"""The fast examiner: which placements are possible, and what each costs alone, in pairs and in what it fills up.

It asks the same rules as the auditor, but stops at the first hard objection and looks only at pairs that share a
rule's key. The matching package turns its findings into rows; nothing here knows how a roster is searched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from peerinspect.domain import Duty, Facts, Objection, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Bucket, Clash, Limit, Rule
from peerinspect.independence.threes import cost_to_close, priced_threes
from peerinspect.independence.waiving import Waivers

CHEAP_FIRST = ("not-offered", "undeclared", "not-authorised", "own-authority", "vetting-lapsed", "short-tenure")
"""The bars asked first: they are quick to answer and bar most."""

Question = tuple[Rule, Callable[[Engagement], list[Objection]]]
"""A rule, and what it asks of one placement alone."""


@dataclass(frozen=True)
class Ceiling:
    """One bucket over the candidates. `settled` is what past and fixed placements put in already.

    `members` maps a candidate's index to its amount; `people` groups the members whose amounts count once.
    `in_force` is True where a settled placement opens the bucket; otherwise it binds while one of `openers` is placed.
    `counts_alone` says that the settled part holds a fixed placement, so that its excess is counted without members.
    """

    rule: Limit
    bucket: Bucket
    settled: int
    members: Mapping[int, int]
    openers: frozenset[int]
    in_force: bool
    counts_alone: bool


@dataclass
class Examination:
    """Everything the search needs to know. Candidates are in order of duty, then person; pairs are (lower, higher).

    `alone` holds each candidate's weighted cost in `waivers`, its soft pairs with settled placements included;
    `settled_cost` what the fixed placements cost among themselves. Rules about three placements are in `alone` for
    a candidate with two settled ones, in `settled_cost` for three settled ones, and nowhere for two candidates or
    three: whoever searches finds those in an answer (see `Triple`).
    """

    facts: Facts
    rulebook: Rulebook
    past: tuple[Engagement, ...]
    fixed: tuple[Engagement, ...]
    candidates: tuple[Engagement, ...] = ()
    alone: list[Fraction] = field(default_factory=list)
    hard_pairs: set[tuple[int, int]] = field(default_factory=set)
    soft_pairs: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    ceilings: list[Ceiling] = field(default_factory=list)
    settled_cost: Fraction = Fraction(0)


def examine(facts: Facts, rulebook: Rulebook) -> Examination:
    """Examine every open duty against every person."""
    past, fixed = settled_engagements(facts)
    waivers = Waivers(facts)
    found = Examination(facts, rulebook, past, fixed)
    _ask_bars(found, waivers)
    _ask_clashes(found, waivers)
    _ask_triples(found, waivers)
    found.ceilings = [ceiling for limit in rulebook.limits for ceiling in _ceilings(limit, found, waivers)]
    _drop_overfull(found)
    return found


def settled_engagements(facts: Facts) -> tuple[tuple[Engagement, ...], tuple[Engagement, ...]]:
    """The past engagements and the fixed ones, in order of duty, then person."""
    engagements = [
        engage(facts, facts.people[one.person], facts.duties[one.duty], one)
        for one in sorted(facts.placements, key=lambda one: (one.duty, one.person))
        if facts.is_history(one) or facts.is_fixed(one)
    ]
    return tuple(one for one in engagements if one.past), tuple(one for one in engagements if one.fixed)


def free_seats(duty: Duty, fixed: Iterable[Engagement]) -> int:
    """The seats that fixed placements leave; never below 0."""
    return max(0, duty.seats - sum(one.duty.id == duty.id for one in fixed))


# --- placements alone -------------------------------------------------------------------------------------------------


def _ask_bars(found: Examination, waivers: Waivers) -> None:
    facts, rulebook = found.facts, found.rulebook
    bars = sorted(rulebook.bars, key=lambda bar: CHEAP_FIRST.index(bar.code) if bar.code in CHEAP_FIRST else 99)
    questions: list[Question] = [(bar, bar.objections) for bar in bars]
    questions += [(clash, clash.bars) for clash in rulebook.clashes]
    kept: list[Engagement] = []
    for engagement in _possible(found):
        cost = _cost_alone(engagement, questions, waivers)
        if cost is not None:
            kept.append(engagement)
            found.alone.append(cost)
    found.candidates = tuple(kept)
    for one in found.fixed:
        found.settled_cost += sum(
            (weight for _, weight in _soft_alone(one, facts, rulebook, waivers)), start=Fraction(0)
        )


def _possible(found: Examination) -> Iterator[Engagement]:
    facts = found.facts
    taken = {one.pair for one in (*found.past, *found.fixed)}
    for duty_id in sorted(facts.duties):
        duty = facts.duties[duty_id]
        if facts.is_open(duty) and free_seats(duty, found.fixed):
            for person_id in sorted(facts.people):
                if (person_id, duty_id) not in taken:
                    yield engage(facts, facts.people[person_id], duty)


def _cost_alone(engagement: Engagement, questions: Sequence[Question], waivers: Waivers) -> Fraction | None:
    """What the placement costs alone, or None where a hard objection forbids it."""
    cost = Fraction(0)
    for rule, ask in questions:
        objections = ask(engagement)
        if not objections:
            continue
        if any(one.strength is Strength.HARD for one in objections):
            return None
        if not waivers.covers(rule.code, engagement):
            cost += rule.weight
    return cost


def _soft_alone(
    engagement: Engagement, facts: Facts, rulebook: Rulebook, waivers: Waivers
) -> Iterator[tuple[str, Fraction]]:
    codes = {one.rule for one in rulebook.objections_alone(engagement) if one.strength is Strength.SOFT}
    for code in sorted(codes):
        if not waivers.covers(code, engagement):
            yield code, rulebook.rule(code).weight


# --- placements in pairs ----------------------------------------------------------------------------------------------


def _ask_clashes(found: Examination, waivers: Waivers) -> None:
    settled = (*found.past, *found.fixed)
    barred: set[int] = set()
    for clash in found.rulebook.clashes:
        for one, other in _pairs_sharing_a_key(clash, settled, found.candidates):
            _ask_one_clash(found, clash, settled, one, other, waivers, barred)
    _forget(found, barred)


def _ask_one_clash(
    found: Examination,
    clash: Clash,
    settled: Sequence[Engagement],
    one: int,
    other: int,
    waivers: Waivers,
    barred: set[int],
) -> None:
    """Ask about two engagements; indices below 0 count into the settled ones from their end."""
    first = found.candidates[one] if one >= 0 else settled[one]
    second = found.candidates[other] if other >= 0 else settled[other]
    objections = clash.objections(first, second)
    if not objections:
        return
    if any(each.strength is Strength.HARD for each in objections) and other >= 0:
        if one >= 0:
            found.hard_pairs.add((min(one, other), max(one, other)))
        else:
            barred.add(other)
    if _is_priced(objections) and not waivers.covers_pair(clash.code, first, second):
        _price(found, one, other, clash.weight)


def _is_priced(objections: Sequence[Objection]) -> bool:
    return any(each.strength is Strength.SOFT for each in objections)


def _price(found: Examination, one: int, other: int, weight: Fraction) -> None:
    if one >= 0:
        pair = (min(one, other), max(one, other))
        found.soft_pairs[pair] = found.soft_pairs.get(pair, Fraction(0)) + weight
    elif other >= 0:
        found.alone[other] += weight
    else:
        found.settled_cost += weight


def _pairs_sharing_a_key(
    clash: Clash, settled: Sequence[Engagement], candidates: Sequence[Engagement]
) -> Iterator[tuple[int, int]]:
    """Every pair that shares a key, once, settled engagements as negative indices first; never two past ones."""
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, engagement in enumerate(settled):
        for key in clash.keys(engagement):
            groups[key][0].append(index - len(settled))
    for index, engagement in enumerate(candidates):
        for key in clash.keys(engagement):
            groups[key][1].append(index)
    seen: set[tuple[int, int]] = set()
    for old, new in groups.values():
        for pair in _pairs_of(old, new, settled, candidates):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs_of(
    old: list[int], new: list[int], settled: Sequence[Engagement], candidates: Sequence[Engagement]
) -> Iterator[tuple[int, int]]:
    for one in old:
        for other in new:
            yield one, other
    for place, one in enumerate(old):
        for other in old[place + 1 :]:
            if settled[one].fixed or settled[other].fixed:
                yield one, other
    for place, one in enumerate(new):
        duty = candidates[one].duty
        for other in new[place + 1 :]:
            # Two candidates for one and the same seat are never placed together.
            if duty.seats > 1 or candidates[other].duty is not duty:
                yield one, other


def _forget(found: Examination, barred: set[int]) -> None:
    """Leave the barred candidates out and number the others anew."""
    if not barred:
        return
    kept = [index for index in range(len(found.candidates)) if index not in barred]
    place = {old: new for new, old in enumerate(kept)}
    found.candidates = tuple(found.candidates[index] for index in kept)
    found.alone = [found.alone[index] for index in kept]
    found.hard_pairs = {
        (place[one], place[other]) for one, other in found.hard_pairs if one in place and other in place
    }
    found.soft_pairs = {
        (place[one], place[other]): cost
        for (one, other), cost in found.soft_pairs.items()
        if one in place and other in place
    }
    found.ceilings = [_renumbered(ceiling, place) for ceiling in found.ceilings]


def _renumbered(ceiling: Ceiling, place: Mapping[int, int]) -> Ceiling:
    members = {place[index]: amount for index, amount in ceiling.members.items() if index in place}
    openers = frozenset(place[index] for index in ceiling.openers if index in place)
    return Ceiling(
        ceiling.rule, ceiling.bucket, ceiling.settled, members, openers, ceiling.in_force, ceiling.counts_alone
    )


# --- placements in threes ---------------------------------------------------------------------------------------------


def _ask_triples(found: Examination, waivers: Waivers) -> None:
    """Two settled placements and a candidate act as a bar; two candidates and more are left to the search."""
    settled = (*found.past, *found.fixed)
    barred: set[int] = set()
    for rule in found.rulebook.triples:
        found.settled_cost += rule.weight * sum(1 for _ in priced_threes(rule, settled, waivers))
        rounds = rule.rounds(settled)
        for index, candidate in enumerate(found.candidates):
            cost = cost_to_close(rule, candidate, rounds, waivers)
            if cost is None:
                barred.add(index)
            else:
                found.alone[index] += cost
    _forget(found, barred)


# --- what fills up ----------------------------------------------------------------------------------------------------


def _ceilings(limit: Limit, found: Examination, waivers: Waivers) -> Iterator[Ceiling]:
    """Every bucket of the limit over the candidates and settled placements; waived ones left out of a soft limit."""
    soft = limit.as_set(limit.own_strength) is Strength.SOFT

    def counted(engagement: Engagement) -> bool:
        return not (soft and waivers.covers(limit.code, engagement))

    settled = [one for one in (*found.past, *found.fixed) if counted(one)]
    candidates = [(index, one) for index, one in enumerate(found.candidates) if counted(one)]
    settled_of: dict[Hashable, list[Engagement]] = defaultdict(list)
    candidates_of: dict[Hashable, list[int]] = defaultdict(list)
    for one in settled:
        for holder in limit.holders(one):
            settled_of[holder].append(one)
    for index, one in candidates:
        for holder in limit.holders(one):
            candidates_of[holder].append(index)
    for holder in sorted(set(settled_of) | set(candidates_of), key=_holder_key):
        yield from _of_holder(limit, found.candidates, settled_of[holder], candidates_of[holder], holder)


def _holder_key(holder: Hashable) -> tuple[str, ...]:
    return tuple(sorted(holder)) if isinstance(holder, frozenset) else (str(holder),)


def _of_holder(
    limit: Limit, candidates: Sequence[Engagement], settled: list[Engagement], indices: list[int], holder: Hashable
) -> Iterator[Ceiling]:
    openers: dict[Bucket, set[int]] = defaultdict(set)
    standing: set[Bucket] = set()
    for one in settled:
        standing.update(bucket for bucket in limit.opens(one) if bucket.holder == holder)
    for index in indices:
        for bucket in limit.opens(candidates[index]):
            if bucket.holder == holder:
                openers[bucket].add(index)
    for bucket in sorted({*openers, *standing}, key=lambda each: (str(each.first), str(each.name), each.ceiling)):
        people, counts_alone = _settled_amounts(limit, bucket, settled)
        members = {index: amount for index in indices if (amount := limit.amount(bucket, candidates[index]))}
        if limit.counts_people and sum(people.values()) <= bucket.ceiling:
            # Who is counted already adds only what is more than before; into an overfull bucket nobody goes at all.
            more = {index: amount - people.get(candidates[index].person.id, 0) for index, amount in members.items()}
            members = {index: amount for index, amount in more.items() if amount > 0}
        yield Ceiling(
            limit,
            bucket,
            sum(people.values()),
            members,
            frozenset(openers[bucket]),
            bucket in standing,
            counts_alone,
        )


def _settled_amounts(limit: Limit, bucket: Bucket, settled: list[Engagement]) -> tuple[dict[str, int], bool]:
    """What each person's settled placements put into the bucket, and whether a fixed one is among them."""
    people: dict[str, int] = defaultdict(int)
    holds_fixed = False
    for one in settled:
        amount = limit.amount(bucket, one)
        holds_fixed |= bool(amount) and one.fixed
        person = one.person.id
        people[person] = max(people[person], amount) if limit.counts_people else people[person] + amount
    return people, holds_fixed


def _drop_overfull(found: Examination) -> None:
    """Leave out candidates that alone would overfill a hard bucket which they open or which is in force anyway."""
    barred = {
        index
        for ceiling in found.ceilings
        if ceiling.rule.as_set(ceiling.rule.own_strength) is Strength.HARD
        for index, amount in ceiling.members.items()
        if ceiling.settled + amount > ceiling.bucket.ceiling and (ceiling.in_force or index in ceiling.openers)
    }
    _forget(found, barred)
