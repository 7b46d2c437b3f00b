"""Small, dense problem-1 dicts at random, starting rosters of them, and rosters good and bad.

Most people could do most duties; then each fact is spoilt now and then, on days where a rule is just met or just
missed. One seeded generator draws it all, so that every combination is as likely as it reads here; what differs,
`reduce.smallest` makes small.
"""

from datetime import date, timedelta
from math import comb
from random import Random
from typing import Any

from .brute import candidates
from .case import Case
from .chance import few, odds, some
from .judge import Pair, as_pairs
from .lattice import AS_OF, LATITUDES, NEAR, OLD_JUDGEMENTS, PAST
from .problem_duties import closed_duties, open_duties
from .problem_meetings import go_round, meet
from .problem_people import people
from .problem_policy import one_policy, waiver_list

CODES = ("E06000901", "E06000902", "E08000903", "E10000904", "E10000905", "E10000906")
INTERESTS = (
    *("employed", "consulted", "councillor", "commissioner"),
    *("family", "friend", "business", "acquaintance", "acquaintance"),
    *("applied", "paid", "complaint", "case", "other"),
)
ARRANGEMENTS = (
    *("director", "director", "trust", "trust", "directorate"),
    *("partnership", "adoption", "service", "police", "icb", "dispute", "merger", "complaint"),
)
GRADES = ("good", "outstanding", "requires-improvement", "inadequate")
SIZES = ((2, 2), (3, 3), (4, 3), (3, 4), (5, 3), (2, 5), (4, 4), (5, 4), (4, 5), (5, 5), (6, 3), (6, 4))
"""People and open duties."""

MOST_ROSTERS = 6000
"""More rosters than this, before the clashes, are too many to try."""


def random_problem(rng: Random, goes_round: bool = False) -> dict:
    """One problem; of three councils at least that inspect each other in a round, where that is asked for."""
    while True:
        problem = problem_of_any_size(rng, goes_round)
        if rosters_to_try(problem) <= MOST_ROSTERS:
            return problem


def rosters_to_try(problem: dict) -> int:
    """How many rosters the hard Bars and the seats leave."""
    case = Case(problem)
    free = candidates(case)
    number = 1
    for duty, item in case.duties.items():
        people_free = len([pair for pair in free if pair[1] == duty])
        number *= sum(comb(people_free, taken) for taken in range(item["seats"] + 1))
    return number


def problem_of_any_size(rng: Random, goes_round: bool) -> dict:
    as_of = rng.choice(AS_OF)
    codes = list(CODES[: rng.choice([3, 3, 4] if goes_round else [2, 2, 3, 4, 4, 5, 6])])
    number_of_people, number_of_duties = rng.choice([size for size in SIZES if not goes_round or min(size) >= 3])
    problem = {"format": "peerinspect/problem-1", "as_of": as_of} | country(rng, codes, as_of)
    problem["people"] = people(rng, codes, number_of_people, as_of)
    problem["duties"] = open_duties(rng, codes, number_of_duties, problem["people"]) + closed_duties(rng, codes)
    problem["interests"] = [interest(rng, codes, problem["people"]) for _ in range(rng.randint(0, 7))]
    goes_round = goes_round or odds(rng, 40)
    goes_round = goes_round and min(number_of_people, number_of_duties, len(codes)) >= 3
    (go_round if goes_round else meet)(rng, problem)
    problem["placements"] = file_placements(rng, problem, 25 if goes_round else 60)
    problem["fit"] = fit_list(rng, problem)
    problem["policy"] = one_policy(rng, goes_round)
    problem["waivers"] = waiver_list(rng, problem)
    problem["set_aside"] = people_set_aside(rng, problem)
    consent_to_one(rng, problem)
    return problem


def consent_to_one(rng: Random, problem: dict) -> None:
    """Mostly nothing; else about half of the consents are to one duty alone."""
    if not odds(rng, 25) or not problem["duties"]:
        return
    for person in problem["people"]:
        for consent in person.get("consents", []):
            if odds(rng, 50):
                consent["duty"] = rng.choice(problem["duties"])["id"]


def people_set_aside(rng: Random, problem: dict) -> list[dict]:
    """Mostly nobody; else a pair or two, settled ones among them."""
    if not odds(rng, 30):
        return []
    pairs = [(one["id"], duty["id"]) for one in problem["people"] for duty in problem["duties"]]
    chosen = rng.sample(pairs, min(len(pairs), rng.choice([1, 1, 2])))
    return [{"person": person, "duty": duty, "reason": "A word"} for person, duty in chosen]


# --- authorities ---


def country(rng: Random, codes: list[str], as_of: str) -> dict[str, Any]:
    """Authorities, borders, statistical neighbours and arrangements."""
    pairs = [[one, other] for one in codes for other in codes if one != other]
    return {
        "authorities": [one_authority(rng, code, as_of) for code in codes],
        "borders": [pair for pair in some(rng, pairs, 20) if pair[0] < pair[1]],
        "neighbours": [[*pair, rng.choice([1, 5, 10, 11])] for pair in some(rng, pairs, 35)],
        "arrangements": [arrangement(rng, codes) for _ in range(rng.choice([0, 1, 2, 2, 3]))],
    }


