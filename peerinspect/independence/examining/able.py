"""Placements alone: who could take which seat, and what each would cost by itself.

Most of all placements fall to a rule that looks at little: what the person offers, when their check was made. So the
rules are asked of ever fewer placements: first of people and sorts of duty, then of blocks of placements by arrays, and
the plain predicates last, of the few placements that have about them what a rule turns on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from peerinspect.domain import Duty, Objection, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examining.arrays import Numbers, Truths
from peerinspect.independence.examining.bar_forms import BAR_FORMS, PEOPLE_FORMS, OfBlock, OfPeople
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.distances import out_of_reach
from peerinspect.independence.examining.given import Givens, bits_of
from peerinspect.independence.examining.joining import numbers
from peerinspect.independence.examining.register import Register, by_place
from peerinspect.independence.examining.stopping import IsOver, go_on_unless
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.scope import Scope, sort_of
from peerinspect.independence.shapes import Bar, Clash, Rule

BLOCK = 100_000
"""Placements looked at together: few enough that a block takes a tenth of a second and little memory."""

FORMS = {**BAR_FORMS, "out-of-reach": out_of_reach}
"""The array forms of all bars that do not rest on SORT, by the rule's code."""


class Able(NamedTuple):
    """Placements that nothing forbids by itself: who, on what, with which posts held, and which rules object softly.

    `held` has a bit for each of the person's posts, `soft` one for each rule of `askers`.
    """

    person: Numbers
    duty: Numbers
    held: Numbers
    soft: Numbers


class Question(NamedTuple):
    """A rule, what it asks of one placement alone, and its place among the askers."""

    rule: Rule
    ask: Callable[[Engagement], list[Objection]]
    place: int


def free_seats(duty: Duty, fixed: Iterable[Engagement]) -> int:
    """The seats that fixed placements leave; never below 0."""
    return max(0, duty.seats - sum(one.duty.id == duty.id for one in fixed))


def askers(rulebook: Rulebook) -> list[Rule]:
    """The rules that object to one placement alone."""
    return [*rulebook.bars, *(clash for clash in rulebook.clashes if type(clash).bars is not Clash.bars)]


def able_alone(register: Register, rulebook: Rulebook, settled: Iterable[Engagement], is_over: IsOver) -> Able:
    """Every placement on a free seat that no rule forbids by itself, in order of duty, then person.

    Whoever is settled on a duty already is left out.
    """
    bars = _Bars(register, rulebook)
    known = list(settled)
    taken = register.placements_of(one.pair for one in known)
    found = [_none()]
    for duties in _free_by_sort(register, known):
        for block in _blocks(bars, duties):
            go_on_unless(is_over)
            block.keep(~taken.has(register.placement(block.person, block.duty)))
            bars.ask(block)
            found.append(Able(block.person, block.duty, block.held, block.soft))
    person, duty, held, soft = (np.concatenate(some) for some in zip(*found, strict=True))
    order = np.lexsort((person, duty))
    return Able(person[order], duty[order], held[order], soft[order])


def _none() -> Able:
    return Able(numbers([]), numbers([]), numbers([]), numbers([]))


def _free_by_sort(register: Register, settled: list[Engagement]) -> Iterable[list[Duty]]:
    """The duties with a free seat, those of one sort together."""
    fixed: dict[str, list[Engagement]] = defaultdict(list)
    for one in settled:
        if one.fixed:
            fixed[one.duty.id].append(one)
    found: dict[Hashable, list[Duty]] = defaultdict(list)
    for duty in register.duties:
        if register.facts.is_open(duty) and free_seats(duty, fixed[duty.id]):
            found[sort_of(duty)].append(duty)
    return found.values()


