"""Random policies (strengths, parameters, weights, priorities, goals) and waivers."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .chance import few, odds, shuffled
from .goals import ALL_GOALS
from .rules_bar import BARS
from .rules_clash import CLASHES
from .rules_limit import LIMITS
from .rules_ring import TRIPLES

GRADED = tuple(dict.fromkeys((*BARS, *CLASHES, *TRIPLES, *LIMITS)))
"""The codes of the rules that know all three strengths."""

COVERS = ("team-skills", "experienced-lead")
SOFT_BY_DEFAULT = (
    *("same-region", "post-basis", "home-judgement", "worked-there", "personal-tie"),
    *("crossed-duties", "chair-swap", "double-booked", "boards-held"),
    *("shared-partner", "applied-there", "open-complaint", "out-of-reach", "home-inspection-window"),
    *("colleagues-supported", "repeat-inspector", "chair-term"),
)
PARAMETERS = (
    ("worked-there", "inspect_years", (2, 1)),
    ("worked-there", "support_years", (3, 5)),
    ("undeclared", "months", (6,)),
    ("short-tenure", "months", (24, 6)),
    ("vetting-lapsed", "years", (1, 2)),
    ("self-review", "support_before_months", (12, 24)),
    ("self-review", "chair_after_months", (12, 36)),
    ("reciprocal-inspection", "years", (1, 2)),
    ("crossed-duties", "months", (12, 36)),
    ("double-booked", "working_days", (3, 20)),
    ("inspections-a-year", "most", (1, 3)),
    ("days-a-year", "most", (10, 30)),
    ("days-a-year", "most_with_chair", (30, 24)),
    ("boards-held", "director", (0, 2)),
    ("boards-held", "other", (1, 0)),
    ("away-at-once", "most", (2, 0)),
    ("one-observer", "most", (0, 2)),
    ("applied-there", "inspect_years", (2, 1)),
    ("applied-there", "chair_years", (1, 5)),
    ("paid-by", "inspect_years", (3, 1)),
    ("paid-by", "review_years", (3, 2)),
    ("open-complaint", "years", (1, 2)),
    ("out-of-reach", "minutes", (91, 60)),
    ("home-inspection-window", "months", (24, 36)),
    ("home-inspection-window", "reporting_working_days", (29, 31, 0)),
    ("colleagues-supported", "years", (1, 3)),
    ("own-inspector", "months", (12, 36)),
    ("repeat-inspector", "years", (1, 5)),
    ("chair-term", "years", (1, 2, 4)),
    ("chair-term", "most_years", (3, 4)),
    ("ring", "months", (6, 0, 24)),
)


def one_policy(rng: Random, goes_round: bool) -> dict:
    rules: dict[str, dict] = round_rules(rng) if goes_round else {}
    for code in few(rng, (*GRADED, *CLASHES, *LIMITS), 0, 5):
        rules.setdefault(code, {"strength": rng.choice(["soft", "soft", "soft", "off", "hard"])})
    if odds(rng, 8):
        rules[rng.choice(COVERS)] = {"strength": "off"}
    for code, name, values in few(rng, PARAMETERS, 0, 4):
        rules.setdefault(code, {})[name] = rng.choice(values)
    for code in few(rng, SOFT_BY_DEFAULT, 0, 2):
        rules.setdefault(code, {})["weight"] = rng.choice([2, 3, 5])
    return {"rules": rules} | goals_and_weights(rng)


def round_rules(rng: Random) -> dict[str, dict]:
    """Settings under which rings are met: hard, soft at some price, and not always forbidden pair by pair."""
    found: dict[str, dict] = {"ring": rng.choice([{}, {}, {"weight": 3}, {"strength": "hard"}, {"strength": "hard"}])}
    if odds(rng, 60):
        found["home-inspection-window"] = {"strength": rng.choice(["off", "soft"])}
    if odds(rng, 15):
        found["ring"] = found["ring"] | {"months": rng.choice([0, 6, 24])}
    return found


def goals_and_weights(rng: Random) -> dict:
    """Priorities by kind, goals in an order of one's own, and weights of `fit`."""
    found: dict[str, Any] = {}
    if odds(rng, 30):
        found["priorities"] = {"chair": rng.randint(1, 4), "inspect": rng.randint(1, 4)}
    if odds(rng, 15):
        found["goals"] = shuffled(rng, ALL_GOALS)[: rng.randint(3, 7)]
    if odds(rng, 20):
        found["weights"] = {"affinity": rng.choice([100, 1000]), "skill": 7, "travel": 2, "border": 500}
    return found


def waiver_list(rng: Random, problem: dict) -> list[dict]:
    """None to four, mostly for rules that are soft in this problem, some for one pair only, some that end too soon."""
    softened = [code for code, rule in problem["policy"]["rules"].items() if rule.get("strength") == "soft"]
    if "ring" in problem["policy"]["rules"]:
        softened = [*softened, "ring", "ring"]
    return [one_waiver(rng, problem, [*SOFT_BY_DEFAULT, *softened * 3]) for _ in range(rng.randint(0, 4))]


def one_waiver(rng: Random, problem: dict, codes: list[str]) -> dict:
    duty = rng.choice(problem["duties"])
    until = date.fromisoformat(duty["to"]) + timedelta(days=rng.choice([0, 0, 30, -1]))
    waiver = {"rule": rng.choice(codes), "person": rng.choice(problem["people"])["id"], "duty": duty["id"]}
    waiver["until"] = str(until)
    if odds(rng, 25):
        other = rng.choice(problem["duties"])["id"]
        waiver["with"] = {"person": rng.choice(problem["people"])["id"], "duty": other}
    return waiver
