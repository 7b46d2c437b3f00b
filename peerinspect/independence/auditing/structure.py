"""Whether a roster is a roster at all: who is on it, where, once, nothing fixed left out, no seat taken twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from peerinspect.domain import Facts, Roster, RosterPlacement
from peerinspect.domain.placement import STATUSES, Pair

ROSTER_STATUSES = ("optimal", "feasible", "cancelled")


def examinable(facts: Facts, roster: Roster) -> list[Pair]:
    """The roster's placements that can be put before the rules, each once, in order of duty and person."""
    pairs = {one.pair for one in roster.placements if not _misplaced(facts, one.pair)}
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def structure_faults(
    facts: Facts, roster: Roster, version: str, problem_digest: str | None, policy_digest: str | None
) -> list[str]:
    """Everything that is wrong with the roster before any rule is asked, in plain sentences."""
    return [
        *_provenance_faults(roster, version, problem_digest, policy_digest),
        *_placement_faults(facts, roster),
        *_repeated(roster),
        *_fixed_faults(facts, roster),
        *_seat_faults(facts, roster),
        *_order_faults(roster),
    ]


def _provenance_faults(
    roster: Roster, version: str, problem_digest: str | None, policy_digest: str | None
) -> Iterator[str]:
    if problem_digest is not None and roster.problem != problem_digest:
        yield f"the roster answers the problem {roster.problem}, not this one, {problem_digest}."
    if policy_digest is not None and roster.policy != policy_digest:
        yield f"the roster was made under the policy {roster.policy}, not this one, {policy_digest}."
    if roster.rulebook != version:
        yield f"the roster was made under rulebook {roster.rulebook}; this audit is by rulebook {version}."
    if roster.status not in ROSTER_STATUSES:
        yield f"the status {roster.status!r} is none of {', '.join(ROSTER_STATUSES)}."


def _placement_faults(facts: Facts, roster: Roster) -> Iterator[str]:
    in_file = {one.pair: one.status for one in facts.placements}
    for one in roster.placements:
        reason = _misplaced(facts, one.pair) or _misstated(one, in_file.get(one.pair))
        if reason:
            yield f"{_told(one.pair)}: {reason}."


def _misplaced(facts: Facts, pair: Pair) -> str | None:
    """Why the placement has no business on a roster, or None."""
    person, duty = pair
    if person not in facts.people:
        return "the problem knows no such person"
    if duty not in facts.duties:
        return "the problem knows no such duty"
    if not facts.is_open(facts.duties[duty]):
        return f"the duty ended on {facts.duties[duty].last_day}, before {facts.as_of}, and is closed"
    if any(one.pair == pair and facts.is_history(one) for one in facts.placements_by_person.get(person, ())):
        return "the placement is done, and a done placement is not made again"
    return None


def _misstated(one: RosterPlacement, status_in_file: str | None) -> str | None:
    """What the placement says of itself that cannot be, or None."""
    if one.status == "done":
        return "a done placement has no place on a roster"
    if one.status not in STATUSES:
        return f"the status {one.status!r} is none of {', '.join(STATUSES)}"
    if status_in_file and STATUSES.index(one.status) < STATUSES.index(status_in_file):
        return f"it is {status_in_file} in the problem, but only {one.status} on the roster"
    return None


def _repeated(roster: Roster) -> Iterator[str]:
    for pair, times in sorted(Counter(one.pair for one in roster.placements).items()):
        if times > 1:
            yield f"{_told(pair)}: the placement is listed {times} times."


def _fixed_faults(facts: Facts, roster: Roster) -> Iterator[str]:
    listed = {one.pair for one in roster.placements}
    for one in facts.placements:
        if facts.is_fixed(one) and one.pair not in listed:
            yield f"{_told(one.pair)}: the placement is {'pinned' if one.pinned else 'live'}, but is not on the roster."


def _seat_faults(facts: Facts, roster: Roster) -> Iterator[str]:
    """Fixed placements take their seats first, and may overfill a duty; the others share what is left."""
    fixed = {one.pair for one in facts.placements if facts.is_fixed(one)}
    seats_taken = Counter(duty for _, duty in fixed)
    chosen = Counter(duty for _, duty in set(examinable(facts, roster)) - fixed)
    for duty, number in sorted(chosen.items()):
        left = max(0, facts.duties[duty].seats - seats_taken[duty])
        if number > left:
            yield f"{duty}: {number} placed where {left} of {facts.duties[duty].seats} seats are left."


def _order_faults(roster: Roster) -> Iterator[str]:
    where = [(one.duty, one.person) for one in roster.placements]
    if where != sorted(where):
        yield "the placements are not in order of duty and person."
    for one in roster.placements:
        if list(one.objections) != sorted(set(one.objections)):
            yield f"{_told(one.pair)}: the rules that need a waiver are not in order, each once."
    lacking = [one.duty for one in roster.shortfalls]
    if lacking != sorted(set(lacking)):
        yield "the shortfalls are not in order of duty, each duty once."
    for shortfall in roster.shortfalls:
        if list(shortfall.skills) != sorted(set(shortfall.skills)):
            yield f"{shortfall.duty}: the missing skills are not in order, each once."


def _told(pair: Pair) -> str:
    return f"{pair[0]} on {pair[1]}"
