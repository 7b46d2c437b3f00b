"""A few boards for the demo: an appraisal due, a joint appointment that waits, a chair under notice."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Objection, Placement, add_months
from peerinspect.domain.kinds import CHAIR
from peerinspect.domain.lives import GIVE_NOTICE, HEALTH, IN_POST, POLICE
from peerinspect.services.boards.acting import chair_of, tie_of
from peerinspect.services.boards.commands import CALL_PANEL, OFFER, ProposeStep, RecordWord, Terms
from peerinspect.services.boards.examining import interim_duty
from peerinspect.services.boards.proposing import propose_step, record_word
from peerinspect.services.duties import RegisterBoard, register_board
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.signatures import FileDeclaration, file_declaration
from peerinspect.store.loading import load_placements
from peerinspect.store.reading.councils import read_borders
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.tables import DutyRow

MOST_TRIED, MOST_BOARDS = 60, 6
NOTICE = 28
GROUNDS = "Two of the last four meetings of the board were not held"
YEAR_AGO = timedelta(days=330)
ChiefOf = Callable[[str], Reader]


def show_boards(chief: Reader, coordinator: Reader, chief_of: ChiefOf, today: date) -> None:
    """Make them: two at the chief executive's own council, one elsewhere. What finds nobody is left out."""
    code = min(chief.authorities)
    _appraisal_due(chief, coordinator, code, today)
    near = sorted({each for pair in read_borders([code]) for each in pair if each != code})
    if near:
        _joint_appointment(coordinator, code, chief_of(near[0]), near[0], today)
    _under_notice(coordinator, chief_of, {code, *near}, today)


def _appraisal_due(chief: Reader, coordinator: Reader, code: str, today: date) -> None:
    """The council's own chair, whose year is nearly over."""
    duty = next((each for each in _in_post(today) if code in each.authorities), None)
    if duty is None:
        first = today - YEAR_AGO
        id_ = register_board(RegisterBoard((code,), first, _three_years(first)), coordinator, today)
        duty = read_duties(today, [id_])[id_]
        person = _clear_for(duty, [chief], coordinator, today)
        if person is None:
            return
        with store.transaction():
            load_placements([Placement(person, id_, "live")], [])
    with store.transaction():
        row = store.db.session.get_one(DutyRow, duty.id)
        row.state, row.state_on = "in-post", max(duty.first_day, today - YEAR_AGO)


def _joint_appointment(coordinator: Reader, code: str, other: Reader, theirs: str, today: date) -> None:
    """The other council's chief executive has proposed somebody; the word of this one's is missing."""
    first = today + timedelta(weeks=6)
    id_ = register_board(RegisterBoard((code, theirs), first, _three_years(first)), coordinator, today)
    duty = read_duties(today, [id_])[id_]
    person = _clear_for(duty, [other], coordinator, today)
    propose_step(ProposeStep(id_, Terms(CALL_PANEL, day=today)), other, today)
    if person is not None:
        propose_step(ProposeStep(id_, Terms(OFFER, person=person)), other, today)


def _three_years(first: date) -> date:
    """The last day of a term of three years."""
    return add_months(first, 36) - timedelta(days=1)


def _under_notice(coordinator: Reader, chief_of: ChiefOf, apart: Collection[str], today: date) -> None:
    """A chair somewhere else under notice, with an interim chair asked; the partners have written."""
    begins = today + timedelta(days=NOTICE + 1)
    boards = [each for each in _in_post(today) if len(each.authorities) == 1 and not each.authorities & set(apart)]
    for duty in [each for each in boards if each.last_day > add_months(begins, 2)][:MOST_BOARDS]:
        person = _clear_for(interim_duty(duty, begins), [], coordinator, today, {chair_of(duty.id) or ""})
        if person is None:
            continue
        chief = chief_of(min(duty.authorities))
        terms = Terms(GIVE_NOTICE, person=person, notice_days=NOTICE, reason=GROUNDS)
        try:
            made = propose_step(ProposeStep(duty.id, terms), chief, today)
        except Refusal:
            continue
        if not made.is_taken:
            for party, name in ((POLICE, "Chief Constable Pat Peel"), (HEALTH, "Accountable Officer Hal Heal")):
                record_word(RecordWord(made.step_id, party, True, name, "Letter 2 of the partners"), chief, today)
        return


def _in_post(today: date) -> list[Duty]:
    """Boards with a chair in post, the earliest first."""
    duties = {id_: each for id_, each in read_duties(today).items() if each.kind == CHAIR and each.first_day <= today}
    states = states_of(list(duties))
    going = (each for id_, each in duties.items() if states[id_][0] in IN_POST and each.last_day > today)
    with_chair = [each for each in going if chair_of(each.id)]
    return sorted(with_chair, key=lambda each: (each.first_day, sorted(each.authorities)))


def _clear_for(
    duty: Duty, readers: Collection[Reader], coordinator: Reader, today: date, apart: Collection[str] = ()
) -> str | None:
    """Somebody who offers to chair, chairs no board, and against whom no rule stands; None where nobody is found.

    The season leaves few of them. Where all that is missing is a declaration, one comes by letter.
    """
    chairs = {id_: each for id_, each in read_duties(today).items() if each.kind == CHAIR}
    busy = {each.person for each in read_placements(today, chairs) if each.status != "done"}
    offering = [
        one.id
        for one in read_people().values()
        if one.id not in busy and one.id not in apart and any(each.kind == CHAIR for each in one.offers)
    ]
    first = sorted(offering)[:MOST_TRIED]
    found = objections_to([Placement(each, duty.id, "offered") for each in first], duty, today) if first else {}
    rules = {
        each: {one.rule for one in found[each]} for each in first if found[each] == () or _lacks_paper(found[each])
    }
    free = (each for each in rules if not any(tie_of(one, [each], duty, today) for one in readers))
    person = min(free, key=lambda each: (len(rules[each]), each), default=None)
    if person is not None and rules[person]:
        file_declaration(FileDeclaration(person, today, "Letter of this week"), coordinator, today)
    return person


def _lacks_paper(found: Collection[Objection]) -> bool:
    return {each.rule for each in found} == {"undeclared"}
