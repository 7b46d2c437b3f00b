"""Boards, for those who appoint their chairs: who chairs it, may they, and what can be done. Nothing of it is sealed.

The council's own director and staff read nothing of it; whoever shares an employer with the chair reads that, and no
papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerinspect import store
from peerinspect.documents.statements import StatementAbout
from peerinspect.domain import Duty
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import HEALTH, IN_POST, POLICE, UNDER_NOTICE, appoints_chairs, whose_word
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.boards.acting import (
    LIFE,
    Board,
    board_for,
    chair_of,
    councils_spoken_for,
    removal_under_way,
    tie_of,
)
from peerinspect.services.boards.commands import OF_OFFICE, STEPS
from peerinspect.services.boards.examining import last_day_of_notice
from peerinspect.services.boards.replying import own_removal
from peerinspect.services.checking import only, own_person
from peerinspect.services.lives.team import team_of
from peerinspect.services.queries.lives import due_next
from peerinspect.services.queries.records import independence_statement
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.views import Choice
from peerinspect.services.wording import council_names, duty_title
from peerinspect.store.reading.boards import (
    appraisals_of,
    board_steps,
    removals_of,
    stands_in_for,
    waiting_steps,
    words_on,
)
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.users import user_names
from peerinspect.store.surroundings import duties_at
from peerinspect.store.tables import BoardAgreementRow, BoardStepRow, DutyRow, RemovalRow

PARTNERS = {POLICE: "The police", HEALTH: "Health (the integrated care board)"}
OVERTAKEN = "overtaken"
SERVING = ("accepted", "live")
GRAVE = frozenset({"give-notice", "remove", "end-term"})
FULL, REDACTED = "full", "redacted"
APPOINTMENT, REMOVAL = "appointment", "removal"


def my_boards(reader: Reader, today: date) -> tuple[views.BoardLine, ...]:
    """The boards of the reader's councils whose term is not over, by first day. For chief executives."""
    only(reader, CHIEF_EXECUTIVE)
    sight = Sight(reader, today)
    duties = sight.duties(duties_at(sorted(reader.authorities), CHAIR))
    states = states_of(list(duties))
    going = [each for id_, each in duties.items() if each.last_day >= today and states[id_][0] != "cancelled"]
    waiting = waiting_steps([each.id for each in going])
    lines = (_line(sight, each, [row for row in waiting if row.duty == each.id]) for each in going)
    return tuple(sorted(lines, key=lambda each: (each.period.start or date.min, each.title, each.duty_id)))


def _line(sight: Sight, duty: Duty, waiting: list[BoardStepRow]) -> views.BoardLine:
    state, since = states_of([duty.id])[duty.id]
    team = [each for each in team_of(duty.id) if each.status != "proposed"]
    is_held = state in (*IN_POST, UNDER_NOTICE)
    serving = {each.person for each in team if is_held and each.status in SERVING}
    names = read_names({each.person for each in team})
    own = councils_spoken_for(sight.reader, duty, sight.today)
    said = {(each.step, each.party) for each in words_on([row.id for row in waiting])}
    asked = [row for row in waiting if any((row.id, code) not in said for code in own) and _is_drawn(row, state)]
    steps = (LIFE.step(row.action) for row in asked)
    return views.BoardLine(
        duty_id=duty.id,
        title=duty_title(duty, sight.places),
        councils=council_names(duty.authorities, sight.places),
        period=duty.period,
        state=state,
        state_name=LIFE.states[state],
        chairs=tuple(sorted(name for id_, name in names.items() if id_ in serving)),
        coming=tuple(sorted(name for id_, name in names.items() if id_ not in serving)),
        waits=", ".join(each.name for each in steps if each),
        due=due_next(CHAIR, state, since),
    )


def _is_drawn(row: BoardStepRow, state: str) -> bool:
    return not LIFE.refusal(state, row.action)


def board(reader: Reader, duty_id: str, today: date) -> views.BoardView:
    """One board. For the chief executives of its councils and for coordinators; NotFound for everybody else."""
    duty = board_for(reader, duty_id, today)
    return _board(Sight(reader, today), duty)


def _board(sight: Sight, duty: Duty) -> views.BoardView:
    reader, today = sight.reader, sight.today
    row = store.db.session.get_one(DutyRow, duty.id)
    found = Board(duty, row, chair_of(duty.id), removal_under_way(duty.id))
    tie = tie_of(reader, [found.chair or ""], duty, today)
    steps = [_step_view(sight, found, each) for each in board_steps(duty.id)]
    waiting = next((each for each in steps if not each.outcome), None)
    removals = [_removal_view(sight, each) for each in removals_of(duty.id)]
    return views.BoardView(
        line=_line(sight, duty, [each for each in waiting_steps([duty.id])]),
        regime=f"Today a chair is appointed, and can be removed, by {appoints_chairs(today)}.",
        since=row.state_on,
        statement=_statement(sight, duty) if not tie else (),
        appraisals=_appraisals(duty.id) if not tie else (),
        steps=() if tie or waiting else _steps(found, today),
        waiting=waiting if not tie else None,
        settled=tuple(each for each in steps if each.outcome) if not tie else (),
        removal=next((each for each in removals if not each.outcome), None) if not tie else None,
        earlier=tuple(each for each in removals if each.outcome) if not tie else (),
        tie=tie,
        follows=_follows(sight, duty.id),
    )


