"""What if: facts as they are not, for one search. Nothing of it enters a register, and what comes of it is never
published."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from peerinspect.domain import Duty, Facts, Period, Person, Policy, Post
from peerinspect.independence.parameters import parameter_of
from peerinspect.independence.plain_words import rule_title
from peerinspect.services.wording import plain_day


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody leaves: from the day on they hold no post, offer nothing, and are on no duty that lasts so long."""

    person: str
    day: date


@dataclass(frozen=True, slots=True)
class Moves:
    """A duty begins on another day, and ends, is announced and is on site as many days later or earlier."""

    duty: str
    starts: date


@dataclass(frozen=True, slots=True)
class RuleSays:
    """A rule's parameter has another value, in its own unit."""

    rule: str
    name: str
    value: int


Supposition = Leaves | Moves | RuleSays
_SORTS: dict[str, type[Supposition]] = {"leaves": Leaves, "moves": Moves, "rule": RuleSays}


def supposed_text(supposed: Iterable[Supposition]) -> str | None:
    """The suppositions as JSON; None where there are none."""
    names = {sort: name for name, sort in _SORTS.items()}
    listed = [{"sort": names[type(each)], **asdict(each)} for each in supposed]
    return json.dumps(listed, default=date.isoformat) if listed else None


def supposed_from_text(text: str | None) -> tuple[Supposition, ...]:
    """The suppositions that were written."""
    return tuple(_read(dict(each)) for each in json.loads(text)) if text else ()


def _read(data: dict[str, Any]) -> Supposition:
    sort: Callable[..., Supposition] = _SORTS[data.pop("sort")]
    days = {name: date.fromisoformat(data[name]) for name in ("day", "starts") if name in data}
    return sort(**(data | days))


def suppose(facts: Facts, supposed: Sequence[Supposition]) -> Facts:
    """The facts as they would be. What they do not know of changes nothing in them."""
    for each in supposed:
        match each:
            case Leaves() if each.person in facts.people:
                facts = _without(facts, each)
            case Moves() if each.duty in facts.duties:
                moved = moved_to(facts.duties[each.duty], each.starts)
                facts = replace(facts, duties={**facts.duties, each.duty: moved})
            case RuleSays():
                facts = replace(facts, policy=_changed(facts.policy, each))
    return facts


def _without(facts: Facts, leaves: Leaves) -> Facts:
    person = facts.people[leaves.person]
    stays = tuple(
        each
        for each in facts.placements
        if each.person != leaves.person or each.status == "done" or facts.duties[each.duty].last_day < leaves.day
    )
    gone = replace(person, posts=tuple(_posts_until(person, leaves.day)), offers=())
    return replace(facts, people={**facts.people, person.id: gone}, placements=stays)


def _posts_until(person: Person, day: date) -> Iterable[Post]:
    """The posts, ended on the day before."""
    last = day - timedelta(days=1)
    for post in person.posts:
        if post.period.start is not None and post.period.start > last:
            continue
        ends = last if post.period.end is None else min(post.period.end, last)
        yield replace(post, period=Period(post.period.start, ends))


def moved_to(duty: Duty, starts: date) -> Duty:
    """The duty, begun on another day."""
    by = starts - duty.first_day
    return replace(
        duty,
        period=_later(duty.period, by),
        on_site=None if duty.on_site is None else tuple(_later(each, by) for each in duty.on_site),
        notice=None if duty.notice is None else duty.notice + by,
    )


def _later(period: Period, by: timedelta) -> Period:
    return Period(period.start and period.start + by, period.end and period.end + by)


def _changed(policy: Policy, says: RuleSays) -> Policy:
    setting = policy.setting(says.rule)
    changed = replace(setting, parameters={**setting.parameters, says.name: says.value})
    return replace(policy, rules={**policy.rules, says.rule: changed})


def supposed_words(each: Supposition, name: str) -> str:
    """A supposition as a sentence; `name` is that of its person or duty."""
    match each:
        case Leaves():
            return f"{name} leaves on {plain_day(each.day)}."
        case Moves():
            return f"{name} begins on {plain_day(each.starts)}."
        case RuleSays():
            return f"{rule_title(each.rule)}: {parameter_of(each.rule, each.name).told(each.value)}"
