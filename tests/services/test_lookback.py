"""Looks back: every placement that a change of a tie touches, and nothing that the reader may not know of."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from small_service import service
from small_world import CODES, MONDAY, TODAY, World, board, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement, Policy, RuleSetting, add_months
from peerinspect.services import disclosure, views
from peerinspect.services.closing import CloseLookBack, close_look_back
from peerinspect.services.declarations import (
    DeclareInterest,
    EndInterest,
    RecordInterest,
    declare_interest,
    end_interest,
    record_interest,
)
from peerinspect.services.dismissals import DecideDismissal, ProposeDismissal, decide_dismissal, propose_dismissal
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.policies import write_policy
from peerinspect.store.reading.ties import look_backs
from peerinspect.store.tables import LookBackLineRow, PostRow
from peerinspect.web.lookbacks.presenters import look_back_dict

ME, COLLEAGUE, THERE = f"{CODES[0]}-director", f"{CODES[0]}-senior", CODES[5]
SINCE = date(2020, 1, 1)


def support(id_: str, starts: date, ends: date, code: str = THERE) -> Duty:
    return Duty(id_, "support", Period(starts, ends), 2, frozenset({code}))


PAST = support("past", date(2025, 3, 3), date(2025, 6, 27))
LIVE = replace(board("live", THERE, TODAY), period=Period(date(2025, 9, 1), date(2027, 8, 31)))
FUTURE = inspection("future", THERE, sealed=False)
ELSEWHERE = support("elsewhere", date(2025, 3, 3), date(2025, 6, 27), CODES[8])
SECRET = inspection("secret", THERE, MONDAY + timedelta(weeks=8))
CASE = Duty("review", "review", Period(TODAY, date(2026, 9, 1)), 1, frozenset({CODES[9]}), case="2026/17")


@pytest.fixture
def at_work(bare: object) -> World:
    """A director who has advised a council, chairs its board and is to inspect it; elsewhere too, and in secret."""
    world = build_world(TODAY, [PAST, LIVE, FUTURE, ELSEWHERE, SECRET, CASE])
    statuses = {"past": "done", "live": "live", "future": "accepted", "elsewhere": "done", "secret": "offered"}
    with store.transaction():
        load_placements([Placement(ME, duty, status) for duty, status in statuses.items()], [])
        load_placements([Placement(COLLEAGUE, "review", "live")], [])
    return world


def latest(reader: Reader) -> views.LookBackView:
    """The only look back there is, or the latest of several."""
    rows = look_backs()
    counts = {row.id: len(disclosure.look_back(reader, row.id, TODAY).lines) for row in rows}
    return disclosure.look_back(reader, max(counts, key=lambda id_: counts[id_]), TODAY)


def lines(found: views.LookBackView) -> set[tuple[str, str, str, str, str]]:
    return {(line.duty_id, line.moment, line.rule, line.strength, line.effect) for line in found.lines}


OPEN_LINES = {
    ("past", "past", "personal-tie", "hard", "objects"),
    ("live", "live", "personal-tie", "hard", "objects"),
    ("future", "future", "personal-tie", "hard", "objects"),
}
SEALED_LINE = ("secret", "future", "personal-tie", "hard", "objects")


class TestWhatItTouches:
    """Past, live and coming work of the person, and of colleagues where a rule says so."""

    def test_a_declared_tie_touches_every_placement_there_and_none_elsewhere(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        assert lines(latest(at_work.uncleared)) == OPEN_LINES
        assert lines(latest(at_work.cleared)) == OPEN_LINES | {SEALED_LINE}
        assert lines(latest(tied(at_work.cleared, CODES[7]))) == OPEN_LINES

    def test_so_does_one_that_a_coordinator_records(self, at_work: World) -> None:
        command = RecordInterest(ME, DeclareInterest(THERE, "friend", SINCE), "phone", "A call on 1 March")
        record_interest(command, at_work.uncleared, TODAY)
        found = latest(at_work.uncleared)
        assert (lines(found), found.line.change, found.line.made_by) == (OPEN_LINES, "recorded", "Uncleared")

    def test_a_tie_that_began_after_the_work_ended_does_not_touch_it(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", PAST.last_day), at_work.director(CODES[0]), TODAY)
        assert "past" in {line.duty_id for line in latest(at_work.uncleared).lines}
        other = DeclareInterest(THERE, "business", PAST.last_day + timedelta(days=1))
        id_ = declare_interest(other, at_work.director(CODES[0]), TODAY)
        (look,) = [row.id for row in look_backs() if row.interest == id_]
        assert {line.duty_id for line in disclosure.look_back(at_work.uncleared, look, TODAY).lines} == {
            "live",
            "future",
        }

    def test_a_case_reaches_the_colleagues_of_the_home_it_names(self, at_work: World) -> None:
        command = DeclareInterest(CODES[0], "case", SINCE, case="2026/17")
        declare_interest(command, at_work.senior(CODES[3]), TODAY)
        assert {(line.person_id, line.duty_id, line.rule) for line in latest(at_work.uncleared).lines} == {
            (COLLEAGUE, "review", "involved-in-case")
        }

    def test_a_tie_of_somebody_without_work_there_touches_nothing(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.senior(CODES[3]), TODAY)
        assert latest(at_work.cleared).lines == ()
        assert disclosure.look_backs(at_work.cleared, TODAY) == ()

    def test_a_tie_that_ends_lets_objections_fall_away(self, at_work: World) -> None:
        """It ended before the chair's term began and after the support: only the later work is free of it."""
        me = at_work.director(CODES[0])
        id_ = declare_interest(DeclareInterest(THERE, "friend", SINCE), me, TODAY)
        end_interest(EndInterest(id_, LIVE.first_day - timedelta(days=1)), me, TODAY)
        row = next(row for row in look_backs() if row.change == "moved")
        found = disclosure.look_back(at_work.uncleared, row.id, TODAY)
        assert lines(found) == {
            ("live", "live", "personal-tie", "hard", "falls-away"),
            ("future", "future", "personal-tie", "hard", "falls-away"),
        }
        assert {step for line in found.lines for step in line.steps} == {
            "Nothing to do: this objection does not stand any more."
        }
        assert (found.before, found.after) == (Period(SINCE), Period(SINCE, LIVE.first_day - timedelta(days=1)))

    def test_a_last_day_that_changes_nothing_touches_nothing(self, at_work: World) -> None:
        """The tie still held when the inspection began, or lately enough: only its dates read otherwise."""
        me = at_work.director(CODES[0])
        id_ = declare_interest(DeclareInterest(THERE, "employed", SINCE), me, TODAY)
        end_interest(EndInterest(id_, TODAY), me, TODAY)
        row = next(row for row in look_backs() if row.change == "moved")
        assert disclosure.look_back(at_work.cleared, row.id, TODAY).lines == ()

    def test_so_does_a_dismissal(self, at_work: World) -> None:
        id_ = declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        propose_dismissal(ProposeDismissal(id_, "never-was", "why", "Letter"), at_work.uncleared, TODAY)
        decide_dismissal(DecideDismissal(id_, approves=True), at_work.cleared, TODAY)
        row = next(row for row in look_backs() if row.change == "dismissed")
        found = disclosure.look_back(at_work.uncleared, row.id, TODAY)
        assert {line[4] for line in lines(found)} == {"falls-away"}
        assert {line[0] for line in lines(found)} == {"past", "live", "future"}

    def test_an_objection_that_stood_before_is_not_new(self, at_work: World) -> None:
        with store.transaction():
            store.add(PostRow(person=ME, authority=THERE, role="senior", basis="substantive", starts=None, ends=SINCE))
        me = at_work.director(CODES[0])
        declare_interest(DeclareInterest(THERE, "employed", None, SINCE), me, TODAY)
        assert all(not disclosure.look_back(at_work.cleared, row.id, TODAY).lines for row in look_backs())

    def test_work_is_judged_by_the_policy_in_force_where_no_roster_made_it(self, at_work: World) -> None:
        with store.transaction():
            write_policy(Policy(rules={"personal-tie": RuleSetting(strength="soft")}), TODAY)
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        assert {line.strength for line in latest(at_work.uncleared).lines} == {"soft"}


