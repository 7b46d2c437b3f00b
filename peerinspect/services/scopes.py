"""What a search is about: kinds of duty, a region, a period. All else stays as it is.

What lies outside is handed to the search and not left out. A person's work there fills their days and their weeks away,
ties them to councils, and clashes with what is searched for; a problem without it would allow what the rules forbid.

- *Open work outside* is pinned, in as many seats as it fills, so that nothing there is moved and nothing is filled. The
  search may go against no rule because of it, and publication asks for the same waivers as always.
- *Sealed work outside* keeps its people where it can and looks for more in no more seats, but is not pinned. Open work
  inside may have moved, and where the two meet it is the sealed seat that is released. Source: design, section 4,
  sealed work never steers open work.
- Whoever was set aside for a duty outside leaves it all the same: a coordinator has said so.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peerinspect.domain import Duty, Facts, Period, Placement, RosterPlacement
from peerinspect.domain.kinds import KINDS

Held = Mapping[str, Sequence[RosterPlacement]]
"""The placements of the roster that a search starts from, by duty."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The duties to search for: of some kinds, in a region, that meet a period. What is not said leaves none out."""

    kinds: tuple[str, ...] = ()
    region: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Scope()

    def holds(self, duty: Duty, regions: Mapping[str, str | None]) -> bool:
        """Whether the duty is searched for. `regions` are those of councils, by code; one target there is enough."""
        of_kind = not self.kinds or duty.kind in self.kinds
        there = not self.region or any(regions.get(code) == self.region for code in duty.authorities)
        return of_kind and there and duty.period.overlaps(Period(self.first, self.last))


EVERYTHING = Scope()
"""Nothing is left out."""


def scope_text(scope: Scope) -> str | None:
    """The scope as JSON; None where it is everything."""
    if scope.is_everything:
        return None
    days = [day.isoformat() if day else None for day in (scope.first, scope.last)]
    return json.dumps({"kinds": scope.kinds, "region": scope.region, "first": days[0], "last": days[1]})


def scope_from_text(text: str | None) -> Scope:
    """The scope that was written."""
    if not text:
        return Scope()
    data = json.loads(text)
    first, last = (date.fromisoformat(data[name]) if data[name] else None for name in ("first", "last"))
    return Scope(tuple(kind for kind in KINDS if kind in data["kinds"]), data["region"], first, last)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the part of a plan knows of work outside its scope.

    `held` is the roster that the search starts from, None without one; `refused` who has said no. `is_pinned` says
    whether the work stays come what may.
    """

    held: Held | None
    refused: Collection[tuple[str, str]]
    is_pinned: bool


def scoped(facts: Facts, scope: Scope, outside: Outside) -> Facts:
    """The facts with all that lies outside the scope as it is. Sealed facts leave open work alone: it is pinned."""
    regions = {code: authority.region for code, authority in facts.authorities.items()}
    left = {
        id_
        for id_, duty in facts.duties.items()
        if facts.is_open(duty) and (outside.is_pinned or duty.sealed) and not scope.holds(duty, regions)
    }
    agreed: dict[str, list[Placement]] = defaultdict(list)
    for each in facts.placements:
        if each.duty in left and not facts.is_history(each):
            agreed[each.duty].append(each)
    stays = {id_: tuple(_staying(facts, id_, agreed[id_], outside)) for id_ in left}
    others = (each for each in facts.placements if each.duty not in left or facts.is_history(each))
    seats = {id_: replace(facts.duties[id_], seats=len(stays[id_]), skills=frozenset()) for id_ in left}
    return replace(
        facts,
        duties={id_: seats.get(id_, duty) for id_, duty in facts.duties.items()},
        placements=(*others, *(each for id_ in sorted(stays) for each in stays[id_])),
    )


def _staying(facts: Facts, duty: str, agreed: Iterable[Placement], outside: Outside) -> Iterable[Placement]:
    """The placements of one duty that stay: those of the roster it starts from, else what is agreed."""
    known = {each.pair: each for each in agreed}
    found = {pair: each for pair, each in known.items() if facts.is_fixed(each) or outside.held is None}
    for each in (outside.held or {}).get(duty, ()):
        if each.person in facts.people and each.pair not in outside.refused:
            found.setdefault(each.pair, known.get(each.pair, Placement(each.person, each.duty)))
    for pair, one in sorted(found.items()):
        if facts.is_fixed(one):
            yield one
        elif pair not in facts.pairs_set_aside:
            yield replace(one, pinned=outside.is_pinned)
