"""The purge: what is no longer kept under the retention policy is taken out, and a report says what it was.

Rows go; the history stays, without what it said of them, and names the numbers of the events whose words went. The
report counts nothing that tells of an inspection that never came to light. What each rule takes is in `rules`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.retention import YEARS
from peerinspect.services.upkeep.rules import RULES, Purge
from peerinspect.store import history
from peerinspect.store.erasing import erase_payloads, told_of_erasure
from peerinspect.store.tables import EventRow, PayloadRow

SUBJECT = "retention"
WORDS = "What the history said of them; that it happened stays"


@dataclass(frozen=True, slots=True)
class Line:
    """What one rule took, or is to take: its words, and how many."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Report:
    """A purge: the day that it went by, and a line for each rule. `made_at` is None for one that was only tried."""

    as_of: date
    lines: tuple[Line, ...]
    made_at: datetime | None = None

    @property
    def total(self) -> int:
        """How much went in all."""
        return sum(line.count for line in self.lines)


class _OnlyTried(Exception):
    """Raised to undo what a purge would do."""


def purge(as_of: date, today: date, user: str = "", dry_run: bool = False) -> Report:
    """Take out what is no longer kept on a day, and record it; tried only, everything stays.

    Refuses a day to come unless it is only tried: what is still kept today must stay.
    """
    if as_of > today and not dry_run:
        raise Refusal("the day must be today or earlier; try a later one with --dry-run")
    found: list[Report] = []
    try:
        with store.transaction():
            found.append(_carry_out(as_of, user))
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        store.db.session.expire_all()
    return found[0]


def _carry_out(as_of: date, user: str) -> Report:
    work = Purge(as_of)
    lines = [Line(rule.words, rule.take(work)) for rule in RULES]
    oldest = datetime.combine(add_months(as_of, -12 * YEARS), time(), tzinfo=UTC)
    erased = erase_payloads(work.named(), oldest)
    told = sum(not hidden for hidden in work.hides(erased))
    report = Report(as_of, (*lines, Line(WORDS, told)))
    if report.total or erased:
        history.record(
            user,
            history.PURGE,
            SUBJECT,
            sentence="What is no longer kept was removed.",
            as_of=as_of.isoformat(),
            erased=told_of_erasure(erased),
            report=json.dumps([[line.rule, line.count] for line in report.lines]),
        )
    return report


def purge_report(reader: Reader, today: date) -> tuple[Report | None, Report]:
    """The last purge, and what is due today. For coordinators and administrators."""
    only(reader, COORDINATOR, ADMINISTRATOR)
    return last_report(), kept("purge-due", None, today, lambda: purge(today, today, dry_run=True))


def last_report() -> Report | None:
    """What the last purge took; None where there was none."""
    row, said = EventRow, PayloadRow
    query = select(row.at, said.content).join(said, said.sequence == row.sequence).where(row.action == history.PURGE)
    found = store.db.session.execute(query.order_by(row.sequence.desc()).limit(1)).first()
    if found is None:
        return None
    told = json.loads(found.content)
    lines = tuple(Line(rule, count) for rule, count in json.loads(told["report"]))
    return Report(date.fromisoformat(told["as_of"]), lines, found.at)
