"""The Ofsted liaison's word on each person of a team: who may say it, when, and what a refusal brings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from held_world import SEALED, TEN_BEFORE, put, row_of
from liaison_world import BEFORE, Team, bring, team, tied
from small_world import CODES, NOTICE, TODAY
from test_promoting_reserves import roster_with_reserves

from peerinspect import store
from peerinspect.domain.kinds import INSPECT
from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.holding_back.disclosing import Disclose
from peerinspect.services.holding_back.disclosing import disclose as tell_of
from peerinspect.services.holding_back.undertaking import SignUndertaking, sign_undertaking
from peerinspect.services.liaison.approving import DecidePeer, approve_peer, refuse_peer
from peerinspect.services.problems import circle_of_part, sealed_problem
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.standing import part_now
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.liaison import APPROVED, REFUSED, approval_of
from peerinspect.store.reading.seat_words import PIN, SET_ASIDE, standing_words
from peerinspect.store.tables import SeatWordRow

FREE = ("team-held", "notified")
"""The states in which people are approved: the team is held, and has not begun."""


@pytest.fixture
def held(bare: object) -> Team:
    return team()


def word(held: Team, number: int = 0) -> str:
    store.db.session.rollback()
    return approval_of(held.people[number], SEALED)


def refused(call: object, *given: object, **more: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*given, **more)  # type: ignore[operator]
    assert history.length() == before
    return refusal.value.messages


class TestApproving:
    def test_is_said_of_one_person_alone(self, held: Team) -> None:
        held.approve(0, reason="Known for fair work")
        assert (word(held, 0), word(held, 1)) == (APPROVED, "")
        assert row_of(held.people[0]).status == "accepted"

    def test_a_look_at_the_question_is_recorded(self, held: Team) -> None:
        before = history.length()
        disclosure.peer_to_decide(held.liaison, SEALED, held.addresses[0], BEFORE)
        assert [(each.action, each.subject) for each in history.events(most=history.length() - before)] == [
            ("look", SEALED)
        ]

    def test_needs_no_reason_and_a_second_word_changes_nothing(self, held: Team) -> None:
        held.approve()
        before = history.length()
        held.approve()
        assert history.length() == before
        assert word(held) == APPROVED

    @pytest.mark.parametrize("state", LIVES[INSPECT].states)
    def test_only_once_the_team_is_held_and_until_it_begins(self, held: Team, state: str) -> None:
        bring(state)
        if state in FREE:
            held.approve()
            assert word(held) == APPROVED
        else:
            assert "once the team is held" in refused(held.approve)[""]
            assert "once the team is held" in refused(held.refuse)[""]

    @pytest.mark.parametrize("name", ["cleared", "uncleared", "panel", "administrator"])
    def test_is_the_liaisons_alone(self, held: Team, name: str) -> None:
        for call in (approve_peer, refuse_peer):
            with pytest.raises(NotAllowed):
                call(DecidePeer(SEALED, held.addresses[0], "Because"), getattr(held.world, name), BEFORE)

    def test_the_people_of_councils_have_no_say(self, held: Team) -> None:
        for reader in (held.own_director, held.held.peer, held.world.chief(held.held.target)):
            with pytest.raises(NotAllowed):
                approve_peer(DecidePeer(SEALED, held.addresses[0]), reader, BEFORE)

    def test_a_liaison_who_works_for_a_council_does_not_find_what_is_sealed(self, held: Team) -> None:
        reader = tied(held.liaison, CODES[0])
        for duty in (SEALED, "no-such-duty"):
            with pytest.raises(NotFound):
                approve_peer(DecidePeer(duty, held.addresses[0]), reader, BEFORE)

    def test_an_address_of_nobody_is_not_found(self, held: Team) -> None:
        for address in ("", "x", held.addresses[0] + "x"):
            with pytest.raises(NotFound):
                approve_peer(DecidePeer(SEALED, address), held.liaison, BEFORE)

    def test_who_is_asked_again_for_other_days_waits_for_another_word(self, held: Team) -> None:
        held.approve()
        with store.transaction():
            row = row_of(held.people[0])
            row.status, row.offered_on = "offered", TODAY
        assert word(held) == ""

    def test_is_on_the_team_sheet_and_on_the_coordinators_page(self, held: Team) -> None:
        held.approve()
        sheet = disclosure.team_sheet(held.liaison, SEALED, BEFORE)
        assert {(one.placement.person_id, one.approval, one.waits) for one in sheet.team} == {
            (held.people[0], APPROVED, False),
            (held.people[1], "", True),
        }
        life = disclosure.duty_life(held.world.cleared, SEALED, BEFORE)
        assert {(one.person_id, one.approval) for one in life.placements} == {
            (held.people[0], APPROVED),
            (held.people[1], ""),
        }


class TestRefusing:
    def test_needs_a_reason(self, held: Team) -> None:
        assert refused(held.refuse, reason="  ") == {"reason": "Say why, in a sentence"}
        assert row_of(held.people[0]).status == "accepted"

    def test_stands_down_and_sets_aside(self, held: Team) -> None:
        told = held.refuse()
        assert "The seat is empty." in told
        assert row_of(held.people[0]).status == "stood-down"
        assert row_of(held.people[1]).status == "accepted"
        words = [(each.person, each.duty, each.reason) for each in standing_words(SET_ASIDE)]
        assert words == [(held.people[0], SEALED, "Known to a head there")]
        assert word(held) == REFUSED

    def test_no_search_brings_the_person_back(self, held: Team) -> None:
        held.refuse()
        duty = read_duties(BEFORE, {SEALED})[SEALED]
        circle = circle_of_part(part_now(duty, BEFORE) or "")
        assert circle is not None
        facts = sealed_problem(BEFORE, circle, ())
        assert [(each.person, each.duty) for each in facts.set_aside] == [(held.people[0], SEALED)]
        assert not any(each.person == held.people[0] and each.duty == SEALED for each in facts.placements)

    def test_the_first_reserve_is_asked(self, held: Team) -> None:
        coming = f"{held.held.helpers[0]}-senior"
        roster_with_reserves("sealed-0", SEALED, held.people[0], [coming])
        told = held.refuse()
        assert row_of(coming).status == "offered", told
        assert told.startswith("The seat was offered to ")

    def test_outranks_a_pin(self, held: Team) -> None:
        with store.transaction():
            row_of(held.people[0]).pinned = True
            said = {"sort": PIN, "reason": "Local", "said_by": "cleared", "said_at": datetime(2026, 3, 1, tzinfo=UTC)}
            store.add(SeatWordRow(person=held.people[0], duty=SEALED, **said))
        held.refuse()
        assert [each.sort for each in standing_words()] == [SET_ASIDE]
        assert not row_of(held.people[0]).pinned

    def test_twice_changes_nothing_more(self, held: Team) -> None:
        held.refuse()
        before = history.length()
        assert held.refuse() == ""
        assert history.length() == before

    def test_may_follow_an_approval_and_nobody_is_approved_after_it(self, held: Team) -> None:
        held.approve()
        held.refuse()
        assert word(held) == REFUSED
        assert "not on the team" in refused(held.approve)[""]

    def test_can_be_said_from_the_notice_day_on_until_the_visit(self, held: Team) -> None:
        bring("notified")
        held.refuse(day=NOTICE + timedelta(days=1))
        assert row_of(held.people[0]).status == "stood-down"

    def test_the_person_reads_that_they_are_stood_down_and_no_more(self, held: Team) -> None:
        held.refuse(reason="Known to a head there")
        seen = repr(disclosure.my_duties(held.held.peer, BEFORE))
        assert "stood-down" in seen
        for told in ("Known to a head", held.held.target, "efused"):
            assert told not in seen

    def test_somebody_who_only_was_asked_on_a_secondment_is_not_the_liaisons_yet(self, held: Team) -> None:
        put(f"{held.held.helpers[1]}-director", status="declined")
        bring("team-held")
        sheet = disclosure.team_sheet(held.liaison, SEALED, BEFORE)
        assert len(sheet.team) == 2


def test_an_uncleared_coordinator_reads_nothing_of_either_word(held: Team) -> None:
    """Before the notice day the events and the words are as if they had not been said."""

    def seen() -> list[str]:
        reader = held.world.uncleared
        person = held.people[1]
        return [
            repr(disclosure.history_of(reader, "person", person, 1, BEFORE)),
            repr(disclosure.seat_words(reader, BEFORE)),
            repr(disclosure.coordinator_home(reader, BEFORE)),
            repr(disclosure.week_sheet(reader, NOTICE, BEFORE)),
            repr(disclosure.objections_waiting(reader, BEFORE)),
            repr(disclosure.evaluations_of(reader, person, BEFORE)),
        ]

    before = seen()
    held.approve(1)
    assert seen() == before
    held.refuse(0)
    assert seen() == before


class TestDisclosing:
    """Nobody is told whose inspection it is before the liaison has approved them; publication does not wait for it."""

    def disclosed(self, held: Team, number: int = 0) -> str:
        tell_of(Disclose(SEALED, held.addresses[number]), held.liaison, TEN_BEFORE)
        return row_of(held.people[number]).finer or ""

    def test_waits_for_the_word(self, held: Team) -> None:
        sign_undertaking(SignUndertaking(held.addresses[0], True), held.held.peer, TODAY)
        with pytest.raises(Refusal, match="has not approved them yet"):
            self.disclosed(held)
        held.approve(0, day=TEN_BEFORE)
        assert self.disclosed(held) == "disclosed"

    def test_the_week_says_what_is_missing(self, held: Team) -> None:
        def due() -> list[tuple[str, bool]]:
            sheet = disclosure.week_sheet(held.liaison, TEN_BEFORE, TEN_BEFORE)
            found = [one for line in sheet.coming for one in line.actions if one.kind == "disclose"]
            return [(one.text.partition(", once ")[2], one.is_now) for one in found]

        assert due() == [("they are approved and they have signed the undertaking", False)] * 2
        held.approve(0, day=TEN_BEFORE)
        sign_undertaking(SignUndertaking(held.addresses[0], True), held.held.peer, TODAY)
        assert sorted(due()) == [("", True), ("they are approved and they have signed the undertaking", False)]
