"""A line through time: bars from their first to their last day, a row each, with the years along the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from peerinspect.web.pictures.svg import element, label, picture, titled

WIDTH, LEFT, RIGHT, TOP = 760.0, 190.0, 14.0, 34.0
ROW, BAR = 30.0, 18.0
YEARS_BEFORE, YEARS_AFTER = 2, 1
MOST_MARKS = 12
LONGEST_LABEL = 27


@dataclass(frozen=True, slots=True)
class Bar:
    """Something with a first and a last day. `label` stands on the left, `told` on the bar when pointed at.

    `name` is the class that draws it. No first day: since before the picture begins; no last day: it goes on.
    """

    label: str
    told: str
    starts: date | None
    ends: date | None
    name: str


@dataclass(frozen=True, slots=True)
class Time:
    """The days that a picture spans, from its left edge to its right one."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day lies."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return LEFT + min(1.0, max(0.0, share)) * (WIDTH - LEFT - RIGHT)


def span_of(days: Sequence[date], today: date) -> Time:
    """Whole years around the days and today."""
    first = min([*days, date(today.year - YEARS_BEFORE, 1, 1)])
    last = max([*days, today])
    return Time(date(first.year, 1, 1), date(last.year + YEARS_AFTER, 1, 1))


def years_of(time: Time, bottom: float) -> list[Markup]:
    """The years along the top, each at its first day; every second or fifth one where they are many."""
    years = range(time.first.year, time.last.year + 1)
    step = next((step for step in (1, 2, 5, 10) if len(years) / step <= MOST_MARKS), 20)
    marks: list[Markup] = []
    for year in years:
        if year % step == 0 or len(years) <= MOST_MARKS:
            x = time.x(date(year, 1, 1))
            marks.append(element("line", x1=x, x2=x, y1=TOP - 8, y2=bottom, class_="chart-line"))
            marks.append(label(year, x, TOP - 14, class_="chart-label chart-label--middle"))
    return marks


def today_line(time: Time, today: date, bottom: float) -> list[Markup]:
    """Where today is, named below."""
    x = time.x(today)
    line = element("line", x1=x, x2=x, y1=TOP - 8, y2=bottom, class_="chart-today")
    return [line, label("Today", x, bottom + 14, class_="chart-label chart-label--middle")]


def draw_bars(name: str, bars: Sequence[Bar], today: date, title: str) -> Markup:
    """A row for each bar, in the order given."""
    days = [day for bar in bars for day in (bar.starts, bar.ends) if day is not None]
    time = span_of(days, today)
    bottom = TOP + ROW * max(1, len(bars))
    rows = [part for index, bar in enumerate(bars) for part in _row(bar, time, TOP + index * ROW)]
    scene = (*years_of(time, bottom), *rows, *today_line(time, today, bottom))
    return picture(name, title, _describe(bars), WIDTH, bottom + 24, scene)


def _describe(bars: Sequence[Bar]) -> str:
    return (
        f"A chart with a bar for each of {len(bars)}, from its first to its last day. The table below it says the same."
    )


def _row(bar: Bar, time: Time, top: float) -> list[Markup]:
    start = time.x(bar.starts or time.first)
    end = time.x(bar.ends + timedelta(days=1)) if bar.ends else time.x(time.last)
    box = element("rect", x=start, y=top + 4, width=max(3.0, end - start), height=BAR, class_=f"bar {bar.name}")
    short = bar.label if len(bar.label) <= LONGEST_LABEL else f"{bar.label[: LONGEST_LABEL - 1]}…"
    head = label(short, LEFT - 10, top + 17, class_="chart-label chart-label--end")
    return [head, titled(f"{bar.label}: {bar.told}, {_days(bar)}", box)]


def _days(bar: Bar) -> str:
    since = f"since {bar.starts.day} {bar.starts:%B %Y}" if bar.starts else "first day not known"
    return f"{since}, to {bar.ends.day} {bar.ends:%B %Y}" if bar.ends else since
