"""Decision records in the words of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from peerinspect.domain import Period
from peerinspect.services.views import CostView
from peerinspect.web import words
from peerinspect.web.duties.presenters import cost_words
from peerinspect.web.presenters import counted, day, joined, span, tag

Entry = Mapping[str, Any]

RESULTS: Mapping[str, tuple[str, str]] = {
    "does-not-object": ("No objection", "green"),
    "meets": ("Met", "green"),
    "lacks": ("Not met", "yellow"),
    "objects": ("Objects", "red"),
    "set-aside": ("Objects, waived", "yellow"),
    "does-not-apply": ("Not its kind", "grey"),
    "switched-off": ("Switched off", "grey"),
    "not-in-edition": ("Not in this edition", "grey"),
    "checked": ("Checked", "grey"),
}
"""A rule's result and the colour of its tag. The words carry the meaning."""

SILENT = ("does-not-apply", "switched-off", "not-in-edition")
EDITIONS: Mapping[str, str] = {
    "full": "Full edition, for those who plan and approve",
    "council": "Redacted edition, for the council",
    "person": "Your own edition, without other people’s data",
    "held": "Your own edition, while the council is not named",
}
ARRANGEMENTS: Mapping[str, str] = {
    "director": "A shared director",
    "trust": "A shared trust",
    "directorate": "A shared directorate",
    "partnership": "A safeguarding partnership",
    "adoption": "An adoption agency",
    "service": "A commissioned service",
    "police": "A police force",
    "icb": "An integrated care board",
    "dispute": "A dispute",
    "merger": "A merger",
    "complaint": "A complaint",
}
SORTS: Mapping[str, str] = {
    "Fault": "What the roster states wrongly",
    "Forbidden": "What is forbidden",
    "Forbidden, but fixed beforehand": "What was settled before, against a rule of today",
    "Needs a waiver": "What rests on a waiver",
    "Note": "Notes",
}
"""How the auditor begins its lines, and what that means."""
FEW = 10

ROLES: Mapping[str, str] = {**words.USER_ROLES, "": "Not known"}


def written_day(written: str | None) -> str:
    """A day of a file as pages write it."""
    return day(date.fromisoformat(written)) if written else ""


def written_span(entry: Entry) -> str:
    """The entry's `from` and `to` as pages write a period."""
    ends = [date.fromisoformat(entry[key]) if entry.get(key) else None for key in ("from", "to")]
    return span(Period(*ends))


def verdict_of(rule: Entry) -> str:
    """The rule's result; waived where everything that objects is."""
    if "result" not in rule:
        return "checked"
    if rule["result"] != "objects":
        return str(rule["result"])
    objections = rule.get("objections")
    waived = rule["set_aside"] if objections is None else all(one["waived"] for one in objections)
    return "set-aside" if waived else "objects"


def verdict_tag(rule: Entry) -> dict[str, str]:
    """The rule's result as the parameters of a tag."""
    return tag(verdict_of(rule), RESULTS)


def arrangement_words(kind: str) -> str:
    """What two councils share or dispute."""
    return ARRANGEMENTS.get(kind, kind)


def that_speak(rules: Iterable[Entry]) -> list[Entry]:
    """The rules that have a say in this kind of duty."""
    return [each for each in rules if each.get("result") not in SILENT]


def silent_ones(rules: Iterable[Entry]) -> list[Entry]:
    """The rules that have none, or are not in force."""
    return [each for each in rules if each.get("result") in SILENT]


def outcome(rules: Iterable[Entry]) -> str:
    """All the results in one sentence."""
    put = that_speak(rules)
    verdicts = [verdict_of(each) for each in put]
    waived, against = verdicts.count("set-aside"), verdicts.count("objects")
    found = [f"{counted(len(put), 'rule')} {'was' if len(put) == 1 else 'were'} put to this placement."]
    found.append("None objects." if not waived + against else "")
    found.append(
        f"{counted(waived, 'rule')} objected, and {'was' if waived == 1 else 'were'} waived." if waived else ""
    )
    found.append(f"{counted(against, 'rule')} objected to what was settled before." if against else "")
    return " ".join(part for part in found if part)


@dataclass(frozen=True, slots=True)
class Findings:
    """What an independent check found of one sort. `at_length` says that there are many: they can be opened."""

    heading: str
    lines: tuple[str, ...]
    at_length: bool


def findings(lines: Iterable[str]) -> list[Findings]:
    """A check's lines by their sort, without the verdict and the counts, which stand above them."""
    sorts: dict[str, list[str]] = {}
    for line in lines:
        sort, colon, rest = line.partition(": ")
        if colon and sort in SORTS:
            sorts.setdefault(sort, []).append(rest)
    return [Findings(SORTS[sort], tuple(sorts[sort]), len(sorts[sort]) > FEW) for sort in SORTS if sort in sorts]


def changes(costs: Iterable[Entry]) -> str:
    """What a swap would have changed, in words."""
    told = cost_words([CostView(each["goal"], float(Fraction(str(each["change"])))) for each in costs])
    return told[:1].upper() + told[1:]


def evidence(fact: Entry) -> str:
    """One fact behind an objection, with its days."""
    days = written_span(fact) if fact.get("from") or fact.get("to") else ""
    return f"{fact['fact']}: {days}" if days else str(fact["fact"])


def tie_kind(kind: str) -> str:
    """A declared tie, as far as a record says it."""
    return "A personal tie" if kind == "personal" else words.TIES.get(kind, kind)


def post_words(post: Entry) -> str:
    """A post in one line."""
    role = words.POST_ROLES[post["role"]]
    basis = "" if post["basis"] == "substantive" else f", {words.BASES[post['basis']].lower()}"
    return f"{role}{basis}, {post['council']}. {written_span(post)}"


def signed(entry: Entry) -> str:
    """Who did something, in what role and when: "A. Name (coordinator), 5 October 2026"."""
    who, role = entry.get("by", ""), ROLES.get(entry.get("role", ""), "")
    named = f"{who} ({_lower(role)})" if who and role else who or role
    return f"{named}, {written_day(entry['on'])}" if named else written_day(entry["on"])


def _lower(role: str) -> str:
    return role if role.startswith("Ofsted") else role[:1].lower() + role[1:]


def council_names_of(entries: Iterable[Entry | str]) -> str:
    """Councils of a file by name."""
    return joined(each if isinstance(each, str) else each["council"] for each in entries)


FILTERS = (
    arrangement_words,
    changes,
    council_names_of,
    evidence,
    findings,
    outcome,
    post_words,
    signed,
    silent_ones,
    that_speak,
    tie_kind,
    verdict_tag,
    written_day,
    written_span,
)
