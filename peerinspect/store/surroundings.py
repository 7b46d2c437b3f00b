"""Rows -> Facts about a few people and councils, with all that any rule on two placements could bring into it.

What a change of one person's record does to the work to come can be told from them, their duties, who is on those,
and who comes from the councils that they touch: a hundred rows, whatever the size of the rest.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select

from peerinspect.domain import Facts, Placement
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.consents import with_duty_consents
from peerinspect.store.reading.councils import read_arrangements_of, read_authorities, read_borders
from peerinspect.store.reading.duties import called_off, read_duties, sealed_duties
from peerinspect.store.reading.grouping import Ids, among, is_one_of
from peerinspect.store.reading.people import homes_of, read_people, read_ties_of
from peerinspect.store.reading.placements import OFF, duties_of, read_placements
from peerinspect.store.reading.policies import read_policy


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows are looked at: people and duties by id, councils by code."""

    people: frozenset[str]
    duties: frozenset[str]
    councils: frozenset[str]


def scope_around(as_of: date, people: Collection[str], codes: Collection[str], sealed: Collection[str] = ()) -> Scope:
    """All that the verdicts on these people's placements, and on work at these councils, rest on.

    Of sealed duties those that `sealed` names, and no trace of the others.
    """
    hidden = (sealed_duties(as_of) - set(sealed)) | called_off()
    near = set(codes) | homes_of(people)
    own = (duties_of(people) | duties_at(near)) - hidden
    reached = near | targets_of(own)
    everybody = frozenset(people) | _at_work(own, reached)
    duties = (own | duties_of(everybody)) - hidden
    return Scope(everybody, duties, frozenset(reached))


def facts_in(as_of: date, scope: Scope) -> Facts:
    """The facts of a scope, but for waivers, affinities and statistical neighbours, which no rule looks at."""
    duties = read_duties(as_of, scope.duties)
    people = with_duty_consents(read_people(scope.people), duties)
    homes = {post.authority for one in people.values() for post in one.posts}
    wanted = homes | scope.councils | {code for each in duties.values() for code in each.authorities}
    arrangements = read_arrangements_of(wanted)
    shared = {code for each in arrangements for code in each.authorities}
    interests = read_ties_of(scope.people)
    declared = {each.authority for each in interests if each.person in scope.people and each.authority}
    return Facts(
        as_of=as_of,
        people=people,
        duties=duties,
        authorities=read_authorities(wanted | shared | declared),
        borders=read_borders(wanted),
        arrangements=arrangements,
        interests=interests,
        placements=tuple(
            Placement(each.person, each.duty, each.status, each.pinned)
            for each in read_placements(as_of, duties, scope.people)
            if each.status not in OFF
        ),
        policy=read_policy(),
    )


def facts_after(facts: Facts, of_councils: bool) -> Facts:
    """The same facts, read again after a change of people and their ties; or of councils, where it was one of those."""
    if not of_councils:
        ids = facts.people.keys()
        people = with_duty_consents(read_people(ids), facts.duties)
        return replace(facts, people=people, interests=read_ties_of(ids))
    codes = facts.authorities.keys()
    return replace(facts, authorities=read_authorities(codes), arrangements=read_arrangements_of(codes))


def people_reaching(code: str) -> frozenset[str]:
    """Everybody from whom anything leads to a council: a post, now or ever, there or at one that shares an arrangement
    or a review with it; a tie to it that they declared; work there."""
    shared = (member for each in read_arrangements_of([code]) for member in each.authorities)
    councils = {code, *shared} | targets_of(duties_at([code], "review"))
    queries = (
        select(t.PostRow.person).where(is_one_of(t.PostRow.authority, councils)),
        select(t.InterestRow.person).where(t.InterestRow.authority == code),
        select(t.PlacementRow.person).where(t.PlacementRow.duty.in_(sorted(duties_at([code])))),
    )
    return frozenset(id_ for query in queries for id_ in db.session.scalars(query))


def _at_work(duties: Collection[str], codes: Collection[str]) -> frozenset[str]:
    """The people on the duties, and those of the councils who are, or were, on any."""
    row, post = t.PlacementRow, t.PostRow
    from_there = select(post.person).where(is_one_of(post.authority, codes))
    query = select(row.person).where(or_(is_one_of(row.duty, duties), row.person.in_(from_there))).distinct()
    return frozenset(db.session.scalars(query))


def duties_at(codes: Ids, kind: str | None = None) -> frozenset[str]:
    """The ids of the duties at some councils, of one kind or all, those that were called off among them."""
    row = t.DutyAuthorityRow
    query = among(select(row.duty), row.authority, codes)
    if kind is not None:
        query = query.join(t.DutyRow, t.DutyRow.id == row.duty).where(t.DutyRow.kind == kind)
    return frozenset(db.session.scalars(query))


def targets_of(duties: Ids) -> frozenset[str]:
    """The codes of the councils that some duties are at."""
    row = t.DutyAuthorityRow
    return frozenset(db.session.scalars(among(select(row.authority), row.duty, duties)))
