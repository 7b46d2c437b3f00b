"""A safeguarding board: who chairs it, who sits on it, when it meets, what is due. Nothing of it is sealed.

Papers on the chair are in `queries.boards`: here is who the chair is, as everybody may know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from peerinspect.domain import Period
from peerinspect.domain.lives import appoints_chairs
from peerinspect.domain.safeguarding import (
    AGENCIES,
    ReportDue,
    chair_title,
    is_meeting_overdue,
    meeting_due,
    report_due,
    sort_on,
    statutory_partners,
)
from peerinspect.services import views
from peerinspect.services.boards.acting import councils_spoken_for
from peerinspect.services.checking import only
from peerinspect.services.queries.board_states import flags_of, title_on
from peerinspect.services.queries.chairs import ASKED, COMING, IN_POST, PAST, Chairs
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.safeguarding.meeting import FIRST_YEAR, HELD, PLANNED
from peerinspect.services.safeguarding.reach import board_seen
from peerinspect.services.safeguarding.sitting import people_to_choose
from peerinspect.services.views import Choice
from peerinspect.services.wording import counted, duty_title, joined, plain_day
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.safeguarding import (
    BoardRecord,
    agencies_of,
    attendance_of,
    meeting_rows,
    member_rows,
    partner_rows,
    report_rows,
    subgroup_members,
    subgroup_rows,
)
from peerinspect.store.tables import SafeguardingMeetingRow, SafeguardingReportRow

MEETINGS_SHOWN = 24
PUBLISHED, DUE, OVERDUE = "published", "due", "overdue"


def safeguarding_board(reader: Reader, board_id: str, today: date) -> views.SafeguardingBoardView:
    """One board. For coordinators, the liaison, and the chief executives and directors of its councils."""
    board = board_seen(reader, board_id, today)
    sight = Sight(reader, today)
    chairs = Chairs(sight, [board.id], with_past=True)
    day = min(today, board.ended_on) if board.ended_on else today
    terms = _terms(reader, chairs, board.id)
    members, partners = _members(board.id, today), _partners(board.id, today)
    meetings, reports = meeting_rows(board.id), report_rows(board.id)
    held = [each.day for each in meetings if each.state == HELD]
    years = [each.year for each in reports]
    due = report_due(years, board.report_month, board.founded_on, board.ended_on, today)
    return views.SafeguardingBoardView(
        id=board.id,
        title=title_on(board, today),
        name=board.name,
        sort=sort_on(day, board.partnership_from),
        called=board.called,
        chair_title=chair_title(day, board.partnership_from, board.chair_word),
        chair_word=board.chair_word or "",
        founded_on=board.founded_on,
        ended_on=board.ended_on,
        partnership_from=board.partnership_from,
        meetings_a_year=board.meetings_a_year,
        report_month=board.report_month,
        regime=f"Today a chair is appointed, and can be removed, by {appoints_chairs(today)}.",
        councils=_councils(sight, board),
        chairs=tuple(each for each in terms if each.state == IN_POST),
        terms=terms,
        vacancies=_vacancies(sight, chairs, board.id),
        flags=flags_of(board, chairs, held, years, reader.role == COORDINATOR),
        warnings=tuple(_warnings(board, partners, meetings, due, today)),
        partners=partners,
        members=members,
        subgroups=_subgroups(board.id, members, today),
        meetings=_meetings(meetings[:MEETINGS_SHOWN], today),
        meeting_due=meeting_due(held, board.meetings_a_year, board.founded_on) if not board.is_over(today) else None,
        reports=_reports(due, reports),
        may_change=reader.role == COORDINATOR and not board.is_over(today),
        may_write=reader.role in (COORDINATOR, CHIEF_EXECUTIVE) and not board.is_over(today),
        opens_duties=_on_watch(reader),
        opens_papers=_papers(reader, chairs, board.id, today),
    )


def _on_watch(reader: Reader) -> bool:
    return reader.role in (COORDINATOR, LIAISON)


def _terms(reader: Reader, chairs: Chairs, board: str) -> tuple[views.ChairTerm, ...]:
    """The board's chairs, the latest first. Who is only asked is for those who schedule."""
    asked = (ASKED,) if _on_watch(reader) else ()
    return tuple(reversed(chairs.views_of(chairs.in_state(board, IN_POST, COMING, PAST, *asked))))


