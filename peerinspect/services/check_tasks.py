"""The tasks behind fresh checks of large rosters: a part each, and what was found is kept as long as the part is what
it was.

A part is examined under the policy in its own problem and by the edition of the rulebook that its roster names: nothing
but its two files counts. What is kept names ids alone; each reader is shown names as far as they may know them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import undefer

from peerinspect import store
from peerinspect.independence.audit import Report
from peerinspect.services import tasks
from peerinspect.services.saving import audit_part, reload_part
from peerinspect.services.task_watch import NoWatch
from peerinspect.services.veil import OPEN
from peerinspect.store.tables import KeptAnswerRow, RosterPartRow

CHECK, CHECK_APART = "check", "check-apart"
LONGEST = 900
"""Seconds for one part."""
SMALL = 1_000_000
"""Bytes of a part's two files that are examined while the page waits: well under a second."""
REST = timedelta(minutes=5)
"""For so long a check that failed is not begun again."""
WAITING, FAILED = "waiting", "failed"


@dataclass(frozen=True, slots=True)
class Examined:
    """What the auditor found on a part, in ids."""

    is_clean: bool
    checked_on: date
    rules_examined: int
    pairs_examined: int
    threes_examined: int
    lines: tuple[str, ...]


def examined(part: RosterPartRow, today: date) -> Examined | str:
    """What is found on a part: at once where it is small; else what was found, WAITING for it, or FAILED.

    The part comes with its bytes. A large one that nobody has examined is queued.
    """
    if len(part.problem_bytes) + len(part.roster_bytes) <= SMALL:
        return _of(audit_part(reload_part(part.part, part.problem_bytes, part.roster_bytes)), today)
    kept = store.db.session.get(KeptAnswerRow, (CHECK, str(part.id)))
    if kept is not None and kept.version == _version(part):
        told = json.loads(kept.content)
        return Examined(**told | {"checked_on": date.fromisoformat(told["checked_on"]), "lines": tuple(told["lines"])})
    return _asked_for(part)


def _asked_for(part: RosterPartRow) -> str:
    """Queue the part, unless that failed just now."""
    kind, key = kind_of(part), str(part.id)
    last = tasks.find_task(kind, key)
    if last is not None and last.state == tasks.FAILED and last.ended_at and last.ended_at > datetime.now(UTC) - REST:
        return FAILED
    if last is None or last.state in tasks.OVER:
        with store.transaction():
            if not tasks.is_live(kind, key):
                tasks.queue_task(kind, key, time_limit=LONGEST)
    return WAITING


def kind_of(part: RosterPartRow) -> str:
    """Parts of sealed work are examined apart: nobody can tell from the open one how long they take."""
    return CHECK if part.part == OPEN else CHECK_APART


def examine_part(key: str, watch: NoWatch) -> None:
    """Examine a part, and keep what is found. A part that is gone needs no check."""
    row = RosterPartRow
    query = select(row).where(row.id == int(key)).options(undefer(row.problem_bytes), undefer(row.roster_bytes))
    part = store.db.session.scalar(query)
    if part is None:
        return
    version, name, files = _version(part), part.part, (part.problem_bytes, part.roster_bytes)
    store.db.session.rollback()
    watch.tell("Reading", 0, 2)
    loaded = reload_part(name, *files)
    if watch.is_cancelled():
        return
    watch.hand_back_if_ending()
    watch.tell("Examining", 1, 2)
    found = asdict(_of(audit_part(loaded), date.today()))
    content = json.dumps(found | {"checked_on": found["checked_on"].isoformat()}).encode()
    with store.transaction():
        watch.hold()
        known = store.db.session.get(KeptAnswerRow, (CHECK, key))
        if known is not None:
            store.db.session.delete(known)
            store.db.session.flush()
        store.add(KeptAnswerRow(kind=CHECK, key=key, version=version, content=content, made_at=datetime.now(UTC)))


def _of(report: Report, today: date) -> Examined:
    return Examined(
        report.is_clean,
        today,
        report.rules_examined,
        report.pairs_examined,
        report.threes_examined,
        tuple(report.lines()),
    )


def _version(part: RosterPartRow) -> str:
    """A digest of what a check rests on."""
    digest = hashlib.sha256(part.problem_bytes)
    digest.update(part.roster_bytes)
    return f"sha256:{digest.hexdigest()}"
