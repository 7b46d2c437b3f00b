"""Bends a random problem so that duties and people's councils meet as some rule over several placements says."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from .chance import few, odds, shuffled
from .dates import add_months
from .lattice import PAST, STARTS, TERM_ENDS, around, days_before

JUDGED = {
    "inspected": "2023-11-06",
    "published": "2023-12-18",
    "grades": {"overall": "good", "leadership": "good", "help-and-protection": "good"},
}


def meet(rng: Random, problem: dict) -> None:
    """Most problems are bent once or more; what is given to history is placed later, with the rest."""
    for bend in rng.choices(list(MEETINGS), list(MEETINGS.values()), k=rng.choice([0, 1, 1, 2, 3])):
        bend(rng, problem)


def homes_of(problem: dict) -> list[str]:
    return sorted({post["authority"] for person in problem["people"] for post in person["posts"]})


def become(duty: dict, kind: str, targets: list[str], **changes: Any) -> None:
    """Make the duty one of another kind, elsewhere; what belongs to inspections alone goes."""
    duty |= {"kind": kind, "authorities": sorted(targets)} | changes
    if kind != "inspect":
        duty.pop("notice", None)
        duty.pop("subtype", None)
    if "from" in changes:
        duty.pop("notice", None)
        duty.pop("on_site", None)


def quiet_place(rng: Random, problem: dict) -> str:
    """A council where few or none of the people work, so that not everybody is barred there."""
    posts = [post["authority"] for person in problem["people"] for post in person["posts"]]
    codes = [authority["code"] for authority in problem["authorities"]]
    return min(few(rng, codes, 1, 3), key=posts.count)


def open_ones(problem: dict) -> list[dict]:
    return [duty for duty in problem["duties"] if duty["to"] >= problem["as_of"]]


def closed_one(problem: dict, name: str, last: str, days: int) -> dict:
    """A new duty in the problem that ended on `last`, of so many days; its kind and targets are still to be set."""
    first = date.fromisoformat(last) - timedelta(days=days)
    duty = {"id": name, "kind": "inspect", "authorities": [], "from": str(first), "to": last, "seats": 1}
    problem["duties"] = [other for other in problem["duties"] if other["id"] != name] + [duty]
    return duty


def about_anniversary(rng: Random, start: str, months: int) -> str:
    """The day so many months before, or one beside it."""
    return rng.choice(around(str(add_months(date.fromisoformat(start), -months))))


# --- two councils, two placements ---


def cross(rng: Random, problem: dict) -> None:
    """Send two of the duties to the homes of two people, of kinds whose crossing some rule looks at."""
    homes = homes_of(problem)
    inspections, chairs = ("inspect", "inspect"), ("chair", "chair")
    both = [inspections, inspections, ("inspect", "chair"), chairs, chairs, chairs, ("inspect", "support")]
    kinds = rng.choice(both)
    duties = few(rng, open_ones(problem) if kinds[0] == "chair" else problem["duties"], 2, 2)
    if len(homes) < 2 or len(duties) < 2:
        return
    for duty, kind, target in zip(duties, kinds, few(rng, homes, 2, 2), strict=True):
        become(duty, kind, [target])


def swap_chairs(rng: Random, problem: dict) -> None:
    """Chairs at the homes of two people, or two at one council where few of them work."""
    duties, homes = few(rng, open_ones(problem), 2, 2), homes_of(problem)
    if len(homes) < 2 or len(duties) < 2:
        return
    if odds(rng, 60):
        free(problem)
    places = few(rng, homes, 2, 2) if odds(rng, 75) else [quiet_place(rng, problem) for _ in duties]
    for duty, place in zip(duties, places, strict=True):
        first = rng.choice(STARTS)
        last = rng.choice([day for day in TERM_ENDS if day >= max(first, problem["as_of"])])
        become(duty, "chair", [place], **{"from": first, "to": last})


def free(problem: dict) -> None:
    """Take away what mostly bars chairs: nobody has been released, or the councils are too close."""
    problem["arrangements"] = problem["arrangements"][:1]
    for person in problem["people"]:
        codes = dict.fromkeys(post["authority"] for post in person["posts"])
        person |= {"vetted_on": "2024-06-03", "consents": [{"authority": code, "from": "2024-01-01"} for code in codes]}


def inspect_each_other(rng: Random, problem: dict) -> None:
    """Inspections of two people's homes, two or three years apart or far enough for each to have its report."""
    homes, duties = homes_of(problem), open_ones(problem)
    if len(homes) < 2 or not duties:
        return
    here, there = few(rng, homes, 2, 2)
    later = rng.choice(duties)
    become(later, "inspect", [here])
    start = later.get("notice") or later["from"]
    ended = about_anniversary(rng, start, rng.choice([6, 24, 24, 36]))
    become(closed_one(problem, "before", ended, 4), "inspect", [there])


