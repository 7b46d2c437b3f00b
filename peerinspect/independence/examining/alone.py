"""Placements alone: who could take which seat, and what each would cost by itself.

Most of all placements fall to a rule that looks at little: what the person offers, when their check was made. So
each rule is asked as late as it must and as seldom as it can: once for a person and a sort of duty, then once for
the same dates, and only of those left for each duty by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from peerinspect.domain import Duty, Objection, Strength
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examining.examination import Examination
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.scope import Given, Scope, dates_of, sort_of
from peerinspect.independence.shapes import Bar, Clash, Rule
from peerinspect.independence.waiving import Waivers

BAR_MOST = ("short-tenure", "vetting-lapsed", "no-consent", "own-authority", "shares-border")
"""Asked before others of their scope: they bar most for what they take to answer."""

Question = tuple[Rule, Callable[[Engagement], list[Objection]]]
"""A rule, and what it asks of one placement alone."""

Able = tuple[Engagement, tuple[Rule, ...]]
"""A placement that nothing forbids so far, and the rules that object to it softly."""

GIVEN = {
    (False, False): frozenset({Given.NEITHER}),
    (True, False): frozenset({Given.TIE}),
    (False, True): frozenset({Given.BOND}),
    (True, True): frozenset({Given.TIE, Given.BOND}),
}
"""What is given of a placement, by whether there is a tie and whether there is a bond."""

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


def ask_alone(found: Examination, waivers: Waivers) -> None:
    """The candidates, what each costs alone, and what the fixed placements cost alone."""
    able = sorted(_able(found), key=lambda one: (one[0].duty.id, one[0].person.id))
    found.candidates = tuple(engagement for engagement, _ in able)
    found.alone = [_cost(*one, waivers) for one in able]
    for one in found.fixed:
        found.settled_cost += _cost(one, _soft_rules(one, found.rulebook), waivers)


def free_seats(duty: Duty, fixed: Iterable[Engagement]) -> int:
    """The seats that fixed placements leave; never below 0."""
    return max(0, duty.seats - sum(one.duty.id == duty.id for one in fixed))


def _able(found: Examination) -> Iterator[Able]:
    """Every placement on a free seat that no rule forbids by itself; whoever is settled there already is left out."""
    facts, asked = found.facts, _Asked(found.rulebook)
    free = [duty for duty in facts.duties.values() if facts.is_open(duty) and free_seats(duty, found.fixed)]
    taken = {one.pair for one in found.settled}
    for alike in _grouped(free, sort_of).values():
        people = _passed(asked.of_sort, [(engage(facts, one, alike[0]), ()) for one in facts.people.values()])
        for duties in _grouped(alike, dates_of).values():
            there = _passed(asked.of_dates, [_there(one, duties[0]) for one in people])
            for duty in duties:
                own = [(one.on(duty), soft) for one, soft in there if (one.person.id, duty.id) not in taken]
                for given, able in _grouped(own, lambda one: _given(one[0])).items():
                    yield from _passed(asked.of_placement[given], able)


class _Asked:
    """What the rules ask of one placement, by what the answer rests on."""

    def __init__(self, rulebook: Rulebook) -> None:
        bars = sorted(rulebook.bars, key=lambda bar: bar.code not in BAR_MOST)
        self.of_sort = [_question(bar) for bar in bars if bar.rests_on is Scope.SORT]
        self.of_dates = [_question(bar) for bar in bars if bar.rests_on in (Scope.HOMES, Scope.DATES)]
        rest: list[Question] = [_question(bar) for bar in bars if bar.rests_on is Scope.PLACEMENT]
        rest += [(clash, clash.bars) for clash in rulebook.clashes if type(clash).bars is not Clash.bars]
        self.of_placement = {
            given: [question for question in rest if question[0].only_given & given] for given in GIVEN.values()
        }


def _question(bar: Bar) -> Question:
    return bar, _remembering_homes(bar) if bar.rests_on is Scope.HOMES else bar.objections


def _remembering_homes(bar: Bar) -> Callable[[Engagement], list[Objection]]:
    """The bar's objections to anybody from the same homes: of the same strengths, whatever they say."""
    known: dict[tuple[str, frozenset[str]], list[Objection]] = {}

    def objections(engagement: Engagement) -> list[Objection]:
        key = (engagement.duty.kind, engagement.homes)
        if key not in known:
            known[key] = bar.objections(engagement)
        return known[key]

    return objections


def _given(one: Engagement) -> frozenset[Given]:
    facts, targets = one.facts, one.targets
    tie = any(each.authority in targets for each in facts.interests_by_person.get(one.person.id, ()))
    joining = facts.arrangements_between
    bond = any((home, target) in joining for home in one.homes for target in targets)
    return GIVEN[tie, bond]


def _grouped(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, list[Thing]]:
    found: dict[Key, list[Thing]] = defaultdict(list)
    for one in things:
        found[key(one)].append(one)
    return found


def _there(able: Able, duty: Duty) -> Able:
    """The same person on a duty of other dates, where the homes may be others."""
    one, soft = able
    return engage(one.facts, one.person, duty), soft


def _passed(questions: Sequence[Question], asked: Iterable[Able]) -> list[Able]:
    """Those whom none of the rules forbids, with the rules that object to them softly."""
    passed = []
    for engagement, before in asked:
        soft = before
        for rule, ask in questions:
            if objections := ask(engagement):
                if any(one.strength is Strength.HARD for one in objections):
                    break
                soft = (*soft, rule)
        else:
            passed.append((engagement, soft))
    return passed


def _cost(engagement: Engagement, soft: Iterable[Rule], waivers: Waivers) -> Fraction:
    """The weights of the rules that object softly and that no waiver covers."""
    weights = [rule.weight for rule in soft if not waivers.covers(rule.code, engagement)]
    return sum(weights[1:], start=weights[0]) if weights else Fraction(0)


def _soft_rules(engagement: Engagement, rulebook: Rulebook) -> list[Rule]:
    codes = {one.rule for one in rulebook.objections_alone(engagement) if one.strength is Strength.SOFT}
    return [rule for rule in rulebook.rules if rule.code in codes]
