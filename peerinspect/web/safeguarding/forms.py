"""The forms about a safeguarding board. Each holds one command."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.domain.safeguarding import AGENCIES, CHAIR, SCRUTINEER
from peerinspect.services.safeguarding.commands import (
    AddMember,
    AddPartner,
    AddSubgroup,
    CancelMeeting,
    ChangeMember,
    ChangePartner,
    ChangeSafeguardingBoard,
    ChangeSubgroup,
    CoverCouncil,
    EndMember,
    EndPartner,
    EndSafeguardingBoard,
    EndSubgroup,
    HoldMeeting,
    LetCouncilGo,
    PlanMeeting,
    PublishReport,
    RegisterSafeguardingBoard,
)
from peerinspect.services.views import (
    Choice,
    MeetingView,
    MemberView,
    PartnerView,
    SafeguardingBoardView,
    SubgroupView,
)
from peerinspect.web.fields import CouncilName, Councils, Day, Line, Lines, OneOf, Ticks, Whole, options
from peerinspect.web.forms import HouseForm
from peerinspect.web.safeguarding.words import MONTHS

EXAMPLE = "For example, 5 10 2026"
NOT_KNOWN = "Leave it empty if nobody knows"
CHAIR_WORDS = {CHAIR: "Independent chair", SCRUTINEER: "Independent scrutineer"}


class RegisterForm(HouseForm):
    """A board that is not on the register."""

    authorities = Councils("Councils that it covers")
    name = Line("Place (optional)", description="What comes before the word safeguarding. Else the councils' names")
    founded_on = Day("First day of the board (optional)", description=EXAMPLE)

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authorities.offer(councils)

    def command(self) -> RegisterSafeguardingBoard:
        """What was entered."""
        return RegisterSafeguardingBoard(self.authorities.data or (), self.name.data or "", self.founded_on.data)


class DetailsForm(HouseForm):
    """What a board is called, and what is asked of it."""

    name = Line("Place", description="What comes before the word safeguarding, like Leeds")
    called = Line("Its own title (optional)", description="Where it calls itself something else")
    chair_word = OneOf("What its chair is called")
    founded_on = Day("First day of the board", description=NOT_KNOWN)
    partnership_from = Day(
        "Day on which it became a partnership", description="Only where that was before 29 September 2019"
    )
    meetings_a_year = Whole("Meetings that should be held in twelve months", otherwise=4)
    report_month = OneOf("Month by whose end its yearly report is due")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.chair_word.offer(options(CHAIR_WORDS), "As the law of the day says")
        self.report_month.offer([Choice(str(number), month) for number, month in enumerate(MONTHS, start=1)])

    def show(self, board: SafeguardingBoardView) -> None:
        """The board as it is."""
        for name in ("name", "called", "chair_word", "founded_on", "partnership_from", "meetings_a_year"):
            self[name].data = getattr(board, name)
        self.report_month.data = str(board.report_month)

    def command(self, board: str) -> ChangeSafeguardingBoard:
        """What was entered."""
        return ChangeSafeguardingBoard(
            board,
            self.name.data or "",
            self.called.data or "",
            self.chair_word.data or "",
            self.founded_on.data,
            self.partnership_from.data,
            self.meetings_a_year.data or 0,
            int(self.report_month.data or 0),
        )


class EndBoardForm(HouseForm):
    """A board's end."""

    ended_on = Day("Last day of the board", description=EXAMPLE)
    reason = Lines("Why it ends, and what comes after")

    def command(self, board: str) -> EndSafeguardingBoard:
        """What was entered."""
        return EndSafeguardingBoard(board, self.ended_on.data, self.reason.data or "")


class JoinForm(HouseForm):
    """A council that joins."""

    authority = CouncilName("Council that joins", description="Type its name, like Leeds")
    starts = Day("First day", description=EXAMPLE)

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)

    def command(self, board: str) -> CoverCouncil:
        """What was entered."""
        return CoverCouncil(board, self.authority.data or "", self.starts.data)


class LastDayForm(HouseForm):
    """A last day, of whatever it is."""

    ends = Day("Last day", description=EXAMPLE)

    def leaving(self, board: str, code: str) -> LetCouncilGo:
        """Of a council on the board."""
        return LetCouncilGo(board, code, self.ends.data)

    def partner(self, id_: str) -> EndPartner:
        """Of a partner."""
        return EndPartner(id_, self.ends.data)

    def member(self, id_: str) -> EndMember:
        """Of a member."""
        return EndMember(id_, self.ends.data)

    def subgroup(self, id_: str) -> EndSubgroup:
        """Of a subgroup."""
        return EndSubgroup(id_, self.ends.data)


