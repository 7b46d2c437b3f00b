"""The facts and dates that a placement rests on, as far as a record may say them.

Of vetting, health and family a record says the outcome, never the content. Source: design, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peerinspect.domain import Arrangement, Duty, Facts, Interest, Period, Person
from peerinspect.independence import goals, wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.rules.home_judgement import latest_judgement
from peerinspect.independence.rules.personal_tie import TIES
from peerinspect.independence.rules.vetting_lapsed import VettingLapsed

Entry = dict[str, Any]
PERSONAL = "personal"
"""What a record calls ties of family, friendship and business: that there is one, not of which kind."""


def duty_facts(facts: Facts, duty: Duty) -> Entry:
    """The duty as it was registered."""
    return {
        "id": duty.id,
        "kind": duty.kind,
        "subtype": duty.subtype if duty.kind == "inspect" else None,
        "councils": [_council(facts, code) for code in sorted(duty.authorities)],
        "from": day(duty.first_day),
        "to": day(duty.last_day),
        "notice": day(duty.notice),
        "on_site": [period(each) for each in duty.on_site_periods],
        "days": duty.workload,
        "seats": duty.seats,
        "skills": sorted(duty.skills),
        "level": duty.level if duty.kind in ("inspect", "second") else None,
        "sealed": duty.sealed,
    }


def person_facts(one: Engagement) -> Entry:
    """What is said of the person: posts, offer, declaration, consents, training, and the outcome of vetting."""
    facts, person, duty = one.facts, one.person, one.duty
    offered = {each.kind: each.days for each in person.offers}
    return {
        "id": person.id,
        "name": wording.full_name(person),
        "homes": [_council(facts, code) for code in sorted(one.homes)],
        "posts": [
            {**_council(facts, each.authority), "role": each.role, "basis": each.basis, **period(each.period)}
            for each in sorted(person.posts, key=lambda each: (each.period.start or date.min, each.authority))
        ],
        "days_offered": offered.get(duty.kind),
        "days_offered_in_all": person.days_offered(),
        "declared_on": day(person.declared_on),
        "vetting": "in force on the first day" if _is_vetted(one) else "not in force on the first day",
        "level": person.level,
        "skills": sorted(person.skills & duty.skills),
        "minutes_away": goals.home_minutes(one) or None,
        "consents": [
            {**_council(facts, each.authority), **period(each.period)}
            for each in sorted(person.consents, key=lambda each: (each.authority, str(each.period)))
            if each.authority in one.homes
        ],
        "interests": _interests(facts, person),
    }


def council_facts(one: Engagement) -> Entry:
    """What is said of the councils: the homes' latest judgements, and what homes and targets share or dispute."""
    facts = one.facts
    return {
        "judgements": [entry for code in sorted(one.homes) for entry in _judgement(facts, code)],
        "arrangements": [_arrangement(facts, each) for each in _between(one)],
    }


def _is_vetted(one: Engagement) -> bool:
    rule = VettingLapsed.under(one.facts.policy)
    return isinstance(rule, VettingLapsed) and not rule.objections(one)


def _interests(facts: Facts, person: Person) -> list[Entry]:
    found = facts.interests_by_person.get(person.id, ())
    return sorted((_interest(facts, each) for each in found), key=lambda each: str(sorted(each.items(), key=str)))


def _interest(facts: Facts, each: Interest) -> Entry:
    kind = PERSONAL if each.kind in TIES else each.kind
    return {"kind": kind, **_council(facts, each.authority), **period(each.period)}


def _judgement(facts: Facts, code: str) -> Iterable[Entry]:
    authority = facts.authorities.get(code)
    latest = latest_judgement(authority.judgements if authority else (), facts.as_of)
    if latest is not None:
        grades = dict(sorted(latest.grades.items()))
        yield {**_council(facts, code), "published": day(latest.published), "grades": grades}


def _between(one: Engagement) -> list[Arrangement]:
    """The arrangements that join a home to a target, each once."""
    found = {id(each): each for _, _, each in one.bonds}
    return sorted(found.values(), key=lambda each: (each.kind, sorted(each.authorities), str(each.period)))


def _arrangement(facts: Facts, each: Arrangement) -> Entry:
    councils = [_council(facts, code) for code in sorted(each.authorities)]
    return {"kind": each.kind, "councils": councils, **period(each.period)}


def _council(facts: Facts, code: str | None) -> Entry:
    return {"code": code, "council": wording.council(facts, code) if code else None}


def period(each: Period) -> Entry:
    """A period's two ends; None where it is open."""
    return {"from": day(each.start), "to": day(each.end)}


def day(moment: date | None) -> str | None:
    """A day as files write it."""
    return moment.isoformat() if moment else None
