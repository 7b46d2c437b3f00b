"""The picture of who chairs whom."""

from __future__ import annotations

from markupsafe import Markup

from peerinspect.services.views import WhoChairs, WhoChairsWhom
from peerinspect.web.pictures import Arc, Spot, draw_chairing
from peerinspect.web.presenters import counted
from peerinspect.web.safeguarding.words import FORMS, LETTERS

TITLE = "Who chairs whom"


def draw_who_chairs(found: WhoChairsWhom) -> Markup:
    """The ways as arcs; one whose council has no place on the register is in the table alone."""
    points = {place.code: place.point for place in found.places}
    spots = [Spot(each.name, each.region, each.point) for each in found.places if each.point]
    arcs = []
    for way in found.ways:
        home, target = points.get(way.home), points.get(way.target)
        if home and target:
            arcs.append(Arc("chair", home, target, _told(way), _form(way), LETTERS[way.form]))
    return draw_chairing(spots, arcs, TITLE, _description(found, len(spots), len(arcs)))


def _form(way: WhoChairs) -> str:
    if way.form != "plain":
        return way.form
    return "asked" if way.state != "in-post" else ""


def _told(way: WhoChairs) -> str:
    form = f" ({FORMS[way.form].lower()})" if way.form != "plain" else ""
    return f"{way.person_name} of {way.home_name} chairs {way.target_name}{form}"


def _description(found: WhoChairsWhom, spots: int, arcs: int) -> str:
    swaps, rings = counted(len(found.swaps), "swap"), counted(len(found.rings), "ring")
    return (
        f"A map of England with {counted(spots, 'council')} as dots and {counted(arcs, 'arc')} from a chair's council "
        f"to their board's. {swaps} (thick, letter S) and {rings} (dashed, letter R). London is enlarged in a box. The "
        "table below the map says the same."
    )
