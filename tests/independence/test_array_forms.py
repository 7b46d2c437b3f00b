"""The array forms of rules against the rules' own plain predicates, on random problems that hypothesis thinks up.

A form is a second telling of a rule, for speed. Every form is held to the rule on everything it could be asked, and the
examiner without any form to the examiner with all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_examiner import examined_plainly, told_by_pair

from peerinspect.domain import (
    Arrangement,
    Duty,
    Facts,
    Interest,
    Period,
    Person,
    Policy,
    Post,
    RuleSetting,
    SetAside,
    Strength,
    Waiver,
    kinds,
)
from peerinspect.files import facts_from_dict
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.examiner import examine, settled_engagements
from peerinspect.independence.examining import able, fillings, meetings
from peerinspect.independence.examining.able import FORMS as BAR_FORMS
from peerinspect.independence.examining.able import Able
from peerinspect.independence.examining.bar_forms import PEOPLE_FORMS
from peerinspect.independence.examining.block import Block
from peerinspect.independence.examining.costs import Costs
from peerinspect.independence.examining.duty_clashes import ANYWHERE, AT_ONE_COUNCIL
from peerinspect.independence.examining.filled import Filled, asked_plainly
from peerinspect.independence.examining.fillings import FORMS as LIMIT_FORMS
from peerinspect.independence.examining.joining import numbers
from peerinspect.independence.examining.meetings import MOST_CLASHES, Meetings
from peerinspect.independence.examining.register import FAR_OFF, LONG_AGO, MOST_POSTS, Register
from peerinspect.independence.examining.roll import Roll
from peerinspect.independence.examining.stopping import never
from peerinspect.independence.examining.way_clashes import ALONG, FACING, TEAM
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.independence.shapes import Bar, Clash, Limit, Rule
from peerinspect.independence.waiving import Waivers
from tests.independence.test_audit_pairing import some_world
from tests.oracle.problems import problem_of_any_size

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def world(random: Random) -> Facts:
    """A problem as the oracle's, or one of those in which pairs meet often; a few people there hold odd posts too."""
    if random.random() < 0.3:
        return some_world(random.randrange(10_000))[0]
    facts = facts_from_dict(problem_of_any_size(random, random.random() < 0.3))
    return with_odd_posts(facts, random) if random.random() < 0.5 else facts


def with_odd_posts(facts: Facts, random: Random) -> Facts:
    """Some people with several posts of any dates, roles and bases, at councils that the problem knows or does not."""
    codes = sorted({*facts.authorities, *(code for one in facts.duties.values() for code in one.authorities), "E99"})
    days = [facts.as_of + timedelta(days=30 * month) for month in range(-40, 40)]

    def odd(person: Person) -> Person:
        posts = []
        for _ in range(random.randint(0, 4)):
            first, last = sorted(random.sample(days, 2))
            period = Period(random.choice((None, first)), random.choice((None, last)))
            bases = ("substantive", "interim", "acting", "joint", "unknown")
            posts.append(Post(random.choice(codes), random.choice(("director", "other")), random.choice(bases), period))
        return replace(person, posts=tuple(posts))

    people = {id_: odd(one) if random.random() < 0.5 else one for id_, one in facts.people.items()}
    return replace(facts, people=people)


random_worlds = st.integers(0, 10**9).map(lambda seed: world(Random(seed)))


def the_rule(code: str, facts: Facts) -> Rule:
    """The rule at its own strengths, so that no difference is hidden, with the facts' own parameters."""
    own = next(one for one in Rulebook.under(Policy()).rules if one.code == code)
    return replace(own, parameters={**own.parameters, **facts.policy.setting(code).parameters})


def strengths(objections: list) -> tuple[bool, bool]:
    found = {one.strength for one in objections}
    return Strength.HARD in found, Strength.SOFT in found


