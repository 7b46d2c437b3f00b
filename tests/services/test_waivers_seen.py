"""Who sees which waivers: the veil, swaps of chairs, the register and its file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from small_world import CODES, TODAY, World, board, build_world
from waiver_desk import (
    DECISIONS,
    KINDS,
    NOW,
    ROSTER,
    UNTIL,
    H,
    T,
    command,
    decide,
)
from waiving import MITIGATION, REASON

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.waivers import ProposeWaiver, propose_waiver
from peerinspect.services.waivers_export import waivers_csv
from peerinspect.store import history
from peerinspect.store.history import AppendOnly
from peerinspect.store.reading.placements import read_waivers
from peerinspect.store.tables import (
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    WaiverDecisionRow,
    WaiverProposalRow,
    WaiverRow,
)


class TestTheVeil:
    """Of a sealed inspection's waiver only those know who know of the inspection."""

    def test_goes_to_the_liaison_and_is_nowhere_else(self, drafted: World) -> None:
        waiver = propose_waiver(command(drafted, "sealed-inspect"), drafted.cleared, TODAY)
        assert [each.id for each in disclosure.waivers_to_decide(drafted.liaison, TODAY)] == [waiver]
        for reader in (drafted.uncleared, drafted.chief(T), drafted.chief(H)):
            assert disclosure.waivers(reader, TODAY) == ()
            assert disclosure.waivers_to_decide(reader, TODAY) == ()
            assert waivers_csv(reader, TODAY).count("\r\n") == 1
            with pytest.raises(NotFound):
                disclosure.waiver(reader, waiver, TODAY)
            for how in DECISIONS:
                with pytest.raises(NotFound):
                    decide(how, waiver, reader)
        decide("approve", waiver, drafted.liaison)
        assert disclosure.events_about(drafted.uncleared, waiver, TODAY) == ()
        assert len(disclosure.events_about(drafted.liaison, waiver, TODAY)) == 2

    def test_cannot_be_asked_for_by_who_does_not_know_of_it(self, drafted: World) -> None:
        asked = command(drafted, "sealed-inspect")
        with pytest.raises(NotFound):
            propose_waiver(asked, drafted.uncleared, TODAY)

    def test_looks_of_a_cleared_coordinator_are_recorded(self, drafted: World) -> None:
        waiver = propose_waiver(command(drafted, "sealed-inspect"), drafted.liaison, TODAY)
        before = history.length()
        for query in (disclosure.waivers, disclosure.waiver):
            query(drafted.cleared, *([waiver] if query is disclosure.waiver else []), TODAY)
        assert history.length() == before + 2

    def test_an_objection_that_tells_of_a_sealed_inspection_is_waived_for_that_one(self, drafted: World) -> None:
        """The chief executive who decides on the chair must not read of the inspection beside it."""
        with store.transaction():
            part = store.db.session.query(RosterPartRow).filter_by(part="sealed-0").one()
            row = RosterObjectionRow(
                part=part.id, position=9, rule="crossed-duties", sentence="Tells of both.", people=f"{H}-director",
                duties="open-chair sealed-inspect",
            )  # fmt: skip
            store.add(row)
        needed = [
            each for each in disclosure.roster(drafted.cleared, ROSTER, TODAY).waivers if each.rule == "crossed-duties"
        ]
        assert [each.duty_id for each in needed] == ["sealed-inspect"]
        assert needed[0].waived_by == "the Ofsted liaison"
        with pytest.raises(Refusal, match="sealed inspection's own placement"):
            propose_waiver(command(drafted, "open-chair", rule="crossed-duties"), drafted.cleared, TODAY)
        propose_waiver(command(drafted, "sealed-inspect", rule="crossed-duties"), drafted.cleared, TODAY)
        assert disclosure.waivers(drafted.chief(T), TODAY) == ()

    def test_a_chief_executive_sees_what_they_decide_and_no_more(self, drafted: World) -> None:
        ids = {kind: propose_waiver(command(drafted, f"open-{kind}"), drafted.cleared, TODAY) for kind in KINDS}
        own = {ids["chair"], ids["interim"]}
        assert {each.id for each in disclosure.waivers(drafted.chief(T), TODAY)} == own
        assert {each.id for each in disclosure.waivers_to_decide(drafted.chief(T), TODAY)} == own
        assert disclosure.waivers(drafted.chief(H), TODAY) == ()
        assert {each.id for each in disclosure.waivers(drafted.uncleared, TODAY)} == set(ids.values())
        for reader in (drafted.director(T), drafted.panel, drafted.administrator):
            with pytest.raises(NotAllowed):
                disclosure.waivers(reader, TODAY)


