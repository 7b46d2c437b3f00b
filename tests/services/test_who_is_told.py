"""Who is told what, when something happens that somebody has to answer or to read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from small_world import CODES, MONDAY, TODAY, World, board, build_world, inspection
from sqlalchemy import select
from waiver_desk import KINDS, ROSTER, WHO, T
from waiving import MITIGATION, REASON

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.moving import MoveInspection, move_inspection
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import Reader
from peerinspect.services.waivers import ProposeWaiver, propose_waiver
from peerinspect.services.withdrawing import WithdrawRoster, withdraw_roster
from peerinspect.store.tables import DutyRow, EventRow, MessageRow, PlacementRow, UserRow


def told(*kinds: str) -> list[tuple[str, str]]:
    """Who was told what, of some kinds, sorted."""
    store.db.session.rollback()
    rows = store.db.session.scalars(select(MessageRow).where(MessageRow.kind.in_(kinds)))
    return sorted((row.user, row.kind) for row in rows)


def search(reader: Reader) -> str:
    """The roster that a search of the reader's finds."""
    job = start_plan(StartPlan(10), reader, TODAY)
    assert claim_job() == job
    run_job(job)
    found = disclosure.job(reader, job, TODAY).roster_id
    assert found is not None
    return found


@pytest.fixture
def busy(bare: Flask) -> World:
    """Two boards and three sealed inspections."""
    bare.config["TODAY"] = TODAY
    sealed = [inspection(f"sealed-{code}", code, MONDAY + timedelta(weeks=n)) for n, code in enumerate(CODES[:3])]
    return build_world(TODAY, [board("board-0", CODES[0], TODAY), board("board-1", CODES[7], TODAY), *sealed])


def test_whoever_started_a_search_is_told_what_they_may_know_of_its_end(busy: World) -> None:
    roster = search(busy.uncleared)
    assert told("draft-ready", "search-over") == [("uncleared", "draft-ready")]
    facts = store.db.session.scalars(select(MessageRow.facts).where(MessageRow.kind == "draft-ready")).one()
    assert facts == f'{{"path": "/rosters/{roster}"}}'
    search(busy.cleared)
    assert told("draft-ready", "search-over") == [("cleared", "search-over"), ("uncleared", "draft-ready")]


def test_everybody_who_is_asked_by_a_publication_is_told_once_and_the_liaison_too(busy: World) -> None:
    roster = search(busy.cleared)
    publish_roster(PublishRoster(roster), busy.cleared, TODAY)
    offers = store.db.session.execute(select(PlacementRow.person, PlacementRow.duty)).all()
    asked = {f"user-{person}" for person, _ in offers}
    assert {duty[:5] for _, duty in offers} == {"board", "seale"}
    found = told("offer-to-answer", "held-offer-to-answer", "held-offer")
    assert {user for user, _ in found} == asked and len(found) == len(asked)
    sealed = {f"user-{person}" for person, duty in offers if duty.startswith("sealed")}
    assert all(kind.startswith("held") for user, kind in found if user in sealed)
    assert told("roster-published") == [("liaison", "roster-published")]


def test_a_publication_that_is_refused_tells_nobody(busy: World) -> None:
    roster = search(busy.cleared)
    publish_roster(PublishRoster(roster), busy.cleared, TODAY)
    before = len(store.db.session.scalars(select(MessageRow.id)).all())
    with pytest.raises(Exception, match="published already"):
        publish_roster(PublishRoster(roster), busy.cleared, TODAY)
    assert len(store.db.session.scalars(select(MessageRow.id)).all()) == before


def test_whoever_is_asked_for_an_inspection_is_told_that_it_moved_was_put_off_and_taken_up_again(bare: Flask) -> None:
    bare.config["TODAY"] = TODAY
    world = build_world(TODAY, [inspection("sealed", CODES[0], MONDAY)])
    with store.transaction():
        store.add(
            PlacementRow(person=f"{CODES[1]}-director", duty="sealed", status="accepted", offered_on=TODAY),
            PlacementRow(person=f"{CODES[2]}-director", duty="sealed", status="proposed"),
        )
        store.db.session.get_one(DutyRow, "sealed").seats = 2
    asked = (f"user-{CODES[1]}-director", "held-change")
    move_inspection(MoveInspection("sealed", MONDAY + timedelta(weeks=3), accepts=True), world.cleared, TODAY)
    assert told("held-change") == [asked]
    take_step(TakeStep("sealed", "cancel", reason="It is not needed"), world.cleared, TODAY)
    assert told("held-change") == [asked] * 2
    events = store.db.session.scalars(select(EventRow.duty).join(MessageRow, MessageRow.event == EventRow.sequence))
    assert set(events) == {"sealed"}


def test_offers_that_a_withdrawal_takes_back_are_told_of(busy: World) -> None:
    roster = search(busy.cleared)
    publish_roster(PublishRoster(roster), busy.cleared, TODAY)
    offers = {f"user-{person}" for person in store.db.session.scalars(select(PlacementRow.person))}
    withdraw_roster(WithdrawRoster(roster, "Published too early"), busy.cleared, TODAY)
    assert {user for user, _ in told("held-change")} == offers


@pytest.mark.parametrize("kind", KINDS)
def test_those_are_told_of_a_proposed_waiver_who_may_decide_it_and_never_who_proposed_it(
    drafted: World, kind: str
) -> None:
    line = next(
        each
        for each in disclosure.roster(drafted.cleared, ROSTER, TODAY).waivers
        if each.duty_id == f"open-{kind}" and not each.recorded
    )
    command = ProposeWaiver(ROSTER, line.address, line.rule, REASON, MITIGATION, line.until)
    propose_waiver(command, drafted.cleared, TODAY)
    expected = {
        "liaison": {"liaison"},
        "chief of T": {f"user-{T}-chief"},
        "coordinator": {"uncleared"},
        "second coordinator": _other_coordinators(),
    }
    wanted = set().union(*(expected[who] for who in WHO[kind])) - {"cleared"}
    assert {user for user, _ in told("waiver-to-decide")} == wanted
    propose_waiver(command, drafted.cleared, TODAY)
    assert len(told("waiver-to-decide")) == len(wanted)


def _other_coordinators() -> set[str]:
    users = store.db.session.scalars(select(UserRow.id).where(UserRow.role == "coordinator"))
    return set(users) - {"cleared"}


def test_what_is_told_of_sealed_waivers_goes_to_the_liaison_and_hangs_on_the_sealed_duty(
    bare: Flask, drafted: World
) -> None:
    found = disclosure.roster(drafted.cleared, ROSTER, TODAY).waivers
    line = next(each for each in found if each.duty_id.startswith("sealed"))
    command = ProposeWaiver(ROSTER, line.address, line.rule, REASON, MITIGATION, line.until)
    propose_waiver(command, drafted.cleared, TODAY)
    assert told("waiver-to-decide") == [("liaison", "waiver-to-decide")]
    event = store.db.session.scalars(select(MessageRow.event)).one()
    assert store.db.session.get_one(EventRow, event).duty == line.duty_id
