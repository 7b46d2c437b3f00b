"""A safeguarding board of the council with somebody of every sort on it, so that each of its pages is opened."""

from __future__ import annotations

from datetime import date, timedelta

from small_world import World

from peerinspect.services.safeguarding.commands import (
    AddMember,
    AddPartner,
    AddSubgroup,
    PlanMeeting,
    RegisterSafeguardingBoard,
)
from peerinspect.services.safeguarding.grouping import add_subgroup
from peerinspect.services.safeguarding.keeping import register_safeguarding_board
from peerinspect.services.safeguarding.meeting import plan_meeting
from peerinspect.services.safeguarding.sitting import add_member, add_partner


def sit_on_a_board(world: World, councils: tuple[str, str], today: date) -> None:
    """The first council's director is a member and leads a subgroup; nobody has said whether the board met."""
    reader = world.uncleared
    command = RegisterSafeguardingBoard(councils, "The two counties", date(2020, 1, 1))
    board = register_safeguarding_board(command, reader, today)
    add_partner(AddPartner(board, "police", "Counties Police", "Chief officer"), reader, today)
    member = add_member(AddMember(board, "council", "Director", f"{councils[0]}-director"), reader, today)
    add_subgroup(AddSubgroup(board, "Learning", member), reader, today)
    plan_meeting(PlanMeeting(board, today - timedelta(days=1)), reader, today)
    plan_meeting(PlanMeeting(board, today + timedelta(days=400)), reader, today)
