"""Sparklines: a few numbers, or grades through time, as a picture no higher than a line of text.

The numbers stand beside it in the table, so a sparkline names itself in one sentence and has no marks of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from peerinspect.web.pictures.svg import element, number

WIDTH, HEIGHT, EDGE = 120.0, 28.0, 3.0
GAP = 4.0
LEAST = 2.0
"""How high the bar of nought is: not known draws none."""


def draw_sparkline(amounts: Sequence[Fraction | int | None], told: str) -> Markup:
    """A bar a year, the last one darker. `told` is what the picture says in words."""
    known = [each for each in amounts if each is not None]
    most = max(known, default=0) or 1
    room = (WIDTH - 2 * EDGE) / max(1, len(amounts))
    bars = []
    for at, amount in enumerate(amounts):
        if amount is None:
            continue
        high = max(LEAST, float(Fraction(amount) / Fraction(most)) * (HEIGHT - 2 * EDGE))
        name = "spark-bar spark-bar--last" if at == len(amounts) - 1 else "spark-bar"
        left, top = EDGE + at * room, HEIGHT - EDGE - high
        bars.append(element("rect", x=left, y=top, width=max(1.0, room - GAP), height=high, class_=name))
    return _whole(told, bars)


def draw_grade_line(points: Sequence[tuple[date, str]], grades: Mapping[str, str], today: date, told: str) -> Markup:
    """Grades through time as steps, the better the higher; a dot at each. `grades` come best first."""
    rows = {grade: EDGE + (HEIGHT - 2 * EDGE) * at / max(1, len(grades) - 1) for at, grade in enumerate(grades)}
    known = sorted((day, grade) for day, grade in points if grade in rows)
    if not known:
        return _whole(told, [])
    first, days = known[0][0], max(1, (today - known[0][0]).days)
    places = [(EDGE + (WIDTH - 2 * EDGE) * (day - first).days / days, rows[grade]) for day, grade in known]
    ends = (WIDTH - EDGE, places[-1][1])
    corners = [corner for (x, y), (then, _) in pairwise([*places, ends]) for corner in ((x, y), (then, y))]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    dots = [element("circle", cx=x, cy=y, r=2.5, class_="spark-dot") for x, y in places]
    return _whole(told, [element("polyline", points=line, class_="spark-line"), *dots])


def _whole(told: str, children: Sequence[Markup]) -> Markup:
    return element(
        "svg",
        element("title", Markup.escape(told)),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}",
        role="img",
        aria_label=told,
        class_="app-sparkline",
    )
