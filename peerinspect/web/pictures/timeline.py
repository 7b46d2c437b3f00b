"""The timeline: how many people are on each kind of duty, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from peerinspect.services.views import TimelineWeek
from peerinspect.web.pictures.svg import LETTERS, element, label, picture, titled

CELL, ROW = 17.0, 26.0
LEFT, TOP = 150.0, 44.0
SHADES = 5
CELLS_OF_A_LABEL = 4
"""How many weeks' room the first label takes, which carries its year."""


def draw_timeline(weeks: Sequence[TimelineWeek], names: Mapping[str, str], title: str) -> Markup:
    """A row a kind and a column a week; each cell says how many people, and is darker for more. `names` by kind."""
    kinds = [kind for kind in LETTERS if kind in names]
    most = max((count for week in weeks for count in week.people.values()), default=0)
    rows = [part for index, kind in enumerate(kinds) for part in _row(index, kind, names[kind], weeks, most)]
    width, height = LEFT + CELL * len(weeks) + 10, TOP + ROW * len(kinds) + 10
    return picture("timeline", title, _describe(weeks), max(width, 420.0), height, (*_months(weeks), *rows))


def _describe(weeks: Sequence[TimelineWeek]) -> str:
    busiest = max(weeks, key=lambda week: sum(week.people.values()))
    return (
        f"A chart with a row for each kind of duty and a column for each of {len(weeks)} weeks. The busiest is "
        f"the week of {busiest.monday.day} {busiest.monday:%B %Y}, with {sum(busiest.people.values())} people away. "
        "The table below it says the same."
    )


def _months(weeks: Sequence[TimelineWeek]) -> list[Markup]:
    """The months along the top, each at its first week; January carries the year."""
    firsts = [index for index, week in enumerate(weeks) if not index or week.monday.day <= 7]
    roomy = [index for index in firsts if index == 0 or index >= firsts[0] + CELLS_OF_A_LABEL]
    return [label(_month(index, weeks), LEFT + index * CELL, TOP - 12, class_="chart-label") for index in roomy]


def _month(index: int, weeks: Sequence[TimelineWeek]) -> str:
    monday = weeks[index].monday
    return f"{monday:%b %Y}" if not index or monday.month == 1 else f"{monday:%b}"


def _row(index: int, kind: str, name: str, weeks: Sequence[TimelineWeek], most: int) -> list[Markup]:
    top = TOP + index * ROW
    head = label(f"{LETTERS[kind]}  {name}", LEFT - 10, top + 17, class_="chart-label chart-label--end")
    return [head, *(_cell(kind, name, week, LEFT + at * CELL, top, most) for at, week in enumerate(weeks))]


def _count_class(count: int, shade: int) -> str:
    return f"week-count week-count--{shade}{' week-count--long' if count > 99 else ''}"


def _cell(kind: str, name: str, week: TimelineWeek, left: float, top: float, most: int) -> Markup:
    count = week.people.get(kind, 0)
    shade = 0 if not count else 1 + (count - 1) * SHADES // max(most, 1)
    told = f"{name}, week of {week.monday.day} {week.monday:%B %Y}: {count}"
    box = element("rect", x=left, y=top, width=CELL - 1.5, height=ROW - 3, class_=f"week-cell week-cell--{shade}")
    text = [label(count, left + (CELL - 1.5) / 2, top + 16, class_=_count_class(count, shade))] if count else []
    return titled(told, box, *text, class_=f"kind-{kind}")
