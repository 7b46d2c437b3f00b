"""Duties: lists, the calendar of inspections, one duty with its team."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import Duty, Period, kinds
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.inspections import AUGUST, holidays_between
from peerinspect.services.queries.authorities import may_see_team
from peerinspect.services.queries.drafts import latest_draft
from peerinspect.services.queries.events import events_of
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.recusal import papers_for_the_panel
from peerinspect.store.reading.placements import OFF, PlacementRecord

_WEEK = timedelta(weeks=1)
_WEEKS = 52


def duties(reader: Reader, kind: str | None, today: date) -> tuple[views.DutyLine, ...]:
    """Duties that have not ended, of one kind or all, by first day. The panel sees reviews."""
    only(reader, COORDINATOR, LIAISON, PANEL)
    sight = Sight(reader, today)
    wanted = sight.current(kind)
    if reader.role == PANEL:
        reviews = [id_ for id_, duty in wanted.items() if duty.kind == kinds.REVIEW]
        wanted = {id_: wanted[id_] for id_ in sorted(papers_for_the_panel(reader, reviews, today))}
    record_look_at_list(sight, wanted.values(), "in a list of duties")
    return tuple(sorted(sight.lines(wanted).values(), key=by_first_day))


def by_first_day(line: views.DutyLine) -> tuple[date, str, str]:
    """Order of duties on pages."""
    return line.period.start or date.min, line.title, line.id


def inspection_calendar(reader: Reader, first: date, today: date) -> tuple[views.CalendarWeek, ...]:
    """52 weeks from the week of `first`, with the inspections the reader may know of, in the week they start."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    monday = monday_of(first)
    last = monday + _WEEK * _WEEKS - timedelta(days=1)
    wanted = {
        id_: duty
        for id_, duty in sight.duties_within(Period(monday, last), kinds.INSPECT).items()
        if monday <= duty.first_day
    }
    record_look_at_list(sight, wanted.values(), "in the calendar")
    lines = sorted(sight.lines(wanted).values(), key=by_first_day)
    return tuple(_calendar_week(monday + _WEEK * number, lines) for number in range(_WEEKS))


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def _calendar_week(monday: date, lines: list[views.DutyLine]) -> views.CalendarWeek:
    """One week of the calendar."""
    sunday = monday + timedelta(days=6)
    here = tuple(line for line in lines if line.period.start and monday <= line.period.start <= sunday)
    return views.CalendarWeek(
        monday=monday,
        inspections=here,
        seats=sum(line.seats for line in here),
        filled=sum(min(line.filled, line.seats) for line in here),
        bank_holidays=tuple(holidays_between(monday, sunday).values()),
        is_august=AUGUST in (monday.month, sunday.month),
    )


def duty(reader: Reader, duty_id: str, today: date) -> views.DutyDetail:
    """One duty with its team. A cleared coordinator's look at a sealed one is recorded."""
    sight = Sight(reader, today)
    found = sight.duty(duty_id)
    if not may_open(reader, found) or _is_kept_from_the_panel(reader, found, today):
        raise NotFound("no such duty")
    record_look(sight, found)
    shows_team = may_see_team(sight, found) and (reader.role != PANEL or found.kind == kinds.CHAIR)
    records = list(sight.records({found.id: found})) if shows_team else []
    plans = reader.role in (COORDINATOR, LIAISON)
    draft = latest_draft(sight, found) if plans else None
    records += [each for each in draft.proposals if draft.is_draft and _is_new(each, records)] if draft else []
    if not plans:
        records = [each for each in records if each.status in ("accepted", "live", "done")]
    on_duty = [each for each in records if each.status not in OFF]
    return views.DutyDetail(
        line=sight.line(found, len(on_duty)),
        subtype=found.subtype,
        on_site=found.on_site_periods,
        notice=found.notice,
        days=found.workload,
        skills=tuple(sorted(found.skills)),
        level=found.level,
        case=found.case,
        placements=sight.placements(records, {found.id: found}, with_reasons=reader.role == COORDINATOR),
        empty_seats=max(0, found.seats - len(on_duty)),
        roster_id=draft.roster_id if draft else None,
        events=events_of(sight, found.id) if plans else (),
    )


def _is_kept_from_the_panel(reader: Reader, found: Duty, today: date) -> bool:
    """Whether it is a review that the panel has not been told of, or that this member takes no part in."""
    if reader.role != PANEL or found.kind != kinds.REVIEW:
        return False
    return found.id not in papers_for_the_panel(reader, [found.id], today)


def may_open(reader: Reader, found: Duty) -> bool:
    """Whether the reader has anything to do with the duty. Who chairs a board is no secret to anybody signed in."""
    if reader.role in (COORDINATOR, LIAISON) or (found.kind == kinds.CHAIR and reader.is_signed_in):
        return True
    if reader.role == PANEL:
        return found.kind in (kinds.REVIEW, kinds.INSPECT)
    return reader.role in (DIRECTOR, CHIEF_EXECUTIVE) and bool(found.authorities & reader.authorities)


def _is_new(each: PlacementRecord, records: list[PlacementRecord]) -> bool:
    """Whether nothing is known of the person on the duty but the draft."""
    return all(each.pair != known.pair for known in records)
