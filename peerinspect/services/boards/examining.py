"""Whether a step of a board can be taken: everything that it takes is there, and no rule forbids it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Objection, Period, Placement, Strength, add_months
from peerinspect.domain.lives import GIVE_NOTICE, NAME_INTERIM, REMOVE
from peerinspect.independence.plain_words import rule_title
from peerinspect.independence.rules.chair_term import years_begun
from peerinspect.services.boards.acting import Board
from peerinspect.services.boards.commands import (
    APPRAISE,
    BACK,
    CALL_PANEL,
    END,
    OFFER,
    RENEW,
    TAKE_POST,
    WITH_REASON,
    Terms,
)
from peerinspect.services.checking import Checks
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.lives.team import is_staffed, team_of
from peerinspect.services.texts import check_text
from peerinspect.services.wording import counted, joined, plain_day
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.placements import duties_of, read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.tables import PlacementRow, RemovalRow

LEAST_NOTICE, MOST_NOTICE = 5, 180
"""Days in which a chair under notice can reply: fewer leave no time, more leave the board without a decision."""
INTERIM_MONTHS = 6
NOTICE_RUNS = (
    "The notice runs until {last}, and the chair has not replied yet. Decide once they have, or after that day"
)
NOT_ACCEPTED = (
    "The interim chair has not said yes yet. A board is never without a named chair, so wait, or name another"
)
MISSING = {
    APPRAISE: "Say what the appraisal found",
    GIVE_NOTICE: "Give the grounds",
    REMOVE: "Give the reasons, after reading the reply",
}


def examine(board: Board, terms: Terms, today: date) -> None:
    """Raise Refusal, by field of the terms, where the step cannot be taken. Nothing has been written yet."""
    checks = Checks()
    if terms.action in WITH_REASON:
        missing = MISSING.get(terms.action, "Say why, in a sentence")
        check_text(checks, terms.reason, "reason", missing, "the text")
    if terms.action in _EXAMINED:
        _EXAMINED[terms.action](checks, board, terms, today)
    checks.done()


def last_day_of_notice(removal: RemovalRow) -> date:
    """The last day on which the chair can reply."""
    return removal.served_on + timedelta(days=removal.notice_days)


def interim_duty(duty: Duty, first: date) -> Duty:
    """The interim chair's term: from a day until the removed chair's would have ended, six months at most."""
    last = min(duty.last_day, add_months(first, INTERIM_MONTHS) - timedelta(days=1))
    return replace(duty, id=store.new_token(), period=Period(first, last), seats=1)


def _come(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    if checks.need(terms.day, "day", "Enter the day") and terms.day is not None:
        checks.need(terms.day <= today, "day", "Enter a day that has come")


def _offer(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    team = team_of(board.duty.id)
    others = sorted(read_names({row.person for row in team if row.person != terms.person}).values())
    is_free = terms.person in {row.person for row in team} or len(team) < board.duty.seats
    checks.need(is_free, "person", f"{joined(others)} was asked to chair it. A coordinator can stand them down first")
    check_candidate(checks, terms.person, board.duty, today)


def check_candidate(checks: Checks, person: str, duty: Duty, today: date) -> None:
    """Note whatever a rule has against the person on the duty: who is appointed is found independent by all of them."""
    known = read_people([person]).get(person) if person else None
    if not checks.need(known, "person", "Choose somebody from the list"):
        return
    row = store.db.session.get(PlacementRow, (person, duty.id))
    checks.need(row is None or row.status != "declined", "person", "They have said no to it. Choose somebody else")
    if checks.messages:
        return
    try:
        found = objections_to([Placement(person, duty.id, "offered")], duty, today)[person]
    except KeyError:
        found = ()
        checks.need(False, "person", "Choose somebody from the list")
    told = titles_of(found)
    how = "Choose somebody else, or ask a coordinator to propose a waiver where a rule can be set aside"
    checks.need(not found, "person", f"{counted(len(found), 'rule')} stand against it: {told}. {how}")


def titles_of(found: tuple[Objection, ...]) -> str:
    """The rules that object, by their titles alone: what they rest on may be somebody's own business."""
    return joined(f"“{title}”" for title in dict.fromkeys(rule_title(each.rule) for each in found))


