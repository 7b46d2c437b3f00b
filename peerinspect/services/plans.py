"""Making a plan: the open roster first, then, with it pinned, the sealed one of each circle. No page calls this."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from peerinspect import store
from peerinspect.domain import Facts, GoalValue, RosterPlacement
from peerinspect.explain.deciding import kept_off
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services import tasks
from peerinspect.services.divided_rows import forget_searches
from peerinspect.services.dividing import DividedSearch, is_divided
from peerinspect.services.notices import know_sealed_work
from peerinspect.services.notices import tell as tell_users
from peerinspect.services.plan_tasks import END_SEARCH, KINDS, OVER
from peerinspect.services.problems import circle_of_part, open_problem, sealed_problem
from peerinspect.services.saving import Part, audit_part, reload_part, reload_roster, save_part
from peerinspect.services.scopes import Outside, scope_from_text, scope_text, scoped
from peerinspect.services.solving import Answer, SolveFailed, Start, Watch, solve
from peerinspect.services.supposing import suppose, supposed_from_text, supposed_text
from peerinspect.services.task_watch import NO_WATCH, HandBack, NoWatch
from peerinspect.services.under_way import closing_action
from peerinspect.services.veil import PARTS, SUPPOSE_SEALED
from peerinspect.services.wording import counted, plain_day
from peerinspect.store import history
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import JobPartRow, JobRow, RosterRow

TOO_LONG = "The search took longer than it may, and was stopped. What it had found by then is kept"
_BETWEEN_REPORTS = 0.3
"""Seconds between two notes of the same goal."""


def is_job_queued() -> bool:
    """Whether a search waits to be begun."""
    return tasks.is_task_due(KINDS)


def claim_job() -> str | None:
    """Take the oldest queued job, to make it here and now; None when there is none."""
    job_id = tasks.take_here(KINDS)
    if job_id is not None:
        _begin(job_id, NO_WATCH)
    return job_id


def _begin(job_id: str, watch: NoWatch) -> bool:
    """Write down that the job is at work; whether there is anything left to do."""
    with store.transaction():
        watch.hold()
        job = store.db.session.get(JobRow, job_id)
        if job is None or job.state in OVER:
            return False
        if job.state == "queued":
            job.state = "running"
        job.started_at = job.started_at or datetime.now(UTC)
        return True


def run_job(job_id: str, watch: NoWatch = NO_WATCH, tell: Callable[[str], None] = lambda _: None) -> None:
    """Do a job from beginning to end, or from where another worker left it. It is closed with a word on how it went.

    Where the worker ends, it raises HandBack; what is found of the part at work is lost then. `tell` hears a sentence
    after each part, which names nobody.
    """
    if not _begin(job_id, watch):
        return
    try:
        state, message = _Plan(job_id, watch, tell).make(), ""
    except SolveFailed as failure:
        state, message = "failed", str(failure)
    except (tasks.ClaimLost, HandBack, OperationalError):
        raise
    except BaseException:
        _close(job_id, watch, "failed", "A fault in peerinspect itself stopped the search. Tell the administrator")
        raise
    if state == "cancelled" and watch.is_out_of_time:
        state, message = "failed", TOO_LONG
    _close(job_id, watch, state, message)


def _close(job_id: str, watch: NoWatch, state: str, message: str) -> None:
    """Write down how the job ended, and tell who asked for it, unless they stopped it themselves.

    Whoever may not know of sealed work was told when the open part was done; to them that was the end.
    """
    with store.transaction():
        watch.hold()
        job = store.db.session.get_one(JobRow, job_id)
        job.state, job.message, job.finished_at = state, message, datetime.now(UTC)
        forget_searches(job_id)
        if state != "cancelled":
            action = closing_action(job, END_SEARCH)
            event = history.record("", action, job.id, sentence="A search for the best roster came to its end.")
            tell_users("search-over", event, [job.started_by])


@dataclass
class _Plan:
    """One plan being made for one job."""

    job_id: str
    watch: NoWatch
    tell: Callable[[str], None]
    roster_id: str | None = None
    open_placements: list[RosterPlacement] = field(default_factory=list)

    def __post_init__(self) -> None:
        job = store.db.session.get_one(JobRow, self.job_id)
        self.as_of: date = job.as_of
        self.time_limit: int = job.time_limit
        self.made_by: str = job.started_by
        self.from_roster: str | None = job.from_roster
        self.scope = scope_from_text(job.scope)
        self.supposed = supposed_from_text(job.supposed)
        self.for_cleared: bool | None = job.for_cleared
        self.divided: bool | None = job.divided
        parts = parts_of([job.from_roster], PARTS, with_bytes=True) if job.from_roster else []
        self.before = {row.part: Start(row.roster_bytes, row.problem_bytes) for row in parts}
        self._take_up(job)
        store.db.session.rollback()

    def _take_up(self, job: JobRow) -> None:
        """Know which parts a worker has saved that has gone since: they are not made again."""
        self.roster_id = job.roster
        saved = parts_of([job.roster], PARTS, with_bytes=True) if job.roster else []
        self.saved = {row.part for row in saved}
        for row in saved:
            if circle_of_part(row.part) is None:
                self.open_placements = list(reload_roster(row.roster_bytes).placements)

    def make(self) -> str:
        """Solve part after part; how the job ended: done or cancelled."""
        for part in PARTS:
            if part in self.saved:
                continue
            if self._is_cancelled() or not self._make_part(part):
                return "cancelled"
        return "cancelled" if self._is_cancelled() else "done"

    def _make_part(self, part: str) -> bool:
        """Solve and save one part; False when a cancel left nothing to save."""
        facts = self._problem(part)
        store.db.session.rollback()
        notes = _Notes(self.job_id, part, self.watch)
        notes.begin()
        start = self.before.get(part)
        answer = self._answer(part, facts, start, notes)
        if not self._is_cancelled():
            self.watch.hand_back_if_ending()
        if answer.roster is None:
            return False
        solved = reload_part(part, answer.problem, answer.roster)
        report = audit_part(solved, start.roster if start else None)
        counts = _kept_off(solved)
        with store.transaction():
            self.watch.hold()
            save_part(self._roster(), solved, answer, report, self.as_of, counts)
            notes.end(solved.roster.status, solved.roster.goals)
            forget_searches(self.job_id, part)
        self.tell(_how_good(solved))
        if circle_of_part(part) is None:
            self.open_placements = list(solved.roster.placements)
        return True

    def _answer(self, part: str, facts: Facts, start: Start | None, notes: _Notes) -> Answer:
        """The part's roster, searched here as a whole, or in pieces by whoever has time."""
        work, watch = Path(current_app.config["WORK_FOLDER"]), Watch(notes.take, self._must_stop)
        if is_divided(self.job_id, part, facts, self.divided):
            return DividedSearch(self.job_id, part, self.time_limit, work, watch, self.watch).solve(facts, start)
        return solve(facts, start, self.time_limit, work, watch)

    def _problem(self, part: str) -> Facts:
        """The problem of a part: as things are, as they are supposed to be, and as far as is searched."""
        circle = circle_of_part(part)
        facts = open_problem(self.as_of) if circle is None else sealed_problem(self.as_of, circle, self.open_placements)
        facts = suppose(facts, self.supposed)
        if self.scope.is_everything:
            return facts
        refused = {each.pair for each in read_placements(self.as_of, facts.duties) if each.status == "declined"}
        return scoped(facts, self.scope, Outside(self._held(part), refused, is_pinned=circle is None))

    def _held(self, part: str) -> Mapping[str, list[RosterPlacement]] | None:
        """Who is on what by the roster to start from."""
        if part not in self.before:
            return None
        held: dict[str, list[RosterPlacement]] = defaultdict(list)
        for each in reload_roster(self.before[part].roster).placements:
            held[each.duty].append(each)
        return held

    def _roster(self) -> str:
        """The plan's own row, made when there is a first part to put into it."""
        if self.roster_id is None:
            roster = RosterRow(
                id=store.new_token(),
                title=f"{'What if: roster' if self.supposed else 'Roster'} of {plain_day(self.as_of)}",
                as_of=self.as_of,
                made_at=datetime.now(UTC),
                made_by=self.made_by,
                from_roster=self.from_roster,
                scope=scope_text(self.scope),
                supposed=supposed_text(self.supposed),
                for_cleared=self.for_cleared,
            )
            store.add(roster)
            self.roster_id = roster.id
            store.db.session.get_one(JobRow, self.job_id).roster = roster.id
            action = SUPPOSE_SEALED if self.for_cleared else "draft-roster"
            event = history.record(self.made_by, action, roster.id, sentence=f"Drafted the {roster.title.lower()}.")
            if self.made_by not in know_sealed_work():
                tell_users("draft-ready", event, [self.made_by], path=f"/rosters/{roster.id}")
        return self.roster_id

    def _is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        state = store.db.session.scalar(select(JobRow.state).where(JobRow.id == self.job_id))
        store.db.session.rollback()
        return state == "cancelling" or self.watch.is_cancelled()

    def _must_stop(self) -> bool:
        """Whether to stop looking, for whatever reason."""
        return self.watch.is_ending() or self._is_cancelled()


