"""What the first wave's parts prove of the whole.

Each was searched with everybody and as if there were no other work to come. Whoever takes the rest of a roster away
makes nothing forbidden, so what any roster of the whole does in a part is one of the answers that the part was searched
for. Goals that add up over duties are therefore at least the sum of what the parts come to, and `peak` is at least the
largest of theirs. After the first goal, that holds for rosters as good as this one in all goals before it, as long as
those goals meet their bounds: then they do so in every part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from peerinspect.domain import Facts, Roster, Strength, kinds
from peerinspect.independence import goals
from peerinspect.independence.rulebook import Rulebook
from peerinspect.matching.divided.cutting import Cut
from peerinspect.matching.divided.windows import is_whole
from peerinspect.matching.regions.stitching import Seam

BY_TERM = ("boards-held", "chair-term")
"""The soft limits that only boards fill, all of which lie in one part: what a person has too much is counted once."""

Found = Sequence[tuple[Cut, Roster | None]]


def bounds_from(facts: Facts, seam: Seam, found: Found, values: Mapping[str, Fraction]) -> dict[str, Fraction | None]:
    """The proven bound of each goal; None where the parts prove nothing of it."""
    bounds: dict[str, Fraction | None] = dict.fromkeys(values, None)
    if not found or not all(is_whole(facts, cut.part) for cut, _ in found):
        return bounds
    for name, value in values.items():
        bounds[name] = bound = _bound(name, seam, found)
        if bound != value:
            break
    return bounds


def _bound(name: str, seam: Seam, found: Found) -> Fraction | None:
    own = [_of(name, roster) for _, roster in found]
    if name in ("fill", "keep"):
        return sum((max(bound or Fraction(0), Fraction(0)) for bound in own), Fraction(0))
    if name == "peak":
        least = Fraction(goals.peak_value(seam.facts, [one.pair for one in seam.fixed]))
        return max([least, *(bound for bound in own if bound is not None)])
    if name == "waivers" and _is_counted_once(seam, found):
        return seam.cost(()) + sum(
            (_beyond(cut, bound) for (cut, _), bound in zip(found, own, strict=True)), Fraction(0)
        )
    return None


def _of(name: str, roster: Roster | None) -> Fraction | None:
    """The bound that the part's roster states."""
    return next((goal.bound for goal in roster.goals if goal.name == name), None) if roster else None


def _beyond(cut: Cut, bound: Fraction | None) -> Fraction:
    """By how much a part's `waivers` is at least above what its fixed placements cost."""
    if bound is None:
        return Fraction(0)
    small = cut.facts
    settled = Seam(small, Rulebook.under(small.policy)).cost(())
    return max(Fraction(0), bound - settled)


def _is_counted_once(seam: Seam, found: Found) -> bool:
    """Whether no person's, group's or team's excess can be counted in two parts."""
    soft = [rule for rule in seam.rulebook.limits if rule.as_set(rule.own_strength) is Strength.SOFT and rule.weight]
    if any(rule.code not in BY_TERM for rule in soft):
        return False
    duties = seam.facts.duties
    with_boards = [cut for cut, _ in found if any(duties[id_].kind == kinds.CHAIR for id_ in cut.part.duties)]
    return len(with_boards) <= 1
