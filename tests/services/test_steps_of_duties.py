"""Steps of duties: which are taken, what they ask for, what goes with them, and that a sealed one shows to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, MONDAY, NOTICE, TODAY, World, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.domain.lives import LIVES
from peerinspect.services import disclosure
from peerinspect.services.addresses import placement_address
from peerinspect.services.lives.placing import (
    OfferPlacement,
    TakePlacementStep,
    offer_placement,
    take_placement_step,
)
from peerinspect.services.lives.stepping import TakeStep, take_known_step, take_step
from peerinspect.services.problems import open_problem
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.reviews.stepping import TakeReviewStep, take_review_step
from peerinspect.store import history
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.duties import read_duties, sealed_duties
from peerinspect.store.snapshot import snapshot
from peerinspect.store.tables import DeferralRow, DutyRow, InspectionRow, PlacementRow

T, H = CODES[0], CODES[5]
PEER = f"{H}-director"
FROM, TO = TODAY - timedelta(weeks=4), TODAY + timedelta(weeks=30)
KINDS = ("chair", "support", "second", "interim", "review")
SEALED, OPEN = "sealed-inspect", "open-inspect"
LATER = MONDAY + timedelta(weeks=8)


def work(kind: str) -> Duty:
    return Duty(f"open-{kind}", kind, Period(FROM, TO), 1, frozenset() if kind == "second" else frozenset({T}))


@pytest.fixture
def desk(bare: object) -> World:
    """A duty of each kind, begun four weeks ago, and two inspections to come; nobody on any of them."""
    inspections = [inspection(SEALED, T), inspection(OPEN, CODES[7], sealed=False)]
    return build_world(TODAY, [*inspections, *map(work, KINDS)])


def put(duty_id: str, person: str = PEER, status: str = "accepted", pinned: bool = False) -> None:
    with store.transaction():
        load_placements([Placement(person, duty_id, status, pinned)], [])


def bring(duty_id: str, state: str) -> None:
    with store.transaction():
        store.db.session.get_one(DutyRow, duty_id).state = state


def state(duty_id: str) -> str | None:
    return store.db.session.get_one(DutyRow, duty_id).state


def status(duty_id: str, person: str = PEER) -> str:
    return store.db.session.get_one(PlacementRow, (person, duty_id)).status


def full(duty_id: str, action: str, **changes: object) -> TakeStep:
    made = TakeStep(duty_id, action, TODAY, "Because they asked", "Letter 7", accepts=True)
    return replace(made, **changes)


def refused(command: TakeStep, reader: Reader, day: date = TODAY) -> dict[str, str]:
    before = history.length(), state(command.duty_id)
    with pytest.raises(Refusal) as refusal:
        take_step(command, reader, day)
    assert (history.length(), state(command.duty_id)) == before
    return refusal.value.messages


EVERY_STEP = [(kind, each, step.action) for kind, life in LIVES.items() for each in life.states for step in life.steps]


@pytest.mark.parametrize("kind", LIVES)
def test_no_step_is_taken_that_is_not_drawn(desk: World, kind: str) -> None:
    for _, before, action in (each for each in EVERY_STEP if each[0] == kind):
        if not LIVES[kind].refusal(before, action):
            continue
        bring(f"open-{kind}", before)
        assert refused(full(f"open-{kind}", action), desk.cleared)[""]


def walked(command: TakeStep, reader: Reader) -> None:
    """The step, where a duty's own page takes it or another one does."""
    if command.action != "hand-back":
        take_step(command, reader, TODAY)
        return
    with store.transaction():
        take_known_step(read_duties(TODAY, [command.duty_id])[command.duty_id], command, reader, TODAY)


