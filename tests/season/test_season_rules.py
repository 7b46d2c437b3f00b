"""The season against the rulebook: what stands holds together, every rule finds work, most seats can be filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from peerinspect.domain import Strength
from peerinspect.independence.auditing.examination import examine as audit_plainly
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import examine, settled_engagements
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.independence.shapes import Bar, Clash, Cover, Limit
from peerinspect.season import generate
from peerinspect.season.ledger import Ledger


@pytest.fixture(scope="module")
def season():
    return generate(1, 7)


@pytest.fixture(scope="module")
def rulebook(season):
    return Rulebook.under(season.policy)


@pytest.fixture(scope="module")
def found(season, rulebook):
    return examine(season, rulebook)


@pytest.fixture(scope="module")
def offered(season):
    """Every person on every open duty of a kind that the person offers."""
    return [
        engage(season, person, duty)
        for duty in season.duties.values()
        if season.is_open(duty)
        for person in season.people.values()
        if any(offer.kind == duty.kind for offer in person.offers)
    ]


def of_shape(shape):
    return [rule.code for rule in RULES if issubclass(rule, shape)]


@pytest.mark.parametrize("seed", [1, 2, 3, 7])
def test_nothing_that_stands_breaks_a_hard_rule(seed):
    facts = generate(1, seed)
    _, fixed = settled_engagements(facts)
    findings = audit_plainly(facts, fixed, Rulebook.under(facts.policy))
    assert len(fixed) > 80
    assert findings.pairs > 1000
    assert findings.standing == []
    assert findings.hard == []


def test_the_problem_has_the_size_of_a_real_one(found):
    assert 5000 <= len(found.candidates) <= 8500
    assert len(found.hard_pairs) > 4000


@pytest.mark.parametrize("code", of_shape(Bar))
def test_every_bar_refuses_or_prices_somebody_who_offered(code, season, rulebook, offered):
    if code == "not-offered":
        duty = next(one for one in season.duties.values() if one.kind == "inspect" and season.is_open(one))
        offered = [engage(season, person, duty) for person in season.people.values()]
    assert any(rulebook.rule(code).objections(one) for one in offered)


@pytest.mark.parametrize("code", of_shape(Clash))
def test_every_clash_parts_two_placements_that_could_be(code, rulebook, found):
    rule = rulebook.rule(code)
    shelves = defaultdict(list)
    for one in (*found.candidates, *found.past, *found.fixed):
        for key in rule.keys(one):
            shelves[key].append(one)
    pairs = (pair for shelf in shelves.values() for pair in combinations(shelf, 2))
    assert any(rule.objections(*pair) for pair in pairs if not all(one.past or one.fixed for one in pair))


@pytest.mark.parametrize("code", of_shape(Limit))
def test_every_limit_can_be_exceeded(code, found):
    assert any(
        ceiling.settled + sum(ceiling.members.values()) > ceiling.bucket.ceiling
        for ceiling in found.ceilings
        if ceiling.rule.code == code
    )


@pytest.mark.parametrize("code", of_shape(Cover))
def test_every_cover_is_missed_by_some_who_could_be_placed(code, season, rulebook, found):
    rule = rulebook.rule(code)
    assert any(not rule.meets(need, one) for one in found.candidates for need in rule.needs(season, one.duty.id))


def test_commissioners_are_refused_too(season, rulebook, offered):
    assert any(rulebook.rule("self-review").bars(one) for one in offered)


def test_most_seats_can_be_filled_by_asking_round_but_not_all(season, found):
    """A plain first-come round, the scarcest duty first, within every limit: a search can only do better."""
    asked = defaultdict(list)
    choices = Counter(one.person.id for one in found.candidates)
    for one in sorted(found.candidates, key=lambda one: (one.person.level == "observer", choices[one.person.id])):
        asked[one.duty].append(one.person)
    ledger, seats, filled = Ledger(season), Counter(), Counter()
    taken = Counter(one.duty.id for one in found.fixed)
    for duty in season.duties.values():
        if season.is_open(duty):
            seats[duty.kind] += duty.seats
            filled[duty.kind] += taken[duty.id]
    for duty in sorted(asked, key=lambda duty: (len(asked[duty]) / duty.seats, duty.id)):
        for _ in range(duty.seats - taken[duty.id]):
            filled[duty.kind] += ledger.place_one_of(asked[duty], duty, "proposed")
    assert all(filled[kind] >= 0.85 * seats[kind] for kind in seats), (filled, seats)
    assert sum(filled.values()) < sum(seats.values())


def test_some_are_offered_some_accepted_some_pinned(season):
    states = Counter(
        "pinned" if one.pinned else one.status
        for one in season.placements
        if season.is_open(season.duties[one.duty]) and one.status != "live"
    )
    assert states["pinned"] >= 3 and states["offered"] >= 5 and states["accepted"] >= 4
    assert not [one for one in season.placements if one.status != "done" and season.duties[one.duty].sealed]


def test_waivers_and_affinities_name_what_is_there(season, rulebook):
    assert len(season.waivers) >= 4
    for waiver in season.waivers:
        duty = season.duties[waiver.duty]
        objections = rulebook.objections_alone(engage(season, season.people[waiver.person], duty))
        assert {one.strength for one in objections} == {Strength.SOFT}
        assert waiver.rule in {one.rule for one in objections}
        assert waiver.until >= duty.last_day
    assert len(season.affinity) >= 20
    assert all(person in season.people and duty in season.duties for person, duty in season.affinity)
    assert all(-1 <= number <= 1 for number in season.affinity.values())


def test_every_kind_of_interest_is_declared(season):
    assert len({interest.kind for interest in season.interests}) == 13