def _papers(reader: Reader, chairs: Chairs, board: str, today: date) -> frozenset[str]:
    """The terms on whose papers the reader acts: see `boards.acting.board_for`."""
    every = chairs.terms.get(board, ())
    if reader.role == COORDINATOR:
        return frozenset(each.id for each in every)
    if reader.role != CHIEF_EXECUTIVE:
        return frozenset()
    return frozenset(each.id for each in every if councils_spoken_for(reader, each, today))


def _vacancies(sight: Sight, chairs: Chairs, board: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(each.id, f"{duty_title(each, sight.places)}, from {plain_day(each.first_day)}")
        for each in chairs.empty_terms(board)
    )


def _is_over(period: Period, today: date) -> bool:
    return period.end is not None and period.end < today


def _councils(sight: Sight, board: BoardRecord) -> tuple[views.CoveredCouncil, ...]:
    found = (
        views.CoveredCouncil(code, sight.places[code].name, period, period.holds(sight.today))
        for code, period in board.councils.items()
    )
    return tuple(sorted(found, key=lambda each: (not each.is_now, each.name)))


def _partners(board: str, today: date) -> tuple[views.PartnerView, ...]:
    """The partners, those who run it now first, in the order of agencies."""
    found = (
        views.PartnerView(
            id=row.id,
            agency=row.agency,
            agency_name=AGENCIES[row.agency],
            name=row.name,
            office=row.office,
            lead=row.lead,
            period=(period := Period(row.starts, row.ends)),
            is_over=_is_over(period, today),
        )
        for row in partner_rows(board)
    )
    order = list(AGENCIES)
    return tuple(sorted(found, key=lambda each: (each.is_over, order.index(each.agency), each.name)))


def _members(board: str, today: date) -> tuple[views.MemberView, ...]:
    """Who sits on the board now, then who did, in the order of agencies."""
    rows = member_rows(board)
    names = read_names({each.person for each in rows if each.person})
    found = (
        views.MemberView(
            id=row.id,
            agency=row.agency,
            agency_name=AGENCIES[row.agency],
            office=row.office,
            person=row.person or "",
            name=names.get(row.person, "") if row.person else row.name,
            period=(period := Period(row.starts, row.ends)),
            is_over=_is_over(period, today),
        )
        for row in rows
    )
    order = list(AGENCIES)
    return tuple(sorted(found, key=lambda each: (each.is_over, order.index(each.agency), each.office, each.name)))


def _subgroups(board: str, members: Sequence[views.MemberView], today: date) -> tuple[views.SubgroupView, ...]:
    labels, inside = {each.id: each.label for each in members}, subgroup_members(board)
    found = [
        views.SubgroupView(
            id=row.id,
            name=row.name,
            lead=row.lead or "",
            lead_name=labels.get(row.lead or "", ""),
            members=inside.get(row.id, ()),
            member_names=tuple(sorted(labels[each] for each in inside.get(row.id, ()))),
            period=(period := Period(row.starts, row.ends)),
            is_over=_is_over(period, today),
        )
        for row in subgroup_rows(board)
    ]
    return tuple(sorted(found, key=lambda each: each.is_over))


def _meetings(rows: Collection[SafeguardingMeetingRow], today: date) -> tuple[views.MeetingView, ...]:
    there = attendance_of([each.id for each in rows if each.state == HELD])
    return tuple(_meeting(row, there.get(row.id, {}), today) for row in rows)


