"""Drafts among each other: a part of the work searched for, what is only supposed, compared, reserved, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from small_world import CODES, TODAY, World, board, build_world, facts_of, inspection

from peerinspect import store
from peerinspect.domain import Placement, RosterPlacement, SetAside
from peerinspect.services import disclosure
from peerinspect.services.answers import AcceptOffer, accept_offer
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.problems import open_problem
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.reserving import keep_next_reserves
from peerinspect.services.scopes import Outside, Scope, scope_from_text, scope_text, scoped
from peerinspect.services.seats import SetPersonAside, set_person_aside
from peerinspect.services.supposing import Leaves, Moves, RuleSays, suppose, supposed_from_text, supposed_text
from peerinspect.services.veil import PARTS
from peerinspect.services.waivers import ProposeWaiver, propose_waiver
from peerinspect.services.withdrawing import WithdrawRoster, withdraw_roster
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import PlacementRow, RosterRow

SEALED = "sealed-C03"
WHY = "The papers were wrong"


@pytest.fixture
def busy(bare: Flask) -> World:
    """A board in the north, one in the south, an announced inspection and a sealed one."""
    duties = [
        board("north", CODES[0], TODAY),
        board("south", CODES[7], TODAY),
        inspection("announced", CODES[5], TODAY + timedelta(weeks=20), sealed=False),
        inspection(SEALED, CODES[3], TODAY + timedelta(weeks=14)),
    ]
    return build_world(TODAY, duties)


def search(reader: Reader, **asked: object) -> str:
    """Make a plan here and now; the roster's id."""
    start_plan(StartPlan(20, **asked), reader, TODAY)
    job = claim_job()
    run_job(job)
    view = disclosure.job(reader, job, TODAY)
    assert (view.state, view.message) == ("done", "")
    return view.roster_id


def on(reader: Reader, roster: str) -> dict[str, str]:
    """Who is on each duty."""
    return {each.duty_id: each.person_id for each in disclosure.roster(reader, roster, TODAY).placements}


class TestScope:
    """All that is outside stays as it is."""

    def test_reads_back_as_it_was_written(self) -> None:
        for scope in (Scope(), Scope(("chair",), "North", date(2026, 1, 1), None), Scope(last=date(2027, 1, 1))):
            assert scope_from_text(scope_text(scope)) == scope
        assert scope_text(Scope()) is None

    def test_work_outside_is_pinned_where_it_is_and_looks_for_nobody(self, busy: World) -> None:
        facts = open_problem(TODAY)
        agreed = replace(facts, placements=(Placement("C05-senior", "north", "offered"),))
        found = scoped(agreed, Scope(kinds=("inspect",)), Outside(None, (), is_pinned=True))
        assert found.placements == (Placement("C05-senior", "north", "offered", pinned=True),)
        assert {id_: duty.seats for id_, duty in found.duties.items()} == {"north": 1, "south": 0, "announced": 1}

    def test_a_region_and_a_period_tell_what_is_inside(self, busy: World) -> None:
        facts = open_problem(TODAY)
        for scope, inside in (
            (Scope(region="South"), {"south"}),
            (Scope(region="North"), {"north", "announced"}),
            (Scope(last=TODAY + timedelta(weeks=4, days=-1)), set()),
            (Scope(last=TODAY + timedelta(weeks=4)), {"north", "south"}),
            (Scope(first=TODAY + timedelta(weeks=4, days=301)), set()),
            (Scope(first=TODAY + timedelta(weeks=4, days=300)), {"north", "south"}),
        ):
            found = scoped(facts, scope, Outside(None, (), is_pinned=True))
            assert {id_ for id_, duty in found.duties.items() if duty.seats} == inside, scope

    def test_what_the_roster_it_starts_from_has_outside_stays(self, busy: World) -> None:
        facts = open_problem(TODAY)
        held = {"north": [RosterPlacement("C05-senior", "north", "proposed")], "south": []}
        told = Outside(held, {("C06-senior", "south")}, is_pinned=True)
        found = scoped(facts, Scope(kinds=("inspect",)), told)
        assert found.placements == (Placement("C05-senior", "north", pinned=True),)
        aside = replace(facts, set_aside=(SetAside("C05-senior", "north", "Tired"),))
        assert scoped(aside, Scope(kinds=("inspect",)), told).placements == ()

    def test_sealed_work_outside_is_kept_and_not_pinned(self) -> None:
        duty = inspection("s", "C03")
        facts = facts_of([duty, board("b", "C00", TODAY)])
        held = {"s": [RosterPlacement("C05-senior", "s", "proposed")]}
        found = scoped(facts, Scope(kinds=("chair",)), Outside(held, (), is_pinned=False))
        assert found.placements == (Placement("C05-senior", "s"),)
        assert found.duties["s"].seats == 1
        assert scoped(facts, Scope(kinds=("support",)), Outside(None, (), is_pinned=False)).duties["b"].seats == 1

    def test_the_draft_says_its_scope_and_fills_no_more(self, busy: World) -> None:
        roster = search(busy.uncleared, scope=Scope(kinds=("inspect",)))
        view = disclosure.roster(busy.uncleared, roster, TODAY)
        assert set(on(busy.uncleared, roster)) == {"announced"}
        assert view.line.scope.kinds == ("inspect",)
        assert view.shortfalls == ()
        publish_roster(PublishRoster(roster), busy.uncleared, TODAY)

    def test_what_makes_no_sense_is_refused(self, busy: World) -> None:
        wrong = {
            "region": Scope(region="Atlantis"),
            "kinds": Scope(kinds=("party",)),
            "last": Scope(first=date(2026, 5, 2), last=date(2026, 5, 1)),
        }
        for field, scope in wrong.items():
            with pytest.raises(Refusal) as refused:
                start_plan(StartPlan(20, scope=scope), busy.uncleared, TODAY)
            assert list(refused.value.messages) == [field]


