"""Changing the policy: two coordinators, in words, never a hard rule away; versions that only grow."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Policy, RuleSetting
from peerinspect.files import policy_digest
from peerinspect.independence.rulebook import RULES
from peerinspect.independence.who_may_waive import is_ever_hard
from peerinspect.services import disclosure
from peerinspect.services.policies import (
    DecideChange,
    ProposeChange,
    approve_change,
    propose_change,
    refuse_change,
    withdraw_change,
)
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.history import AppendOnly
from peerinspect.store.reading.policies import read_policy, read_versions, version_number, write_policy
from peerinspect.store.tables import PolicyDecisionRow, PolicyProposalRow, PolicyRow

YEARS = {"inspect_years": 7}
LONGER = ProposeChange("worked-there", "Five years proved too short", parameters=YEARS)
DECISIONS = {"approve": approve_change, "refuse": refuse_change, "withdraw": withdraw_change}


def everybody(world: World) -> dict[str, Reader]:
    return {
        "liaison": world.liaison,
        "panel": world.panel,
        "administrator": world.administrator,
        "director": world.director(CODES[1]),
        "chief-executive": world.chief(CODES[1]),
    }


def rows() -> tuple[int, ...]:
    session = store.db.session
    return tuple(session.query(table).count() for table in (PolicyRow, PolicyProposalRow, PolicyDecisionRow))


class TestAChange:
    """From proposal to version."""

    def test_is_in_force_once_another_coordinator_approves_it(self, world: World) -> None:
        before = read_policy()
        proposal = propose_change(LONGER, world.uncleared, TODAY)
        assert read_policy() == before, "a proposal changes nothing yet"
        approve_change(DecideChange(proposal, "Agreed"), world.cleared, TODAY)
        assert read_policy().setting("worked-there").parameters == YEARS
        latest = disclosure.policy_versions(world.liaison, TODAY)[0]
        assert (latest.number, latest.is_in_force, latest.made_on) == (2, True, TODAY)
        assert latest.changes == (
            "Worked there: Past work at the council counts for 7 years before an inspection. Before: 5 years.",
        )
        change = latest.change
        assert (change.proposed_by, change.decided_by, change.reason) == ("Uncleared", "Cleared", LONGER.reason)
        assert history.verify() == []

    def test_shows_its_number_in_the_rulebook_and_not_the_default(self, world: World) -> None:
        command = ProposeChange("vetting-lapsed", "Checks are yearly now", parameters={"years": 1})
        approve_change(DecideChange(propose_change(command, world.uncleared, TODAY)), world.cleared, TODAY)
        for reader in (world.cleared, world.director(CODES[1]), world.chief(CODES[1]), world.panel):
            shown = disclosure.rule(reader, "vetting-lapsed", TODAY).rule
            assert "at most 1 year old" in shown.statement
            assert shown.parameters == ("A DBS check lasts 1 year.",)

    def test_leaves_everything_else_as_it_was(self, world: World) -> None:
        with store.transaction():
            write_policy(
                Policy({"same-region": RuleSetting(weight=Fraction(3))}, priorities={"chair": Fraction(2)}), TODAY
            )
        approve_change(DecideChange(propose_change(LONGER, world.uncleared, TODAY)), world.cleared, TODAY)
        policy = read_policy()
        assert policy.setting("same-region").weight == 3
        assert policy.priorities == {"chair": 2}

    def test_back_to_the_default_is_written_as_nothing(self, world: World) -> None:
        approve_change(DecideChange(propose_change(LONGER, world.uncleared, TODAY)), world.cleared, TODAY)
        back = ProposeChange("worked-there", "It was enough after all", parameters={"inspect_years": 5})
        approve_change(DecideChange(propose_change(back, world.uncleared, TODAY)), world.cleared, TODAY)
        assert policy_digest(read_policy()) == policy_digest(Policy())
        assert version_number(policy_digest(read_policy())) == 3
        assert [each.number for each in read_versions()] == [3, 2, 1, 0]

    def test_can_be_refused_with_a_sentence_and_only_with_one(self, world: World) -> None:
        proposal = propose_change(LONGER, world.uncleared, TODAY)
        with pytest.raises(Refusal) as refusal:
            refuse_change(DecideChange(proposal, "  "), world.cleared, TODAY)
        assert refusal.value.messages == {"sentence": "Say why you refuse"}
        refuse_change(DecideChange(proposal, "Five is what Ofsted uses"), world.cleared, TODAY)
        change = disclosure.policy_change(world.uncleared, proposal, TODAY)
        assert (change.outcome, change.sentence) == ("refused", "Five is what Ofsted uses")
        assert read_policy().setting("worked-there").parameters == {}


class TestWhoMay:
    """Roles, own proposals, states: what is not drawn is refused, and changes nothing."""

    @pytest.mark.parametrize("name", ["liaison", "panel", "administrator", "director", "chief-executive"])
    def test_only_coordinators_propose_and_decide(self, world: World, name: str) -> None:
        reader = everybody(world)[name]
        with pytest.raises(NotAllowed):
            propose_change(LONGER, reader, TODAY)
        proposal = propose_change(LONGER, world.uncleared, TODAY)
        for decide in DECISIONS.values():
            with pytest.raises(NotAllowed):
                decide(DecideChange(proposal, "why"), reader, TODAY)

    def test_never_the_proposer(self, world: World) -> None:
        proposal = propose_change(LONGER, world.uncleared, TODAY)
        for decide in (approve_change, refuse_change):
            with pytest.raises(Refusal, match="Somebody else must decide: you proposed this change"):
                decide(DecideChange(proposal, "why"), world.uncleared, TODAY)
        with pytest.raises(Refusal, match="Only who proposed a change can withdraw it"):
            withdraw_change(DecideChange(proposal), world.cleared, TODAY)
        withdraw_change(DecideChange(proposal), world.uncleared, TODAY)
        assert disclosure.policy_change(world.cleared, proposal, TODAY).outcome == "withdrawn"

    @pytest.mark.parametrize(("first", "then"), list(product(DECISIONS, DECISIONS)))
    @pytest.mark.parametrize("own", [True, False])
    def test_what_is_decided_stays_decided(self, world: World, first: str, then: str, own: bool) -> None:
        proposal = propose_change(LONGER, world.uncleared, TODAY)
        decider = world.uncleared if first == "withdraw" else world.cleared
        DECISIONS[first](DecideChange(proposal, "why"), decider, TODAY)
        before, policy = rows(), read_policy()
        reader = world.uncleared if own else world.cleared
        if (first, reader) == (then, decider):
            DECISIONS[then](DecideChange(proposal, "why"), reader, TODAY)  # the same again is harmless
        else:
            with pytest.raises(Refusal, match="already: nothing is left to decide"):
                DECISIONS[then](DecideChange(proposal, "why"), reader, TODAY)
        assert (rows(), read_policy()) == (before, policy)

    def test_unknown_things_are_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            propose_change(ProposeChange("no-such-rule", "why"), world.cleared, TODAY)
        for decide in DECISIONS.values():
            with pytest.raises(NotFound):
                decide(DecideChange("no-such-change", "why"), world.cleared, TODAY)
        with pytest.raises(NotFound):
            disclosure.policy_version(world.cleared, 99, TODAY)

    def test_readers_of_the_rulebook(self, world: World) -> None:
        with pytest.raises(NotAllowed):
            disclosure.rulebook(world.administrator, TODAY)
        for reader in (world.director(CODES[1]), world.chief(CODES[1]), world.panel):
            assert len(disclosure.rulebook(reader, TODAY).rules) == len(RULES)
            assert disclosure.rule(reader, "worked-there", TODAY).changes == ()
            for query in (disclosure.policy_changes, disclosure.policy_versions):
                with pytest.raises(NotAllowed):
                    query(reader, TODAY)


class TestHardRules:
    """No way to switch one off, soften it or empty it."""

    @pytest.mark.parametrize("strength", ["off", "soft", "anything", ""])
    def test_stay_as_hard_as_they_are(self, world: World, strength: str) -> None:
        hard = [rule.code for rule in RULES if is_ever_hard(rule.code)]
        assert len(hard) >= 30
        for code in hard:
            with pytest.raises(Refusal) as refusal:
                propose_change(ProposeChange(code, "why", strength=strength), world.cleared, TODAY)
            assert list(refusal.value.messages) == ["strength"]
            assert refusal.value.messages["strength"].startswith("This rule protects independence")

    @pytest.mark.parametrize("number", [0, -1, 100_000])
    def test_no_parameter_empties_a_rule(self, world: World, number: int) -> None:
        every = [(rule.code, name) for rule in RULES for name in rule.defaults]
        assert len(every) >= 40
        for code, name in every:
            with pytest.raises(Refusal) as refusal:
                propose_change(ProposeChange(code, "why", parameters={name: number}), world.cleared, TODAY)
            assert name in refusal.value.messages

    def test_a_soft_rule_can_be_hardened_and_switched_off(self, world: World) -> None:
        for strength in ("hard", "off", "own"):
            proposal = propose_change(ProposeChange("same-region", "why", strength=strength), world.uncleared, TODAY)
            approve_change(DecideChange(proposal), world.cleared, TODAY)
            assert read_policy().setting("same-region").strength == (None if strength == "own" else strength)

    @pytest.mark.parametrize("weight", [0, -1, 101])
    def test_no_weight_makes_objections_free(self, world: World, weight: int) -> None:
        with pytest.raises(Refusal) as refusal:
            propose_change(ProposeChange("same-region", "why", weight=weight), world.cleared, TODAY)
        assert refusal.value.messages == {"weight": "The weight must be between 1 and 100"}

    def test_a_hard_rule_has_nothing_to_weigh(self, world: World) -> None:
        with pytest.raises(Refusal, match="no soft objections"):
            propose_change(ProposeChange("shares-border", "why", weight=2), world.cleared, TODAY)


class TestWhatIsSaid:
    """Reasons, repeats, nothing new."""

    @pytest.mark.parametrize(
        ("reason", "told"),
        [
            (" \n ", "Say why the rule should change"),
            ("x" * 1001, "Keep the reason to 1,000 characters; it has 1,001"),
            ("a\x00b", "Use letters, digits, spaces and signs only"),
        ],
    )
    def test_a_reason_is_needed_and_kept_short(self, world: World, reason: str, told: str) -> None:
        with pytest.raises(Refusal) as refusal:
            propose_change(ProposeChange("worked-there", reason, parameters=YEARS), world.cleared, TODAY)
        assert refusal.value.messages == {"reason": told}

    def test_a_change_must_change_something(self, world: World) -> None:
        with pytest.raises(Refusal, match="changes nothing"):
            propose_change(ProposeChange("worked-there", "why", parameters={"inspect_years": 5}), world.cleared, TODAY)

    def test_the_same_sent_twice_is_one_proposal(self, world: World) -> None:
        first = propose_change(LONGER, world.uncleared, TODAY)
        before = rows()
        assert propose_change(LONGER, world.uncleared, TODAY) == first
        assert rows() == before
        with pytest.raises(Refusal, match="proposed already"):
            propose_change(LONGER, world.cleared, TODAY)
        with pytest.raises(Refusal, match="proposed already"):
            propose_change(ProposeChange("worked-there", "x", parameters={"chair_years": 4}), world.uncleared, TODAY)


def test_versions_and_what_led_to_them_are_only_added_to(world: World) -> None:
    approve_change(DecideChange(propose_change(LONGER, world.uncleared, TODAY)), world.cleared, TODAY)
    for table in (PolicyRow, PolicyProposalRow, PolicyDecisionRow):
        for change in ("update", "delete"):
            with pytest.raises(AppendOnly), store.transaction():
                row = store.db.session.query(table).first()
                if change == "delete":
                    store.db.session.delete(row)
                elif isinstance(row, PolicyRow):
                    row.content = "{}"
                else:
                    row.rule = row.sentence = "other"
                    row.decided_by = world.liaison.user_id
                store.db.session.flush()
