"""The goals of the matching problem, each as a plain formula in whole numbers or exact fractions.

Nothing here searches: given the placements of a roster, these functions say what it is worth. The auditor recomputes
every stated value with them. Source of all formulas: design section 5 and exact readings 6 and 15.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from peerinspect.domain import Authority, Duty, Facts, Roster, Shortfall, kinds
from peerinspect.domain.placement import Pair
from peerinspect.independence.auditing.examination import examine
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.shapes import Cover

if TYPE_CHECKING:  # rules may use these formulas, so the rulebook is not loaded from here
    from peerinspect.independence.rulebook import Rulebook

EARTH_RADIUS_KM = 6371.0
ROAD_FACTOR = 1.3
"""How much longer the road is than the great circle; at 60 km/h one kilometre of road is one minute."""

NEIGHBOUR_RANKS = 10
CANON_BYTES = 3
FIT_POINTS = ("skill", "neighbour", "border", "travel")
HALF = Fraction(1, 2)
NOTHING = Fraction(0)

KEEP_WEIGHTS: Mapping[str, int] = {"proposed": 1, "offered": 3, "accepted": 10, "live": 10}
"""What dropping a placement of the starting roster costs, by the status it had. A live one outside the file is
guarded like an accepted one (exact reading 6); a finished one cannot be dropped."""


def value_of(goal: str, facts: Facts, placements: Collection[Pair], start: Roster | None, rules: Rulebook) -> Fraction:
    """A goal's value on a roster's placements: fixed ones included, history not, each pair once.

    `start` is the roster to keep to besides the file's own placements, if any; only `keep` looks at it, and only
    `fill` and `waivers` look at the rules. Raises KeyError for an unknown goal, person or duty.
    """
    formulas: dict[str, Callable[[], Fraction | int]] = {
        "fill": lambda: fill_value(facts, placements, rules.covers),
        "waivers": lambda: examine(facts, engaged(facts, placements), rules.that_can_cost).cost,
        "keep": lambda: keep_value(facts, placements, start),
        "peak": lambda: peak_value(facts, placements),
        "spread": lambda: spread_value(facts, placements),
        "fit": lambda: fit_value(facts, placements),
        "canon": lambda: canon_value(placements),
    }
    return Fraction(formulas[goal]())


# --- fill -------------------------------------------------------------------------------------------------------------


def empty_seats(duty: Duty, team: Sequence[Engagement]) -> int:
    """The seats of the duty that nobody on the team fills; never below 0, though fixed placements may overfill it."""
    return max(0, duty.seats - len(team))


def missing_needs(facts: Facts, duty: Duty, team: Sequence[Engagement], cover: Cover) -> list[str]:
    """The needs of one Cover that nobody on the team meets. An empty team lacks all."""
    return [need for need in cover.needs(facts, duty.id) if not any(cover.meets(need, member) for member in team)]


def fill_cost(facts: Facts, duty: Duty, team: Sequence[Engagement], covers: Iterable[Cover]) -> Fraction:
    """One duty's part of `fill`: its priority x (empty seats + half for each need that its team misses).

    Source: design section 5, goal 1, and exact reading 15.
    """
    empty, missing = empty_seats(duty, team), sum(len(missing_needs(facts, duty, team, cover)) for cover in covers)
    if not empty and not missing:
        return NOTHING
    return facts.priority(duty) * (empty + HALF * missing)


def fill_value(facts: Facts, placements: Iterable[Pair], covers: Sequence[Cover]) -> Fraction:
    """The goal `fill`: the cost of what is empty or missing, over all open duties. Less is better."""
    return sum((fill_cost(facts, duty, team, covers) for duty, team in teams(facts, placements)), Fraction(0))


def shortfalls_of(facts: Facts, placements: Iterable[Pair], covers: Sequence[Cover]) -> tuple[Shortfall, ...]:
    """What every open duty lacks, by duty id: empty seats and named skills. A duty that lacks neither is left out."""
    rows = []
    for duty, team in teams(facts, placements):
        missing = {need for cover in covers for need in missing_needs(facts, duty, team, cover)}
        row = Shortfall(duty.id, empty_seats(duty, team), tuple(sorted(missing & duty.skills)))
        if row.seats or row.skills:
            rows.append(row)
    return tuple(rows)


# --- keep -------------------------------------------------------------------------------------------------------------


def keep_weights(facts: Facts, start: Roster | None = None) -> dict[Pair, int]:
    """What dropping each placement of the starting roster would cost.

    The starting roster is the file's placements on open duties that are neither fixed nor history, together with
    `start`; where both know a placement the further status weighs. Placements of `start` that name an unknown
    person or a closed duty, or that the file has fixed or finished, count nothing. Source: exact reading 6.
    """
    settled = {one.pair for one in facts.placements if facts.is_fixed(one) or facts.is_history(one)}
    known = [(one.pair, one.status) for one in facts.placements]
    known += [(one.pair, one.status) for one in start.placements] if start else []
    weights: dict[Pair, int] = {}
    for pair, status in known:
        if pair not in settled and status in KEEP_WEIGHTS and _is_placeable(facts, pair):
            weights[pair] = max(weights.get(pair, 0), KEEP_WEIGHTS[status])
    return weights


def _is_placeable(facts: Facts, pair: Pair) -> bool:
    person, duty = pair
    return person in facts.people and duty in facts.duties and facts.is_open(facts.duties[duty])


def keep_value(facts: Facts, placements: Collection[Pair], start: Roster | None = None) -> int:
    """The goal `keep`: the weights of the starting placements that are dropped. Less is better. Design, goal 3."""
    return sum(weight for pair, weight in keep_weights(facts, start).items() if pair not in placements)


# --- peak and spread --------------------------------------------------------------------------------------------------


def share_percent(days: int, offered: int) -> int:
    """The share of the offered days in whole percent, rounded up: ceil(100 d / max(1, offered)). Design, goal 4."""
    return -(-100 * days // max(1, offered))


def spread_cost(days: int, offered: int) -> int:
    """One person's part of `spread`: ceil(100 d^2 / max(1, offered)). Source: design section 5, goal 5."""
    return -(-100 * days * days // max(1, offered))


def days_placed(facts: Facts, placements: Iterable[Pair]) -> dict[str, int]:
    """The days of work that the placements give each person who has one. Fixed ones count, history does not."""
    days: dict[str, int] = defaultdict(int)
    for person, duty in placements:
        days[person] += facts.duties[duty].workload
    return dict(days)


def peak_value(facts: Facts, placements: Iterable[Pair]) -> int:
    """The goal `peak`: the largest share of any one person, 0 for an empty roster. Less is better."""
    days = days_placed(facts, placements)
    return max((share_percent(some, facts.people[one].days_offered()) for one, some in days.items()), default=0)


def spread_value(facts: Facts, placements: Iterable[Pair]) -> int:
    """The goal `spread`: the sum of every person's cost. Less is better."""
    days = days_placed(facts, placements)
    return sum(spread_cost(some, facts.people[one].days_offered()) for one, some in days.items())


# --- fit --------------------------------------------------------------------------------------------------------------


def home_minutes(engagement: Engagement) -> int:
    """Minutes from the nearest home to the nearest target: the least over pairs that both have coordinates, else 0.

    minutes = ceil(1.3 x great-circle km) at 60 km/h. Source: design section 5, goal 6, and exact reading 15.
    """
    if not engagement.homes or not engagement.targets:
        return 0
    known = engagement.facts.authorities
    homes = [known[code] for code in sorted(engagement.homes) if code in known]
    targets = [known[code] for code in sorted(engagement.targets) if code in known]
    minutes = (travel_minutes(home, target) for home in homes for target in targets)
    return min((some for some in minutes if some is not None), default=0)


def travel_minutes(home: Authority, target: Authority) -> int | None:
    """Estimated minutes by road between two authorities' points, or None where a coordinate is missing."""
    if home.latitude is None or home.longitude is None or target.latitude is None or target.longitude is None:
        return None
    return _road_minutes(home.latitude, home.longitude, target.latitude, target.longitude)


@functools.lru_cache(maxsize=100_000)  # every two councils of England, asked for again by every pair of their people
def _road_minutes(home_latitude: float, home_longitude: float, latitude: float, longitude: float) -> int:
    """Estimated minutes by road between two points, in degrees."""
    south, west, north, east = map(math.radians, (home_latitude, home_longitude, latitude, longitude))
    half_chord = (
        math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    kilometres = 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half_chord)))
    return math.ceil(ROAD_FACTOR * kilometres)


