"""How long what is kept. Source: design, section 6, and the privacy notice.

A time that runs from a day is over when its anniversary has passed: on the anniversary itself it is still kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select, update

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.domain.leaving import last_day_to_say
from peerinspect.services.notices.telling import BOUNCED, ENDED, FAILED, SENT
from peerinspect.services.reports.years import april_year, first_year
from peerinspect.services.retention import YEARS
from peerinspect.services.upkeep.people import erase_people, free_of_declarations
from peerinspect.store import tables as t
from peerinspect.store.base import Base
from peerinspect.store.erasing import Erasure

VETTED_MONTHS, AFTER_VETTING = 36, 6
"""How long a check counts (rule vetting-lapsed), and how long its day is kept after that."""
MESSAGES_MONTHS, DECLINED_MONTHS = 12, 24
OF_ROSTERS = ("roster_placement", "roster_shortfall", "reserve", "decision_record", "question")
"""Tables of people and duties that go with their roster, or pass by themselves."""
_MANY = 400


@dataclass
class Purge:
    """One purge: the day that it goes by, what went, and the work that is over and no longer kept."""

    as_of: date
    erasure: Erasure = field(default_factory=Erasure)
    people: set[str] = field(default_factory=set)
    """The people whose placements went."""
    people_erased: set[str] = field(default_factory=set)
    """The people whose names went."""

    @cached_property
    def duties(self) -> frozenset[str]:
        """The duties whose records are kept no longer."""
        rows = store.db.session.execute(select(t.DutyRow.id, t.DutyRow.ends))
        return frozenset(duty for duty, ends in rows if self.is_over(ends, 12 * YEARS))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The inspections that never came to light: no report counts what tells of them."""
        row = t.InspectionRow
        return frozenset(store.db.session.scalars(select(row.duty).where(row.sealed, row.notice.is_(None))))

    def is_over(self, day: date, months: int) -> bool:
        """Whether a time that runs from a day has passed."""
        return self.as_of > add_months(day, months)

    def named(self) -> set[str]:
        """By which names the history tells of what went."""
        return self.erasure.keys | self.duties | self.people_erased

    def hides(self, events: Iterable[int]) -> Iterator[bool]:
        """Of some events, whether each tells of an inspection that never came to light."""
        for some in chunks(list(events)):
            rows = store.db.session.execute(
                select(t.EventRow.duty, t.EventRow.subject, t.EventRow.action).where(t.EventRow.sequence.in_(some))
            )
            for duty, subject, action in rows:
                yield duty in self.hidden or subject in self.hidden or action.startswith("look")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for how long, in words, and what takes it out: it hands back how much it took."""

    words: str
    take: Callable[[Purge], int]


def chunks(listed: list[Any]) -> Iterator[list[Any]]:
    """A list in pieces that a statement can name."""
    for start in range(0, len(listed), _MANY):
        yield listed[start : start + _MANY]


def _placements(purge: Purge) -> int:
    """Everything that is kept of people on duties that are over: placements, waivers, undertakings and the like."""
    count = 0
    for duties in chunks(sorted(purge.duties)):
        row = t.PlacementRow
        purge.people |= set(store.db.session.scalars(select(row.person).where(row.duty.in_(duties))))
        shown = [duty for duty in duties if duty not in purge.hidden]
        shut = [duty for duty in duties if duty in purge.hidden]
        for table in _of_people_on_duties():
            count += purge.erasure.take(table, table.c.duty.in_(shown))
            purge.erasure.take(table, table.c.duty.in_(shut))
    return count


def _of_people_on_duties() -> list[Table]:
    """The tables that say something of a person on a duty; and when rules were asked of it, and leaks."""
    found = [Base.metadata.tables["asking"], Base.metadata.tables["leak"]]
    for table in Base.metadata.sorted_tables:
        names = {bond.referred_table.name for bond in table.foreign_key_constraints}
        if {"person", "duty"} <= names and "duty" in table.c and table.name not in OF_ROSTERS:
            found.append(table)
    return found


def _rosters(purge: Purge) -> int:
    """Rosters of which every duty is over: their files, and with them the decision records."""
    placed, lacking, part = t.RosterPlacementRow, t.RosterShortfallRow, t.RosterPartRow
    named: dict[str, set[str]] = {}
    for row in (placed, lacking):
        query = select(part.roster, row.duty).join(part, part.id == row.part).distinct()
        for roster, duty in store.db.session.execute(query):
            named.setdefault(roster, set()).add(duty)
    over = sorted(roster for roster, duties in named.items() if duties <= purge.duties)
    table = Base.metadata.tables["roster"]
    return sum(purge.erasure.take(table, table.c.id.in_(some)) for some in chunks(over))


def _declarations(purge: Purge) -> int:
    """The ties of whoever has left and has no duty any more that is kept."""
    table = Base.metadata.tables["interest"]
    over = sorted(free_of_declarations(purge.people))
    return sum(purge.erasure.take(table, table.c.person.in_(some)) for some in chunks(over))


def _vetting(purge: Purge) -> int:
    """The day of a check that has not counted for six months."""
    row = t.PersonRow
    rows = store.db.session.execute(select(row.id, row.vetted_on).where(row.vetted_on.is_not(None)))
    over = [person for person, day in rows if purge.is_over(day, VETTED_MONTHS + AFTER_VETTING)]
    for some in chunks(over):
        store.db.session.execute(update(row).where(row.id.in_(some)).values(vetted_on=None))
    return len(over)


def _candidates(purge: Purge) -> int:
    """Whoever left a year ago and has no placement that is kept: their name, and all they said of themselves."""
    purge.people_erased = erase_people(purge.erasure, lambda left: purge.is_over(left, 12))
    return len(purge.people_erased)


def _messages(purge: Purge) -> int:
    """Messages that were sent, or given up."""
    row, before = t.MessageRow, _moment(add_months(purge.as_of, -MESSAGES_MONTHS))
    table = Base.metadata.tables["message"]
    over = (row.made_at < before) & row.state.in_((SENT, FAILED, BOUNCED, ENDED))
    told = store.db.session.execute(
        select(row.id, t.EventRow.duty).join(t.EventRow, t.EventRow.sequence == row.event).where(over)
    ).all()
    for some in chunks([each.id for each in told]):
        purge.erasure.take(table, table.c.id.in_(some))
    return sum(each.duty not in purge.hidden for each in told)


def _declined(purge: Purge) -> int:
    """Why somebody declined."""
    row = t.PlacementRow
    query = select(row.person, row.duty, row.answered_on).where(row.decline_reason.is_not(None))
    rows = store.db.session.execute(query.where(row.answered_on.is_not(None))).all()
    over = [each for each in rows if purge.is_over(each.answered_on, DECLINED_MONTHS)]
    for person, duty, _ in over:
        one = update(row).where(row.person == person, row.duty == duty)
        store.db.session.execute(one.values(decline_reason=None))
    return sum(each.duty not in purge.hidden for each in over)


def _ties_of_leavers(purge: Purge) -> int:
    """Who said why they left, and in which words, a year after the numbers are told."""
    row = t.LeavingRow
    query = select(row.id, row.left_on).where(row.person.is_not(None) | (row.own_words != ""))
    over = [id_ for id_, left in store.db.session.execute(query) if purge.is_over(_told_on(left), 12)]
    for some in chunks(over):
        store.db.session.execute(update(row).where(row.id.in_(some)).values(person=None, own_words=""))
    return len(over)


def _told_on(left: date) -> date:
    """The last day before the numbers of a leaver's year are told."""
    return last_day_to_say(april_year(first_year(left)).period.end or left)


