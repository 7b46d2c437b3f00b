"""The undertaking, and the disclosure of a council to one person. Source: design, section 6, blind holding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from held_world import SEALED, TEN_BEFORE, Held, held_world, put, row_of, sign, tell
from small_world import NOTICE, TODAY, tied

from peerinspect import store
from peerinspect.domain.lives import PLACEMENT
from peerinspect.domain.lives.placements import FINER
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, accept_offer
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.holding_back.disclosing import Disclose, disclose
from peerinspect.services.holding_back.undertaking import SignUndertaking, sign_undertaking
from peerinspect.services.queries.letters import my_letter
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.schedule import ChangeSchedule, change_schedule
from peerinspect.store import history
from peerinspect.store.tables import AskingRow, DisclosureRow, FindingRow, UndertakingRow

pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def held() -> Held:
    """Somebody who accepted a sealed inspection."""
    found = held_world()
    put(found.person)
    return found


def titles(held: Held, day: date = TEN_BEFORE) -> str:
    return repr(disclosure.my_duties(held.peer, day))


class TestUndertaking:
    """Signed by the person alone, once, after their yes."""

    def test_is_kept_with_its_version_and_day(self, held: Held) -> None:
        sign(held)
        row = store.db.session.get_one(UndertakingRow, (held.person, SEALED))
        assert (row.version, row.signed_on, row.signed_by) == (1, TODAY, held.peer.user_id)
        assert history.events()[0].duty == SEALED

    def test_needs_the_box_ticked(self, held: Held) -> None:
        with pytest.raises(Refusal) as refusal:
            sign_undertaking(SignUndertaking(held.address, False), held.peer, TODAY)
        assert list(refusal.value.messages) == ["agrees"]

    def test_is_given_once(self, held: Held) -> None:
        sign(held)
        before = history.length()
        with pytest.raises(Refusal, match="already"):
            sign(held)
        assert history.length() == before

    @pytest.mark.parametrize("state", sorted(set(FINER) - {"accepted"}))
    def test_is_signed_in_no_other_state(self, held: Held, state: str) -> None:
        bring(held, state)
        with pytest.raises(Refusal, match="once you have accepted"):
            sign(held)

    def test_belongs_to_the_person(self, held: Held) -> None:
        with pytest.raises(NotFound):
            sign_undertaking(SignUndertaking(held.address, True), held.world.director(held.helpers[1]), TODAY)
        with pytest.raises(NotFound):
            disclosure.my_undertaking(held.world.director(held.helpers[1]), held.address, TODAY)

    def test_speaks_of_no_council(self, held: Held) -> None:
        assert f"Council {held.target}" not in repr(disclosure.my_undertaking(held.peer, held.address, TODAY))


def bring(held: Held, state: str) -> None:
    with store.transaction():
        row = row_of(held.person)
        row.status, row.finer = FINER[state][0], FINER[state][1] or None


class TestWhen:
    """Ten working days before the notice day, bank holidays counted."""

    @pytest.mark.parametrize(
        ("notice", "first"),
        [
            (NOTICE, TEN_BEFORE),
            (date(2026, 5, 7), date(2026, 4, 22)),  # 4 May is a bank holiday
            (date(2026, 4, 9), date(2026, 3, 24)),  # 3 and 6 April are Good Friday and Easter Monday
        ],
    )
    def test_not_a_day_earlier(self, notice: date, first: date) -> None:
        held = held_world(notice=notice)
        put(held.person)
        sign(held)
        with pytest.raises(Refusal, match="too early"):
            tell(held, held.world.liaison, first - timedelta(days=1))
        assert row_of(held.person).finer is None
        tell(held, held.world.liaison, first)
        assert row_of(held.person).finer == "disclosed"

    def test_the_number_of_days_is_a_setting(self, held: Held) -> None:
        sign(held)
        change_schedule(ChangeSchedule(6, "Nobody leaks any more", 11), held.world.cleared, TODAY)
        tell(held, held.world.liaison, TEN_BEFORE - timedelta(days=1))
        assert row_of(held.person).finer == "disclosed"

    def test_the_setting_alone_can_be_changed_and_is_told(self, held: Held) -> None:
        change_schedule(ChangeSchedule(6, "As was agreed", 5), held.world.cleared, TODAY)
        assert (history.events()[0].payload or {})["sentence"] == (
            "Councils of sealed inspections may be disclosed from 5 working days before the notice day on; it was 10. "
            "As was agreed"
        )
        with pytest.raises(Refusal, match="It is 6 already"):
            change_schedule(ChangeSchedule(6, "As was agreed", 5), held.world.cleared, TODAY)

    def test_without_a_notice_day_nobody_is_told(self, held: Held) -> None:
        from peerinspect.store.tables import InspectionRow

        sign(held)
        with store.transaction():
            store.db.session.get_one(InspectionRow, SEALED).notice = None
        with pytest.raises(Refusal, match="no notice day"):
            tell(held, held.world.liaison)

    def test_after_notice_it_is_not_needed(self, held: Held) -> None:
        sign(held)
        with pytest.raises(Refusal, match="need not be disclosed"):
            tell(held, held.world.liaison, NOTICE)
        assert f"Council {held.target}" in titles(held, NOTICE)


class TestWho:
    """The Ofsted liaison and cleared coordinators; nobody else learns that there is anything to disclose."""

    @pytest.mark.parametrize("name", ["liaison", "cleared"])
    def test_those_who_may_know(self, held: Held, name: str) -> None:
        sign(held)
        tell(held, getattr(held.world, name))
        row = store.db.session.query(DisclosureRow).one()
        assert (row.person, row.duty, row.disclosed_on) == (held.person, SEALED, TEN_BEFORE)
        assert row.disclosed_by == name

    def test_nobody_else(self, held: Held) -> None:
        sign(held)
        world = held.world
        for reader in (world.uncleared, tied(world.liaison, held.helpers[1]), tied(world.cleared, held.target)):
            for duty in (SEALED, "no-such-duty"):
                with pytest.raises(NotFound):
                    disclose(Disclose(duty, held.address), reader, TEN_BEFORE)
        for reader in (held.peer, world.chief(held.target), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                tell(held, reader)
        assert row_of(held.person).finer is None

    def test_one_person_at_a_time(self) -> None:
        held = held_world(seats=2)
        put(held.person)
        other = f"{held.helpers[1]}-director"
        put(other)
        sign(held)
        tell(held, held.world.liaison)
        assert (row_of(held.person).finer, row_of(other).finer) == ("disclosed", None)
        assert f"Council {held.target}" not in repr(
            disclosure.my_duties(held.world.director(held.helpers[1]), TEN_BEFORE)
        )


class TestHow:
    """After the undertaking, with the rules asked again that day."""

    def test_the_undertaking_then_names_the_council_and_the_look_is_recorded(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.cleared)
        before = history.length()
        assert f"Council {held.target}" in disclosure.my_undertaking(held.peer, held.address, TEN_BEFORE).title
        look = history.events()[0]
        assert (look.action, look.user, look.duty) == ("look", held.peer.user_id, SEALED)
        assert history.length() == before + 1
        mover = replace(held.peer, authorities=held.peer.authorities | {held.target})
        assert f"Council {held.target}" not in disclosure.my_undertaking(mover, held.address, TEN_BEFORE).title
        assert history.length() == before + 1

    def test_the_person_then_sees_the_council_and_the_look_is_recorded(self, held: Held) -> None:
        sign(held)
        assert f"Council {held.target}" not in titles(held)
        tell(held, held.world.liaison)
        assert f"Council {held.target}" in titles(held)
        look = history.events()[0]
        assert (look.action, look.user, look.duty) == ("look", held.peer.user_id, SEALED)

    def test_papers_that_are_passed_on_name_nothing(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.liaison)
        with pytest.raises(NotFound):
            my_letter(held.peer, held.address, TEN_BEFORE)

    def test_who_comes_to_work_for_the_council_sees_it_no_more(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.liaison)
        joined = replace(held.peer, authorities=held.peer.authorities | {held.target})
        assert f"Council {held.target}" not in repr(disclosure.my_duties(joined, TEN_BEFORE))

    def test_who_is_stood_down_sees_it_no_more(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.liaison)
        bring(held, "stood-down")
        assert f"Council {held.target}" not in titles(held)
        assert f"Council {held.target}" not in titles(held, NOTICE)

    def test_not_without_the_undertaking(self, held: Held) -> None:
        with pytest.raises(Refusal, match="not signed the undertaking"):
            tell(held, held.world.liaison)

    def test_a_second_click_is_told_that_it_is_done(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.liaison)
        with pytest.raises(Refusal, match=r"council disclosed"):
            tell(held, held.world.liaison)
        assert store.db.session.query(DisclosureRow).count() == 1

    @pytest.mark.parametrize("state", sorted(set(PLACEMENT.states) - {"accepted"}))
    def test_from_no_other_state(self, held: Held, state: str) -> None:
        sign(held)
        bring(held, state)
        with pytest.raises(Refusal) as refusal:
            tell(held, held.world.liaison)
        assert refusal.value.messages[""]
        assert store.db.session.query(DisclosureRow).count() == 0

    def test_not_where_a_rule_forbids_it_by_now_and_what_it_said_is_kept(self, held: Held) -> None:
        sign(held)
        declare_interest(DeclareInterest(held.target, "family"), held.peer, TODAY)
        with pytest.raises(Refusal, match="A rule forbids it by now"):
            tell(held, held.world.liaison)
        assert row_of(held.person).finer is None
        asking = store.db.session.query(AskingRow).filter_by(moment="disclosure").one()
        found = store.db.session.query(FindingRow).filter_by(asking=asking.id).all()
        assert [(one.rule, one.person) for one in found if one.strength == "hard"] == [("personal-tie", held.person)]

    def test_that_the_rules_had_nothing_is_kept_too(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.liaison)
        asking = store.db.session.query(AskingRow).filter_by(moment="disclosure").one()
        assert (asking.asked_on, asking.people) == (TEN_BEFORE, 1)

    def test_who_is_asked_again_is_told_again(self, held: Held) -> None:
        from peerinspect.services.lives.changing import change_fact
        from peerinspect.services.lives.facts import ChangeFact

        sign(held)
        tell(held, held.world.liaison)
        other = next(code for code in held.world.circles if held.world.circles[code] == 0 and code != held.target)
        change = ChangeFact(SEALED, "councils", authorities=(other,), accepts=True)
        change_fact(change, held.world.cleared, TEN_BEFORE)
        assert (row_of(held.person).status, row_of(held.person).finer) == ("offered", None)
        for code in (other, held.target):
            assert f"Council {code}" not in titles(held)


def test_who_was_let_go_and_says_yes_again_is_told_afresh(held: Held) -> None:
    sign(held)
    tell(held, held.world.liaison)
    with store.transaction():
        row_of(held.person).status = "offered"  # as a roster that is published asks again
    accept_offer(AcceptOffer(held.address), held.peer, TEN_BEFORE)
    assert (row_of(held.person).status, row_of(held.person).finer) == ("accepted", None)
    assert f"Council {held.target}" not in titles(held)


def test_the_duty_says_who_knows_to_those_who_may(held: Held) -> None:
    found = disclosure.holding(held.world.liaison, SEALED, TEN_BEFORE)
    assert (found.disclosed_from, found.peers[0].signed_on) == (TEN_BEFORE, None)
    assert "undertaking" in found.peers[0].why_not
    sign(held)
    assert disclosure.holding(held.world.liaison, SEALED, TEN_BEFORE).peers[0].may_be_told
    tell(held, held.world.liaison)
    assert disclosure.holding(held.world.cleared, SEALED, TEN_BEFORE).peers[0].disclosed_on == TEN_BEFORE
    for duty in (SEALED, "no-such-duty"):
        with pytest.raises(NotFound):
            disclosure.holding(held.world.uncleared, duty, TEN_BEFORE)
    address = placement_address(held.person, SEALED)
    with pytest.raises(NotFound):
        disclosure.held_peer(held.world.uncleared, SEALED, address, TEN_BEFORE)