class TestWhatIf:
    """What is only supposed enters nothing."""

    def test_reads_back_as_it_was_written(self) -> None:
        all_sorts = (Leaves("p", date(2026, 4, 1)), Moves("d", date(2026, 5, 1)), RuleSays("ring", "months", 6))
        assert supposed_from_text(supposed_text(all_sorts)) == all_sorts
        assert supposed_text(()) is None

    def test_who_leaves_holds_nothing_and_does_nothing_from_the_day_on(self, busy: World) -> None:
        facts = replace(open_problem(TODAY), placements=(Placement("C05-senior", "north", "live"),))
        left = suppose(facts, [Leaves("C05-senior", date(2026, 6, 1))])
        person = left.people["C05-senior"]
        assert (person.offers, left.placements) == ((), ())
        assert [post.period.end for post in person.posts] == [date(2026, 5, 31)]
        assert {id_: one for id_, one in left.people.items() if id_ != "C05-senior"} == {
            id_: one for id_, one in facts.people.items() if id_ != "C05-senior"
        }

    def test_what_moves_moves_whole(self, busy: World) -> None:
        facts = open_problem(TODAY)
        before = facts.duties["announced"]
        after = suppose(facts, [Moves("announced", before.first_day + timedelta(weeks=2))]).duties["announced"]
        for day in ("first_day", "last_day", "notice"):
            assert getattr(after, day) == getattr(before, day) + timedelta(weeks=2)
        assert [each.start for each in after.on_site_periods] == [after.first_day]

    def test_nothing_of_it_enters_a_register_and_it_is_never_published(self, busy: World) -> None:
        real = search(busy.cleared)
        chosen = on(busy.cleared, real)["north"]
        facts = open_problem(TODAY)
        supposed = (Leaves(chosen, TODAY + timedelta(days=1)), RuleSays("vetting-lapsed", "years", 2))
        what_if = search(busy.cleared, from_roster=real, supposed=supposed)
        view = disclosure.roster(busy.cleared, what_if, TODAY)
        assert view.line.is_what_if and not view.may_publish
        assert "leaves on 3 March 2026" in view.line.supposed[0]
        assert on(busy.cleared, what_if)["north"] != chosen
        with pytest.raises(Refusal, match="never published"):
            publish_roster(PublishRoster(what_if), busy.cleared, TODAY)
        assert open_problem(TODAY) == facts
        assert disclosure.candidates(busy.cleared, "north", TODAY).roster_id == real
        assert disclosure.duty(busy.cleared, "north", TODAY).roster_id == real
        address = disclosure.roster(busy.cleared, what_if, TODAY).placements[0].address
        for entry in (
            lambda: propose_waiver(
                ProposeWaiver(what_if, address, "same-region", WHY, WHY, TODAY), busy.cleared, TODAY
            ),
            lambda: disclosure.seat(busy.cleared, what_if, address, TODAY),
            lambda: set_person_aside(SetPersonAside(what_if, address, WHY), busy.cleared, TODAY),
        ):
            with pytest.raises(NotFound):
                entry()
        with pytest.raises(Refusal, match="from the list"):
            start_plan(StartPlan(20, what_if), busy.cleared, TODAY)

    def test_one_about_a_sealed_duty_is_for_the_cleared_alone(self, busy: World) -> None:
        real = search(busy.cleared)
        job_before = disclosure.jobs(busy.uncleared, TODAY)
        seen = repr((disclosure.rosters(busy.uncleared, TODAY), job_before))
        moves = Moves(SEALED, TODAY + timedelta(weeks=16))
        job = start_plan(StartPlan(20, real, supposed=(moves,)), busy.cleared, TODAY)
        other = start_plan(StartPlan(20), busy.uncleared, TODAY)
        cancel_plan(CancelPlan(other), busy.uncleared, TODAY)
        assert claim_job() == job
        run_job(job)
        what_if = disclosure.job(busy.cleared, job, TODAY).roster_id
        view = disclosure.roster(busy.cleared, what_if, TODAY)
        (moved,) = [each for each in view.placements if each.duty_id == SEALED]
        assert moved.period.start == moves.starts
        for attempt in (
            lambda: disclosure.roster(busy.uncleared, what_if, TODAY),
            lambda: disclosure.job(busy.uncleared, job, TODAY),
            lambda: disclosure.compare(busy.uncleared, real, what_if, TODAY),
            lambda: publish_roster(PublishRoster(what_if), busy.uncleared, TODAY),
            lambda: start_plan(StartPlan(20, supposed=(moves,)), busy.uncleared, TODAY),
        ):
            with pytest.raises(NotFound):
                attempt()
        jobs = [each for each in disclosure.jobs(busy.uncleared, TODAY) if each.id != other]
        assert repr((disclosure.rosters(busy.uncleared, TODAY), tuple(jobs))) == seen
        told = disclosure.events_about(busy.uncleared, what_if, TODAY)
        assert told == disclosure.events_about(busy.uncleared, job, TODAY) == ()

    def test_what_makes_no_sense_is_refused(self, busy: World) -> None:
        for field, supposed in (
            ("person", Leaves("nobody", TODAY)),
            ("day", Leaves("C05-senior", TODAY - timedelta(days=1))),
            ("starts", Moves("north", TODAY)),
            ("value", RuleSays("vetting-lapsed", "years", 3)),
            ("value", RuleSays("vetting-lapsed", "years", 99)),
        ):
            with pytest.raises(Refusal) as refused:
                start_plan(StartPlan(20, supposed=(supposed,)), busy.uncleared, TODAY)
            assert list(refused.value.messages) == [field]


