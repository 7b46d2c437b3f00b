"""What the rules claim to rest on, against the plain predicates: whatever else changes, the verdict does not.

A wrong claim would be a wrong refusal, so every rule's claim is tried on random problems and on much that is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from peerinspect.domain import Consent, Duty, Facts, Interest, Objection, Period, Person, Policy, Post, kinds
from peerinspect.files import facts_from_dict
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.independence.scope import Given, Scope, dates_of, sort_of
from peerinspect.independence.shapes import Bar, Bucket, Clash, Limit, Part, Rule
from tests.independence.test_audit_pairing import some_world
from tests.oracle.problems import problem_of_any_size

SEEDS = range(40)
RULE_CODES = {shape: [one.code for one in RULES if issubclass(one, shape)] for shape in (Bar, Clash, Limit)}


def bars_resting_on(scope: Scope) -> list[str]:
    return [one.code for one in RULES if issubclass(one, Bar) and one.rests_on is scope]


@pytest.fixture(scope="module")
def worlds() -> list[Facts]:
    return [facts_from_dict(problem_of_any_size(Random(seed), seed % 4 == 0)) for seed in SEEDS] + [
        some_world(seed)[0] for seed in range(12)
    ]


def the_rule(code: str, facts: Facts) -> Rule:
    """The rule with the facts' own parameters, but at its own strengths: so no difference is hidden."""
    rules = Rulebook.under(Policy()).rules
    own = next(one for one in rules if one.code == code)
    return replace(own, parameters={**own.parameters, **facts.policy.setting(code).parameters})


def everyone(facts: Facts) -> Iterator[Engagement]:
    for duty in facts.duties.values():
        for person in facts.people.values():
            yield engage(facts, person, duty)


def strengths(objections: list[Objection]) -> set[str]:
    return {one.strength for one in objections}


def other_duty(duty: Duty, facts: Facts, random: Random) -> Duty:
    """A duty with nothing in common but its kind, of any dates."""
    councils = sorted({*facts.authorities, *(code for one in facts.duties.values() for code in one.authorities)})
    first = duty.first_day + timedelta(days=random.choice((-400, -30, -1, 0, 1, 30, 400)))
    period = Period(first, first + timedelta(days=random.choice((0, 4, 60, 800))))
    return Duty(
        f"other {duty.id}",
        duty.kind,
        period,
        random.randint(1, 4),
        frozenset(random.sample(councils, min(len(councils), random.choice((0, 1, 1, 2))))),
        subtype=random.choice(kinds.SUBTYPES),
        on_site=random.choice((None, (), (period,))),
        notice=random.choice((None, first - timedelta(days=7))),
        days=random.choice((None, 3, 50)),
        skills=frozenset(random.sample(("early-help", "fostering"), random.randint(0, 2))),
        level=random.choice(kinds.LEVELS),
        case=random.choice((None, "SCR-1")),
        sealed=random.random() < 0.5,
    )


def of_same_sort(duty: Duty, facts: Facts, random: Random) -> Duty:
    return replace(other_duty(duty, facts, random), level=duty.level)


def of_same_dates(duty: Duty, facts: Facts, random: Random) -> Duty:
    """Its id stays: a consent may be to that duty alone."""
    same = replace(of_same_sort(duty, facts, random), period=duty.period, on_site=duty.on_site, notice=duty.notice)
    same = replace(same, id=duty.id)
    return replace(same, authorities=duty.authorities) if duty.kind == kinds.INTERIM else same


CHANGES: list[tuple[Scope, Callable[[Duty, Facts, Random], Duty], Callable[[Duty], object]]] = [
    (Scope.SORT, of_same_sort, sort_of),
    (Scope.DATES, of_same_dates, lambda duty: (sort_of(duty), dates_of(duty))),
]


@pytest.mark.parametrize(
    ("change", "key", "code"),
    [(change, key, code) for scope, change, key in CHANGES for code in bars_resting_on(scope)],
)
def test_a_bar_tells_nothing_apart_that_it_does_not_rest_on(change, key, code, worlds) -> None:
    random, verdicts = Random(code), set()
    for facts in worlds:
        rule = the_rule(code, facts)
        for one in everyone(facts):
            verdict = strengths(rule.objections(one))
            verdicts.add(frozenset(verdict))
            for _ in range(3):
                duty = change(one.duty, facts, random)
                assert key(duty) == key(one.duty)
                assert strengths(rule.objections(engage(facts, one.person, duty))) == verdict
    assert len(verdicts) > 1


@pytest.mark.parametrize("code", bars_resting_on(Scope.HOMES))
def test_a_bar_that_rests_on_homes_tells_no_two_people_of_them_apart(code, worlds) -> None:
    random, verdicts = Random(code), set()
    for facts in worlds:
        rule = the_rule(code, facts)
        for one in everyone(facts):
            verdict = strengths(rule.objections(one))
            verdicts.add(frozenset(verdict))
            other = engage(facts, of_same_homes(one, random), other_duty(one.duty, facts, random))
            assert other.homes == one.homes
            assert strengths(rule.objections(other)) == verdict
    assert len(verdicts) > 1


def of_same_homes(one: Engagement, random: Random) -> Person:
    """A stranger who always held posts at the very same councils."""
    roles, bases = ("director", "senior", "other"), ("substantive", "interim", "acting", "joint")
    posts = tuple(Post(home, random.choice(roles), random.choice(bases)) for home in sorted(one.homes))
    return Person("stranger", posts=posts, consents=tuple(Consent(home) for home in one.homes))