def _kept_off(part: Part) -> Mapping[str, int] | None:
    """How often each rule decided in open work; None for sealed work, of which not even a count is told."""
    if circle_of_part(part.name) is not None:
        return None
    return kept_off(part.facts, part.roster, Rulebook.named_by(part.roster, part.facts.policy))


def _how_good(part: Part) -> str:
    """A solved part in one sentence."""
    what = "Open work" if circle_of_part(part.name) is None else "Sealed work"
    lacking = sum(each.seats for each in part.roster.shortfalls if part.is_own(each.duty))
    placed = len(part.placements())
    proof = "proven best possible" if part.roster.status == "optimal" else "not proven best possible in the time given"
    return f"{what}: {placed} of {counted(placed + lacking, 'seat')} filled, {proof}."


class _Notes:
    """Writes how far one part has come into its row, not oftener than anybody would look."""

    def __init__(self, job_id: str, part: str, watch: NoWatch) -> None:
        self._watch = watch
        self._where = (JobPartRow.job == job_id, JobPartRow.part == part)
        self._goals: dict[str, GoalValue] = {}
        self._next = 0.0

    def begin(self) -> None:
        """The part is being solved."""
        with store.transaction():
            self._watch.hold()
            self._write(state="running")

    def take(self, goal: GoalValue) -> None:
        """Note a goal's value and bound."""
        is_new = goal.name not in self._goals
        self._goals[goal.name] = goal
        if is_new or time.monotonic() >= self._next:
            self._next = time.monotonic() + _BETWEEN_REPORTS
            with store.transaction():
                self._watch.hold()
                self._write(goals=goals_text(self._goals.values()))

    def end(self, status: str, goals: tuple[GoalValue, ...]) -> None:
        """The part is solved. Call it in a transaction."""
        self._write(state="done", status=status, goals=goals_text(goals), finished_at=datetime.now(UTC))

    def _write(self, **values: str | datetime) -> None:
        store.db.session.execute(update(JobPartRow).where(*self._where).values(**values))


def goals_text(goals: Iterable[GoalValue]) -> str:
    """Goals as JSON, their numbers exact."""
    listed = [[goal.name, str(goal.value), None if goal.bound is None else str(goal.bound)] for goal in goals]
    return json.dumps(listed)


def goals_from_text(text: str) -> tuple[GoalValue, ...]:
    """Goals from JSON."""
    return tuple(
        GoalValue(name, Fraction(value), None if bound is None else Fraction(bound))
        for name, value, bound in json.loads(text)
    )