def _reasons_of_leavers(purge: Purge) -> int:
    rows = store.db.session.execute(select(t.LeavingRow.id, t.LeavingRow.left_on))
    over = [id_ for id_, left in rows if purge.is_over(left, 12 * YEARS)]
    table = Base.metadata.tables["leaving"]
    return sum(purge.erasure.take(table, table.c.id.in_(some)) for some in chunks(over))


def _run_out(purge: Purge) -> int:
    """What ran out unused: files that nobody confirmed, links, codes, tokens."""
    now, tables = _moment(purge.as_of), Base.metadata.tables
    over: tuple[tuple[str, ColumnElement[bool]], ...] = (
        ("import_file", tables["import_file"].c.expires_at < now),
        ("answer_link", tables["answer_link"].c.expires_on < purge.as_of),
        ("address_change", tables["address_change"].c.until < now),
        ("invitation", tables["invitation"].c.until < _moment(add_months(purge.as_of, -1))),
        ("api_token", tables["api_token"].c.expires_at < _moment(add_months(purge.as_of, -1))),
        ("question", func.coalesce(tables["question"].c.finished_at, now) < _moment(add_months(purge.as_of, -12))),
    )
    taken = {name: purge.erasure.take(tables[name], which) for name, which in over}
    return sum(count for name, count in taken.items() if name in _TOLD)


_TOLD = ("address_change", "invitation", "api_token")
"""The others can be about sealed work, so that nobody is told how many of them went."""


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


RULES = (
    Rule("Placements, waivers and records of work, six years after its last day", _placements),
    Rule("Rosters and their files, when all their work is no longer kept", _rosters),
    Rule("Declared ties of people who left, six years after their last work", _declarations),
    Rule("Days of vetting, six months after it ran out", _vetting),
    Rule("People who left a year ago and have no work on record", _candidates),
    Rule("Messages, a year after they were written", _messages),
    Rule("Why somebody declined, two years after", _declined),
    Rule("Who said why they left a post, a year after the numbers are told", _ties_of_leavers),
    Rule("Why directors left, after six years", _reasons_of_leavers),
    Rule("Links, codes and tokens that ran out", _run_out),
)
"""In this order: what hangs on placements goes with them, and then whoever has none left."""
