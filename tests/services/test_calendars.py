"""Calendar feeds: what they say to whom, that they say nothing sealed, and how they tell of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from calendar_reading import Component, events, read_strictly
from small_world import ADMIN, CODES, MONDAY, NOTICE, TODAY, World, board, build_world, inspection, tied

from peerinspect import store
from peerinspect.documents.calendars import CONFIRMED, Entry, Numbered, render
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.calendar_addresses import make_address, revoke_address
from peerinspect.services.calendars import CANCELLED_KEPT, read_duty, read_feed
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.moving import MoveInspection, move_inspection
from peerinspect.services.posts import EndPost, end_post
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.user_changes import ChangeUser, change_user, disable_user, enable_user
from peerinspect.services.wording import ELSEWHERE
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import CalendarEntryRow, CalendarFeedRow, OnSiteRow, PlacementRow

T, KNOWN, H = CODES[3], CODES[7], CODES[5]
PEER = f"{H}-director"
SEALED, OPEN, BOARD, TWO_RUNS = "sealed-inspect", "open-inspect", "a-board", "two-runs"
SECOND_WEEK = Period(MONDAY + timedelta(weeks=6), MONDAY + timedelta(weeks=6, days=1))
FIRST_WEEK = Period(MONDAY + timedelta(weeks=5), MONDAY + timedelta(weeks=5, days=1))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(bare: object) -> World:
    """A sealed inspection of T, one that is known, support in two runs of days, and a board."""
    runs = Duty(
        TWO_RUNS, "support", Period(FIRST_WEEK.start, SECOND_WEEK.end), 1, frozenset({CODES[9]}),
        on_site=(FIRST_WEEK, SECOND_WEEK),
    )  # fmt: skip
    known = inspection(OPEN, KNOWN, MONDAY + timedelta(weeks=3), sealed=False)
    return build_world(TODAY, [inspection(SEALED, T), known, runs, board(BOARD, CODES[9], TODAY)])


def put(duty: str, status: str = "offered", person: str = PEER) -> str:
    with store.transaction():
        load_placements([Placement(person, duty, status)], [])
    return placement_address(person, duty)


def set_status(duty: str, status: str) -> None:
    with store.transaction():
        store.db.session.get_one(PlacementRow, (PEER, duty)).status = status


def read(secret: str, day: date = TODAY) -> list[Component]:
    """The feed's events, read strictly and by a library."""
    content = read_feed(secret, day)
    found = events(read_strictly(content))
    parsed = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    assert {str(each["UID"]) for each in parsed} == {each.value("UID") for each in found}
    return found


def said(event: Component) -> tuple[str, str, str, str, int]:
    """Title, first day, day after the last, status and number."""
    return (
        event.text("SUMMARY"), event.value("DTSTART"), event.value("DTEND"), event.value("STATUS"),
        int(event.value("SEQUENCE")),
    )  # fmt: skip


