"""What the list of people is narrowed to, and what stands on a person's line through time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from peerinspect.services.views import PeopleAsked, PlaceStand, PostView
from peerinspect.web import words
from peerinspect.web.paging import asked_text
from peerinspect.web.pictures import Bar, Spot

DUE = {"declaration": "Declaration", "vetting": "Vetting", "consent": "Consent"}
"""What can be missing, run out or running out."""
OTHERS = {"aspirant": "Aspires to be a director", "left": "Has left the pool"}


def asked_for() -> PeopleAsked:
    """What the address asks for; what no list knows counts as nothing."""
    other = asked_text("other")
    return PeopleAsked(
        text=asked_text("q"),
        kind=_known("kind", words.KIND_PLURALS),
        region=asked_text("region"),
        council=asked_text("council"),
        level=_known("level", {"none": "", **words.LEVELS}),
        due=_known("due", DUE),
        is_aspirant=other == "aspirant",
        has_left=other == "left",
    )


def _known(name: str, values: Iterable[str]) -> str:
    asked = asked_text(name)
    return asked if asked in set(values) else ""


def post_bars(posts: Sequence[PostView], today: date) -> list[Bar]:
    """The posts as bars, one a line, the earliest first."""
    return [
        Bar(post.authority_name, f"{post_name(post)}", post.period.start, post.period.end, f"post-{post.basis}")
        for post in reversed(posts)
        if post.period.start is None or post.period.start <= today or post.period.end is None
    ]


def post_name(post: PostView) -> str:
    """What the post is called."""
    basis = "" if post.basis == "substantive" else f", {words.BASES.get(post.basis, 'basis not known').lower()}"
    return f"{words.POST_ROLES[post.role]}{basis}"


def stand_spots(stands: Iterable[PlaceStand]) -> list[Spot]:
    """The councils as marks on the map: how the person stands with each."""
    return [
        Spot(f"{one.name}: {words.STANDS[one.state][0].lower()}", one.region or "", one.point, one.state)
        for one in stands
        if one.point is not None
    ]
