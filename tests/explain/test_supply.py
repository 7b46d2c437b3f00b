"""Who could take a seat in a week, counted in short, against every rule asked of every person at every council."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest

from peerinspect.domain import (
    Arrangement,
    Authority,
    Consent,
    Duty,
    Facts,
    Interest,
    Judgement,
    Offer,
    Period,
    Person,
    Placement,
    Policy,
    Post,
    RuleSetting,
)
from peerinspect.explain.company import Company
from peerinspect.explain.supply import Supply, Tally, WeekSupply, merged
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.season.generate import generate

AS_OF = date(2026, 3, 2)
MONDAY = date(2026, 6, 1)
LASTING = ("undeclared", "not-authorised", "not-offered")
"""What rests on the person alone, in the rulebook's order: told before anything that a week changes."""


def imagined(monday: date) -> Duty:
    days = Period(monday, monday + timedelta(days=4))
    return Duty("imagined", "inspect", days, 1, on_site=(days,), notice=monday - timedelta(days=7))


def groups_of(facts: Facts) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, council in facts.authorities.items():
        found[council.region or "none"].add(code)
        found["all"].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def plainly(facts: Facts, week: Duty) -> dict[tuple[str, str], frozenset[str]]:
    """The hard rules against each person at each council, from the plain predicates, every one of them asked."""
    rulebook = Rulebook.under(facts.policy)
    work = [
        engage(facts, facts.people[each.person], facts.duties[each.duty], each)
        for each in facts.placements
        if each.status != "proposed" or each.pinned
    ]
    company = Company(facts, rulebook, [one for one in work if not one.past], [one for one in work if one.past])
    return {
        (person.id, code): frozenset(
            each.rule
            for each in company.objections_to(engage(facts, person, replace(week, authorities=frozenset({code}))))
            if each.strength == "hard"
        )
        for person in facts.people.values()
        for code in facts.authorities
    }


def tallied(facts: Facts, plain: dict[tuple[str, str], frozenset[str]], codes: frozenset[str]) -> Tally:
    """The tally of a group, as its definition says it: at the council where least is in the way."""
    order = [rule.code for rule in Rulebook.under(facts.policy).rules]
    found = Tally()
    for person in facts.people:
        least = min((plain[person, code] for code in sorted(codes)), key=len)
        ordered = sorted(least, key=lambda rule: (rule not in LASTING, order.index(rule)))
        found.count(tuple(ordered))
    return found


def agree(facts: Facts, monday: date, groups: dict[str, frozenset[str]] | None = None) -> WeekSupply:
    """Count in short and plainly, and compare all of it."""
    wanted = groups or groups_of(facts)
    week, plain = Supply(facts, facts.people, wanted).week(imagined(monday)), plainly(facts, imagined(monday))
    everywhere = frozenset().union(*wanted.values())
    assert week.councils == {code: sum(not plain[one, code] for one in facts.people) for code in everywhere}
    for name, codes in wanted.items():
        expected = tallied(facts, plain, codes)
        assert week.groups[name].eligible == expected.eligible, name
        assert week.groups[name].alone == expected.alone, name
        assert week.groups[name].first == expected.first, name
    return week


def council(code: str, region: str = "North") -> Authority:
    grades = {"overall": "good", "leadership": "good", "help-and-protection": "good"}
    judged = Judgement("ILACS", date(2024, 6, 3), date(2024, 8, 1), grades)
    return Authority(code, f"Council {code}", region, 52.0, -1.5, (judged,))


def person(id_: str, code: str, role: str = "senior") -> Person:
    return Person(
        id_,
        id_.title(),
        posts=(Post(code, role, "substantive", Period(date(2022, 1, 1))),),
        offers=(Offer("inspect", 20), Offer("support", 20)),
        level="observer",
        vetted_on=date(2025, 6, 1),
        declared_on=date(2025, 12, 1),
        consents=(Consent(code, Period(date(2026, 1, 1), date(2027, 12, 31))),),
    )


@pytest.fixture
def small() -> Facts:
    people = [person("ann", "A"), person("bob", "B"), person("cat", "C"), person("dan", "D", "director")]
    return Facts(
        AS_OF,
        {one.id: one for one in people},
        {},
        {code: council(code, "North" if code in "AB" else "South") for code in "ABCD"},
    )


def changed(facts: Facts, id_: str, **changes: object) -> Facts:
    return replace(facts, people={**facts.people, id_: replace(facts.people[id_], **changes)})  # type: ignore[arg-type]


def test_everybody_could_go_somewhere_but_home(small: Facts) -> None:
    week = agree(small, MONDAY)
    assert week.groups["all"].eligible == 4
    assert week.councils == dict.fromkeys("ABCD", 3)


