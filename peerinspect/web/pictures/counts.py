"""Numbers beside one another: a row a name, and in it a bar for each number, with the number written at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from peerinspect.web.pictures.svg import element, label, picture, titled

FULL, LEFT, WIDTH, TOP = 760.0, 230.0, 360.0, 8.0
BAR, GAP = 14.0, 8.0
LONGEST_LABEL = 32
SHADES = ("load-used", "load-offered", "goal-whole")
"""A class for each bar of a row, in order: the words at its end say what it is."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number and what is written at the end of its bar, like "12 days given"."""

    amount: Fraction | int
    told: str


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its numbers, three at most, none below nought."""

    name: str
    counts: tuple[Count, ...]


def draw_counts(rows: Sequence[Row], title: str, name: str = "counts") -> Markup:
    """The rows in the order given. All bars have one scale, from nought to the greatest number.

    `name` tells two such pictures of one page apart.
    """
    greatest = max((count.amount for row in rows for count in row.counts), default=0)
    parts: list[Markup] = []
    top = TOP
    for row in rows:
        parts.append(_row(row, top, greatest or 1))
        top += BAR * len(row.counts) + GAP
    told = f"A chart with a row for each of {len(rows)} entries. The table below it says the same."
    return picture(name, title, told, FULL, top + TOP, parts)


def _row(row: Row, top: float, greatest: Fraction | int) -> Markup:
    short = row.name if len(row.name) <= LONGEST_LABEL else f"{row.name[: LONGEST_LABEL - 1]}…"
    middle = top + BAR * len(row.counts) / 2 + 4
    name = label(short, LEFT - 10, middle, class_="chart-label chart-label--end")
    bars = [part for at, count in enumerate(row.counts) for part in _bar(at, count, top + BAR * at, greatest)]
    return titled(f"{row.name}: {', '.join(count.told for count in row.counts)}", name, *bars)


def _bar(at: int, count: Count, top: float, greatest: Fraction | int) -> tuple[Markup, Markup]:
    wide = float(count.amount / Fraction(greatest)) * WIDTH
    box = element("rect", x=LEFT, y=top, width=max(wide, 1.0), height=BAR - 2, class_=SHADES[at])
    return box, label(count.told, LEFT + max(wide, 1.0) + 6, top + BAR - 4, class_="chart-label")
