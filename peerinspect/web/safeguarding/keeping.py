"""What is written about a board's members, subgroups, meetings and reports: a form each."""

from __future__ import annotations

from flask import request

from peerinspect.services import disclosure
from peerinspect.services.safeguarding import grouping, meeting, sitting
from peerinspect.services.views import Choice, SafeguardingBoardView
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.safeguarding import forms
from peerinspect.web.safeguarding.changes import Answer, among, answer, blueprint, board_of
from peerinspect.web.session import reader

__all__ = ["blueprint"]
PEOPLE, MEETINGS = "safeguarding.people", "safeguarding.meetings"


@blueprint.route("/<board_id>/members/new", methods=["GET", "POST"])
@requires("keep boards")
def add_member(board_id: str) -> Answer:
    """Add a member."""
    board = board_of(board_id)
    form = forms.MemberForm(disclosure.member_choices(reader(), board_id, today()))
    return answer(
        board,
        form,
        "Add a member",
        "Add this member",
        "The member is added.",
        PEOPLE,
        lambda: sitting.add_member(form.adding(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/members/<member_id>", methods=["GET", "POST"])
@requires("keep boards")
def change_member(board_id: str, member_id: str) -> Answer:
    """Put a member right."""
    board = board_of(board_id)
    member = among(board.members, member_id)
    choices = disclosure.member_choices(reader(), board_id, today())
    if member.person and member.person not in {each.value for each in choices}:
        choices = (*choices, Choice(member.person, member.name))
    form = forms.MemberForm(choices)
    if request.method == "GET":
        form.show(member)
    return answer(
        board,
        form,
        f"Change {member.label}",
        "Save",
        "The member is changed.",
        PEOPLE,
        lambda: sitting.change_member(form.changing(member_id), reader(), today()),
    )


@blueprint.route("/<board_id>/members/<member_id>/end", methods=["GET", "POST"])
@requires("keep boards")
def end_member(board_id: str, member_id: str) -> Answer:
    """Enter a member's last day."""
    board, form = board_of(board_id), forms.LastDayForm()
    member = among(board.members, member_id)
    return answer(
        board,
        form,
        f"{member.label} leaves",
        "Save the last day",
        "The member's last day is entered. They are in no subgroup any more.",
        PEOPLE,
        lambda: sitting.end_member(form.member(member_id), reader(), today()),
    )


@blueprint.route("/<board_id>/subgroups/new", methods=["GET", "POST"])
@requires("keep boards")
def add_subgroup(board_id: str) -> Answer:
    """Set up a subgroup."""
    board = board_of(board_id)
    form = forms.SubgroupForm(_sitting(board))
    return answer(
        board,
        form,
        "Set up a subgroup",
        "Set it up",
        "The subgroup is set up.",
        PEOPLE,
        lambda: grouping.add_subgroup(form.adding(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/subgroups/<subgroup_id>", methods=["GET", "POST"])
@requires("keep boards")
def change_subgroup(board_id: str, subgroup_id: str) -> Answer:
    """Change a subgroup."""
    board = board_of(board_id)
    form, subgroup = forms.SubgroupForm(_sitting(board)), among(board.subgroups, subgroup_id)
    if request.method == "GET":
        form.show(subgroup)
    return answer(
        board,
        form,
        f"Change {subgroup.name}",
        "Save",
        "The subgroup is changed.",
        PEOPLE,
        lambda: grouping.change_subgroup(form.changing(subgroup_id), reader(), today()),
    )


@blueprint.route("/<board_id>/subgroups/<subgroup_id>/end", methods=["GET", "POST"])
@requires("keep boards")
def end_subgroup(board_id: str, subgroup_id: str) -> Answer:
    """Enter a subgroup's last day."""
    board, form = board_of(board_id), forms.LastDayForm()
    subgroup = among(board.subgroups, subgroup_id)
    return answer(
        board,
        form,
        f"End {subgroup.name}",
        "Save the last day",
        "The subgroup's last day is entered.",
        PEOPLE,
        lambda: grouping.end_subgroup(form.subgroup(subgroup_id), reader(), today()),
    )


@blueprint.route("/<board_id>/meetings/new", methods=["GET", "POST"])
@requires("keep boards")
def plan_meeting(board_id: str) -> Answer:
    """Plan a meeting."""
    board, form = board_of(board_id), forms.MeetingForm()
    return answer(
        board,
        form,
        "Plan a meeting",
        "Plan this meeting",
        "The meeting is planned. Once it is over, record who was there.",
        MEETINGS,
        lambda: meeting.plan_meeting(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/meetings/<meeting_id>/held", methods=["GET", "POST"])
@requires("keep boards")
def hold_meeting(board_id: str, meeting_id: str) -> Answer:
    """Record a meeting that took place."""
    board, found = board_of(board_id), disclosure.meeting_of(reader(), board_id, meeting_id, today())
    form = forms.HeldForm(disclosure.agency_choices(reader(), board_id, meeting_id, today()))
    if request.method == "GET":
        form.show(found)
    return answer(
        board,
        form,
        "Record who was there",
        "Record the meeting",
        "The meeting is recorded.",
        MEETINGS,
        lambda: meeting.hold_meeting(form.command(meeting_id), reader(), today()),
        met_on=found.day,
    )


@blueprint.route("/<board_id>/meetings/<meeting_id>/cancel", methods=["GET", "POST"])
@requires("keep boards")
def cancel_meeting(board_id: str, meeting_id: str) -> Answer:
    """Cancel a meeting."""
    board, found = board_of(board_id), disclosure.meeting_of(reader(), board_id, meeting_id, today())
    form = forms.CancelForm()
    return answer(
        board,
        form,
        "Cancel this meeting",
        "Cancel this meeting",
        "The meeting is cancelled.",
        MEETINGS,
        lambda: meeting.cancel_meeting(form.command(meeting_id), reader(), today()),
        met_on=found.day,
    )


@blueprint.route("/<board_id>/report", methods=["GET", "POST"])
@requires("keep boards")
def report(board_id: str) -> Answer:
    """Record a yearly report."""
    board = board_of(board_id)
    form = forms.ReportForm(disclosure.board_years(reader(), board_id, today()))
    return answer(
        board,
        form,
        "Record a yearly report",
        "Record this report",
        "The report is recorded.",
        MEETINGS,
        lambda: meeting.publish_report(form.command(board_id), reader(), today()),
    )


def _sitting(board: SafeguardingBoardView) -> list[Choice]:
    """Who sits on the board today, to be chosen for a subgroup."""
    return [Choice(each.id, each.label) for each in board.members if not each.is_over]