def _back(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    asked = [row for row in team_of(board.duty.id) if row.status == "offered"]
    names = joined(sorted(read_names({row.person for row in asked}).values()))
    checks.need(not asked, "", f"{names} has not answered yet")


def _take_post(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    checks.need(is_staffed(board.duty.id), "", "Nobody has said yes yet")


def _appraise(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    _come(checks, board, terms, today)
    first = board.duty.first_day
    checks.need(
        terms.day is None or terms.day >= first, "day", f"The term began on {plain_day(first)}. Enter a later day"
    )


def _renew(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    duty, day = board.duty, terms.day
    if not checks.need(day, "day", "Enter the new last day of the term") or day is None:
        return
    is_later = checks.need(
        day > duty.last_day, "day", f"Enter a day after the present last day, {plain_day(duty.last_day)}"
    )
    if not is_later or board.chair is None:
        checks.need(board.chair, "", "Nobody chairs this board")
        return
    longer = replace(duty, period=Period(duty.first_day, day))
    most = read_policy().parameter("chair-term", "most_years", 6)
    years = _years_in_all(board.chair, longer, today)
    if not checks.need(years <= most, "day", f"A chair serves {most} years at most. This would make it {years}"):
        return
    _weigh(checks, board.chair, longer, terms, today)


def _years_in_all(person: str, longer: Duty, today: date) -> int:
    """The most years that the person would chair at one of the councils, all terms counted as chair-term does."""
    duties = read_duties(today, duties_of([person]))
    served = {
        each.duty for each in read_placements(today, duties, [person]) if each.status in ("accepted", "live", "done")
    }
    terms = [longer, *(duties[id_] for id_ in served if id_ != longer.id and duties[id_].kind == longer.kind)]
    return max(sum(years_begun(each) for each in terms if code in each.authorities) for code in longer.authorities)


def _weigh(checks: Checks, person: str, longer: Duty, terms: Terms, today: date) -> None:
    """What the rules have against the longer term: hard ones forbid it, the others have to be accepted."""
    found = objections_to([Placement(person, longer.id, "live")], longer, today)[person]
    hard = tuple(each for each in found if each.strength is Strength.HARD)
    checks.need(not hard, "day", f"A rule that nobody can set aside forbids it: {titles_of(hard)}")
    soft = tuple(each for each in found if each.strength is not Strength.HARD)
    asked = f"{counted(len(soft), 'rule')} would stand against the longer term: {titles_of(soft)}"
    checks.need(hard or not soft or terms.accepts, "accepts", asked)


def _end(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    first, last = board.duty.first_day, board.duty.last_day
    if checks.need(terms.day, "day", "Enter the last day in post") and terms.day is not None:
        span = f"{plain_day(first)} and {plain_day(last)}"
        checks.need(first <= terms.day <= last, "day", f"Enter a day between {span}")


def _give_notice(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    checks.need(board.chair, "", "Nobody chairs this board")
    days = terms.notice_days or 0
    span = f"Give the chair between {LEAST_NOTICE} and {MOST_NOTICE} days to reply"
    if not checks.need(LEAST_NOTICE <= days <= MOST_NOTICE, "notice_days", span):
        return
    begins = max(today + timedelta(days=days + 1), board.duty.first_day)
    ends_before = (
        f"The term ends on {plain_day(board.duty.last_day)}, before the notice does. Record the end of the term"
    )
    if checks.need(begins <= board.duty.last_day, "notice_days", ends_before):
        _check_interim(checks, board, terms, interim_duty(board.duty, begins), today)


def _check_interim(checks: Checks, board: Board, terms: Terms, duty: Duty, today: date) -> None:
    checks.need(terms.person != board.chair or not terms.person, "person", "Choose somebody other than the chair")
    if not checks.messages:
        check_candidate(checks, terms.person, duty, today)


def _name_interim(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    duty = _interim_of(board, today)
    team = team_of(duty.id)
    names = joined(sorted(read_names({row.person for row in team}).values()))
    if checks.need(not team, "person", f"{names} is asked, or has said yes. Another is named only if they say no"):
        _check_interim(checks, board, terms, duty, today)


def _interim_of(board: Board, today: date) -> Duty:
    if board.removal is None:
        raise AssertionError("a board under notice has a removal")
    return read_duties(today, [board.removal.stands_in])[board.removal.stands_in]


def _remove(checks: Checks, board: Board, terms: Terms, today: date) -> None:
    removal, duty = board.removal, _interim_of(board, today)
    if removal is None:
        return
    last = last_day_of_notice(removal)
    checks.need(today > last or removal.replied_on, "", NOTICE_RUNS.format(last=plain_day(last)))
    checks.need(board.duty.last_day >= today, "", "The term is over already")
    accepted = [row.person for row in team_of(duty.id) if row.status in ("accepted", "live")]
    if not checks.need(accepted, "", NOT_ACCEPTED) or checks.messages:
        return
    moved = follows(duty, today)
    found = objections_to([Placement(accepted[0], duty.id, "accepted")], moved, today)[accepted[0]]
    checks.need(not found, "", f"The rules object to the interim chair now: {titles_of(found)}. Name another")


def follows(duty: Duty, today: date) -> Duty:
    """The interim chair's term, from the day after the removal on."""
    first = today + timedelta(days=1)
    return replace(duty, period=Period(first, max(first, duty.last_day)))


_EXAMINED: Mapping[str, Callable[[Checks, Board, Terms, date], None]] = {
    CALL_PANEL: _come,
    OFFER: _offer,
    BACK: _back,
    TAKE_POST: _take_post,
    APPRAISE: _appraise,
    RENEW: _renew,
    END: _end,
    GIVE_NOTICE: _give_notice,
    NAME_INTERIM: _name_interim,
    REMOVE: _remove,
}
"""What is looked at before each step. To keep the chair takes nothing but a reason."""
