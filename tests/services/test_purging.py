"""The purge: what goes on which day, what stays, and that the history stays provable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from held_world import SEALED, held_world, put, row_of, sign
from small_world import CODES, MONDAY, TODAY, World, board, build_world
from sqlalchemy import func, select

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.services import disclosure
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.upkeep import rules
from peerinspect.services.upkeep.people import NO_LONGER_KEPT
from peerinspect.services.upkeep.purging import Report, last_report, purge
from peerinspect.store import history
from peerinspect.store import tables as t

PERSON = f"{CODES[3]}-director"
LAST = board("board-1", CODES[1], TODAY).period.end or date.max
DAY = timedelta(days=1)


@pytest.fixture
def placed(bare: object) -> World:
    """Somebody chairs a board, and it is written in the history."""
    found = build_world(TODAY, [board("board-1", CODES[1], TODAY)])
    put(PERSON, "board-1")
    with store.transaction():
        history.record("cleared", "offer", "board-1", duty="board-1", sentence="Offered it to Somebody.")
        history.record("cleared", "set-offers", PERSON, sentence="Said which duties to offer.")
    return found


def _count(report: Report, take: object) -> int:
    """What the rule that takes something out by this function has taken."""
    (words,) = [rule.words for rule in rules.RULES if rule.take is take]
    return {line.rule: line.count for line in report.lines}[words]


def _rows(table: type) -> int:
    return store.db.session.scalar(select(func.count()).select_from(table)) or 0


def _leave(person: str, day: date, *, gone: bool = True) -> None:
    with store.transaction():
        store.db.session.get_one(t.PersonRow, person).left_on = day
        for user in store.db.session.scalars(select(t.UserRow).filter_by(person=person)):
            user.disabled_at = datetime(2026, 1, 1, tzinfo=UTC) if gone else None


class TestPlacements:
    """Six years after the duty's last day."""

    def test_stay_on_the_anniversary_and_go_the_day_after(self, placed: World) -> None:
        anniversary = add_months(LAST, 72)
        assert _count(purge(anniversary, anniversary), rules._placements) == 0  # noqa: SLF001
        assert row_of(PERSON, "board-1").status == "accepted"
        report = purge(anniversary + DAY, anniversary + DAY)
        assert _count(report, rules._placements) == 1  # noqa: SLF001
        assert _rows(t.PlacementRow) == 0
        assert store.db.session.get(t.DutyRow, "board-1") is not None

    def test_take_what_the_history_said_of_them_and_leave_it_whole(self, placed: World) -> None:
        before = history.length()
        purge(add_months(LAST, 72) + DAY, add_months(LAST, 72) + DAY)
        about = {each.action: each.payload for each in history.events("board-1")}
        assert about["offer"] is None
        assert [each.payload for each in history.events(PERSON)] != [None]
        assert history.length() == before + 1
        assert history.verify() == []

    def test_only_tried_nothing_goes(self, placed: World) -> None:
        day = add_months(LAST, 72) + DAY
        tried = purge(day, TODAY, dry_run=True)
        assert _count(tried, rules._placements) == 1  # noqa: SLF001
        assert _rows(t.PlacementRow) == 1
        assert last_report() is None
        assert history.verify() == []

    def test_a_day_to_come_can_only_be_tried(self, placed: World) -> None:
        with pytest.raises(Refusal, match="today or earlier"):
            purge(TODAY + DAY, TODAY)

    def test_a_second_purge_of_the_day_takes_and_says_nothing(self, placed: World) -> None:
        day = add_months(LAST, 72) + DAY
        purge(day, day)
        length = history.length()
        assert purge(day, day).total == 0
        assert history.length() == length


class TestPeople:
    """Twelve months after they left, where no work of theirs is kept."""

    @pytest.fixture
    def gone(self, placed: World) -> str:
        """Somebody without any work, who left."""
        _leave("C05-director", TODAY)
        return "C05-director"

    def test_stay_for_a_year(self, gone: str) -> None:
        day = add_months(TODAY, 12)
        assert _count(purge(day, day), rules._candidates) == 0  # noqa: SLF001
        assert store.db.session.get_one(t.PersonRow, gone).name == "Director C05"

    def test_go_with_all_they_said_and_with_their_account(self, gone: str) -> None:
        day = add_months(TODAY, 12) + DAY
        assert _count(purge(day, day), rules._candidates) == 1  # noqa: SLF001
        row = store.db.session.get_one(t.PersonRow, gone)
        assert (row.name, row.vetted_on, row.declared_on) == (NO_LONGER_KEPT, None, None)
        user = store.db.session.scalar(select(t.UserRow).filter_by(person=gone))
        assert user is None or (user.name, user.password_hash) == (NO_LONGER_KEPT, "")
        assert not store.db.session.scalars(select(t.OfferRow).filter_by(person=gone)).all()
        assert store.db.session.scalars(select(t.PostRow).filter_by(person=gone)).all()
        assert history.verify() == []

    def test_stay_while_they_can_sign_in(self, placed: World) -> None:
        with store.transaction():
            store.add(t.UserRow(id="x", email="x@example.org", name="X", role="director", password_hash="",
                                person="C05-director"))  # fmt: skip
        _leave("C05-director", TODAY, gone=False)
        assert _count(purge(add_months(TODAY, 13), add_months(TODAY, 13)), rules._candidates) == 0  # noqa: SLF001

    def test_stay_while_their_work_is_kept_and_their_ties_go_with_it(self, placed: World) -> None:
        _leave(PERSON, TODAY)
        with store.transaction():
            store.add(t.InterestRow(person=PERSON, authority=CODES[4], kind="family"))
        kept = add_months(LAST, 72)
        assert _count(purge(kept, kept), rules._candidates) == 0  # noqa: SLF001
        assert _rows(t.InterestRow) == 1
        report = purge(kept + DAY, kept + DAY)
        assert (_count(report, rules._declarations), _count(report, rules._candidates)) == (1, 1)  # noqa: SLF001
        assert _rows(t.InterestRow) == 0


