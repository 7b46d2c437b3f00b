"""Hypothesis strategies for small, dense problem-1 dicts, and for starting rosters of them.

Most people could do most duties; then each fact is spoilt now and then, on days where a rule is just met or just
missed. The drawing is left to one seeded generator, so that every combination is as likely as it reads here:
hypothesis's own draws repeat simple values too often to be dense. What it cannot shrink then, `reduce.smallest` does.
"""

from datetime import date, timedelta
from math import comb
from random import Random
from typing import Any

from hypothesis import strategies as st

from .brute import candidates
from .case import Case
from .chance import few, odds, some
from .lattice import AS_OF, NEAR, PAST
from .problem_duties import closed_duties, open_duties
from .problem_people import people
from .problem_policy import one_policy, waiver_list

CODES = ("E06000901", "E06000902", "E08000903", "E10000904", "E10000905", "E10000906")
INTERESTS = (
    *("employed", "consulted", "councillor", "commissioner"),
    *("family", "friend", "business", "acquaintance", "acquaintance"),
    *("applied", "paid", "complaint", "case", "other"),
)
GRADES = ("good", "outstanding", "requires-improvement", "inadequate")
SIZES = ((2, 2), (3, 3), (4, 3), (3, 4), (5, 3), (2, 5), (4, 4), (5, 4), (4, 5), (5, 5))
"""People and open duties."""

MOST_ROSTERS = 6000
"""More rosters than this, before the clashes, are too many to try."""


def problems() -> st.SearchStrategy[dict]:
    """Whole problem-1 dicts, small enough for trying every roster."""
    return st.integers(0, 2**48).map(lambda seed: random_problem(Random(seed)))


def rosters_for(problem: dict) -> st.SearchStrategy[dict]:
    """Roster-1 dicts for `--from`: of the problem's people and duties, with all its statuses, and strangers."""
    return st.integers(0, 2**48).map(lambda seed: random_roster(Random(seed), problem))


def random_problem(rng: Random) -> dict:
    while True:
        problem = problem_of_any_size(rng)
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


def problem_of_any_size(rng: Random) -> dict:
    as_of = rng.choice(AS_OF)
    codes = list(CODES[: rng.choice([2, 2, 3, 4, 4, 5, 6])])
    number_of_people, number_of_duties = rng.choice(SIZES)
    problem = {"format": "peerinspect/problem-1", "as_of": as_of} | country(rng, codes, as_of)
    problem["people"] = people(rng, codes, number_of_people, as_of)
    problem["duties"] = open_duties(rng, codes, number_of_duties, problem["people"]) + closed_duties(rng, codes)
    if odds(rng, 75):
        cross(rng, problem)
    problem["interests"] = [interest(rng, codes, problem["people"]) for _ in range(rng.randint(0, 5))]
    problem["placements"] = file_placements(rng, problem)
    problem["fit"] = fit_list(rng, problem)
    problem["policy"] = one_policy(rng)
    problem["waivers"] = waiver_list(rng, problem)
    return problem


def cross(rng: Random, problem: dict) -> None:
    """Send two of the duties to the homes of two people, of kinds whose crossing some rule looks at."""
    homes = sorted({post["authority"] for person in problem["people"] for post in person["posts"]})
    if len(homes) < 2:
        return
    inspections, chairs = ("inspect", "inspect"), ("chair", "chair")
    both = [inspections, inspections, ("inspect", "chair"), chairs, chairs, chairs, ("inspect", "support")]
    kinds, targets = rng.choice(both), few(rng, homes, 2, 2)
    open_ones = [duty for duty in problem["duties"] if duty["to"] >= problem["as_of"]]
    duties = few(rng, open_ones if kinds[0] == "chair" else problem["duties"], 2, 2)
    if len(duties) < 2:
        return
    for duty, kind, target in zip(duties, kinds, targets, strict=True):
        duty |= {"kind": kind, "authorities": [target]}
        if kind != "inspect":
            duty.pop("notice", None)
            duty.pop("subtype", None)


# --- authorities ---


def country(rng: Random, codes: list[str], as_of: str) -> dict[str, Any]:
    """Authorities, borders, statistical neighbours and arrangements."""
    pairs = [[one, other] for one in codes for other in codes if one != other]
    return {
        "authorities": [one_authority(rng, code, as_of) for code in codes],
        "borders": [pair for pair in some(rng, pairs, 20) if pair[0] < pair[1]],
        "neighbours": [[*pair, rng.choice([1, 5, 10, 11])] for pair in some(rng, pairs, 35)],
        "arrangements": [arrangement(rng, codes) for _ in range(rng.choice([0, 1, 1, 2]))],
    }


def one_authority(rng: Random, code: str, as_of: str) -> dict:
    authority: dict[str, Any] = {"code": code, "name": f"Invented {code}"}
    if odds(rng, 95):
        authority["region"] = rng.choice(["North", "South", "East"])
    if odds(rng, 80):
        authority["latitude"] = rng.choice([51.5, 52.0, 52.5, 53.25])
        authority["longitude"] = rng.choice([-0.1, -1.5, 0.5])
    authority["judgements"] = judgements(rng, as_of)
    return authority


def judgements(rng: Random, as_of: str) -> list[dict]:
    """Mostly one good judgement; sometimes none, a second, one just published or about to be."""
    last = date.fromisoformat(as_of)
    published = [last - timedelta(days=400)]
    if odds(rng, 30):
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
    kinds = ["director", "director", "trust", "trust", "directorate", "partnership", "dispute", "complaint"]
    found = {"kind": rng.choice(kinds), "authorities": sorted(few(rng, codes, 2, 3)), "from": rng.choice(PAST + NEAR)}
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


def file_placements(rng: Random, problem: dict) -> list[dict]:
    """Past ones on closed duties, and on open ones every status, some pinned."""
    found = []
    for duty in problem["duties"]:
        for person in problem["people"]:
            is_closed = duty["to"] < problem["as_of"]
            if odds(rng, 50 if is_closed else 12):
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
        "rulebook": "1",
        "policy": "sha256:" + "0" * 64,
        "engine": {"name": "hand", "version": "1", "seed": 0},
        "status": "feasible",
        "goals": [],
        "placements": [placement | {"objections": []} for placement in placements],
        "shortfalls": [],
    }