class FitScores:
    """What placements are worth in `fit`, many of one problem at once: weights and places are looked up once.

    round(w_affinity x affinity) + w_skill x the duty's skills that the person has + w_neighbour x (11 - best rank)
    for `support` + w_border x (a target borders a home) for `chair` - w_travel x minutes.
    Source: design section 5, goal 6, and exact reading 15.
    """

    def __init__(self, facts: Facts) -> None:
        self._affinity = facts.affinity
        self._affinity_weight = float(facts.policy.weight("affinity"))
        weights = {name: facts.policy.weight(name) for name in FIT_POINTS}
        # Whole numbers are added up ten times as fast as fractions.
        self._weights = {name: one.numerator if one.denominator == 1 else one for name, one in weights.items()}
        self._of_places: dict[tuple[str, frozenset[str], frozenset[str]], Fraction | int] = {}

    def of(self, engagement: Engagement) -> Fraction | int:
        """One placement's part of `fit`; more is better."""
        duty = engagement.duty
        places = (duty.kind, engagement.homes, duty.authorities)
        score = self._of_places.get(places)
        if score is None:
            score = self._of_places[places] = self._by_places(engagement)
        if duty.skills:
            score += self._weights["skill"] * len(duty.skills & engagement.person.skills)
        affinity = self._affinity.get(engagement.pair, 0)
        return score + round(self._affinity_weight * affinity) if affinity else score

    def _by_places(self, engagement: Engagement) -> Fraction | int:
        """What it is worth for where the homes and the targets lie: the same for all who share them."""
        near = self._weights["neighbour"] * neighbour_points(engagement)
        near += self._weights["border"] * is_bordering_chair(engagement)
        return near - self._weights["travel"] * home_minutes(engagement)