def test_vetting_goes_six_months_after_it_ran_out(placed: World) -> None:
    vetted = add_months(TODAY, -6)
    last = add_months(vetted, 42)
    assert _count(purge(last, last), rules._vetting) == 0  # noqa: SLF001
    assert _count(purge(last + DAY, last + DAY), rules._vetting) == 2 * len(CODES)  # noqa: SLF001
    assert not any(store.db.session.scalars(select(t.PersonRow.vetted_on)))


def test_why_somebody_declined_goes_after_two_years(placed: World) -> None:
    with store.transaction():
        row = row_of(PERSON, "board-1")
        row.status, row.decline_reason, row.answered_on = "declined", "busy", TODAY
    last = add_months(TODAY, 24)
    assert _count(purge(last, last), rules._declined) == 0  # noqa: SLF001
    assert _count(purge(last + DAY, last + DAY), rules._declined) == 1  # noqa: SLF001
    assert row_of(PERSON, "board-1").decline_reason is None


def test_leavers_lose_their_name_a_year_after_the_numbers_and_their_reason_after_six_years(placed: World) -> None:
    with store.transaction():
        store.add(t.LeavingRow(person=PERSON, left_on=date(2025, 5, 1), reason="retired", own_words="Enough.",
                               told="own", told_on=TODAY))  # fmt: skip
    assert _count(purge(date(2027, 6, 30), date(2027, 6, 30)), rules._ties_of_leavers) == 0  # noqa: SLF001
    assert _count(purge(date(2027, 7, 1), date(2027, 7, 1)), rules._ties_of_leavers) == 1  # noqa: SLF001
    (row,) = store.db.session.scalars(select(t.LeavingRow))
    assert (row.person, row.own_words, row.reason) == (None, "", "retired")
    assert _count(purge(date(2031, 5, 1), date(2031, 5, 1)), rules._reasons_of_leavers) == 0  # noqa: SLF001
    assert _count(purge(date(2031, 5, 2), date(2031, 5, 2)), rules._reasons_of_leavers) == 1  # noqa: SLF001


class TestReport:
    """Who reads it, and what it says."""

    def test_is_kept_as_an_event_that_no_purge_takes(self, placed: World) -> None:
        day = add_months(LAST, 72) + DAY
        report = purge(day, day, "cleared")
        found = last_report()
        assert found is not None
        assert (found.as_of, found.lines) == (day, report.lines)
        late = add_months(day, 200)
        purge(late, late)
        assert [each.payload is None for each in history.events("retention")] == [False]

    def test_is_for_coordinators_and_administrators(self, placed: World) -> None:
        for reader in (placed.cleared, placed.uncleared, placed.administrator):
            last, due = disclosure.purge_report(reader, TODAY)
            assert (last, due.as_of) == (None, TODAY)
        for reader in (placed.liaison, placed.panel, placed.director(CODES[0]), placed.chief(CODES[0])):
            with pytest.raises(NotAllowed):
                disclosure.purge_report(reader, TODAY)

    def test_an_inspection_that_never_came_to_light_goes_and_is_not_counted(self, bare: object) -> None:
        """Whoever reads the numbers must not learn that there was one."""
        held = held_world()
        put(held.person)
        sign(held)
        with store.transaction():
            store.db.session.get_one(t.InspectionRow, SEALED).notice = None
        day = add_months(MONDAY + timedelta(days=4), 72) + DAY
        report = purge(day, day)
        assert (_rows(t.PlacementRow), _rows(t.UndertakingRow)) == (0, 0)
        others: Sequence[int] = [line.count for line in report.lines if line.rule not in _PASSING]
        assert sum(others) == 0
        assert history.verify() == []
        with pytest.raises(NotFound):
            disclosure.who_knew(held.world.uncleared, SEALED, day)


_PASSING = {rule.words for rule in rules.RULES if rule.take in (rules._vetting, rules._run_out)}  # noqa: SLF001
