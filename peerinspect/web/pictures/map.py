"""The map: England as one dot a council, with an arc from each person's home to where their duty is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from peerinspect.services.views import Point
from peerinspect.web.pictures.projection import ENGLAND, LONDON, Frame, Place
from peerinspect.web.pictures.svg import LETTERS, element, label, picture, titled

WIDTH, HEIGHT = 680.0, 690.0
INSET_LEFT, INSET_TOP = 445.0, 20.0
MOST_ARCS = 600
"""More arcs than that hide their own letters: the lines alone are drawn then, those of a kind in one stroke."""
BEND = 0.12
"""How far an arc swings out to its left, as a share of its length: there and back are then told apart."""


BESIDE = {
    "North East": Point(55.55, -1.0),
    "North West": Point(54.15, -4.0),
    "Yorkshire and The Humber": Point(53.68, 1.25),
    "East Midlands": Point(53.25, 0.85),
    "West Midlands": Point(52.45, -3.75),
    "East of England": Point(52.3, 2.35),
    "South East": Point(50.5, -0.3),
    "South West": Point(51.25, -4.3),
}
"""Where each region's name is written. London's is on its box."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A council's place on the map. `mark` is the shape and the colour that it has, "" for a plain dot."""

    name: str
    region: str
    point: Point
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Arc:
    """A person's way from home to a duty. `told` is what the arc says when pointed at.

    `form` is how the line is drawn, "" as others are, and `letter` what stands half-way, None for the kind's own.
    """

    kind: str
    home: Point
    target: Point
    told: str
    form: str = ""
    letter: str | None = None


def draw_map(spots: Sequence[Spot], arcs: Sequence[Arc], title: str) -> Markup:
    """The map of England with its London inset."""
    scene = (*_regions(spots), *_scene(spots, arcs, ENGLAND, 2.2))
    return picture("map", title, _describe(spots, arcs), WIDTH, HEIGHT, (*scene, *_inset(spots, arcs)))


def draw_chairing(spots: Sequence[Spot], arcs: Sequence[Arc], title: str, told: str) -> Markup:
    """The same map for who chairs whom; `told` says in words what there is to see."""
    scene = (*_regions(spots), *_scene(spots, arcs, ENGLAND, 2.2))
    return picture("chairing", title, told, WIDTH, HEIGHT, (*scene, *_inset(spots, arcs)))


def draw_stands(spots: Sequence[Spot], title: str) -> Markup:
    """The same map without arcs, each council with its own mark."""
    marked = {mark: sum(spot.mark == mark for spot in spots) for mark in ("clear", "conflicted", "not-declared")}
    told = (
        f"A map of England with {len(spots)} councils: {marked['clear']} clear (discs), {marked['conflicted']} with an "
        f"objection (crosses), {marked['not-declared']} not declared (rings). London is enlarged in a box. The table "
        "below the map says the same."
    )
    scene = (*_regions(spots), *_scene(spots, (), ENGLAND, 2.2))
    return picture("stands", title, told, WIDTH, HEIGHT, (*scene, *_inset(spots, ())))


def _describe(spots: Sequence[Spot], arcs: Sequence[Arc]) -> str:
    counts = {kind: sum(arc.kind == kind for arc in arcs) for kind in LETTERS}
    told = ", ".join(f"{count} {LETTERS[kind]} ({kind})" for kind, count in counts.items() if count)
    letters = " There are too many arcs for letters: choose a kind or a region." if len(arcs) > MOST_ARCS else ""
    return (
        f"A map of England with {len(spots)} councils as dots and {len(arcs)} arcs from home council to duty"
        f"{': ' + told if told else ''}.{letters} London is enlarged in a box. The table below the map says the same."
    )


def _scene(spots: Sequence[Spot], arcs: Sequence[Arc], frame: Frame, radius: float) -> list[Markup]:
    dots = [_dot(spot, frame, radius) for spot in spots]
    ways = [(arc, frame.place(arc.home), frame.place(arc.target)) for arc in arcs]
    return [*dots, *(_lines(ways) if len(ways) > MOST_ARCS else (_arc(*way) for way in ways))]


