"""Every kind of task, and what has it something to do. A kind without a scene fails its test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import current_app
from questioning import LACKING, OPEN_BOARD, SEALED, WANTED
from small_world import CODES, TODAY, World, board, build_world, inspection
from sqlalchemy import select
from test_plan import plan
from waiving import waive_all

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.files import write_problem
from peerinspect.jobs.performing import queue_standing
from peerinspect.services import notices
from peerinspect.services.asking import Ask, ask
from peerinspect.services.check_tasks import CHECK, CHECK_APART, kind_of
from peerinspect.services.divided_rows import PIECE, PIECE_APART, add_search, add_wave, find_search
from peerinspect.services.import_tasks import IMPORT
from peerinspect.services.imports import ConfirmFile, OfferFile, confirm_file, offer_file, take_on
from peerinspect.services.notices.telling import POST
from peerinspect.services.plan_tasks import PLAN, PLAN_APART
from peerinspect.services.planning import StartPlan, start_plan
from peerinspect.services.problems import open_problem
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.question_tasks import ANSWER, ANSWER_APART
from peerinspect.services.supposing import Moves
from peerinspect.services.task_watch import NO_WATCH
from peerinspect.services.tasks import queue_task, take_here
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import ImportRow, MentoringRow, PersonRow, QuestionRow, RosterRow, TaskRow

SEALED_LACKING = "sealed-lacking"
INSPECTIONS = b"gss,start,end\n" + b"".join(b"C%02d,2026-09-07,2026-09-11\n" % number for number in range(12))
LONG_AFTER = date(2034, 1, 2)
"""When everything in the world is over, and kept no longer."""


@dataclass(frozen=True)
class Scene:
    """What has a kind of task something to do, and under which settings. `most`: how many moments to be killed at."""

    prepare: Callable[[World], object]
    settings: Mapping[str, object] = field(default_factory=dict)
    most: int = 3
    both_sides: bool = False
    """Whether it does something beside the database, so that a kill before a commit is another than one after it."""


def found_world() -> World:
    """Boards and sealed inspections, of which one each lacks a skill; a roster of them, published."""
    skilled = frozenset({WANTED})
    lacking = replace(board(LACKING, CODES[7], TODAY), skills=skilled)
    hidden = replace(inspection(SEALED_LACKING, CODES[5], TODAY + timedelta(weeks=30)), skills=skilled)
    world = build_world(
        TODAY, [board(OPEN_BOARD, CODES[0], TODAY), lacking, inspection(SEALED, CODES[3]), hidden], basis="acting"
    )
    roster = plan(world.cleared)
    waive_all(world, roster)
    publish_roster(PublishRoster(roster), world.cleared, TODAY)
    return world


def _standing(_world: World) -> None:
    queue_standing()


def _search(world: World) -> None:
    start_plan(StartPlan(20), world.cleared, TODAY)


def _supposing(world: World) -> None:
    supposed = (Moves(SEALED, TODAY + timedelta(weeks=20)),)
    start_plan(StartPlan(20, supposed=supposed), world.cleared, TODAY)


def _pieces(part: str) -> Callable[[World], None]:
    """A wave of two pieces of a search for the part."""

    def prepare(world: World) -> None:
        job = start_plan(StartPlan(20, divided=True), world.cleared, TODAY)
        file = Path(current_app.config["INSTANCE"]) / "problem.json"
        write_problem(open_problem(TODAY), file)
        with store.transaction():
            add_search(job, part, file.read_bytes())
        search = find_search(job, part)
        with store.transaction():
            add_wave(search, [search.problem, search.problem], 20)

    return prepare


def _reading(world: World) -> None:
    """Too large to be read while its page waits: see the settings of the test."""
    offer_file(OfferFile("inspections", "guess.csv", INSPECTIONS), world.cleared, TODAY, datetime.now(UTC))


def _saving(world: World) -> None:
    _reading(world)
    import_id = take_here((IMPORT,))
    take_on(import_id, NO_WATCH)
    digest = store.db.session.get_one(ImportRow, import_id).digest
    store.db.session.rollback()
    confirm_file(ConfirmFile(import_id, digest), world.cleared, TODAY, datetime.now(UTC))


def _checks(_world: World) -> None:
    """Of both kinds, as a page queues them."""
    rosters = store.db.session.scalars(select(RosterRow.id)).all()
    for row in parts_of(rosters, ("open", "sealed-0")):
        with store.transaction():
            queue_task(kind_of(row), str(row.id))


def _messages(_world: World) -> None:
    for users in (("liaison", "cleared"), ("uncleared",)):
        with store.transaction():
            event = history.record("admin", "something", "subject", sentence="So.")
            notices.tell("held-offer", event, users)


def _round(_world: World) -> None:
    """Two people whom a rule forbids their boards by now, and a mentor of a placement that is over."""
    placed = ((f"{CODES[9]}-director", OPEN_BOARD), (f"{CODES[10]}-director", LACKING))
    with store.transaction():
        load_placements([Placement(person, duty, "accepted") for person, duty in placed], [])
        for person, _ in placed:
            store.db.session.get_one(PersonRow, person).vetted_on = date(2020, 1, 1)
        pair = {"person": f"{CODES[1]}-senior", "mentor": f"{CODES[2]}-director"}
        told = {"duty": OPEN_BOARD, "named_by": "uncleared", "named_on": TODAY, "why": ""}
        store.add(MentoringRow(id="over", **pair, **told))
        history.record("cleared", "change-vetting", placed[0][0], sentence="So it is.")
    queue_standing()


def _old(_world: World) -> None:
    """A file whose time is over, one that nobody reads any more, a question and a task of long ago."""
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=40)
    with store.transaction():
        for name, state, expires in (("gone", "ready", long_ago), ("left", "reading", now + timedelta(days=1))):
            told = {"owner": "cleared", "kind": "inspections", "filename": name, "as_of": TODAY, "knows_sealed": False}
            store.add(ImportRow(id=name, state=state, made_at=long_ago, expires_at=expires, **told))
        asked = {"sort": "fill", "duty": LACKING, "part": "open", "version": "", "as_of": TODAY, "asked_by": "cleared"}
        store.add(QuestionRow(id="left", state="running", queued_at=long_ago, **asked))
        store.add(TaskRow(id="over", kind="check", key="1", state="done", queued_at=long_ago, ended_at=long_ago))
    queue_standing()


SCENES: Mapping[str, Mapping[str, Scene]] = {
    PLAN: {"a search": Scene(_search, most=2)},
    PLAN_APART: {"what would be": Scene(_supposing, most=1)},
    PIECE: {"two pieces": Scene(_pieces("open"))},
    PIECE_APART: {"two pieces": Scene(_pieces("sealed-0"), most=1)},
    "records": {"of a published roster": Scene(_standing)},
    "reserves": {"of a published roster": Scene(_standing, most=2)},
    IMPORT: {"read": Scene(_reading), "saved": Scene(_saving)},
    CHECK: {"of a part": Scene(_checks)},
    CHECK_APART: {"of a part": Scene(_checks, most=1)},
    POST: {"three messages": Scene(_messages, both_sides=True, most=6)},
    "round": {"two findings, a mentor": Scene(_round, {"TODAY": TODAY})},
    "purge": {"long after": Scene(_standing, {"TODAY": LONG_AFTER, "PURGE_DAILY": True})},
    "tidy": {"what was left": Scene(_old)},
    ANSWER: {"what would fill it": Scene(lambda world: ask(Ask(LACKING), world.uncleared, TODAY))},
    ANSWER_APART: {"the same": Scene(lambda world: ask(Ask(SEALED_LACKING), world.cleared, TODAY), most=1)},
}