class TestCompare:
    """Two rosters side by side."""

    def test_says_who_moves_where_and_why(self, busy: World) -> None:
        one = search(busy.cleared)
        seat = next(e for e in disclosure.roster(busy.cleared, one, TODAY).placements if e.duty_id == "north")
        set_person_aside(SetPersonAside(one, seat.address, WHY), busy.cleared, TODAY)
        other = search(busy.cleared, from_roster=one)
        found = disclosure.compare(busy.cleared, one, other, TODAY)
        mover = next(move for move in found.moves if move.person_id == seat.person_id)
        assert [(line.duty_id, line.reason) for line in mover.leaves] == [
            ("north", f"A coordinator set them aside for it: {WHY}")
        ]
        assert mover.days_one - mover.days_other >= 20 or mover.takes
        comer = next(move for move in found.moves if any(line.duty_id == "north" for line in move.takes))
        assert comer.person_id == on(busy.cleared, other)["north"]
        assert found.seats_changed == disclosure.roster(busy.cleared, other, TODAY).changed == 1
        assert found.same == 3
        assert {(pair.part, pair.name) for pair in found.goals} >= {("open", "fill"), ("sealed-0", "fill")}

    def test_is_veiled_like_the_rosters(self, busy: World) -> None:
        one, other = search(busy.cleared), search(busy.cleared)
        found = disclosure.compare(busy.uncleared, one, other, TODAY)
        assert {pair.part for pair in found.goals} == {"open"}
        assert found.same == 3
        assert SEALED not in repr(found)
        assert found.moves == ()
        with pytest.raises(Refusal):
            disclosure.compare(busy.cleared, one, one, TODAY)
        with pytest.raises(NotFound):
            disclosure.compare(busy.cleared, one, "no-such-roster", TODAY)
        with pytest.raises(NotAllowed):
            disclosure.compare(busy.panel, one, other, TODAY)


def test_reserves_are_worked_out_and_kept_sealed_ones_for_the_cleared(busy: World) -> None:
    roster = search(busy.cleared)
    assert disclosure.roster(busy.cleared, roster, TODAY).reserves_state == ""
    while keep_next_reserves():
        pass
    view = disclosure.roster(busy.cleared, roster, TODAY)
    assert view.reserves_state == "done"
    for each in view.placements:
        named = view.reserves[each.address]
        assert [one.rank for one in named] == [1, 2]
        assert each.person_id not in {one.person_id for one in named}
    (north,) = disclosure.duty_reserves(busy.uncleared, "north", TODAY)
    assert north.person_id == on(busy.cleared, roster)["north"]
    assert [one.rank for one in north.reserves] == [1, 2]
    assert disclosure.duty_reserves(busy.cleared, SEALED, TODAY) != ()
    with pytest.raises(NotFound):
        disclosure.duty_reserves(busy.uncleared, SEALED, TODAY)
    sealed = next(each.address for each in view.placements if each.duty_id == SEALED)
    assert sealed not in disclosure.roster(busy.uncleared, roster, TODAY).reserves


