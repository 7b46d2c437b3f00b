"""Three circles of councils, so that nobody can tell from their own work that their council is to be inspected.

The trouble with sealed work is not only what pages show. If the same search placed people on all sealed inspections,
an inspection of council T would take somebody, whose place elsewhere somebody else would fill, and so on, until the
dates offered to T's own director were different from what they would have been. T's people would read nothing of it,
and could still infer it.

So every council belongs to circle 0, 1 or 2, for reasons that anybody may know. A sealed inspection of a council in
circle k is filled only by people whose homes all lie in circle k + 1 (after 2 comes 0), in a search of its own that
holds the sealed inspections of circle k and no others. Take T in circle k. Its inspection is an entry of search k
alone, and search k places people of circle k + 1 alone. T's own people are placed on sealed work by search k - 1,
which never sees the inspection; and open work is placed before any of it. Whether T is to be inspected can therefore
not change one placement of T's people. That is more than keeping sealed work from steering open work.

It also keeps the searches honest without knowing of each other. A person is used by one search at most, and so are all
the people of a council and of those that share a director or a trust with it: whatever a rule counts by person, by
council or by such a group is counted in one file. Nor can two searches make two councils inspect each other, since the
circles only ever look one step on: somebody of circle k + 1 inspects in k, and nobody of k inspects in k + 1. Only
chains through all three circles escape the separate searches, and no hard rule speaks of those.

One hard rule is blind to sealed work on purpose. People should not inspect while their own council is inspected; but
search k - 1, which places T's people, does not know that T is to be, and must not: who stopped being asked would learn
of it. From the notice day on the inspection is open work, and the rule sees it.

The circles hang on nothing that is sealed: councils that share a director, a trust or a directorate, a person who holds
posts in both at once, or a chief executive who is told the dates of both's people, are in one circle together. The
others are dealt out by a stable hash, region by region, so that each region is spread evenly and a new arrangement
moves only the councils it joins. People who have homes in more than one circle take no sealed work.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from peerinspect.domain import Arrangement, Authority, Period, Person, Post

CIRCLES = 3
JOINING = frozenset({"director", "trust", "directorate"})
"""The kinds of arrangement whose councils must share a circle."""

Circles = Mapping[str, int]
"""The circle of each council, by code."""


def circles_of(
    authorities: Mapping[str, Authority],
    arrangements: Iterable[Arrangement],
    people: Iterable[Person],
    as_of: date,
    served: Iterable[frozenset[str]] = (),
) -> dict[str, int]:
    """The circle of every council as at a day. `served` are sets of councils that one user works for."""
    dealt = _dealt(authorities)
    leader = _leaders(authorities, [*_shared(arrangements, as_of), *_held_together(people, as_of), *served])
    return {code: dealt[leader[code]] for code in authorities}


def _dealt(authorities: Mapping[str, Authority]) -> dict[str, int]:
    """Councils dealt out in turn within each region, in the order of a hash that nobody chose."""
    regions: dict[str, list[str]] = defaultdict(list)
    for code, authority in authorities.items():
        regions[authority.region or ""].append(code)
    return {
        code: (_number(region) + place) % CIRCLES
        for region, codes in regions.items()
        for place, code in enumerate(sorted(codes, key=lambda code: (_number(code), code)))
    }


def _number(text: str) -> int:
    """A number that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(f"circle\x1f{text}".encode()).digest()[:8], "big")


def _shared(arrangements: Iterable[Arrangement], as_of: date) -> list[frozenset[str]]:
    """Councils joined by an arrangement that is in force, or will be."""
    return [each.authorities for each in arrangements if each.kind in JOINING and not _is_over(each.period, as_of)]


def _held_together(people: Iterable[Person], as_of: date) -> list[frozenset[str]]:
    """Pairs of councils where one person holds posts at the same time, now or later."""
    return [
        frozenset({one.authority, other.authority})
        for person in people
        for one, other in _pairs([post for post in person.posts if not _is_over(post.period, as_of)])
        if _overlap_from(one, other, as_of)
    ]


def _pairs(posts: list[Post]) -> list[tuple[Post, Post]]:
    """Every two posts at different councils."""
    return [
        (one, other)
        for place, one in enumerate(posts)
        for other in posts[place + 1 :]
        if one.authority != other.authority
    ]


def _overlap_from(one: Post, other: Post, as_of: date) -> bool:
    """Whether the two posts share a day on or after `as_of`."""
    shared = one.period.within(other.period)
    return shared is not None and not _is_over(shared, as_of)


def _is_over(period: Period, as_of: date) -> bool:
    """Whether the period ended before the day."""
    return period.end is not None and period.end < as_of


def _leaders(codes: Iterable[str], groups: Iterable[frozenset[str]]) -> dict[str, str]:
    """The smallest code of the group that each council belongs to, groups that touch being one."""
    leader = {code: code for code in sorted(codes)}

    def find(code: str) -> str:
        while leader[code] != code:
            leader[code] = leader[leader[code]]
            code = leader[code]
        return code

    for group in groups:
        known = sorted({find(code) for code in group if code in leader})
        for code in known[1:]:
            leader[code] = known[0]
    return {code: find(code) for code in leader}


def sealed_circle(targets: Iterable[str], circles: Circles) -> int | None:
    """The search that a sealed inspection belongs to; None where its councils lie in all three circles.

    For councils of two circles it is the one whose helpers, a circle further on, are from neither.
    """
    hit = {circles[code] for code in targets}
    return next((circle for circle in sorted(hit) if helpers_of(circle) not in hit), None)


def helpers_of(circle: int) -> int:
    """The circle whose people fill the sealed inspections of a circle."""
    return (circle + 1) % CIRCLES


def home_circle(person: Person, circles: Circles, as_of: date) -> int | None:
    """The one circle that all the person's homes lie in, now and later; None where there is no such circle."""
    homes = {circles[post.authority] for post in person.posts if not _is_over(post.period, as_of)}
    return homes.pop() if len(homes) == 1 else None
