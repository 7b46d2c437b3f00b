"""Who could know of a sealed inspection; leaks that are raised; suspicions that anybody may report."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from held_world import SEALED, TEN_BEFORE, Held, held_world, put, row_of, sign, tell
from small_world import CODES, NOTICE, TODAY, tied

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.holding_back.leaks import (
    CloseReport,
    RaiseLeak,
    ReportLeak,
    close_report,
    raise_leak,
    report_leak,
)
from peerinspect.services.reader import SIGNED_OUT
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.user_changes import disable_user
from peerinspect.store import history
from peerinspect.store.tables import LeakReportRow, LeakRow, MessageRow

pytestmark = pytest.mark.usefixtures("bare")
LEAK = RaiseLeak(SEALED, "A councillor named the week to me on the telephone", TODAY)


@pytest.fixture
def held() -> Held:
    """Two people on a sealed inspection."""
    found = held_world(seats=2)
    put(found.person)
    put(f"{found.helpers[1]}-director", status="offered")
    return found


def knowers(held: Held) -> dict[str, tuple[str, int]]:
    found = disclosure.who_knew(held.world.liaison, SEALED, TEN_BEFORE)
    return {each.name: (each.right, each.looks) for each in found.council}


class TestWhoKnew:
    """By what right, since when, and who looked."""

    def test_those_who_may_and_nobody_else(self, held: Held) -> None:
        rights = {name: right for name, (right, _) in knowers(held).items()}
        assert rights == {"Cleared": "Cleared for sealed inspections", "Liaison": "The Ofsted liaison"}

    def test_whoever_it_was_disclosed_to_with_the_day_and_the_undertaking(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.cleared)
        right, _ = knowers(held)[f"Director {held.helpers[0]}"]
        assert right == "Told on 7 May 2026, after the undertaking of 2 March 2026"

    def test_still_after_they_were_stood_down(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.cleared)
        with store.transaction():
            row = row_of(held.person)
            row.status, row.finer = "stood-down", None
        assert f"Director {held.helpers[0]}" in knowers(held)

    def test_those_who_know_dates_alone_are_listed_apart(self, held: Held) -> None:
        found = disclosure.who_knew(held.world.liaison, SEALED, TEN_BEFORE)
        assert found.dates == tuple(sorted(f"Director {code}" for code in held.helpers[:2]))

    def test_each_look_counts_alone_and_in_lists(self, held: Held) -> None:
        before = knowers(held)["Cleared"][1]
        disclosure.duty(held.world.cleared, SEALED, TODAY)
        disclosure.duties(held.world.cleared, None, TODAY)
        assert knowers(held)["Cleared"][1] == before + 2

    def test_so_does_that_of_whoever_was_told(self, held: Held) -> None:
        sign(held)
        tell(held, held.world.cleared)
        disclosure.my_duties(held.peer, TEN_BEFORE)
        assert knowers(held)[f"Director {held.helpers[0]}"][1] == 1

    def test_whoever_looked_stays_on_it_when_they_may_know_no_longer(self, held: Held) -> None:
        disclosure.duty(held.world.cleared, SEALED, TODAY)
        disable_user("cleared", held.world.administrator, history.events()[0].at)
        right, looks = knowers(held)["Cleared"]
        assert (looks, right.startswith("Looked at it")) == (1, True)

    def test_is_for_those_who_may_know(self, held: Held) -> None:
        world = held.world
        for reader in (world.uncleared, tied(world.liaison, held.target), tied(world.cleared, CODES[5])):
            for duty in (SEALED, "no-such-duty"):
                with pytest.raises(NotFound):
                    disclosure.who_knew(reader, duty, TODAY)
        for reader in (held.peer, world.chief(held.target), world.panel, world.administrator, SIGNED_OUT):
            with pytest.raises(NotAllowed):
                disclosure.who_knew(reader, SEALED, TODAY)

    def test_can_be_read_after_the_notice_day_and_never_of_open_work(self, held: Held) -> None:
        assert disclosure.who_knew(held.world.cleared, SEALED, NOTICE).council
        with pytest.raises(NotFound):
            disclosure.who_knew(held.world.uncleared, SEALED, NOTICE)


class TestLeaks:
    """Raised on the inspection by those who may know of it, and sealed as it is."""

    @pytest.mark.parametrize("name", ["cleared", "liaison"])
    def test_keeps_who_could_have_known_and_who_looked(self, held: Held, name: str) -> None:
        disclosure.duty(held.world.cleared, SEALED, TODAY)
        leak = raise_leak(LEAK, getattr(held.world, name), TODAY)
        found = disclosure.leak(held.world.liaison, leak, TODAY)
        assert {each.name: each.looks for each in found.council} == {"Cleared": 1, "Liaison": 0}
        assert found.what == LEAK.what
        assert found.line.raised_by == getattr(held.world, name).name

    def test_what_was_kept_does_not_change(self, held: Held) -> None:
        leak = raise_leak(LEAK, held.world.cleared, TODAY)
        before = store.db.session.get_one(LeakRow, leak).known
        disclosure.duty(held.world.cleared, SEALED, TODAY)
        found = disclosure.leak(held.world.cleared, leak, TODAY)
        assert sum(each.looks for each in found.council) == sum(each["looks"] for each in json.loads(before)["council"])
        store.db.session.get_one(LeakRow, leak).what = "Nothing"
        with pytest.raises(Exception, match="only ever added"):
            store.db.session.commit()

    def test_asks_what_and_when(self, held: Held) -> None:
        with pytest.raises(Refusal) as refusal:
            raise_leak(RaiseLeak(SEALED, " ", None), held.world.cleared, TODAY)
        assert set(refusal.value.messages) == {"what", "noticed_on"}
        with pytest.raises(Refusal, match="today or earlier"):
            raise_leak(RaiseLeak(SEALED, "So", TODAY + timedelta(days=1)), held.world.cleared, TODAY)

    def test_is_told_to_those_who_may_know(self, held: Held) -> None:
        raise_leak(LEAK, held.world.cleared, TODAY)
        assert {row.user for row in store.db.session.query(MessageRow)} == {"cleared", "liaison"}
        event = next(each for each in history.events() if each.action == "raise-leak")
        assert event.duty == SEALED

    def test_nobody_else_learns_of_it(self, held: Held) -> None:
        leak = raise_leak(LEAK, held.world.cleared, TODAY)
        world = held.world
        for reader in (world.uncleared, tied(world.liaison, held.target)):
            for id_ in (leak, "no-such-leak"):
                with pytest.raises(NotFound):
                    disclosure.leak(reader, id_, TODAY)
            with pytest.raises(NotFound):
                disclosure.leaks(reader, TODAY)
            for duty in (SEALED, "no-such-duty"):
                with pytest.raises(NotFound):
                    raise_leak(RaiseLeak(duty, "What", TODAY), reader, TODAY)
        for reader in (held.peer, world.chief(held.target), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                raise_leak(LEAK, reader, TODAY)

    def test_nothing_leaks_of_what_everybody_may_know(self, held: Held) -> None:
        with pytest.raises(Refusal, match="not sealed any more"):
            raise_leak(LEAK, held.world.cleared, NOTICE)


class TestSuspicions:
    """Everybody may report one; it goes to those who may know, and tells nothing."""

    def test_are_taken_from_everybody_alike(self, held: Held) -> None:
        world = held.world
        readers = (world.uncleared, world.administrator, world.panel, world.chief(held.target), held.peer)
        for reader in readers:
            assert report_leak(ReportLeak("They knew the week"), reader, TODAY) is None
        assert store.db.session.query(LeakReportRow).count() == len(readers)
        assert {row.user for row in store.db.session.query(MessageRow)} == {"cleared", "liaison"}

    def test_not_from_the_public_and_not_empty(self, held: Held) -> None:
        with pytest.raises(NotAllowed):
            report_leak(ReportLeak("They knew"), SIGNED_OUT, TODAY)
        with pytest.raises(Refusal):
            report_leak(ReportLeak(" "), held.world.uncleared, TODAY)

    def test_no_event_of_one_is_told_to_others(self, held: Held) -> None:
        report_leak(ReportLeak("They knew the week"), held.world.uncleared, TODAY)
        report = store.db.session.query(LeakReportRow).one().id
        for reader in (held.world.uncleared, tied(held.world.cleared, held.target)):
            assert disclosure.events_about(reader, report, TODAY) == ()
        assert disclosure.events_about(held.world.cleared, report, TODAY)

    def test_wait_on_the_day_of_those_who_may_know(self, held: Held) -> None:
        report_leak(ReportLeak("They knew the week"), held.world.panel, TODAY)
        report = store.db.session.query(LeakReportRow).one().id
        assert [line.report_id for line in disclosure.attention(held.world.cleared, "suspicions-waiting", TODAY)] == [
            report
        ]
        for reader in (held.world.uncleared, tied(held.world.cleared, held.target)):
            assert disclosure.attention(reader, "suspicions-waiting", TODAY) == ()

    def test_are_dealt_with_once(self, held: Held) -> None:
        report_leak(ReportLeak("They knew the week"), held.world.panel, TODAY)
        (found,) = disclosure.leaks(held.world.cleared, TODAY).reports
        assert (found.told, found.closed) == ("They knew the week", "")
        close_report(CloseReport(found.id, "It was a guess", False), held.world.liaison, TODAY)
        assert disclosure.leak_report(held.world.cleared, found.id, TODAY).closed == "It was a guess"
        with pytest.raises(Refusal, match="already"):
            close_report(CloseReport(found.id, "Again", True), held.world.cleared, TODAY)
        for reader in (held.world.uncleared, tied(held.world.cleared, CODES[2])):
            with pytest.raises(NotFound):
                close_report(CloseReport(found.id, "Again", True), reader, TODAY)