class TestWithdrawing:
    """A published roster is taken back."""

    def test_offers_without_an_answer_are_stood_down_and_promises_stay(self, busy: World) -> None:
        roster = search(busy.uncleared)
        publish_roster(PublishRoster(roster), busy.uncleared, TODAY)
        seats = {e.duty_id: e for e in disclosure.roster(busy.uncleared, roster, TODAY).placements}
        code, role = seats["north"].person_id.split("-")
        accept_offer(AcceptOffer(seats["north"].address), getattr(busy, role)(code), TODAY)
        assert withdraw_roster(WithdrawRoster(roster, WHY), busy.uncleared, TODAY) == 2
        states = {row.duty: row.status for row in store.db.session.query(PlacementRow)}
        assert states == {"north": "accepted", "south": "stood-down", "announced": "stood-down"}
        view = disclosure.roster(busy.liaison, roster, TODAY)
        assert view.line.state == "withdrawn"
        assert [(each.part, each.reason) for each in view.withdrawals] == [("open", WHY)]
        assert not disclosure.roster(busy.uncleared, roster, TODAY).may_publish
        with pytest.raises(Refusal, match="withdrawn"):
            publish_roster(PublishRoster(roster), busy.uncleared, TODAY)
        with pytest.raises(Refusal, match="Nothing of this roster"):
            withdraw_roster(WithdrawRoster(roster, WHY), busy.uncleared, TODAY)

    def test_an_offer_that_an_earlier_roster_made_stands(self, busy: World) -> None:
        first = search(busy.uncleared)
        publish_roster(PublishRoster(first), busy.uncleared, TODAY)
        second = search(busy.uncleared, from_roster=first)
        publish_roster(PublishRoster(second), busy.uncleared, TODAY)
        line = next(each for each in disclosure.rosters(busy.uncleared, TODAY) if each.id == first)
        assert line.superseded_by is not None and line.superseded_by[0] == second
        with pytest.raises(Refusal, match="later roster"):
            withdraw_roster(WithdrawRoster(first, WHY), busy.uncleared, TODAY)
        assert withdraw_roster(WithdrawRoster(second, WHY), busy.uncleared, TODAY) == 0
        assert disclosure.roster(busy.uncleared, first, TODAY).line.superseded_by is None

    def test_sealed_parts_wait_for_somebody_cleared(self, busy: World) -> None:
        roster = search(busy.cleared)
        publish_roster(PublishRoster(roster), busy.cleared, TODAY)
        before = len(disclosure.events_about(busy.uncleared, roster, TODAY))
        withdraw_roster(WithdrawRoster(roster, WHY), busy.uncleared, TODAY)
        parts = {row.part: row for row in disclosure.roster(busy.cleared, roster, TODAY).withdrawals}
        assert set(parts) == {"open"}
        assert withdraw_roster(WithdrawRoster(roster, WHY), busy.cleared, TODAY) == 1
        assert len(disclosure.events_about(busy.uncleared, roster, TODAY)) == before + 1

    def test_needs_a_reason_and_a_coordinator(self, busy: World) -> None:
        roster = search(busy.uncleared)
        publish_roster(PublishRoster(roster), busy.uncleared, TODAY)
        with pytest.raises(Refusal) as refused:
            withdraw_roster(WithdrawRoster(roster, " "), busy.uncleared, TODAY)
        assert list(refused.value.messages) == ["reason"]
        for reader in (busy.liaison, busy.panel, busy.administrator, busy.director(CODES[0])):
            with pytest.raises(NotAllowed):
                withdraw_roster(WithdrawRoster(roster, WHY), reader, TODAY)
        assert store.db.session.get_one(RosterRow, roster).state == "published"


def test_reserves_that_had_to_wait_for_a_moment_are_worked_out_later(busy: World) -> None:
    """The search that they gave way to may be another worker's by the time their process has ended."""
    roster = search(busy.cleared)
    asked: list[None] = []

    def is_stopping() -> bool:
        asked.append(None)
        return len(asked) == 1

    before = {row.part: row.reserves for row in parts_of([roster], PARTS)}
    assert not keep_next_reserves(is_stopping)
    store.db.session.expire_all()
    assert {row.part: row.reserves for row in parts_of([roster], PARTS)} == before
    assert keep_next_reserves()
