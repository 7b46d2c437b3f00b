"""Facts -> rows, in bulk: for reference tables, the demo season and imports. A few inserts, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select

from peerinspect.domain import Arrangement, Authority, Duty, Facts, Interest, Person, Placement, Waiver
from peerinspect.domain.lives import presumed_state
from peerinspect.store import tables
from peerinspect.store.base import db, new_token
from peerinspect.store.founding import boards_for
from peerinspect.store.numbering import count_on
from peerinspect.store.pinning import pin_again
from peerinspect.store.reading.policies import write_policy

Rows = list[dict[str, Any]]


def load_facts(facts: Facts) -> None:
    """Write the facts into an empty store, ids as they are. Call it in a transaction."""
    load_councils(facts.authorities.values(), facts.borders, facts.neighbours, facts.arrangements)
    load_people(facts.people.values(), facts.interests)
    load_duties(facts.duties.values(), _states(facts))
    load_placements(facts.placements, facts.waivers)
    write_policy(facts.policy, facts.as_of)
    _insert(
        tables.AffinityRow,
        [{"person": person, "duty": duty, "number": number} for (person, duty), number in facts.affinity.items()],
    )


def _states(facts: Facts) -> dict[str, str]:
    """Where each duty is in its life, as far as its dates and its people speak for it."""
    staffed = {each.duty for each in facts.placements if each.status in ("accepted", "live", "done")}
    return {id_: presumed_state(duty, id_ in staffed, facts.as_of) for id_, duty in facts.duties.items()}


def _insert(table: type[Any], rows: Rows) -> None:
    """Insert the rows, if any, in one statement."""
    if rows:
        db.session.execute(insert(table), rows)


def load_councils(
    authorities: Iterable[Authority],
    borders: Iterable[frozenset[str]],
    neighbours: Mapping[tuple[str, str], int],
    arrangements: Iterable[Arrangement],
) -> None:
    """Write councils with their judgements, borders, statistical neighbours and arrangements."""
    councils = list(authorities)
    _insert(
        tables.AuthorityRow,
        [
            {
                "code": each.code,
                "name": each.name,
                "region": each.region,
                "latitude": each.latitude,
                "longitude": each.longitude,
            }
            for each in councils
        ],
    )
    pairs = sorted(map(sorted, borders))
    _insert(tables.BorderRow, [dict(zip(("one", "other"), pair, strict=True)) for pair in pairs])
    _insert(
        tables.NeighbourRow,
        [
            {"authority": authority, "neighbour": neighbour, "rank": rank}
            for (authority, neighbour), rank in neighbours.items()
        ],
    )
    _load_judgements(councils)
    _load_arrangements(arrangements)
    count_on(db.session.connection(), [tables.JudgementRow.__table__, tables.ArrangementRow.__table__])


def _load_judgements(councils: list[Authority]) -> None:
    """Number the judgements here, so that their grades need no second look at the store."""
    judgements: Rows = []
    grades: Rows = []
    for authority in councils:
        for judgement in authority.judgements:
            number = len(judgements) + 1
            judgements.append(
                {
                    "id": number,
                    "authority": authority.code,
                    "framework": judgement.framework,
                    "inspected": judgement.inspected,
                    "published": judgement.published,
                }
            )
            grades.extend(
                {"judgement": number, "area": area, "grade": grade} for area, grade in judgement.grades.items()
            )
    _insert(tables.JudgementRow, judgements)
    _insert(tables.GradeRow, grades)


def _load_arrangements(arrangements: Iterable[Arrangement]) -> None:
    """Number the arrangements here, as the judgements."""
    rows: Rows = []
    members: Rows = []
    for number, each in enumerate(arrangements, start=1):
        rows.append({"id": number, "kind": each.kind, "starts": each.period.start, "ends": each.period.end})
        members.extend({"arrangement": number, "authority": code} for code in sorted(each.authorities))
    _insert(tables.ArrangementRow, rows)
    _insert(tables.ArrangementMemberRow, members)


def know_skills(skills: Iterable[str]) -> None:
    """Make sure that the skills are in the list of skills."""
    known = set(db.session.scalars(select(tables.SkillRow.name)))
    _insert(tables.SkillRow, [{"name": skill} for skill in sorted(set(skills) - known)])


def load_people(people: Iterable[Person], interests: Iterable[Interest]) -> None:
    """Write people with their posts, skills, offers, leave, consents and interests; ties once dismissed stay so."""
    everybody = list(people)
    know_skills(skill for person in everybody for skill in person.skills)
    _insert(
        tables.PersonRow,
        [
            {
                "id": each.id,
                "name": each.name,
                "level": each.level,
                "aspirant": each.aspirant,
                "vetted_on": each.vetted_on,
                "declared_on": each.declared_on,
            }
            for each in everybody
        ],
    )
    _insert(tables.PostRow, [row for person in everybody for row in _posts(person)])
    _insert(
        tables.PersonSkillRow,
        [{"person": each.id, "skill": skill} for each in everybody for skill in sorted(each.skills)],
    )
    _insert(
        tables.OfferRow,
        [{"person": each.id, "kind": offer.kind, "days": offer.days} for each in everybody for offer in each.offers],
    )
    _insert(
        tables.LeaveRow,
        [
            {"id": new_token(), "person": each.id, "starts": period.start, "ends": period.end}
            for each in everybody
            for period in each.unavailable
        ],
    )
    _insert(tables.ConsentRow, [row for person in everybody for row in _consents(person)])
    _insert(tables.InterestRow, [_interest(each) for each in interests])
    pin_again()


def _posts(person: Person) -> Rows:
    """The rows of a person's posts."""
    return [
        {
            "person": person.id,
            "authority": post.authority,
            "role": post.role,
            "basis": post.basis,
            "starts": post.period.start,
            "ends": post.period.end,
        }
        for post in person.posts
    ]


