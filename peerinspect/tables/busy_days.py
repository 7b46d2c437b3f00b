"""The days on which somebody is busy, out of a calendar file. Nothing else of the file is kept: no title, no place.

Events that are marked as free, or were cancelled, do not count. Times are taken to London; those without a zone are
London's already. What repeats is worked out day by day as far as it is asked for.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

from peerinspect.tables.calendar_lines import CalendarRefusal, check_lines

LONDON = ZoneInfo("Europe/London")
MOST_TIMES = 20_000
"""How often one event may happen from its first day on, so far as it is looked at."""
PATIENCE = 5.0
"""Seconds for all that repeats in one file."""
_DAY = timedelta(days=1)
Moment = date | datetime


@dataclass(frozen=True, slots=True)
class BusyDays:
    """Busy days in order. `events` counts what the file holds, `left_out` those that are free or cancelled."""

    days: tuple[date, ...]
    events: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that are asked for, and when the reading has to be over."""

    first: date
    last: date
    until: float

    def days(self, starts: date, ends: date) -> Iterator[date]:
        """The days from one to another that are asked for."""
        day = max(starts, self.first)
        while day <= min(ends, self.last):
            yield day
            day += _DAY


def read_busy_days(content: bytes, first: date, last: date, whole_days_only: bool = False) -> BusyDays:
    """The busy days from `first` to `last`, both included. Raises CalendarRefusal with the line or the reason."""
    lines = check_lines(content)
    calendar = _parsed(content)
    components = [each for each in calendar.walk() if each.name in ("VEVENT", "VFREEBUSY")]
    window = _Window(first, last, time.monotonic() + PATIENCE)
    moved, busy, left_out = _moved(components), set[date](), 0
    for number, component in zip(lines.events, components, strict=False):
        if _is_free(component):
            left_out += 1
            continue
        try:
            busy.update(_days_of(component, moved, window, whole_days_only))
        except CalendarRefusal as refusal:
            raise CalendarRefusal(f"The event in line {number}: {refusal}") from None
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError, ArithmeticError):
            raise CalendarRefusal(f"The event in line {number} cannot be read: its dates are not right") from None
    return BusyDays(tuple(sorted(busy)), len(components), left_out)


def _parsed(content: bytes) -> Any:
    try:
        return Calendar.from_ical(content.decode("utf-8-sig"))
    except Exception:
        # The library raises whatever its parts raise; the file's lines were found to be in order before.
        raise CalendarRefusal("The file cannot be read as a calendar. Export it again") from None


