"""Work of every kind, with the people on it, and why they are or are not."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from peerinspect.services import disclosure, views
from peerinspect.web.api.frame import Linked, Page, at, history, lines, listed, many, one, shows, thing, topic
from peerinspect.web.api.problems import Problem
from peerinspect.web.api.schemas import Asked, Resource, model_of
from peerinspect.web.clock import FIRST_YEAR, LAST_YEAR, today
from peerinspect.web.session import reader

group = topic("duties", "Work")
Kind = Literal["inspect", "chair", "support", "second", "interim", "review"]


class Work(Page):
    """Which work is wanted. `when`: what goes on or is to come, begins within twelve weeks, is over, or all."""

    kind: Kind
    q: Annotated[str, Field(max_length=100, description="Words of the councils' names, or a review's reference")] = ""
    state: Annotated[str, Field(max_length=40)] = ""
    council: Annotated[str, Field(max_length=16, description="A council's code")] = ""
    region: Annotated[str, Field(max_length=60)] = ""
    when: Literal["", "soon", "over", "all"] = ""
    unfilled: bool = False


def links(duty_id: str) -> dict[str, str]:
    """Where what belongs to a duty is found."""
    here = at("duties", duty_id)
    parts = ("life", "placements", "candidates", "shortfall", "independence", "history")
    return {"self": here} | {part: f"{here}/{part}" for part in parts}


def also(duty: views.DutyLine) -> dict[str, str]:
    """What there is of some kinds of work alone."""
    rules = {
        "chair": ("chair", "chairs"),
        "support": ("support", "support"),
        "second": ("secondment", "secondments"),
        "interim": ("vacancy", "vacancies"),
        "review": ("review", "reviews"),
    }
    name, place = rules.get(duty.kind, ("", ""))
    return {name: at(place, duty.id)} if name else {}


@shows(group, "/duties", "see work", lines(views.WorkLine), Work)
def duties(asked: Work) -> dict[str, Any]:
    """Work of one kind, by its first day: inspections, boards' chairs, support, secondments, cover, reviews."""
    wanted = views.WorkAsked(asked.kind, asked.q, asked.state, asked.council, asked.region, asked.when, asked.unfilled)
    return listed(
        lambda number: disclosure.work_list(reader(), wanted, number, today()),
        asked,
        lambda each: str(each.duty.id),
        lambda each: links(each.duty.id) | also(each.duty),
    )


one(
    group, "duty", "/duties/<duty_id>", "open a duty", views.DutyDetail,
    lambda duty_id: disclosure.duty(reader(), duty_id, today()), "One duty, with the people on it.", links,
)  # fmt: skip
one(
    group, "duty_life", "/duties/<duty_id>/life", "see work", views.DutyLife,
    lambda duty_id: disclosure.duty_life(reader(), duty_id, today()),
    "Where a duty stands in its life, with each placement, and what can be done next.",
)  # fmt: skip
one(
    group, "candidates", "/duties/<duty_id>/candidates", "see candidates", views.CandidatesView,
    lambda duty_id: disclosure.candidates(reader(), duty_id, today()),
    "Everybody for this duty: chosen, eligible with what a swap would cost, or blocked, with every objection.",
)  # fmt: skip
one(
    group, "independence", "/duties/<duty_id>/independence", "read independence statements", views.StatementView,
    lambda duty_id: disclosure.independence_statement(reader(), duty_id, today()),
    "The independence statement on everybody who is on the duty.",
)  # fmt: skip
one(
    group, "placement", "/duties/<duty_id>/placements/<address>", "register work", views.PlacementLife,
    lambda duty_id, address: disclosure.placement_of(reader(), duty_id, address, today()),
    "One placement: where it stands, and what can be done next.",
    lambda duty_id, address: {"duty": at("duties", duty_id)},
)  # fmt: skip
history(group, "duty", "/duties/<duty_id>", "see work")
many(
    group, "waivers", "/waivers", "decide waivers", views.WaiverView,
    lambda: disclosure.waivers(reader(), today()),
    "Waivers that the reader may read of.", "id",
    lambda each: {"self": at("waivers", each.id), "duty": at("duties", each.duty_id)},
)  # fmt: skip
one(
    group, "waiver", "/waivers/<waiver_id>", "decide waivers", views.WaiverView,
    lambda waiver_id: disclosure.waiver(reader(), waiver_id, today()), "One waiver.",
)  # fmt: skip


@shows(
    group,
    "/duties/<duty_id>/placements/<address>/record",
    "read decision records",
    thing(views.RecordView, "content"),
)
def decision_record(duty_id: str, address: str) -> Linked:
    """Why this person: the decision record of a published placement, in the edition that the reader may see."""
    found = disclosure.decision_record(reader(), duty_id, address, today())
    here = at("duties", duty_id)
    return Linked(found, {"duty": here, "placement": f"{here}/placements/{address}"})


class Shortfall(Resource):
    """Why seats stay empty: nothing where there is nothing to explain."""

    lack: model_of(views.LackView) | None  # type: ignore[valid-type]


@shows(group, "/duties/<duty_id>/shortfall", "see candidates", Shortfall)
def shortfall(duty_id: str) -> dict[str, Any]:
    """How many people each rule takes away, alone and together, and what was asked about it."""
    return {"lack": disclosure.lack(reader(), duty_id, today())}


many(
    group,
    "placements",
    "/duties/<duty_id>/placements",
    "open a duty",
    views.PlacementView,
    lambda duty_id: disclosure.duty(reader(), duty_id, today()).placements,
    "Who is on the duty, and where each placement stands.",
    "address",
    lambda each: {
        "self": at("duties", each.duty.id, "placements", each.address),
        "record": at("duties", each.duty.id, "placements", each.address, "record"),
        "person": at("people", each.person_id),
    },
)


class Year(Asked):
    """From which day on."""

    since: Annotated[date | None, Field(description="A day of the first week, like 2026-10-05")] = None


class Calendar(Resource):
    """A year of weeks."""

    weeks: tuple[model_of(views.CalendarWeek), ...]  # type: ignore[valid-type]


@shows(group, "/calendar", "see work", Calendar, Year)
def calendar(asked: Year) -> dict[str, Any]:
    """A year of weeks with the inspections that begin in each, the seats they have, bank holidays and August."""
    first = asked.since or today()
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise Problem(422, "", {"since": f"This must lie between {FIRST_YEAR} and {LAST_YEAR}"})
    return {"weeks": tuple(disclosure.inspection_calendar(reader(), first, today()))}