def _statement(sight: Sight, duty: Duty) -> tuple[StatementAbout, ...]:
    """What may be said of the chair's independence. The director who appointed before 2013 asks coordinators for it."""
    if sight.reader.role not in (CHIEF_EXECUTIVE, COORDINATOR):
        return ()
    return independence_statement(sight.reader, duty.id, sight.today).people


def _steps(found: Board, today: date) -> tuple[views.StepView, ...]:
    """The steps that are drawn from where the board is."""
    if found.duty.last_day < today:
        return ()
    drawn = (each for each in LIFE.steps_from(found.state) if each.action in STEPS)
    return tuple(
        views.StepView(each.action, each.name, each.about, each.day, each.reason, "", each.action in GRAVE)
        for each in drawn
        if each.action != "name-interim" or not (found.removal and team_of(found.removal.stands_in))
    )


def _step_view(sight: Sight, found: Board, row: BoardStepRow) -> views.BoardStepView:
    """A step with everybody's word."""
    reader = sight.reader
    outcome = row.outcome or ("" if _is_drawn(row, found.state) else OVERTAKEN)
    said = {each.party: each for each in words_on([row.id])}
    parties = whose_word(row.made_on, found.duty.authorities, row.action in OF_OFFICE)
    missing = [each for each in parties if each not in said]
    own = councils_spoken_for(reader, found.duty, sight.today)
    theirs = missing if reader.role == COORDINATOR else [each for each in missing if each in PARTNERS]
    step = LIFE.step(row.action)
    return views.BoardStepView(
        id=row.id,
        action=row.action,
        name=step.name if step else row.action,
        person_name=read_names([row.person]).get(row.person, "") if row.person else "",
        day=row.day,
        notice_days=row.notice_days,
        reason=row.reason,
        by=user_names().get(row.made_by, ""),
        on=row.made_on,
        words=tuple(_word(sight, each, said) for each in parties),
        outcome=outcome,
        settled_on=row.settled_on,
        may_agree=not outcome and bool(own & set(missing)),
        may_withdraw=not outcome and (reader.role == COORDINATOR or row.made_by == reader.user_id),
        letters=tuple(Choice(each, _party_name(sight, each)) for each in theirs) if not outcome else (),
    )


def _word(sight: Sight, party: str, said: Mapping[str, BoardAgreementRow]) -> views.WordView:
    row, name = said.get(party), _party_name(sight, party)
    if row is None:
        return views.WordView(party, name, "missing")
    state = "agreed" if row.agrees else "refused"
    return views.WordView(party, name, state, row.name, row.reference, row.said_on, row.reason)


def _party_name(sight: Sight, party: str) -> str:
    return PARTNERS.get(party) or sight.places[party].name


def _appraisals(duty_id: str) -> tuple[views.AppraisalView, ...]:
    rows = appraisals_of(duty_id)
    names = read_names({each.person for each in rows})
    return tuple(views.AppraisalView(each.day, names.get(each.person, ""), each.found) for each in rows)


def _removal_view(sight: Sight, row: RemovalRow) -> views.RemovalView:
    duties = read_duties(sight.today, [row.duty, row.stands_in])
    team = team_of(row.stands_in)
    names = read_names({row.person, *(each.person for each in team)})
    return views.RemovalView(
        duty_id=row.duty,
        title=duty_title(duties[row.duty], sight.places),
        person_name=names[row.person],
        grounds=row.grounds,
        served_on=row.served_on,
        notice_days=row.notice_days,
        last_day=last_day_of_notice(row),
        reply=row.reply or "",
        replied_on=row.replied_on,
        interim_name=names[team[0].person] if team else "",
        interim_status=team[0].status if team else "",
        interim_from=duties[row.stands_in].first_day,
        outcome=row.outcome or "",
        reasons=row.reasons or "",
        decided_on=row.decided_on,
    )


def _follows(sight: Sight, duty_id: str) -> str:
    """The chair whom an interim chair of this term follows."""
    before = stands_in_for(duty_id)
    removed = next(iter(removals_of(before)), None) if before else None
    return read_names([removed.person]).get(removed.person, "") if removed else ""


def pack(reader: Reader, duty_id: str, kind: str, is_redacted: bool, today: date) -> views.Pack:
    """The papers on the chair's appointment or removal. Refused in words to who shares an employer with the chair.

    The redacted edition names who and when, and neither grounds, reply nor reasons, nor what an appraisal found.
    """
    duty = board_for(reader, duty_id, today)
    sight = Sight(reader, today)
    found = _board(sight, duty)
    if found.tie:
        raise Refusal(found.tie)
    title = "Removal of the chair" if kind == REMOVAL else "Appointment of the chair"
    return views.Pack(title, kind, is_redacted, found, today)


def my_removal(reader: Reader, address: str, today: date) -> views.RemovalView:
    """The notice that the reader was given as chair. NotFound for anybody else, and where there was none."""
    row = own_removal(address, reader)
    return _removal_view(Sight(reader, today), row)


def my_removals(reader: Reader, today: date) -> Mapping[str, str]:
    """The duties from which the reader's removal is under way or decided, by the address of the placement."""
    person = own_person(reader)
    rows = store.db.session.query(RemovalRow).filter_by(person=person)
    return {placement_address(person, each.duty): each.outcome or "" for each in rows}
