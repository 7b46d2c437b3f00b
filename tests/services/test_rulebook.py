"""The rulebook as its readers see it, and old rosters checked again under what they were made by."""

from __future__ import annotations

import pytest
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan
from waiving import waive_all

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.policies import DecideChange, ProposeChange, approve_change, propose_change
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.rechecking import check_again
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
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
