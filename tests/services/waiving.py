"""Waivers as they come about: the cleared coordinator asks, and whoever may decide approves."""

from __future__ import annotations

from datetime import date

from small_world import TODAY, World

from peerinspect.domain import Duty
from peerinspect.services import disclosure
from peerinspect.services.reader import Reader
from peerinspect.services.waiver_decisions import DecideWaiver, approve_waiver
from peerinspect.services.waivers import ProposeWaiver, propose_waiver
from peerinspect.store.snapshot import snapshot

REASON, MITIGATION = "Nobody else with these skills is free", "A second reader from another region"


def propose_all(world: World, roster: str, day: date = TODAY) -> list[str]:
    """Ask for every waiver that the roster needs and nobody has asked for; their ids."""
    return [
        propose_waiver(
            ProposeWaiver(roster, each.address, each.rule, REASON, MITIGATION, each.until), world.cleared, day
        )
        for each in disclosure.roster(world.cleared, roster, day).waivers
        if not each.recorded
    ]


def approvers(world: World, rule: str, duty: Duty) -> list[Reader]:
    """Those whose word the waiver needs."""
    if duty.kind in ("inspect", "second"):
        return [world.liaison]
    if duty.kind in ("chair", "interim"):
        return [world.chief(min(duty.authorities))]
    return [world.uncleared]


def waive_all(world: World, roster: str, day: date = TODAY) -> None:
    """Propose and approve every waiver that the roster needs."""
    for each in disclosure.roster(world.cleared, roster, day).waivers:
        if each.recorded:
            continue
        command = ProposeWaiver(roster, each.address, each.rule, REASON, MITIGATION, each.until)
        waiver = propose_waiver(command, world.cleared, day)
        duty = snapshot(day, sealed=[each.duty_id]).duties[each.duty_id]
        for reader in approvers(world, each.rule, duty):
            approve_waiver(DecideWaiver(waiver, reference="letter 1"), reader, day)
