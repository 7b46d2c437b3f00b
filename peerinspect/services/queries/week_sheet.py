"""The Ofsted liaison's week on one page: the inspections on site, what is due for others, and who else is at work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import DEFER, LIVES
from peerinspect.services.checking import only
from peerinspect.services.forecasting import monday_of
from peerinspect.services.holding_back.disclosing import disclosed_from
from peerinspect.services.liaison.evaluating import EVALUATED
from peerinspect.services.liaison.lasting import between_inspections
from peerinspect.services.liaison.objecting import still_open
from peerinspect.services.lives.stepping import NOTIFY
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.waiver_register import waivers_to_decide
from peerinspect.services.queries.weeks import Teams, days_in, entries_of
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.views import week as views
from peerinspect.services.views.duties import TeamMember
from peerinspect.services.wording import counted, joined, plain_day
from peerinspect.store.reading.holding_back import undertaken
from peerinspect.store.reading.liaison import APPROVED, evaluations_on, objections_on
from peerinspect.store.tables import CouncilObjectionRow

_WEEK = timedelta(weeks=1)
AHEAD = timedelta(weeks=6)
"""How far ahead of its first day an inspection is on the page where something is due for it."""
BACK = timedelta(weeks=8)
"""How long after its last day a duty is on the page where somebody is still to be evaluated."""
WAITS = frozenset({"held", "offered"})


def week_sheet(reader: Reader, day: date, today: date) -> views.WeekSheet:
    """The week of a day: each inspection on site, each that something is due for, and others at work in the week."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    monday = monday_of(day)
    week = Period(monday, monday + timedelta(days=6))
    found = sight.duties_within(Period(monday - BACK, monday + timedelta(days=6) + AHEAD))
    near = {id_: duty for id_, duty in found.items() if duty.kind in EVALUATED and _is_near(duty, week)}
    others = {
        id_: duty
        for id_, duty in found.items()
        if duty.kind != kinds.INSPECT and id_ not in near and days_in(duty, week)
    }
    desk = _Desk(sight, near, week)
    lines = [desk.line(duty) for duty in sorted(near.values(), key=lambda duty: (duty.first_day, duty.id))]
    on_site = tuple(line for line in lines if line.days)
    due = [line for line in lines if not line.days and line.actions]
    record_look_at_list(sight, [near[line.duty.id] for line in (*on_site, *due)], "in a week")
    return views.WeekSheet(
        monday,
        monday - _WEEK,
        monday + _WEEK,
        on_site=on_site,
        coming=tuple(line for line in due if near[line.duty.id].first_day > monday),
        over=tuple(line for line in due if near[line.duty.id].first_day <= monday),
        others=entries_of(sight, others, week),
        waivers=desk.waivers,
    )


def _is_near(duty: Duty, week: Period) -> bool:
    """Whether the duty may stand on the page: an inspection in the week, soon or lately over; a secondment lately."""
    if week.start is None or week.end is None:
        return False
    is_over = week.start - BACK <= duty.last_day < week.start
    if duty.kind != kinds.INSPECT:
        return is_over
    return bool(days_in(duty, week)) or is_over or week.end < duty.first_day <= week.end + AHEAD


