"""The daily round: when rules are asked again, what is kept of it, who is told, and which sealed seats are released.

Source: design, section 7 (rules rerun at offer, ten days before, one day before, and at notice) and section 4 (sealed
work never steers open work).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from held_world import SEALED, TEN_BEFORE, Held, held_world, put, row_of
from small_world import CODES, MONDAY, NOTICE, TODAY, World, board, inspection

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services import disclosure
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.duties import RegisterSupport, register_support
from peerinspect.services.holding_back import rounds
from peerinspect.services.holding_back.rounds import hold_round, moment_due
from peerinspect.store import history
from peerinspect.store.tables import AskingRow, FindingRow, MessageRow, PersonRow, RoundRow

pytestmark = pytest.mark.usefixtures("bare")
ONE_BEFORE = date(2026, 5, 20)


@pytest.fixture
def held() -> Held:
    """Somebody on a sealed inspection, and open boards beside it."""
    found = held_world(board("board-0", CODES[0], TODAY))
    put(found.person)
    return found


def asked() -> list[tuple[str, str, date]]:
    store.db.session.rollback()
    return [(row.duty, row.moment, row.due_on) for row in store.db.session.query(AskingRow).order_by(AskingRow.id)]


def forbid(held: Held) -> None:
    """A rule comes to forbid it, for a reason that has to do neither with open work nor with a tie."""
    with store.transaction():
        store.db.session.get_one(PersonRow, held.person).vetted_on = date(2020, 1, 1)
        history.record("cleared", "change-vetting", held.person, sentence="So it is.")


class TestMoments:
    """Ten working days before the notice day, one before, and on it; by what was due last."""

    @pytest.mark.parametrize(
        ("day", "due"),
        [
            (TEN_BEFORE - timedelta(days=1), None),
            (TEN_BEFORE, ("ten-days", TEN_BEFORE)),
            (ONE_BEFORE - timedelta(days=1), ("ten-days", TEN_BEFORE)),
            (ONE_BEFORE, ("one-day", ONE_BEFORE)),
            (NOTICE, ("notice", NOTICE)),
            (MONDAY, ("notice", NOTICE)),
            (MONDAY + timedelta(days=1), None),
        ],
    )
    def test_of_an_inspection(self, day: date, due: tuple[str, date] | None) -> None:
        duty = replace(inspection(SEALED, CODES[0]), notice=NOTICE)
        assert moment_due(duty, day) == due

    def test_across_a_bank_holiday(self) -> None:
        duty = replace(inspection(SEALED, CODES[0]), notice=date(2026, 5, 7))
        assert moment_due(duty, date(2026, 4, 21)) is None
        assert moment_due(duty, date(2026, 4, 22)) == ("ten-days", date(2026, 4, 22))

    def test_work_without_a_notice_day_is_counted_from_its_first_day(self) -> None:
        duty = board("board-0", CODES[0], TODAY)
        first = duty.first_day
        assert moment_due(duty, first) == ("notice", first)


class TestRound:
    """Once a day, resumed where it stopped."""

    def test_keeps_what_is_due_with_nothing_found_too(self, held: Held) -> None:
        assert hold_round(TEN_BEFORE)
        assert (SEALED, "ten-days", TEN_BEFORE) in asked()
        assert store.db.session.query(RoundRow).one().day == TEN_BEFORE

    def test_is_held_once_a_day(self, held: Held) -> None:
        hold_round(TEN_BEFORE)
        before = asked(), history.length()
        assert not hold_round(TEN_BEFORE)
        assert (asked(), history.length()) == before

    def test_goes_on_where_it_was_stopped(self, held: Held) -> None:
        put(f"{CODES[7]}-director", "board-0")
        turns = iter((False, True))
        assert not hold_round(TEN_BEFORE, lambda: next(turns))
        assert store.db.session.query(RoundRow).count() == 0
        first = asked()
        hold_round(TEN_BEFORE)
        assert asked()[: len(first)] == first
        assert len(set(asked())) == len(asked())
        assert (SEALED, "ten-days", TEN_BEFORE) in asked()

    @pytest.mark.parametrize("spoilt", ["board-0", SEALED])
    def test_a_fault_with_one_duty_keeps_no_other_from_being_asked_about(
        self, held: Held, monkeypatch: pytest.MonkeyPatch, spoilt: str
    ) -> None:
        put(f"{CODES[7]}-director", "board-0")
        seen = []

        def release(duty: Duty, *_: object) -> set[str]:
            seen.append(duty.id)
            if duty.id == spoilt:
                raise RuntimeError("something is wrong with it")
            return set()

        with monkeypatch.context() as patched:
            patched.setattr(rounds, "release", release)
            with pytest.raises(RuntimeError):
                hold_round(TEN_BEFORE)
        assert sorted(seen) == ["board-0", SEALED]
        assert store.db.session.query(RoundRow).count() == 0
        assert hold_round(TEN_BEFORE)

    def test_a_moment_that_was_missed_is_made_up_for_once(self, held: Held) -> None:
        later = TEN_BEFORE + timedelta(days=2)
        hold_round(later)
        hold_round(later + timedelta(days=1))
        assert [each for each in asked() if each[0] == SEALED] == [(SEALED, "ten-days", TEN_BEFORE)]

    def test_asks_at_each_of_the_moments(self, held: Held) -> None:
        for day in (TEN_BEFORE, ONE_BEFORE, NOTICE):
            hold_round(day)
        assert [moment for duty, moment, _ in asked() if duty == SEALED] == ["ten-days", "one-day", "notice"]


class TestFindings:
    """Kept, told to who may know, and never acted upon by the round itself."""

    def test_a_hard_one_proposes_and_does_nothing(self, held: Held) -> None:
        forbid(held)
        hold_round(TODAY)
        assert row_of(held.person).status == "accepted"
        rules = {row.rule: row.strength for row in store.db.session.query(FindingRow)}
        assert rules["vetting-lapsed"] == "hard"
        event = next(each for each in history.events() if each.action == "rules-object")
        assert (event.duty, event.user) == (SEALED, "")

    def test_stands_on_today_and_on_the_duty_for_the_cleared_alone(self, held: Held) -> None:
        forbid(held)
        hold_round(TODAY)
        world = held.world
        lines = disclosure.attention(world.cleared, "rules-object", TODAY)
        assert [(line.duty_id, line.person_id) for line in lines] == [(SEALED, held.person)]
        assert disclosure.attention(world.uncleared, "rules-object", TODAY) == ()
        for reader in (world.cleared, world.liaison):
            found = disclosure.asked_again(reader, SEALED, TODAY)
            assert found is not None
            assert "vetting-lapsed" in {each.rule for each in found.findings if each.is_hard}
        told = {row.user for row in store.db.session.query(MessageRow).filter_by(kind="rules-object")}
        assert told == {"cleared"}

    def test_of_open_work_stands_for_every_coordinator(self, world: World) -> None:
        person = f"{CODES[7]}-director"
        put(person, "board-0", "offered")
        declare_interest(DeclareInterest(CODES[0], "family"), world.director(CODES[7]), TODAY)
        hold_round(TODAY)
        assert [line.person_id for line in disclosure.attention(world.uncleared, "rules-object", TODAY)] == [person]
        assert row_of(person, "board-0").status == "offered"

    def test_the_same_is_not_kept_again_nor_told_again(self, held: Held) -> None:
        forbid(held)
        hold_round(TODAY)
        before = len(asked()), store.db.session.query(MessageRow).count()
        hold_round(TODAY + timedelta(days=1))
        assert (len(asked()), store.db.session.query(MessageRow).count()) == before

    def test_what_has_gone_is_no_longer_shown(self, held: Held) -> None:
        forbid(held)
        hold_round(TODAY)
        with store.transaction():
            store.db.session.get_one(PersonRow, held.person).vetted_on = TODAY
            history.record("cleared", "change-vetting", held.person, sentence="So it is.")
        hold_round(TODAY + timedelta(days=1))
        assert disclosure.attention(held.world.cleared, "rules-object", TODAY + timedelta(days=1)) == ()

    def test_what_was_found_is_never_changed(self, held: Held) -> None:
        forbid(held)
        hold_round(TODAY)
        row = store.db.session.query(FindingRow).first()
        assert row is not None
        row.sentence = "Nothing"
        with pytest.raises(Exception, match="only ever added"):
            store.db.session.commit()


class TestReleases:
    """Open work or a tie in the way of a sealed seat: the seat gives way, silently."""

    def released(self, held: Held, day: date = TODAY) -> bool:
        hold_round(day)
        row = row_of(held.person)
        return (row.status, row.finer) == ("stood-down", "released")

    def test_for_a_tie_that_was_declared(self, held: Held) -> None:
        declare_interest(DeclareInterest(held.target, "family"), held.peer, TODAY)
        assert row_of(held.person).status == "accepted"  # not in the minute in which it was named
        assert self.released(held)

    @pytest.mark.parametrize("status", ["offered", "accepted"])
    def test_for_open_work_by_hand(self, held: Held, status: str) -> None:
        with store.transaction():
            row_of(held.person).status = status
        support(held)
        assert self.released(held)

    def test_not_for_what_is_none_of_either(self, held: Held) -> None:
        forbid(held)
        assert not self.released(held)
        assert row_of(held.person).status == "accepted"

    def test_not_for_whom_a_coordinator_has_pinned(self, held: Held) -> None:
        with store.transaction():
            row_of(held.person).pinned = True
        declare_interest(DeclareInterest(held.target, "family"), held.peer, TODAY)
        assert not self.released(held)

    def test_the_person_reads_only_that_the_days_are_not_needed(self, held: Held) -> None:
        declare_interest(DeclareInterest(held.target, "family"), held.peer, TODAY)
        hold_round(TODAY)
        past = disclosure.my_duties(held.peer, TODAY).past
        assert [(one.status, one.councils) for one in past] == [("stood-down", ())]
        assert held.target not in repr(past)
        message = store.db.session.query(MessageRow).filter_by(kind="held-change").one()
        assert (message.user, message.facts) == (held.peer.user_id, "{}")

    def test_the_cleared_read_it_and_nobody_else(self, held: Held) -> None:
        declare_interest(DeclareInterest(held.target, "family"), held.peer, TODAY)
        hold_round(TODAY)
        world = held.world
        assert [line.duty_id for line in disclosure.attention(world.cleared, "seats-let-go", TODAY)] == [SEALED]
        assert disclosure.attention(world.uncleared, "seats-let-go", TODAY) == ()
        event = next(each for each in history.events() if each.action == "release-placement")
        assert event.duty == SEALED
        told = {row.user for row in store.db.session.query(MessageRow).filter_by(kind="seat-free")}
        assert told == {"cleared"}

    def test_open_work_never_gives_way(self, held: Held) -> None:
        duty = support(held)
        hold_round(TODAY)
        assert row_of(held.person, duty).status == "accepted"


def support(held: Held) -> str:
    """Open work at the council to be inspected, done by the very person who is to inspect it."""
    duty = register_support(
        RegisterSupport(held.target, TODAY + timedelta(weeks=2), TODAY + timedelta(weeks=6), 5),
        held.world.uncleared,
        TODAY,
    )
    put(held.person, duty)
    with store.transaction():
        history.record("uncleared", "hold-placement", held.person, duty=duty, sentence="Placed by hand.")
    return duty
