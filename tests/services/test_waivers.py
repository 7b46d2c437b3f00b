"""Waivers from proposal to end: role by role, own and others' proposals, state by state; and what the veil hides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan
from waiver_desk import (
    DECISIONS,
    KINDS,
    RULE,
    UNTIL,
    WHO,
    H,
    T,
    bring_to,
    command,
    counted,
    decide,
    readers,
)
from waiving import approvers, waive_all

from peerinspect import store
from peerinspect.independence.who_may_waive import WAIVED_BY, Approver
from peerinspect.services import disclosure
from peerinspect.services.policies import DecideChange, ProposeChange, approve_change, propose_change
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver, refuse_waiver
from peerinspect.services.waivers import propose_waiver
from peerinspect.store import history
from peerinspect.store.reading.placements import read_waivers
from peerinspect.store.tables import (
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("proposer", ["coordinator", "liaison"])
def test_who_decides_a_proposal_that_waits(drafted: World, kind: str, proposer: str) -> None:
    """Every role, every decision: what is drawn is done, all else is refused in words, and changes nothing."""
    for name, reader in readers(drafted).items():
        for how in DECISIONS:
            made_by = readers(drafted)[proposer]
            waiver = propose_waiver(command(drafted, f"open-{kind}"), made_by, TODAY)
            before = counted()
            is_own = name == proposer
            may = is_own if how == "withdraw" else name in WHO[kind] and not is_own
            if may:
                decide(how, waiver, reader)
                assert disclosure.waiver(made_by, waiver, TODAY).state == {
                    "approve": "approved", "refuse": "refused", "withdraw": "withdrawn"
                }[how]  # fmt: skip
                assert counted() == (before[0] + (how == "approve"), before[1], before[2] + 1)
                _forget()
            else:
                with pytest.raises((Refusal, NotAllowed, NotFound)) as refusal:
                    decide(how, waiver, reader)
                assert counted() == before
                if isinstance(refusal.value, Refusal):
                    assert all(sentence[0].isupper() for sentence in refusal.value.messages.values())
                else:
                    assert name not in ("coordinator", "second coordinator", "liaison"), "they see it, and are told why"


def _forget() -> None:
    """Take the decision away, below the code that would not, so that the next round finds the proposal waiting."""
    with store.transaction():
        for table in (WaiverRow, WaiverDecisionRow, WaiverProposalRow):
            store.db.session.query(table).delete()


@pytest.mark.parametrize("state", ["approved", "refused", "withdrawn", "expired"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_decided_twice(drafted: World, kind: str, state: str) -> None:
    proposer = drafted.cleared
    waiver = propose_waiver(command(drafted, f"open-{kind}"), proposer, TODAY)
    day = bring_to(state, waiver, drafted, kind, proposer)
    assert disclosure.waiver(proposer, waiver, day).state == state
    before = counted()
    for reader in readers(drafted).values():
        for how in DECISIONS:
            try:
                decide(how, waiver, reader, day)
            except Refusal as refusal:
                assert "nothing is left to decide" in str(refusal)
            except (NotAllowed, NotFound):
                pass
            assert counted() == before, f"{how} by {reader.name}"


def test_a_waiver_holds_until_it_expires(drafted: World) -> None:
    waiver = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
    assert read_waivers() == ()
    decide("approve", waiver, drafted.chief(T))
    (held,) = read_waivers()
    assert (held.rule, held.person, held.duty, held.until) == (RULE, f"{H}-director", "open-chair", UNTIL)
    assert disclosure.waiver(drafted.cleared, waiver, UNTIL).state == "approved"
    assert disclosure.waiver(drafted.cleared, waiver, UNTIL + timedelta(days=1)).state == "expired"
    assert history.verify() == []


@pytest.mark.parametrize("role", ["chief of T", "director of T", "panel", "administrator"])
def test_only_coordinators_and_the_liaison_propose(drafted: World, role: str) -> None:
    with pytest.raises(NotAllowed):
        propose_waiver(command(drafted, "open-chair"), readers(drafted)[role], TODAY)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rule": "own-authority"}, {"rule": "This rule does not object to the placement"}),
        ({"reason": " "}, {"reason": "Say why the objection can be accepted"}),
        ({"reason": "x" * 1001}, {"reason": "Keep the reason to 1,000 characters; it has 1,001"}),
        ({"mitigation": ""}, {"mitigation": "Say what makes up for it"}),
        ({"mitigation": "x" * 1001}, {"mitigation": "Keep what makes up for it to 1,000 characters; it has 1,001"}),
        ({"mitigation": "a\x00b"}, {"mitigation": "Use letters, digits, spaces and signs only"}),
        ({"until": None}, {"until": "The waiver must reach the duty's last day, 7 December 2026"}),
        ({"until": date(2026, 12, 6)}, {"until": "The waiver must reach the duty's last day, 7 December 2026"}),
    ],
)
def test_a_proposal_says_why_what_and_how_long(drafted: World, changes: dict, told: dict[str, str]) -> None:
    before = counted()
    with pytest.raises(Refusal) as refusal:
        propose_waiver(command(drafted, "open-chair", **changes), drafted.cleared, TODAY)
    assert refusal.value.messages == told
    assert counted() == before
    propose_waiver(command(drafted, "open-chair", until=date(2026, 12, 7)), drafted.cleared, TODAY)


def test_sent_twice_is_one_proposal_and_another_must_wait(drafted: World) -> None:
    first = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
    before = counted()
    assert propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY) == first
    assert counted() == before
    with pytest.raises(Refusal, match="proposed already"):
        propose_waiver(command(drafted, "open-chair"), drafted.uncleared, TODAY)
    with pytest.raises(Refusal, match="proposed already"):
        propose_waiver(command(drafted, "open-chair", reason="Another"), drafted.cleared, TODAY)
    decide("refuse", first, drafted.chief(T))
    again = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
    assert again != first
    decide("approve", again, drafted.chief(T))
    with pytest.raises(Refusal, match="waived already"):
        propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)


def test_a_review_needs_the_partners_letter(drafted: World) -> None:
    waiver = propose_waiver(command(drafted, "open-review"), drafted.cleared, TODAY)
    assert disclosure.waiver(drafted.uncleared, waiver, TODAY).needs_letter
    for reference in ("", "x" * 301):
        with pytest.raises(Refusal) as refusal:
            approve_waiver(DecideWaiver(waiver, reference=reference), drafted.uncleared, TODAY)
        assert list(refusal.value.messages) == ["reference"]
    approve_waiver(DecideWaiver(waiver, reference="Partners 2026/4"), drafted.uncleared, TODAY)
    (said,) = disclosure.waiver(drafted.cleared, waiver, TODAY).words
    assert (said.by, said.outcome, said.reference) == ("Uncleared", "approved", "Partners 2026/4")


def test_a_refusal_needs_a_sentence(drafted: World) -> None:
    waiver = propose_waiver(command(drafted, "open-inspect"), drafted.cleared, TODAY)
    with pytest.raises(Refusal) as refusal:
        refuse_waiver(DecideWaiver(waiver, " "), drafted.liaison, TODAY)
    assert refusal.value.messages == {"sentence": "Say why you refuse"}


def test_nobody_decides_about_themselves(drafted: World) -> None:
    waiver = propose_waiver(command(drafted, "open-support"), drafted.cleared, TODAY)
    concerned = replace(drafted.uncleared, person_id=f"{H}-director")
    with pytest.raises(Refusal, match="about you"):
        approve_waiver(DecideWaiver(waiver), concerned, TODAY)


def test_a_rule_made_hard_since_is_waived_no_more(drafted: World) -> None:
    waiver = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
    change = propose_change(ProposeChange(RULE, "No more of that", strength="hard"), drafted.cleared, TODAY)
    approve_change(DecideChange(change), drafted.uncleared, TODAY)
    with pytest.raises(Refusal, match="nobody may waive this any more"):
        approve_waiver(DecideWaiver(waiver), drafted.chief(T), TODAY)
    with pytest.raises(Refusal, match="Nobody may waive this rule"):
        propose_waiver(command(drafted, "open-inspect"), drafted.cleared, TODAY)


def test_a_solved_roster_is_waived_role_by_role(bare: object) -> None:
    """On a real search: every waiver it needs is given by whoever may, and then it holds nothing more to waive."""
    duties = [
        board("board-0", CODES[0], TODAY),
        inspection("sealed-C03", CODES[3]),
        inspection("x", CODES[7], sealed=False),
    ]
    world = build_world(TODAY, duties, basis="acting")
    roster = plan(world.cleared)
    needed = disclosure.roster(world.cleared, roster, TODAY).waivers
    assert {each.kind for each in needed} == {"chair", "inspect"}
    for each in needed:
        assert approvers(world, each.rule, world.facts.duties[each.duty_id])
        expected = {"inspect": Approver.LIAISON, "chair": Approver.CHIEF_EXECUTIVE}[each.kind]
        assert WAIVED_BY[each.kind] is expected
    waive_all(world, roster)
    assert all(each.recorded for each in disclosure.roster(world.cleared, roster, TODAY).waivers)
    assert all(each.other is None for each in read_waivers())
