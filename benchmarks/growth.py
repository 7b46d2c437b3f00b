"""How our own cost grows over size: times of pure assignments and of Englands, the fitted exponent, and a plot."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.racing import run

Points = list[tuple[float, float]]

SERIES = {
    "pure assignments": ("assignment-20x10", "assignment-100x150", "assignment-600x200"),
    "Englands": ("england-1", "england-10"),
}
WIDTH, HEIGHT, MARGIN = 640, 420, 60
COLOURS = ("#1d70b8", "#d4351c")


def main(target: str, instances: Sequence[str], seconds: float, workers: int) -> int:
    """Measures each of the instances once, prints the points and the exponents, and writes the plot."""
    found: dict[str, Points] = {}
    for series, names in SERIES.items():
        for name in filter(instances.__contains__, names):
            one = run("peerinspect", name, 1, seconds, workers)
            if one.said or not one.candidates:
                sys.stdout.write(f"{name}: {one.said}\n")
                continue
            found.setdefault(series, []).append((one.candidates, one.examining + one.solving))
            sys.stdout.write(f"{name}: {one.candidates} candidates, {one.examining + one.solving:.2f} s\n")
    for series, points in found.items():
        sys.stdout.write(f"{series}: time grows with candidates to the power of {exponent(points):.2f}\n")
    Path(target).write_text(drawn(found), encoding="utf-8")
    return 0


def exponent(points: Points) -> float:
    """The slope of the least-squares line through the logarithms; 0 for a single point."""
    xs, ys = ([math.log(pair[side]) for pair in points] for side in (0, 1))
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    wide = sum((x - middle_x) ** 2 for x in xs)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / wide if wide else 0.0


def drawn(found: dict[str, Points]) -> str:
    """The plot as SVG: candidates across, seconds up, both by powers of ten."""
    every = [point for points in found.values() for point in points]
    across, up = (_decades([point[side] for point in every]) for side in (0, 1))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Arial, sans-serif">',
        "<title>Seconds of examining and solving over candidate placements</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(across[0], across[1] + 1):
        lines.append(_text(_x(10.0**power, across), HEIGHT - MARGIN + 20, f"{10**power:,}"))
    for power in range(up[0], up[1] + 1):
        lines.append(_text(MARGIN - 26, _y(10.0**power, up) + 4, f"{10.0**power:g} s"))
        lines.append(_rule(_y(10.0**power, up)))
    for (series, points), colour in zip(found.items(), COLOURS, strict=False):
        path = " ".join(f"{_x(one, across):.1f},{_y(seconds, up):.1f}" for one, seconds in points)
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [
            f'<circle cx="{_x(one, across):.1f}" cy="{_y(seconds, up):.1f}" r="4" fill="{colour}"/>'
            for one, seconds in points
        ]
        last = points[-1]
        label = f"{series}, power {exponent(points):.2f}"
        lines.append(_text(_x(last[0], across) - 70, _y(last[1], up) - 12, label, colour))
    lines.append(_text(WIDTH / 2, HEIGHT - 12, "candidate placements"))
    return "\n".join([*lines, "</svg>", ""])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, decades: tuple[int, int]) -> float:
    share = (math.log10(value) - decades[0]) / (decades[1] - decades[0])
    return MARGIN + share * (WIDTH - 2 * MARGIN)


def _y(value: float, decades: tuple[int, int]) -> float:
    share = (math.log10(value) - decades[0]) / (decades[1] - decades[0])
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)


def _text(x: float, y: float, words: str, colour: str = "#0b0c0c") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="middle" fill="{colour}">{words}</text>'


def _rule(y: float) -> str:
    return f'<line x1="{MARGIN}" y1="{y:.1f}" x2="{WIDTH - MARGIN}" y2="{y:.1f}" stroke="#b1b4b6" stroke-width="1"/>'
