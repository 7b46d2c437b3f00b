"""Who is on which team: a week at a time, and one team on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.liaison.approving import waits_for_approval
from peerinspect.services.queries.duties import by_first_day, monday_of
from peerinspect.services.queries.looks import record_look, record_look_at_list
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.veil import parts_for
from peerinspect.services.wording import joined
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.liaison import approvals_on
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord
from peerinspect.store.reading.rosters import published_objections

_WEEK = timedelta(weeks=1)


def week(reader: Reader, monday: date, today: date) -> views.WeekView:
    """Who is on which team in the week of `monday`, as published: days on site, and secondments."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    first = monday_of(monday)
    here = Period(first, first + _WEEK - timedelta(days=1))
    duties = {id_: duty for id_, duty in sight.duties_within(here).items() if days_in(duty, here)}
    record_look_at_list(sight, duties.values(), "in a week")
    return views.WeekView(first, first - _WEEK, first + _WEEK, entries_of(sight, duties, here))


def entries_of(sight: Sight, duties: Mapping[str, Duty], week: Period) -> tuple[views.WeekEntry, ...]:
    """Duties at work in a week, each with its days and its team, by first day."""
    teams = Teams(sight, duties)
    return tuple(
        views.WeekEntry(line, days_in(duties[line.id], week), teams.team(line.id), max(0, line.seats - line.filled))
        for line in sorted(sight.lines(duties).values(), key=by_first_day)
    )


def days_in(duty: Duty, week: Period) -> tuple[Period, ...]:
    """The days of the week on which the team is at work."""
    spans = duty.on_site_periods or ((duty.period,) if duty.kind == kinds.SECOND else ())
    return tuple(part for span in spans if (part := span.within(week)) is not None)


def team_sheet(reader: Reader, duty_id: str, today: date) -> views.TeamSheet:
    """One duty's team as published. For the Ofsted liaison and coordinators."""
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    teams = Teams(sight, {duty.id: duty})
    team = teams.team(duty.id)
    present = {skill for member in team for skill in member.skills}
    return views.TeamSheet(
        duty=sight.line(duty, len(team)),
        on_site=duty.on_site_periods,
        notice=duty.notice,
        team=team,
        empty_seats=max(0, duty.seats - len(team)),
        missing_skills=tuple(sorted(duty.skills - present)),
        state_name=LIVES[duty.kind].states[teams.state(duty.id)],
    )


class Teams:
    """The teams of some duties, read together."""

    def __init__(self, sight: Sight, duties: Mapping[str, Duty]) -> None:
        self._sight = sight
        self._records = [each for each in sight.records(duties) if each.status not in OFF]
        self._people = read_people({each.person for each in self._records})
        self._objections = published_objections(parts_for(sight.reader))
        self._states = {id_: state for id_, (state, _) in states_of(duties).items()}
        self._approvals = approvals_on(duties)
        self._members: dict[str, list[views.TeamMember]] = {id_: [] for id_ in duties}
        pairs = {(each.person, each.duty): each for each in self._records}
        for view in sight.placements(self._records, duties):
            self._members[view.duty.id].append(self._member(view, pairs[view.person_id, view.duty.id]))

    def team(self, duty_id: str) -> tuple[views.TeamMember, ...]:
        """The people on one duty."""
        return tuple(self._members[duty_id])

    def _member(self, view: views.PlacementView, record: PlacementRecord) -> views.TeamMember:
        """A person on the team."""
        person, word = self._people[record.person], self._approvals.get(record.pair)
        is_held = waits_for_approval(view.duty.kind, self._states[record.duty], record.state)
        return views.TeamMember(
            placement=view,
            level=person.level,
            skills=tuple(sorted(person.skills)),
            statement=_statement(view, self._objections.get(record.pair)),
            state=record.state,
            approval=word.outcome if word else "",
            waits=is_held and word is None,
        )

    def state(self, duty_id: str) -> str:
        """Where a duty is in its life."""
        return self._states[duty_id]


def _statement(view: views.PlacementView, objections: Sequence[str] | None) -> str:
    """Why the person counts as independent, as far as a published roster says."""
    homes = joined(view.home_names) or "no council"
    councils = joined(view.duty.authority_names) or "any council"
    if objections is None:
        return f"{view.person_name} ({homes}) was placed before this roster was published."
    if objections:
        return f"{view.person_name} ({homes}) is placed with a recorded waiver of {joined(objections)}."
    return f"No rule objects to {view.person_name} ({homes}) working with {councils}."