class TestASwapOfChairs:
    """Both chief executives, each for their own board."""

    @pytest.fixture
    def swap(self, bare: object) -> tuple[World, str]:
        world = build_world(TODAY, [board("board-T", T, TODAY), board("board-H", H, TODAY)])
        with store.transaction():
            store.add(RosterRow(id=ROSTER, title="A roster", as_of=TODAY, made_at=NOW, made_by="cleared"))
            row = RosterPartRow(
                roster=ROSTER, part="open", status="optimal", problem_digest="", rulebook="2", policy="",
                problem_bytes=b"", roster_bytes=b"",
            )  # fmt: skip
            store.add(row)
            people = {"board-T": f"{H}-director", "board-H": f"{T}-director"}
            for duty, person in people.items():
                store.add(RosterPlacementRow(part=row.id, duty=duty, person=person, status="proposed"))
            both = " ".join(sorted(people.values())), " ".join(sorted(people))
            store.add(
                RosterObjectionRow(
                    part=row.id, position=0, rule="chair-swap", sentence="They would chair each other's boards.",
                    people=both[0], duties=both[1],
                )
            )  # fmt: skip
        needed = disclosure.roster(world.cleared, ROSTER, TODAY).waivers[0]
        assert needed.waived_by == "the chief executives of both councils"
        made = ProposeWaiver(ROSTER, needed.address, "chair-swap", REASON, MITIGATION, UNTIL)
        return world, propose_waiver(made, world.cleared, TODAY)

    @pytest.mark.parametrize("order", [(T, H), (H, T)])
    def test_needs_both(self, swap: tuple[World, str], order: tuple[str, str]) -> None:
        world, waiver = swap
        first, second = (world.chief(code) for code in order)
        for _ in range(2):  # one of them twice is not both
            decide("approve", waiver, first)
            assert disclosure.waiver(world.cleared, waiver, TODAY).state == "proposed"
            assert disclosure.waivers_to_decide(first, TODAY) == ()
            assert [each.id for each in disclosure.waivers_to_decide(second, TODAY)] == [waiver]
        assert read_waivers() == ()
        decide("approve", waiver, second)
        (held,) = read_waivers()
        assert {(held.person, held.duty), held.other} == {(f"{H}-director", "board-T"), (f"{T}-director", "board-H")}

    def test_either_can_refuse_and_nobody_changes_their_mind(self, swap: tuple[World, str]) -> None:
        world, waiver = swap
        decide("approve", waiver, world.chief(T))
        with pytest.raises(Refusal, match="decided this already"):
            decide("refuse", waiver, world.chief(T))
        decide("refuse", waiver, world.chief(H))
        assert disclosure.waiver(world.cleared, waiver, TODAY).state == "refused"
        assert read_waivers() == ()

    def test_nobody_else_decides(self, swap: tuple[World, str]) -> None:
        world, waiver = swap
        for reader in (world.liaison, world.uncleared):
            with pytest.raises(Refusal, match="decided by the chief executive of Council"):
                decide("approve", waiver, reader)
        with pytest.raises(NotFound):
            decide("approve", waiver, world.chief(CODES[8]))

    def test_nobody_decides_about_their_own_chair_on_either_board(self, swap: tuple[World, str]) -> None:
        world, waiver = swap
        for person in (f"{T}-director", f"{H}-director"):
            acting_up = replace(world.chief(T), person_id=person)
            assert disclosure.waivers_to_decide(acting_up, TODAY) == ()
            with pytest.raises(Refusal, match="about you"):
                decide("approve", waiver, acting_up)


class TestTheRegister:
    """What it holds, and as a file."""

    def test_names_whose_word_is_missing_and_what_was_said(self, drafted: World) -> None:
        waiver = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
        assert disclosure.waiver(drafted.uncleared, waiver, TODAY).waits_for == f"the chief executive of Council {T}"
        decide("approve", waiver, drafted.chief(T))
        (view,) = disclosure.waivers(drafted.uncleared, TODAY)
        assert (view.state, view.waits_for, view.may_decide) == ("approved", "", False)
        assert [(each.by, each.outcome) for each in view.words] == [(f"Chief {T}", "approved")]

    @pytest.mark.parametrize("begin", ["=", "+", "-", "@", " =", "\t="])
    def test_the_file_holds_no_formula(self, drafted: World, begin: str) -> None:
        evil = f'{begin}HYPERLINK("http://example.org";"x")'
        propose_waiver(command(drafted, "open-chair", reason=f"x {evil}", mitigation=evil), drafted.cleared, TODAY)
        rows = list(csv.DictReader(io.StringIO(waivers_csv(drafted.liaison, TODAY).removeprefix("\ufeff"))))
        assert len(rows) == 1
        for value in rows[0].values():
            assert not value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
        assert rows[0]["Mitigation"] == f"'{evil.strip()}"
        assert (rows[0]["State"], rows[0]["Holds until"]) == ("proposed", UNTIL.isoformat())

    def test_is_only_ever_added_to(self, drafted: World) -> None:
        waiver = propose_waiver(command(drafted, "open-chair"), drafted.cleared, TODAY)
        decide("approve", waiver, drafted.chief(T))
        for table in (WaiverRow, WaiverProposalRow, WaiverDecisionRow):
            with pytest.raises(AppendOnly), store.transaction():
                store.db.session.delete(store.db.session.query(table).first())
                store.db.session.flush()