def fit_score(engagement: Engagement) -> Fraction:
    """One placement's part of `fit`; more is better. See `FitScores`, which is faster for many."""
    return Fraction(FitScores(engagement.facts).of(engagement))


def neighbour_points(engagement: Engagement) -> int:
    """For `support`, 11 - the best rank that any home has among any target's statistical neighbours; 0 beyond ten."""
    if engagement.duty.kind != kinds.SUPPORT:
        return 0
    ranks = engagement.facts.neighbours
    best = min((ranks[pair] for pair in _target_home_pairs(engagement) if pair in ranks), default=None)
    return NEIGHBOUR_RANKS + 1 - best if best is not None and best <= NEIGHBOUR_RANKS else 0


def is_bordering_chair(engagement: Engagement) -> bool:
    """Whether this is a `chair` duty of which any target borders any home."""
    borders = engagement.facts.borders
    return engagement.duty.kind == kinds.CHAIR and any(
        frozenset(pair) in borders for pair in _target_home_pairs(engagement)
    )


def _target_home_pairs(engagement: Engagement) -> Iterator[tuple[str, str]]:
    return ((target, home) for target in engagement.targets for home in engagement.homes)


def fit_value(facts: Facts, placements: Iterable[Pair]) -> Fraction:
    """The goal `fit`: the sum over the placements. The one goal of which more is better."""
    scores = FitScores(facts)
    return Fraction(sum(map(scores.of, engaged(facts, placements))))


# --- canon ------------------------------------------------------------------------------------------------------------


def canon_bits(person_id: str, duty_id: str) -> int:
    """A placement's part of the tie-break: the first 24 bits of SHA-256(person id + U+001F + duty id), in UTF-8."""
    digest = hashlib.sha256(f"{person_id}\x1f{duty_id}".encode()).digest()
    return int.from_bytes(digest[:CANON_BYTES], "big")


def canon_value(placements: Iterable[Pair]) -> int:
    """The goal `canon`: the sum over the placements. Less is better."""
    return sum(canon_bits(person, duty) for person, duty in placements)


# --- rosters ----------------------------------------------------------------------------------------------------------


def engaged(facts: Facts, placements: Iterable[Pair]) -> list[Engagement]:
    """The engagements of a roster's placements, each marked fixed where the file has it so. Raises KeyError for an
    unknown person or duty."""
    fixed = {one.pair: one for one in facts.placements if facts.is_fixed(one)}
    return [
        engage(facts, facts.people[person], facts.duties[duty], fixed.get((person, duty)))
        for person, duty in placements
    ]


def teams(facts: Facts, placements: Iterable[Pair]) -> Iterator[tuple[Duty, list[Engagement]]]:
    """Every open duty in order of its id, with the engagements on it."""
    by_duty: dict[str, list[Engagement]] = defaultdict(list)
    for engagement in engaged(facts, placements):
        by_duty[engagement.duty.id].append(engagement)
    for duty_id in sorted(facts.duties):
        duty = facts.duties[duty_id]
        if facts.is_open(duty):
            yield duty, by_duty[duty_id]
