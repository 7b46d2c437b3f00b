"""Rows -> Facts about a few people and councils, with all that any rule on two placements could bring into it.

What a change of one person's record does to the work to come can be told from them, their duties, who is on those,
and who comes from the councils that they touch: a hundred rows, whatever the size of the rest.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select

from peerinspect.domain import Facts, Placement
from peerinspect.store import tables as t
from peerinspect.store.base import db
from peerinspect.store.reading.councils import read_arrangements, read_authorities, read_borders
from peerinspect.store.reading.duties import is_called_off, read_duties, sealed_duties
from peerinspect.store.reading.grouping import Ids, among
from peerinspect.store.reading.people import case_interests, homes_of, read_interests, read_people
from peerinspect.store.reading.placements import OFF, duties_of, read_placements, read_waivers
from peerinspect.store.reading.policies import read_policy


def facts_around(as_of: date, people: Collection[str], codes: Collection[str], sealed: Collection[str] = ()) -> Facts:
    """The facts that the verdicts on these people's placements, and on work at these councils, rest on.

    Of sealed duties those that `sealed` names, and no trace of the others. Without affinities and statistical
    neighbours, which no rule looks at.
    """
    hidden = (sealed_duties(as_of) - set(sealed)) | called_off()
    near = set(codes) | homes_of(people)
    own = (duties_of(people) | duties_at(near)) - hidden
    reached = near | targets_of(own)
    everybody = set(people) | _at_work(own, reached)
    ids = (own | duties_of(everybody) | duties_at(reached, "review")) - hidden
    duties = read_duties(as_of, ids)
    found = read_people(everybody)
    homes = {post.authority for one in found.values() for post in one.posts}
    arrangements = read_arrangements()
    wanted = homes | reached | {code for each in duties.values() for code in each.authorities}
    return Facts(
        as_of=as_of,
        people=found,
        duties=duties,
        authorities=read_authorities(wanted),
        borders=read_borders(wanted),
        arrangements=arrangements,
        interests=(*read_interests(everybody), *case_interests(everybody)),
        placements=tuple(
            Placement(each.person, each.duty, each.status, each.pinned)
            for each in read_placements(as_of, duties, everybody)
            if each.status not in OFF
        ),
        waivers=tuple(
            each for each in read_waivers() if each.duty in duties and (each.other is None or each.other[1] in duties)
        ),
        policy=read_policy(),
    )


def _at_work(duties: Collection[str], codes: Collection[str]) -> frozenset[str]:
    """The people on the duties, and those of the councils who are, or were, on any."""
    row, post = t.PlacementRow, t.PostRow
    from_there = select(post.person).where(post.authority.in_(sorted(codes)))
    query = select(row.person).where(or_(row.duty.in_(sorted(duties)), row.person.in_(from_there))).distinct()
    return frozenset(db.session.scalars(query))


def duties_at(codes: Ids, kind: str | None = None) -> frozenset[str]:
    """The ids of the duties at some councils that were not called off, of one kind or all."""
    row = t.DutyAuthorityRow
    query = among(select(row.duty), row.authority, codes)
    if kind is not None:
        query = query.join(t.DutyRow, t.DutyRow.id == row.duty).where(t.DutyRow.kind == kind)
    return frozenset(db.session.scalars(query)) - called_off()


def targets_of(duties: Ids) -> frozenset[str]:
    """The codes of the councils that some duties are at."""
    row = t.DutyAuthorityRow
    return frozenset(db.session.scalars(among(select(row.authority), row.duty, duties)))


def called_off() -> frozenset[str]:
    """The ids of the duties that were called off: they are no work, past or to come."""
    return frozenset(db.session.scalars(select(t.DutyRow.id).where(t.DutyRow.state.is_not(None), is_called_off())))
