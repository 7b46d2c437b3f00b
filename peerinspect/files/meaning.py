"""What a schema cannot say of a problem: ids told apart, names that lead somewhere, periods that run forwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from peerinspect.files.places import place, shown

Data = Mapping[str, Any]
Path = tuple[str | int, ...]
Trouble = tuple[Path, str]

SMALLEST_PART = 10**6
"""Amounts are whole millionths, so that the goals they enter can be added up exactly."""

MOST_DAYS = 5000
"""The most days of one kind that a person may offer a year: the schema's ceiling of each offer."""


def meaning_sentences(data: Data) -> Iterator[str]:
    """A sentence for each entry that fits the schema and still makes no sense."""
    for check in CHECKS:
        for path, trouble in check(data):
            yield f"{place(data, path)}: {trouble}"


def _told_apart(data: Data) -> Iterator[Trouble]:
    for section, key in (("people", "id"), ("duties", "id"), ("authorities", "code")):
        names = [entry[key] for entry in data.get(section, ())]
        for position, first in _repeated(names):
            yield (section, position, key), f"{section}[{first}] has the same {key}; give every entry its own"


def _given_once(data: Data) -> Iterator[Trouble]:
    placed = [(entry["person"], entry["duty"]) for entry in data.get("placements", ())]
    ranked = [(row[0], row[1]) for row in data.get("neighbours", ())]
    fitted = [(row[0], row[1]) for row in data.get("fit", ())]
    apart = [(entry["person"], entry["duty"]) for entry in data.get("set_aside", ())]
    found = (("placements", placed), ("set_aside", apart), ("neighbours", ranked), ("fit", fitted))
    for section, names in found:
        for position, first in _repeated(names):
            pair = " and ".join(shown(name) for name in names[position])
            yield (section, position), f"{section}[{first}] is about {pair} too; keep one of the two"


