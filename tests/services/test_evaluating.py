"""How somebody did: when it may be said, who reads what of it, and what the person is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from held_world import SEALED
from liaison_world import OVER, Team, team, tied
from small_world import CODES, MONDAY, TODAY

from peerinspect.services import disclosure
from peerinspect.services.liaison.evaluating import Evaluate, evaluate, share_evaluation
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history

FULL = {"prepared": "yes", "worked": "partly", "judged": "no", "again": "no", "comment": "Spoke over the others"}


@pytest.fixture
def held(bare: object) -> Team:
    """Two people on an inspection that is over on Saturday, 6 June 2026."""
    return team("on-site")


def said(held: Team, number: int = 0, **more: object) -> Evaluate:
    return replace(Evaluate(SEALED, held.addresses[number], **FULL), **more)  # type: ignore[arg-type]


def refused(command: Evaluate, held: Team, day: object = OVER) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        evaluate(command, held.liaison, day)  # type: ignore[arg-type]
    assert history.length() == before
    return refusal.value.messages


def own(held: Team) -> tuple[object, ...]:
    return disclosure.my_evaluations(held.held.peer, OVER)


class TestSaying:
    def test_is_kept_with_each_answer(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        (found,) = disclosure.evaluations_of(held.liaison, held.people[0], OVER)
        assert (found.prepared, found.worked, found.judged, found.again) == ("yes", "partly", "no", False)
        assert found.comment == "Spoke over the others"
        assert disclosure.evaluations_of(held.liaison, held.people[1], OVER) == ()

    @pytest.mark.parametrize("day", [TODAY, MONDAY, OVER - timedelta(days=1)])
    def test_not_before_the_duty_is_over(self, held: Team, day: object) -> None:
        assert "once their part of the duty is over" in refused(said(held), held, day)[""]

    def test_each_question_is_answered_and_the_comment_may_be_left_out(self, held: Team) -> None:
        empty = Evaluate(SEALED, held.addresses[0])
        assert set(refused(empty, held)) == {"prepared", "worked", "judged", "again"}
        assert set(refused(said(held, prepared="perhaps", again="maybe"), held)) == {"prepared", "again"}
        evaluate(said(held, comment=""), held.liaison, OVER)

    def test_can_be_said_again_until_it_is_shared(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        evaluate(said(held, judged="yes"), held.liaison, OVER)
        share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)
        assert "has been shared" in refused(said(held), held)[""]
        (found,) = disclosure.evaluations_of(held.liaison, held.people[0], OVER)
        assert found.judged == "yes"

    @pytest.mark.parametrize("name", ["cleared", "uncleared", "panel", "administrator"])
    def test_is_the_liaisons_alone(self, held: Team, name: str) -> None:
        for reader in (getattr(held.world, name), held.own_director, held.held.peer):
            with pytest.raises(NotAllowed):
                evaluate(said(held), reader, OVER)
            with pytest.raises(NotAllowed):
                share_evaluation(SEALED, held.addresses[0], reader, OVER)

    def test_nobody_is_found_at_an_address_that_is_nobodys(self, held: Team) -> None:
        with pytest.raises(NotFound):
            evaluate(replace(said(held), address="x"), held.liaison, OVER)
        with pytest.raises(NotFound):
            share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)

    def test_the_week_asks_for_it_until_it_is_said(self, held: Team) -> None:
        def due() -> list[str]:
            sheet = disclosure.week_sheet(held.liaison, OVER + timedelta(days=7), OVER + timedelta(days=2))
            return [one.address for line in sheet.over for one in line.actions if one.kind == "evaluate"]

        assert set(due()) == set(held.addresses)
        evaluate(said(held), held.liaison, OVER)
        assert due() == [held.addresses[1]]


class TestReading:
    def test_the_person_reads_nothing_before_it_is_shared(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        assert own(held) == ()

    @pytest.mark.parametrize("at_once", [True, False])
    def test_the_person_then_reads_the_three_answers_and_nothing_else(self, held: Team, at_once: bool) -> None:
        evaluate(said(held, shares=at_once), held.liaison, OVER)
        if not at_once:
            share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)
        (found,) = own(held)
        assert (found.prepared, found.worked, found.judged) == ("yes", "partly", "no")
        assert "Spoke over" not in repr(found)
        assert not hasattr(found, "again")
        assert not hasattr(found, "comment")

    def test_is_shared_once(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)
        before = history.length()
        share_evaluation(SEALED, held.addresses[0], held.liaison, OVER)
        assert history.length() == before

    def test_others_of_the_team_read_nothing(self, held: Team) -> None:
        evaluate(said(held, shares=True), held.liaison, OVER)
        other = held.world.senior(held.held.helpers[1])
        assert disclosure.my_evaluations(other, OVER) == ()

    def test_coordinators_read_all_of_it_and_nobody_else_does(self, held: Team) -> None:
        evaluate(said(held, shares=True), held.liaison, OVER)
        for reader in (held.world.cleared, held.world.uncleared, held.liaison):
            (found,) = disclosure.evaluations_of(reader, held.people[0], OVER)
            assert found.comment == "Spoke over the others"
        others = (held.own_director, held.held.peer, held.world.chief(CODES[0]), held.world.panel)
        for reader in others:
            assert disclosure.evaluations_of(reader, held.people[0], OVER) == ()

    def test_no_event_repeats_an_answer(self, held: Team) -> None:
        evaluate(said(held, shares=True), held.liaison, OVER)
        told = repr(disclosure.history_of(held.world.uncleared, "person", held.people[0], 1, OVER))
        assert "was evaluated after this duty" in told
        for words in ("Spoke over", "partly"):
            assert words not in told

    def test_a_liaison_who_works_for_a_council_reads_it_once_it_is_no_secret(self, held: Team) -> None:
        evaluate(said(held), held.liaison, OVER)
        reader = tied(held.liaison, CODES[0])
        assert len(disclosure.evaluations_of(reader, held.people[0], OVER)) == 1


def test_is_public_nowhere(bare: object) -> None:
    held = team("on-site")
    before = repr(disclosure.public_appointments(OVER))
    evaluate(said(held, shares=True), held.liaison, OVER)
    assert repr(disclosure.public_appointments(OVER)) == before
