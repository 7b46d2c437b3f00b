"""Dismissals of false ties: two coordinators, for good, and of the fact alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Interest, Period
from peerinspect.services import disclosure
from peerinspect.services.declarations import (
    DeclareInterest,
    EndInterest,
    MoveEnd,
    declare_interest,
    end_interest,
    move_end,
)
from peerinspect.services.dismissals import (
    DecideDismissal,
    ProposeDismissal,
    ReviewAgain,
    decide_dismissal,
    propose_dismissal,
    review_again,
)
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_people
from peerinspect.store.reading.people import read_interests
from peerinspect.store.reading.ties import find_tie
from peerinspect.store.snapshot import snapshot
from peerinspect.store.tables import DismissalRow

ME, THERE = f"{CODES[0]}-director", CODES[5]
TIE = DeclareInterest(THERE, "employed", date(2020, 1, 1))
FACT = Interest(ME, "employed", THERE, Period(TIE.starts, None))


@pytest.fixture
def tie(world: World) -> str:
    """A tie of the first council's director."""
    return declare_interest(TIE, world.director(CODES[0]), TODAY)


def proposal(tie: str) -> ProposeDismissal:
    return ProposeDismissal(tie, "namesake", "The council employed somebody else of that name", "Letter 12 of 2026")


def dismiss(world: World, tie: str) -> None:
    propose_dismissal(proposal(tie), world.uncleared, TODAY)
    decide_dismissal(DecideDismissal(tie, approves=True), world.cleared, TODAY)


def state_of(tie: str) -> str:
    record = find_tie(tie)
    assert record is not None
    return record.state