class _Desk:
    """What is due for some duties, read together."""

    def __init__(self, sight: Sight, duties: Mapping[str, Duty], week: Period) -> None:
        self._today = sight.today
        self._is_liaison = sight.reader.role == LIAISON
        self._teams = Teams(sight, duties)
        self._lines = sight.lines(duties)
        self._week = week
        waiting = waivers_to_decide(sight.reader, sight.today) if self._is_liaison else ()
        self._waivers = Counter(each.duty_id for each in waiting)
        self.waivers = len(waiting)
        self._evaluated = set(evaluations_on(duties)) | between_inspections(duties, sight.today)
        self._objections: dict[str, list[CouncilObjectionRow]] = defaultdict(list)
        for row in still_open(objections_on(duties), duties, sight.today):
            self._objections[row.duty].append(row)

    def line(self, duty: Duty) -> views.SheetLine:
        """One duty."""
        line, team = self._lines[duty.id], self._teams.team(duty.id)
        life, state = LIVES[duty.kind], self._teams.state(duty.id)
        is_over = duty.last_day < self._today or state in life.finished
        empty = 0 if is_over else max(0, line.seats - line.filled)
        return views.SheetLine(
            duty=line,
            state=state,
            state_name=life.states[state],
            days=days_in(duty, self._week) if duty.kind == kinds.INSPECT else (),
            notice=duty.notice,
            team=team,
            empty_seats=empty,
            actions=tuple(self._actions(duty, team, empty)),
            may_defer=self._is_liaison and not is_over and not life.refusal(state, DEFER),
        )

    def _actions(self, duty: Duty, team: Collection[TeamMember], empty: int) -> Iterator[views.DueAction]:
        """What is due in the week, or overdue."""
        if empty:
            told = counted(empty, "more peer") if team else counted(empty, "peer")
            yield views.DueAction(views.FIND, f"Find {told}", is_now=False)
        if waiting := [member.placement.person_name for member in team if member.placement.status in WAITS]:
            yield views.DueAction(views.AWAIT, f"Answer awaited from {joined(waiting)}", is_now=False)
        if self._waivers[duty.id]:
            yield views.DueAction(views.WAIVE, f"Decide {counted(self._waivers[duty.id], 'waiver')}")
        for member in team:
            yield from self._of_member(member)
        yield from self._of_council(duty, team)
        if duty.kind == kinds.INSPECT:
            yield from self._told(duty, team)

    def _of_member(self, member: TeamMember) -> Iterator[views.DueAction]:
        """What the liaison has to say of one person."""
        view = member.placement
        if member.waits:
            yield views.DueAction(views.APPROVE, f"Approve or refuse {view.person_name}", view.address)
        if view.status == "done" and (view.person_id, view.duty.id) not in self._evaluated:
            yield views.DueAction(views.EVALUATE, f"Evaluate {view.person_name}", view.address)

    def _of_council(self, duty: Duty, team: Collection[TeamMember]) -> Iterator[views.DueAction]:
        """What the inspected council objects to."""
        names = {member.placement.person_id: member.placement.person_name for member in team}
        for row in self._objections[duty.id]:
            is_overdue = row.due_on < self._today
            told = f"Answer the objection to {names.get(row.person, '')}, {'was ' if is_overdue else ''}due by "
            yield views.DueAction(views.OBJECT, f"{told}{plain_day(row.due_on)}", row.id, is_overdue=is_overdue)

    def _told(self, duty: Duty, team: Collection[TeamMember]) -> Iterator[views.DueAction]:
        """Who is to be told in the week: the peers of the council, the council of its inspection."""
        if duty.notice is None or self._week.end is None:
            return
        untold = [member for member in team if member.placement.status == "accepted" and member.state == "accepted"]
        first = disclosed_from(duty)
        if duty.sealed and untold and first is not None and first <= self._week.end:
            yield from self._to_disclose(duty, untold, first)
        if duty.notice <= self._week.end and self._teams.state(duty.id) in ("planned", "team-held"):
            may_now = not LIVES[duty.kind].refusal(self._teams.state(duty.id), NOTIFY)
            is_now = may_now and duty.notice <= self._today
            is_late = duty.notice < self._today
            told = f"Record the notice of {plain_day(duty.notice)}" if is_late else ""
            yield views.DueAction(
                views.NOTIFY,
                told or f"Notify the council on {plain_day(duty.notice)}",
                is_now=is_now,
                is_overdue=is_late,
            )

    def _to_disclose(self, duty: Duty, untold: Collection[TeamMember], first: date) -> Iterator[views.DueAction]:
        """Peers who may be told by the end of the week; one who lacks something is waited for, and it is named."""
        signed = undertaken(duty.id)
        for one in untold:
            missing = [] if one.approval == APPROVED else ["they are approved"]
            missing += [] if one.placement.person_id in signed else ["they have signed the undertaking"]
            once = f", once {joined(missing)}" if missing else ""
            told = f"Disclose the council to {one.placement.person_name}, from {plain_day(first)}{once}"
            is_now = not missing and first <= self._today
            yield views.DueAction(views.DISCLOSE, told, one.placement.address, is_now=is_now)
