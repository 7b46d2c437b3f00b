"""The season against the rulebook: what stands holds together, every rule finds work, most seats can be filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from peerinspect.domain import Strength
from peerinspect.domain.authority import ARRANGEMENT_KINDS
from peerinspect.domain.person import INTEREST_KINDS
from peerinspect.independence.auditing.examination import examine as audit_plainly
from peerinspect.independence.auditing.examination import past_engagements
from peerinspect.independence.engagement import engage
from peerinspect.independence.examiner import examine, settled_engagements
from peerinspect.independence.rulebook import RULES, Rulebook
from peerinspect.independence.shapes import Bar, Clash, Cover, Limit, Triple
from peerinspect.season import generate
from peerinspect.season.ledger import PAST_BARS, Ledger


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
    return on_offer(season)


def on_offer(facts):
    """Every person on every open duty of a kind that the person offers."""
    return [
        engage(facts, person, duty)
        for duty in facts.duties.values()
        if facts.is_open(duty)
        for person in facts.people.values()
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


@pytest.mark.parametrize("seed", [1, 2, 3, 7])
def test_nothing_that_is_over_was_against_a_tie(seed):
    """The auditor says nothing of the past alone; a season's past is clean all the same."""
    facts = generate(1, seed)
    rulebook, past = Rulebook.under(facts.policy), past_engagements(facts)
    found = [objection for one in past for bar in rulebook.bars for objection in bar.objections(one)]
    assert len(past) > 250
    assert not [one for one in found if one.rule in PAST_BARS and one.strength is Strength.HARD]
    clashes = [rulebook.objections_between(*pair) for pair in combinations(past, 2)]
    assert not [one for each in clashes for one in each if one.strength is Strength.HARD]


def test_the_problem_has_the_size_of_a_real_one(found):
    assert 5000 <= len(found.candidates) <= 8500
    assert len(found.hard_pairs) > 4000


BY_HAND = {"set-aside"}
"""What only a coordinator's word brings about: a season that nobody has worked on knows none."""


@pytest.mark.parametrize("code", [code for code in of_shape(Bar) if code not in BY_HAND])
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


@pytest.mark.parametrize("code", of_shape(Triple))
def test_every_rule_about_three_finds_three_that_could_be(code, rulebook, found):
    engagements = [*found.candidates, *found.past, *found.fixed]
    assert next(rulebook.rule(code).found(engagements), None)


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


def test_every_kind_of_interest_is_declared_and_complaints_are_rare(season):
    declared = Counter(interest.kind for interest in season.interests)
    assert set(declared) == set(INTEREST_KINDS)
    assert 200 <= sum(declared.values()) <= 260
    assert declared["complaint"] == min(declared.values()) < declared["acquaintance"] / 5


def test_every_kind_of_arrangement_is_there_and_quarrels_are_rare(season):
    in_force = Counter(one.kind for one in season.arrangements if one.period.holds(season.as_of))
    assert set(in_force) == set(ARRANGEMENT_KINDS)
    assert in_force["dispute"] + in_force["merger"] + in_force["complaint"] < in_force["partnership"] / 2
    assert {one.kind for one in season.arrangements if one.period.end and one.period.end < season.as_of} >= {
        "partnership",
        "service",
        "dispute",
        "complaint",
    }


def test_nobody_is_in_two_areas_and_all_of_london_has_one_police_force(season):
    for kind, members in (("police", 100), ("icb", 100), ("adoption", 80)):
        areas = [one.authorities for one in season.arrangements if one.kind == kind]
        joined = Counter(code for area in areas for code in area)
        assert set(joined.values()) == {1}
        assert len(joined) >= members
        for area in areas:
            assert len({season.authorities[code].region for code in area}) == 1
    london = {code for code, one in season.authorities.items() if one.region == "London"}
    assert london in [one.authorities for one in season.arrangements if one.kind == "police"]


def test_reviews_have_references_and_some_are_of_two_councils(season):
    reviews = [duty for duty in season.duties.values() if duty.kind == "review"]
    references = [duty.case for duty in reviews]
    assert all(references) and len(set(references)) == len(references)
    joint = [duty for duty in reviews if len(duty.authorities) == 2 and season.is_open(duty)]
    assert 2 <= len(joint) < len(reviews) / 5


CLAUSES = [
    ("shared-partner", "hard", "inspect", "share a partnership"),
    ("shared-partner", "hard", "inspect", "share an adoption agency"),
    ("shared-partner", "hard", "inspect", "share a commissioned service"),
    ("shared-partner", "hard", "review", "share an adoption agency"),
    ("shared-partner", "soft", "chair", "share a police force"),
    ("shared-partner", "soft", "chair", "share an integrated care board"),
    ("applied-there", "hard", "inspect", "applied for a post"),
    ("applied-there", "soft", "chair", "applied for a post"),
    ("paid-by", "hard", "inspect", "was paid by"),
    ("paid-by", "hard", "review", "was paid by"),
    ("open-complaint", "hard", None, "is open"),
    ("open-complaint", "soft", None, "was closed only on"),
    ("authorities-in-dispute", "hard", None, "are in dispute"),
    ("authorities-in-dispute", "hard", None, "are merging"),
    ("authorities-in-dispute", "hard", None, "are in one review"),
    ("involved-in-case", "hard", "review", ". part in the case"),
    ("involved-in-case", "hard", "review", "'s part in the case"),
    ("involved-in-case", "hard", "review", "not recorded that it was another one"),
    ("other-connection", "hard", None, ""),
    ("out-of-reach", "soft", "chair", "minutes"),
    ("out-of-reach", "soft", "support", "minutes"),
    ("home-inspection-window", "hard", "inspect", "is itself being inspected"),
    ("home-inspection-window", "soft", "inspect", "months before or longer"),
]
"""A rule of edition 2, its strength, a kind of duty or None for any, and words of the sentence or the evidence."""


@pytest.mark.parametrize("seed", [7, 12])
def test_every_clause_about_one_placement_refuses_or_prices_somebody(seed):
    facts = generate(1, seed)
    rulebook = Rulebook.under(facts.policy)
    bars = [rulebook.rule(code) for code in {clause[0] for clause in CLAUSES}]
    said = {
        (o.rule, o.strength, one.duty.kind, _words(o))
        for one in on_offer(facts)
        for b in bars
        for o in b.objections(one)
    }
    for code, strength, kind, words in CLAUSES:
        met = [each for each in said if each[:2] == (code, strength) and kind in (None, each[2]) and words in each[3]]
        assert met, (code, strength, kind, words)


def _words(objection):
    return " ".join([objection.sentence, *(each.fact for each in objection.evidence)])


def test_both_halves_of_what_colleagues_did_and_of_repeated_work_have_cases(rulebook, found):
    strengths = defaultdict(set)
    for code in ("colleagues-supported", "crossed-duties", "double-booked", "repeat-inspector", "one-live-role"):
        rule, shelves = rulebook.rule(code), defaultdict(list)
        for one in (*found.candidates, *found.past, *found.fixed):
            for key in rule.keys(one):
                shelves[key].append(one)
        for pair in (pair for shelf in shelves.values() for pair in combinations(shelf, 2)):
            strengths[code].update(objection.strength.value for objection in rule.objections(*pair))
            if len(strengths[code]) == 2:
                break
    assert strengths == {
        "colleagues-supported": {"hard", "soft"},
        "crossed-duties": {"hard", "soft"},
        "double-booked": {"hard", "soft"},
        "repeat-inspector": {"soft"},
        "one-live-role": {"hard"},
    }