class TestProposing:
    """The first coordinator."""

    def test_changes_nothing_yet(self, world: World, tie: str) -> None:
        propose_dismissal(proposal(tie), world.uncleared, TODAY)
        assert read_interests() == (FACT,)
        assert state_of(tie) == "proposed"
        home = {count.key: count.number for count in disclosure.coordinator_home(world.cleared, TODAY).counts}
        assert home["ties-waiting"] == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"ground": "tiresome"}, "ground"),
            ({"reason": " "}, "reason"),
            ({"reason": "x" * 1001}, "reason"),
            ({"reason": "a\x00b"}, "reason"),
            ({"evidence": ""}, "evidence"),
            ({"evidence": "x" * 301}, "evidence"),
        ],
    )
    def test_needs_a_ground_a_reason_and_evidence(self, world: World, tie: str, changes: dict, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            propose_dismissal(replace(proposal(tie), **changes), world.uncleared, TODAY)
        assert list(refusal.value.messages) == [field]
        assert state_of(tie) == "counts"

    def test_a_second_click_proposes_nothing_more(self, world: World, tie: str) -> None:
        propose_dismissal(proposal(tie), world.uncleared, TODAY)
        for reader in (world.uncleared, world.cleared):
            with pytest.raises(Refusal):
                propose_dismissal(proposal(tie), reader, TODAY)
        assert len(disclosure.tie(world.cleared, tie, TODAY).dismissals) == 1

    def test_is_for_coordinators(self, world: World, tie: str) -> None:
        for reader in (world.director(CODES[0]), world.liaison, world.chief(THERE), world.administrator):
            with pytest.raises(NotAllowed):
                propose_dismissal(proposal(tie), reader, TODAY)
        with pytest.raises(NotFound):
            propose_dismissal(proposal("no-such-tie"), world.cleared, TODAY)


class TestDeciding:
    """The second coordinator."""

    def test_a_dismissed_tie_is_no_fact_any_more_and_stays_on_the_register(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        assert read_interests() == ()
        assert snapshot(TODAY).interests == ()
        shown = disclosure.tie(world.uncleared, tie, TODAY)
        assert shown.line.tie.state == "dismissed"
        (said,) = shown.dismissals
        assert (said.proposed_by, said.decided_by, said.evidence) == ("Uncleared", "Cleared", "Letter 12 of 2026")
        own = disclosure.my_declarations(world.director(CODES[0]), TODAY).interests
        assert [one.state for one in own] == ["dismissed"]

    def test_never_by_the_proposer(self, world: World, tie: str) -> None:
        propose_dismissal(proposal(tie), world.uncleared, TODAY)
        for approves in (True, False):
            with pytest.raises(Refusal) as refusal:
                decide_dismissal(DecideDismissal(tie, approves, "why"), world.uncleared, TODAY)
            assert refusal.value.messages == {"": "A second coordinator must decide: you proposed this"}
        assert not disclosure.tie(world.uncleared, tie, TODAY).may_decide
        assert disclosure.tie(world.cleared, tie, TODAY).may_decide

    def test_never_by_the_person_concerned(self, world: World, tie: str) -> None:
        concerned: Reader = replace(world.cleared, person_id=ME)
        with pytest.raises(Refusal):
            propose_dismissal(proposal(tie), concerned, TODAY)
        propose_dismissal(proposal(tie), world.uncleared, TODAY)
        with pytest.raises(Refusal):
            decide_dismissal(DecideDismissal(tie, approves=True), concerned, TODAY)
        assert state_of(tie) == "proposed"

    def test_a_second_click_decides_nothing_more(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        for approves in (True, False):
            with pytest.raises(Refusal):
                decide_dismissal(DecideDismissal(tie, approves, "why"), world.cleared, TODAY)
        assert state_of(tie) == "dismissed"

    def test_turned_down_it_counts_and_may_be_proposed_again(self, world: World, tie: str) -> None:
        propose_dismissal(proposal(tie), world.uncleared, TODAY)
        with pytest.raises(Refusal) as refusal:
            decide_dismissal(DecideDismissal(tie, approves=False), world.cleared, TODAY)
        assert list(refusal.value.messages) == ["note"]
        decide_dismissal(DecideDismissal(tie, approves=False, note="She did work there"), world.cleared, TODAY)
        assert (state_of(tie), read_interests()) == ("counts", (FACT,))
        propose_dismissal(proposal(tie), world.cleared, TODAY)
        assert state_of(tie) == "proposed"
        decide_dismissal(DecideDismissal(tie, approves=True), world.uncleared, TODAY)
        assert state_of(tie) == "dismissed"

    def test_its_dates_are_settled(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        with pytest.raises(Refusal):
            end_interest(EndInterest(tie, date(2024, 1, 1)), world.director(CODES[0]), TODAY)
        with pytest.raises(Refusal):
            move_end(MoveEnd(tie, date(2024, 1, 1), "Letter"), world.uncleared, TODAY)

    def test_every_step_is_in_the_history_which_holds(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        actions = [event.action for event in history.events(subject=ME)]
        assert {"propose-dismissal", "approve-dismissal", "look-back"} <= set(actions)
        assert history.verify() == []

    def test_what_was_said_cannot_be_changed(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        with pytest.raises(history.AppendOnly), store.transaction():
            row = store.db.session.scalars(store.db.select(DismissalRow)).one()
            row.reason = "Something else"
        with pytest.raises(history.AppendOnly), store.transaction():
            store.db.session.delete(store.db.session.scalars(store.db.select(DismissalRow)).one())


class TestPinned:
    """It does not come back by itself."""

    def again(self, world: World, tie: str) -> str:
        dismiss(world, tie)
        return declare_interest(TIE, world.director(CODES[0]), TODAY)

    def test_declared_again_it_counts_for_nothing_and_is_flagged(self, world: World, tie: str) -> None:
        new = self.again(world, tie)
        assert read_interests() == ()
        shown = disclosure.tie(world.uncleared, new, TODAY)
        assert shown.line.tie.state == "again"
        assert shown.review is not None
        assert shown.review.dismissed_id == tie
        home = {count.key: count.number for count in disclosure.coordinator_home(world.uncleared, TODAY).counts}
        assert home["ties-waiting"] == 1

    def test_imported_again_it_counts_for_nothing_and_is_flagged(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        with store.transaction():
            load_people((), [FACT])
        assert read_interests() == ()
        assert [line.tie.state for line in disclosure.register(world.uncleared, TODAY)] == ["again", "dismissed"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"authority": CODES[6]},
            {"kind": "consulted"},
            {"starts": date(2020, 1, 2)},
            {"ends": TODAY},
            {"starts": None},
        ],
    )
    def test_another_tie_is_another_tie(self, world: World, tie: str, changes: dict) -> None:
        dismiss(world, tie)
        declare_interest(replace(TIE, **changes), world.director(CODES[0]), TODAY)
        assert len(read_interests()) == 1

    def test_so_is_the_same_tie_of_somebody_else(self, world: World, tie: str) -> None:
        dismiss(world, tie)
        declare_interest(TIE, world.director(CODES[1]), TODAY)
        assert [each.person for each in read_interests()] == [f"{CODES[1]}-director"]

    def test_a_review_lets_it_stand_or_count(self, world: World, tie: str) -> None:
        new = self.again(world, tie)
        with pytest.raises(Refusal) as refusal:
            review_again(ReviewAgain(new, stands=True, reason=""), world.uncleared, TODAY)
        assert list(refusal.value.messages) == ["reason"]
        review_again(ReviewAgain(new, stands=True, reason="It was the import again"), world.uncleared, TODAY)
        assert (state_of(new), read_interests()) == ("dismissed", ())
        third = declare_interest(TIE, world.director(CODES[0]), TODAY)
        review_again(ReviewAgain(third, stands=False, reason="She did work there"), world.uncleared, TODAY)
        assert (state_of(third), read_interests()) == ("counts", (FACT,))
        with pytest.raises(Refusal):
            review_again(ReviewAgain(third, stands=True, reason="Twice"), world.uncleared, TODAY)

    def test_nobody_reviews_their_own(self, world: World, tie: str) -> None:
        new = self.again(world, tie)
        with pytest.raises(Refusal):
            review_again(ReviewAgain(new, stands=False, reason="mine"), replace(world.cleared, person_id=ME), TODAY)


def test_a_rule_is_left_as_it_was(world: World, tie: str) -> None:
    """The tie is false; another one at the same council still stands against the person."""
    dismiss(world, tie)
    declare_interest(replace(TIE, kind="friend"), world.director(CODES[0]), TODAY)
    stand = next(one for one in disclosure.person_stands(world.cleared, ME, TODAY).stands if one.authority == THERE)
    assert [conflict.sentence for conflict in stand.conflicts] == [
        f"Director C00 has a close friend among the leaders of Council {THERE}."
    ]