class TestWhatToDo:
    """The next steps, in words."""

    def steps(self, world: World, kind: str) -> dict[str, tuple[str, ...]]:
        declare_interest(DeclareInterest(THERE, kind, SINCE), world.director(CODES[0]), TODAY)
        return {line.duty_id: line.steps for line in latest(world.cleared).lines}

    def test_for_what_nobody_can_waive(self, at_work: World) -> None:
        assert self.steps(at_work, "friend") == {
            "past": (
                "Tell Council C05, its chief executive and the Ofsted liaison. They decide whether the work stands.",
            ),
            "live": (
                "Take the person off the duty now, and find somebody else.",
                "Tell Council C05, its chief executive and the Ofsted liaison.",
            ),
            "future": ("Withdraw this placement and fill the seat again.",),
            "secret": ("Withdraw this placement and fill the seat again.",),
        }

    def test_for_what_can_be_waived(self, at_work: World) -> None:
        steps = self.steps(at_work, "acquaintance")
        assert steps["live"][1] == "Or ask the council's chief executive to waive it."
        assert steps["future"][1] == "Or ask the Ofsted liaison to waive it."

    def test_it_waits_until_somebody_says_what_was_done(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        look = latest(at_work.uncleared).line
        assert (look.touched, look.waiting) == (3, 3)
        with pytest.raises(Refusal) as refusal:
            close_look_back(CloseLookBack(look.id, " "), at_work.uncleared, TODAY)
        assert list(refusal.value.messages) == ["note"]
        close_look_back(CloseLookBack(look.id, "Stood down; C05 was told"), at_work.uncleared, TODAY)
        found = disclosure.look_back(at_work.uncleared, look.id, TODAY)
        assert found.line.waiting == 0
        assert {(line.done, line.done_by) for line in found.lines} == {("Stood down; C05 was told", "Uncleared")}
        with pytest.raises(Refusal):
            close_look_back(CloseLookBack(look.id, "Twice"), at_work.uncleared, TODAY)
        assert disclosure.look_back(at_work.cleared, look.id, TODAY).line.waiting == 1, "the sealed one waits on"

    def test_is_for_coordinators(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        look = look_backs()[0].id
        for reader in (at_work.director(CODES[0]), at_work.liaison, at_work.chief(THERE)):
            with pytest.raises(NotAllowed):
                disclosure.look_back(reader, look, TODAY)
            with pytest.raises(NotAllowed):
                close_look_back(CloseLookBack(look, "mine"), reader, TODAY)
        with pytest.raises(NotFound):
            disclosure.look_back(at_work.cleared, "no-such-look", TODAY)

    def test_what_was_found_cannot_be_changed(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        with pytest.raises(history.AppendOnly), store.transaction():
            store.db.session.scalars(store.db.select(LookBackLineRow)).first().strength = "soft"


class TestTheFile:
    """The same for other programs."""

    def test_holds_what_the_page_shows(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "friend", SINCE), at_work.director(CODES[0]), TODAY)
        told = look_back_dict(latest(at_work.uncleared))
        assert (told["format"], told["change"], told["after"]) == (
            "peerinspect/look-back-1",
            "declared",
            {"from": "2020-01-01"},
        )
        assert [entry["duty"]["id"] for entry in told["placements"]] == ["past", "live", "future"]
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in told["inputs"].values())
        assert "null" not in json.dumps(told)

    def test_keeps_the_dates_of_family(self, at_work: World) -> None:
        declare_interest(DeclareInterest(THERE, "family", SINCE), at_work.director(CODES[0]), TODAY)
        told = json.dumps(look_back_dict(latest(at_work.cleared)))
        assert "2020-01-01" not in told
        assert "has close family among the leaders of Council C05" in told


READERS = {
    "uncleared": lambda world: world.uncleared,
    "tied": lambda world: tied(world.cleared, CODES[7]),
    "target": lambda world: tied(world.cleared, THERE),
}


def _told(world: World) -> dict[str, str]:
    """Everything that the readers under the veil are told of a tie and its look back, without ids and moments."""
    me = world.director(CODES[0])
    id_ = declare_interest(DeclareInterest(THERE, "friend", SINCE), me, TODAY)
    looks = [row.id for row in look_backs()]
    ids = [id_, *looks]
    found: dict[str, str] = {}
    for round_ in ("before", "after"):
        for name, make in READERS.items():
            reader = make(world)
            found[f"{name} {round_}"] = repr(
                [
                    disclosure.look_backs(reader, TODAY),
                    [look_back_dict(disclosure.look_back(reader, look, TODAY)) for look in looks],
                    disclosure.tie(reader, id_, TODAY),
                    disclosure.register(reader, TODAY),
                    disclosure.coordinator_home(reader, TODAY),
                    disclosure.attention(reader, "look-backs-waiting", TODAY),
                    disclosure.events_about(reader, ME, TODAY),
                ]
            )
        found[f"person {round_}"] = repr([disclosure.my_declarations(me, TODAY), disclosure.my_stands(me, TODAY)])
        if round_ == "before":
            for look in looks:
                close_look_back(CloseLookBack(look, "Dealt with"), world.cleared, TODAY)
    for name in ids:
        found = {key: text.replace(name, "an id") for key, text in found.items()}
    return {key: re.sub(r"datetime\.datetime\([^)]*\)", "a moment", text) for key, text in found.items()}


def test_under_the_veil_no_byte_tells_of_a_sealed_placement(tmp_path: Path, empty_store: Path) -> None:
    """Two services, in one of them the director is also held for a sealed inspection of the same council."""
    lives = {}
    for name, duties in {"without": [PAST, LIVE, FUTURE], "with": [PAST, LIVE, FUTURE, SECRET]}.items():
        shutil.copytree(empty_store, tmp_path / name)
        with service(tmp_path / name):
            world = build_world(TODAY, duties)
            with store.transaction():
                load_placements([Placement(ME, duty.id, "accepted") for duty in duties], [])
            lives[name] = _told(world)
            count = len(store.db.session.scalars(store.db.select(LookBackLineRow)).all())
            assert count == len(duties), "the sealed placement was found"
    assert lives["with"] == lives["without"]


def test_a_sealed_line_alone_is_not_even_counted(bare: object) -> None:
    world = build_world(TODAY, [SECRET])
    with store.transaction():
        load_placements([Placement(ME, "secret", "accepted")], [])
    declare_interest(DeclareInterest(THERE, "friend", SINCE), world.director(CODES[0]), TODAY)
    assert disclosure.look_backs(world.uncleared, TODAY) == ()
    assert len(disclosure.look_backs(world.cleared, TODAY)) == 1
    look = look_backs()[0].id
    with pytest.raises(Refusal):
        close_look_back(CloseLookBack(look, "Done"), world.uncleared, TODAY)
    close_look_back(CloseLookBack(look, "Done"), world.cleared, TODAY)
    said = [
        [line.sentence for line in disclosure.events_about(reader, ME, TODAY)]
        for reader in (world.cleared, world.uncleared)
    ]
    assert "Dealt with what a look back found of this placement." in said[0]
    assert "Dealt with what a look back found of this placement." not in said[1]


def test_a_change_of_employer_brings_in_the_new_colleagues(bare: object) -> None:
    """A rule may speak of anybody who was at the council when the work was done."""
    world = build_world(TODAY, [CASE])
    moved = f"{CODES[4]}-senior"
    with store.transaction():
        load_placements([Placement(moved, "review", "live")], [])
        store.add(
            PostRow(
                person=moved, authority=CODES[2], role="other", basis="joint", starts=add_months(TODAY, -1), ends=None
            )
        )
    declare_interest(DeclareInterest(CODES[2], "case", SINCE, case="2026/17"), world.director(CODES[2]), TODAY)
    (look,) = look_backs()
    assert [line.person_id for line in disclosure.look_back(world.cleared, look.id, TODAY).lines] == [moved]