def help_before(rng: Random, problem: dict) -> None:
    """Support where somebody inspects later, two years or less before."""
    duties = open_ones(problem)
    inspection, target = rng.choice(duties), quiet_place(rng, problem)
    become(inspection, "inspect", [target])
    start = inspection.get("notice") or inspection["from"]
    become(
        closed_one(problem, "before", about_anniversary(rng, start, rng.choice([6, 24, 24, 24])), 30),
        "support",
        [target],
    )
    if len(duties) > 1 and odds(rng, 50):
        become(next(duty for duty in duties if duty is not inspection), "support", [target])


def inspect_again(rng: Random, problem: dict) -> None:
    """Two inspections of one council, four years apart or less."""
    duty, target = rng.choice(open_ones(problem)), quiet_place(rng, problem)
    become(duty, "inspect", [target])
    start = duty.get("notice") or duty["from"]
    become(
        closed_one(problem, "before", about_anniversary(rng, start, rng.choice([12, 48, 48])), 4), "inspect", [target]
    )


def same_place(rng: Random, problem: dict) -> None:
    """Two duties at one council, of kinds of which one person does one at a time."""
    target = quiet_place(rng, problem)
    for duty in few(rng, open_ones(problem), 2, 2):
        become(duty, rng.choice(["chair", "review", "support", "interim"]), [target])


# --- terms ---


def renew(rng: Random, problem: dict) -> None:
    """A chair's term of about three years, and often an earlier one there."""
    duty, target = rng.choice(open_ones(problem)), quiet_place(rng, problem)
    first = rng.choice([*STARTS[:3], "2024-02-29"])
    years = rng.choice([1, 3, 3, 3, 4, 6])
    last = rng.choice(around(str(add_months(date.fromisoformat(first), 12 * years) - timedelta(days=1))))
    become(duty, "chair", [target], **{"from": first, "to": max(last, problem["as_of"])})
    if odds(rng, 70):
        become(
            closed_one(problem, "before", rng.choice(PAST[-8:]), rng.choice([364, 1094, 1095, 1096, 1460])),
            "chair",
            [target],
        )


# --- cases and the home's own inspection ---


def share_case(rng: Random, problem: dict) -> None:
    """A review of a case with which somebody, or somebody's council, had to do."""
    duty = rng.choice(open_ones(problem))
    become(duty, "review", duty["authorities"] or [rng.choice(problem["authorities"])["code"]])
    if odds(rng, 80):
        duty["case"] = rng.choice(["R1", "R1", "R2"])
    for _ in range(rng.choice([1, 1, 2])):
        where = rng.choice([*homes_of(problem), *duty["authorities"]])
        entry = {"person": rng.choice(problem["people"])["id"], "authority": where, "kind": "case"}
        entry |= rng.choice([{}, {"to": "2015-06-30"}, {"from": duty["to"]}, {"from": day_after(duty["to"])}])
        problem["interests"].append(entry | ({"case": "R1"} if odds(rng, 75) else {}))


def day_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(days=1))


def review_jointly(rng: Random, problem: dict) -> None:
    """A review of two councils, and another duty at one of them."""
    duties, homes = few(rng, open_ones(problem), 2, 2), homes_of(problem)
    if len(duties) < 2 or not homes:
        return
    home, target = rng.choice(homes), rng.choice(problem["authorities"])["code"]
    become(duties[0], "review", sorted({home, target}))
    become(duties[1], rng.choice(["inspect", "review", "chair"]), [target])


