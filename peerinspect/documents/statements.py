"""The independence statement for the council that a duty is for: who comes, and what was checked about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NO_WORD = ("does-not-apply", "switched-off", "not-in-edition")
"""The results of rules that were not put to the placement."""

RESULTS: Mapping[str, str] = {
    "does-not-object": "Does not object",
    "meets": "Met",
    "lacks": "Not met",
    "objects": "Objects",
}


@dataclass(frozen=True, slots=True)
class RuleChecked:
    """A rule in plain words, and what it says."""

    statement: str
    result: str


@dataclass(frozen=True, slots=True)
class StatementAbout:
    """What is said of one person. `rules` are those that apply to this kind of duty."""

    name: str
    homes: tuple[str, ...]
    sentence: str
    rules: tuple[RuleChecked, ...]


def statement_about(record: Mapping[str, Any], councils: Sequence[str]) -> StatementAbout:
    """The statement from the council's edition of a decision record."""
    person = record["person"]
    put = [each for each in record["rules"] if each["result"] not in NO_WORD]
    return StatementAbout(
        name=person["name"],
        homes=tuple(person["homes"]),
        sentence=_sentence(record, put, councils),
        rules=tuple(RuleChecked(each["statement"], _result(each)) for each in put),
    )


def placed_before(name: str, homes: Sequence[str]) -> StatementAbout:
    """The statement on somebody who was placed before rosters were published here."""
    return StatementAbout(name, tuple(homes), f"{name} was placed before rosters were published here.", ())


def asked_since(name: str, homes: Sequence[str], day: date) -> StatementAbout:
    """The statement on somebody who was asked on a day, after the roster: only whom no rule forbids can be asked so."""
    sentence = (
        f"{name}, of {_listed(homes) or 'no council'}, was asked on {day.day} {day:%B %Y}, when a seat was empty. "
        "Every rule of independence was asked first. No rule objects."
    )
    return StatementAbout(name, tuple(homes), sentence, ())


def _sentence(record: Mapping[str, Any], put: Sequence[Mapping[str, Any]], councils: Sequence[str]) -> str:
    person, target = record["person"], _listed(councils) or "any council"
    homes = _listed(person["homes"]) or "no council"
    checked = _day(record["certificate"]["checked_on"])
    opening = (
        f"{person['name']}, of {homes}, was checked against {len(put)} rules of independence before being placed to "
        f"work with {target}. An independent check repeated this on {checked}."
    )
    return f"{opening} {_outcome(record, put)}"


def _outcome(record: Mapping[str, Any], put: Sequence[Mapping[str, Any]]) -> str:
    objecting = [each["title"] for each in put if each["result"] == "objects"]
    if not objecting:
        return "No rule objects."
    open_ones = [each["title"] for each in put if each["result"] == "objects" and not each["set_aside"]]
    if open_ones:
        return f"{_rules(objecting)}. The placement was settled before this check was made."
    ends = [each["until"] for each in record["waivers"]]
    until = f", until {_day(min(ends))}" if ends else ""
    they = "It was" if len(objecting) == 1 else "They were"
    return f"{_rules(objecting)}. {they} set aside by somebody with the right to do so{until}."


def _rules(titles: Sequence[str]) -> str:
    named = _listed([f"“{title}”" for title in titles])
    return f"One rule objects, {named}" if len(titles) == 1 else f"{len(titles)} rules object, {named}"


def _result(rule: Mapping[str, Any]) -> str:
    return "Objects; set aside" if rule["set_aside"] else RESULTS[rule["result"]]


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}"
