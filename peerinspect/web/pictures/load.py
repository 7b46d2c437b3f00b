"""The load chart: the days each person is used, against the days they offered."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from peerinspect.services.views import LoadView
from peerinspect.web.pictures.svg import element, label, picture, titled

LEFT, TOP, HEIGHT = 44.0, 16.0, 220.0
WIDEST, NARROWEST = 26.0, 3.0
FULL_WIDTH = 900.0
MOST_BARS = 300
"""More bars than that are too thin to tell apart."""
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


def draw_load(loads: Sequence[LoadView], title: str) -> Markup:
    """One bar a person, in the order given: the pale bar is what they offered, the dark one what is used.

    Of very many people the first are drawn.
    """
    everybody, loads = loads, loads[:MOST_BARS]
    step = max(NARROWEST, min(WIDEST, FULL_WIDTH / max(len(loads), 1)))
    width = max(LEFT + step * len(loads) + 10, 420.0)
    top = max((max(load.used, load.offered) for load in loads), default=1)
    bars = [_bar(load, LEFT + index * step, step, top) for index, load in enumerate(loads)]
    scale = _scale(top, width)
    return picture(
        "load", title, _describe(everybody), width, TOP + HEIGHT + 34, (*scale, *bars, _foot(len(everybody)))
    )


def _describe(loads: Sequence[LoadView]) -> str:
    used = sum(load.used > 0 for load in loads)
    most = f" The most used, {loads[0].name}, gives {loads[0].share}% of the days offered." if used else ""
    return (
        f"A chart with one bar for each of {_drawn(len(loads))}: days used against days offered in the year. "
        f"{used} of them are used.{most} The table below it says the same."
    )


def _bar(load: LoadView, left: float, step: float, top: int) -> Markup:
    told = f"{load.name}: {load.used} of {load.offered} days offered, {load.share}%"
    boxes = [
        _box(left, step, load.offered, top, "load-offered"),
        _box(left, step, load.used, top, "load-used" if load.used <= load.offered else "load-over"),
    ]
    return titled(told, *boxes)


def _box(left: float, step: float, days: int, top: int, name: str) -> Markup:
    high = HEIGHT * days / max(top, 1)
    return element("rect", x=left, y=TOP + HEIGHT - high, width=max(step - 1, 2.0), height=high, class_=name)


def _scale(top: int, width: float) -> list[Markup]:
    """Lines at round numbers of days, five at most."""
    step = next((step for step in STEPS if top / step <= 5), top)
    marks: list[Markup] = []
    for days in range(0, top + 1, max(step, 1)):
        y = TOP + HEIGHT - HEIGHT * days / max(top, 1)
        marks.append(element("line", x1=LEFT - 4, x2=width - 6, y1=y, y2=y, class_="chart-line"))
        marks.append(label(days, LEFT - 8, y + 4, class_="chart-label chart-label--end"))
    return marks


def _foot(people: int) -> Markup:
    told = f"Of {_drawn(people)}, the most used first. Dark: days used; pale: days offered; red: used beyond the offer."
    return label(told, LEFT, TOP + HEIGHT + 24, class_="chart-label")


def _drawn(people: int) -> str:
    return f"{people} people" if people <= MOST_BARS else f"the {MOST_BARS} most used of {people} people"
