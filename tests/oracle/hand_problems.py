"""The pieces of the hand-computed examples: people whom no rule bars, of four good authorities.

The four lie in four regions, yet at one spot, so that nothing is far; each was judged lately.
"""

from typing import Any

from .judge import verdict

KINDS = ("inspect", "chair", "support", "second", "interim", "review")
GOOD = {"overall": "good", "leadership": "good", "help-and-protection": "good"}
JUDGED = {"framework": "ILACS", "inspected": "2024-05-01", "published": "2024-06-01", "grades": GOOD}


def authority(code: str, **changes: Any) -> dict:
    found = {"code": code, "name": code, "region": f"region of {code}", "latitude": 51.5, "longitude": -0.1}
    return found | {"judgements": [JUDGED]} | changes


def post(code: str, since: str = "2010-01-01", **changes: Any) -> dict:
    found = {"authority": code, "role": "director", "basis": "substantive", "from": since}
    return found | changes


def person(name: str, home: str = "A", **changes: Any) -> dict:
    """A director of `home` since 2010: authorised, vetted, declared, released, offering 60 days of every kind."""
    found = {
        "id": name,
        "posts": [post(home)],
        "offers": [{"kind": kind, "days": 60} for kind in KINDS],
        "level": "authorised",
        "vetted_on": "2024-06-01",
        "declared_on": "2024-10-01",
        "consents": [{"authority": home, "from": "2020-01-01"}],
    }
    return {key: value for key, value in (found | changes).items() if value is not None}


def duty(name: str, kind: str, target: str, first: str, last: str, seats: int = 1, **changes: Any) -> dict:
    """`target` may be several codes in one text: "BC" is a joint duty at B and C."""
    found = {"id": name, "kind": kind, "authorities": list(target), "from": first, "to": last, "seats": seats}
    return found | changes


def inspection(name: str, target: str, first: str = "2025-03-03", last: str = "2025-03-07", **changes: Any) -> dict:
    """Monday to Friday in March 2025 unless said otherwise."""
    return duty(name, "inspect", target, first, last) | changes


def problem(people: list[dict], duties: list[dict], **others: Any) -> dict:
    found = {
        "format": "peerinspect/problem-1",
        "as_of": "2025-01-01",
        "authorities": [authority(code) for code in "ABCD"],
        "people": people,
        "duties": duties,
    }
    return found | others


def placed(who: str, what: str, status: str = "done", **changes: Any) -> dict:
    return {"person": who, "duty": what, "status": status} | changes


def tie(who: str, kind: str, where: str, **dates: str) -> dict:
    """An interest; `since` and `until` are its days."""
    names = {"since": "from", "until": "to"}
    return {"person": who, "authority": where, "kind": kind} | {names[key]: day for key, day in dates.items()}


def rules(**entries: dict) -> dict:
    """A policy of rules, underscores for hyphens."""
    return {"rules": {name.replace("_", "-"): entry for name, entry in entries.items()}}


OFF = {"strength": "off"}
SOFT = {"strength": "soft"}
HARD = {"strength": "hard"}


def hard(given: dict, *roster: tuple[str, str]) -> set[str]:
    """The codes of the rules that forbid the roster."""
    return {objection.rule for objection in verdict(given, list(roster)).hard}


def soft(given: dict, *roster: tuple[str, str]) -> set[str]:
    """The codes of the soft objections that count."""
    return {objection.rule for objection in verdict(given, list(roster)).soft}
