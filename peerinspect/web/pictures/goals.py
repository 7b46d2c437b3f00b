"""How near each goal has come to the best that is proven possible: one bar a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peerinspect.web.pictures.svg import element, label, picture, titled

LEFT, WIDTH, ROW, TOP = 230.0, 360.0, 26.0, 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A goal: how near it is in whole per cent, and whether it is settled."""

    name: str
    share: int
    is_proven: bool


def draw_goals(bars: Sequence[Bar], title: str) -> Markup:
    """One bar a goal, in the order given, each with its share in words beside it."""
    told = "; ".join(f"{bar.name}: {_said(bar)}" for bar in bars)
    rows = [_row(bar, TOP + ROW * index) for index, bar in enumerate(bars)]
    return picture("goals", title, f"{told}. The table below it says the same.", 760.0, TOP + ROW * len(bars) + 8, rows)


def _row(bar: Bar, top: float) -> Markup:
    whole = element("rect", x=LEFT, y=top, width=WIDTH, height=ROW - 8, class_="goal-whole")
    near = element("rect", x=LEFT, y=top, width=WIDTH * bar.share / 100, height=ROW - 8, class_="goal-near")
    name = label(bar.name, LEFT - 10, top + 14, class_="chart-label chart-label--end")
    said = label(_said(bar), LEFT + WIDTH + 10, top + 14, class_="chart-label")
    return titled(f"{bar.name}: {_said(bar)}", whole, near, name, said)


def _said(bar: Bar) -> str:
    if bar.is_proven:
        return "best possible"
    return f"{bar.share}%" if bar.share else "not yet proven"
