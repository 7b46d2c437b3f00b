"""The register of interests as coordinators keep it, and how people stand with councils."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from peerinspect.domain import Person
from peerinspect.services import views
from peerinspect.services.checking import only, own_person
from peerinspect.services.queries.going import facts_of_ties
from peerinspect.services.queries.interests import interest_view
from peerinspect.services.queries.lookbacks import look_backs_of
from peerinspect.services.queries.people import title_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import declaration_standing
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.ties import Ties
from peerinspect.store.reading.people import read_declared, read_people
from peerinspect.store.reading.reports import report_people
from peerinspect.store.reading.ties import TieRecord, dismissals_of, find_tie, tie_records
from peerinspect.store.reading.ties_listing import TiesWanted, page_of_ties
from peerinspect.store.reading.users import user_names
from peerinspect.store.surroundings import facts_in, people_reaching, scope_around

TIES_A_PAGE = 50


def register(reader: Reader, today: date) -> tuple[views.RegisterLine, ...]:
    """Every tie on the register, by person and council, those that wait for a coordinator first. For coordinators."""
    only(reader, COORDINATOR)
    return tuple(
        sorted(
            _lines(Sight(reader, today), tie_records()),
            key=lambda line: (
                line.tie.state not in ("again", "proposed"),
                line.person_name,
                line.tie.authority_name,
                line.tie.id,
            ),
        )
    )


def register_page(
    reader: Reader, today: date, text: str = "", kind: str = "", state: str = "", page: int = 1
) -> views.Cut[views.RegisterLine]:
    """A page of the same, of the ties whose person or council is named by the words of the text, of a kind and in a
    state; "" asks nothing. `state`: waiting, counts, ended or dismissed. The last page where there are fewer."""
    only(reader, COORDINATOR)
    wanted = TiesWanted(today, tuple(text.split()), kind, state)
    ids, total = page_of_ties(wanted, page, TIES_A_PAGE)
    pages = max(1, -(-total // TIES_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        ids, total = page_of_ties(wanted, number, TIES_A_PAGE)
    lines = {line.tie.id: line for line in _lines(Sight(reader, today), tie_records(ids=ids))}
    return views.Cut(tuple(lines[id_] for id_ in ids), number, pages, total)


def _lines(sight: Sight, records: Collection[TieRecord]) -> list[views.RegisterLine]:
    """Ties as the register shows them, in the order given."""
    people, names = report_people({each.row.person for each in records}), user_names()
    return [_line(sight, people[each.row.person], each, names) for each in records]


def _line(sight: Sight, person: Person, record: TieRecord, names: Mapping[str, str]) -> views.RegisterLine:
    is_own = sight.reader.person_id == person.id
    return views.RegisterLine(
        person.id,
        person.name,
        title_of(person, sight.places, sight.today),
        interest_view(record, sight.places, sight.today, names, is_own),
    )


def tie(reader: Reader, interest_id: str, today: date) -> views.TieDetail:
    """One tie with its dismissals and the looks back at it. For coordinators."""
    only(reader, COORDINATOR)
    record = find_tie(interest_id)
    if record is None:
        raise NotFound("no such interest")
    sight, names = Sight(reader, today), user_names()
    person = read_people([record.row.person])[record.row.person]
    is_own = reader.person_id == person.id
    proposal = record.dismissal
    return views.TieDetail(
        line=_line(sight, person, record, names),
        dismissals=_dismissals(interest_id, names),
        review=_review(record, names),
        is_own=is_own,
        may_decide=bool(
            record.state == "proposed" and proposal and proposal.proposed_by != reader.user_id and not is_own
        ),
        look_backs=look_backs_of(sight, interest_id),
    )


def _dismissals(interest_id: str, names: Mapping[str, str]) -> tuple[views.DismissalView, ...]:
    return tuple(
        views.DismissalView(
            ground=proposal.ground,
            reason=proposal.reason,
            evidence=proposal.evidence,
            proposed_by=names.get(proposal.proposed_by, ""),
            proposed_on=proposal.proposed_on,
            approved=decision.approved if decision else None,
            note=decision.note if decision else "",
            decided_by=names.get(decision.decided_by, "") if decision else "",
            decided_on=decision.decided_on if decision else None,
        )
        for proposal, decision in dismissals_of(interest_id)
    )


def _review(record: TieRecord, names: Mapping[str, str]) -> views.ReviewView | None:
    if record.again is None:
        return None
    review = record.review
    if review is None:
        return views.ReviewView(record.first_dismissed or "")
    return views.ReviewView(
        record.first_dismissed or "",
        review.stands,
        review.reason,
        names.get(review.reviewed_by, ""),
        review.reviewed_on,
    )


def my_stands(reader: Reader, today: date) -> views.PersonStands:
    """How the reader stands with every council, their own included."""
    own = own_person(reader)
    return _person_stands(Sight(reader, today), own)


def person_stands(reader: Reader, person_id: str, today: date) -> views.PersonStands:
    """How a person stands with every council. For coordinators."""
    only(reader, COORDINATOR)
    return _person_stands(Sight(reader, today), person_id)


def _person_stands(sight: Sight, person_id: str) -> views.PersonStands:
    facts = facts_of_ties(person_id, sight.today)
    person = facts.people[person_id]
    ties = Ties(facts)
    found = [_stand(ties, person, code, place.name) for code, place in sight.places.items()]
    return views.PersonStands(
        person.id,
        person.name,
        declaration_standing(person, facts.policy, sight.today),
        tuple(sorted(found, key=lambda each: (each.authority_name, each.authority))),
    )


def council_stands(reader: Reader, code: str, today: date) -> views.CouncilStands:
    """How everybody stands with a council, those with a tie first. For coordinators."""
    only(reader, COORDINATOR)
    place = Sight(reader, today).places.get(code)
    if place is None:
        raise NotFound("no such council")
    near = people_reaching(code)
    facts = facts_in(today, scope_around(today, near, {code}))
    ties = Ties(facts)
    found = [_stand(ties, facts.people[id_], code, place.name) for id_ in near]
    # Nothing leads from anybody else to the council: that they declared, or did not, is all there is to say of them.
    others = (each for each in read_declared() if each.id not in near)
    found += [
        views.StandView(one.id, one.name, code, place.name, ties.without_tie(one.declared_on), ()) for one in others
    ]
    order = ("conflicted", "not-declared", "clear")
    ordered = sorted(found, key=lambda each: (order.index(each.state), each.person_name, each.person_id))
    return views.CouncilStands(code, place.name, tuple(ordered))


def _stand(ties: Ties, person: Person, code: str, name: str) -> views.StandView:
    found = ties.stand(person, code)
    return views.StandView(
        person.id,
        person.name,
        code,
        name,
        found.state,
        tuple(views.ConflictView(each.sentence, each.against, each.waivable) for each in found.conflicts),
    )