def test_the_scopes_of_bars_are_those_tried_here() -> None:
    assert {one.rests_on for one in RULES if issubclass(one, Bar)} == {
        Scope.SORT,
        Scope.HOMES,
        Scope.DATES,
        Scope.PLACEMENT,
    }
    assert {one.rests_on for one in RULES if issubclass(one, Clash)} == {Scope.DUTIES, Scope.PLACEMENT}


# --- what must be given ---


def tied(facts: Facts) -> Facts:
    """With an interest of every kind between everybody and a council, so that no tie is missing in the random facts."""
    random = Random(1)
    codes = sorted({code for duty in facts.duties.values() for code in duty.authorities})
    ties = [
        Interest(person, kind, random.choice(codes))
        for person in facts.people
        for kind in ("commissioner", "applied", "paid", "complaint", "other", "friend", "acquaintance")
        for _ in codes[:1]
    ]
    return replace(facts, interests=(*facts.interests, *ties))


@pytest.mark.parametrize("code", [*RULE_CODES[Bar], *RULE_CODES[Clash]])
def test_a_rule_objects_to_one_placement_only_where_what_it_needs_is_given(code, worlds) -> None:
    objected = 0
    for facts in [*worlds, *map(tied, worlds)]:
        rule = the_rule(code, facts)
        ask = rule.objections if isinstance(rule, Bar) else rule.bars
        for one in everyone(facts):
            if ask(one):
                objected += 1
                assert given(one) & rule.only_given
    assert objected or rule.only_given == frozenset(Given)


def given(one: Engagement) -> set[Given]:
    """What is given of the placement, found by looking through all the facts."""
    facts = one.facts
    away = [(home, target) for home in one.homes for target in one.targets if home != target]
    own = [each for each in facts.interests if each.person == one.person.id]
    in_case = [each for each in facts.interests if each.kind == "case" and one.duty.case and each.case == one.duty.case]
    posts = {post.authority for post in one.person.posts}
    covered = [facts.duties[each.duty] for each in facts.placements if each.person == one.person.id]
    reviews = [duty for duty in facts.duties.values() if duty.kind == "review"]
    found = {
        Given.TIE: any(each.authority in one.targets for each in own),
        Given.BOND: any({*way} <= each.authorities for each in facts.arrangements for way in away),
        Given.OWN: bool(one.homes & one.targets),
        Given.BORDER: any(frozenset(way) in facts.borders for way in away),
        Given.FORMER: bool(posts & one.targets)
        or any(duty.kind == "interim" and duty.authorities & one.targets for duty in covered),
        Given.REVIEW: any({*way} <= duty.authorities for duty in reviews for way in away),
        Given.CASE: any(each.person == one.person.id or each.authority in one.homes for each in in_case),
        Given.ASIDE: any(each.pair == one.pair for each in facts.set_aside),
    }
    return {each for each, has in found.items() if has} or {Given.NEITHER}


# --- two placements ---


@pytest.mark.parametrize("code", [one.code for one in RULES if issubclass(one, Clash) and one.rests_on is Scope.DUTIES])
def test_a_clash_that_rests_on_duties_judges_whoever_shares_a_key_alike(code, worlds) -> None:
    objected = 0
    for facts in worlds:
        rule = the_rule(code, facts)
        for first, second in combinations(facts.duties.values(), 2):
            verdicts = set()
            for person in facts.people.values():
                one, other = engage(facts, person, first), engage(facts, person, second)
                if set(rule.keys(one)) & set(rule.keys(other)):
                    verdict = frozenset(strengths(rule.objections(one, other)))
                    assert frozenset(strengths(rule.objections(other, one))) == verdict
                    verdicts.add(verdict)
                    objected += bool(verdict)
            assert len(verdicts) <= 1
        assert_only_one_person_shares_a_key(rule, facts)
    assert objected


def assert_only_one_person_shares_a_key(rule: Clash, facts: Facts) -> None:
    owners: dict[object, str] = {}
    for one in everyone(facts):
        for key in rule.keys(one):
            assert owners.setdefault(key, one.person.id) == one.person.id


# --- what fills up ---


@pytest.mark.parametrize("code", RULE_CODES[Limit])
def test_parts_put_in_what_amount_says(code, worlds) -> None:
    filled = 0
    for facts in worlds:
        rule = the_rule(code, facts)
        placed = list(everyone(facts))
        for bucket in {bucket for one in placed for bucket in rule.opens(one)}:
            for one in placed:
                amount = rule.amount(bucket, one)
                reached = [part.amount for part in rule.parts(one) if part.amount and reaches(rule, part, bucket)]
                is_holder = bucket.holder in rule.holders(one)
                filled += amount
                assert {amount} - {0} == (set(reached) if is_holder else set())
                assert len(reached) <= 1 or rule.counts_people
    assert filled


def reaches(rule: Limit, part: Part, bucket: Bucket) -> bool:
    span = Period(part.first, part.last)
    return part.section == rule.section(bucket) and span.overlaps(Period(bucket.first, bucket.last))


@pytest.mark.parametrize("code", RULE_CODES[Limit])
def test_whoever_opens_a_bucket_is_of_its_holder_and_no_bucket_lies_well_within_another(code, worlds) -> None:
    for facts in worlds:
        rule = the_rule(code, facts)
        shelves: dict[object, set[Bucket]] = {}
        for one in everyone(facts):
            for bucket in rule.opens(one):
                assert bucket.holder in rule.holders(one)
                shelves.setdefault((bucket.holder, rule.section(bucket)), set()).add(bucket)
        for shelf in shelves.values():
            dated = sorted((one.first, one.last) for one in shelf if one.first is not None)
            assert [last for _, last in dated] == sorted(last for _, last in dated)
            assert not dated or len(dated) == len(shelf)