@pytest.mark.parametrize(
    ("kind", "walk"),
    [
        ("chair", ["call-panel", "offer-chair", "take-post", "appraise", "renew", "appraise", "end-term"]),
        ("support", ["scope", "agree", "begin", "review", "close"]),
        ("second", ["agree", "begin", "end"]),
        ("interim", ["cover", "extend", "advertise", "appoint", "hand-back"]),
    ],
)
def test_a_life_from_its_first_day_to_its_last(desk: World, kind: str, walk: list[str]) -> None:
    duty_id = f"open-{kind}"
    put(duty_id)
    for action in walk:
        before, life = history.length(), LIVES[kind]
        later = {"renew": TO + timedelta(weeks=50), "extend": TO + timedelta(weeks=4)}
        day = later.get(action, TODAY)
        walked(full(duty_id, action, day=day), desk.uncleared)
        step = life.step(action)
        assert step is not None
        assert state(duty_id) == step.to
        assert history.length() == before + 1
    assert state(duty_id) in LIVES[kind].finished
    ended = read_duties(TODAY, [duty_id])[duty_id]
    assert ended.last_day == TODAY
    # Whoever did it has done it from tomorrow on, and nobody else is sought for the rest of today.
    assert snapshot(TODAY).duties[duty_id].seats == 1
    tomorrow = {each.pair: each.status for each in snapshot(TODAY + timedelta(days=1)).placements}
    assert tomorrow[PEER, duty_id] == "done"
    assert history.verify() == []


def test_an_inspection_from_plan_to_report(desk: World) -> None:
    put(OPEN)
    last = MONDAY + timedelta(days=4)
    days = {
        "hold-team": TODAY,
        "notify": NOTICE,
        "go-on-site": MONDAY,
        "write-report": last,
        "publish-report": last + timedelta(weeks=6),
    }
    too_early = {"notify": NOTICE, "go-on-site": MONDAY, "write-report": last}
    for action, day in days.items():
        if action in too_early:
            eve = day - timedelta(days=1)
            assert refused(full(OPEN, action, day=eve), desk.uncleared, eve)[""]
        take_step(full(OPEN, action, day=day), desk.uncleared, day)
    assert state(OPEN) == "published"


@pytest.mark.parametrize(
    ("kind", "before", "action"),
    [("chair", "offered", "take-post"), ("interim", "notified", "cover"), ("support", "agreed", "begin")],
)
@pytest.mark.parametrize("on_it", [None, "offered", "declined"])
def test_nothing_begins_without_somebody_who_has_agreed(
    desk: World, kind: str, before: str, action: str, on_it: str | None
) -> None:
    if on_it:
        put(f"open-{kind}", status=on_it)
    bring(f"open-{kind}", before)
    assert "Nobody has agreed" in refused(full(f"open-{kind}", action), desk.uncleared)[""]


@pytest.mark.parametrize(
    ("kind", "before", "action", "changes", "field"),
    [
        ("chair", "vacancy", "call-panel", {"day": None}, "day"),
        ("chair", "vacancy", "call-panel", {"day": TODAY + timedelta(days=1)}, "day"),
        ("chair", "vacancy", "cancel", {"reason": " "}, "reason"),
        ("chair", "vacancy", "cancel", {"reason": "x" * 1001}, "reason"),
        ("chair", "panel", "offer-chair", {"reference": ""}, "reference"),
        ("chair", "panel", "offer-chair", {"reference": "x" * 301}, "reference"),
        ("chair", "in-post", "end-term", {"day": TO + timedelta(days=1)}, "day"),
        ("chair", "in-post", "end-term", {"day": FROM - timedelta(days=1)}, "day"),
        ("chair", "appraised", "renew", {"day": TO}, "day"),
    ],
)
def test_what_a_step_asks_for_is_needed(
    desk: World, kind: str, before: str, action: str, changes: dict, field: str
) -> None:
    bring(f"open-{kind}", before)
    assert list(refused(full(f"open-{kind}", action, **changes), desk.uncleared)) == [field]


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ("in-post", "give-notice"),
        *(("notice-of-removal", action) for action in ("name-interim", "keep-chair", "remove")),
    ],
)
def test_a_removal_takes_more_than_a_letter(desk: World, before: str, action: str) -> None:
    put("open-chair")
    bring("open-chair", before)
    assert "board's own page" in refused(full("open-chair", action), desk.cleared)[""]
    assert action not in {each.action for each in disclosure.duty_life(desk.cleared, "open-chair", TODAY).steps}


def test_a_post_is_handed_back_to_somebody_who_is_named(desk: World) -> None:
    put("open-interim")
    bring("open-interim", "covered")
    assert "vacancy's own page" in refused(full("open-interim", "hand-back"), desk.uncleared)[""]


def test_cover_is_extended_to_a_later_day_alone(desk: World) -> None:
    put("open-interim")
    bring("open-interim", "covered")
    assert "after the present last day" in refused(full("open-interim", "extend", day=TO), desk.uncleared)["day"]
    take_step(full("open-interim", "extend", day=TO + timedelta(weeks=4)), desk.uncleared, TODAY)
    assert read_duties(TODAY, ["open-interim"])["open-interim"].last_day == TO + timedelta(weeks=4)