def everybody(facts: Facts) -> Roll:
    """The roll of everybody on everything: the settled as they are, all others as candidates."""
    register = Register(facts)
    settled = [one for some in settled_engagements(facts) for one in some]
    taken = {one.pair for one in settled}
    places = [
        (person, duty)
        for duty in range(len(register.duties))
        for person in range(len(register.people))
        if (register.people[person].id, register.duties[duty].id) not in taken
    ]
    both = numbers(places).reshape(-1, 2)
    block = Block(register, "", both[:, 0], both[:, 1])
    return Roll(register, settled, Able(block.person, block.duty, block.held, block.soft))


def engaged(roll: Roll) -> list[Engagement]:
    """Everybody on the roll, as the rules' own module engages them."""
    return [
        *roll.settled,
        *(
            engage(roll.register.facts, roll.register.people[person], roll.register.duties[duty])
            for person, duty in zip(roll.person[roll.begin :], roll.duty[roll.begin :], strict=True)
        ),
    ]


# --- one placement ---


@pytest.mark.parametrize("code", sorted(PEOPLE_FORMS))
@SOME
@given(facts=random_worlds)
def test_a_form_of_people_refuses_whom_the_rule_refuses(code: str, facts: Facts) -> None:
    register, rule = Register(facts), the_rule(code, facts)
    assert isinstance(rule, Bar)
    form = PEOPLE_FORMS[code](rule, register)
    for duty in facts.duties.values():
        plain = [strengths(rule.objections(engage(facts, one, duty))) for one in register.people]
        assert [(bool(hard), False) for hard in form(duty.kind, duty.level)] == plain


@pytest.mark.parametrize("code", sorted(BAR_FORMS))
@SOME
@given(facts=random_worlds)
def test_a_form_of_a_bar_says_what_the_rule_says(code: str, facts: Facts) -> None:
    register, rule = Register(facts), the_rule(code, facts)
    assert isinstance(rule, Bar)
    form = BAR_FORMS[code](rule, register)
    for kind in kinds.KINDS:
        duties = np.flatnonzero(register.is_kind(np.arange(len(register.duties)), kind))
        people = len(register.people)
        block = Block(register, kind, np.repeat(np.arange(people), len(duties)), np.tile(duties, people))
        block.keep(np.arange(len(block)) % 7 != 3)
        hard, soft = (np.zeros(len(block), np.bool_) if some is None else some for some in form(block))
        for row in range(len(block)):
            one = engage(facts, register.people[block.person[row]], register.duties[block.duty[row]])
            assert (hard[row], soft[row]) == strengths(rule.objections(one)), one.pair
            assert block.engagement(row).homes == one.homes


def test_every_form_is_of_a_rule_and_objects_somewhere() -> None:
    """A form that never objects would pass by saying nothing; so each is seen to object in some problem."""
    objecting = set()
    for seed in range(60):
        facts = world(Random(seed))
        for one in engaged(everybody(facts)):
            for code in {*BAR_FORMS, *PEOPLE_FORMS} - objecting:
                rule = the_rule(code, facts)
                if isinstance(rule, Bar) and rule.objections(one):
                    objecting.add(code)
    assert objecting == {*BAR_FORMS, *PEOPLE_FORMS}
    assert objecting <= {one.code for one in RULES}


# --- two placements ---


CLASHES = sorted({*ANYWHERE, *AT_ONE_COUNCIL, *FACING, *ALONG, TEAM})


@pytest.mark.parametrize("code", CLASHES)
@SOME
@given(facts=random_worlds)
def test_a_form_of_a_clash_says_what_the_rule_says(code: str, facts: Facts) -> None:
    rule = the_rule(code, facts)
    assert isinstance(rule, Clash)
    facts = replace(facts, waivers=())
    roll = everybody(facts)
    meetings_ = Meetings(roll, [rule], Waivers(facts), never)
    found = {
        (lower, higher): (bool(bits & 1), bool(bits & 2))
        for pairs in (meetings_.with_settled(), meetings_.of_candidates())
        for lower, higher, bits in zip(*(some.tolist() for some in pairs), strict=True)
    }
    assert found == dict(clashing(rule, roll))


