"""One programme of support, as each of those who have to do with it may see it.

What somebody can do now is named by one word each: scope, lead, draw-up, agree, letter, begin, plan, record (a visit),
note, review, close and cancel.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect import store
from peerinspect.domain import Authority, Duty, Period, Person
from peerinspect.domain.lives import CANCEL
from peerinspect.domain.themes import in_order
from peerinspect.services import views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.support import part_of, theme_words
from peerinspect.services.queries.weeks import Teams
from peerinspect.services.reader import CHIEF_EXECUTIVE, Reader
from peerinspect.services.support.advancing import AGREE, BEGIN, CLOSE, REVIEW, SCOPE
from peerinspect.services.support.outcomes import outcome_of
from peerinspect.services.support.parts import ADVISER, AGREED, LIFE, PLANNER, Taking, homes, taking
from peerinspect.services.support.visiting import CANCELLED, LIVE, PLANNED
from peerinspect.services.views import support as shown
from peerinspect.services.views.duties import TeamMember
from peerinspect.store.reading.councils import read_authorities, read_borders, read_neighbours
from peerinspect.store.reading.duties import states_of
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.support import (
    REPORTED,
    advisers_of,
    agreements_of,
    attendance_of,
    notes_of,
    programmes,
    themes_of,
    visits_of,
    words_on_support,
)
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import SupportAdviserRow, SupportAgreementRow, SupportProgrammeRow, SupportRow

LEAD, DRAW_UP, LETTER, PLAN, NOTE, RECORD = "lead", "draw-up", "letter", "plan", "note", "record"


def support_page(reader: Reader, duty_id: str, today: date) -> shown.SupportPage:
    """The programme. NotFound for who has no part in it."""
    found = taking(reader, duty_id, today)
    sight, duty = Sight(reader, today), found.duty
    state, since = states_of([duty.id])[duty.id]
    row = programmes([duty.id]).get(duty.id) if found.is_inside else None
    themes = themes_of([duty.id]).get(duty.id, frozenset()) if found.is_inside else frozenset()
    attendance, support = attendance_of(duty.id), store.db.session.get(SupportRow, duty.id)
    team = Teams(sight, {duty.id: duty}).team(duty.id)
    agreement = _agreement(sight, found, state) if found.is_inside else None
    return shown.SupportPage(
        line=sight.line(duty, len(team)),
        state=state,
        state_name=LIFE.states[state],
        since=since,
        is_inside=found.is_inside,
        part=part_of(found),
        days_each=duty.workload,
        skills=tuple(sorted(duty.skills)) if found.is_inside else (),
        requested_on=support.requested_on if support else None,
        need=row.need if row else "",
        need_on=row.need_on if row else None,
        themes=theme_words(themes),
        theme_codes=in_order(themes),
        hopes=row.hopes if row else "",
        days_wanted=row.days_wanted if row else None,
        advisers=_advisers(sight, found, team, attendance, state),
        empty_seats=max(0, duty.seats - len(team)),
        agreement=agreement,
        visits=_visits(found, attendance, state, today),
        notes=_notes(duty.id) if found.is_inside else (),
        reviewed_on=row.reviewed_on if row else None,
        found=row.found if row else "",
        outcome=_outcome(duty, today) if state in REPORTED and found.is_inside else None,
        may=_may(found, state, row, agreement),
    )


def _may(
    found: Taking, state: str, row: SupportProgrammeRow | None, agreement: shown.SupportAgreement | None
) -> frozenset[str]:
    """What the reader can do now."""
    may = {NOTE} if found.is_inside and state not in LIFE.finished else set()
    if agreement and agreement.may_agree:
        may.add(AGREE)
    if found.parts & {PLANNER, ADVISER}:
        may.add(RECORD)
    if PLANNER not in found.parts:
        return frozenset(may)
    drawn = {each.action for each in LIFE.steps_from(state)}
    may |= {each for each in (BEGIN, CANCEL, CLOSE) if each in drawn}
    may |= {REVIEW} if REVIEW in drawn and row else set()
    may |= {SCOPE} if state not in LIFE.called_off else set()
    may |= {DRAW_UP} if AGREE in drawn and found.lead else set()
    may |= {LETTER} if agreement and agreement.letters else set()
    may |= {LEAD} if found.advisers and state not in LIFE.finished else set()
    may |= {PLAN} if state not in (*LIFE.finished, "reviewed") else set()
    return frozenset(may)


def _advisers(
    sight: Sight,
    found: Taking,
    team: tuple[TeamMember, ...],
    attendance: Mapping[date, Mapping[str, int]],
    state: str,
) -> tuple[shown.AdviserView, ...]:
    """The lead first, then by name. Those who have not answered are for planners and the liaison."""
    duty, known = found.duty, advisers_of([found.duty.id])
    near = _Nearness(sight, duty)
    plans = found.parts & {PLANNER} or not found.is_inside
    listed = [each for each in team if each.placement.status in AGREED or plans]
    made = [
        _adviser(each, found, known, near, sum(came.get(each.placement.person_id, 0) for came in attendance.values()))
        for each in listed
    ]
    return tuple(sorted(made, key=lambda each: (not each.is_lead, each.name, each.address)))


def _adviser(
    member: TeamMember,
    found: Taking,
    known: Mapping[tuple[str, str], SupportAdviserRow],
    near: _Nearness,
    so_far: int,
) -> shown.AdviserView:
    view = member.placement
    row, person = known.get((found.duty.id, view.person_id)), found.advisers.get(view.person_id)
    is_lead = view.person_id == found.lead
    return shown.AdviserView(
        address=view.address,
        person_id=view.person_id,
        name=view.person_name,
        home_names=view.home_names,
        near=near.of(person) if person else (),
        statement=member.statement,
        status=view.status,
        is_lead=is_lead,
        may_lead=person is not None and not is_lead,
        days_so_far=so_far,
        days_given=row.days_given if row else None,
    )


class _Nearness:
    """How near councils are to the one that is advised."""

    def __init__(self, sight: Sight, duty: Duty) -> None:
        self._duty, self._places = duty, sight.places
        self._ranks = read_neighbours(duty.authorities)
        self._borders = read_borders(duty.authorities)

    def of(self, person: Person) -> tuple[str, ...]:
        """What there is to say of the person's councils, as sentences without their full stop."""
        return tuple(
            sentence
            for home in sorted(homes(person, self._duty))
            for target in sorted(self._duty.authorities)
            for sentence in self._between(home, target)
        )

    def _between(self, home: str, target: str) -> list[str]:
        rank = self._ranks.get((target, home))
        found = [f"Statistical neighbour, number {rank}"] if rank else []
        found += ["Shares a border"] if frozenset({home, target}) in self._borders else []
        same = self._places[home].region and self._places[home].region == self._places[target].region
        return found + (["Same region"] if same else [])


