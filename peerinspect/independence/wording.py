"""How the rules speak: councils and people by name, dates in full, lists in plain English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.domain import Duty, Facts, Period, Person

KIND_PHRASES = {
    "inspect": "inspection",
    "chair": "chairing of the board",
    "support": "support",
    "second": "secondment",
    "interim": "interim cover",
    "review": "review",
}


def council(facts: Facts, code: str) -> str:
    """The council's name, or its code where the facts give no name."""
    authority = facts.authorities.get(code)
    return authority.name if authority and authority.name else code


def councils(facts: Facts, codes: Iterable[str]) -> str:
    """Councils by name, in order, joined with commas and 'and'."""
    return listing(sorted(council(facts, code) for code in codes))


def listing(words: Iterable[str]) -> str:
    """Words joined as in a sentence: 'a', 'a and b', 'a, b and c'."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "nobody"


def full_name(person: Person) -> str:
    """The person's name, or their id where the facts give no name."""
    return person.name or person.id


def day(moment: date | None) -> str:
    """A date as '5 October 2026'; 'an unknown day' for none."""
    return f"{moment.day} {moment:%B %Y}" if moment else "an unknown day"


def span(period: Period) -> str:
    """A period in words."""
    if period.start and period.end:
        return f"on {day(period.start)}" if period.start == period.end else f"{day(period.start)} to {day(period.end)}"
    if period.start:
        return f"since {day(period.start)}"
    return f"until {day(period.end)}" if period.end else "at all times"


def work(facts: Facts, duty: Duty) -> str:
    """A duty in words: its kind, where, and when."""
    where = f" of {councils(facts, duty.authorities)}" if duty.authorities else ""
    return f"{KIND_PHRASES[duty.kind]}{where}, {span(duty.period)}"
