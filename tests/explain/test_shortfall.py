"""A shortfall: everybody counted by what bars them, and changes that really fill the seat."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from peerinspect.domain import Facts, Offer, Period, Roster, RosterPlacement
from peerinspect.domain.policy import Policy, RuleSetting
from peerinspect.explain.shortfall import Remedy, ShortfallAnswer, shortfall
from peerinspect.files import facts_from_dict
from peerinspect.independence import goals
from peerinspect.independence.audit import audit
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching import solve
from tests.matching.small_world import small_world
from tests.matching.test_repair import plain
from tests.oracle.problems import random_problem

ONLY_CHAIRS = (Offer("chair", 30),)


def solved(facts: Facts) -> Roster:
    return solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)


def asked(facts: Facts, roster: Roster, duty: str, **options: object) -> ShortfallAnswer:
    return shortfall(facts, roster, duty, workers=1, **options)  # type: ignore[arg-type]


def changed(facts: Facts, **people: dict[str, object]) -> Facts:
    new = {key: replace(facts.people[key], **changes) for key, changes in people.items()}  # type: ignore[arg-type]
    return replace(facts, people={**facts.people, **new})


def nobody_inspects() -> Facts:
    facts = small_world()
    return changed(facts, **{key: {"offers": ONLY_CHAIRS} for key in facts.people})


def kinds(answer: ShortfallAnswer) -> set[str]:
    return {one.change.kind for one in answer.remedies}


def after(roster: Roster, remedy: Remedy) -> Roster:
    """The roster with the remedy's moves made."""
    coming = {one.pair for one in remedy.moves if one.is_coming}
    leaving = {one.pair for one in remedy.moves if not one.is_coming}
    stay = [one for one in roster.placements if one.pair not in leaving]
    placed = (*stay, *(RosterPlacement(*pair) for pair in sorted(coming)))
    return replace(roster, placements=tuple(sorted(placed, key=lambda one: (one.duty, one.person))))


def fill(facts: Facts, roster: Roster) -> object:
    covers = Rulebook.under(facts.policy).covers
    return goals.fill_value(facts, [one.pair for one in roster.placements], covers)


def test_a_duty_that_lacks_nothing_is_said_to_lack_nothing() -> None:
    facts = small_world()
    answer = asked(facts, solved(facts), "i0")
    assert not answer.is_short
    assert answer.remedies == ()
    assert answer.as_text() == "i0 lacks nothing."


def test_everybody_is_counted_once() -> None:
    facts = nobody_inspects()
    roster = solved(facts)
    answer = asked(facts, roster, "i0", seconds=0.0)
    counted = answer.tally
    assert answer.seats == 1
    assert counted.people == 6
    assert len(counted.barred) + len(counted.taken) + len(counted.free) == 6
    rows = {one.rule: (one.alone, one.in_all) for one in counted.rules}
    assert rows["not-offered"] == (5, 6)
    assert rows["own-authority"] == (0, 1)
    assert [one.people for one in counted.combinations] == [1]
    assert {"not-offered", "own-authority"} <= set(counted.combinations[0].rules)


def test_an_offer_by_one_of_them_fills_the_seat() -> None:
    facts = nobody_inspects()
    roster = solved(facts)
    answer = asked(facts, roster, "i0")
    acts = [one for one in answer.remedies if one.change.kind == "act"]
    assert {one.change.person for one in acts} == {"p1", "p2", "p3", "p4", "p5"}
    assert all(("i0", True) in {(move.duty, move.is_coming) for move in one.moves} for one in acts)


def test_what_one_person_can_do_is_told_from_what_nobody_can() -> None:
    facts = changed(nobody_inspects(), p5={"offers": (Offer("inspect", 30),), "declared_on": None})
    facts = changed(facts, p4={"offers": (Offer("inspect", 30),), "posts": ()})
    answer = asked(facts, solved(facts), "i0")
    declared = [one for one in answer.remedies if one.change.person == "p5"]
    assert [one.change.sentence for one in declared] == ["Director 5: a declaration of interests, signed anew"]


