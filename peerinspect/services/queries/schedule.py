"""The year of inspections: its weeks with the people there are for them; where an inspection could be moved."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import kinds
from peerinspect.services.checking import only
from peerinspect.services.forecasting import ENGLAND, monday_of
from peerinspect.services.obstacles import by_kind
from peerinspect.services.queries.duties import inspection_calendar
from peerinspect.services.queries.events import events_of
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.weeks_ahead import Outlook, scope_for, scopes_for
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.schedule import SCHEDULE, disclosed_before, most_starts
from peerinspect.services.views.duties import CalendarWeek
from peerinspect.services.views.schedule import ScheduleView, SupplyLine, WeekChoice, WeekMove, YearView, YearWeek

_WEEK = timedelta(weeks=1)


def inspection_year(reader: Reader, first: date, scope: str, today: date) -> YearView:
    """52 weeks from the week of `first`, with the people who could take seats in each.

    `scope` asks for the forecast of announced or unannounced inspections; whoever may not see one gets the other.
    """
    outlook, wanted = Outlook(reader, today), scope_for(reader, scope)
    weeks = tuple(_week(outlook, wanted, week) for week in inspection_calendar(reader, first, today))
    found = outlook.forecast(wanted)
    return YearView(
        weeks=weeks,
        most_starts=outlook.most,
        scope=wanted,
        scopes=scopes_for(reader),
        counted_at=found.counted_at if found.is_complete else None,
        most_people=max((week.supply.people for week in weeks if week.supply), default=0),
    )


def _week(outlook: Outlook, scope: str, week: CalendarWeek) -> YearWeek:
    """One week, with what is the matter with it."""
    counted = outlook.supply(scope, week.monday)
    whole = counted.groups[ENGLAND] if counted else None
    is_open = outlook.is_open(week.monday)
    too_many = len(week.inspections) > outlook.most
    warnings = [f"{len(week.inspections)} inspections start; {outlook.most} is the most"] if too_many else []
    warnings += outlook.lacking(week.monday) if is_open else []
    return YearWeek(
        week=week,
        needed=sum(max(0, line.seats - line.filled) for line in week.inspections),
        supply=SupplyLine(whole.eligible, by_kind(whole.first)) if whole else None,
        warnings=tuple(warnings),
        is_free=is_open and len(week.inspections) < outlook.most,
    )


def week_choice(reader: Reader, day: date, today: date) -> WeekChoice:
    """What speaks against one more inspection in the week of a day, as far as the reader may know."""
    outlook = Outlook(reader, today)
    outlook.look()
    return outlook.choice(monday_of(day))


def week_move(reader: Reader, duty_id: str, target: date | None, today: date) -> WeekMove:
    """An inspection that is to be moved, and what speaks against the week of `target`. For coordinators.

    Raises NotFound for what is no inspection, or none that the reader may know of.
    """
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if duty.kind != kinds.INSPECT:
        raise NotFound("no such inspection")
    record_look(sight, duty)
    line = sight.lines({duty.id: duty})[duty.id]
    choice = Outlook(reader, today).choice(monday_of(target), duty) if target else None
    return WeekMove(line, monday_of(duty.first_day), choice)


def schedule(reader: Reader, today: date) -> ScheduleView:
    """What inspections keep to, and who changed it."""
    only(reader, COORDINATOR, LIAISON)
    return ScheduleView(most_starts(), tuple(events_of(Sight(reader, today), SCHEDULE)), disclosed_before())