def _consents(person: Person) -> Rows:
    """The rows of the consents to a person's work elsewhere."""
    return [
        {"person": person.id, "authority": each.authority, "starts": each.period.start, "ends": each.period.end}
        for each in person.consents
    ]


def _interest(interest: Interest) -> dict[str, Any]:
    """The row of an interest, with an id of its own."""
    return {
        "id": new_token(),
        "person": interest.person,
        "authority": interest.authority,
        "kind": interest.kind,
        "starts": interest.period.start,
        "ends": interest.period.end,
        "case_reference": interest.case,
    }


def load_duties(duties: Iterable[Duty], states: Mapping[str, str] | None = None) -> None:
    """Write duties, each with its targets, skills, on-site days and the row of its own kind.

    A chair's term belongs to the board of its councils, which is made where there is none.
    `states` says where they are in their lives; one that it does not name is where its life begins.
    """
    every, known = list(duties), states or {}
    know_skills(skill for duty in every for skill in duty.skills)
    _insert(tables.DutyRow, [{**_duty(each), "state": known.get(each.id)} for each in every])
    _insert(
        tables.DutyAuthorityRow,
        [{"duty": each.id, "authority": code} for each in every for code in sorted(each.authorities)],
    )
    _insert(tables.DutySkillRow, [{"duty": each.id, "skill": skill} for each in every for skill in sorted(each.skills)])
    _insert(
        tables.OnSiteRow,
        [
            {"duty": each.id, "starts": period.start, "ends": period.end}
            for each in every
            for period in each.on_site or ()
        ],
    )
    for kind, (table, row_of) in _OWN_ROWS.items():
        _insert(table, [{"duty": each.id, **row_of(each)} for each in every if each.kind == kind])
    _load_terms([each for each in every if each.kind == "chair"])
    _insert(tables.VacancyRow, [_vacancy(each) for each in every if each.kind == "interim" and each.authorities])


def _load_terms(terms: list[Duty]) -> None:
    """Chairs' terms, each one of its councils' board."""
    boards = boards_for(each.authorities for each in terms)
    _insert(
        tables.BoardRow,
        [
            {"duty": each.id, "is_joint": len(each.authorities) > 1, "board": boards.get(each.authorities)}
            for each in terms
        ],
    )


_OWN_ROWS: dict[str, tuple[type[Any], Any]] = {
    "inspect": (
        tables.InspectionRow,
        lambda duty: {"subtype": duty.subtype, "sealed": duty.sealed, "notice": duty.notice},
    ),
    "support": (tables.SupportRow, lambda _: {"requested_on": None}),
    "second": (tables.SecondmentRow, lambda _: {"requested_on": None}),
    "review": (tables.ReviewRow, lambda duty: {"case_reference": duty.case}),
}
"""The table of each kind's own row, and what goes into it. Interim duties have their vacancy instead, chairs'
terms also the board that they belong to."""


def _duty(duty: Duty) -> dict[str, Any]:
    """The row of what all kinds of duty share."""
    return {
        "id": duty.id,
        "kind": duty.kind,
        "starts": duty.first_day,
        "ends": duty.last_day,
        "seats": duty.seats,
        "days": duty.days,
        "level": duty.level,
        "priority": duty.priority,
        "has_on_site": duty.on_site is not None,
    }


def _vacancy(duty: Duty) -> dict[str, Any]:
    """The vacancy behind an interim duty."""
    return {
        "id": new_token(),
        "authority": min(duty.authorities),
        "starts": duty.first_day,
        "ends": duty.last_day,
        "duty": duty.id,
    }


def load_placements(placements: Iterable[Placement], waivers: Iterable[Waiver]) -> None:
    """Write placements and waivers."""
    _insert(
        tables.PlacementRow,
        [
            {"person": each.person, "duty": each.duty, "status": each.status, "pinned": each.pinned}
            for each in placements
        ],
    )
    _insert(
        tables.WaiverRow,
        [
            {
                "rule": each.rule,
                "person": each.person,
                "duty": each.duty,
                "other_person": each.other[0] if each.other else None,
                "other_duty": each.other[1] if each.other else None,
                "until": each.until,
            }
            for each in waivers
        ],
    )
