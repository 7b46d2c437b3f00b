"""Searches for rosters, questions about duties, and what coordinators do to a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peerinspect.services import (
    asking,
    disclosure,
    planning,
    publishing,
    seats,
    views,
    waiver_decisions,
    waivers,
    withdrawing,
)
from peerinspect.services.api_tokens import SEARCH
from peerinspect.services.refusal import NotFound
from peerinspect.services.views.drafts import SeatView
from peerinspect.web.api.changes.making import Change, record, takes
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

search_group = topic("searches", "Searching")
draft_group = topic("draft_changes", "Changing drafts")
_SEARCH, _ASK, _BY_HAND = "search for rosters", "ask what would change", "change drafts by hand"

JOB = record(
    search_group,
    "/searches/<job_id>",
    _SEARCH,
    views.JobView,
    lambda job_id: disclosure.job(reader(), job_id, today()),
    "How far a search has come; `roster_id` once there is one.",
)
QUESTION = record(
    search_group,
    "/questions/<question_id>",
    _ASK,
    views.QuestionView,
    lambda question_id: disclosure.question(reader(), question_id, today()),
    "A question about a duty, and what came of it.",
)
SEAT = record(
    draft_group,
    "/rosters/<roster_id>/seats/<address>",
    _BY_HAND,
    SeatView,
    lambda roster_id, address: disclosure.seat(reader(), roster_id, address, today()),
    "A placement of a draft, with everything that stands against it.",
)
WAIVER = record(
    draft_group,
    "/waivers/<waiver_id>/state",
    "decide waivers",
    views.WaiverView,
    lambda waiver_id: disclosure.waiver(reader(), waiver_id, today()),
    "A waiver, and what was decided.",
)


def _long(action: str, command: type, use_case: Callable[..., Any], leads_to: str, *leave_out: str) -> Change:
    """Something that goes on after the answer."""
    return Change(action, command, use_case, leads_to=leads_to, leave_out=leave_out, scope=SEARCH, is_long=True)


def _line(roster_id: str) -> views.RosterLine:
    """One roster of the list."""
    found = next((each for each in disclosure.rosters(reader(), today()) if each.id == roster_id), None)
    if found is None:
        raise NotFound("no such roster")
    return found


ROSTER = record(
    draft_group, "/rosters/<roster_id>/state", "see rosters", views.RosterLine, _line, "How a roster stands."
)
takes(
    draft_group,
    "/rosters/<roster_id>/publication",
    "Turn a draft into offers that people can answer.",
    Change("publish rosters", publishing.PublishRoster, publishing.publish_roster, ROSTER),
)
takes(
    draft_group,
    "/rosters/<roster_id>/withdrawal",
    "Take a published roster back, with the reason.",
    Change("publish rosters", withdrawing.WithdrawRoster, withdrawing.withdraw_roster, ROSTER),
)
takes(
    search_group,
    "/searches",
    "Start a search for a roster.",
    _long(_SEARCH, planning.StartPlan, planning.start_plan, "/searches/<made>", "supposed"),
)
takes(
    search_group,
    "/searches/<job_id>/cancellation",
    "Stop a search; the best roster found so far is kept.",
    Change(
        _SEARCH, planning.CancelPlan, planning.cancel_plan, leads_to="/searches/<job_id>", scope=SEARCH, is_long=True
    ),
)
takes(
    search_group,
    "/duties/<duty_id>/questions",
    "Ask what would fill a duty, or what it would cost to have somebody on it.",
    _long(_ASK, asking.Ask, asking.ask, "/questions/<made>"),
)
takes(
    search_group,
    "/questions/<question_id>/cancellation",
    "Stop looking for an answer.",
    Change(
        _ASK, asking.StopAsking, asking.stop_asking, leads_to="/questions/<question_id>", scope=SEARCH, is_long=True
    ),
)
takes(
    draft_group,
    "/rosters/<roster_id>/seats/<address>/pin",
    "Keep somebody on a duty, with the reason.",
    Change(_BY_HAND, seats.PinSeat, seats.pin_seat, SEAT),
)
takes(
    draft_group,
    "/rosters/<roster_id>/seats/<address>/set-aside",
    "Keep somebody off a duty, with the reason.",
    Change(_BY_HAND, seats.SetPersonAside, seats.set_person_aside, SEAT),
)
takes(
    draft_group,
    "/rosters/<roster_id>/seats/<address>/swap",
    "Put somebody else in a seat, with the reason.",
    Change(_BY_HAND, seats.SwapSeat, seats.swap_seat, SEAT),
)
takes(
    draft_group,
    "/rosters/<roster_id>/seats/<address>/waivers",
    "Propose a waiver of a rule that stands against a placement.",
    Change("propose waivers", waivers.ProposeWaiver, waivers.propose_waiver, leads_to="/waivers/<made>/state"),
)
takes(
    draft_group,
    "/waivers/<waiver_id>/approval",
    "Approve a waiver that somebody else proposed.",
    Change("decide waivers", waiver_decisions.DecideWaiver, waiver_decisions.approve_waiver, WAIVER),
)
takes(
    draft_group,
    "/waivers/<waiver_id>/refusal",
    "Refuse a waiver.",
    Change("decide waivers", waiver_decisions.DecideWaiver, waiver_decisions.refuse_waiver, WAIVER),
)
takes(
    draft_group,
    "/waivers/<waiver_id>/withdrawal",
    "Take one's own proposal back.",
    Change("propose waivers", waiver_decisions.DecideWaiver, waiver_decisions.withdraw_waiver, WAIVER),
)
GROUPS = (search_group, draft_group)