class PartnerForm(HouseForm):
    """An agency that runs the board."""

    agency = OneOf("Agency")
    name = Line("Name of the organisation", description="For example, West Yorkshire Police")
    office = Line("Office that leads for it", description="For example, Assistant chief constable")
    lead = Line("Name of who holds it (optional)")
    starts = Day("First day (optional)", description=EXAMPLE)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.agency.offer(options(AGENCIES))

    def show(self, partner: PartnerView) -> None:
        """The partner as it is."""
        for name in ("agency", "name", "office", "lead"):
            self[name].data = getattr(partner, name)
        self.starts.data = partner.period.start

    def _entered(self) -> tuple[str, str, str, str]:
        return self.agency.data or "", self.name.data or "", self.office.data or "", self.lead.data or ""

    def adding(self, board: str) -> AddPartner:
        """What was entered, for a board."""
        return AddPartner(board, *self._entered(), self.starts.data)

    def changing(self, partner: str) -> ChangePartner:
        """What was entered, for a partner that is there."""
        return ChangePartner(partner, *self._entered(), self.starts.data)


class MemberForm(HouseForm):
    """Who sits on the board."""

    agency = OneOf("Agency")
    office = Line("Office", description="For example, Director of children's services")
    person = OneOf("Who, if they are on the register", description="People with a post at a council of the board")
    name = Line("Their name, if they are not on the list (optional)")
    starts = Day("First day (optional)", description=EXAMPLE)

    def __init__(self, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.agency.offer(options(AGENCIES))
        self.person.offer(people, "Nobody of the register")

    def show(self, member: MemberView) -> None:
        """The member as they are."""
        self.agency.data, self.office.data = member.agency, member.office
        self.person.data = member.person
        self.name.data, self.starts.data = "" if member.person else member.name, member.period.start

    def _entered(self) -> tuple[str, str, str, str]:
        return self.agency.data or "", self.office.data or "", self.person.data or "", self.name.data or ""

    def adding(self, board: str) -> AddMember:
        """What was entered, for a board."""
        return AddMember(board, *self._entered(), self.starts.data)

    def changing(self, member: str) -> ChangeMember:
        """What was entered, for a member who is there."""
        return ChangeMember(member, *self._entered(), self.starts.data)


class SubgroupForm(HouseForm):
    """A group of members."""

    name = Line("What it is called", description="For example, Learning from practice")
    lead = OneOf("Who leads it")
    members = Ticks("Who is in it")
    starts = Day("First day (optional)", description=EXAMPLE)

    def __init__(self, members: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lead.offer(members, "Nobody yet")
        self.members.offer(members)

    def show(self, subgroup: SubgroupView) -> None:
        """The subgroup as it is."""
        self.name.data, self.lead.data, self.members.data = subgroup.name, subgroup.lead, subgroup.members
        self.starts.data = subgroup.period.start

    def adding(self, board: str) -> AddSubgroup:
        """What was entered, for a board."""
        entered = (self.name.data or "", self.lead.data or "", self.members.data or ())
        return AddSubgroup(board, *entered, self.starts.data)

    def changing(self, subgroup: str) -> ChangeSubgroup:
        """What was entered, for a subgroup that is there."""
        entered = (self.name.data or "", self.lead.data or "", self.members.data or ())
        return ChangeSubgroup(subgroup, *entered, self.starts.data)


class MeetingForm(HouseForm):
    """A meeting to come, or one that nobody had planned."""

    day = Day("Day of the meeting", description=EXAMPLE)

    def command(self, board: str) -> PlanMeeting:
        """What was entered."""
        return PlanMeeting(board, self.day.data)


class HeldForm(HouseForm):
    """Who was at a meeting."""

    came = Ticks("Agencies that were there")
    reference = Line("Reference of the minutes (optional)")

    def __init__(self, agencies: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.came.offer(agencies)

    def show(self, meeting: MeetingView) -> None:
        """The meeting as it is recorded."""
        self.came.data, self.reference.data = meeting.came, meeting.reference

    def command(self, meeting: str) -> HoldMeeting:
        """What was entered."""
        return HoldMeeting(meeting, self.came.data or (), self.reference.data or "")


class CancelForm(HouseForm):
    """Why a meeting is not held."""

    reason = Lines("Why it is not held")

    def command(self, meeting: str) -> CancelMeeting:
        """What was entered."""
        return CancelMeeting(meeting, self.reason.data or "")


class ReportForm(HouseForm):
    """A yearly report that is out."""

    year = OneOf("Year that it reports on")
    published_on = Day("Day on which it was published", description=EXAMPLE)
    reference = Line("Where to find it", description="A title, a reference or an address")

    def __init__(self, years: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.year.offer(years)

    def command(self, board: str) -> PublishReport:
        """What was entered."""
        return PublishReport(board, int(self.year.data or 0), self.published_on.data, self.reference.data or "")
