"""The rulebook as its readers see it, and old rosters checked again under what they were made by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan
from waiving import waive_all

from peerinspect import store
from peerinspect.services import check_tasks, disclosure, tasks
from peerinspect.services.policies import DecideChange, ProposeChange, approve_change, propose_change
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.rechecking import check_again
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.task_watch import TaskWatch
from peerinspect.services.views import RosterCheck
from peerinspect.store.tables import RosterPartRow, RosterRuleRow


@pytest.fixture
def drafted_roster(bare: object) -> tuple[World, str]:
    """A draft of a board and of a sealed inspection; everybody acts in their post."""
    duties = [board("board-0", CODES[0], TODAY), inspection("sealed-C03", CODES[3])]
    world = build_world(TODAY, duties, basis="acting")
    return world, plan(world.cleared)


def change_the_policy(world: World, **parameters: int) -> None:
    command = ProposeChange("short-tenure", "Longer in post", parameters=parameters)
    approve_change(DecideChange(propose_change(command, world.uncleared, TODAY)), world.cleared, TODAY)


def test_an_old_roster_is_checked_again_under_its_own_version(drafted_roster: tuple[World, str]) -> None:
    """Thirty months in post were enough when it was made, and still are for it; not for a new one."""
    world, roster = drafted_roster
    waive_all(world, roster)
    change_the_policy(world, months=36)
    check = check_again(world.cleared, roster, TODAY)
    assert [part.part for part in check.parts] == ["open", "sealed-0", "sealed-1", "sealed-2"]
    assert all(part.certificate.is_clean for part in check.parts)
    assert {part.version for part in check.parts} == {1}
    assert all(part.certificate.rules_examined >= 40 for part in check.parts)
    shown = disclosure.roster(world.cleared, roster, TODAY)
    assert {part.version for part in shown.parts} == {1}
    with pytest.raises(Refusal, match="arose that nobody can waive"):
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
    again = plan(world.cleared)
    assert {part.version for part in disclosure.roster(world.cleared, again, TODAY).parts} == {2}
    assert disclosure.roster(world.cleared, again, TODAY).placements == ()


def test_a_damaged_roster_is_found_out(drafted_roster: tuple[World, str]) -> None:
    world, roster = drafted_roster
    with store.transaction():
        part = store.db.session.query(RosterPartRow).filter_by(roster=roster, part="open").one()
        part.roster_bytes = part.roster_bytes.replace(part.problem_digest.encode(), b"sha256:" + b"0" * 64)
    (opened, *_) = check_again(world.cleared, roster, TODAY).parts
    assert not opened.certificate.is_clean


def test_checking_again_shows_each_reader_their_parts_and_writes_nothing(drafted_roster: tuple[World, str]) -> None:
    world, roster = drafted_roster
    assert [part.part for part in check_again(world.uncleared, roster, TODAY).parts] == ["open"]
    with pytest.raises(NotFound):
        check_again(world.cleared, "no-such-roster", TODAY)
    for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
        with pytest.raises(NotAllowed):
            check_again(reader, roster, TODAY)


class TestHowOftenARuleDecides:
    """Counted in open work alone, once a roster is published; small numbers are for those on watch."""

    def test_only_once_published(self, drafted_roster: tuple[World, str]) -> None:
        world, roster = drafted_roster
        assert {each.kept_off for each in disclosure.rulebook(world.cleared, TODAY).rules} == {None}
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        book = disclosure.rulebook(world.cleared, TODAY)
        assert book.counted_on == TODAY
        counts = {each.code: each.kept_off for each in book.rules}
        assert counts["own-authority"] == 2, "the two people of the board's own council"
        assert counts["shares-border"] == 0

    def test_the_same_for_every_reader_and_never_of_sealed_work(self, drafted_roster: tuple[World, str]) -> None:
        world, roster = drafted_roster
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        sealed = [row.id for row in store.db.session.query(RosterPartRow) if row.part != "open"]
        assert store.db.session.query(RosterRuleRow).filter(RosterRuleRow.part.in_(sealed)).count() == 0
        books = [disclosure.rulebook(reader, TODAY) for reader in (world.cleared, world.uncleared, world.liaison)]
        assert books[0].rules == books[1].rules == books[2].rules
        for reader in (world.director(CODES[3]), world.chief(CODES[3]), world.panel):
            one = next(each for each in disclosure.rulebook(reader, TODAY).rules if each.code == "own-authority")
            assert (one.kept_off, one.is_few) == (5, True)
            none = next(each for each in disclosure.rulebook(reader, TODAY).rules if each.code == "shares-border")
            assert (none.kept_off, none.is_few) == (0, False)


class TestLargeRosters:
    """Parts that take long are examined in the background, and kept as long as they are what they were."""

    @pytest.fixture(autouse=True)
    def _all_are_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(check_tasks, "SMALL", 0)

    def _examine(self, kind: str) -> int:
        """Do what is queued of a kind; how many parts that was."""
        for number in range(10):
            claim = tasks.claim_task("one", (kind,))
            if claim is None:
                return number
            check_tasks.examine_part(claim.key, TaskWatch(claim))
            assert tasks.finish_task(claim)
        raise AssertionError("it never ends")

    def test_are_waited_for_once(self, drafted_roster: tuple[World, str]) -> None:
        world, roster = drafted_roster
        at_once = _as_if_small(world, roster)
        for _ in range(3):
            asked = check_again(world.cleared, roster, TODAY)
            assert (asked.parts, asked.waiting) == ((), ("open", "sealed-0", "sealed-1", "sealed-2"))
        assert self._examine(check_tasks.CHECK) == 1
        assert [part.part for part in check_again(world.cleared, roster, TODAY).parts] == ["open"]
        assert self._examine(check_tasks.CHECK_APART) == 3
        found = check_again(world.cleared, roster, TODAY)
        assert (len(found.parts), found.waiting, found.failed) == (4, (), ())
        for part, expected in zip(found.parts, at_once.parts, strict=True):
            assert replace(part.certificate, checked_on=TODAY) == expected.certificate
        assert not tasks.is_task_due((check_tasks.CHECK, check_tasks.CHECK_APART))

    def test_are_examined_anew_once_their_files_are_others(self, drafted_roster: tuple[World, str]) -> None:
        world, roster = drafted_roster
        check_again(world.uncleared, roster, TODAY)
        self._examine(check_tasks.CHECK)
        assert check_again(world.uncleared, roster, TODAY).parts[0].certificate.is_clean
        with store.transaction():
            part = store.db.session.query(RosterPartRow).filter_by(roster=roster, part="open").one()
            part.roster_bytes = part.roster_bytes.replace(part.problem_digest.encode(), b"sha256:" + b"0" * 64)
        assert check_again(world.uncleared, roster, TODAY).waiting == ("open",)
        self._examine(check_tasks.CHECK)
        assert not check_again(world.uncleared, roster, TODAY).parts[0].certificate.is_clean

    def test_who_may_not_know_of_sealed_parts_waits_for_the_open_one_alone(
        self, drafted_roster: tuple[World, str]
    ) -> None:
        world, roster = drafted_roster
        asked = check_again(world.uncleared, roster, TODAY)
        assert (asked.parts, asked.waiting, asked.failed) == ((), ("open",), ())
        assert not tasks.is_task_due((check_tasks.CHECK_APART,))
        self._examine(check_tasks.CHECK)
        seen = check_again(world.uncleared, roster, TODAY)
        assert ([part.part for part in seen.parts], seen.waiting) == (["open"], ())

    def test_that_cannot_be_examined_say_so(
        self, drafted_roster: tuple[World, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world, roster = drafted_roster
        check_again(world.uncleared, roster, TODAY)
        claim = tasks.claim_task("one", (check_tasks.CHECK,))
        assert claim is not None
        tasks.finish_task(claim, tasks.FAILED, tasks.FAULT)
        assert check_again(world.uncleared, roster, TODAY).failed == ("open",)
        assert not tasks.is_task_due((check_tasks.CHECK,)), "it is left alone for a while"
        monkeypatch.setattr(check_tasks, "REST", timedelta())
        assert check_again(world.uncleared, roster, TODAY).waiting == ("open",)


def _as_if_small(world: World, roster: str) -> RosterCheck:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_tasks, "SMALL", 10**9)
        return check_again(world.cleared, roster, TODAY)