def _blocks(bars: _Bars, duties: list[Duty]) -> Iterator[Block]:
    """Everybody whom no rule keeps from this sort of duty, on each of the duties."""
    people, soft = bars.of_sort(duties[0])
    places = by_place(bars.register, duties)
    at_once = max(1, BLOCK // len(places))
    for begin in range(0, len(people), at_once):
        some = people[begin : begin + at_once]
        person, duty = np.repeat(some, len(places)), np.tile(places, len(some))
        block = Block(bars.register, duties[0].kind, person, duty)
        block.soft = soft[person]
        yield block


class _Bars:
    """The rules about one placement, each asked in the cheapest way that it has."""

    def __init__(self, register: Register, rulebook: Rulebook) -> None:
        self.register = register
        self.givens = Givens(register)
        bars = [Question(rule, _asks(rule), place) for place, rule in enumerate(askers(rulebook))]
        self._by_people = [one for one in bars if isinstance(one.rule, Bar) and one.rule.rests_on is Scope.SORT]
        rest = [one for one in bars if one not in self._by_people]
        self._people_forms: list[tuple[Question, OfPeople]] = [
            (one, PEOPLE_FORMS[one.rule.code](one.rule, register))
            for one in self._by_people
            if isinstance(one.rule, Bar) and one.rule.code in PEOPLE_FORMS
        ]
        order = list(FORMS)
        self._forms: list[tuple[Question, OfBlock]] = [
            (one, FORMS[one.rule.code](one.rule, register))
            for one in sorted(
                (one for one in rest if one.rule.code in FORMS), key=lambda one: order.index(one.rule.code)
            )
            if isinstance(one.rule, Bar)
        ]
        self._plain = [(one, bits_of(one.rule.only_given)) for one in rest if one.rule.code not in FORMS]

    def of_sort(self, duty: Duty) -> tuple[Numbers, Numbers]:
        """Whom no rule keeps from duties of this one's sort, by place; and everybody's soft bits."""
        everybody = len(self.register.people)
        able, soft = np.ones(everybody, np.bool_), np.zeros(everybody, np.int64)
        for one, form in self._people_forms:
            self._note(one, one.rule.as_set(Strength.HARD), form(duty.kind, duty.level), able, soft)
        told = {one.place for one, _ in self._people_forms}
        for one in self._by_people:
            if one.place not in told:
                for place in np.flatnonzero(able).tolist():
                    engagement = engage(self.register.facts, self.register.people[place], duty)
                    for strength in {each.strength for each in one.ask(engagement)}:
                        self._note(one, strength, np.arange(everybody) == place, able, soft)
        return np.flatnonzero(able), soft

    @staticmethod
    def _note(one: Question, strength: Strength, refused: Truths, able: Truths, soft: Numbers) -> None:
        if strength is Strength.HARD:
            able &= ~refused
        else:
            soft[refused] |= 1 << one.place

    def ask(self, block: Block) -> None:
        """Leave out of the block whom a rule forbids, and note in it which object softly."""
        for one, form in self._forms:
            able = np.ones(len(block), np.bool_)
            for own, refused in zip((Strength.HARD, Strength.SOFT), form(block), strict=True):
                if refused is not None:
                    self._note(one, one.rule.as_set(own), refused, able, block.soft)
            block.keep(able)
        self._ask_plainly(block)

    def _ask_plainly(self, block: Block) -> None:
        """The rules without a form, of those that have about them what the rule turns on."""
        given = self.givens.of(block)
        able = np.ones(len(block), np.bool_)
        wanted = 0
        for _, bits in self._plain:
            wanted |= bits
        for row in np.flatnonzero(given & wanted).tolist():
            engagement, has = block.engagement(row), int(given[row])
            for one, bits in self._plain:
                if has & bits and able[row]:
                    strengths = {each.strength for each in one.ask(engagement)}
                    able[row] = Strength.HARD not in strengths
                    block.soft[row] |= (Strength.SOFT in strengths) << one.place
        block.keep(able)


def _asks(rule: Rule) -> Callable[[Engagement], list[Objection]]:
    if isinstance(rule, Bar):
        return rule.objections
    if isinstance(rule, Clash):
        return rule.bars
    raise TypeError(f"{rule.code} is not about one placement")
