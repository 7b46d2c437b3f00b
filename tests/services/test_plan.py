"""A whole plan, for real: solved in child processes, audited, published, answered, solved again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from small_service import service
from small_world import CODES, TODAY, World, board, build_world, inspection
from waiving import waive_all

from peerinspect.independence.audit import audit
from peerinspect.independence.plain_words import rule_title
from peerinspect.services import disclosure, publishing
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.declarations import DeclareInterest, declare_interest
from peerinspect.services.planning import CancelPlan, StartPlan, cancel_plan, start_plan
from peerinspect.services.plans import claim_job, run_job
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.saving import reload_part
from peerinspect.store import history
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.snapshot import snapshot

BOARDS = (CODES[0], CODES[7])


def plan(reader: Reader, from_roster: str | None = None) -> str:
    """Make a plan here and now; the roster's id."""
    start_plan(StartPlan(20, from_roster), reader, TODAY)
    job = claim_job()
    run_job(job)
    view = disclosure.job(reader, job, TODAY)
    assert (view.state, view.message) == ("done", "")
    return view.roster_id


@pytest.fixture(scope="module")
def planned_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, str]:
    """A service with a plan: two boards, an announced inspection, and a sealed one of every other council.

    Everybody acts in their post, which is a soft objection: every placement needs a waiver.
    """
    folder = tmp_path_factory.mktemp("planned")
    with service(folder):
        duties = [
            *(board(f"board-{code}", code, TODAY) for code in BOARDS),
            *(inspection(f"sealed-{code}", code, TODAY + timedelta(weeks=13 + n)) for n, code in enumerate(CODES[1:])),
            inspection(f"announced-{CODES[0]}", CODES[0], TODAY + timedelta(weeks=40), sealed=False),
        ]
        world = build_world(TODAY, duties, basis="acting")
        return folder, world, plan(world.cleared)


@pytest.fixture
def planned(planned_folder: tuple[Path, World, str], tmp_path: Path) -> Iterator[tuple[World, str]]:
    """The same for one test alone."""
    folder, world, roster = planned_folder
    shutil.copytree(folder, tmp_path / "planned")
    with service(tmp_path / "planned"):
        yield world, roster


