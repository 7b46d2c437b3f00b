"""Publishing the sealed parts some time after the search, when things have moved on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, board, build_world, inspection
from sqlalchemy import delete

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.answers import DeclineOffer, decline_offer
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.refusal import Refusal
from peerinspect.store.tables import PostRow


@pytest.fixture
def drafted(bare: object) -> tuple[World, str]:
    """A draft with two boards and six sealed inspections, its open part published by who is not cleared."""
    sealed = [inspection(f"sealed-{code}", code, MONDAY + timedelta(weeks=n)) for n, code in enumerate(CODES[:6])]
    boards = [board("board-0", CODES[0], TODAY), board("board-1", CODES[7], TODAY)]
    world = build_world(TODAY, [*boards, *sealed])
    job = start_plan(StartPlan(10), world.cleared, TODAY)
    assert claim_job() == job
    run_job(job)
    roster = disclosure.job(world.cleared, job, TODAY).roster_id
    assert roster is not None
    publish_roster(PublishRoster(roster), world.uncleared, TODAY)
    return world, roster


def offered(world: World, roster: str) -> int:
    """How many sealed placements are offered."""
    placed = disclosure.roster(world.cleared, roster, TODAY).placements
    return sum(one.kind == "inspect" and one.status == "offered" for one in placed)


def test_after_an_open_offer_was_declined(drafted: tuple[World, str]) -> None:
    world, roster = drafted
    assert offered(world, roster) == 0
    code = next(code for code in CODES if disclosure.my_duties(world.director(code), TODAY).to_answer)
    asked = disclosure.my_duties(world.director(code), TODAY).to_answer[0]
    decline_offer(DeclineOffer(asked.address, "busy"), world.director(code), TODAY)
    publish_roster(PublishRoster(roster), world.cleared, TODAY)
    assert offered(world, roster) > 0


def test_is_refused_in_plain_words_once_one_of_its_inspections_is_announced(drafted: tuple[World, str]) -> None:
    world, roster = drafted
    with pytest.raises(Refusal, match="Since the search an inspection on this roster was announced"):
        publish_roster(PublishRoster(roster), world.cleared, NOTICE)
    assert offered(world, roster) == 0
    publish_roster(PublishRoster(roster), world.cleared, NOTICE - timedelta(days=1))
    assert offered(world, roster) > 0


def test_is_refused_when_the_council_of_somebody_on_it_has_moved_to_another_circle(drafted: tuple[World, str]) -> None:
    world, roster = drafted
    someone = next(one for one in disclosure.roster(world.cleared, roster, TODAY).placements if one.kind == "inspect")
    with store.transaction():
        store.db.session.execute(delete(PostRow).where(PostRow.person == someone.person_id))
    with pytest.raises(Refusal):
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
