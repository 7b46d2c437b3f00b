"""The year of inspections in the words of pages: weeks under their months, and how a week's people are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from peerinspect.services.inspections import AUGUST
from peerinspect.services.obstacles import BUSY, KINDS, OFFER, OWN_COUNCIL, PAPERS, TIES
from peerinspect.services.views.schedule import SupplyLine, WeekMove, YearWeek
from peerinspect.web.pictures.svg import element, titled
from peerinspect.web.presenters import day

OBSTACLES: Mapping[str, str] = {
    OFFER: "Have not offered, are not trained, or have no council of their own",
    PAPERS: "Declaration, DBS check or consent missing or out of date",
    BUSY: "Away, or at work elsewhere",
    OWN_COUNCIL: "Needed at home: new in post, or their own council is inspected or judged weak",
    TIES: "Tied to the councils there",
}
"""What takes people away, by kind, as tables say it."""
SHORT_OBSTACLES: Mapping[str, str] = {
    OFFER: "Not offered or trained",
    PAPERS: "Papers",
    BUSY: "Away or busy",
    OWN_COUNCIL: "Own council",
    TIES: "Ties",
}
SCOPES: Mapping[str, str] = {"announced": "announced inspections", "unannounced": "unannounced inspections"}
WIDTH, HEIGHT = 600.0, 14.0
DRAWN = tuple(kind for kind in KINDS if kind != OFFER)
"""Who has not offered is in the tables alone: the same in every week, and more than all others."""
WEEKS_TO_CHOOSE = 78


def months(weeks: Sequence[YearWeek]) -> list[tuple[str, list[YearWeek]]]:
    """The weeks by the month that their Monday lies in, like "October 2026"."""
    return [(name, list(found)) for name, found in groupby(weeks, key=lambda each: f"{each.week.monday:%B %Y}")]


def strip(supply: SupplyLine, most: int, needed: int) -> Markup:
    """One week's people side by side: who could take a seat, then the others by what they meet first.

    `most` is the number of people that fills the whole width; a line stands at the number of seats needed.
    """
    parts = [("eligible", "could take a seat", supply.eligible)]
    parts += [(kind, SHORT_OBSTACLES[kind].lower(), people) for kind, people in supply.obstacles if kind in DRAWN]
    boxes, left = [], 0.0
    for name, words, people in parts:
        if people:
            width = WIDTH * people / max(most, 1)
            boxes.append(_box(name, f"{people} {words}", left, width))
            left += width
    if needed:
        x = min(WIDTH - 1.5, WIDTH * needed / max(most, 1))
        boxes.append(element("line", x1=x, x2=x, y1=0, y2=HEIGHT, class_="strip-needed"))
    told = ", ".join([*(f"{people} {words}" for _, words, people in parts), f"{needed} needed"])
    return element(
        "svg",
        *boxes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        preserveAspectRatio="none",
        role="img",
        aria_label=told,
        class_="app-strip",
    )


def _box(name: str, told: str, left: float, width: float) -> Markup:
    box = element("rect", x=left, y=0, width=max(0.5, width - 1), height=HEIGHT, class_=f"strip-{name}")
    return titled(told, box)


def drawn_people(supply: SupplyLine) -> int:
    """The people whom the strip of a week draws."""
    return supply.eligible + sum(people for kind, people in supply.obstacles if kind in DRAWN)


def most_drawn(weeks: Sequence[YearWeek]) -> int:
    """The most people that any strip of the year draws: the width of all of them."""
    return max((drawn_people(each.supply) for each in weeks if each.supply), default=0)


def weeks_to_choose(today: date, move: WeekMove, target: date | None) -> list[dict[str, object]]:
    """The Mondays that an inspection could be moved to, as the items of a list to choose from."""
    first = today + timedelta(days=-today.weekday() % 7)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS_TO_CHOOSE)]
    chosen = target - timedelta(days=target.weekday()) if target else None
    items: list[dict[str, object]] = [{"value": "", "text": "Choose a week", "selected": chosen is None}]
    for each in mondays:
        if each.month != AUGUST and each != move.monday:
            items.append({"value": str(each), "text": f"Week of {day(each)}", "selected": each == chosen})
    return items


def obstacle(kind: str) -> str:
    """A kind of obstacle in words."""
    return OBSTACLES[kind]


def short_obstacle(kind: str) -> str:
    """A kind of obstacle as the head of a column."""
    return SHORT_OBSTACLES[kind]


def scope_words(scope: str) -> str:
    """What the forecast is counted for."""
    return SCOPES[scope]


FILTERS = (drawn_people, most_drawn, obstacle, scope_words, short_obstacle, strip)