class TestOwnDuties:
    """One's own feed."""

    def test_dates_only_until_the_notice_day_even_once_the_council_was_disclosed(self, desk: World) -> None:
        address, reader = put(SEALED), desk.director(H)
        secret = make_address(reader, TODAY)
        (event,) = read(secret)
        assert said(event) == (f"To answer: {ELSEWHERE}", "20260601", "20260606", "TENTATIVE", 0)
        accept_offer(AcceptOffer(address), reader, TODAY)
        (event,) = read(secret)
        assert said(event) == (ELSEWHERE, "20260601", "20260606", "CONFIRMED", 1)
        with store.transaction():
            store.db.session.get_one(PlacementRow, (PEER, SEALED)).finer = "disclosed"
        before = NOTICE - timedelta(days=1)
        (event,) = read(secret, before)
        assert said(event)[0] == ELSEWHERE
        for word in ("inspect", "Ofsted", T, "Council C"):
            assert word.encode() not in b"".join(
                line for line in read_feed(secret, before).split(b"\r\n") if b"@peerinspect" not in line
            ).replace(b"peerinspect", b"")
        (event,) = read(secret, NOTICE)
        assert said(event) == (f"Inspection of Council {T}", "20260601", "20260606", "CONFIRMED", 2)

    def test_what_is_only_asked_looks_alike_sealed_or_not(self, desk: World) -> None:
        for duty in (SEALED, OPEN, TWO_RUNS):
            put(duty)
        found = read(make_address(desk.director(H), TODAY))
        assert len({(event.text("SUMMARY"), event.text("DESCRIPTION")) for event in found}) == 1

    def test_runs_of_days_are_apart_and_a_long_term_has_its_ends(self, desk: World) -> None:
        put(TWO_RUNS, "accepted")
        put(BOARD, "accepted")
        found = sorted(map(said, read(make_address(desk.director(H), TODAY))))
        assert found == [
            ("Begins: Chair of the board of Council C09", "20260330", "20260331", "CONFIRMED", 1),
            ("Ends: Chair of the board of Council C09", "20270124", "20270125", "CONFIRMED", 1),
            ("Support for Council C09", "20260706", "20260708", "CONFIRMED", 1),
            ("Support for Council C09", "20260713", "20260715", "CONFIRMED", 1),
        ]

    def test_days_that_are_asked_for_are_busy_and_those_called_off_are_free(self, desk: World) -> None:
        address, reader = put(OPEN), desk.director(H)
        secret = make_address(reader, TODAY)
        assert [event.value("TRANSP") for event in read(secret)] == ["OPAQUE"]
        decline_offer(DeclineOffer(address, "conflicted"), reader, TODAY)
        (event,) = read(secret)
        assert said(event) == (f"Cancelled: {ELSEWHERE}", "20260622", "20260627", "CANCELLED", 2)
        assert event.value("TRANSP") == "TRANSPARENT"
        assert "conflict" not in event.text("DESCRIPTION")

    def test_what_was_called_off_stays_called_off_for_a_while(self, desk: World) -> None:
        address, reader = put(OPEN), desk.director(H)
        secret = make_address(reader, TODAY)
        read(secret)
        decline_offer(DeclineOffer(address, "busy"), reader, TODAY)
        (called_off,) = read(secret)
        last = TODAY + CANCELLED_KEPT
        assert [said(event) for event in read(secret, last)] == [said(called_off)]
        assert read(secret, last + timedelta(days=1)) == []
        set_status(OPEN, "offered")
        (again,) = read(secret, last + timedelta(days=2))
        assert again.value("UID") == called_off.value("UID")
        assert int(again.value("SEQUENCE")) > int(called_off.value("SEQUENCE"))

    def test_what_the_feed_never_said_needs_no_calling_off(self, desk: World) -> None:
        put(OPEN, "declined")
        assert read(make_address(desk.director(H), TODAY)) == []

    def test_a_cancelled_duty_is_called_off_for_whoever_was_on_it(self, desk: World) -> None:
        put(TWO_RUNS, "accepted")
        secret = make_address(desk.director(H), TODAY)
        read(secret)
        take_step(TakeStep(TWO_RUNS, "cancel", TODAY, "No longer needed", accepts=True), desk.cleared, TODAY)
        assert {event.value("STATUS") for event in read(secret)} == {"CANCELLED"}

    def test_an_offer_that_lapsed_is_off(self, desk: World) -> None:
        put(OPEN)
        secret = make_address(desk.director(H), TODAY)
        read(secret)
        (event,) = read(secret, date(2026, 6, 27))
        assert event.value("STATUS") == "CANCELLED"

    def test_what_is_over_leaves_after_a_year_and_is_not_called_off(self, desk: World) -> None:
        put(OPEN, "accepted")
        secret = make_address(desk.director(H), TODAY)
        assert len(read(secret)) == 1
        assert len(read(secret, date(2027, 6, 26))) == 1
        assert read(secret, date(2027, 6, 27)) == []
        assert read(secret, date(2027, 6, 28)) == []

    def test_what_was_noted_of_it_is_forgotten(self, desk: World) -> None:
        put(OPEN, "accepted")
        reader = desk.director(H)
        secret = make_address(reader, TODAY)
        read(secret)
        later = date(2028, 1, 3)
        put(TWO_RUNS, "declined")
        with store.transaction():
            load_duties([board("late", CODES[9], later)])
        put("late", "accepted")
        assert len(read(secret, later)) == 2, "its first day and its last"
        assert store.db.session.query(CalendarEntryRow).count() == 2

    def test_a_run_of_days_that_is_no_more_is_called_off(self, desk: World) -> None:
        put(TWO_RUNS, "accepted")
        secret = make_address(desk.director(H), TODAY)
        read(secret)
        with store.transaction():
            store.db.session.query(OnSiteRow).filter_by(duty=TWO_RUNS, starts=SECOND_WEEK.start).delete()
        assert sorted(map(said, read(secret))) == [
            ("Cancelled", "20260713", "20260715", "CANCELLED", 2),
            ("Support for Council C09", "20260706", "20260708", "CONFIRMED", 2),  # Fewer days of work.
        ]

    def test_a_move_keeps_the_entry_and_raises_its_number(self, desk: World) -> None:
        put(SEALED)
        secret = make_address(desk.director(H), TODAY)
        (before,) = read(secret)
        move_inspection(MoveInspection(SEALED, MONDAY + timedelta(weeks=1), accepts=True), desk.cleared, TODAY)
        (after,) = read(secret)
        assert after.value("UID") == before.value("UID")
        assert (after.value("DTSTART"), after.value("DTEND")) == ("20260608", "20260613")
        assert int(after.value("SEQUENCE")) == int(before.value("SEQUENCE")) + 1

    def test_a_user_without_a_person_has_none(self, desk: World) -> None:
        with pytest.raises(NotFound):
            make_address(replace(desk.director(H), person_id=None), TODAY)


