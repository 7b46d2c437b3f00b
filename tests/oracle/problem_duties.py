"""Random duties, open and closed, of all six kinds."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .chance import few, odds, shuffled
from .lattice import LATER_STARTS, LENGTHS, PAST, STARTS, TERM_ENDS

KINDS = ("inspect",) * 9 + ("chair",) * 4 + ("support",) * 3 + ("review",) * 2 + ("interim",) * 3 + ("second",)
PAST_KINDS = ("inspect",) * 3 + ("chair", "support", "review", "interim") * 2 + ("second",)
SKILLS = ("early-help", "fostering")


def open_duties(rng: Random, codes: list[str], number: int, everyone: list[dict]) -> list[dict]:
    """So many duties, nearly all still open at as_of; more often than not where few of the people work.

    Cover for a vacancy is as often where many do, for a deputy may act up.
    """
    found = [open_duty(rng, f"d{place}") for place in range(1, number + 1)]
    for duty in found:
        choices = [target_list(rng, codes) for _ in range(rng.choice([1, 2, 3]))]
        fewest_or_most = max if duty["kind"] == "interim" and odds(rng, 50) else min
        duty["authorities"] = fewest_or_most(choices, key=lambda choice: posts_at(choice, everyone))
    return found


def posts_at(codes: list[str], everyone: list[dict]) -> int:
    return len([post for person in everyone for post in person["posts"] if post["authority"] in codes])


def closed_duties(rng: Random, codes: list[str]) -> list[dict]:
    """None to two duties that ended about an anniversary of the open ones' starts."""
    return [closed_duty(rng, f"past{place}", codes) for place in range(1, 1 + rng.choice([0, 1, 1, 2, 2]))]


def closed_duty(rng: Random, name: str, codes: list[str]) -> dict:
    last = date.fromisoformat(rng.choice([day for day in PAST if day > "2020-03-05"]))
    first = last - timedelta(days=rng.choice([4, 30, 364, 400]))
    duty = {"id": name, "kind": rng.choice(PAST_KINDS), "from": str(first), "to": str(last), "seats": 1}
    return duty | {"authorities": target_list(rng, codes)}


def target_list(rng: Random, codes: list[str]) -> list[str]:
    """Mostly one target; a joint one now and then; seldom none."""
    many = rng.choice([1] * 15 + [2] * 3 + [0] * 2)
    return sorted(shuffled(rng, codes)[:many])


def open_duty(rng: Random, name: str) -> dict:
    kind = rng.choice(KINDS)
    first, last = period(rng, kind)
    duty: dict[str, Any] = {"id": name, "kind": kind}
    duty |= {"from": first, "to": last, "seats": rng.choice([1, 1, 1, 1, 2, 2, 2, 2, 0])}
    duty |= site(rng, kind, first, last)
    if kind == "inspect":
        duty |= inspection_details(rng, first)
    if odds(rng, 35):
        duty["skills"] = few(rng, SKILLS, 1, 2)
    return duty | extras(rng, kind)


def period(rng: Random, kind: str) -> tuple[str, str]:
    """Short for inspections, a term for chairs, secondments and interims, either for the rest."""
    later = 20 if kind == "inspect" else 35
    first = rng.choice(LATER_STARTS if odds(rng, later) else STARTS)
    is_term = kind != "inspect" and (kind in ("chair", "second", "interim") or odds(rng, 50))
    ends = [day for day in TERM_ENDS if day >= first]
    if is_term and ends:
        return first, rng.choice(ends)
    return first, str(date.fromisoformat(first) + timedelta(days=rng.choice(LENGTHS)))


def site(rng: Random, kind: str, first: str, last: str) -> dict:
    """On-site days given for some: the first days of the period, and the last."""
    if not odds(rng, 20 if kind in ("inspect", "second", "interim") else 45):
        return {}
    middle = min(last, str(date.fromisoformat(first) + timedelta(days=rng.choice([0, 1, 4]))))
    ranges = [{"from": first, "to": middle}]
    if middle < last and odds(rng, 40):
        ranges.append({"from": last, "to": last})
    return {"on_site": ranges}


def inspection_details(rng: Random, first: str) -> dict:
    details: dict[str, Any] = {}
    if odds(rng, 55):
        details["notice"] = str(date.fromisoformat(first) - timedelta(days=rng.choice([7, 3, 0])))
    if odds(rng, 30):
        details["subtype"] = rng.choice(["judgement", "focused", "monitoring", "joint"])
    return details


def extras(rng: Random, kind: str) -> dict:
    found: dict[str, Any] = {}
    if odds(rng, 15):
        found["days"] = rng.choice([5, 8, 12, 20])
    if kind in ("inspect", "second") and odds(rng, 30):
        found["level"] = rng.choice(["observer", "assistant", "assistant", "authorised"])
    if odds(rng, 20):
        found["priority"] = rng.choice([2, 3, 1])
    if odds(rng, 20):
        found["sealed"] = True
    return found
