"""Who may waive what: written from the design's section 4, and held against what the rules themselves say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from test_parameters import RULES

from peerinspect.domain import Policy, RuleSetting
from peerinspect.domain.kinds import KINDS
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.independence.shapes import Cover, Limit
from peerinspect.independence.who_may_waive import (
    APPROVER_WORDS,
    EITHER,
    HARD,
    SHORTFALL,
    SOFT,
    STRENGTHS,
    WAIVED_BY,
    Approver,
    has_weight,
    is_ever_hard,
    strength_for,
    strengths_allowed,
    who_may_waive,
)
from peerinspect.season import generate

SOFT_THROUGHOUT = {"same-region", "out-of-reach", "post-basis", "chair-swap", "ring", "repeat-inspector"} | {
    "boards-held",
    "chair-term",
}
"""The rules that the design calls soft and nothing else."""


def test_every_rule_has_its_strengths() -> None:
    assert set(STRENGTHS) == set(RULES)
    assert all(set(kinds) <= set(KINDS) and kinds for kinds in STRENGTHS.values())


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("inspect", Approver.LIAISON),
        ("second", Approver.LIAISON),
        ("chair", Approver.CHIEF_EXECUTIVE),
        ("interim", Approver.CHIEF_EXECUTIVE),
        ("support", Approver.SECOND_COORDINATOR),
        ("review", Approver.SECOND_COORDINATOR_WITH_LETTER),
    ],
)
def test_by_kind(kind: str, who: Approver) -> None:
    assert WAIVED_BY[kind] is who
    assert who_may_waive("personal-tie", kind) is who, "an acquaintance is a soft objection to every kind"


@pytest.mark.parametrize("code", sorted(STRENGTHS))
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_waives_what_is_hard_or_a_shortfall(code: str, kind: str) -> None:
    own = STRENGTHS[code].get(kind)
    if own in (HARD, SHORTFALL, None):
        assert who_may_waive(code, kind) is Approver.NOBODY
    else:
        assert own in (SOFT, EITHER)
        assert who_may_waive(code, kind) is not Approver.NOBODY
        hardened = Policy({code: RuleSetting(strength="hard")})
        assert who_may_waive(code, kind, hardened) is Approver.NOBODY
        assert who_may_waive(code, kind, Policy({code: RuleSetting(strength="off")})) is Approver.NOBODY


def test_both_chief_executives_for_a_swap_of_chairs() -> None:
    assert who_may_waive("chair-swap", "chair") is Approver.BOTH_CHIEF_EXECUTIVES
    assert who_may_waive("out-of-reach", "chair") is Approver.CHIEF_EXECUTIVE


def test_a_policy_from_a_file_counts() -> None:
    softened = Policy({"shares-border": RuleSetting(strength="soft")})
    assert strength_for("shares-border", "inspect", softened) == "soft"
    assert who_may_waive("shares-border", "inspect", softened) is Approver.LIAISON
    assert strength_for("shares-border", "chair", softened) is None
    assert who_may_waive("shares-border", "chair", softened) is Approver.NOBODY


def test_every_waiver_has_words() -> None:
    assert set(APPROVER_WORDS) == set(Approver)


@pytest.mark.parametrize("code", sorted(STRENGTHS))
def test_a_rule_that_is_ever_hard_can_neither_be_softened_nor_switched_off(code: str) -> None:
    allowed = strengths_allowed(code)
    assert None in allowed
    assert "soft" not in allowed
    if issubclass(RULES[code], Cover):
        assert allowed == (None, "off")
    elif code in SOFT_THROUGHOUT:
        assert not is_ever_hard(code)
        assert allowed == (None, "hard", "off")
    else:
        assert is_ever_hard(code)
        assert "off" not in allowed


@pytest.mark.parametrize("code", sorted(STRENGTHS))
def test_only_soft_objections_have_a_weight(code: str) -> None:
    assert has_weight(code) == bool({SOFT, EITHER} & set(STRENGTHS[code].values()))


@pytest.mark.parametrize("code", [code for code, rule in sorted(RULES.items()) if issubclass(rule, Limit)])
def test_a_limits_own_strength_is_the_tables(code: str) -> None:
    assert set(STRENGTHS[code].values()) == {str(RULES[code].own_strength)}


def test_the_rules_object_only_as_strongly_as_the_table_says() -> None:
    """On a season: every objection of every bar, to a share of all placements, and every pair of what is settled."""
    facts = generate(1, 11, date(2026, 9, 1))
    book = Rulebook.under(Policy())
    seen: dict[str, set[str]] = defaultdict(set)
    people, duties = list(facts.people.values()), list(facts.duties.values())
    for number, duty in enumerate(duties):
        for person in people[number % 9 :: 9]:
            for one in book.objections_alone(engage(facts, person, duty)):
                seen[one.rule].add(one.strength)
                assert STRENGTHS[one.rule].get(duty.kind) in (str(one.strength), EITHER), (one.rule, duty.kind)
    assert {"hard", "soft"} <= set().union(*seen.values())
    assert len(seen) >= 12
