"""Changing a draft by hand: what is said of a seat holds for every later search, and for nobody who may not know."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan
from waiving import waive_all

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.answers import DeclineOffer, decline_offer
from peerinspect.services.problems import open_problem, sealed_problem
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.seats import (
    PinSeat,
    SetPersonAside,
    SwapSeat,
    TakeBack,
    pin_seat,
    set_person_aside,
    swap_seat,
    take_back,
)
from peerinspect.services.views import RosterPlacementView
from peerinspect.services.views.drafts import StepIn
from peerinspect.store import history
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import OfferRow

WHY = "Their councils have a matter between them that is not ours to tell"
SEALED = "sealed-C03"


@pytest.fixture
def acting(bare: Flask) -> World:
    """Two boards and a sealed inspection; everybody acts in their post, so that every placement needs a waiver."""
    duties = [
        board("board-0", CODES[0], TODAY),
        board("board-7", CODES[7], TODAY),
        inspection(SEALED, CODES[3], TODAY + timedelta(weeks=14)),
    ]
    return build_world(TODAY, duties, basis="acting")


def placements(reader: Reader, roster: str) -> dict[str, RosterPlacementView]:
    return {each.duty_id: each for each in disclosure.roster(reader, roster, TODAY).placements}


def first_free(reader: Reader, roster: str, address: str) -> StepIn:
    return next(one for one in disclosure.substitutes(reader, roster, address, TODAY) if one.rank == 1)


class TestSettingAside:
    """Somebody is kept off one duty."""

    def test_the_next_search_asks_somebody_else_and_changes_nothing_more(self, world: World) -> None:
        draft = plan(world.uncleared)
        before = placements(world.uncleared, draft)
        chosen = before["board-0"]
        set_person_aside(SetPersonAside(draft, chosen.address, WHY), world.uncleared, TODAY)
        after = placements(world.uncleared, plan(world.uncleared, draft))
        assert after["board-0"].person_id != chosen.person_id
        assert after["board-1"] == before["board-1"]

    def test_the_explanation_says_so_and_keeps_the_reason_to_itself(self, world: World) -> None:
        draft = plan(world.uncleared)
        chosen = placements(world.uncleared, draft)["board-0"]
        set_person_aside(SetPersonAside(draft, chosen.address, WHY), world.uncleared, TODAY)
        told = disclosure.candidates(world.uncleared, "board-0", TODAY)
        mine = next(one for one in (*told.chosen, *told.blocked) if one.person_id == chosen.person_id)
        assert "set-aside" in {each.rule for each in mine.objections}
        assert "not ours to tell" not in repr(told)
        assert "not ours to tell" not in repr(disclosure.events_about(world.uncleared, draft, TODAY))

    def test_those_who_plan_and_the_liaison_read_the_reason_and_nobody_else(self, world: World) -> None:
        draft = plan(world.uncleared)
        chosen = placements(world.uncleared, draft)["board-0"]
        set_person_aside(SetPersonAside(draft, chosen.address, f"  {WHY}\r\n "), world.uncleared, TODAY)
        for reader in (world.uncleared, world.cleared, world.liaison):
            (word,) = disclosure.seat_words(reader, TODAY)
            assert (word.sort, word.person_id, word.reason, word.counts) == ("set-aside", chosen.person_id, WHY, True)
        for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.seat_words(reader, TODAY)

    def test_taken_back_it_counts_no_more(self, world: World) -> None:
        draft = plan(world.uncleared)
        chosen = placements(world.uncleared, draft)["board-0"]
        word = set_person_aside(SetPersonAside(draft, chosen.address, WHY), world.uncleared, TODAY)
        take_back(TakeBack(word), world.cleared, TODAY)
        assert disclosure.seat_words(world.uncleared, TODAY) == ()
        assert open_problem(TODAY).set_aside == ()
        with pytest.raises(Refusal, match="already"):
            take_back(TakeBack(word), world.cleared, TODAY)

    def test_is_refused_without_a_reason_and_the_second_time(self, world: World) -> None:
        draft = plan(world.uncleared)
        address = placements(world.uncleared, draft)["board-0"].address
        with pytest.raises(Refusal) as refused:
            set_person_aside(SetPersonAside(draft, address, " "), world.uncleared, TODAY)
        assert list(refused.value.messages) == ["reason"]
        set_person_aside(SetPersonAside(draft, address, WHY), world.uncleared, TODAY)
        with pytest.raises(Refusal, match="Take that back first"):
            pin_seat(PinSeat(draft, address, WHY), world.uncleared, TODAY)

    @pytest.mark.parametrize("who", ["liaison", "panel", "administrator"])
    def test_is_for_coordinators(self, world: World, who: str) -> None:
        draft = plan(world.uncleared)
        address = placements(world.uncleared, draft)["board-0"].address
        with pytest.raises(NotAllowed):
            set_person_aside(SetPersonAside(draft, address, WHY), getattr(world, who), TODAY)
        assert disclosure.seat_words(world.cleared, TODAY) == ()


class TestPinning:
    """Somebody is kept on a duty."""

    def test_a_pin_holds_where_the_search_would_rather_have_another(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        other = disclosure.substitutes(world.uncleared, draft, seat.address, TODAY)
        worst = [one for one in other if one.rank][-1]
        swap_seat(SwapSeat(draft, seat.address, worst.person_id, WHY), world.uncleared, TODAY)
        again = placements(world.uncleared, plan(world.uncleared))
        assert again["board-0"].person_id == worst.person_id

    def test_a_pinned_proposal_still_needs_its_waivers(self, acting: World) -> None:
        draft = plan(acting.uncleared)
        for each in placements(acting.uncleared, draft).values():
            pin_seat(PinSeat(draft, each.address, WHY), acting.uncleared, TODAY)
        pinned = plan(acting.uncleared, draft)
        assert {each.rule for each in disclosure.roster(acting.uncleared, pinned, TODAY).waivers} >= {"post-basis"}
        with pytest.raises(Refusal, match="must be waived first"):
            publish_roster(PublishRoster(pinned), acting.uncleared, TODAY)
        waive_all(acting, pinned)
        publish_roster(PublishRoster(pinned), acting.uncleared, TODAY)

    def test_a_pin_that_something_forbids_since_is_not_published(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        pin_seat(PinSeat(draft, seat.address, WHY), world.uncleared, TODAY)
        with store.transaction():
            store.db.session.query(OfferRow).filter_by(person=seat.person_id, kind="chair").delete()
            history.record("", "set-offers", seat.person_id, sentence="Offers no chairing any more.")
        pinned = plan(world.uncleared, draft)
        assert placements(world.uncleared, pinned)["board-0"].person_id == seat.person_id
        with pytest.raises(Refusal, match="nobody can waive"):
            publish_roster(PublishRoster(pinned), world.uncleared, TODAY)

    def test_a_pin_counts_no_more_once_the_person_has_said_no(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        pin_seat(PinSeat(draft, seat.address, WHY), world.uncleared, TODAY)
        publish_roster(PublishRoster(draft), world.uncleared, TODAY)
        code, role = seat.person_id.split("-")
        decline_offer(DeclineOffer(seat.address, "busy"), getattr(world, role)(code), TODAY)
        assert not any(each.pair == (seat.person_id, "board-0") for each in open_problem(TODAY).placements)
        assert [word.counts for word in disclosure.seat_words(world.uncleared, TODAY)] == [False]

    def test_what_a_rule_forbids_cannot_be_pinned(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        with store.transaction():
            store.db.session.query(OfferRow).filter_by(person=seat.person_id).delete()
            history.record("", "set-offers", seat.person_id, sentence="Offers nothing any more.")
        with pytest.raises(Refusal, match="nobody can waive it"):
            pin_seat(PinSeat(draft, seat.address, WHY), world.uncleared, TODAY)

    def test_pins_do_not_outnumber_the_seats(self, world: World) -> None:
        first, second = plan(world.uncleared), ""
        seat = placements(world.uncleared, first)["board-0"]
        word = set_person_aside(SetPersonAside(first, seat.address, WHY), world.uncleared, TODAY)
        second = plan(world.uncleared)
        take_back(TakeBack(word), world.uncleared, TODAY)
        other = placements(world.uncleared, second)["board-0"]
        pin_seat(PinSeat(second, other.address, WHY), world.uncleared, TODAY)
        with pytest.raises(Refusal, match="pinned already"):
            pin_seat(PinSeat(first, seat.address, WHY), world.uncleared, TODAY)


class TestSwapping:
    """Somebody else takes the seat."""

    def test_the_other_is_pinned_the_first_set_aside_and_the_rest_kept(self, world: World) -> None:
        draft = plan(world.uncleared)
        before = placements(world.uncleared, draft)
        seat = before["board-0"]
        other = first_free(world.uncleared, draft, seat.address)
        swap_seat(SwapSeat(draft, seat.address, other.person_id, WHY), world.uncleared, TODAY)
        assert {(word.sort, word.person_id) for word in disclosure.seat_words(world.uncleared, TODAY)} == {
            ("pin", other.person_id),
            ("set-aside", seat.person_id),
        }
        after = placements(world.uncleared, plan(world.uncleared, draft))
        assert after["board-0"].person_id == other.person_id
        assert after["board-1"].person_id == before["board-1"].person_id

    def test_what_stands_against_the_other_is_told_first_and_refused_where_it_is_hard(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        own = f"{CODES[0]}-senior"
        told = disclosure.stepping_in(world.uncleared, draft, seat.address, own, TODAY)
        assert any("own" in each.rule for each in told.objections)
        assert told.forbidden
        with pytest.raises(Refusal, match="nobody can waive it") as refused:
            swap_seat(SwapSeat(draft, seat.address, own, WHY), world.uncleared, TODAY)
        assert told.forbidden[0] in str(refused.value)
        assert disclosure.seat_words(world.uncleared, TODAY) == ()

    def test_what_is_soft_is_let_through_and_waived_later(self, acting: World) -> None:
        draft = plan(acting.uncleared)
        seat = placements(acting.uncleared, draft)["board-0"]
        other = first_free(acting.uncleared, draft, seat.address)
        told = disclosure.stepping_in(acting.uncleared, draft, seat.address, other.person_id, TODAY)
        assert "post-basis" in {each.rule for each in told.waivable}
        swap_seat(SwapSeat(draft, seat.address, other.person_id, WHY), acting.uncleared, TODAY)

    def test_nobody_is_swapped_for_themselves_or_for_nobody(self, world: World) -> None:
        draft = plan(world.uncleared)
        seat = placements(world.uncleared, draft)["board-0"]
        with pytest.raises(Refusal, match="already"):
            swap_seat(SwapSeat(draft, seat.address, seat.person_id, WHY), world.uncleared, TODAY)
        with pytest.raises(NotFound):
            swap_seat(SwapSeat(draft, seat.address, "nobody", WHY), world.uncleared, TODAY)


class TestUnderTheVeil:
    """What is said of a sealed inspection is known to its own search, and to those who may know."""

    def test_it_is_in_the_problem_of_its_own_circle_alone(self, acting: World) -> None:
        draft = plan(acting.cleared)
        seat = placements(acting.cleared, draft)[SEALED]
        open_before = open_problem(TODAY)
        circle = acting.circles[CODES[3]]
        others = [number for number in range(3) if number != circle]
        before = [sealed_problem(TODAY, number, ()) for number in others]
        set_person_aside(SetPersonAside(draft, seat.address, WHY), acting.cleared, TODAY)
        assert [each.pair for each in sealed_problem(TODAY, circle, ()).set_aside] == [(seat.person_id, SEALED)]
        assert open_problem(TODAY) == open_before
        assert [sealed_problem(TODAY, number, ()) for number in others] == before

    def test_the_uncleared_find_no_trace_of_it(self, acting: World) -> None:
        draft = plan(acting.cleared)
        seat = placements(acting.cleared, draft)[SEALED]

        def seen() -> str:
            mine = placements(acting.uncleared, draft)["board-0"]
            return repr(
                (
                    disclosure.seat_words(acting.uncleared, TODAY),
                    disclosure.events_about(acting.uncleared, draft, TODAY),
                    disclosure.person(acting.uncleared, seat.person_id, TODAY),
                    disclosure.substitutes(acting.uncleared, draft, mine.address, TODAY),
                    disclosure.coordinator_home(acting.uncleared, TODAY),
                )
            )

        before = seen()
        word = pin_seat(PinSeat(draft, seat.address, WHY), acting.cleared, TODAY)
        assert seen() == before
        for attempt in (
            lambda: disclosure.seat(acting.uncleared, draft, seat.address, TODAY),
            lambda: pin_seat(PinSeat(draft, seat.address, WHY), acting.uncleared, TODAY),
            lambda: take_back(TakeBack(word), acting.uncleared, TODAY),
            lambda: take_back(TakeBack("no-such-word"), acting.uncleared, TODAY),
        ):
            with pytest.raises(NotFound):
                attempt()

    def test_only_helpers_of_its_circle_step_in(self, acting: World) -> None:
        draft = plan(acting.cleared)
        seat = placements(acting.cleared, draft)[SEALED]
        found = disclosure.substitutes(acting.cleared, draft, seat.address, TODAY)
        wanted = (acting.circles[CODES[3]] + 1) % 3
        assert found
        assert {acting.circles[one.person_id.split("-")[0]] for one in found} == {wanted}
        stranger = next(
            f"{code}-senior" for code in CODES if acting.circles[code] not in (wanted, acting.circles[CODES[3]])
        )
        with pytest.raises(Refusal, match=r"another group|No search may place"):
            swap_seat(SwapSeat(draft, seat.address, stranger, WHY), acting.cleared, TODAY)


def test_the_reason_stands_in_the_problem_file_of_the_search(world: World) -> None:
    """It is kept where whoever plans can prove it later, and nowhere that others read."""
    draft = plan(world.uncleared)
    chosen = placements(world.uncleared, draft)["board-0"]
    set_person_aside(SetPersonAside(draft, chosen.address, WHY), world.uncleared, TODAY)
    again = plan(world.uncleared, draft)
    (row,) = parts_of([again], ["open"], with_bytes=True)
    assert json.loads(row.problem_bytes)["set_aside"] == [
        {"person": chosen.person_id, "duty": "board-0", "reason": WHY}
    ]
    assert WHY not in row.roster_bytes.decode() + row.findings