def _agreement(sight: Sight, found: Taking, state: str) -> shown.SupportAgreement | None:
    row = agreements_of([found.duty.id]).get(found.duty.id)
    if row is None:
        return None
    said = words_on_support(found.duty.id)
    parties = tuple(said) if row.settled_on else found.parties
    words = tuple(
        shown.SupportWord(
            party,
            sight.places[party].name,
            said[party].brings if party in said else "",
            said[party].name if party in said else "",
            said[party].reference if party in said else "",
            said[party].day if party in said else None,
        )
        for party in sorted(parties, key=lambda each: (each not in found.duty.authorities, each))
    )
    missing = _missing(found, row, state, said)
    own = sight.reader.role == CHIEF_EXECUTIVE and bool(missing & sight.reader.authorities)
    letters = missing if PLANNER in found.parts else frozenset()
    return shown.SupportAgreement(
        aims=row.aims,
        days=row.days,
        drawn_on=row.drawn_on,
        settled_on=row.settled_on,
        words=words,
        may_agree=own,
        letters=tuple(views.Choice(each, sight.places[each].name) for each in sorted(letters)),
    )


def _missing(found: Taking, row: SupportAgreementRow, state: str, said: Mapping[str, object]) -> frozenset[str]:
    """The councils whose word is missing, while it can be given."""
    if row.settled_on is not None or found.lead is None or LIFE.refusal(state, AGREE):
        return frozenset()
    return frozenset(found.parties) - said.keys()


def _visits(
    found: Taking, attendance: Mapping[date, Mapping[str, int]], state: str, today: date
) -> tuple[shown.SupportVisit, ...]:
    """Planned, held and cancelled ones, by first day. The liaison reads when, and not who came nor what was noted."""
    duty, rows = found.duty, visits_of([found.duty.id]).get(found.duty.id, [])
    kept = {row.starts: row for row in rows}
    runs = {run.start: run for run in duty.on_site_periods if run.start}
    may_record = bool(found.parts & {PLANNER, ADVISER}) and state == LIVE
    may_change = PLANNER in found.parts and state not in (*LIFE.finished, "reviewed") and duty.last_day >= today
    made = []
    for day in sorted(kept.keys() | runs.keys()):
        row, run = kept.get(day), runs.get(day)
        is_planned = run is not None and (row is None or row.state == CANCELLED)
        period = run if is_planned and run else Period(day, row.ends if row else day)
        came = attendance.get(day, {}) if found.is_inside else {}
        made.append(
            shown.SupportVisit(
                day=day,
                period=period,
                state=PLANNED if is_planned else row.state if row else PLANNED,
                came=_named(found, came),
                days=sum(came.values()),
                note=row.note if row and not is_planned and found.is_inside else "",
                may_record=is_planned and may_record and day <= today,
                may_change=is_planned and may_change,
            )
        )
    return tuple(made)


def _named(found: Taking, came: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Who came, by name; somebody who advises no more is named too."""
    gone = read_names(came.keys() - found.advisers.keys()) if came.keys() - found.advisers.keys() else {}
    names = {each: found.advisers[each].name if each in found.advisers else gone.get(each, "") for each in came}
    return tuple(sorted((names[each], days) for each, days in came.items()))


def _notes(duty_id: str) -> tuple[shown.SupportNote, ...]:
    rows = notes_of(duty_id)
    names = user_names({row.written_by for row in rows}) if rows else {}
    return tuple(shown.SupportNote(row.text, names.get(row.written_by, ""), row.written_on) for row in rows)


def _outcome(duty: Duty, today: date) -> shown.OutcomeView:
    """How the council was judged before and after; of several councils, the first by code."""
    code = min(duty.authorities, default="")
    return outcome_view(read_authorities([code]).get(code), duty.period, today)


def outcome_view(council: Authority | None, work: Period, today: date) -> shown.OutcomeView:
    """The outcome of support at a council, as pages show it."""
    found = outcome_of(council.judgements if council else (), work, today)
    return shown.OutcomeView(
        found.word,
        found.grade_before,
        found.before.published if found.before else None,
        found.grade_after,
        found.after.published if found.after else None,
    )
