"""The one rule over three placements. It answers "hard", "soft" or None before the policy, whatever their order."""

from itertools import permutations

from .case import Case
from .dates import add_months

Pair = tuple[str, str]


def ring(case: Case, three: tuple[Pair, Pair, Pair]) -> str | None:
    """A to B, B to C and C to A, by three inspections that are near one another."""
    if any(case.kind(duty) != "inspect" for _, duty in three) or not near_one_another(case, three):
        return None
    return "soft" if any(goes_round(case, order) for order in permutations(three)) else None


def near_one_another(case: Case, three: tuple[Pair, Pair, Pair]) -> bool:
    """Does the last to start do so while all three run, or within `months` of the first one's end?"""
    latest = max(case.start(duty) for _, duty in three)
    earliest = min(case.last(duty) for _, duty in three)
    return latest <= earliest or latest < add_months(earliest, case.parameter("ring", "months", 12))


def goes_round(case: Case, order: tuple[Pair, ...]) -> bool:
    """Is there a home of the first, of the second and of the third, all different, each inspected by the one before?"""
    one, two, three = order
    return any(
        len({a, b, c}) == 3 and b in case.targets(one[1]) and c in case.targets(two[1]) and a in case.targets(three[1])
        for a in case.homes(*one)
        for b in case.homes(*two)
        for c in case.homes(*three)
    )


TRIPLES = {"ring": ring}
