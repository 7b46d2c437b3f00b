"""Support for the demo: past programmes with what came of them, some that go on, some to agree, requests that wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from sqlalchemy import insert, select

from peerinspect import store
from peerinspect.domain import Duty, Judgement, Period, Person
from peerinspect.domain.kinds import SUPPORT
from peerinspect.domain.lives import CANCEL
from peerinspect.services.addresses import placement_address
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.support.agreeing import agree_to_support, draw_up_agreement
from peerinspect.services.support.closing import review_support
from peerinspect.services.support.commands import (
    JUDGEMENT,
    MONITORING,
    REQUEST,
    AgreeToSupport,
    AskForSupport,
    DeclineRequest,
    DrawUpAgreement,
    NameLead,
    RecordNeed,
    RegisterProgramme,
    ReviewSupport,
)
from peerinspect.services.support.leading import name_lead
from peerinspect.services.support.parts import homes
from peerinspect.services.support.registering import BAD_GRADES, record_need, register_programme
from peerinspect.services.support.requesting import ask_for_support, decline_request
from peerinspect.services.support.visiting import HELD
from peerinspect.store import history
from peerinspect.store.reading.councils import read_authorities
from peerinspect.store.reading.duties import duties_within, states_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import OFF, PlacementRecord, read_placements
from peerinspect.store.tables import (
    PlacementRow,
    SupportAdviserRow,
    SupportAgreementRow,
    SupportAttendanceRow,
    SupportNoteRow,
    SupportProgrammeRow,
    SupportThemeRow,
    SupportVisitRow,
    SupportWordRow,
)

ChiefOf = Callable[[str], Reader]
MOST_COMING, MOST_REQUESTS = 6, 4
THEMES = (
    ("thresholds", "assessment"),
    ("supervision", "workload"),
    ("neglect", "plans"),
    ("exploitation", "missing"),
    ("placements", "transitions"),
    ("recording", "information"),
)
HOPES = (
    "Referrals that are answered within a day",
    "Managers who find time to supervise",
    "Plans that families understand, and that end",
    "Fewer children who go missing twice",
)
AIMS = "Read plans together, sit beside the teams, and leave a way of checking that stays"
BRINGS_HELP, BRINGS_ROOM = "The advisers' days, and papers that they use at home", "A worker for the visits, and a room"
FOUND = "The teams check each other's plans now. Supervision is still short of time"
NOTES = (
    "The teams asked for the checklist. We send it before the next visit.",
    "Read twenty plans. Half of them have no date by which something is to change.",
)
VISIT_NOTE = "Sat beside the duty team, and read plans with their managers"
DECLINED = "The same help is part of what the region gives already"
CALLED_OFF = "The council found the help within its own region"
Rows = dict[type[Any], list[dict[str, Any]]]


def show_support(coordinator: Reader, chief_of: ChiefOf, today: date) -> None:
    """Make it, from the support that the season holds. What finds nothing to show it with is left out."""
    scene = _Scene.of(today)
    with store.transaction():
        rows: Rows = {}
        told: list[history.Happening] = []
        for duty, themes, hope in zip(scene.begun, cycle(THEMES), cycle(HOPES), strict=False):
            _look_back_on(scene, duty, themes, hope, coordinator, rows)
            sentence = "Its need, its visits and its days were read in as a whole."
            told.append(history.Happening("read-in-support", duty.id, {"sentence": sentence}, duty.id))
        for table, listed in rows.items():
            store.db.session.execute(insert(table), listed)
        history.record_all(coordinator.user_id, told)
    _review_one(scene, coordinator, today)
    _agree_on_some(scene, coordinator, chief_of, today)
    _ask(scene, coordinator, chief_of, today)


@dataclass(frozen=True)
class _Scene:
    """The support that there is, who advises, and how councils were judged."""

    today: date
    states: Mapping[str, str]
    begun: Sequence[Duty]
    coming: Sequence[Duty]
    records: Mapping[str, Sequence[PlacementRecord]]
    people: Mapping[str, Person]
    judged: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, today: date) -> _Scene:
        """Everything that was read for it."""
        duties = duties_within(today, Period(None, None), SUPPORT)
        states = {id_: state for id_, (state, _) in states_of(duties).items()}
        records: dict[str, list[PlacementRecord]] = {id_: [] for id_ in duties}
        for each in read_placements(today, duties):
            if each.status not in OFF:
                records[each.duty].append(each)
        ordered = sorted(duties.values(), key=lambda each: (each.first_day, sorted(each.authorities)))
        begun = [each for each in ordered if states[each.id] in ("live", "closed") and _agreed(records[each.id])]
        coming = [each for each in ordered if states[each.id] == "requested" and each.first_day > today]
        people = read_people({each.person for listed in records.values() for each in listed})
        judged = {code: each.judgements for code, each in read_authorities().items()}
        return cls(today, states, begun, coming, records, people, judged)

    def need_of(self, duty: Duty) -> tuple[str, date]:
        """What it could have rested on: a bad judgement before it, a visit, or a request."""
        code, before = min(duty.authorities), min(duty.first_day, self.today)
        for each in reversed(self.judged[code]):
            if each.published and each.published <= before and BAD_GRADES & set(each.grades.values()):
                return JUDGEMENT, each.published
        return (MONITORING if duty.first_day.month % 2 else REQUEST), before - timedelta(weeks=5)


def _agreed(records: Sequence[PlacementRecord]) -> list[PlacementRecord]:
    return sorted(
        (each for each in records if each.status in ("accepted", "live", "done")), key=lambda each: each.person
    )


def _look_back_on(
    scene: _Scene, duty: Duty, themes: tuple[str, ...], hope: str, coordinator: Reader, rows: Rows
) -> None:
    """What would have been recorded of support that has begun, as rows."""
    need, need_on = scene.need_of(duty)
    team, is_over = _agreed(scene.records[duty.id]), scene.states[duty.id] == "closed"
    by, on = coordinator.user_id, duty.first_day - timedelta(weeks=2)
    own: dict[str, Any] = {"duty": duty.id}
    reviewed = {"reviewed_on": duty.last_day, "found": FOUND} if is_over else {"reviewed_on": None, "found": ""}
    programme = {"need": need, "need_on": need_on, "days_wanted": None, "hopes": hope, **reviewed}
    _add(rows, SupportProgrammeRow, {**own, **programme})
    for theme in themes:
        _add(rows, SupportThemeRow, {**own, "theme": theme})
    days = duty.workload * len(team)
    drawn = {"aims": AIMS, "days": days, "drawn_by": by, "drawn_on": on, "settled_on": on}
    _add(rows, SupportAgreementRow, {**own, **drawn})
    lead = scene.people[team[0].person]
    for code in sorted(duty.authorities | homes(lead, duty)):
        brings = BRINGS_ROOM if code in duty.authorities else BRINGS_HELP
        word = {"authority": code, "brings": brings, "name": "Chief executive", "reference": "Letter of the season"}
        _add(rows, SupportWordRow, {**own, **word, "day": on, "said_by": by, "said_on": on})
    given = _visits(duty, team, scene.today, by, rows)
    for number, each in enumerate(team):
        counted = given[each.person] + 1 if is_over else None
        _add(rows, SupportAdviserRow, {**own, "person": each.person, "is_lead": number == 0, "days_given": counted})
    for number, text in enumerate(NOTES, start=1):
        note = {"id": store.new_token(), "number": number, "text": text, "written_by": by}
        _add(rows, SupportNoteRow, {**own, **note, "written_on": duty.first_day})


def _visits(duty: Duty, team: Sequence[PlacementRecord], today: date, by: str, rows: Rows) -> dict[str, int]:
    """The visits so far, each held by the whole team; the days of each adviser."""
    given = {each.person: 0 for each in team}
    for run in duty.on_site_periods:
        if run.start is None or run.end is None or run.end >= today:
            continue
        held = {"ends": run.end, "state": HELD, "note": VISIT_NOTE, "recorded_by": by, "recorded_on": run.end}
        _add(rows, SupportVisitRow, {"duty": duty.id, "starts": run.start, **held})
        for each in team:
            days = (run.end - run.start).days + 1
            given[each.person] += days
            came = {"duty": duty.id, "starts": run.start, "person": each.person, "days": days}
            _add(rows, SupportAttendanceRow, came)
    return given


def _add(rows: Rows, table: type[Any], row: dict[str, Any]) -> None:
    rows.setdefault(table, []).append(row)


def _review_one(scene: _Scene, coordinator: Reader, today: date) -> None:
    """One of those that go on has been looked back on."""
    live = [each for each in scene.begun if scene.states[each.id] == "live" and each.last_day >= today]
    if len(live) > 1:
        review_support(ReviewSupport(live[0].id, today, FOUND), coordinator, today)


def _agree_on_some(scene: _Scene, coordinator: Reader, chief_of: ChiefOf, today: date) -> None:
    """Of those to come: one agreed, one that waits for a word, some scoped, one cancelled."""
    asked = [each for each in scene.coming if scene.records[each.id]]
    for place, (duty, themes, hope) in enumerate(zip(asked[:MOST_COMING], cycle(THEMES), cycle(HOPES), strict=False)):
        need, need_on = scene.need_of(duty)
        try:
            record_need(RecordNeed(duty.id, need, need_on, themes, hope), coordinator, today)
        except Refusal:
            continue
        if place < 3:
            _staff(scene, duty, coordinator, today)
            lead = _agreed_now(duty)[0]
            name_lead(NameLead(duty.id, placement_address(lead, duty.id)), coordinator, today)
        if place < 2:
            draw_up_agreement(DrawUpAgreement(duty.id, AIMS, duty.workload * duty.seats), coordinator, today)
            agree_to_support(AgreeToSupport(duty.id, BRINGS_ROOM), chief_of(min(duty.authorities)), today)
        if place == 0:
            for code in sorted(homes(scene.people[lead], duty)):
                agree_to_support(AgreeToSupport(duty.id, BRINGS_HELP), chief_of(code), today)
    empty = [each for each in scene.coming if not scene.records[each.id]]
    for duty in empty[:1]:
        take_step(TakeStep(duty.id, CANCEL, reason=CALLED_OFF), coordinator, today)


def _staff(scene: _Scene, duty: Duty, coordinator: Reader, today: date) -> None:
    """Whoever is asked has said yes."""
    with store.transaction():
        for each in scene.records[duty.id]:
            row = store.db.session.get_one(PlacementRow, (each.person, duty.id))
            if row.status == "offered":
                row.status, row.answered_on = "accepted", today
                name = scene.people[each.person].name
                sentence = f"{name} accepted, by telephone."
                history.record(coordinator.user_id, "accept", each.person, duty=duty.id, sentence=sentence)


def _agreed_now(duty: Duty) -> list[str]:
    row = PlacementRow
    query = select(row.person).where(row.duty == duty.id, row.status.in_(("accepted", "live"))).order_by(row.person)
    return list(store.db.session.scalars(query))


def _ask(scene: _Scene, coordinator: Reader, chief_of: ChiefOf, today: date) -> None:
    """Councils that are judged low and have no support ask for it: one is registered, one declined, others wait."""
    helped = {code for duty in (*scene.begun, *scene.coming) if duty.last_day >= today for code in duty.authorities}
    weak = [code for code in sorted(scene.judged) if code not in helped and _is_weak(scene.judged[code], today)]
    for place, (code, themes, hope) in enumerate(zip(weak[:MOST_REQUESTS], cycle(THEMES), cycle(HOPES), strict=False)):
        id_ = ask_for_support(AskForSupport(code, themes, 12 + place, hope), chief_of(code), today)
        if place == 0:
            first = today + timedelta(weeks=30)
            last = first + timedelta(weeks=20)
            wanted = RegisterProgramme(code, REQUEST, today, themes, hope, first, last, 6, 2, request_id=id_)
            register_programme(wanted, coordinator, today)
        if place == 1:
            decline_request(DeclineRequest(id_, DECLINED), coordinator, today)


def _is_weak(judgements: Sequence[Judgement], today: date) -> bool:
    published = [each for each in judgements if each.published and each.published <= today]
    latest = max(published, key=lambda each: each.published or date.min, default=None)
    return latest is not None and latest.grades.get("overall") in BAD_GRADES
