"""The Ofsted liaison's week on one page: the inspections on site, and what is due for those that come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from peerinspect.domain import Duty, Period, kinds
from peerinspect.services.checking import only
from peerinspect.services.forecasting import monday_of
from peerinspect.services.inspections import notice_day
from peerinspect.services.queries.looks import record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.waiver_register import waivers_to_decide
from peerinspect.services.queries.weeks import Teams, days_in
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.views.duties import TeamMember
from peerinspect.services.views.schedule import SheetLine, SheetPeer, WeekSheet
from peerinspect.services.wording import counted, joined, plain_day

_WEEK = timedelta(weeks=1)
AHEAD = timedelta(weeks=6)
"""How far ahead of its first day an inspection is on the sheet where something is due for it."""
DISCLOSED_BEFORE = 10
"""Working days before the notice day from which peers are told the council. Source: design, section 6."""
WAITS = frozenset({"held", "offered"})


def week_sheet(reader: Reader, day: date, today: date) -> WeekSheet:
    """The week of a day: each inspection on site, and each that something is due for in the six weeks after it."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    monday = monday_of(day)
    week = Period(monday, monday + timedelta(days=6))
    inspections = {id_: duty for id_, duty in sight.duties().items() if duty.kind == kinds.INSPECT}
    near = {id_: duty for id_, duty in inspections.items() if _is_near(duty, week)}
    desk = _Desk(sight, near, week)
    lines = [desk.line(duty) for duty in sorted(near.values(), key=lambda duty: (duty.first_day, duty.id))]
    on_site = tuple(line for line in lines if line.days)
    coming = tuple(line for line in lines if not line.days and line.actions)
    record_look_at_list(sight, [near[line.duty.id] for line in (*on_site, *coming)], "in a week")
    return WeekSheet(monday, monday - _WEEK, monday + _WEEK, on_site, coming)


def _is_near(duty: Duty, week: Period) -> bool:
    """Whether the inspection is on site in the week, or starts soon after it."""
    if week.start is None or week.end is None:
        return False
    return bool(days_in(duty, week)) or week.end < duty.first_day <= week.end + AHEAD


class _Desk:
    """What is due for some inspections, read together."""

    def __init__(self, sight: Sight, duties: dict[str, Duty], week: Period) -> None:
        self._teams = Teams(sight, duties)
        self._lines = sight.lines(duties)
        self._week = week
        waiting = waivers_to_decide(sight.reader, sight.today) if sight.reader.role == LIAISON else ()
        self._waivers = Counter(each.duty_id for each in waiting)

    def line(self, duty: Duty) -> SheetLine:
        """One inspection."""
        line, team = self._lines[duty.id], self._teams.team(duty.id)
        empty = max(0, line.seats - line.filled)
        return SheetLine(
            duty=line,
            days=days_in(duty, self._week),
            notice=duty.notice,
            peers=tuple(_peer(member) for member in team),
            empty_seats=empty,
            actions=tuple(self._actions(duty, team, empty)),
        )

    def _actions(self, duty: Duty, team: tuple[TeamMember, ...], empty: int) -> Iterator[str]:
        """What is due in the week, or overdue."""
        if empty:
            yield f"Find {counted(empty, 'more peer') if team else counted(empty, 'peer')}"
        if waiting := [member.placement.person_name for member in team if member.placement.status in WAITS]:
            yield f"Answer awaited from {joined(waiting)}"
        if self._waivers[duty.id]:
            yield f"Decide {counted(self._waivers[duty.id], 'waiver')}"
        yield from self._told(duty, team)

    def _told(self, duty: Duty, team: tuple[TeamMember, ...]) -> Iterator[str]:
        """Who is to be told in the week: the peers of the council, the council of its inspection."""
        if duty.notice is None or self._week.end is None or self._week.start is None:
            return
        untold = [member.placement.person_name for member in team if member.placement.status == "accepted"]
        disclosed_from = notice_day(duty.notice, DISCLOSED_BEFORE)
        if duty.sealed and untold and disclosed_from <= self._week.end:
            yield f"Disclose the council to {joined(untold)}, from {plain_day(disclosed_from)}"
        if self._week.holds(duty.notice):
            yield f"Notify the council on {plain_day(duty.notice)}"


def _peer(member: TeamMember) -> SheetPeer:
    view = member.placement
    return SheetPeer(view.person_name, view.home_names, member.statement, view.status)
