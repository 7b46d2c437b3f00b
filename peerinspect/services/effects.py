"""What a change of the register would do to work to come: tried out before it is made, and taken back again.

The use case itself is carried out, so that what is told is what would happen. The rules are asked of every placement
that has not ended before and after it, alone and beside the rest; what only the second answer holds is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Facts, Objection, Placement
from peerinspect.domain.placement import Pair
from peerinspect.explain.company import Company
from peerinspect.independence.engagement import Engagement, engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.waivers import waived_by
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.reading.people import people_at
from peerinspect.store.surroundings import facts_after, facts_in, scope_around

Gist = tuple[str, str, tuple[str, ...], tuple[str, ...]]


class _OnlyTried(Exception):
    """Takes back what was only tried out."""


def effects_of(
    change: Callable[[], object],
    reader: Reader,
    today: date,
    people: Collection[str] = (),
    codes: Collection[str] = (),
    reaching: Collection[str] = (),
) -> tuple[views.NewObjection, ...]:
    """The objections that the change would bring to work to come of some people, and of everybody at some councils.

    `reaching` names councils that the people come to touch by the change alone. `change` is a use case, called as it
    will be, and taken back; its refusals come through. Whoever is not cleared is told of open work alone. For
    coordinators.
    """
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    sealed = sealed_duties(today) if sight.knows_sealed_work else frozenset()
    concerned = set(people) | (people_at(codes, today) if codes else set())
    found: list[tuple[Placement, Facts, Objection]] = []
    with suppress(_OnlyTried), store.transaction():
        before = facts_in(today, scope_around(today, concerned, {*codes, *reaching}, sealed))
        change()
        after = facts_after(before, of_councils=bool(codes))
        found = _added(before, after, concerned, codes)
        raise _OnlyTried
    record_look_at_list(sight, _told_of(found), "while a change was tried out")
    return tuple(_view(sight, *each) for each in found)


def _told_of(found: Collection[tuple[Placement, Facts, Objection]]) -> list[Duty]:
    """The duties that the reader is told of."""
    told = {id_: facts.duties[id_] for each, facts, one in found for id_ in (each.duty, *one.reveals)}
    return list(told.values())


def _added(
    before: Facts, after: Facts, people: Collection[str], codes: Collection[str]
) -> list[tuple[Placement, Facts, Objection]]:
    """Each new objection, with the placement that it is to."""
    objections_before, objections_after = _objections(before, people, codes), _objections(after, people, codes)
    found = []
    for pair, (placement, now) in objections_after.items():
        then = objections_before[pair][1] if pair in objections_before else []
        left = Counter(_gist(one) for one in then)
        for one in now:
            if left[_gist(one)] > 0:
                left[_gist(one)] -= 1
            else:
                found.append((placement, after, one))
    return found


def _gist(one: Objection) -> Gist:
    """What an objection comes to, whatever dates it gives."""
    return one.rule, str(one.strength), one.people, one.authorities


def _objections(
    facts: Facts, people: Collection[str], codes: Collection[str]
) -> dict[Pair, tuple[Placement, list[Objection]]]:
    """What the rules say of each placement to come of the people, and of anybody at the councils."""
    engaged = {each.pair: _engaged(facts, each) for each in facts.placements}
    past = [one for one in engaged.values() if one.past]
    coming = [one for one in engaged.values() if not one.past and facts.is_open(one.duty)]
    company = Company(facts, Rulebook.under(facts.policy), coming, past)
    wanted = {one.pair for one in coming if one.person.id in people or one.duty.authorities & set(codes)}
    return {
        each.pair: (each, company.objections_to(engaged[each.pair])) for each in facts.placements if each.pair in wanted
    }


def _engaged(facts: Facts, placement: Placement) -> Engagement:
    return engage(facts, facts.people[placement.person], facts.duties[placement.duty], placement)


def _view(sight: Sight, placement: Placement, facts: Facts, one: Objection) -> views.NewObjection:
    duty = facts.duties[placement.duty]
    strength = str(one.strength)
    return views.NewObjection(
        person_id=placement.person,
        person_name=facts.people[placement.person].name,
        duty_id=duty.id,
        duty_title=duty_title(duty, sight.places),
        sealed=duty.sealed,
        period=duty.period,
        status=placement.status,
        strength=strength,
        sentence=one.sentence,
        waived_by=waived_by(duty.kind, one.rule) if strength == "soft" else "",
    )