def _lines(ways: Sequence[tuple[Arc, Place, Place]]) -> Iterator[Markup]:
    """All bent lines of a kind in one stroke."""
    for kind in LETTERS:
        path = "".join(_bend(start, end)[1] for arc, start, end in ways if arc.kind == kind)
        if path:
            yield element("g", element("path", d=path, class_="map-arc"), class_=f"kind-{kind}")


def _dot(spot: Spot, frame: Frame, radius: float) -> Markup:
    x, y = frame.place(spot.point)
    if spot.mark:
        return mark_shape(spot, x, y, radius * 1.6)
    return titled(spot.name, name="circle", cx=x, cy=y, r=radius, class_="map-dot")


def mark_shape(spot: Spot, x: float, y: float, size: float) -> Markup:
    """A shape of its own for each mark, since colour carries no meaning alone: a disc, a cross, a ring."""
    if spot.mark == "conflicted":
        left, top, wide = x - size, y - size, 2 * size
        path = f"M{left:.1f} {top:.1f}l{wide:.1f} {wide:.1f}m0 {-wide:.1f}l{-wide:.1f} {wide:.1f}"
        return titled(spot.name, name="path", d=path, class_="map-mark map-mark--conflicted")
    return titled(spot.name, name="circle", cx=x, cy=y, r=size, class_=f"map-mark map-mark--{spot.mark}")


def _arc(arc: Arc, start: Place, end: Place) -> Markup:
    """A bent line with its letter half-way and a ring where the duty is; at home, only the ring and the letter."""
    letter_at, path = _bend(start, end)
    letter = LETTERS[arc.kind] if arc.letter is None else arc.letter
    written = [label(letter, letter_at[0], letter_at[1] + 3.2, class_="map-letter")] if letter else []
    return titled(
        arc.told,
        element("path", d=path, class_=f"map-arc map-arc--{arc.form}" if arc.form else "map-arc"),
        element("circle", cx=end[0], cy=end[1], r=3.6, class_="map-target"),
        *written,
        class_=f"kind-{arc.kind}",
    )


def _bend(start: Place, end: Place) -> tuple[Place, str]:
    across, down = end[0] - start[0], end[1] - start[1]
    turn = ((start[0] + end[0]) / 2 + down * BEND * 2, (start[1] + end[1]) / 2 - across * BEND * 2)
    middle = ((start[0] + end[0]) / 4 + turn[0] / 2, (start[1] + end[1]) / 4 + turn[1] / 2)
    if start == end:
        middle = (end[0], end[1] - 9)
    path = f"M{start[0]:.1f} {start[1]:.1f}Q{turn[0]:.1f} {turn[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    return middle, path


def _inset(spots: Sequence[Spot], arcs: Sequence[Arc]) -> list[Markup]:
    """London again, larger. A nested drawing cuts off at its own edge whatever leads out of London."""
    inside = [spot for spot in spots if LONDON.holds(spot.point)]
    near = [arc for arc in arcs if LONDON.holds(arc.home) or LONDON.holds(arc.target)]
    size = {"width": LONDON.width, "height": LONDON.height}
    paper = element("rect", x=0, y=0, **size, class_="map-inset")
    return [
        element("svg", paper, *_scene(inside, near, LONDON, 3.0), x=INSET_LEFT, y=INSET_TOP, **size),
        element("rect", x=INSET_LEFT, y=INSET_TOP, **size, class_="map-frame"),
        label("London, enlarged", INSET_LEFT, INSET_TOP + LONDON.height + 14, class_="map-region"),
        _where_london_is(),
    ]


def _where_london_is() -> Markup:
    left, top = ENGLAND.place(Point(LONDON.north, LONDON.west))
    right, bottom = ENGLAND.place(Point(LONDON.south, LONDON.east))
    return element("rect", x=left, y=top, width=right - left, height=bottom - top, class_="map-frame")


def _regions(spots: Sequence[Spot]) -> list[Markup]:
    """The names of the regions that have councils here, beside the land, where no arc hides them."""
    there = {spot.region for spot in spots}
    return [_region(name, point) for name, point in BESIDE.items() if name in there]


def _region(name: str, point: Point) -> Markup:
    x, y = ENGLAND.place(point)
    return label(name, x, y, class_="map-region map-region--middle")
