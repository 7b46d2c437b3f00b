"""Nobody is barred from work elsewhere because of a sealed inspection of their own council: they would know of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection

from peerinspect import store
from peerinspect.domain import Duty, Facts, GoalValue, Objection, Roster, RosterPlacement, Shortfall
from peerinspect.files import digest_of, policy_digest, problem_dict
from peerinspect.independence.audit import audit
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.rules.home_inspection_window import HomeInspectionWindow
from peerinspect.services import disclosure
from peerinspect.services.circles import helpers_of, home_circle, sealed_circle
from peerinspect.services.problems import open_problem, sealed_problem
from peerinspect.services.saving import Part, audit_part
from peerinspect.store.loading import load_duties

CODE = HomeInspectionWindow.code
SAME_WEEK = MONDAY


def everywhere() -> list[Duty]:
    """A sealed inspection of every council, one of two together, and an announced one, all in one week."""
    return [
        *(inspection(f"sealed-{code}", code, SAME_WEEK) for code in CODES[1:]),
        Duty(
            "sealed-two",
            "inspect",
            inspection("", CODES[1]).period,
            1,
            frozenset(CODES[1:3]),
            notice=MONDAY - timedelta(days=11),
            sealed=True,
        ),
        inspection("announced", CODES[0], SAME_WEEK, sealed=False),
    ]


def objections(facts: Facts) -> list[Objection]:
    """What the rule says of anybody on any open inspection of the problem."""
    rule = Rulebook.under(facts.policy).rule(CODE)
    assert isinstance(rule, HomeInspectionWindow)
    return [
        found
        for person in facts.people.values()
        for duty in facts.duties.values()
        if duty.kind == "inspect" and facts.is_open(duty)
        for found in rule.objections(engage(facts, person, duty))
    ]


def text_of(facts: Facts) -> str:
    return json.dumps(problem_dict(facts))


@pytest.fixture
def planned(bare: object) -> World:
    """Everything in one week: were the sealed inspections known, nobody could go anywhere."""
    return build_world(TODAY, everywhere())


def test_the_week_would_bar_everybody_were_it_known(planned: World) -> None:
    """Else the tests below would prove nothing."""
    barred = {each.people[0] for each in objections(planned.facts) if each.strength == "hard"}
    assert barred == set(planned.facts.people)
    assert all(each.reveals for each in objections(planned.facts) if f"{CODES[0]}-" not in each.people[0])


def test_open_work_bars_by_announced_inspections_alone(planned: World) -> None:
    facts = open_problem(TODAY)
    assert list(facts.duties) == ["announced"]
    assert objections(facts) == []


@pytest.mark.parametrize("circle", [0, 1, 2])
def test_a_sealed_search_holds_no_sealed_inspection_of_its_own_helpers(planned: World, circle: int) -> None:
    facts = sealed_problem(TODAY, circle, [])
    sealed = [duty for duty in facts.duties.values() if duty.sealed]
    homes = {code for code in CODES if planned.circles[code] == helpers_of(circle)}
    helpers = {
        id_ for id_, one in facts.people.items() if home_circle(one, planned.circles, TODAY) == helpers_of(circle)
    }
    assert sealed and helpers
    assert not any(duty.authorities & homes for duty in sealed)
    assert {each.people[0] for each in objections(facts) if each.strength == "hard"}.isdisjoint(helpers)


def test_open_work_agreed_before_is_let_be_and_the_sealed_part_stays_clean(bare: object) -> None:
    """Open work is never changed for an inspection that nobody may know of, and no certificate hangs on it."""
    host, home = CODES[0], CODES[1]
    world = build_world(
        TODAY, [inspection("announced", host, SAME_WEEK, sealed=False), inspection("hidden", home, SAME_WEEK)]
    )
    agreed = RosterPlacement(f"{home}-director", "announced", "accepted", ("same-region",))
    facts = sealed_problem(TODAY, world.circles[home], [agreed])
    roster = Roster(
        digest_of(facts),
        "2",
        policy_digest(facts.policy),
        "by hand",
        "1",
        0,
        "feasible",
        (),
        (agreed,),
        (Shortfall("hidden", 1),),
    )
    plain = audit(facts, roster)
    assert (plain.is_clean, [each.rule for each in plain.standing]) == (False, [CODE])
    roster = replace(roster, goals=tuple(GoalValue(name, value, None) for name, value in plain.values))
    report = audit_part(Part(f"sealed-{world.circles[home]}", facts, roster))
    assert (report.is_clean, report.standing, report.hard) == (True, (), ())
    assert [line for line in report.lines() if "Let be until the notice day, by home-inspection-window" in line]


class TestWithAndWithout:
    """T's people, with a sealed inspection of T in the very weeks of their own work, and without it."""

    target = CODES[0]

    def texts(self, world: World) -> dict[str, str]:
        """Every problem that may place T's people, and everybody seen from each duty that they could do."""
        placed_by = (world.circles[self.target] - 1) % 3
        elsewhere = [code for code in CODES if world.circles[code] == placed_by]
        found = {
            "open": text_of(open_problem(TODAY)),
            "sealed": text_of(sealed_problem(TODAY, placed_by, [])),
        }
        for reader in (world.cleared, world.uncleared):
            seen = disclosure.candidates(reader, "announced", TODAY)
            found[f"announced for {reader.name}"] = repr(seen)
        for code in elsewhere:
            found[code] = repr(disclosure.candidates(world.cleared, f"sealed-{code}", TODAY))
        return found

    def test_read_the_same_in_every_problem_and_explanation(self, bare: object) -> None:
        others = [each for each in everywhere() if self.target not in each.authorities]
        announced = inspection("announced", CODES[5], SAME_WEEK, sealed=False)
        world = build_world(TODAY, [*others, announced])
        before = self.texts(world)
        assert f"{self.target}-director" in before["sealed"]
        own = inspection(f"sealed-{self.target}", self.target, SAME_WEEK)
        with store.transaction():
            load_duties([own])
        circle = sealed_circle(own.authorities, world.circles)
        assert circle is not None
        assert own.id in sealed_problem(TODAY, circle, []).duties
        assert self.texts(world) == before

    def test_from_the_notice_day_on_the_rule_sees_it(self, bare: object) -> None:
        build_world(TODAY, [inspection("own", self.target, SAME_WEEK), inspection("away", CODES[5], SAME_WEEK)])
        for day, barred in ((NOTICE - timedelta(days=1), set()), (NOTICE, {"own", "away"})):
            facts = open_problem(day)
            assert set(facts.duties) == barred
            hard = [each for each in objections(facts) if each.strength == "hard"]
            assert {each.people[0].split("-")[0] for each in hard} == ({self.target, CODES[5]} if barred else set())
            assert all(each.reveals == frozenset() for each in hard)