class TestCallingOff:
    """What is cancelled is no work any more, and nobody is on it."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_leaves_the_problem_and_every_list(self, desk: World, kind: str) -> None:
        duty_id = f"open-{kind}"
        put(duty_id, status="offered")
        if kind == "review":
            take_review_step(TakeReviewStep(duty_id, "cancel", reason="Why not"), desk.uncleared, TODAY)
        else:
            take_step(full(duty_id, "cancel"), desk.uncleared, TODAY)
        facts = open_problem(TODAY)
        assert duty_id not in facts.duties
        assert duty_id not in {each.duty for each in facts.placements}
        assert status(duty_id) == "stood-down"
        assert duty_id not in {each.id for each in disclosure.duties(desk.uncleared, None, TODAY)}
        assert disclosure.duty(desk.uncleared, duty_id, TODAY).line.id == duty_id

    @pytest.mark.parametrize(("how", "pinned"), [("live", False), ("accepted", False), ("offered", True)])
    def test_whoever_is_settled_is_named_and_stays(self, desk: World, how: str, pinned: bool) -> None:
        put("open-support", status=how, pinned=pinned)
        told = refused(full("open-support", "cancel"), desk.uncleared)[""]
        assert f"Director {H}" in told
        assert status("open-support") == how

    def test_work_that_somebody_has_done_stays_in_the_facts(self, desk: World) -> None:
        put("open-support", status="done")
        take_step(full("open-support", "cancel"), desk.uncleared, TODAY)
        assert [each.status for each in snapshot(TODAY).placements] == ["done"]

    def test_a_cancelled_vacancy_is_uncovered_no_more(self, desk: World) -> None:
        take_step(full("open-interim", "cancel"), desk.uncleared, TODAY)
        assert disclosure.vacancies(desk.uncleared, TODAY) == ()


class TestDeferring:
    """The new date is hidden, and the rules are asked of the team again."""

    def test_a_sealed_one_never_comes_to_light_by_the_day_that_it_had(self, desk: World) -> None:
        for action, states in (("defer", "deferred"), ("cancel", "cancelled")):
            take_step(full(SEALED, action), desk.cleared, TODAY)
            assert state(SEALED) == states
            long_after = MONDAY + timedelta(weeks=60)
            assert SEALED in sealed_duties(long_after)
            with pytest.raises(NotFound):
                disclosure.duty(desk.uncleared, SEALED, long_after)

    def test_it_is_in_no_problem_while_it_is_deferred(self, desk: World) -> None:
        take_step(full(SEALED, "defer"), desk.cleared, TODAY)
        assert SEALED not in snapshot(TODAY, {SEALED}).duties

    def test_a_sealed_one_is_given_its_new_week_and_its_team_is_asked_again(self, desk: World) -> None:
        peer = _helper(desk)
        put(SEALED, peer)
        take_step(full(SEALED, "defer"), desk.cleared, TODAY)
        assert status(SEALED, peer) == "stood-down"
        assert take_step(full(SEALED, "plan-again", day=LATER), desk.cleared, TODAY) == SEALED
        found = snapshot(TODAY, {SEALED}).duties[SEALED]
        assert (found.first_day, found.sealed, state(SEALED)) == (LATER, True, "planned")
        assert found.notice == LATER - timedelta(days=7)
        assert status(SEALED, peer) == "offered"

    def test_whom_a_rule_forbids_in_the_new_week_is_not_asked(self, desk: World) -> None:
        peer = _helper(desk)
        put(SEALED, peer)
        take_step(full(SEALED, "defer"), desk.cleared, TODAY)
        elsewhere = inspection("elsewhere", CODES[8], LATER, sealed=False)
        with store.transaction():
            load_duties([elsewhere])
        put("elsewhere", peer)
        take_step(full(SEALED, "plan-again", day=LATER), desk.cleared, TODAY)
        assert status(SEALED, peer) == "stood-down"

    def test_a_known_one_stays_on_record_and_its_new_week_is_another_sealed_inspection(self, desk: World) -> None:
        put(OPEN)
        take_step(full(OPEN, "defer"), desk.uncleared, TODAY)
        assert status(OPEN) == "stood-down"
        new = take_step(full(OPEN, "plan-again", day=LATER), desk.cleared, TODAY)
        assert new != OPEN
        assert new in sealed_duties(TODAY)
        assert (state(OPEN), store.db.session.get_one(DeferralRow, OPEN).followed_by) == ("deferred", new)
        assert store.db.session.get_one(InspectionRow, new).sealed
        assert store.db.session.query(PlacementRow).filter_by(duty=new).count() == 0
        assert "already" in refused(full(OPEN, "plan-again", day=LATER), desk.cleared)[""]

    def test_nobody_else_reads_that_there_is_a_new_week(self, desk: World) -> None:
        put(OPEN)
        take_step(full(OPEN, "defer"), desk.uncleared, TODAY)
        readers = [desk.uncleared, desk.director(CODES[7]), desk.chief(CODES[7]), tied(desk.liaison, CODES[7])]
        before = [_seen(reader) for reader in readers]
        take_step(full(OPEN, "plan-again", day=LATER), desk.cleared, TODAY)
        assert [_seen(reader) for reader in readers] == before

    def test_only_who_is_cleared_gives_a_new_week(self, desk: World) -> None:
        take_step(full(OPEN, "defer"), desk.uncleared, TODAY)
        assert "cleared" in refused(full(OPEN, "plan-again", day=LATER), desk.uncleared)[""]

    @pytest.mark.parametrize("day", [None, LATER + timedelta(days=1), date(2026, 8, 3), TODAY + timedelta(weeks=1)])
    def test_a_new_week_is_one_that_inspections_can_be_in(self, desk: World, day: date | None) -> None:
        take_step(full(SEALED, "defer"), desk.cleared, TODAY)
        assert list(refused(full(SEALED, "plan-again", day=day), desk.cleared)) == ["day"]


def _helper(desk: World) -> str:
    """Somebody of the circle that fills the sealed inspection, and of another region."""
    circles = desk.circles
    return next(f"{code}-senior" for code in CODES[8:] if circles[code] == (circles[T] + 1) % 3)


def _seen(reader: Reader) -> list[str]:
    """What the reader can ask about the council and its inspection."""
    queries = [
        lambda: disclosure.duty(reader, OPEN, TODAY),
        lambda: disclosure.history_of(reader, "duty", OPEN, 1, TODAY),
        lambda: disclosure.duties(reader, None, TODAY),
        lambda: disclosure.authority(reader, CODES[7], TODAY),
        lambda: disclosure.inspection_calendar(reader, TODAY, TODAY),
        lambda: disclosure.coordinator_home(reader, TODAY),
        lambda: disclosure.council_people(reader, TODAY),
    ]
    found = []
    for query in queries:
        try:
            found.append(repr(query()))
        except (NotAllowed, NotFound) as refusal:
            found.append(type(refusal).__name__)
    return found


class TestTheVeil:
    """Steps of what may not be known."""

    @pytest.mark.parametrize("action", [each.action for each in LIVES["inspect"].steps])
    def test_a_sealed_inspection_is_not_there_to_take_a_step(self, desk: World, action: str) -> None:
        for reader in (desk.uncleared, tied(desk.cleared, H)):
            told = []
            for id_ in (SEALED, "never-was"):
                with pytest.raises(NotFound) as refusal:
                    take_step(full(id_, action), reader, TODAY)
                told.append(str(refusal.value))
            assert told[0] == told[1]

    def test_steps_are_for_coordinators(self, desk: World) -> None:
        for reader in (desk.liaison, desk.panel, desk.administrator, desk.director(T), desk.chief(T)):
            with pytest.raises(NotAllowed):
                take_step(full("open-support", "scope"), reader, TODAY)
            with pytest.raises(NotAllowed):
                offer_placement(OfferPlacement("open-support", PEER), reader, TODAY)
            with pytest.raises(NotAllowed):
                take_placement_step(TakePlacementStep("open-support", "x", "begin"), reader, TODAY)

    def test_no_event_of_a_sealed_step_is_told_to_others(self, desk: World) -> None:
        take_step(full(SEALED, "defer"), desk.cleared, TODAY)
        event = history.events()[0]
        assert event.duty == SEALED
        assert f"Council {T}" not in repr(event.payload)


class TestPeople:
    """What a coordinator does with people on a duty."""

    def step(self, desk: World, action: str, duty_id: str = "open-support", **changes: object) -> None:
        address = placement_address(PEER, duty_id)
        made = TakePlacementStep(duty_id, address, action, TODAY, "Because they asked", "Undertaking 3")
        take_placement_step(replace(made, **changes), desk.uncleared, TODAY)

    def test_it_begins_then_it_is_done(self, desk: World) -> None:
        put("open-support")
        told = []
        for action in ("begin", "finish"):
            self.step(desk, action)
            row = store.db.session.get_one(PlacementRow, (PEER, "open-support"))
            told.append((row.status, row.finer))
        assert told == [("live", None), ("done", None)]

    def test_a_council_is_disclosed_by_a_step_of_its_own(self, desk: World) -> None:
        put(OPEN)
        with pytest.raises(Refusal, match="a step of its own"):
            self.step(desk, "disclose", OPEN)
        assert status(OPEN) == "accepted"

    def test_files_know_statuses_alone(self, desk: World) -> None:
        bring_later = Period(TODAY + timedelta(weeks=2), TO)
        row = store.db.session.get_one(DutyRow, "open-support")
        row.starts = bring_later.start
        store.db.session.commit()
        put("open-support")
        with store.transaction():
            store.db.session.get_one(PlacementRow, (PEER, "open-support")).finer = "disclosed"
        assert [each.status for each in snapshot(TODAY).placements] == ["accepted"]

    def test_yes_and_no_are_the_persons_own(self, desk: World) -> None:
        put("open-support", status="offered")
        for action in ("accept", "decline"):
            with pytest.raises(Refusal, match="Only the person"):
                self.step(desk, action)

    def test_who_is_pinned_is_not_stood_down(self, desk: World) -> None:
        put("open-support", pinned=True)
        with pytest.raises(Refusal, match=f"Director {H} is pinned"):
            self.step(desk, "stand-down")

    def test_standing_down_needs_a_reason(self, desk: World) -> None:
        put("open-support")
        with pytest.raises(Refusal):
            self.step(desk, "stand-down", reason="")
        self.step(desk, "stand-down")
        assert status("open-support") == "stood-down"

    def test_nothing_begins_before_its_first_day(self, desk: World) -> None:
        put(OPEN)
        with pytest.raises(Refusal, match="not begun"):
            self.step(desk, "begin", OPEN)

    def test_a_free_seat_is_offered_to_whom_no_rule_objects(self, desk: World) -> None:
        offer_placement(OfferPlacement("open-support", PEER), desk.uncleared, TODAY)
        assert status("open-support") == "offered"
        with pytest.raises(Refusal, match="No seat is free"):
            offer_placement(OfferPlacement("open-support", f"{CODES[8]}-director"), desk.uncleared, TODAY)

    @pytest.mark.parametrize("person", [f"{T}-director", "", "nobody"])
    def test_nobody_is_asked_whom_a_rule_forbids(self, desk: World, person: str) -> None:
        with pytest.raises(Refusal) as refusal:
            offer_placement(OfferPlacement("open-support", person), desk.uncleared, TODAY)
        assert list(refusal.value.messages) == ["person_id"]

    def test_one_takes_the_place_of_another(self, desk: World) -> None:
        put("open-support", status="offered")
        other = f"{CODES[3]}-director"
        command = OfferPlacement("open-support", other, placement_address(PEER, "open-support"), "They are ill")
        offer_placement(command, desk.uncleared, TODAY)
        row = store.db.session.get_one(PlacementRow, (PEER, "open-support"))
        assert (row.status, row.finer, status("open-support", other)) == ("stood-down", "replaced", "offered")

    def test_a_sealed_seat_is_offered_within_its_circle_alone(self, desk: World) -> None:
        helper = _helper(desk)
        circles = desk.circles
        other = next(f"{code}-senior" for code in CODES if circles[code] == circles[T] and code != T)
        with pytest.raises(Refusal, match="another group of councils"):
            offer_placement(OfferPlacement(SEALED, other), desk.cleared, TODAY)
        offer_placement(OfferPlacement(SEALED, helper), desk.cleared, TODAY)
        assert status(SEALED, helper) == "offered"

    def test_who_has_declined_is_not_asked_again(self, desk: World) -> None:
        put("open-support", status="declined")
        with pytest.raises(Refusal, match="declined"):
            offer_placement(OfferPlacement("open-support", PEER), desk.uncleared, TODAY)
