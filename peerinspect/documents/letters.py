"""The one-page letters to a person: why you, or why not you this time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peerinspect.documents.rule_words import GOAL_REASONS, RULE_REASONS, SEAT_OPEN, Reason

OFFERS: Mapping[str, str] = {
    "inspect": "to inspect with Ofsted's teams",
    "chair": "to chair another council's board",
    "support": "to advise another council",
    "second": "to join Ofsted's teams for a term",
    "interim": "to cover a vacant post",
    "review": "to review a case for another council",
}
DECIDES: Mapping[str, str] = {
    "inspect": "The Ofsted liaison decides on it.",
    "second": "The Ofsted liaison decides on it.",
    "chair": "The council's chief executive decides on it.",
    "interim": "The council's chief executive decides on it.",
    "support": "A second coordinator decides on it.",
    "review": "A second coordinator decides on it.",
}
"""Who decides when somebody objects to a placement. Source: design, section 4, who may waive."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a letter to somebody who was chosen may say. `title` names no council, and the fields from `minutes` on
    are empty, while the council is held back."""

    name: str
    title: str
    kind: str
    first: date
    last: date
    days: int
    status: str
    held: bool
    days_offered: int | None
    rules: int
    as_of: date
    checked_on: date
    minutes: int | None = None
    skills: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    could_have: int | None = None


@dataclass(frozen=True, slots=True)
class NotChosen:
    """What a letter to somebody who was not chosen may say.

    `barred_by` are the codes of the rules in the way, in the order of the rulebook; where there is none, `decided_by`
    is the goal in which asking this person would have been worse, "" for none, None while the seat is open.
    """

    name: str
    title: str
    kind: str
    first: date
    last: date
    as_of: date
    barred_by: tuple[str, ...] = ()
    decided_by: str | None = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, a sentence or two each; `lead` stands before the others."""

    heading: str
    lines: tuple[str, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One page."""

    title: str
    about: str
    greeting: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]


def why_you(facts: Chosen) -> Letter:
    """The letter to somebody who is asked, or has said yes."""
    return Letter(
        title="Why you",
        about=facts.title,
        greeting=f"Dear {facts.name},",
        opening=(_asked(facts), f"It takes {_days(facts.days, facts.kind)}."),
        sections=(
            Section("Why we chose you", tuple(_reasons(facts))),
            Section("What we checked", tuple(_checks(facts))),
            _whom_to_ask(),
            _if_wrong(facts.kind, "You can also say no under My duties. You need give no details."),
        ),
    )


def why_not_you(facts: NotChosen) -> Letter:
    """The letter to somebody who offered, and was not chosen for one duty."""
    reasons = _why_not(facts)
    lead = "You could have done it. No rule stood in your way." if not facts.barred_by else _count(facts.barred_by)
    return Letter(
        title="Why not you this time",
        about=facts.title,
        greeting=f"Dear {facts.name},",
        opening=(
            f"You offered {OFFERS[facts.kind]}. Thank you.",
            f"You were not chosen for this duty: {facts.title}. It runs from {_day(facts.first)} to "
            f"{_day(facts.last)}.",
            f"This is how things stood on {_day(facts.as_of)}.",
        ),
        sections=(
            Section("Why", _once(each.why for each in reasons), lead),
            Section("What would change it", _once(each.change for each in reasons)),
            _whom_to_ask(),
            _if_wrong(facts.kind, "Your offer stays as it is. You will be thought of again."),
        ),
    )


def _asked(facts: Chosen) -> str:
    asks = "We ask you to take on this duty" if facts.status == "offered" else "You have taken on this duty"
    return f"{asks}: {facts.title}. It runs from {_day(facts.first)} to {_day(facts.last)}."


def _days(days: int, kind: str) -> str:
    counted = f"{days} day" if days == 1 else f"{days} days"
    return f"{counted} of work a year" if kind == "chair" else f"{counted} of work"


def _reasons(facts: Chosen) -> list[str]:
    offered = f"You offered {OFFERS[facts.kind]}"
    found = [f"{offered}, for up to {facts.days_offered} days a year." if facts.days_offered else f"{offered}."]
    if facts.held:
        return [*found, "We cannot name the council yet. We will tell you why you suit it when we name it."]
    if facts.minutes is not None:
        found.append(f"The journey is about {_journey(facts.minutes)} each way.")
    if facts.skills:
        found.append(f"You bring skills that it needs: {_listed(facts.skills)}.")
    if facts.could_have is not None:
        found.append(_others(facts.could_have))
    return found


def _others(number: int) -> str:
    if number == 0:
        return "Under the rules nobody else could have done it."
    people = "One other person" if number == 1 else f"{number} other people"
    return f"{people} could have done it. Taking all duties together, you were the best choice."


def _checks(facts: Chosen) -> list[str]:
    found = [
        f"We checked {facts.rules} rules of independence, on the facts of {_day(facts.as_of)}.",
        f"They were checked again on {_day(facts.checked_on)}, before we asked you.",
    ]
    if facts.held:
        return [*found, "What was found will be told to you when the council is named."]
    if not facts.set_aside:
        return [*found, "No rule stands in your way."]
    noun = "This rule was" if len(facts.set_aside) == 1 else "These rules were"
    return [*found, f"{noun} set aside, with good reason, by somebody who may: {_listed(facts.set_aside)}."]


def _why_not(facts: NotChosen) -> list[Reason]:
    if facts.barred_by:
        return [RULE_REASONS[code] for code in facts.barred_by]
    return [SEAT_OPEN if facts.decided_by is None else GOAL_REASONS[facts.decided_by]]


def _count(codes: Sequence[str]) -> str:
    return "One thing stood in the way." if len(codes) == 1 else f"{len(codes)} things stood in the way."


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


def _whom_to_ask() -> Section:
    return Section(
        "Who to ask",
        ("Ask the coordinators of your directors' association. They hold the full record of this choice.",),
    )


def _if_wrong(kind: str, closing: str) -> Section:
    objection = "Tell the coordinators what is wrong, and why. Do it within 10 working days if you can."
    return Section("If you think this is wrong", (objection, DECIDES[kind], closing))


def _journey(minutes: int) -> str:
    """Minutes in words, to the next five."""
    hours, rest = divmod(-(-minutes // 5) * 5, 60)
    parts = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*parts, *([f"{rest} minutes"] if rest else [])])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
