"""Where duties are in their lives, and what can be done about them; lists of them, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, add_months, kinds
from peerinspect.domain.lives import (
    HAND_BACK,
    LIVES,
    OF_PROGRAMMES,
    OF_REMOVAL,
    PLACEMENT,
    PLAN_AGAIN,
    Step,
    appoints_chairs,
)
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only
from peerinspect.services.lives.facts import changeable_facts
from peerinspect.services.lives.placing import APART
from peerinspect.services.lives.team import pinned_to
from peerinspect.services.moving import MOVABLE
from peerinspect.services.queries.duties import may_open
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight, filled_seats
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.deadlines import due_next as first_due
from peerinspect.services.reviews.deadlines import told
from peerinspect.services.reviews.facts import read_review
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import approvals_on
from peerinspect.store.reading.lists import Wanted, count_of_duties, ids_of_duties
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.placements import OFF, PlacementRecord
from peerinspect.store.reading.support import runs_as_programme
from peerinspect.store.tables import DeferralRow

LINES_A_PAGE = 50
APPRAISAL_MONTHS = 12
NOT_COVERED = "Nobody covers this post now. There must be somebody at all times."


def work_list(reader: Reader, asked: views.WorkAsked, page: int, today: date) -> views.Cut[views.WorkLine]:
    """A page of the duties of one kind that are asked for, by first day; the last page where there are fewer.

    For coordinators and the liaison. What the reader may not know of is neither shown nor counted.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    wanted = Wanted(asked.kind, asked.text, asked.state, asked.council, asked.region, asked.when, asked.is_unfilled)
    total = count_of_duties(wanted, today, sight.knows_sealed_work)
    pages = max(1, -(-total // LINES_A_PAGE))
    number = min(max(1, page), pages)
    skipped = (number - 1) * LINES_A_PAGE
    ids = ids_of_duties(wanted, today, sight.knows_sealed_work, skipped, LINES_A_PAGE)
    return views.Cut(_lines(sight, ids), number, pages, total)


def region_names() -> tuple[str, ...]:
    """The regions that councils lie in, sorted: for lists to be narrowed to. Where councils are is no secret."""
    return tuple(regions_of_councils())


def _lines(sight: Sight, ids: list[str]) -> tuple[views.WorkLine, ...]:
    """The duties in the order given, each with its state and its people."""
    duties = sight.duties(ids)
    record_look_at_list(sight, duties.values(), "in a list of duties")
    records = [each for each in sight.records(duties, people=None) if each.status not in OFF]
    filled, states = filled_seats(records), states_of(ids)
    names = read_names({each.person for each in records})
    people: dict[str, list[str]] = defaultdict(list)
    for each in records:
        people[each.duty].append(names[each.person])
    return tuple(
        views.WorkLine(
            duty=sight.line(duties[id_], filled[id_]),
            state=states[id_][0],
            state_name=LIVES[duties[id_].kind].states[states[id_][0]],
            people=tuple(sorted(people[id_])),
        )
        for id_ in ids
        if id_ in duties
    )


def duty_life(reader: Reader, duty_id: str, today: date) -> views.DutyLife:
    """A duty's state, and what a coordinator can do about it. For coordinators and the liaison.

    NotFound alike for one that is not there and one that may not be known. A look at a sealed one is recorded.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    if not may_open(reader, duty):
        raise NotFound("no such duty")
    record_look(sight, duty)
    life = LIVES[duty.kind]
    state, since = states_of([duty.id])[duty.id]
    records = [each for each in sight.records({duty.id: duty}) if each.status not in OFF]
    acts = reader.role == COORDINATOR
    is_over = state in life.finished or duty.last_day < today
    return views.DutyLife(
        duty=sight.line(duty, len(records)),
        state=state,
        state_name=life.states[state],
        since=since,
        is_over=is_over,
        due=" ".join(filter(None, (_due(duty, state, since, today), _regime(duty)))),
        warning=_warning(duty, state, records),
        steps=step_views(sight, duty, state) if acts else (),
        facts=changeable_facts(duty) if acts and not is_over else (),
        priority=duty.priority,
        may_be_moved=acts and duty.kind == kinds.INSPECT and state in MOVABLE and not is_over,
        may_offer=acts and not is_over and len(records) < duty.seats,
        placements=_placements(records, duty) if acts else (),
        new_week=_new_week(sight, duty),
    )


_ON_THEIR_OWN_PAGES: Mapping[str, frozenset[str]] = {kinds.CHAIR: OF_REMOVAL, kinds.INTERIM: frozenset({HAND_BACK})}
"""The steps that need more than a day and a reason, by kind of duty."""


def step_views(sight: Sight, duty: Duty, state: str) -> tuple[views.StepView, ...]:
    """The steps drawn from the state; a sealed new week is given only by those who may know of it."""
    life = LIVES[duty.kind]
    apart = _ON_THEIR_OWN_PAGES.get(duty.kind, frozenset())
    if duty.kind == kinds.SUPPORT and runs_as_programme(duty.id):
        apart = OF_PROGRAMMES
    drawn = [each for each in life.steps_from(state) if each.action not in apart]
    steps = [each for each in drawn if each.action != PLAN_AGAIN or sight.knows_sealed_work]
    return tuple(step_view(each, each.to in life.called_off) for each in steps)


def step_view(each: Step, is_grave: bool) -> views.StepView:
    """A step as its form shows it."""
    return views.StepView(each.action, each.name, each.about, each.day, each.reason, each.reference, is_grave)


def step_of(reader: Reader, duty_id: str, action: str, today: date) -> views.StepView:
    """One step that the reader can take with a duty now. NotFound for any other."""
    life = duty_life(reader, duty_id, today)
    return _named(life.steps, action)


def placement_step_of(
    reader: Reader, duty_id: str, address: str, action: str, today: date
) -> tuple[views.PlacementLife, views.StepView]:
    """A person on a duty, and one step that the reader can take with them now. NotFound for any other."""
    placement = placement_of(reader, duty_id, address, today)
    return placement, _named(placement.steps, action)


def placement_of(reader: Reader, duty_id: str, address: str, today: date) -> views.PlacementLife:
    """A person on a duty, by the placement's address. NotFound where there is nobody."""
    for each in duty_life(reader, duty_id, today).placements:
        if each.address == address:
            return each
    raise NotFound("no such placement")


def _named(steps: Collection[views.StepView], action: str) -> views.StepView:
    for each in steps:
        if each.action == action:
            return each
    raise NotFound("no such step now")


def _placements(records: Collection[PlacementRecord], duty: Duty) -> tuple[views.PlacementLife, ...]:
    names = read_names({each.person for each in records})
    words = approvals_on([duty.id])
    pins = pinned_to(duty.id) | {each.person for each in records if each.pinned}
    found = [
        views.PlacementLife(
            address=placement_address(each.person, duty.id),
            person_id=each.person,
            person_name=names[each.person],
            state=each.state,
            state_name=PLACEMENT.states[each.state],
            is_pinned=each.person in pins,
            may_be_replaced=each.person not in pins and not PLACEMENT.refusal(each.state, "replace"),
            steps=_placement_steps(each, each.person in pins),
            approval=words[each.pair].outcome if each.pair in words else "",
        )
        for each in records
    ]
    return tuple(sorted(found, key=lambda each: (each.person_name, each.address)))


def _placement_steps(each: PlacementRecord, is_pinned: bool) -> tuple[views.StepView, ...]:
    """What a coordinator can do with the person; the person's own steps, and what is done by offering, are not here."""
    drawn = dict.fromkeys((*_beginning(each), *PLACEMENT.steps_from(each.state)))
    steps = [one for one in drawn if one.action not in APART]
    return tuple(
        step_view(one, one.to in PLACEMENT.called_off)
        for one in steps
        if not (is_pinned and one.to in PLACEMENT.called_off)
    )


def _beginning(each: PlacementRecord) -> tuple[Step, ...]:
    """Whoever accepted counts as begun from the first day on; that they have can be recorded still."""
    begin = PLACEMENT.step("begin")
    return (begin,) if begin and each.status == "live" and each.stored == "accepted" else ()


def _due(duty: Duty, state: str, since: date | None, today: date) -> str:
    """What is due after this state. A review's deadlines rest on more days than that of its state."""
    if duty.kind != kinds.REVIEW:
        return due_next(duty.kind, state, since)
    found = first_due(read_review(duty.id, today).deadlines(today))
    return f"{found.name}: due by {plain_day(found.due)}. {told(found)}." if found else ""


def due_next(kind: str, state: str, since: date | None) -> str:
    """What is due after this state, and when, as a sentence; "" where nothing is, or nobody knows since when."""
    if since is None:
        return ""
    if kind == kinds.CHAIR and state in ("in-post", "appraised", "renewed"):
        return f"The yearly appraisal is due by {plain_day(add_months(since, APPRAISAL_MONTHS))}."
    return ""


def _regime(duty: Duty) -> str:
    """Who appoints and removes the chair, by the first day of the term."""
    if duty.kind != kinds.CHAIR:
        return ""
    return f"The chair is appointed, and can be removed, by {appoints_chairs(duty.first_day)}."


def _warning(duty: Duty, state: str, records: Collection[PlacementRecord]) -> str:
    """What is not as the state says."""
    covered = any(each.status in ("accepted", "live") for each in records)
    return NOT_COVERED if duty.kind == kinds.INTERIM and state in ("covered", "advertised") and not covered else ""


def _new_week(sight: Sight, duty: Duty) -> views.DutyLine | None:
    """The inspection that a deferred one became, as far as it may be known."""
    row = store.db.session.get(DeferralRow, duty.id) if duty.kind == kinds.INSPECT else None
    found = sight.duties([row.followed_by]) if row else {}
    record_look_at_list(sight, found.values(), "that follows a deferred one")
    return next(iter(sight.lines(found).values()), None)


def duty_facts(reader: Reader, duty_id: str, today: date) -> views.DutyFacts:
    """The facts of a duty that a coordinator changes. NotFound for one that the reader may not know of."""
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    return views.DutyFacts(
        duty=sight.line(duty, len(sight.records({duty.id: duty}))),
        starts=duty.first_day,
        ends=duty.last_day,
        on_site=duty.on_site_periods,
        notice=duty.notice,
        authorities=tuple(sorted(duty.authorities)),
        seats=duty.seats,
        days=duty.workload,
        skills=tuple(sorted(duty.skills)),
        level=duty.level,
        priority=duty.priority,
        case=duty.case or "",
        changeable=changeable_facts(duty),
        state=states_of([duty.id])[duty.id][0],
    )