def one_authority(rng: Random, code: str, as_of: str) -> dict:
    authority: dict[str, Any] = {"code": code, "name": f"Invented {code}"}
    if odds(rng, 95):
        authority["region"] = rng.choice(["North", "South", "East"])
    if odds(rng, 90):
        authority["latitude"] = rng.choice(LATITUDES)
        authority["longitude"] = rng.choice([-0.1, -0.1, -0.1, -0.5])
    authority["judgements"] = judgements(rng, as_of)
    return authority


def judgements(rng: Random, as_of: str) -> list[dict]:
    """Mostly one good judgement; sometimes none, a second, one just published or about to be."""
    last = date.fromisoformat(as_of)
    published = [last - timedelta(days=400)]
    if odds(rng, 40):
        published[0] = date.fromisoformat(rng.choice(OLD_JUDGEMENTS))
    if odds(rng, 25):
        published.append(last + timedelta(days=rng.choice([-1, 0, 1])))
    if odds(rng, 8):
        published.pop(0)
    return [judgement(rng, day) for day in published]


def judgement(rng: Random, published: date) -> dict:
    grades = {}
    for part in ("overall", "leadership", "help-and-protection"):
        if odds(rng, 94):
            grades[part] = rng.choice(GRADES) if odds(rng, 20) else "good"
    found = {"framework": "ILACS", "inspected": str(published - timedelta(days=60)), "published": str(published)}
    return found | {"grades": grades}


def arrangement(rng: Random, codes: list[str]) -> dict:
    found = {
        "kind": rng.choice(ARRANGEMENTS),
        "authorities": sorted(few(rng, codes, 2, 3)),
        "from": rng.choice(PAST + NEAR),
    }
    if odds(rng, 60):
        found["to"] = rng.choice([day for day in PAST + NEAR if day >= found["from"]])
    return found


# --- ties, placements, affinities ---


def interest(rng: Random, codes: list[str], everyone: list[dict]) -> dict:
    found = {"person": rng.choice(everyone)["id"], "authority": rng.choice(codes), "kind": rng.choice(INTERESTS)}
    first, last = sorted([rng.choice(PAST + NEAR), rng.choice(PAST + NEAR)])
    if odds(rng, 80):
        found["from"] = first
    if odds(rng, 75):
        found["to"] = last
    return found


def file_placements(rng: Random, problem: dict, past: int) -> list[dict]:
    """So many of the past ones on closed duties, and on open ones every status, some pinned."""
    found = []
    for duty in problem["duties"]:
        for person in problem["people"]:
            is_closed = duty["to"] < problem["as_of"]
            if odds(rng, past if is_closed else 10):
                found.append({"person": person["id"], "duty": duty["id"]} | status(rng, is_closed))
    return found


def status(rng: Random, is_closed: bool) -> dict:
    usual = (
        ["done", "live", "accepted"] if is_closed else ["proposed", "offered", "accepted", "accepted", "live", "done"]
    )
    found = {"status": rng.choice(usual)}
    return found | {"pinned": True} if odds(rng, 15) else found


def fit_list(rng: Random, problem: dict) -> list[list]:
    """Affinities; some whose product with the weight lies half way between two whole numbers."""
    pairs = [[person["id"], duty["id"]] for person in problem["people"] for duty in problem["duties"]]
    return [[*pair, rng.choice([0.0005, 0.0015, 0.25, 0.5, 1, -0.1])] for pair in some(rng, pairs, 25)]


# --- starting rosters ---


def random_roster(rng: Random, problem: dict) -> dict:
    pairs = [(person["id"], duty["id"]) for duty in problem["duties"] for person in problem["people"]]
    chosen = sorted(some(rng, pairs, 35), key=lambda pair: (pair[1], pair[0]))
    if odds(rng, 30):
        chosen.append(("stranger", "zz-unknown"))
    statuses = ["proposed", "offered", "accepted", "live"]
    placements = [{"person": one, "duty": what, "status": rng.choice(statuses)} for one, what in chosen]
    return {
        "format": "peerinspect/roster-1",
        "problem": "sha256:" + "0" * 64,
        "rulebook": "3",
        "policy": "sha256:" + "0" * 64,
        "engine": {"name": "hand", "version": "1", "seed": 0},
        "status": "feasible",
        "goals": [],
        "placements": [placement | {"objections": []} for placement in placements],
        "shortfalls": [],
    }


def blind_roster(rng: Random, problem: dict) -> list[Pair]:
    """Anybody on anything that is open, mostly with the fixed ones; now and then on what is closed or done too."""
    case = Case(problem)
    lawful = [(who, what) for what in case.duties for who in case.people if case.is_open(what)]
    free = [pair for pair in lawful if pair not in case.fixed and pair not in case.history]
    chosen = some(rng, free, rng.choice([15, 35, 60])) + some(rng, case.fixed, 93)
    if odds(rng, 10):
        chosen += some(
            rng, [(who, what) for what in case.duties for who in case.people if (who, what) not in chosen], 10
        )
    return as_pairs(chosen)