class TestTheSameFacts:
    """Same facts, same bytes."""

    def test_are_the_same_bytes_on_any_day(self, desk: World) -> None:
        put(SEALED)
        put(BOARD, "accepted")
        secret = make_address(desk.director(H), TODAY)
        first = read_feed(secret, TODAY)
        assert read_feed(secret, TODAY + timedelta(days=9)) == first

    def test_and_are_written_once(self, desk: World) -> None:
        put(SEALED)
        secret = make_address(desk.director(H), TODAY)
        read_feed(secret, TODAY)
        before = history.length(), _rows()
        read_feed(secret, TODAY + timedelta(days=9))
        assert (history.length(), _rows()) == before

    def test_another_address_leads_to_the_same_entries(self, desk: World) -> None:
        put(BOARD, "accepted")
        reader = desk.director(H)
        first = read_feed(make_address(reader, TODAY), TODAY)
        assert read_feed(make_address(reader, TODAY), TODAY) == first

    def test_a_change_dates_from_the_day_on_which_it_is_first_read(self, desk: World) -> None:
        address, reader = put(OPEN), desk.director(H)
        secret = make_address(reader, TODAY)
        read(secret)
        accept_offer(AcceptOffer(address), reader, TODAY)
        later = TODAY + timedelta(days=3)
        (event,) = read(secret, later)
        assert event.value("DTSTAMP") == event.value("LAST-MODIFIED") == "20260305T000000Z"

    def test_what_is_kept_holds_no_words(self, desk: World) -> None:
        put(OPEN, "accepted")
        read_feed(make_address(desk.director(H), TODAY), TODAY)
        (row,) = store.db.session.query(CalendarEntryRow)
        assert not any(word in f"{row.content} {row.uid}" for word in ("Council", KNOWN, OPEN, PEER))


def _rows() -> list[tuple[object, ...]]:
    row = CalendarEntryRow
    columns = (row.uid, row.content, row.sequence, row.changed_on, row.starts, row.ends)
    return [tuple(each) for each in store.db.session.query(*columns)]


