"""Changes of safeguarding boards: what they are, who sits on them, and when they meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peerinspect.services import disclosure, views
from peerinspect.services.safeguarding import commands, grouping, keeping, meeting, sitting
from peerinspect.web.api.changes.making import Change, record, takes
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("board_changes", "Changing boards")
_CHANGE, _KEEP = "change boards", "keep boards"

BOARD = record(
    group,
    "/boards/<board>/record",
    "read of boards",
    views.SafeguardingBoardView,
    lambda board: disclosure.safeguarding_board(reader(), board, today()),
    "A safeguarding board, as far as it can be changed.",
)


def _takes(
    rule: str, about: str, command: type, use_case: Callable[..., Any], action: str = _KEEP, method: str = "POST"
) -> None:
    takes(group, f"/boards/<board>/{rule}", about, Change(action, command, use_case, BOARD), method)


takes(
    group,
    "/boards",
    "Register a board.",
    Change(
        _CHANGE,
        commands.RegisterSafeguardingBoard,
        keeping.register_safeguarding_board,
        leads_to="/boards/<made>/record",
    ),
)
_takes(
    "details", "Change a board.", commands.ChangeSafeguardingBoard, keeping.change_safeguarding_board, _CHANGE, "PUT"
)
_takes("end", "End a board.", commands.EndSafeguardingBoard, keeping.end_safeguarding_board, _CHANGE)
_takes("councils", "Have a council join.", commands.CoverCouncil, keeping.cover_council, _CHANGE)
_takes("councils/<authority>/end", "Have a council leave.", commands.LetCouncilGo, keeping.let_council_go, _CHANGE)
_takes("partners", "Add a partner.", commands.AddPartner, sitting.add_partner, _CHANGE)
_takes("partners/<partner>", "Put a partner right.", commands.ChangePartner, sitting.change_partner, _CHANGE, "PUT")
_takes("partners/<partner>/end", "Enter a partner's last day.", commands.EndPartner, sitting.end_partner, _CHANGE)
_takes("members", "Add a member.", commands.AddMember, sitting.add_member)
_takes("members/<member>", "Put a member right.", commands.ChangeMember, sitting.change_member, method="PUT")
_takes("members/<member>/end", "Enter a member's last day.", commands.EndMember, sitting.end_member)
_takes("subgroups", "Set up a subgroup.", commands.AddSubgroup, grouping.add_subgroup)
_takes("subgroups/<subgroup>", "Change a subgroup.", commands.ChangeSubgroup, grouping.change_subgroup, method="PUT")
_takes("subgroups/<subgroup>/end", "End a subgroup.", commands.EndSubgroup, grouping.end_subgroup)
_takes("meetings", "Plan a meeting.", commands.PlanMeeting, meeting.plan_meeting)
_takes("meetings/<meeting>/held", "Record a meeting that took place.", commands.HoldMeeting, meeting.hold_meeting)
_takes("meetings/<meeting>/cancellation", "Cancel a meeting.", commands.CancelMeeting, meeting.cancel_meeting)
_takes("reports", "Record a yearly report.", commands.PublishReport, meeting.publish_report)
GROUPS = (group,)
