"""Consents to one duty alone. A consent tells of its duty: it is read for whoever is told of the duty, and no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select

from peerinspect.domain import Consent, Period, Person
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.grouping import Ids, among


def with_duty_consents(people: Mapping[str, Person], duties: Collection[str]) -> Mapping[str, Person]:
    """The people, with the consents to those of the duties that they have; no trace of consents to any other."""
    given: dict[str, list[Consent]] = defaultdict(list)
    for row in duty_consent_rows():
        if row.person in people and row.duty in duties and row.withdrawn_on is None:
            given[row.person].append(Consent(row.authority, Period(row.starts, row.ends), row.duty))
    if not given:
        return people
    changed = {id_: replace(people[id_], consents=(*people[id_].consents, *some)) for id_, some in given.items()}
    return {**people, **changed}


def without_duty_consents(people: Mapping[str, Person], hidden: Collection[str]) -> Mapping[str, Person]:
    """The people, without the consents that name one of the hidden duties."""
    told = {id_ for id_, one in people.items() if any(each.duty in hidden for each in one.consents)}
    changed = {
        id_: replace(people[id_], consents=tuple(each for each in people[id_].consents if each.duty not in hidden))
        for id_ in told
    }
    return {**people, **changed} if changed else people


def duty_consent_rows(people: Ids = None, duties: Ids = None) -> tuple[t.DutyConsentRow, ...]:
    """Consents to one duty, withdrawn ones among them, of some people or all, to some duties or all, by first day."""
    row = t.DutyConsentRow
    query = among(among(select(row), row.person, people), row.duty, duties)
    return tuple(db.session.scalars(query.order_by(row.starts, row.person, row.authority, row.id)))


def duty_request_rows(people: Ids = None, duties: Ids = None) -> tuple[t.DutyConsentRequestRow, ...]:
    """Chief executives who are asked to consent to one duty, the earliest first."""
    row = t.DutyConsentRequestRow
    query = among(among(select(row), row.person, people), row.duty, duties)
    return tuple(db.session.scalars(query.order_by(row.asked_on, row.person, row.authority, row.id)))