class TestRoster:
    """What a plan hands back."""

    def test_every_part_is_proven_and_clean(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        view = disclosure.roster(world.cleared, roster, TODAY)
        assert [part.part for part in view.parts] == ["open", "sealed-0", "sealed-1", "sealed-2"]
        for part in view.parts:
            assert part.status == "optimal"
            assert part.certificate.is_clean
            assert part.certificate.rules_examined >= 28
            assert all(goal.is_proven for goal in part.goals)
        assert view.line.filled == view.line.seats == 14

    def test_sealed_inspections_are_done_by_people_of_the_next_circle(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        sealed = [each for each in disclosure.roster(world.cleared, roster, TODAY).placements if each.part != "open"]
        assert len(sealed) == 11
        for each in sealed:
            target = each.duty_id.removeprefix("sealed-")
            assert world.circles[each.home_code] == (world.circles[target] + 1) % 3
            assert each.part == f"sealed-{world.circles[target]}"

    def test_all_parts_together_break_no_hard_rule(self, planned: tuple[World, str]) -> None:
        """The searches do not know of each other: laid together in one problem their placements must still be clean.

        But for one rule, on purpose: who was barred while their own council is to be inspected would know of it.
        """
        world, roster = planned
        rows = parts_of([roster], ["open", "sealed-0", "sealed-1", "sealed-2"], with_bytes=True)
        parts = [reload_part(row.part, row.problem_bytes, row.roster_bytes) for row in rows]
        everything = snapshot(TODAY, sealed=world.facts.duties)
        placements = tuple(each for part in parts for each in part.placements())
        together = replace(parts[0].roster, placements=placements, shortfalls=(), goals=())
        assert len(placements) == 14
        hard = audit(everything, together).hard
        assert {each.rule for each in hard} <= {"home-inspection-window"}
        for each in hard:
            (home,) = each.authorities
            assert f"sealed-{home}" in each.reveals, "only an inspection that nobody may tell from it"
            assert all(home == person.split("-")[0] for person in each.people)

    def test_is_solved_afresh_to_the_same_placements(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        again = plan(world.cleared)
        first, second = (disclosure.roster(world.cleared, id_, TODAY).placements for id_ in (roster, again))
        assert first == second

    def test_an_uncleared_coordinator_sees_the_open_part_alone(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        view = disclosure.roster(world.uncleared, roster, TODAY)
        assert [part.part for part in view.parts] == ["open"]
        assert {each.duty_id for each in view.placements} == {"board-C00", "board-C07", "announced-C00"}
        assert view.line.seats == 3
        assert "sealed" not in repr(view)

    def test_is_for_coordinators_and_the_liaison(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        for reader in (world.director(CODES[0]), world.chief(CODES[0]), world.panel, world.administrator):
            with pytest.raises(NotAllowed):
                disclosure.roster(reader, roster, TODAY)
        with pytest.raises(NotFound):
            disclosure.roster(world.cleared, "unknown", TODAY)


class TestPublishing:
    """From draft to offers."""

    def test_needs_every_waiver_first(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        needed = disclosure.roster(world.cleared, roster, TODAY).waivers
        assert len({each.address for each in needed}) == 14
        with pytest.raises(Refusal, match=f"{len(needed)} objections must be waived first") as refusal:
            publish_roster(PublishRoster(roster), world.cleared, TODAY)
        named = {field: sentence for field, sentence in refusal.value.messages.items() if field}
        assert set(named) == {f"{each.rule}/{each.address}" for each in needed}
        for each in needed:
            sentence = named[f"{each.rule}/{each.address}"]
            title = rule_title(each.rule)
            assert sentence.startswith(f"{title}: {each.person_name}, {each.duty_title}. It can be waived by ")
        waive_all(world, roster)
        assert all(each.recorded for each in disclosure.roster(world.cleared, roster, TODAY).waivers)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)

    def test_shows_people_what_they_are_asked(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        waive_all(world, roster)
        assert disclosure.my_duties(world.director(CODES[1]), TODAY).to_answer == ()
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        placements = disclosure.roster(world.cleared, roster, TODAY).placements
        assert {each.status for each in placements} == {"offered"}
        asked = {(each.person_id, each.address) for each in placements}
        found = {
            (reader.person_id, duty.address)
            for code in CODES
            for reader in (world.director(code), world.senior(code))
            for duty in disclosure.my_duties(reader, TODAY).to_answer
        }
        assert found == asked
        assert history.verify() == []

    def test_an_uncleared_coordinator_publishes_the_open_part_alone(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.uncleared, TODAY)
        statuses = {each.duty_id: each.status for each in disclosure.roster(world.cleared, roster, TODAY).placements}
        assert {status for id_, status in statuses.items() if "sealed" not in id_} == {"offered"}
        assert {status for id_, status in statuses.items() if "sealed" in id_} == {"proposed"}
        with pytest.raises(Refusal, match="published already"):
            publish_roster(PublishRoster(roster), world.uncleared, TODAY)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        assert {each.status for each in disclosure.roster(world.cleared, roster, TODAY).placements} == {"offered"}

    def test_stops_when_a_tie_was_declared_since(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        waive_all(world, roster)
        chair = next(
            each for each in disclosure.roster(world.cleared, roster, TODAY).placements if each.duty_id == "board-C00"
        )
        reader = Reader(f"user-{chair.person_id}", "X", "director", chair.person_id, frozenset({chair.home_code}))
        declare_interest(DeclareInterest(CODES[0], "family"), reader, TODAY)
        with pytest.raises(Refusal, match="nobody can waive"):
            publish_roster(PublishRoster(roster), world.cleared, TODAY)
        assert all(each.status == "proposed" for each in disclosure.roster(world.cleared, roster, TODAY).placements)

    def test_an_older_roster_does_not_undo_a_newer_one(self, planned: tuple[World, str]) -> None:
        world, older = planned
        waive_all(world, older)
        newer = plan(world.cleared)
        publish_roster(PublishRoster(newer), world.cleared, TODAY)
        with pytest.raises(Refusal, match="later roster"):
            publish_roster(PublishRoster(older), world.cleared, TODAY)

    def test_is_for_coordinators(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        for reader in (world.liaison, world.director(CODES[0]), world.chief(CODES[0]), world.administrator):
            with pytest.raises(NotAllowed):
                publish_roster(PublishRoster(roster), reader, TODAY)


class TestSolvingAgain:
    """After an answer."""

    def test_keeps_whoever_said_yes_and_replaces_whoever_said_no(self, planned: tuple[World, str]) -> None:
        world, roster = planned
        waive_all(world, roster)
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
        before = {each.duty_id: each for each in disclosure.roster(world.cleared, roster, TODAY).placements}
        yes, no = before["board-C07"], before["board-C00"]
        accept_offer(AcceptOffer(yes.address), Reader("y", "Y", "director", yes.person_id), TODAY)
        decline_offer(DeclineOffer(no.address, "busy"), Reader("n", "N", "director", no.person_id), TODAY)
        again = plan(world.cleared, roster)
        after = {each.duty_id: each for each in disclosure.roster(world.cleared, again, TODAY).placements}
        assert after["board-C07"].person_id == yes.person_id
        assert after["board-C00"].person_id != no.person_id
        moved = [id_ for id_ in before if before[id_].person_id != after[id_].person_id]
        assert moved == ["board-C00"], "one withdrawal must not reshuffle everybody"


class TestStarting:
    """Starting and stopping."""

    def test_one_search_at_a_time(self, world: World) -> None:
        job = start_plan(StartPlan(), world.uncleared, TODAY)
        with pytest.raises(Refusal, match="already"):
            start_plan(StartPlan(), world.cleared, TODAY)
        cancel_plan(CancelPlan(job), world.cleared, TODAY)
        assert disclosure.job(world.uncleared, job, TODAY).state == "cancelled"
        assert claim_job() is None
        with pytest.raises(Refusal, match="over"):
            cancel_plan(CancelPlan(job), world.cleared, TODAY)

    @pytest.mark.parametrize(
        ("command", "field"),
        [(StartPlan(0), "time_limit"), (StartPlan(3601), "time_limit"), (StartPlan(10, "unknown"), "from_roster")],
    )
    def test_refuses(self, world: World, command: StartPlan, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            start_plan(command, world.uncleared, TODAY)
        assert list(refusal.value.messages) == [field]

    def test_is_for_coordinators(self, world: World) -> None:
        for reader in (world.liaison, world.director(CODES[0]), world.administrator):
            with pytest.raises(NotAllowed):
                start_plan(StartPlan(), reader, TODAY)

    def test_an_unknown_search_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            cancel_plan(CancelPlan("unknown"), world.cleared, TODAY)
        with pytest.raises(NotFound):
            disclosure.job(world.cleared, "unknown", TODAY)


def test_a_change_while_the_auditor_is_at_work_is_not_missed(
    planned: tuple[World, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, roster = planned
    waive_all(world, roster)
    placements = disclosure.roster(world.cleared, roster, TODAY).placements
    chair = next(each for each in placements if each.duty_id == "board-C00")
    reader = Reader(f"user-{chair.person_id}", "X", "director", chair.person_id, frozenset({chair.home_code}))
    look = publishing._examine  # noqa: SLF001
    looks = []

    def look_and_be_overtaken(*given: object) -> object:
        found = look(*given)
        looks.append(len(found))
        if len(looks) == 1:
            declare_interest(DeclareInterest(CODES[0], "family"), reader, TODAY)
        return found

    monkeypatch.setattr(publishing, "_examine", look_and_be_overtaken)
    with pytest.raises(Refusal, match="nobody can waive"):
        publish_roster(PublishRoster(roster), world.cleared, TODAY)
    assert looks == [4, 4]
