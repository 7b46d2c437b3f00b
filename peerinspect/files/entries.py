"""Each thing of the domain as a file writes it: defaults are left out, sets become sorted lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from peerinspect.domain import (
    Arrangement,
    Authority,
    Consent,
    Duty,
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
from peerinspect.domain.placement import Pair
from peerinspect.domain.policy import GOALS
from peerinspect.files.amounts import plain
from peerinspect.files.canon import sorted_entries

Entry = dict[str, Any]


def period_dict(period: Period) -> Entry:
    """A period's from and to, as far as it has them."""
    return _given({"from": _text(period.start), "to": _text(period.end)})


def judgement_dict(judgement: Judgement) -> Entry:
    """A judgement."""
    return _given(
        {
            "framework": judgement.framework,
            "inspected": _text(judgement.inspected),
            "published": _text(judgement.published),
            "grades": dict(sorted(judgement.grades.items())),
        }
    )


def authority_dict(authority: Authority) -> Entry:
    """An authority with its judgements."""
    return _given(
        {
            "code": authority.code,
            "name": authority.name,
            "region": authority.region,
            "latitude": authority.latitude,
            "longitude": authority.longitude,
            "judgements": sorted_entries(map(judgement_dict, authority.judgements)),
        }
    )


def arrangement_dict(arrangement: Arrangement) -> Entry:
    """An arrangement between authorities."""
    named = {"kind": arrangement.kind, "authorities": sorted(arrangement.authorities)}
    return named | period_dict(arrangement.period)


def post_dict(post: Post) -> Entry:
    """A post; its role is always spelt out, for the reader's sake, and its basis wherever it is known."""
    basis = {} if post.basis == UNKNOWN_BASIS else {"basis": post.basis}
    return {"authority": post.authority, "role": post.role} | basis | period_dict(post.period)


def offer_dict(offer: Offer) -> Entry:
    """A kind and the days offered of it."""
    return {"kind": offer.kind, "days": offer.days}


def consent_dict(consent: Consent) -> Entry:
    """A chief executive's consent; `duty` is written where it is to one duty alone."""
    found = {"authority": consent.authority} | period_dict(consent.period)
    return found if consent.duty is None else found | {"duty": consent.duty}


def person_dict(person: Person) -> Entry:
    """A person with posts, offers, leave and consents."""
    return _given(
        {
            "id": person.id,
            "name": person.name,
            "posts": sorted_entries(map(post_dict, person.posts)),
            "offers": sorted_entries(map(offer_dict, person.offers)),
            "unavailable": sorted_entries(map(period_dict, person.unavailable)),
            "skills": sorted(person.skills),
            "level": person.level,
            "aspirant": person.aspirant,
            "vetted_on": _text(person.vetted_on),
            "declared_on": _text(person.declared_on),
            "consents": sorted_entries(map(consent_dict, person.consents)),
        }
    )


def interest_dict(interest: Interest) -> Entry:
    """A declared interest."""
    named = {"person": interest.person, "authority": interest.authority, "kind": interest.kind}
    return _given(named | period_dict(interest.period) | {"case": interest.case})


def duty_dict(duty: Duty) -> Entry:
    """A duty. An `on_site` given as empty is kept: it says something else than one left out."""
    entry = _given(
        {
            "id": duty.id,
            "kind": duty.kind,
            "subtype": duty.subtype if duty.subtype != "judgement" else None,
            "authorities": sorted(duty.authorities),
            **period_dict(duty.period),
            "notice": _text(duty.notice),
            "days": duty.days,
            "seats": duty.seats,
            "skills": sorted(duty.skills),
            "level": duty.level if duty.level != "observer" else None,
            "priority": None if duty.priority is None else plain(duty.priority),
            "case": duty.case,
            "sealed": duty.sealed,
        }
    )
    if duty.on_site is not None:
        entry["on_site"] = sorted_entries(map(period_dict, duty.on_site))
    return entry


def placement_dict(placement: Placement) -> Entry:
    """A placement with its status."""
    named = {"person": placement.person, "duty": placement.duty, "status": placement.status}
    return _given(named | {"pinned": placement.pinned})


def waiver_dict(waiver: Waiver) -> Entry:
    """A waiver of one rule."""
    named = {"rule": waiver.rule, **pair_dict((waiver.person, waiver.duty))}
    other = {} if waiver.other is None else {"with": pair_dict(waiver.other)}
    return named | other | {"until": waiver.until.isoformat()}


def set_aside_dict(each: SetAside) -> Entry:
    """A person whom a coordinator keeps off a duty."""
    return pair_dict(each.pair) | _given({"reason": each.reason})


def pair_dict(pair: Pair) -> Entry:
    """A person on a duty."""
    return {"person": pair[0], "duty": pair[1]}


def policy_dict(policy: Policy) -> Entry:
    """A policy, as far as it differs from the rulebook's own. The goals keep their order: it means something."""
    # No goals at all are a choice too: then only the tie-break is solved.
    goals = {} if tuple(policy.goals) == GOALS else {"goals": list(policy.goals)}
    return goals | _given(
        {
            "rules": {
                code: setting_dict(setting)
                for code, setting in sorted(policy.rules.items())
                if setting != RuleSetting()
            },
            "priorities": {kind: plain(number) for kind, number in sorted(policy.priorities.items())},
            "weights": {name: plain(number) for name, number in sorted(policy.weights.items())},
        }
    )


def setting_dict(setting: RuleSetting) -> Entry:
    """What a policy says of one rule."""
    weight = None if setting.weight == 1 else plain(setting.weight)
    return _given({"strength": setting.strength, "weight": weight, **dict(sorted(setting.parameters.items()))})


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _given(entry: Entry) -> Entry:
    """The entry without what is missing, empty or false. Nought stays: nought seats are not no seats given."""
    return {
        key: value
        for key, value in entry.items()
        if value is not None and value is not False and value not in ("", [], {})
    }
