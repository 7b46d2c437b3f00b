"""The redacted editions of a decision record: for the council, and for the person whom it is about.

Neither names anybody else or holds anything of theirs. Neither rests on sealed work: an objection that only a sealed
duty explains is left out, and so is every number that sealed work could have changed. Of what was set aside they say by
whom in what role, and until when; the reason and the mitigation may speak of others, and stay in the full record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Record = Mapping[str, Any]
REDACTED, HELD = "peerinspect/decision-1-redacted", "peerinspect/decision-1-held"
OPEN = "open"


def for_the_council(record: Record, sealed: Collection[str]) -> dict[str, Any]:
    """What the duty's own council may read. `sealed` are the ids of the duties that are sealed as it reads."""
    person = record["person"]
    return {
        **_common(record, sealed),
        "duty": _duty(record),
        "person": {"name": person["name"], "homes": [each["council"] for each in person["homes"]]},
    }


def for_the_person(record: Record, sealed: Collection[str]) -> dict[str, Any]:
    """What the person may read of their own placement, once the council may be named to them."""
    return {**_common(record, sealed), "duty": _duty(record), "person": _own(record["person"])}


def while_held(record: Record) -> dict[str, Any]:
    """What the person may read before the council is named: dates, their own facts, and that all was checked.

    Which rule objected, how far it is and which skills are asked for would each tell something of the council.
    """
    duty = record["duty"]
    own = {key: value for key, value in _own(record["person"]).items() if key not in ("skills", "minutes_away")}
    return {
        "format": HELD,
        "as_of": record["as_of"],
        "rulebook": record["rulebook"],
        "policy": {"version": record["policy"]["version"]},
        "duty": {key: duty[key] for key in ("kind", "from", "to", "on_site", "days")},
        "person": own,
        "rules": [{key: each[key] for key in ("rule", "title", "statement")} for each in record["rules"]],
        "published": {"on": record["published"]["on"]},
        "certificate": {"checked_on": record["certificate"]["checked_on"]},
    }


def _common(record: Record, sealed: Collection[str]) -> dict[str, Any]:
    is_open = record["part"] == OPEN
    found = {
        "format": REDACTED,
        "as_of": record["as_of"],
        "rulebook": record["rulebook"],
        "policy": {"version": record["policy"]["version"]},
        "placement": {"settled_before": record["placement"]["settled_before"]},
        "rules": [_rule(each, sealed) for each in record["rules"]],
        "waivers": _waivers(record, sealed),
        "published": {"on": record["published"]["on"]},
        "certificate": record["certificate"] if is_open else {"checked_on": record["certificate"]["checked_on"]},
        "alternatives": _alternatives(record) if is_open else None,
    }
    return found


def _duty(record: Record) -> dict[str, Any]:
    duty = record["duty"]
    kept = ("kind", "subtype", "from", "to", "notice", "on_site", "days", "seats", "skills")
    return {**{key: duty[key] for key in kept}, "councils": [each["council"] for each in duty["councils"]]}


def _own(person: Record) -> dict[str, Any]:
    """A person's own facts. Councils by name; a home says the same as the post that makes it one."""
    return {key: value for key, value in person.items() if key not in ("id", "homes")}


def _rule(each: Record, sealed: Collection[str]) -> dict[str, Any]:
    told = _told(each, sealed)
    result = each["result"] if told or not each["objections"] else "does-not-object"
    return {
        "rule": each["rule"],
        "title": each["title"],
        "statement": each["statement"],
        "result": result,
        "set_aside": bool(told) and all(one["waived"] for one in told),
    }


def _told(rule: Record, sealed: Collection[str]) -> list[Record]:
    """The objections that rest on nothing sealed."""
    return [one for one in rule["objections"] if not set(one["reveals"]) & set(sealed)]


def _waivers(record: Record, sealed: Collection[str]) -> list[dict[str, Any]]:
    titles = {each["rule"]: each["title"] for each in record["rules"] if _told(each, sealed)}
    return [
        {
            "title": titles[each["rule"]],
            "until": each["until"],
            "approved": [{"role": one["role"], "on": one["on"]} for one in each["approved"]],
        }
        for each in record["waivers"]
        if each["rule"] in titles and not (each["other"] and each["other"]["duty"] in sealed)
    ]


def _alternatives(record: Record) -> dict[str, int]:
    found = record["alternatives"]
    return {"considered": found["considered"], "could_have": len(found["eligible"])}
