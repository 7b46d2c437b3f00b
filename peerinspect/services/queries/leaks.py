"""Who could know of a sealed inspection and who looked; leaks and suspicions. For those who may know of sealed work."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from peerinspect import store
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.holding_back import log
from peerinspect.services.holding_back.knowing import who_could_know
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.holding_back import leak_reports, leaks_of
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import InspectionRow, LeakReportClosureRow, LeakReportRow, LeakRow


def who_knew(reader: Reader, duty_id: str, today: date) -> views.WhoKnew:
    """Who could know of an inspection that is sealed or was, by what right, and who looked. A look at it, too.

    NotFound for whoever may not know of sealed work, and for work that never was sealed.
    """
    sight = _knowing(reader, today)
    duty = sight.duty(duty_id)
    row = store.db.session.get(InspectionRow, duty.id)
    if row is None or not row.sealed:
        raise NotFound("never sealed")
    record_look(sight, duty)
    known = json.loads(json.dumps(asdict(who_could_know(duty.id)), default=str))
    return views.WhoKnew(
        sight.line(duty, len(sight.records({duty.id: duty}))),
        _knowers(known),
        tuple(known["dates"]),
        _leak_lines(sight, leaks_of([duty.id])),
    )


def who_knew_when(reader: Reader, duty_id: str, today: date) -> tuple[views.KnownSince, ...]:
    """From when on who could know what of an inspection that is sealed or was. A look at it, too; like `who_knew`."""
    sight = _knowing(reader, today)
    duty = sight.duty(duty_id)
    found = log.who_knew_when(duty.id)
    record_look(sight, duty)
    return tuple(
        views.KnownSince(log.in_words(each.since), each.since, each.name, each.role, each.what, each.how)
        for each in found
    )


def leaks(reader: Reader, today: date) -> views.Leaks:
    """Every leak, and every suspicion that was reported."""
    sight = _knowing(reader, today)
    rows = leaks_of()
    record_look_at_list(sight, sight.duties({row.duty for row in rows}).values(), "among the leaks")
    names = user_names()
    return views.Leaks(_leak_lines(sight, rows), tuple(_report(*each, names) for each in leak_reports()))


def leak(reader: Reader, leak_id: str, today: date) -> views.LeakView:
    """One leak. NotFound for another id, and for whoever may not know of sealed work."""
    sight = _knowing(reader, today)
    row = store.db.session.get(LeakRow, leak_id)
    if row is None:
        raise NotFound("no such leak")
    record_look(sight, sight.duty(row.duty))
    (line,) = _leak_lines(sight, [row])
    known = json.loads(row.known)
    return views.LeakView(line, row.what, _knowers(known), tuple(known["dates"]))


def leak_report(reader: Reader, report_id: str, today: date) -> views.LeakReportView:
    """One reported suspicion."""
    _knowing(reader, today)
    row = store.db.session.get(LeakReportRow, report_id)
    if row is None:
        raise NotFound("no such report")
    return _report(row, store.db.session.get(LeakReportClosureRow, report_id), user_names())


def _knowing(reader: Reader, today: date) -> Sight:
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    if not sight.knows_sealed_work:
        raise NotFound("nothing that this reader may know of")
    return sight


def _leak_lines(sight: Sight, rows: Iterable[LeakRow]) -> tuple[views.LeakLine, ...]:
    listed = list(rows)
    lines = sight.lines(sight.duties({row.duty for row in listed})) if listed else {}
    names = user_names() if listed else {}
    return tuple(
        views.LeakLine(row.id, lines[row.duty], row.noticed_on, row.raised_on, names.get(row.raised_by, ""))
        for row in listed
    )


def _report(row: LeakReportRow, closed: LeakReportClosureRow | None, names: Mapping[str, str]) -> views.LeakReportView:
    return views.LeakReportView(
        row.id,
        row.told,
        names.get(row.reported_by, ""),
        row.reported_on,
        closed.what if closed else "",
        bool(closed and closed.is_leak),
    )


def _knowers(known: Mapping[str, Any]) -> tuple[views.KnowerView, ...]:
    """Those who could know, from how it is kept."""
    return tuple(
        views.KnowerView(
            each["name"],
            each["role"],
            each["right"],
            plain_day(date.fromisoformat(each["since"])) if each["since"] else "",
            each["looks"],
            _moment(each["first_look"]),
            _moment(each["last_look"]),
        )
        for each in known["council"]
    )


def _moment(text: str | None) -> str:
    """A day and a time in words."""
    return f"{plain_day(date.fromisoformat(text[:10]))}, {text[11:16]}" if text else ""