def _repeated(names: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """The position of every name that came before, with the position where it first came."""
    first: dict[Any, int] = {}
    for position, name in enumerate(names):
        if first.setdefault(name, position) != position:
            yield position, first[name]


def _known_people_and_duties(data: Data) -> Iterator[Trouble]:
    known = {"person": {one["id"] for one in data["people"]}, "duty": {one["id"] for one in data["duties"]}}
    for path, what, name in _people_and_duties(data):
        if name not in known[what]:
            section = "people" if what == "person" else "duties"
            yield path, f"{shown(name)} is not in {section}; list it there or correct the id"


def _people_and_duties(data: Data) -> Iterator[tuple[Path, str, str]]:
    """Every place that names a person or a duty, with what it names."""
    for section in ("interests", "placements", "waivers", "set_aside"):
        for position, entry in enumerate(data.get(section, ())):
            for what in ("person", "duty"):
                if what in entry:
                    yield (section, position, what), what, entry[what]
                if what in entry.get("with", ()):
                    yield (section, position, "with", what), what, entry["with"][what]
    for position, person in enumerate(data["people"]):
        for inner, consent in enumerate(person.get("consents", ())):
            if "duty" in consent:
                yield ("people", position, "consents", inner, "duty"), "duty", consent["duty"]
    for position, row in enumerate(data.get("fit", ())):
        yield ("fit", position, 0), "person", row[0]
        yield ("fit", position, 1), "duty", row[1]


def _known_authorities(data: Data) -> Iterator[Trouble]:
    if "authorities" not in data:
        return  # Such a problem knows nothing of its authorities but their codes.
    known = {entry["code"] for entry in data["authorities"]}
    for path, code in _codes(data):
        if code not in known:
            yield path, f"{shown(code)} is not in authorities; list it there or correct the code"


def _codes(data: Data) -> Iterator[tuple[Path, str]]:
    """Every place that names an authority, with the code."""
    for section in ("arrangements", "duties"):
        for position, entry in enumerate(data.get(section, ())):
            for inner, code in enumerate(entry.get("authorities", ())):
                yield (section, position, "authorities", inner), code
    for section in ("borders", "neighbours"):
        for position, row in enumerate(data.get(section, ())):
            yield (section, position, 0), row[0]
            yield (section, position, 1), row[1]
    yield from _codes_about_people(data)


def _codes_about_people(data: Data) -> Iterator[tuple[Path, str]]:
    for position, person in enumerate(data["people"]):
        for section in ("posts", "consents"):
            for inner, entry in enumerate(person.get(section, ())):
                yield ("people", position, section, inner, "authority"), entry["authority"]
    for position, interest in enumerate(data.get("interests", ())):
        if interest.get("authority") is not None:
            yield ("interests", position, "authority"), interest["authority"]


def _running_forwards(data: Data) -> Iterator[Trouble]:
    for path, entry in _periods(data):
        start, end = entry.get("from"), entry.get("to")
        if start is not None and end is not None and start > end:
            yield path, f'"from" {start} is after "to" {end}; give a period that ends on or after its first day'


def _periods(data: Data) -> Iterator[tuple[Path, Data]]:
    """Every entry that has a from and a to. Dates written YYYY-MM-DD compare as text."""
    for section in ("arrangements", "interests", "duties"):
        for position, entry in enumerate(data.get(section, ())):
            yield (section, position), entry
            for inner, period in enumerate(entry.get("on_site") or ()):
                yield (section, position, "on_site", inner), period
    for position, person in enumerate(data["people"]):
        for section in ("posts", "unavailable", "consents"):
            for inner, period in enumerate(person.get(section, ())):
                yield ("people", position, section, inner), period


def _duty_dates(data: Data) -> Iterator[Trouble]:
    for position, duty in enumerate(data["duties"]):
        first, last = duty["from"], duty["to"]
        if duty.get("notice") is not None and duty["notice"] > first:
            trouble = f"{duty['notice']} is after the first day, {first}; give a day up to it"
            yield ("duties", position, "notice"), trouble
        for inner, period in enumerate(duty.get("on_site") or ()):
            days = [day for day in (period.get("from"), period.get("to")) if day is not None]
            if any(not first <= day <= last for day in days):
                trouble = f"it reaches outside the duty; give days from {first} to {last}"
                yield ("duties", position, "on_site", inner), trouble


def _two_authorities(data: Data) -> Iterator[Trouble]:
    for section in ("borders", "neighbours"):
        for position, row in enumerate(data.get(section, ())):
            if row[0] == row[1]:
                yield (section, position), f"{shown(row[0])} is named twice; give two different authorities"
    for position, entry in enumerate(data.get("arrangements", ())):
        if len(set(entry["authorities"])) < 2:
            yield ("arrangements", position, "authorities"), "an arrangement is between authorities; give two or more"


def _offered_days(data: Data) -> Iterator[Trouble]:
    """Two offers of one kind are added up; the sum has the same ceiling as each."""
    for position, person in enumerate(data["people"]):
        days: dict[str, int] = {}
        for inner, offer in enumerate(person.get("offers", ())):
            days[offer["kind"]] = days.get(offer["kind"], 0) + int(offer["days"])
            if days[offer["kind"]] > MOST_DAYS:
                trouble = f"this makes {days[offer['kind']]} days of {offer['kind']}; give {MOST_DAYS} at most in all"
                yield ("people", position, "offers", inner), trouble


def _exact_amounts(data: Data) -> Iterator[Trouble]:
    for path, number in _amounts(data):
        if SMALLEST_PART % Fraction(str(number)).denominator:
            yield path, f"{shown(number)} is too fine; give a number with at most six decimal places"


def _amounts(data: Data) -> Iterator[tuple[Path, float]]:
    for position, duty in enumerate(data["duties"]):
        if duty.get("priority") is not None:
            yield ("duties", position, "priority"), duty["priority"]
    policy = data.get("policy", {})
    for section in ("priorities", "weights"):
        for name, number in policy.get(section, {}).items():
            yield ("policy", section, name), number
    for code, setting in policy.get("rules", {}).items():
        if "weight" in setting:
            yield ("policy", "rules", code, "weight"), setting["weight"]


CHECKS: tuple[Callable[[Data], Iterator[Trouble]], ...] = (
    _told_apart,
    _given_once,
    _known_people_and_duties,
    _known_authorities,
    _running_forwards,
    _duty_dates,
    _two_authorities,
    _offered_days,
    _exact_amounts,
)
