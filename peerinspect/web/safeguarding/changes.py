"""What is written about a safeguarding board: a form each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.safeguarding import grouping, keeping, meeting, sitting
from peerinspect.services.views import Choice, SafeguardingBoardView
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.safeguarding import forms
from peerinspect.web.session import reader

blueprint = Blueprint("safeguarding_changes", __name__, url_prefix="/safeguarding-boards")
Answer = Response | str | tuple[str, int]
Thing = TypeVar("Thing")
PEOPLE, MEETINGS, PAGE = "safeguarding.people", "safeguarding.meetings", "safeguarding.page"


@blueprint.route("/new", methods=["GET", "POST"])
@requires("change boards")
def register() -> Answer:
    """Register a board."""
    form = forms.RegisterForm(disclosure.authority_choices())
    made: list[str] = []
    if form.carries_out(lambda: made.append(keeping.register_safeguarding_board(form.command(), reader(), today()))):
        flash("The board is registered. Say who runs it, and who sits on it.")
        return redirect(url_for(PAGE, board_id=made[0]), 303)
    return render_template("safeguarding/register.html", form=form), form.answer_code


@blueprint.route("/<board_id>/change", methods=["GET", "POST"])
@requires("change boards")
def details(board_id: str) -> Answer:
    """Change what a board is called and what is asked of it."""
    board, form = _board(board_id), forms.DetailsForm()
    if request.method == "GET":
        form.show(board)
    return _answer(
        board,
        form,
        "Change this board",
        "Save",
        "The board is changed.",
        PAGE,
        lambda: keeping.change_safeguarding_board(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/end", methods=["GET", "POST"])
@requires("change boards")
def end(board_id: str) -> Answer:
    """End a board."""
    board, form = _board(board_id), forms.EndBoardForm()
    return _answer(
        board,
        form,
        "End this board",
        "End this board",
        "The board's last day is entered. Its chair's term is ended by a step of its own.",
        PAGE,
        lambda: keeping.end_safeguarding_board(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/councils/new", methods=["GET", "POST"])
@requires("change boards")
def join(board_id: str) -> Answer:
    """Have a council join."""
    board, form = _board(board_id), forms.JoinForm(disclosure.authority_choices())
    return _answer(
        board,
        form,
        "Add a council",
        "Add this council",
        "The council joins the board.",
        PAGE,
        lambda: keeping.cover_council(form.command(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/councils/<code>/leave", methods=["GET", "POST"])
@requires("change boards")
def leave(board_id: str, code: str) -> Answer:
    """Have a council leave."""
    board, form = _board(board_id), forms.LastDayForm()
    name = next((each.name for each in board.councils if each.code == code), None) or abort(404)
    return _answer(
        board,
        form,
        f"{name} leaves the board",
        "Save the last day",
        "The council's last day is entered.",
        PAGE,
        lambda: keeping.let_council_go(form.leaving(board_id, code), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/new", methods=["GET", "POST"])
@requires("change boards")
def add_partner(board_id: str) -> Answer:
    """Add a partner."""
    board, form = _board(board_id), forms.PartnerForm()
    return _answer(
        board,
        form,
        "Add a partner",
        "Add this partner",
        "The partner is added.",
        PAGE,
        lambda: sitting.add_partner(form.adding(board_id), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/<partner_id>", methods=["GET", "POST"])
@requires("change boards")
def change_partner(board_id: str, partner_id: str) -> Answer:
    """Put a partner right."""
    board, form = _board(board_id), forms.PartnerForm()
    partner = _among(board.partners, partner_id)
    if request.method == "GET":
        form.show(partner)
    return _answer(
        board,
        form,
        f"Change {partner.name}",
        "Save",
        "The partner is changed.",
        PAGE,
        lambda: sitting.change_partner(form.changing(partner_id), reader(), today()),
    )


@blueprint.route("/<board_id>/partners/<partner_id>/end", methods=["GET", "POST"])
@requires("change boards")
def end_partner(board_id: str, partner_id: str) -> Answer:
    """Enter a partner's last day."""
    board, form = _board(board_id), forms.LastDayForm()
    partner = _among(board.partners, partner_id)
    return _answer(
        board,
        form,
        f"{partner.name} leaves",
        "Save the last day",
        "The partner's last day is entered.",
        PAGE,
        lambda: sitting.end_partner(form.partner(partner_id), reader(), today()),
    )


@blueprint.route("/<board_id>/members/new", methods=["GET", "POST"])
@requires("keep boards")
def add_member(board_id: str) -> Answer:
    """Add a member."""
    board = _board(board_id)
    form = forms.MemberForm(disclosure.member_choices(reader(), board_id, today()))
    return _answer(
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
    board = _board(board_id)
    member = _among(board.members, member_id)
    choices = disclosure.member_choices(reader(), board_id, today())
    if member.person and member.person not in {each.value for each in choices}:
        choices = (*choices, Choice(member.person, member.name))
    form = forms.MemberForm(choices)
    if request.method == "GET":
        form.show(member)
    return _answer(
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
    board, form = _board(board_id), forms.LastDayForm()
    member = _among(board.members, member_id)
    return _answer(
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
    board = _board(board_id)
    form = forms.SubgroupForm(_sitting(board))
    return _answer(
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
    board = _board(board_id)
    form, subgroup = forms.SubgroupForm(_sitting(board)), _among(board.subgroups, subgroup_id)
    if request.method == "GET":
        form.show(subgroup)
    return _answer(
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
    board, form = _board(board_id), forms.LastDayForm()
    subgroup = _among(board.subgroups, subgroup_id)
    return _answer(
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
    board, form = _board(board_id), forms.MeetingForm()
    return _answer(
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
    board, found = _board(board_id), disclosure.meeting_of(reader(), board_id, meeting_id, today())
    form = forms.HeldForm(disclosure.agency_choices(reader(), board_id, meeting_id, today()))
    if request.method == "GET":
        form.show(found)
    return _answer(
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
    board, found = _board(board_id), disclosure.meeting_of(reader(), board_id, meeting_id, today())
    form = forms.CancelForm()
    return _answer(
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
    board = _board(board_id)
    form = forms.ReportForm(disclosure.board_years(reader(), board_id, today()))
    return _answer(
        board,
        form,
        "Record a yearly report",
        "Record this report",
        "The report is recorded.",
        MEETINGS,
        lambda: meeting.publish_report(form.command(board_id), reader(), today()),
    )


def _board(board_id: str) -> SafeguardingBoardView:
    return disclosure.safeguarding_board(reader(), board_id, today())


def _sitting(board: SafeguardingBoardView) -> list[Choice]:
    """Who sits on the board today, to be chosen for a subgroup."""
    return [Choice(each.id, each.label) for each in board.members if not each.is_over]


def _among(things: Iterable[Thing], id_: str) -> Thing:
    """The one with the id."""
    return next((each for each in things if getattr(each, "id", None) == id_), None) or abort(404)


def _answer(
    board: SafeguardingBoardView,
    form: HouseForm,
    title: str,
    button: str,
    told: str,
    back: str,
    use_case: Callable[[], object],
    **more: object,
) -> Answer:
    """A form about the board: carried out, or shown, with what is wrong."""
    if form.carries_out(use_case):
        flash(told)
        return redirect(url_for(back, board_id=board.id), 303)
    context = {"board": board, "title": title, "button": button, "back": back, **more}
    return render_template("safeguarding/form.html", form=form, **context), form.answer_code