def test_leave_takes_somebody_away_in_its_own_week_only(small: Facts) -> None:
    facts = changed(small, "ann", unavailable=(Period(MONDAY + timedelta(days=2), MONDAY + timedelta(days=2)),))
    week = agree(facts, MONDAY)
    assert (week.groups["all"].eligible, week.groups["all"].alone) == (3, Counter({"unavailable": 1}))
    assert agree(facts, MONDAY + timedelta(weeks=1)).groups["all"].eligible == 4


def test_a_bar_that_lasts_is_told_before_one_of_the_week_and_neither_stands_alone(small: Facts) -> None:
    facts = changed(small, "ann", unavailable=(Period(MONDAY, MONDAY),), level=None)
    tally = agree(facts, MONDAY).groups["all"]
    assert (tally.first, tally.alone) == (Counter({"not-authorised": 1}), Counter())


def test_a_border_takes_a_neighbour_out_of_a_region_of_two(small: Facts) -> None:
    week = agree(replace(small, borders=frozenset({frozenset("AB")})), MONDAY)
    assert week.groups["North"].eligible == 2
    assert week.groups["South"].eligible == 4
    # At home more than one rule objects, so the neighbour is where least is in the way.
    assert week.groups["North"].alone == Counter({"shares-border": 2})


def test_ties_arrangements_and_work_count_at_their_council_alone(small: Facts) -> None:
    done = Duty("done", "support", Period(date(2025, 9, 1), date(2025, 9, 30)), 1, frozenset("C"))
    facts = replace(
        small,
        interests=(Interest("ann", "family", "B", Period(date(2020, 1, 1))),),
        arrangements=(Arrangement("trust", frozenset("BD"), Period(date(2020, 1, 1))),),
        duties={"done": done},
        placements=(Placement("dan", "done", "done"),),
    )
    week = agree(facts, MONDAY)
    assert week.councils == {"A": 3, "B": 1, "C": 2, "D": 2}


@pytest.mark.parametrize(("status", "eligible"), [("accepted", 3), ("offered", 3), ("live", 3), ("proposed", 4)])
def test_work_counts_once_somebody_was_asked(small: Facts, status: str, eligible: int) -> None:
    days = Period(MONDAY, MONDAY + timedelta(days=4))
    other = Duty("other", "inspect", days, 1, frozenset("B"), on_site=(days,), notice=MONDAY - timedelta(days=7))
    facts = replace(small, duties={"other": other}, placements=(Placement("ann", "other", status),))
    # Bob's council is being inspected, so he is at home whoever does it.
    assert agree(facts, MONDAY).groups["all"].eligible == eligible - 1


@pytest.mark.parametrize("rule", ["same-region", "ring", "repeat-inspector", "post-basis", "colleagues-supported"])
def test_a_soft_rule_that_the_policy_hardens_takes_people_away(rule: str) -> None:
    facts = generate(1, 3)
    chosen = set(sorted(facts.authorities)[::9])
    people = dict(sorted(facts.people.items())[:60])
    facts = replace(
        facts,
        people=people,
        placements=tuple(each for each in facts.placements if each.person in people),
        interests=tuple(each for each in facts.interests if each.person in people),
        waivers=(),
        policy=Policy(rules={rule: RuleSetting("hard")}),
    )
    agree(facts, date(2026, 10, 5), {"few": frozenset(chosen), "all": frozenset(facts.authorities)})


@pytest.mark.parametrize("seed", [5, 11])
def test_a_season_of_england_counts_the_same_in_short(seed: int) -> None:
    facts = generate(1, seed)
    few = dict(sorted(facts.people.items())[::4])
    smaller = replace(
        facts,
        people=few,
        placements=tuple(each for each in facts.placements if each.person in few),
        interests=tuple(each for each in facts.interests if each.person in few),
        waivers=(),
    )
    week = agree(smaller, date(2026, 11, 2))
    assert 0 < week.groups["all"].eligible < len(few)


def test_a_group_without_councils_is_beyond_reach(small: Facts) -> None:
    supply = Supply(small, ["ann"], {"none": frozenset(), "all": frozenset("BC")}, unreached="circle")
    week = supply.week(imagined(MONDAY))
    assert week.groups["none"].first == Counter({"circle": 1})
    assert week.groups["all"].eligible == 1


def test_weeks_of_several_sets_of_people_add_up(small: Facts) -> None:
    parts = [Supply(small, [one], groups_of(small)).week(imagined(MONDAY)) for one in small.people]
    whole = Supply(small, small.people, groups_of(small)).week(imagined(MONDAY))
    assert merged(parts) == whole