def clashing(rule: Clash, roll: Roll) -> Iterator[tuple[tuple[int, int], tuple[bool, bool]]]:
    for (lower, one), (higher, other) in combinations(enumerate(engaged(roll)), 2):
        is_one_seat = lower >= roll.begin and one.duty is other.duty and one.duty.seats == 1
        if any(strengths(rule.objections(one, other))) and not (one.past and other.past) and not is_one_seat:
            yield (lower, higher), strengths(rule.objections(one, other))


def test_every_clash_has_a_form_and_they_fit_into_the_bits_of_a_pair() -> None:
    codes = [one.code for one in RULES if issubclass(one, Clash)]
    assert sorted(codes) == CLASHES
    assert len(codes) <= MOST_CLASHES


# --- what fills up ---


@pytest.mark.parametrize("code", sorted(LIMIT_FORMS))
@SOME
@given(facts=random_worlds)
def test_a_form_of_a_limit_says_what_the_rule_says(code: str, facts: Facts) -> None:
    rule, roll = the_rule(code, facts), everybody(facts)
    assert isinstance(rule, Limit)
    places = np.flatnonzero(np.arange(len(roll)) % 5 != 2)
    form, plain = LIMIT_FORMS[code](rule, roll, places), asked_plainly(rule, roll, places)
    assert opened(form) == opened(plain)
    assert put_in(form) == put_in(plain)


def opened(filled: Filled) -> set[tuple]:
    """Who opens which bucket, and what the arrays say of it."""
    told = [
        (filled.bucket(place), filled.holders[holder], most, first, last)
        for place, (holder, most, first, last) in enumerate(
            zip(
                filled.buckets.holder.tolist(),
                filled.buckets.most.tolist(),
                filled.buckets.first.tolist(),
                filled.buckets.last.tolist(),
                strict=True,
            )
        )
    ]
    for bucket, holder, most, first, last in told:
        assert (bucket.holder, bucket.ceiling) == (holder, most)
        assert (day_of(bucket.first, LONG_AGO), day_of(bucket.last, FAR_OFF)) == (first, last)
    assert len(set(told)) == len(told)
    return {(owner, told[bucket]) for owner, bucket in zip(*(some.tolist() for some in filled.opens), strict=True)}


def day_of(day: date | None, missing: int) -> int:
    return missing if day is None else day.toordinal()


def put_in(filled: Filled) -> set[tuple]:
    """Who puts how much into which bucket that anybody opens."""
    buckets = filled.buckets
    return {
        (owner, filled.bucket(int(place)), amount)
        for owner, holder, section, amount, first, last in zip(*(some.tolist() for some in filled.parts), strict=True)
        for place in np.flatnonzero((buckets.holder == holder) & (buckets.section == section))
        if amount and first <= buckets.last[place] and last >= buckets.first[place]
    }


# --- all together ---


@SOME
@given(facts=random_worlds, without=st.sets(st.sampled_from([one.code for one in RULES]), max_size=20))
def test_the_examiner_finds_what_the_plain_one_finds(facts: Facts, without: set[str]) -> None:
    """With some rules off, others have more to say."""
    off = {code: RuleSetting("off") for code in without}
    facts = replace(facts, policy=replace(facts.policy, rules={**facts.policy.rules, **off}))
    rulebook = Rulebook.under(facts.policy)
    assert vars(told_by_pair(examine(facts, rulebook))) == vars(examined_plainly(facts, rulebook))


