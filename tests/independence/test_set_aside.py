"""set-aside: a coordinator keeps a person off one duty, whatever its kind, and nobody off anything else."""

from __future__ import annotations

import pytest
from rule_cases import AS_OF, CLEAR, HARD, KINDS, SOFT, Entry, duty, on, person, post, problem, verdict

from peerinspect.files import facts_from_dict
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook

CODE = "set-aside"


def apart(who: str = "p", what: str = "d", reason: str | None = "Asked to be spared this one") -> Entry:
    return {"person": who, "duty": what} | ({"reason": reason} if reason is not None else {})


def named(who: str) -> Entry:
    return person(who) | {"name": "Pat Plain"}


@pytest.mark.parametrize("kind", KINDS)
def test_forbids_every_kind_of_duty(kind: str) -> None:
    assert verdict(CODE, person(), duty(kind), set_aside=[apart()]) == HARD


@pytest.mark.parametrize("reason", [None, "", "Their sister is ill"])
def test_forbids_whatever_the_reason(reason: str | None) -> None:
    assert verdict(CODE, person(), duty(), set_aside=[apart(reason=reason)]) == HARD


def test_lets_through_where_nobody_is_set_aside() -> None:
    assert verdict(CODE, person(), duty()) == CLEAR
    assert verdict(CODE, person(), duty(), set_aside=[]) == CLEAR


def test_lets_through_the_same_person_on_another_duty_and_another_person_on_this_one() -> None:
    others = [on(person("q"), duty(name="e"))]
    assert verdict(CODE, person(), duty(), also=others, set_aside=[apart(what="e"), apart("q")]) == CLEAR


def test_lets_through_a_namesake_from_the_same_council_on_a_duty_of_the_same_days() -> None:
    others = [on(named("q"), duty(name="e"))]
    assert verdict(CODE, named("p"), duty(), also=others, set_aside=[apart("q", "e")]) == CLEAR


def test_forbids_a_deputy_to_act_up_at_home() -> None:
    deputy = person(posts=[post("T", role="senior")])
    assert verdict(CODE, deputy, duty("interim"), set_aside=[apart()]) == HARD


@pytest.mark.parametrize(("strength", "expected"), [("soft", SOFT), ("hard", HARD), ("off", CLEAR)])
@pytest.mark.parametrize("kind", KINDS)
def test_forbids_as_strongly_as_the_policy_says_and_lets_through_when_off(
    strength: str, expected: set[str], kind: str
) -> None:
    asked = verdict(CODE, person(), duty(kind), set_aside=[apart()], setting={"strength": strength})
    assert asked == expected


def test_the_sentence_names_the_person_and_never_the_reason() -> None:
    facts = facts_from_dict(problem([named("p")], [duty()], as_of=AS_OF, set_aside=[apart(reason="A quarrel")]))
    rule = next(rule for rule in Rulebook.under(facts.policy).bars if rule.code == CODE)
    (found,) = rule.objections(engage(facts, facts.people["p"], facts.duties["d"]))
    assert "Pat Plain" in found.sentence
    assert "quarrel" not in f"{found.sentence} {found.evidence}"
    assert (found.people, found.duties, found.reveals) == (("p",), ("d",), frozenset())


def test_an_objection_to_a_sealed_duty_reveals_it() -> None:
    facts = facts_from_dict(problem([person()], [duty(sealed=True)], as_of=AS_OF, set_aside=[apart()]))
    rule = next(rule for rule in Rulebook.under(facts.policy).bars if rule.code == CODE)
    (found,) = rule.objections(engage(facts, facts.people["p"], facts.duties["d"]))
    assert found.reveals == frozenset({"d"})
