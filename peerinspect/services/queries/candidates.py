"""Everybody seen from one duty: chosen, eligible or blocked, with every objection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerinspect.domain import Duty, Facts, Objection, Person, Roster, RosterPlacement, Strength
from peerinspect.explain import Choice, DutyExplanation, explain_duty
from peerinspect.independence.rulebook import VERSION
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.circles import Circles, helpers_of, home_circle, sealed_circle
from peerinspect.services.problems import (
    circle_of_part,
    current_circles,
    open_problem,
    part_of_duty,
    sealed_problem,
)
from peerinspect.services.queries.drafts import latest_draft
from peerinspect.services.queries.interests import evidence_view
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.saving import reload_roster
from peerinspect.services.veil import OPEN
from peerinspect.services.waivers import waived_by
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.rosters import latest_part

_OTHER_CIRCLE = views.ObjectionView(
    rule="circle",
    strength="hard",
    sentence="Sealed inspections of this council are done by people from another group of councils, so that nobody "
    "can tell from their own dates that it is to be inspected.",
    evidence=(),
    waived_by="",
)


def candidates(reader: Reader, duty_id: str, today: date) -> views.CandidatesView:
    """Everybody seen from the duty, as things stand now. For coordinators. Takes a while."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    draft = latest_draft(sight, duty)
    circles = current_circles(today) if duty.sealed else {}
    part = part_of_duty(duty, circles)
    facts = _facts(part, today)
    if duty_id in facts.duties:
        explanation = explain_duty(facts, _roster(facts, draft.roster if draft else None), duty_id)
    else:
        explanation = DutyExplanation(duty_id, duty.seats, (), (), ())
    return _view(sight, duty, explanation, draft.roster_id if draft else None, circles)


def _facts(part: str | None, today: date) -> Facts:
    """The problem that the duty belongs to, built afresh: it knows what changed since the last roster."""
    circle = None if part is None else circle_of_part(part)
    if circle is None:
        return open_problem(today)
    pinned = latest_part(OPEN)
    return sealed_problem(today, circle, reload_roster(pinned.roster_bytes).placements if pinned else ())


def _roster(facts: Facts, draft: Roster | None) -> Roster:
    """The latest roster as far as it still holds: without who has said no since, with who is settled."""
    settled = {
        each.pair: RosterPlacement(each.person, each.duty, each.status)
        for each in facts.placements
        if not facts.is_history(each) and (draft is None or facts.is_fixed(each))
    }
    if draft is None:
        return Roster("", VERSION, "", "", "", 0, "feasible", (), tuple(settled.values()), ())
    refused = {each.pair for each in read_placements(facts.as_of, facts.duties) if each.status == "declined"}
    drafted = {
        each.pair: each
        for each in draft.placements
        if each.person in facts.people and each.duty in facts.duties and each.pair not in refused
    }
    return replace(draft, placements=tuple({**drafted, **settled}.values()))


def _view(
    sight: Sight, duty: Duty, explanation: DutyExplanation, roster_id: str | None, circles: Circles
) -> views.CandidatesView:
    """The explanation as pages show it."""
    helpers = _helpers(duty, circles, sight.today)
    everybody = read_people()

    def views_of(group: tuple[Choice, ...]) -> tuple[views.CandidateView, ...]:
        return tuple(_candidate(sight, everybody[each.person], duty, each) for each in group)

    blocked = tuple(each for each in explanation.blocked if helpers is None or each.person in helpers)
    shown = {each.person for each in (*explanation.chosen, *explanation.eligible, *blocked)}
    elsewhere = (one for id_, one in everybody.items() if id_ not in shown)
    return views.CandidatesView(
        duty_id=duty.id,
        roster_id=roster_id,
        chosen=views_of(explanation.chosen),
        eligible=views_of(explanation.eligible),
        blocked=(*views_of(blocked), *(_of_another_circle(sight, one, duty) for one in elsewhere)),
    )


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
        rank=choice.rank,
        cost=tuple(views.CostView(goal, float(amount)) for goal, amount in (choice.cost or {}).items()),
        objections=tuple(_objection(each, duty.kind) for each in choice.objections),
    )


def _objection(each: Objection, kind: str) -> views.ObjectionView:
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
    return views.CandidateView(person.id, person.name, sight.home_names(person, duty), None, (), (_OTHER_CIRCLE,))
