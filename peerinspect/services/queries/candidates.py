"""Everybody seen from one duty: chosen, eligible or blocked, with every objection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from peerinspect.domain import Duty, Facts, Objection, Person, Strength
from peerinspect.explain import Choice, DutyExplanation, explain_duty
from peerinspect.independence.engagement import engage
from peerinspect.independence.goals import days_placed, home_minutes, share_percent
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.circles import Circles, helpers_of, home_circle, sealed_circle
from peerinspect.services.kept import kept
from peerinspect.services.problems import current_circles
from peerinspect.services.queries.interests import evidence_view
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.standing import Standing, part_now, standing
from peerinspect.services.waivers import waived_by
from peerinspect.store.reading.people import expertise_of, read_people

_OTHER_CIRCLE = views.ObjectionView(
    rule="circle",
    strength="hard",
    sentence="Sealed inspections of this council are done by people from another group of councils, so that nobody "
    "can tell from their own dates that it is to be inspected.",
    evidence=(),
    waived_by="",
)


def candidates(reader: Reader, duty_id: str, today: date) -> views.CandidatesView:
    """Everybody seen from the duty, as things stand now. For coordinators. Takes a while the first time."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    return seen_from(sight, duty)


def seen_from(sight: Sight, duty: Duty) -> views.CandidatesView:
    """Everybody seen from a duty that the reader may know of, whoever asks."""
    return kept("candidates", duty.id, sight.today, lambda: _everybody(sight, duty))


def _everybody(sight: Sight, duty: Duty) -> views.CandidatesView:
    """The explanation as pages show it. It is the same for whoever may know of the duty."""
    circles = current_circles(sight.today) if duty.sealed else {}
    found = standing(part_now(duty, sight.today), sight.today)
    if duty.id in found.facts.duties:
        explanation = explain_duty(found.facts, found.roster, duty.id, rulebook=found.rulebook)
    else:
        explanation = DutyExplanation(duty.id, duty.seats, (), (), ())
    return _view(sight, duty, explanation, found, circles)


def _view(
    sight: Sight, duty: Duty, explanation: DutyExplanation, found: Standing, circles: Circles
) -> views.CandidatesView:
    """Everybody, those who can never be asked among the blocked."""
    helpers = _helpers(duty, circles, sight.today)
    everybody = read_people()
    days = days_placed(found.facts, [each.pair for each in found.roster.placements])

    said = expertise_of([each.person for each in (*explanation.chosen, *explanation.eligible)])

    def views_of(group: tuple[Choice, ...]) -> tuple[views.CandidateView, ...]:
        plain = (_candidate(sight, everybody[each.person], duty, each) for each in group)
        return tuple(replace(view, expertise=said.get(view.person_id, "")) for view in plain)

    def eligible(choice: Choice) -> views.CandidateView:
        (view,) = views_of((choice,))
        return replace(view, **_in_person(found.facts, choice, duty.id, days.get(choice.person, 0)))

    blocked = tuple(each for each in explanation.blocked if helpers is None or each.person in helpers)
    shown = {each.person for each in (*explanation.chosen, *explanation.eligible, *blocked)}
    elsewhere = (one for id_, one in everybody.items() if id_ not in shown)
    return views.CandidatesView(
        duty_id=duty.id,
        roster_id=found.roster_id,
        is_over=duty.last_day < sight.today,
        chosen=views_of(explanation.chosen),
        eligible=tuple(eligible(each) for each in explanation.eligible),
        blocked=(*views_of(blocked), *(_of_another_circle(sight, one, duty) for one in elsewhere)),
    )


def _in_person(facts: Facts, choice: Choice, duty_id: str, days: int) -> dict[str, Any]:
    """What doing the duty would mean to the person: the journey, and the days of those offered."""
    person, duty = facts.people[choice.person], facts.duties[duty_id]
    other = facts.people[choice.instead_of] if choice.instead_of else None
    minutes = home_minutes(engage(facts, person, duty))
    return {
        "instead_of": other.name if other else "",
        "minutes": minutes,
        "more_minutes": minutes - home_minutes(engage(facts, other, duty)) if other else None,
        "share": share_percent(days + duty.workload, person.days_offered()),
    }


def _helpers(duty: Duty, circles: Circles, today: date) -> frozenset[str] | None:
    """The people who may do a sealed duty at all; None for an open one, which everybody may."""
    if not duty.sealed:
        return None
    circle = sealed_circle(duty.authorities, circles)
    if circle is None:
        return frozenset()
    wanted = helpers_of(circle)
    return frozenset(id_ for id_, one in read_people().items() if home_circle(one, circles, today) == wanted)


def _candidate(sight: Sight, person: Person, duty: Duty, choice: Choice) -> views.CandidateView:
    """One person seen from the duty."""
    return views.CandidateView(
        person_id=person.id,
        name=person.name,
        home_names=sight.home_names(person, duty),
        regions=_regions(sight, person, duty),
        rank=choice.rank,
        cost=tuple(views.CostView(goal, float(amount)) for goal, amount in (choice.cost or {}).items()),
        objections=tuple(objection_view(each, duty.kind) for each in choice.objections),
    )


def objection_view(each: Objection, kind: str) -> views.ObjectionView:
    """An objection, with who could waive it."""
    is_soft = each.strength is Strength.SOFT
    return views.ObjectionView(
        rule=each.rule,
        strength=str(each.strength),
        sentence=each.sentence,
        evidence=tuple(evidence_view(one) for one in each.evidence),
        waived_by=waived_by(kind, each.rule) if is_soft else "",
    )


def _of_another_circle(sight: Sight, person: Person, duty: Duty) -> views.CandidateView:
    """Somebody whom no sealed search may place on the duty."""
    homes, regions = sight.home_names(person, duty), _regions(sight, person, duty)
    return views.CandidateView(person.id, person.name, homes, regions, None, (), (_OTHER_CIRCLE,))


def _regions(sight: Sight, person: Person, duty: Duty) -> tuple[str, ...]:
    """The regions of the councils whose posts the person holds during the duty."""
    homes = {post.authority for post in person.posts if post.period.overlaps(duty.span)}
    return tuple(sorted({sight.places[code].region or "" for code in homes} - {""}))
