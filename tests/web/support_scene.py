"""Support of C03 that goes on, and a request of C03 that waits for an answer."""

from __future__ import annotations

from datetime import timedelta

from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services.addresses import placement_address
from peerinspect.services.lives.stepping import TakeStep, take_step
from peerinspect.services.support.agreeing import agree_to_support, draw_up_agreement
from peerinspect.services.support.commands import (
    REQUEST,
    AgreeToSupport,
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

T, H = CODES[3], CODES[9]
LEAD, VISIT = f"{H}-senior", TODAY - timedelta(days=1)
THEMES, HOPES, NOTE = ("neglect", "plans"), "Plans that end one day", "Half of the plans have no date"


def supported(world: World) -> dict[str, str]:
    """Make both; what the addresses of support are filled with."""
    first, last = TODAY - timedelta(weeks=1), TODAY + timedelta(weeks=20)
    planner = world.uncleared
    wanted = RegisterProgramme(T, REQUEST, first, THEMES, HOPES, first, last, 6, 1)
    duty = register_programme(wanted, planner, TODAY)
    with store.transaction():
        load_placements([Placement(LEAD, duty, "accepted")], [])
    record_need(RecordNeed(duty, REQUEST, first, THEMES, HOPES), planner, TODAY)
    name_lead(NameLead(duty, placement_address(LEAD, duty)), planner, TODAY)
    draw_up_agreement(DrawUpAgreement(duty, "Shorter plans", 6), planner, TODAY)
    for code in (T, H):
        agree_to_support(AgreeToSupport(duty, "Time"), world.chief(code), TODAY)
    take_step(TakeStep(duty, "begin"), planner, TODAY)
    plan_visit(PlanVisit(duty, VISIT, VISIT), planner, TODAY)
    write_note(WriteNote(duty, NOTE), planner, TODAY)
    request = ask_for_support(AskForSupport(T, THEMES, 12, HOPES), world.chief(T), TODAY)
    return {"duty_id": duty, "request_id": request, "visit": VISIT.isoformat()}
