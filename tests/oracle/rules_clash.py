"""The Clash rules: each takes (case, one placement, other) and says "hard", "soft", both or None, before the policy.

The order of the two placements never matters; one, or both, may be in the past.
"""

from datetime import timedelta

from .case import FULL_TIME, Case
from .dates import add_months, meets, working_days_between

Pair = tuple[str, str]


def spans_meet(case: Case, one: str, other: str) -> bool:
    """Do two duties overlap, each from its start (reading 1) to its last day?"""
    return meets(case.start(one), case.last(one), case.start(other), case.last(other))


def within(case: Case, one: str, other: str, months: int) -> bool:
    """Do two duties overlap, or does the later one start before the earlier one's end plus `months`?"""
    if spans_meet(case, one, other):
        return True
    earlier, later = (one, other) if case.last(one) < case.start(other) else (other, one)
    return case.start(later) < add_months(case.last(earlier), months)


def crossing(case: Case, one: Pair, other: Pair) -> bool:
    """Does one placement take a person of A to B, and the other a person of B to A (A and B two authorities)?"""
    for home in case.homes(*one):
        for target in case.targets(one[1]):
            if home != target and target in case.homes(*other) and home in case.targets(other[1]):
                return True
    return False


def inspection_first(case: Case, one: Pair, other: Pair, kinds: tuple[str, ...]) -> tuple[Pair, Pair] | None:
    """The two as (the inspection, the duty of another of these kinds), or None."""
    for inspection, beside in ((one, other), (other, one)):
        if case.kind(inspection[1]) == "inspect" and case.kind(beside[1]) in kinds:
            return inspection, beside
    return None


def self_review(case: Case, one: Pair, other: Pair) -> str | None:
    ordered = inspection_first(case, one, other, ("support", "review", "chair", "interim"))
    if ordered is None or one[0] != other[0]:
        return None
    inspection, beside = ordered[0][1], ordered[1][1]
    if not set(case.targets(inspection)) & set(case.targets(beside)):
        return None
    return "hard" if within(case, inspection, beside, self_review_months(case, inspection, beside)) else None


def self_review_months(case: Case, inspection: str, beside: str) -> int:
    """Reading 11: how long must lie between, by the other duty's kind and by which of the two came first."""
    kind = case.kind(beside)
    if case.start(beside) <= case.last(inspection):
        default = {"support": 36, "review": 36, "chair": 60, "interim": 60}[kind]
        return case.parameter("self-review", f"{kind}_before_months", default)
    default = {"support": 12, "review": 12, "chair": 24, "interim": 24}[kind]
    return case.parameter("self-review", f"{kind}_after_months", default)


def reciprocal_inspection(case: Case, one: Pair, other: Pair) -> str | None:
    if case.kind(one[1]) != "inspect" or case.kind(other[1]) != "inspect" or not crossing(case, one, other):
        return None
    months = 12 * case.parameter("reciprocal-inspection", "years", 3)
    return "hard" if within(case, one[1], other[1], months) else None


def crossed_duties(case: Case, one: Pair, other: Pair) -> str | None:
    ordered = inspection_first(case, one, other, ("chair", "support", "review"))
    if ordered is None or not crossing(case, one, other):
        return None
    if spans_meet(case, one[1], other[1]):
        return "hard"
    months = case.parameter("crossed-duties", "months", 24)
    return "soft" if within(case, one[1], other[1], months) else None


def chair_swap(case: Case, one: Pair, other: Pair) -> str | None:
    both_chairs = case.kind(one[1]) == "chair" and case.kind(other[1]) == "chair"
    if both_chairs and crossing(case, one, other) and spans_meet(case, one[1], other[1]):
        return "soft"
    return None


def same_team(case: Case, one: Pair, other: Pair) -> str | None:
    if one[1] != other[1] or one[0] == other[0]:
        return None
    first, last = case.start(one[1]), case.last(one[1])
    for home in case.homes(*one):
        for theirs in case.homes(*other):
            if home == theirs or case.share(home, theirs, ("director", "trust"), first, last):
                return "hard"
    return None


def double_booked(case: Case, one: Pair, other: Pair) -> set[str]:
    found: set[str] = set()
    if one[0] != other[0]:
        return found
    if case.site[one[1]] & case.site[other[1]]:
        found.add("hard")
    if in_full_time_term(case, one[1], other[1]) or in_full_time_term(case, other[1], one[1]):
        found.add("hard")
    if inspections_too_close(case, one[1], other[1]):
        found.add("soft")
    return found


def in_full_time_term(case: Case, term: str, duty: str) -> bool:
    return case.kind(term) in FULL_TIME and case.kind(duty) != "chair" and spans_meet(case, term, duty)


def inspections_too_close(case: Case, one: str, other: str) -> bool:
    """Reading 14: fewer than 10 working days strictly between the last day of one and the first day of the other."""
    if case.kind(one) != "inspect" or case.kind(other) != "inspect":
        return False
    earlier, later = (one, other) if case.first(one) <= case.first(other) else (other, one)
    free_until = max(case.first(later), case.last(earlier) + timedelta(days=1))
    between = working_days_between(case.last(earlier), free_until)
    return between < case.parameter("double-booked", "working_days", 10)


def colleagues_supported(case: Case, one: Pair, other: Pair) -> set[str]:
    ordered = inspection_first(case, one, other, ("support",))
    if ordered is None:
        return set()
    inspection, support = ordered
    if case.start(support[1]) > case.last(inspection[1]):
        return set()
    if not within(case, support[1], inspection[1], 12 * case.parameter("colleagues-supported", "years", 2)):
        return set()
    shared = set(case.targets(support[1])) & set(case.targets(inspection[1]))
    common = {home for home in case.homes(*inspection) & case.homes(*support) if shared - {home}}
    return {"hard" if case.holds_directorship_at(inspection[0], home, inspection[1]) else "soft" for home in common}


def own_inspector(case: Case, one: Pair, other: Pair) -> str | None:
    if case.kind(one[1]) != "inspect" or case.kind(other[1]) != "inspect" or not crossing(case, one, other):
        return None
    return "hard" if within(case, one[1], other[1], case.parameter("own-inspector", "months", 24)) else None


def repeat_inspector(case: Case, one: Pair, other: Pair) -> str | None:
    both = all(is_judgement_inspection(case, duty) for _, duty in (one, other))
    if not both or one[0] != other[0] or not set(case.targets(one[1])) & set(case.targets(other[1])):
        return None
    months = 12 * case.parameter("repeat-inspector", "years", 4)
    return "soft" if within(case, one[1], other[1], months) else None


def is_judgement_inspection(case: Case, duty: str) -> bool:
    return case.kind(duty) == "inspect" and (case.duties[duty].get("subtype") or "judgement") == "judgement"


def one_live_role(case: Case, one: Pair, other: Pair) -> str | None:
    roles = ("chair", "review", "support", "interim")
    if one[0] != other[0] or one[1] == other[1] or not {case.kind(one[1]), case.kind(other[1])} <= set(roles):
        return None
    shared = set(case.targets(one[1])) & set(case.targets(other[1]))
    return "hard" if shared and spans_meet(case, one[1], other[1]) else None


CLASHES = {
    "self-review": self_review,
    "reciprocal-inspection": reciprocal_inspection,
    "crossed-duties": crossed_duties,
    "chair-swap": chair_swap,
    "same-team": same_team,
    "double-booked": double_booked,
    "colleagues-supported": colleagues_supported,
    "own-inspector": own_inspector,
    "repeat-inspector": repeat_inspector,
    "one-live-role": one_live_role,
}