def _is_free(component: Any) -> bool:
    """Whether the event takes nobody's time, or does not take place."""
    words = {str(component.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    return bool(words & {"TRANSPARENT", "CANCELLED", "FREE"})


def _moved(components: list[Any]) -> dict[str, set[Moment]]:
    """The single times of repeating events that have an entry of their own, which says what became of them."""
    found: dict[str, set[Moment]] = defaultdict(set)
    for each in components:
        moment = each.get("RECURRENCE-ID")
        if moment is not None and not _is_broken(each, "RECURRENCE-ID"):
            found[str(each.get("UID", ""))].add(_comparable(moment.dt))
    return found


def _is_broken(component: Any, *names: str) -> bool:
    return any(name in names for name, _ in component.errors)


def _days_of(component: Any, moved: dict[str, set[Moment]], window: _Window, whole_days_only: bool) -> set[date]:
    if component.name == "VFREEBUSY":
        return set() if whole_days_only else set(_days_of_busy_times(component, window))
    if _is_broken(component, "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"):
        raise CalendarRefusal("its dates are not right")
    starts = _start(component)
    if whole_days_only and isinstance(starts, datetime):
        return set()
    lasts = _length(component, starts)
    return {
        day
        for moment in _moments(component, starts, moved, lasts, window)
        for day in window.days(*_span(moment, lasts, starts))
    }


def _start(component: Any) -> Moment:
    field = component.get("DTSTART")
    if field is None:
        raise CalendarRefusal("it has no first day")
    moment: Moment = field.dt
    zone = field.params.get("TZID")
    if isinstance(moment, datetime) and moment.tzinfo is None and zone:
        raise CalendarRefusal(f"its time zone, {str(zone)[:60]}, is not known")
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=LONDON)
    return moment


def _length(component: Any, starts: Moment) -> timedelta:
    """How long the event lasts; a whole day where nothing is said of one that has no time of day."""
    if "DURATION" in component:
        lasts: timedelta = component["DURATION"].dt
    elif "DTEND" in component:
        ends = component["DTEND"].dt
        if isinstance(ends, datetime) and ends.tzinfo is None:
            ends = ends.replace(tzinfo=LONDON)
        lasts = ends - starts
    else:
        lasts = timedelta() if isinstance(starts, datetime) else _DAY
    if lasts < timedelta():
        raise CalendarRefusal("it ends before it begins")
    return lasts


def _moments(
    component: Any, starts: Moment, moved: dict[str, set[Moment]], lasts: timedelta, window: _Window
) -> Iterator[datetime | date]:
    """When the event begins, each time that it happens and could reach into the days asked for."""
    passed_over = _listed(component, "EXDATE")
    if "RECURRENCE-ID" not in component:
        passed_over |= moved.get(str(component.get("UID", "")), set())
    repeated = _repeated(component, starts, window) if "RRULE" in component else iter([starts])
    for moment in (*_within(repeated, lasts, window), *_extra(component, starts)):
        if not _is_passed_over(moment, passed_over):
            yield moment


def _is_passed_over(moment: Moment, passed_over: set[Moment]) -> bool:
    """Whether this time of the event is left out: programs name it by its moment, or by its day alone."""
    if isinstance(moment, datetime):
        return _comparable(moment) in passed_over or _day(moment) in passed_over
    return moment in passed_over or datetime.combine(moment, datetime.min.time()) in passed_over


def _extra(component: Any, starts: Moment) -> list[Moment]:
    """Further times that are listed one by one. One that is listed with a length of its own counts from its start."""
    return [_placed(each, starts) for each in _values(component, "RDATE")]


def _placed(moment: Any, starts: Moment) -> Moment:
    found = moment[0] if isinstance(moment, tuple) else moment
    if isinstance(found, datetime) and found.tzinfo is None:
        return found.replace(tzinfo=_zone(starts))
    return found  # type: ignore[no-any-return]


def _within(moments: Iterator[Moment], lasts: timedelta, window: _Window) -> Iterator[Moment]:
    """Those that do not begin after the days asked for, nor end before them."""
    for number, moment in enumerate(moments):
        if _day(moment) > window.last + _DAY:
            return
        if number >= MOST_TIMES or time.monotonic() > window.until:
            raise CalendarRefusal("it happens more often than can be read. Export a shorter time")
        if _day(moment) + lasts + _DAY >= window.first:
            yield moment


def _repeated(component: Any, starts: Moment, window: _Window) -> Iterator[Moment]:
    """The times of a rule, by the clock of the event's own zone."""
    rules = component["RRULE"] if isinstance(component["RRULE"], list) else [component["RRULE"]]
    if len(rules) > 1:
        raise CalendarRefusal("it repeats by several rules at once")
    if time.monotonic() > window.until:
        raise CalendarRefusal("it happens more often than can be read. Export a shorter time")
    rule = dict(rules[0])
    until = _until(rule.pop("UNTIL", None), starts)
    text = ";".join(part for part in rules[0].to_ical().decode().split(";") if not part.upper().startswith("UNTIL"))
    zone = _zone(starts)
    clock = (
        starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, datetime.min.time())
    )
    for each in rrulestr(text, dtstart=clock):
        if until is not None and each > until:
            return
        yield each.replace(tzinfo=zone) if isinstance(starts, datetime) else each.date()


def _until(listed: Any, starts: Moment) -> datetime | None:
    """The last moment of a rule by the clock of the event's own zone; a day without a time counts whole."""
    if not listed:
        return None
    last = listed[0] if isinstance(listed, list) else listed
    if not isinstance(last, datetime):
        return datetime.combine(last, datetime.max.time())
    if last.tzinfo is not None:
        last = last.astimezone(_zone(starts)).replace(tzinfo=None)
    return last if isinstance(starts, datetime) else datetime.combine(last.date(), datetime.max.time())


def _zone(starts: Moment) -> tzinfo:
    return (starts.tzinfo if isinstance(starts, datetime) else None) or LONDON


def _values(component: Any, name: str) -> list[Any]:
    """All that a property lists, which may stand in several lines."""
    found = component.get(name)
    lines = found if isinstance(found, list) else [found] if found is not None else []
    return [each.dt for line in lines for each in line.dts]


def _listed(component: Any, name: str) -> set[Moment]:
    return {_comparable(each) for each in _values(component, name)}


def _comparable(moment: Any) -> Moment:
    """A moment as others are compared with it: by London's clock, or a day."""
    if not isinstance(moment, datetime):
        return moment  # type: ignore[no-any-return]
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(LONDON).replace(tzinfo=None)


def _day(moment: Moment) -> date:
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


def _span(moment: Moment, lasts: timedelta, starts: Moment) -> tuple[date, date]:
    """The first and the last day that an event takes. One without any length takes none."""
    if not isinstance(moment, datetime):
        return moment, moment + lasts - _DAY
    if not lasts:
        return _day(moment), _day(moment) - _DAY
    ends = (moment.astimezone(ZoneInfo("UTC")) + lasts - timedelta(microseconds=1)).astimezone(LONDON)
    return _day(moment), ends.date()


def _days_of_busy_times(component: Any, window: _Window) -> Iterator[date]:
    """The days of a list of busy times."""
    found = component.get("FREEBUSY")
    for each in found if isinstance(found, list) else [found] if found is not None else []:
        if str(each.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            starts, ends = each.dt
            lasts = ends if isinstance(ends, timedelta) else ends - starts
            yield from window.days(*_span(starts, lasts, starts))
