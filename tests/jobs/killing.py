"""The life of a task, in processes of their own: one ends itself by SIGKILL at a commit, the next goes on.

Whatever a worker writes it commits, so its commits are all the moments between which it makes no difference when it is
killed; but for what it does beside the database, which is why a worker may be killed on either side of a commit.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from small_service import SETTINGS
from sqlalchemy import select

from peerinspect import config, jobs, store
from peerinspect.jobs import kinds
from peerinspect.jobs.performing import perform
from peerinspect.services import solving
from peerinspect.services.stranded import sweep_stranded, this_worker
from peerinspect.services.tasks import claim_task
from peerinspect.store import history
from peerinspect.store.base import Base
from peerinspect.store.tables import MessageRow, TaskRow

OTHERWISE = {"task", "message.tries"}
"""Tables and columns that tell how often a thing was tried: there a killed worker may be seen."""
MOST_TURNS = 20


@dataclass(frozen=True, slots=True)
class Strike:
    """At which commit of its life a worker is killed, the first being that of its claim; before it, or after it."""

    commit: int
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """What a task has come to: how many commits that took, and all there is: values by column, rows counted, mails."""

    commits: int
    states: Counter[str]
    faults: list[str]
    told: Mapping[str, Any] = field(repr=False)


@contextmanager
def opened(folder: Path, settings: Mapping[str, object]) -> Iterator[Flask]:
    """A service over a folder whose tables are there already."""
    app = Flask("peerinspect")
    app.config.update({**config.settings(), **SETTINGS, "INSTANCE": folder, **settings})
    config.complete(app.config)
    store.init_app(app)
    jobs.init_app(app)
    with app.app_context():
        yield app
        store.db.session.remove()
        store.db.engine.dispose()


def lived(kind: str, strike: Strike | None = None) -> Life | None:
    """Do all tasks of a kind that are due; None where the worker was killed. What one that has gone left is swept.

    It is done in a process of its own, which begins as this one is: nothing of what it does is seen here.
    """
    store.db.session.remove()
    store.db.engine.dispose()
    hears, speaks = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(hears)
        _end(speaks, lambda: _live(kind, strike))
    os.close(speaks)
    with os.fdopen(hears, "rb") as heard:
        told = heard.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if ended == -signal.SIGKILL:
        return None
    assert ended == 0, told.decode()
    return pickle.loads(told)


def _end(speaks: int, do: Callable[[], Life]) -> None:
    """Do it, say what came of it, and end without a word of the process that this one comes from."""
    try:
        said, how = pickle.dumps(do()), 0
    except BaseException:
        said, how = traceback.format_exc().encode(), 1
    sys.stdout.flush()
    with os.fdopen(speaks, "wb") as speaking:
        speaking.write(said)
    os._exit(how)


def _live(kind: str, strike: Strike | None) -> Life:
    solving.sweep(Path(current_app.config["WORK_FOLDER"]))
    sweep_stranded(datetime.now(UTC), kinds.on_ends())
    count = _count_commits(strike)
    worker = this_worker()
    for _ in range(MOST_TURNS):
        claim = claim_task(worker, (kind,))
        if claim is None:
            break
        perform(claim)
    else:
        raise AssertionError("it never comes to its end")
    commits = count[0]
    states = Counter(store.db.session.scalars(select(TaskRow.state).where(TaskRow.kind == kind)))
    return Life(commits, states, [str(each) for each in history.verify()], everything())


def _count_commits(strike: Strike | None) -> list[int]:
    """Count this process's commits from now on, and end it where the strike falls."""
    count, dialect = [0], store.db.engine.dialect
    real = dialect.do_commit

    def commit(connection: Any) -> None:
        count[0] += 1
        falls = strike is not None and strike.commit == count[0]
        if falls and not strike.is_after:
            os.kill(os.getpid(), signal.SIGKILL)
        real(connection)
        if falls:
            os.kill(os.getpid(), signal.SIGKILL)

    dialect.do_commit = commit
    return count


def everything() -> Mapping[str, Any]:
    """All values of each column, all rows of each table counted, who was told what, and the mails there are."""
    found: dict[str, Any] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in OTHERWISE:
            continue
        rows = store.db.session.execute(select(table)).all()
        found[table.name] = len(rows)
        for number, column in enumerate(table.columns):
            name = f"{table.name}.{column.name}"
            if name not in OTHERWISE:
                found[name] = sorted(_short(row[number]) for row in rows)
    message = select(MessageRow.kind, MessageRow.user, MessageRow.state)
    found["messages"] = sorted(tuple(row) for row in store.db.session.execute(message))
    mails = [message_from_bytes(each.read_bytes()) for each in _mailbox().glob("*.eml")]
    found["mails"] = sorted({(each["Message-ID"], each["To"], each["Subject"])[1:] for each in mails})
    found["mails counted"] = len({each["Message-ID"] for each in mails})
    store.db.session.rollback()
    return found


def _short(value: object) -> str:
    """A value that can be compared and kept."""
    told = value if isinstance(value, bytes) else repr(value).encode()
    return told.decode(errors="replace") if len(told) <= 80 else hashlib.sha256(told).hexdigest()


def _mailbox() -> Path:
    return Path(current_app.config["INSTANCE"]) / "mailbox"


def leftovers(folder: Path) -> list[Path]:
    """Files of searches that nobody has removed."""
    return [each for each in (folder / "work").rglob("*") if each.is_file()]