class TestOneDuty:
    """The file of one duty."""

    def test_holds_the_entries_of_the_feed(self, desk: World) -> None:
        address, reader = put(TWO_RUNS, "accepted"), desk.director(H)
        put(OPEN, "accepted")
        alone = events(read_strictly(read_duty(reader, address, TODAY)))
        together = {said(event) for event in read(make_address(reader, TODAY))}
        assert len(alone) == 2 and {said(event) for event in alone} < together

    def test_notes_nothing_and_still_counts_up(self, desk: World) -> None:
        address, reader = put(OPEN), desk.director(H)
        numbers = []
        for change in (None, AcceptOffer(address), DeclineOffer(address, "busy")):
            if isinstance(change, AcceptOffer):
                accept_offer(change, reader, TODAY)
            elif change:
                decline_offer(change, reader, TODAY)
            (event,) = events(read_strictly(read_duty(reader, address, TODAY)))
            numbers.append(int(event.value("SEQUENCE")))
        assert numbers == [0, 1, 2]
        assert _rows() == []

    def test_is_nobody_elses(self, desk: World) -> None:
        address = put(OPEN)
        with pytest.raises(NotFound):
            read_duty(desk.director(CODES[6]), address, TODAY)


class TestTeams:
    """The feed of who is on which team."""

    @pytest.mark.parametrize("name", ["cleared", "uncleared", "liaison"])
    def test_says_who_is_on_which_team_and_nothing_sealed(self, desk: World, name: str) -> None:
        put(OPEN, "accepted")
        put(SEALED, "accepted", person=f"{CODES[6]}-senior")
        secret = make_address(getattr(desk, name), TODAY)
        found = {event.text("SUMMARY"): event.text("DESCRIPTION") for event in read(secret)}
        assert found == {
            f"Inspection of Council {KNOWN}": f"Director {H} (Council {H}): accepted",
            "Support for Council C09": "1 empty seat",
        }
        assert f"Inspection of Council {T}" in {event.text("SUMMARY") for event in read(secret, NOTICE)}

    def test_work_that_is_called_off_is_cancelled_and_keeps_its_days(self, desk: World) -> None:
        secret = make_address(desk.liaison, TODAY)
        read(secret)
        take_step(TakeStep(OPEN, "cancel", TODAY, "Not this year"), desk.cleared, TODAY)
        found = [said(event) for event in read(secret) if event.value("STATUS") == "CANCELLED"]
        assert [one[1:4] for one in found] == [("20260622", "20260627", "CANCELLED")]

    def test_a_known_one_that_is_put_off_shows_no_new_week(self, desk: World) -> None:
        secret = make_address(desk.uncleared, TODAY)
        read(secret)
        take_step(TakeStep(OPEN, "defer", TODAY, "Flood"), desk.cleared, TODAY)
        after_deferral = read_feed(secret, TODAY)
        new_week = MONDAY + timedelta(weeks=18)
        take_step(TakeStep(OPEN, "plan-again", new_week, accepts=True), desk.cleared, TODAY)
        assert read_feed(secret, TODAY) == after_deferral

    @pytest.mark.parametrize("name", ["panel", "administrator"])
    def test_others_have_no_feed(self, desk: World, name: str) -> None:
        with pytest.raises(NotAllowed):
            make_address(getattr(desk, name), TODAY)

    def test_a_chief_executive_has_no_feed(self, desk: World) -> None:
        with pytest.raises(NotAllowed):
            make_address(desk.chief(H), TODAY)


def _disable(desk: World) -> None:
    disable_user(desk.director(H).user_id, ADMIN, NOW)
    enable_user(desk.director(H).user_id, ADMIN)


def _become_chief(desk: World) -> None:
    change_user(ChangeUser(desk.director(H).user_id, "chief-executive", authorities=(H,)), ADMIN)


def _become_another_person(desk: World) -> None:
    change_user(ChangeUser(desk.director(H).user_id, "director", f"{H}-senior"), ADMIN)


