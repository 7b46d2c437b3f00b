"""Transactions of the service that change facts and write no event: there are none, but for those named here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from sqlalchemy import event, inspect, literal, select
from sqlalchemy.orm import ORMExecuteState, Session

import peerinspect
from peerinspect import store
from peerinspect.store.standing import NOT_FACTS, PASSING

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("services/holding_back/disclosing.py", "asking"): "what the rules said is kept also where nothing came of it",
    ("services/holding_back/disclosing.py", "finding"): "what the rules said is kept also where nothing came of it",
    ("services/accounts.py", "user_account"): "the demo's own users, before anybody has signed in",
    ("services/plans.py", "roster_goal"): "a search saves each part as it ends; its event comes with the last one",
    ("services/plans.py", "roster_part"): "a search saves each part as it ends; its event comes with the last one",
    ("services/plans.py", "roster_placement"): "a search saves each part as it ends; its event comes with the last one",
    ("services/plans.py", "roster_objection"): "a search saves each part as it ends; its event comes with the last one",
    ("services/plans.py", "roster_shortfall"): "a search saves each part as it ends; its event comes with the last one",
}
"""Modules and tables whose changes need no event, each with the reason."""
WATCHED = frozenset(
    {
        "test_accounts",
        "test_boards",
        "test_disclosing",
        "test_invitations",
        "test_leaks",
        "test_lives_of_people",
        "test_publishing_late",
        "test_purging",
        "test_second_factor",
        "test_sending",
        "test_ties",
    }
)
"""The files of tests in which each use case is watched."""
_HOME = Path(peerinspect.__file__).parent
_NOTED = "tests_changed"


@contextmanager
def noticed() -> Iterator[list[str]]:
    """What was changed without an event meanwhile: the module that did it, and the tables."""
    found: list[str] = []
    listeners: list[tuple[str, Callable[..., None]]] = [
        ("after_flush", _note_objects),
        ("do_orm_execute", _note_statement),
        ("before_commit", lambda session: _judge(session, found)),
        ("after_rollback", lambda session: session.info.pop(_NOTED, None)),
    ]
    for name, listener in listeners:
        event.listen(store.db.session, name, listener)
    try:
        yield found
    finally:
        for name, listener in listeners:
            event.remove(store.db.session, name, listener)


def _noted(session: Session) -> set[str]:
    noted: set[str] = session.info.setdefault(_NOTED, set())
    return noted


def _note_objects(session: Session, _context: object) -> None:
    for each in (*session.new, *session.deleted):
        _noted(session).add(inspect(each).mapper.local_table.name)
    for each in session.dirty:
        name = inspect(each).mapper.local_table.name
        changed = {attr.key for attr in inspect(each).attrs if attr.history.has_changes()}
        if changed - PASSING.get(name, frozenset()) or not changed:
            _noted(session).update({name} if changed else set())


def _note_statement(execution: ORMExecuteState) -> None:
    if execution.is_insert or ((execution.is_update or execution.is_delete) and _meets_any(execution)):
        _noted(execution.session).add(execution.statement.table.name)  # type: ignore[attr-defined]


def _meets_any(execution: ORMExecuteState) -> bool:
    """Whether a statement that changes or takes out rows has any to do that to."""
    table, clause = execution.statement.table, execution.statement.whereclause  # type: ignore[attr-defined]
    asked = select(literal(1)).select_from(table).limit(1)
    found = execution.session.connection().execute(asked if clause is None else asked.where(clause))
    return found.first() is not None


def _judge(session: Session, found: list[str]) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    changed = session.info.pop(_NOTED, set())
    module = _module(sys._getframe(1))  # noqa: SLF001
    facts = sorted(each for each in changed - NOT_FACTS.keys() if (module, each) not in EXCEPTIONS)
    if facts and "event" not in changed and module:
        found.append(f"{module}: {', '.join(facts)}")


def _module(frame: FrameType | None) -> str:
    """Who opened the transaction: a module of the service, "" for a test."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_HOME) and not path.is_relative_to(_HOME / "store"):
            return str(path.relative_to(_HOME))
        if path.is_relative_to(Path(__file__).parents[1]) and path != Path(__file__):
            return ""
        frame = frame.f_back
    return ""
