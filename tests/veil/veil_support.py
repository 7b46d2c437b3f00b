"""Support that goes on, and a request that waits: the pages of support have something to show in every life."""

from __future__ import annotations

from datetime import timedelta

from small_world import TODAY, World

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services.addresses import placement_address
from peerinspect.services.support.agreeing import draw_up_agreement
from peerinspect.services.support.commands import (
    REQUEST,
    AskForSupport,
    DrawUpAgreement,
    NameLead,
    PlanVisit,
    RecordNeed,
    RegisterProgramme,
    WriteNote,
)
from peerinspect.services.support.leading import name_lead
from peerinspect.services.support.noting import write_note
from peerinspect.services.support.registering import record_need, register_programme
from peerinspect.services.support.requesting import ask_for_support
from peerinspect.services.support.visiting import plan_visit
from peerinspect.store.loading import load_placements

ADVISED, HOME = "C01", "C05"
"""Both are of the circle that neither is inspected in these lives nor helps with it."""
LEAD = f"{HOME}-senior"
THEMES, HOPES = ("neglect",), "Plans that end one day"


def seek_support(world: World) -> None:
    """One programme with a lead, an agreement that waits and a visit to come; one request without an answer."""
    first, planner = TODAY - timedelta(weeks=1), world.uncleared
    wanted = RegisterProgramme(ADVISED, REQUEST, first, THEMES, HOPES, first, TODAY + timedelta(weeks=6), 3, 1)
    duty = register_programme(wanted, planner, TODAY)
    with store.transaction():
        load_placements([Placement(LEAD, duty, "accepted")], [])
    record_need(RecordNeed(duty, REQUEST, first, THEMES, HOPES), planner, TODAY)
    name_lead(NameLead(duty, placement_address(LEAD, duty)), planner, TODAY)
    draw_up_agreement(DrawUpAgreement(duty, "Shorter plans", 3), planner, TODAY)
    visit = TODAY + timedelta(weeks=4)
    plan_visit(PlanVisit(duty, visit, visit), planner, TODAY)
    write_note(WriteNote(duty, "Half of the plans have no date"), planner, TODAY)
    ask_for_support(AskForSupport(HOME, THEMES, 9, HOPES), world.chief(HOME), TODAY)
