"""Waivers of inspections and secondments, from the liaison's week to the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from small_world import TODAY, World
from waiver_desk import ROSTER, RULE, UNTIL, address_of
from waiving import MITIGATION, REASON

from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import Refusal
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver, refuse_waiver
from peerinspect.services.waivers import ProposeWaiver, propose_waiver

WEEK = TODAY + timedelta(weeks=14)
"""The week in which both inspections are on site."""


def propose(drafted: World, duty: str, by: Reader) -> str:
    command = ProposeWaiver(ROSTER, address_of(drafted, duty), RULE, REASON, MITIGATION, UNTIL)
    return propose_waiver(command, by, TODAY)


def due(drafted: World) -> tuple[list[str], int]:
    """The duties for which a waiver is due on the page of the week, and how many wait anywhere."""
    sheet = disclosure.week_sheet(drafted.liaison, WEEK, TODAY)
    listed = [line.duty.id for line in sheet.on_site for one in line.actions if one.kind == "waive"]
    return sorted(listed), sheet.waivers


@pytest.mark.parametrize("decide", [approve_waiver, refuse_waiver])
def test_the_whole_way(drafted: World, decide: object) -> None:
    proposed = {duty: propose(drafted, duty, drafted.cleared) for duty in ("sealed-inspect", "open-inspect")}
    proposed["open-second"] = propose(drafted, "open-second", drafted.uncleared)
    assert due(drafted) == (["open-inspect", "sealed-inspect"], 3)
    waiting = disclosure.waivers_to_decide(drafted.liaison, TODAY)
    assert {each.id for each in waiting} == set(proposed.values())
    for each in waiting:
        decide(DecideWaiver(each.id, "We weighed it"), drafted.liaison, TODAY)  # type: ignore[operator]
    assert due(drafted) == ([], 0)


@pytest.mark.parametrize("duty", ["sealed-inspect", "open-inspect", "open-second"])
def test_who_proposed_never_decides(drafted: World, duty: str) -> None:
    waiver = propose(drafted, duty, drafted.liaison)
    assert due(drafted) == ([], 0), "it is another's to decide"
    for decide in (approve_waiver, refuse_waiver):
        with pytest.raises(Refusal, match="Somebody else must decide"):
            decide(DecideWaiver(waiver, "We weighed it"), drafted.liaison, TODAY)
    with pytest.raises(Refusal):
        approve_waiver(DecideWaiver(waiver, "We weighed it"), drafted.cleared, TODAY)


@pytest.mark.parametrize("duty", ["open-chair", "open-support", "open-interim", "open-review"])
def test_what_others_decide_is_not_on_the_week(drafted: World, duty: str) -> None:
    waiver = propose(drafted, duty, drafted.cleared)
    assert due(drafted) == ([], 0)
    with pytest.raises(Refusal):
        approve_waiver(DecideWaiver(waiver, "We weighed it"), drafted.liaison, TODAY)


def test_a_coordinator_has_none_to_decide_here(drafted: World) -> None:
    propose(drafted, "open-inspect", drafted.uncleared)
    sheet = disclosure.week_sheet(drafted.cleared, WEEK, TODAY)
    assert sheet.waivers == 0
    assert not [one for line in sheet.on_site for one in line.actions if one.kind == "waive"]