def _meeting(row: SafeguardingMeetingRow, there: Mapping[str, bool], today: date) -> views.MeetingView:
    came = tuple(each for each in AGENCIES if there.get(each))
    missing = tuple(each for each in AGENCIES if there.get(each) is False)
    return views.MeetingView(
        id=row.id,
        day=row.day,
        state=row.state,
        came=came,
        missing=missing,
        came_names=tuple(AGENCIES[each] for each in came),
        missing_names=tuple(AGENCIES[each] for each in missing),
        reference=row.reference,
        reason=row.reason,
        is_late=row.state == PLANNED and row.day < today,
    )


def _reports(due: ReportDue | None, rows: Sequence[SafeguardingReportRow]) -> tuple[views.BoardReportView, ...]:
    """The report that comes next, then those that are out, the latest first."""
    next_one = [views.BoardReportView(due.year, OVERDUE if due.is_overdue else DUE, due.on)] if due else []
    out = (views.BoardReportView(each.year, PUBLISHED, each.published_on, each.reference) for each in rows)
    return (*next_one, *out)


def _warnings(
    board: BoardRecord,
    partners: Collection[views.PartnerView],
    meetings: Collection[SafeguardingMeetingRow],
    due: ReportDue | None,
    today: date,
) -> list[str]:
    """What is overdue or missing, a sentence each."""
    found = []
    if due and due.is_overdue:
        found.append(f"The report on the year to 31 March {due.year} was due on {plain_day(due.on)}.")
    if board.is_over(today):
        return found
    held = [each.day for each in meetings if each.state == HELD]
    if is_meeting_overdue(held, board.meetings_a_year, board.founded_on, today):
        asked = counted(board.meetings_a_year, "meeting")
        found.append(f"The board has not met in time: at least {asked} should be held in any twelve months.")
    open_ended = [each for each in meetings if each.state == PLANNED and each.day < today]
    if open_ended:
        days = joined(plain_day(each.day) for each in reversed(open_ended))
        found.append(f"Nobody has recorded yet whether the board met on {days}.")
    there = {each.agency for each in partners if not each.is_over}
    lacking = [
        AGENCIES[each].lower() for each in statutory_partners(today, board.partnership_from) if each not in there
    ]
    if lacking:
        found.append(f"No partner is on record for: {joined(lacking)}.")
    return found


def board_years(reader: Reader, board_id: str, today: date) -> tuple[Choice, ...]:
    """The years that a report can be on: the next that is due first, then back to the beginning, none to come."""
    board = board_seen(reader, board_id, today)
    last = today.year if (today.month, today.day) > (3, 31) else today.year - 1
    first = max(FIRST_YEAR, board.founded_on.year if board.founded_on else FIRST_YEAR)
    return tuple(
        Choice(str(year), f"1 April {year - 1} to 31 March {year}") for year in range(last, min(first, last) - 1, -1)
    )


def member_choices(reader: Reader, board_id: str, today: date) -> tuple[Choice, ...]:
    """The people of the register whom the reader could name as members, by name: see `sitting.people_to_choose`."""
    only(reader, COORDINATOR, CHIEF_EXECUTIVE)
    found = people_to_choose(board_seen(reader, board_id, today), reader, today)
    return tuple(Choice(id_, name) for id_, name in sorted(found.items(), key=lambda each: (each[1], each[0])))


def agency_choices(reader: Reader, board_id: str, meeting_id: str, today: date) -> tuple[Choice, ...]:
    """The agencies that could be at a meeting of a board: those with a seat on its day, else all there are."""
    meeting = meeting_of(reader, board_id, meeting_id, today)
    with_seat = agencies_of(board_id, meeting.day) or AGENCIES.keys()
    known = {*with_seat, *meeting.came, *meeting.missing}
    return tuple(Choice(each, AGENCIES[each]) for each in AGENCIES if each in known)


def meeting_of(reader: Reader, board_id: str, meeting_id: str, today: date) -> views.MeetingView:
    """One meeting of a board, however long ago. NotFound where there is none."""
    board = board_seen(reader, board_id, today)
    found = [each for each in meeting_rows(board.id) if each.id == meeting_id]
    if not found:
        raise NotFound("no such meeting")
    return _meetings(found, today)[0]
