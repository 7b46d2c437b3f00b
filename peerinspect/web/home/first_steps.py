"""The steps to a first roster in words, each with the page on which it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from peerinspect.services.views import FirstStep


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step's name, what it is for, and the page where it is taken, with what its address needs."""

    title: str
    why: str
    endpoint: str
    address: Mapping[str, Any]


STEPS: Mapping[str, StepWords] = {
    "coordinators": StepWords(
        "Add two coordinators",
        "They run the season. What one of them proposes, the other decides on.",
        "users.add",
        {},
    ),
    "liaison": StepWords("Add the Ofsted liaison", "They read rosters and decide on waivers.", "users.add", {}),
    "people": StepWords(
        "Bring people in",
        "Directors and senior managers, their posts and what they offer: from a spreadsheet, or one by one.",
        "imports.offer",
        {"kind": "people"},
    ),
    "declarations": StepWords(
        "See that they declare their interests",
        "Nobody is placed without a declaration. They sign it here, or you keep what they signed on paper.",
        "register.listing",
        {},
    ),
    "consents": StepWords(
        "See that their chief executives consent",
        "Nobody goes without it. Chief executives give it here, or a file brings it in.",
        "imports.offer",
        {"kind": "consents"},
    ),
    "work": StepWords(
        "Enter the work",
        "Inspections in the calendar; boards, support, secondments, cover and reviews under other work.",
        "inspections.calendar",
        {},
    ),
    "search": StepWords("Search for the best roster", "It takes seconds, and is a draft at first.", "jobs.start", {}),
    "publish": StepWords(
        "Publish it", "Once its waivers are decided on. From then on people read it.", "rosters.listing", {}
    ),
}
"""Every step, by its key."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a page shows it; `href` is None once it is done."""

    title: str
    why: str
    href: str
    state: str
    so_far: str


def step_lines(steps: Iterable[FirstStep]) -> list[StepLine]:
    """The steps with their words."""
    return [_line(step) for step in steps]


def _line(step: FirstStep) -> StepLine:
    told = STEPS[step.key]
    state = "step-done" if step.is_done else "step-started" if step.have else "step-to-do"
    so_far = f"{step.have} of {step.of}" if step.of > 1 and 0 < step.have < step.of else ""
    return StepLine(told.title, told.why, url_for(told.endpoint, **told.address), state, so_far)
