"""A roster is judged by the edition of the rulebook that it names, in Python, through files and by the commands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rule_cases import duty, interest, person, problem
from solve_examples import councils

from peerinspect.cli import main
from peerinspect.domain import Facts, Policy, Roster, RuleSetting
from peerinspect.explain import explain_duty
from peerinspect.files import digest_of, facts_from_dict, policy_digest, read_problem, read_roster, roster_dict
from peerinspect.independence.audit import audit
from peerinspect.independence.rulebook import EDITIONS, RULES, VERSION, Rulebook
from peerinspect.matching import solve

LATER = (
    *("shared-partner", "applied-there", "paid-by", "open-complaint", "authorities-in-dispute", "involved-in-case"),
    *("other-connection", "out-of-reach", "home-inspection-window", "colleagues-supported", "ring", "own-inspector"),
    *("repeat-inspector", "one-live-role", "chair-term"),
)
"""The fifteen rules that edition 2 added to the 28 of edition 1."""

FILE = problem(
    [person()],
    [duty("review")],
    authorities=councils(),
    interests=[interest("paid", "2020-01-06", "2024-01-05")],
)
"""p was paid by T: no rule of edition 1 minds, paid-by of edition 2 does."""


def made_under(edition: str, facts: Facts) -> Roster:
    """A roster with p on the review, as the edition's own solver would have left it."""
    roster = solve(
        facts,
        problem_digest=digest_of(facts),
        policy_digest=policy_digest(facts.policy),
        workers=1,
        without=frozenset({*LATER, "set-aside"}),
    )
    assert [one.pair for one in roster.placements] == [("p", "d")]
    return replace(roster, rulebook=edition)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The problem file, and the same roster as one of either edition."""
    facts = facts_from_dict(FILE)
    (tmp_path / "p.json").write_text(json.dumps(FILE))
    for edition in ("1", "2", "9"):
        (tmp_path / f"r{edition}.json").write_text(json.dumps(roster_dict(made_under(edition, facts))))
    return tmp_path


def codes(book: Rulebook) -> set[str]:
    return {rule.code for rule in book.rules}


def test_edition_one_has_28_rules_edition_two_fifteen_more_and_edition_three_another() -> None:
    first, second, third = (Rulebook.under(Policy(), edition=edition) for edition in "123")
    assert (first.version, second.version, third.version) == ("1", "2", "3")
    assert len(first.rules) == 28
    assert codes(second) - codes(first) == set(LATER)
    assert codes(third) - codes(second) == {"set-aside"}
    assert codes(first) < codes(second) < codes(third) == {rule.code for rule in RULES}


def test_the_latest_edition_is_the_one_in_force() -> None:
    assert Rulebook.under(Policy()) == Rulebook.under(Policy(), edition="3")
    assert VERSION == max(EDITIONS) == "3"


def test_the_policy_switches_rules_off_in_every_edition() -> None:
    policy = Policy(rules={"worked-there": RuleSetting("off"), "paid-by": RuleSetting("off")})
    assert len(Rulebook.under(policy, edition="1").rules) == 27
    assert len(Rulebook.under(policy, edition="2").rules) == 41
    assert len(Rulebook.under(policy, edition="3").rules) == 42


@pytest.mark.parametrize("edition", ["", "0", "4", "two"])
def test_an_edition_that_never_was_is_refused_by_name(edition: str) -> None:
    with pytest.raises(ValueError, match=f"there is no rulebook '{edition}'; known are 1, 2 and 3"):
        Rulebook.under(Policy(), edition=edition)


def test_a_solve_names_the_edition_in_force() -> None:
    facts = facts_from_dict(FILE)
    roster = solve(facts, problem_digest="sha256:0", policy_digest="sha256:1", workers=1)
    assert roster.rulebook == "3"
    assert roster.placements == (), "paid-by forbids it now"


def test_the_auditor_judges_by_the_edition_that_the_roster_names() -> None:
    facts = facts_from_dict(FILE)
    old, new = (audit(facts, made_under(edition, facts)) for edition in ("1", "2"))
    assert old.is_clean, old.lines()
    assert old.rules_examined == 28
    assert not new.is_clean
    assert new.rules_examined == 43
    assert [one.rule for one in new.hard] == ["paid-by"]


def test_a_roster_of_an_unknown_edition_is_judged_by_the_latest_and_never_clean() -> None:
    facts = facts_from_dict(FILE | {"interests": []})
    report = audit(facts, made_under("9", facts))
    assert not report.is_clean
    assert report.faults == ("the roster was made under rulebook 9; this audit is by rulebook 3.",)


def test_the_same_holds_through_the_files(folder: Path) -> None:
    facts = read_problem(folder / "p.json")
    assert audit(facts, read_roster(folder / "r1.json", facts)).is_clean
    assert not audit(facts, read_roster(folder / "r2.json", facts)).is_clean


def test_the_same_holds_by_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(folder / "p.json"), str(folder / "r1.json")]) == 0
    assert "Examined 28 rules" in capsys.readouterr().out
    assert main(["audit", str(folder / "p.json"), str(folder / "r2.json")]) == 1
    said = capsys.readouterr().out
    assert "Examined 43 rules" in said
    assert "Forbidden: p on d, by paid-by: " in said


def test_an_explanation_is_by_the_rosters_edition_too() -> None:
    facts = facts_from_dict(FILE)
    old, new = (explain_duty(facts, made_under(edition, facts), "d").chosen[0] for edition in ("1", "2"))
    assert [one.rule for one in old.objections] == []
    assert [one.rule for one in new.objections] == ["paid-by"]
    given = explain_duty(facts, made_under("1", facts), "d", rulebook=Rulebook.under(facts.policy)).chosen[0]
    assert [one.rule for one in given.objections] == ["paid-by"]


def test_the_explaining_command_is_by_it_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for edition, expected in (("1", False), ("2", True)):
        assert main(["explain", str(folder / "p.json"), str(folder / f"r{edition}.json"), "--duty", "d"]) == 0
        assert ("paid-by" in capsys.readouterr().out) is expected


def test_the_explaining_command_refuses_an_edition_that_never_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(folder / "p.json"), str(folder / "r9.json"), "--duty", "d"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().endswith('r9.json: there is no rulebook "9"; known are 1, 2 and 3')


def test_a_roster_of_an_earlier_edition_is_not_judged_by_who_is_set_aside() -> None:
    facts = facts_from_dict(FILE | {"interests": [], "set_aside": [{"person": "p", "duty": "d", "reason": "Tired"}]})
    found = {edition: audit(facts, made_under(edition, facts)) for edition in ("1", "2", "3")}
    assert [one.rule for one in found["3"].hard] == ["set-aside"]
    assert found["1"].is_clean and found["2"].is_clean
