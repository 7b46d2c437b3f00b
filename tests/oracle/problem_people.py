"""Random people: mostly fit for most duties, each fact spoilt now and then."""

from datetime import date, timedelta
from random import Random
from typing import Any

from .chance import few, odds, shuffled
from .dates import add_months
from .lattice import NEAR, PAST, STARTS, around
from .problem_duties import SKILLS

YEAR_ENDS = ("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03")
"""The days about the end of the twelve months for which a consent must hold."""

OFFERED_DAYS = {
    "inspect": (20, 20, 9, 14, 5),
    "chair": (24, 48, 48, 20),
    "support": (20, 30, 12),
    "second": (60, 300, 300),
    "interim": (60, 300, 300),
    "review": (20, 30, 12),
}


def people(rng: Random, codes: list[str], number: int, as_of: str) -> list[dict]:
    return [one_person(rng, f"p{place}", codes, as_of) for place in range(1, number + 1)]


def one_person(rng: Random, name: str, codes: list[str], as_of: str) -> dict:
    person: dict[str, Any] = {"id": name, "name": f"Invented {name}", "posts": post_list(rng, codes)}
    person["consents"] = consent_list(rng, person["posts"])
    offered = [kind for kind in OFFERED_DAYS if odds(rng, 94)]
    person["offers"] = [{"kind": kind, "days": rng.choice(OFFERED_DAYS[kind])} for kind in offered]
    person["skills"] = few(rng, SKILLS, 0, 2)
    person |= papers(rng, as_of)
    if odds(rng, 95):
        person["level"] = rng.choice(["authorised", "authorised", "assistant", "observer", "observer"])
    if odds(rng, 15):
        first, last = sorted([rng.choice(NEAR), rng.choice(NEAR)])
        person["unavailable"] = [{"from": first, "to": last}]
    if odds(rng, 10):
        person["aspirant"] = True
    return person


def papers(rng: Random, as_of: str) -> dict:
    """When the person was vetted and last declared: usually in good time, sometimes on an anniversary, seldom never."""
    found = {"declared_on": "2024-10-01", "vetted_on": "2024-06-03"}
    if odds(rng, 10):
        found["declared_on"] = rng.choice(around(str(add_months(date.fromisoformat(as_of), -12))))
    if odds(rng, 12):
        found["vetted_on"] = about(rng, 36)
    if odds(rng, 5):
        found[rng.choice(sorted(found))] = rng.choice(NEAR)
    if odds(rng, 4):
        del found[rng.choice(sorted(found))]
    return found


def about(rng: Random, months: int) -> str:
    """A day so many months before a start or the notice day a week before it, or a day beside."""
    start = date.fromisoformat(rng.choice(STARTS[:4])) - timedelta(days=rng.choice([0, 0, 7]))
    return rng.choice(around(str(add_months(start, -months))))


# --- posts and consents ---


def post_list(rng: Random, codes: list[str]) -> list[dict]:
    """One post as a rule; or none, two at once, a change of employer among the duties, or an earlier one elsewhere."""
    shape = rng.choice(["one"] * 10 + ["two", "two", "move", "move", "earlier", "earlier", "earlier", "none"])
    here, there = shuffled(rng, codes)[:2]
    if shape == "none":
        return []
    found = [post(rng, here)]
    if shape == "two":
        found.append(post(rng, there))
    if shape == "move":
        left = rng.choice(NEAR)
        found[0]["to"] = left
        found.append(post(rng, there) | {"from": str(date.fromisoformat(left) + timedelta(days=1))})
    if shape == "earlier":
        left = rng.choice([day for day in PAST if day > "2020-01-01"])
        found.append(post(rng, there) | {"from": "2019-04-01", "to": left})
    return found


def post(rng: Random, code: str) -> dict:
    begun = "2021-04-01"
    if odds(rng, 18):
        begun = about(rng, 12)
    basis = rng.choice(["substantive"] * 6 + [None, "joint", "interim", "acting"])
    role = rng.choice(["director", "director", "senior", "other"])
    known = {} if basis is None else {"basis": basis}
    return {"authority": code, "role": role} | known | {"from": begun}


def consent_list(rng: Random, held: list[dict]) -> list[dict]:
    """Per employer an open consent as a rule; or one that ends or begins late, two that meet or do not, or none."""
    found = []
    for code in sorted({item["authority"] for item in held}):
        shape = rng.choice(["open"] * 16 + ["ends", "ends", "ends", "late", "gap", "meets", "none"])
        first = {"authority": code, "from": "2024-09-01"}
        if shape == "open":
            found.append(first)
        elif shape == "late":
            found.append(first | {"from": rng.choice(NEAR)})
        elif shape != "none":
            last = rng.choice([*NEAR, *YEAR_ENDS * 3])
            found.append(first | {"to": last})
            found += later_consent(code, last, shape)
    return found


def later_consent(code: str, last: str, shape: str) -> list[dict]:
    """The consent that follows one that ended on `last`."""
    days = {"meets": 1, "gap": 2}.get(shape)
    if days is None:
        return []
    return [{"authority": code, "from": str(date.fromisoformat(last) + timedelta(days=days))}]
