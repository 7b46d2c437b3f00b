"""From a checked problem to Facts, in canonical order: the order of the file's lists leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from peerinspect.domain import (
    Arrangement,
    Authority,
    Consent,
    Duty,
    Facts,
    Interest,
    Judgement,
    Offer,
    Period,
    Person,
    Placement,
    Policy,
    Post,
    RuleSetting,
    SetAside,
    Waiver,
)
from peerinspect.domain.person import UNKNOWN_BASIS
from peerinspect.domain.policy import GOALS
from peerinspect.files import entries
from peerinspect.files.amounts import amount
from peerinspect.files.canon import in_order

Data = Mapping[str, Any]
Thing = TypeVar("Thing")


def facts_of(data: Data) -> Facts:
    """The facts of a problem that has passed every check."""
    return Facts(
        as_of=_day(data["as_of"]),
        title=data.get("title", ""),
        people=_by_name(data["people"], "id", _person),
        duties=_by_name(data["duties"], "id", _duty),
        authorities=_by_name(data.get("authorities", ()), "code", _authority),
        borders=frozenset(frozenset(pair) for pair in data.get("borders", ())),
        neighbours={(one, other): int(rank) for one, other, rank in sorted(data.get("neighbours", ()))},
        arrangements=in_order(map(_arrangement, data.get("arrangements", ())), entries.arrangement_dict),
        interests=in_order(map(_interest, data.get("interests", ())), entries.interest_dict),
        placements=in_order(map(_placement, data.get("placements", ())), entries.placement_dict),
        waivers=in_order(map(_waiver, data.get("waivers", ())), entries.waiver_dict),
        set_aside=in_order(map(_set_aside, data.get("set_aside", ())), entries.set_aside_dict),
        affinity={(person, duty): _real(number) for person, duty, number in sorted(data.get("fit", ()))},
        policy=_policy(data.get("policy", {})),
    )


def _by_name(rows: Iterable[Data], key: str, build: Callable[[Data], Thing]) -> dict[str, Thing]:
    return {row[key]: build(row) for row in sorted(rows, key=lambda row: str(row[key]))}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _period(data: Data) -> Period:
    return Period(_day_or_none(data.get("from")), _day_or_none(data.get("to")))


def _real(number: int | float) -> float:
    return float(number) + 0.0  # Minus nought becomes nought, so that equal facts are written alike.


def _real_or_none(number: int | float | None) -> float | None:
    return None if number is None else _real(number)


def _authority(data: Data) -> Authority:
    return Authority(
        code=data["code"],
        name=data.get("name", ""),
        region=data.get("region"),
        latitude=_real_or_none(data.get("latitude")),
        longitude=_real_or_none(data.get("longitude")),
        judgements=in_order(map(_judgement, data.get("judgements", ())), entries.judgement_dict),
    )


def _judgement(data: Data) -> Judgement:
    return Judgement(
        framework=data.get("framework"),
        inspected=_day_or_none(data.get("inspected")),
        published=_day_or_none(data.get("published")),
        grades={area: grade for area, grade in sorted(data.get("grades", {}).items()) if grade is not None},
    )


def _arrangement(data: Data) -> Arrangement:
    return Arrangement(data["kind"], frozenset(data["authorities"]), _period(data))


def _person(data: Data) -> Person:
    return Person(
        id=data["id"],
        name=data.get("name", ""),
        posts=in_order(map(_post, data.get("posts", ())), entries.post_dict),
        offers=_offers(data.get("offers", ())),
        unavailable=in_order(map(_period, data.get("unavailable", ())), entries.period_dict),
        skills=frozenset(data.get("skills", ())),
        level=data.get("level"),
        aspirant=data.get("aspirant", False),
        vetted_on=_day_or_none(data.get("vetted_on")),
        declared_on=_day_or_none(data.get("declared_on")),
        consents=in_order(map(_consent, data.get("consents", ())), entries.consent_dict),
    )


def _post(data: Data) -> Post:
    return Post(data["authority"], data.get("role", "other"), data.get("basis", UNKNOWN_BASIS), _period(data))


def _consent(data: Data) -> Consent:
    return Consent(data["authority"], _period(data), data.get("duty"))


def _offers(rows: Iterable[Data]) -> tuple[Offer, ...]:
    """One offer a kind: two offers of the same kind are that many days in all."""
    days: dict[str, int] = {}
    for row in rows:
        days[row["kind"]] = days.get(row["kind"], 0) + int(row["days"])
    return tuple(Offer(kind, days[kind]) for kind in sorted(days))


def _interest(data: Data) -> Interest:
    return Interest(data["person"], data["kind"], data.get("authority"), _period(data), data.get("case"))


def _duty(data: Data) -> Duty:
    period = _period(data)
    return Duty(
        id=data["id"],
        kind=data["kind"],
        period=period,
        seats=int(data["seats"]),
        authorities=frozenset(data.get("authorities", ())),
        subtype=data.get("subtype", "judgement"),
        on_site=_on_site(data.get("on_site"), period),
        notice=_day_or_none(data.get("notice")),
        days=None if data.get("days") is None else int(data["days"]),
        skills=frozenset(data.get("skills", ())),
        level=data.get("level") or "observer",
        priority=_amount_or_none(data.get("priority")),
        case=data.get("case"),
        sealed=data.get("sealed", False),
    )


def _on_site(rows: Iterable[Data] | None, whole: Period) -> tuple[Period, ...] | None:
    """The on-site periods; an end left open is the duty's own."""
    if rows is None:
        return None
    periods = (_period(row) for row in rows)
    closed = (Period(period.start or whole.start, period.end or whole.end) for period in periods)
    return in_order(closed, entries.period_dict)


def _amount_or_none(number: int | float | None) -> Fraction | None:
    return None if number is None else amount(number)


def _placement(data: Data) -> Placement:
    return Placement(data["person"], data["duty"], data.get("status", "proposed"), data.get("pinned", False))


def _waiver(data: Data) -> Waiver:
    other = data.get("with")
    pair = None if other is None else (other["person"], other["duty"])
    return Waiver(data["rule"], data["person"], data["duty"], _day(data["until"]), pair)


def _set_aside(data: Data) -> SetAside:
    return SetAside(data["person"], data["duty"], data.get("reason") or "")


def _policy(data: Data) -> Policy:
    settings = {code: _setting(setting) for code, setting in sorted(data.get("rules", {}).items())}
    return Policy(
        rules={code: setting for code, setting in settings.items() if setting != RuleSetting()},
        goals=tuple(data.get("goals", GOALS)),
        priorities=_amounts(data.get("priorities", {})),
        weights=_amounts(data.get("weights", {})),
    )


def _setting(data: Data) -> RuleSetting:
    parameters = {name: int(value) for name, value in sorted(data.items()) if name not in ("strength", "weight")}
    return RuleSetting(data.get("strength"), parameters, amount(data.get("weight", 1)))


def _amounts(data: Data) -> dict[str, Fraction]:
    return {name: amount(number) for name, number in sorted(data.items())}
