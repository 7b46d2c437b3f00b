"""What a tiny problem is in which one rule alone decides who is placed.

Rules that overlap with the one in question are switched off in the problem's own policy; so is experienced-lead, which
would add half a seat to what an empty inspection team costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rule_cases import (
    Entry,
    authority,
    duty,
    judgement,
    person,
    problem,
)

CODES = ("H", "K", "A", "B", "T", "U", "V")
GOOD = {"overall": "good", "leadership": "good", "help": "good"}


def judged_well(code: str, **grades: str) -> Entry:
    """A council in a region of its own, in the one place where all are, good in everything but for these grades."""
    judged = judgement("2025-06-02", **(GOOD | grades))
    return authority(code, region=f"Region of {code}", judgements=[judged], latitude=52.0, longitude=-1.5)


def councils(**judged: Mapping[str, str]) -> list[Entry]:
    """Every council, each in a region of its own, in one place, and good in everything but for the grades given."""
    return [judged_well(code, **judged.get(code, {})) for code in CODES]


@dataclass(frozen=True)
class Example:
    """A problem in which `seats` are filled where the rule is silent, and one fewer where it forbids.

    `own` is the strength that the rulebook gives to this case, `price` what it costs as a soft rule, `off` the rules
    that would refuse the same. `first` is one of the two placements that a Clash sets against each other.
    """

    code: str
    people: tuple[Entry, ...]
    duties: tuple[Entry, ...]
    own: str = "hard"
    price: int = 1
    off: tuple[str, ...] = ()
    first: tuple[str, str] | None = None
    case: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.code}, {self.case}" if self.case else self.code

    @property
    def seats(self) -> int:
        return sum(one["seats"] for one in self.duties)

    def file(self, strength: str | None = None, **more: Any) -> Entry:
        """The problem file, with the rule set to `strength` where one is given. `more` adds to its lists."""
        rules = {code: {"strength": "off"} for code in {"experienced-lead", *self.off} - {self.code}}
        if strength:
            rules[self.code] = {"strength": strength}
        rest = dict(self.rest)
        people = [*self.people, *rest.pop("people", ()), *more.pop("people", ())]
        placements = [*rest.pop("placements", ()), *more.pop("placements", ())]
        start = {"authorities": councils(), "policy": {"rules": rules}, "placements": placements}
        return problem(people, self.duties, **(start | rest | more))


def bar(code: str, someone: Entry, work: Entry, **rest: Any) -> Example:
    """An example of one person and one duty; keys that are no field of Example go into the file."""
    own = {key: rest.pop(key) for key in ("own", "off", "case") if key in rest}
    return Example(code, (someone,), (work,), rest=rest, **own)


def pair(code: str, people: Iterable[Entry], duties: Iterable[Entry], **rest: Any) -> Example:
    """An example of several people or duties."""
    own = {key: rest.pop(key) for key in ("own", "off", "case", "price", "first") if key in rest}
    return Example(code, tuple(people), tuple(duties), rest=rest, **own)


P, Q = person("p", "H"), person("q", "K")
A, B = person("a", "A"), person("b", "B")
FORTH = duty("inspect", "B", name="forth")
TERM = {"first": "2026-10-05", "last": "2029-10-04"}