def _leave_post(desk: World) -> None:
    (post,) = post_rows(PEER)
    end_post(EndPost(PEER, post.id, TODAY - timedelta(days=1)), desk.cleared, TODAY)


class TestAddress:
    """The secret address."""

    def test_is_kept_as_a_digest_alone_and_told_without_it(self, desk: World) -> None:
        secret = make_address(desk.director(H), TODAY)
        row = store.db.session.query(CalendarFeedRow).one()
        assert len(secret) == 32 and secret not in repr(vars(row))
        assert not any(secret in str(event.payload) for event in history.events())

    def test_a_new_one_ends_the_old_one(self, desk: World) -> None:
        first, second = (make_address(desk.director(H), TODAY) for _ in range(2))
        with pytest.raises(NotFound):
            read_feed(first, TODAY)
        assert read_feed(second, TODAY)

    def test_a_revoked_one_is_good_no_more(self, desk: World) -> None:
        secret = make_address(desk.director(H), TODAY)
        assert disclosure.calendar_page(desk.director(H)).made_on == TODAY
        revoke_address(desk.director(H))
        with pytest.raises(NotFound):
            read_feed(secret, TODAY)
        assert disclosure.calendar_page(desk.director(H)).made_on is None
        with pytest.raises(Refusal):
            revoke_address(desk.director(H))

    @pytest.mark.parametrize("end", [_disable, _become_chief, _become_another_person, _leave_post])
    def test_it_ends_with_the_account(self, desk: World, end: Callable[[World], None]) -> None:
        secret = make_address(desk.director(H), TODAY)
        read_feed(secret, TODAY)
        end(desk)
        with pytest.raises(NotFound):
            read_feed(secret, TODAY)

    def test_an_address_that_nobody_has_leads_nowhere(self, desk: World) -> None:
        make_address(desk.director(H), TODAY)
        for guess in ("", "x", f"{'a' * 32}", "ü\x00"):
            with pytest.raises(NotFound):
                read_feed(guess, TODAY)


def test_a_sealed_inspection_changes_no_byte_of_the_feeds_of_others(desk: World) -> None:
    """Of T's own people, of others who are on nothing of it, and of coordinators, the cleared ones too."""
    put(OPEN, "accepted", person=f"{T}-director")
    readers = [desk.director(T), desk.senior(T), desk.cleared, desk.uncleared, desk.liaison, desk.senior(H)]
    readers.append(tied(desk.cleared, T))
    secrets = [make_address(reader, TODAY) for reader in readers[:-1]]
    before = [read_feed(secret, TODAY) for secret in secrets]
    put(SEALED, "accepted")
    move_inspection(MoveInspection(SEALED, MONDAY + timedelta(weeks=2), accepts=True), desk.cleared, TODAY)
    assert [read_feed(secret, TODAY) for secret in secrets] == before


class TestDocument:
    """The format, whatever the words."""

    def test_holds_any_text_in_lines_that_are_short_enough(self) -> None:
        summary = "Ångström, “bord” ; back\\slash 🙂 " * 9
        entry = Entry("uid", summary, "a\nb\x00\x1b;c", TODAY, TODAY, CONFIRMED, True)
        (event,) = events(read_strictly(render("Näme, with; all", [Numbered(entry, 3, TODAY)])))
        assert event.text("SUMMARY") == summary.strip() or event.text("SUMMARY") == summary
        assert event.text("DESCRIPTION") == "a\nb;c"

    def test_one_without_entries_is_valid_too(self) -> None:
        calendar = read_strictly(render("Empty", []))
        assert [part.name for part in calendar.parts] == ["VTIMEZONE"]

    def test_the_order_in_which_entries_are_read_tells_nothing(self) -> None:
        both = [Numbered(Entry(uid, "S", "D", TODAY, TODAY, CONFIRMED, True), 0, TODAY) for uid in ("b", "a")]
        assert render("N", both) == render("N", both[::-1])
