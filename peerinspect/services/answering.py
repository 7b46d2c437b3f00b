"""Answering questions about duties in child processes. No page calls this.

What would fill a duty is searched for in a process of its own, `peerinspect explain`. Whether somebody would do is
asked of a process that stays up for the next such question.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Collection, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from peerinspect import store
from peerinspect.domain import Facts, Roster
from peerinspect.domain.placement import Pair
from peerinspect.files import write_problem, write_roster
from peerinspect.independence import goals
from peerinspect.independence.engagement import engage
from peerinspect.services import tasks
from peerinspect.services.asking import FILL, LONGER
from peerinspect.services.child import COMMAND, Leash, run, work_folder
from peerinspect.services.question_tasks import OVER, kind_of
from peerinspect.services.standing import Standing, standing
from peerinspect.services.task_watch import NO_WATCH, HandBack, NoWatch
from peerinspect.services.warm import NoAnswer, WarmSearch
from peerinspect.store.reading.questions import find_question
from peerinspect.store.tables import QuestionRow

EXPLAINER = COMMAND
SECONDS = 1.5
"""How long to look for a roster with somebody on the duty; what is proven by then is said."""
LONGER_SECONDS = 60.0
"""The same, when asked to look longer."""
LONGEST = 90.0
"""Seconds after which a search counts as stuck: it stops by itself long before."""
PATIENCE = 0.0
"""A search that is stopped has nothing to keep."""
NO_ANSWER = "The search ended without an answer. Try again, and tell the administrator if it happens again"
_log = logging.getLogger("peerinspect.answering")


def claim_question(is_sealed: bool) -> str | None:
    """Take the oldest queued question about sealed work, or about open work, to answer it here and now."""
    question_id = tasks.take_here((kind_of(is_sealed),))
    if question_id is not None:
        _begin(question_id, NO_WATCH)
    return question_id


def _begin(question_id: str, watch: NoWatch) -> bool:
    """Write down that the question is at work; whether there is anything left to do."""
    with store.transaction():
        watch.hold()
        row = store.db.session.get(QuestionRow, question_id)
        if row is None or row.state in OVER:
            return False
        if row.state == "queued":
            row.state = "running"
        return True


def answer_question(question_id: str, watch: NoWatch = NO_WATCH, warm: WarmSearch | None = None) -> None:
    """Answer a question. It is closed with a word on how it went; where the worker ends, it raises HandBack.

    `warm` is the process that may be up from the question before, and stays up for the next one; without it, none does.
    """
    if not _begin(question_id, watch):
        return
    try:
        answer = _answered(question_id, watch, warm)
    except (tasks.ClaimLost, HandBack, OperationalError):
        raise
    except BaseException as fault:
        _close(question_id, watch, "failed", NO_ANSWER)
        if not isinstance(fault, NoAnswer):
            raise
        _log.error("a search ended without an answer")
        return
    _close(question_id, watch, "cancelled" if answer is None else "done", "", answer)


def _answered(question_id: str, watch: NoWatch, warm: WarmSearch | None) -> dict[str, Any] | None:
    """The answer; None where it was stopped. Raises HandBack where it stopped because the worker ends."""
    if warm is None:
        with closing(WarmSearch()) as once:
            return _answered(question_id, watch, once)
    answer = _answer(question_id, watch, warm)
    if answer is None:
        watch.hand_back_if_ending()
    return answer


def _close(question_id: str, watch: NoWatch, state: str, message: str, answer: dict[str, Any] | None = None) -> None:
    with store.transaction():
        watch.hold()
        row = store.db.session.get_one(QuestionRow, question_id)
        row.state, row.message, row.finished_at = state, message, datetime.now(UTC)
        row.answer = None if answer is None else json.dumps(answer, ensure_ascii=False).encode()


def _answer(question_id: str, task: NoWatch, warm: WarmSearch) -> dict[str, Any] | None:
    """What the child process says, and what it means to people; None where it was stopped."""
    row = find_question(question_id)
    if row is None:
        raise NoAnswer
    sort, duty, person, part, today = row.sort, row.duty, row.person, row.part, row.as_of
    found = standing(part, today)
    with store.transaction():
        task.hold()
        store.db.session.get_one(QuestionRow, question_id).version = found.version
    watch = _Watch(question_id, task)
    folder = Path(current_app.config["WORK_FOLDER"])
    if sort == FILL:
        return _filled(found, duty, folder, watch)
    question = {"duty": duty, "person": person, "seconds": LONGER_SECONDS if sort == LONGER else SECONDS}
    leash = Leash(LONGEST, PATIENCE, watch.is_stopped, watch.hear)
    answer = warm.ask(part, found, question, folder, leash)
    return None if answer is None else answer | _in_person(found.facts, found.measured, answer["moves"])


def _filled(found: Standing, duty: str, parent: Path, watch: _Watch) -> dict[str, Any] | None:
    """Problem and roster into files, the process over them, its answer."""
    with work_folder(parent) as folder:
        problem, roster = folder / "problem.json", folder / "roster.json"
        write_problem(found.facts, problem)
        write_roster(found.measured, roster)
        chosen = ["--duty", duty, "--fill", "--progress", "json", "--json"]
        command = [*EXPLAINER, "explain", str(problem), str(roster), *chosen]
        if run(command, folder / "errors.txt", Leash(LONGEST, PATIENCE, watch.is_stopped, watch.hear)):
            return None
        return watch.answer()


class _Watch:
    """Hears the child: a line for each thing found, then the answer. Notes how much was found in the question's row."""

    def __init__(self, question_id: str, task: NoWatch) -> None:
        self._id = question_id
        self._task = task
        self._lines: list[bytes] = []
        self._found = 0
        self._next = 0.0

    def is_stopped(self) -> bool:
        """Whether somebody asked to stop, or the service ends; the row is not looked at with every line."""
        if self._task.must_stop() or time.monotonic() < self._next:
            return self._task.must_stop()
        self._next = time.monotonic() + 0.2
        state = store.db.session.scalar(select(QuestionRow.state).where(QuestionRow.id == self._id))
        store.db.session.rollback()
        return state == "cancelling"

    def hear(self, line: bytes) -> None:
        """Note what was found; keep the rest, which is the answer."""
        if line.startswith(b'{"event": "found"'):
            self._found += 1
            with store.transaction():
                self._task.hold()
                store.db.session.execute(
                    update(QuestionRow).where(QuestionRow.id == self._id).values(found=self._found)
                )
        elif line:
            self._lines.append(line)

    def answer(self) -> dict[str, Any]:
        """The answer. Raises NoAnswer where there is none."""
        try:
            answer = json.loads(b"".join(self._lines))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NoAnswer
        return answer


def _in_person(facts: Facts, roster: Roster, moves: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the moves mean to people: minutes of all their journeys, and the share of the offered days they use."""
    listed = list(moves)
    before = {each.pair for each in roster.placements}
    coming = {(each["person"], each["duty"]) for each in listed if each["comes"]}
    leaving = {(each["person"], each["duty"]) for each in listed if not each["comes"]}
    days, then = goals.days_placed(facts, before), goals.days_placed(facts, before - leaving | coming)
    people = dict.fromkeys(each["person"] for each in listed)
    return {
        "minutes": _minutes(facts, coming) - _minutes(facts, leaving),
        "burdens": [[one, _share(facts, one, days), _share(facts, one, then)] for one in people],
    }


def _minutes(facts: Facts, pairs: Collection[Pair]) -> int:
    return sum(goals.home_minutes(engage(facts, facts.people[person], facts.duties[duty])) for person, duty in pairs)


def _share(facts: Facts, person: str, days: dict[str, int]) -> int:
    return goals.share_percent(days.get(person, 0), facts.people[person].days_offered())