@pytest.fixture
def formless(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes all the forms away."""

    def take_away() -> None:
        for module, names in (
            (able, ("FORMS", "PEOPLE_FORMS")),
            (fillings, ("FORMS",)),
            (meetings, ("ANYWHERE", "AT_ONE_COUNCIL", "FACING", "ALONG")),
        ):
            for name in names:
                monkeypatch.setattr(module, name, {})
        monkeypatch.setattr(meetings, "TEAM", "")

    return take_away


@pytest.mark.parametrize("seed", range(15))
def test_rules_without_forms_are_asked_plainly(seed: int, formless: Callable[[], None]) -> None:
    facts = world(Random(seed))
    rulebook = Rulebook.under(facts.policy)
    formless()
    assert vars(told_by_pair(examine(facts, rulebook))) == vars(examined_plainly(facts, rulebook))


@pytest.mark.parametrize("seed", range(5))
def test_somebody_with_more_posts_than_bits_is_examined_like_others(seed: int) -> None:
    random = Random(seed)
    facts = world(random)
    codes = sorted({code for one in facts.duties.values() for code in one.authorities}) or ["E01"]
    for id_, one in list(facts.people.items())[:3]:
        days = [facts.as_of + timedelta(days=random.randint(-900, 900)) for _ in range(MOST_POSTS + 3)]
        posts = tuple(Post(random.choice(codes), "other", "substantive", Period(day, day)) for day in days)
        facts = replace(facts, people={**facts.people, id_: replace(one, posts=(*one.posts, *posts))})
    off = {one.code: RuleSetting("off") for one in RULES if issubclass(one, Bar) and one.code != "own-authority"}
    for rules in (facts.policy.rules, off):
        told = replace(facts, policy=replace(facts.policy, rules=rules))
        rulebook = Rulebook.under(told.policy)
        assert vars(told_by_pair(examine(told, rulebook))) == vars(examined_plainly(told, rulebook))


def test_a_distance_at_the_very_limit_is_measured_by_the_plain_formula() -> None:
    """Three councils around a limit that one of them is at to the last bit of what arrays can tell."""
    for seed in range(40):
        facts = world(Random(seed))
        register = Register(facts)
        for minutes in (0, 1, 60, 90):
            rule = replace(the_rule("out-of-reach", facts), parameters={"minutes": minutes})
            assert isinstance(rule, Bar)
            for one in engaged(everybody(facts)):
                if one.duty.kind == "chair":
                    place = register.place_of_person[one.person.id], register.place_of_duty[one.duty.id]
                    block = Block(register, "chair", numbers(place[:1]), numbers(place[1:]))
                    _, soft = BAR_FORMS["out-of-reach"](rule, register)(block)
                    assert soft is not None and bool(soft[0]) == bool(rule.objections(one))


def test_what_is_said_of_people_and_councils_that_nobody_knows_changes_nothing() -> None:
    """A part of a problem may still name whoever was left out of it."""
    for seed in range(10):
        facts = world(Random(seed))
        if not facts.duties:
            continue
        duty, stranger = min(facts.duties), "nobody known"
        more = replace(
            facts,
            waivers=(*facts.waivers, Waiver("double-booked", stranger, duty, date(2199, 1, 1))),
            interests=(*facts.interests, Interest(stranger, "family", "E99999999"), Interest(stranger, "case", None)),
            set_aside=(*facts.set_aside, SetAside(stranger, duty, "kept apart")),
            arrangements=(*facts.arrangements, Arrangement("trust", frozenset({"E99999998", "E99999999"}))),
            borders=facts.borders | {frozenset({"E99999998", "E99999999"})},
        )
        rulebook = Rulebook.under(facts.policy)
        assert vars(told_by_pair(examine(more, rulebook))) == vars(told_by_pair(examine(facts, rulebook)))


def test_costs_add_up_exactly() -> None:
    third, half = RuleSetting(weight=1).weight / 1, 2
    costs = Costs.by_bits(numbers([0, 1, 3, 2]), [third, third * half])
    costs.add(numbers([1, 1, 3]), third)
    number, told = costs.told()
    assert [told[one] for one in number] == [0, 3, 3, 3]
    costs.keep(np.array([True, False, True, True]))
    assert len(costs.told()[0]) == 3


def test_nobody_and_nothing_to_do_is_examined_too() -> None:
    for people in ({}, {"p1": Person("p1")}):
        for duties in ({}, {"d1": Duty("d1", "chair", Period(date(2026, 1, 1), date(2026, 2, 1)), 1)}):
            facts = Facts(date(2026, 1, 1), people, duties, interests=(Interest("p1", "case", None),))
            found = examine(facts, Rulebook.under(facts.policy))
            assert not found.candidates and not found.ceilings and not found.hard_pairs
            assert not list(found.ceiling_arrays())