def test_another_week_is_found_where_everybody_is_on_leave() -> None:
    facts = small_world()
    away = facts.duties["i0"].period
    facts = changed(facts, **{key: {"unavailable": (away,)} for key in facts.people})
    roster = solved(facts)
    answer = asked(facts, roster, "i0")
    assert answer.seats == 1
    assert {one.change.weeks for one in answer.remedies if one.change.kind == "week"} <= set(range(-4, 5)) - {0}
    assert {"week", "act", "volunteer"} <= kinds(answer)


def test_no_inspection_is_moved_into_august_nor_into_the_past() -> None:
    """From the last week of July, four weeks on are all August or later; weeks before the day of the facts are gone."""
    facts = nobody_inspects()
    monday = date(2027, 7, 26)
    duty = replace(facts.duties["i0"], period=Period(monday, monday + timedelta(days=4)))
    facts = replace(facts, as_of=date(2027, 7, 14), duties={"i0": duty})
    facts = changed(facts, **{key: {"unavailable": (Period(monday, date(2027, 9, 30)),)} for key in facts.people})
    answer = asked(facts, solved(facts), "i0")
    assert answer.tried["week"] == 1


def test_one_more_volunteer_has_the_skills_that_are_named() -> None:
    facts = small_world()
    duty = replace(facts.duties["i0"], skills=frozenset({"early help"}))
    facts = replace(facts, duties={**facts.duties, "i0": duty})
    roster = solved(facts)
    answer = asked(facts, roster, "i0")
    assert (answer.seats, answer.skills) == (0, ("early help",))
    best = answer.remedies[0]
    assert best.change.kind == "volunteer"
    assert "early help" in best.change.sentence
    assert best.goals[0].worse < 0


def test_a_waiver_is_a_remedy_only_where_the_policy_spares_waivers_first() -> None:
    facts = small_world()
    facts = replace(facts, duties={"i0": facts.duties["i0"]})
    regions = {code: replace(one, region="One") for code, one in facts.authorities.items()}
    spare = Policy(rules={"home-inspection-window": RuleSetting("off")}, goals=("waivers", "fill"))
    first = replace(facts, authorities=regions, policy=spare)
    assert "waiver" in kinds(asked(first, solved(first), "i0"))
    hard = Policy(rules={"same-region": RuleSetting("hard")})
    other = replace(facts, authorities=regions, policy=hard)
    assert "waiver" not in kinds(asked(other, solved(other), "i0"))


@pytest.mark.parametrize("seed", range(12))
def test_every_remedy_fills_what_was_empty_and_breaks_no_rule(seed: int) -> None:
    """On random problems: the moves it names, made on the roster under the changed facts, before the auditor."""
    rng = Random(9500 + seed)
    while True:
        facts = plain(facts_from_dict(random_problem(rng)))
        roster = solved(facts)
        if roster.shortfalls:
            break
    duty = rng.choice(roster.shortfalls).duty
    answer = asked(facts, roster, duty, seconds=4.0)
    standing = len(audit(facts, roster).standing)
    for one in answer.remedies:
        made = after(roster, one)
        report = audit(one.change.facts, made)
        assert not report.hard
        assert len(report.standing) <= standing
        before, then = fill(facts, roster), fill(one.change.facts, made)
        assert then < before  # type: ignore[operator]
        assert one.goals[0].worse == then - before  # type: ignore[operator]
    assert [one.cost for one in answer.remedies] == sorted(one.cost for one in answer.remedies)


def test_the_first_remedies_are_heard_of_before_the_last() -> None:
    facts = nobody_inspects()
    heard: list[Remedy] = []
    answer = asked(facts, solved(facts), "i0", progress=heard.append)
    assert sorted(one.change.sentence for one in heard) == sorted(one.change.sentence for one in answer.remedies)


def test_what_was_not_tried_is_said() -> None:
    facts = nobody_inspects()
    answer = asked(facts, solved(facts), "i0", seconds=0.0)
    assert answer.tried == {}
    assert any("acts" in one for one in answer.untried)


def test_the_answer_is_data_that_json_can_hold() -> None:
    facts = nobody_inspects()
    answer = asked(facts, solved(facts), "i0")
    assert json.loads(json.dumps(answer.as_dict())) == answer.as_dict()
    assert "not-offered bars 6, 5 of them alone" in answer.as_text()


def test_an_unknown_duty_is_refused() -> None:
    facts = small_world()
    with pytest.raises(KeyError):
        asked(facts, solved(facts), "nothing")