def inspect_a_home(rng: Random, problem: dict) -> None:
    """Somebody's own council was inspected so lately that its report is just due, or came on a day that matters."""
    homes = homes_of(problem)
    duty = rng.choice(open_ones(problem))
    if not homes:
        return
    home, start = rng.choice(homes), duty.get("notice") or duty["from"]
    become(duty, "inspect", duty["authorities"])
    ended = rng.choice(days_before(start, 30))
    become(closed_one(problem, "before", ended, 4), "inspect", [home])
    if odds(rng, 50):
        authority = next(one for one in problem["authorities"] if one["code"] == home)
        published = rng.choice([*around(start), problem["as_of"], problem["as_of"]])
        inspected = str(date.fromisoformat(ended) - timedelta(days=rng.choice([0, 4, 5])))
        authority["judgements"].append(JUDGED | {"inspected": inspected, "published": published})


MEETINGS: dict[Callable[[Random, dict], None], int] = {
    cross: 4,
    swap_chairs: 4,
    inspect_each_other: 2,
    help_before: 3,
    inspect_again: 1,
    same_place: 1,
    renew: 5,
    share_case: 2,
    review_jointly: 1,
    inspect_a_home: 2,
}
"""How often each is drawn, of all of them together."""


# --- three councils ---

ROUNDS = (
    ("2025-03-03", "2025-04-28", "2025-09-01"),
    ("2025-03-03", "2025-03-24", "2025-04-28"),
    ("2025-03-03", "2025-09-01", "2026-03-06"),
    ("2025-03-03", "2025-09-01", "2026-03-07"),
    ("2024-06-03", "2025-03-03", "2025-06-06"),
    ("2024-06-03", "2025-03-10", "2025-06-07"),
    ("2024-06-03", "2024-12-02", "2025-06-06"),
    ("2024-06-03", "2024-12-02", "2025-03-03"),
    ("2024-06-03", "2024-12-02", "2025-06-07"),
)
"""First days of three inspections of five days: apart from one another or not, the last within a year or just not."""


def go_round(rng: Random, problem: dict) -> None:
    """Make three of the duties inspections of three councils, and the people theirs: A to B to C to A, either way."""
    councils = [authority["code"] for authority in problem["authorities"]][:3]
    problem["borders"] = [pair for pair in problem["borders"] if odds(rng, 25)]
    problem["arrangements"] = [item for item in problem["arrangements"] if odds(rng, 10)]
    problem["interests"] = [item for item in problem["interests"] if odds(rng, 30)]
    for place, person in enumerate(problem["people"]):
        settle(rng, person, councils[place % 3], problem["people"][0]["posts"])
    for authority in problem["authorities"]:
        if odds(rng, 60):
            authority["judgements"] = [JUDGED]
    targets = shuffled(rng, councils)
    for place, first in enumerate(rng.choice((*ROUNDS, *ROUNDS[:3] * 2))):
        last = str(date.fromisoformat(first) + timedelta(days=4))
        duty = problem["duties"][place]
        become(duty, "inspect", [targets[place]], **{"from": first, "to": last, "seats": rng.choice([1, 1, 2])})
        duty |= {"skills": duty.get("skills", [])[:1], "level": rng.choice(["observer"] * 4 + ["assistant"])}
        duty.pop("days", None)
        if odds(rng, 6):
            duty["authorities"] = sorted({targets[place], rng.choice(councils)})
        if odds(rng, 15):
            duty["notice"] = str(date.fromisoformat(first) - timedelta(days=7))


def settle(rng: Random, person: dict, council: str, others: list[dict]) -> None:
    """Give the person one post at the council, or now and then one elsewhere too, and leave to inspect."""
    posts = [
        {"authority": council, "role": rng.choice(["director", "senior"]), "basis": "substantive", "from": "2020-04-01"}
    ]
    if odds(rng, 15):
        posts += [post for post in others if post["authority"] != council][:1]
    person["posts"] = posts
    person["consents"] = [{"authority": post["authority"], "from": "2024-01-01"} for post in posts]
    person |= {
        "declared_on": "2024-10-01",
        "vetted_on": "2024-06-03",
        "level": rng.choice(["authorised", "authorised", "assistant", "observer"]),
    }
    if odds(rng, 85):
        person.pop("unavailable", None)
    person["offers"] = [offer for offer in person["offers"] if offer["kind"] != "inspect"]
    person["offers"].append({"kind": "inspect", "days": rng.choice([5, 10, 20])})
