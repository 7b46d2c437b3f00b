"""Rosters: their parts, placements, goals with proof and shortfalls; and the rulebook they are judged by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peerinspect.services import disclosure, views
from peerinspect.services.views.rosters import (
    LoadView,
    RosterPart,
    RosterPlacementView,
    ShortfallView,
    WaiverNeeded,
)
from peerinspect.web.api.frame import at, many, one, topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("rosters", "Rosters and rules")
SEE = "see rosters"


def links(roster_id: str) -> dict[str, str]:
    """Where what belongs to a roster is found."""
    parts = ("parts", "placements", "shortfalls", "waivers", "loads")
    return {"self": at("rosters", roster_id)} | {part: at("rosters", roster_id, part) for part in parts}


def _part(part: str) -> Callable[[str], Any]:
    """One list of a roster: nothing else of it is worked out."""
    shown = () if part == "parts" else (part,)
    return lambda roster_id: getattr(disclosure.roster(reader(), roster_id, today(), shown=shown), part)


many(
    group, "rosters", "/rosters", SEE, views.RosterLine, lambda: disclosure.rosters(reader(), today()),
    "Rosters, the latest first.", "id", lambda each: links(each.id),
)  # fmt: skip
one(
    group, "roster", "/rosters/<roster_id>", SEE, views.RosterView,
    lambda roster_id: disclosure.roster(reader(), roster_id, today()),
    "One roster: its parts with their goals and proven bounds, its placements, shortfalls and waivers needed.", links,
)  # fmt: skip
many(
    group, "roster_parts", "/rosters/<roster_id>/parts", SEE, RosterPart, _part("parts"),
    "The parts of a roster, each with its goals, their proven bounds, and the auditor's certificate.", "part",
)  # fmt: skip
many(
    group, "roster_placements", "/rosters/<roster_id>/placements", SEE, RosterPlacementView, _part("placements"),
    "Who goes where.", "address",
    lambda each: {"person": at("people", each.person_id), "duty": at("duties", each.duty_id)},
)  # fmt: skip
many(
    group, "roster_shortfalls", "/rosters/<roster_id>/shortfalls", SEE, ShortfallView, _part("shortfalls"),
    "Seats that stay empty, and skills that a team lacks.", "duty_id",
    lambda each: {"duty": at("duties", each.duty_id)},
)  # fmt: skip
many(
    group, "roster_waivers", "/rosters/<roster_id>/waivers", SEE, WaiverNeeded, _part("waivers"),
    "Soft objections that placements rest on, and whether each is waived.",
    lambda each: f"{each.rule} {each.address} {each.waiver_id or each.sentence}",
)  # fmt: skip
many(
    group, "roster_loads", "/rosters/<roster_id>/loads", SEE, LoadView, _part("loads"),
    "Days used against days offered, a line a person.", "person_id",
)  # fmt: skip
one(
    group, "rulebook", "/rulebook", "read the rulebook", views.RulebookView,
    lambda: disclosure.rulebook(reader(), today()), "Every rule in words, with its strength and source.",
)  # fmt: skip
one(
    group, "rule", "/rulebook/<code>", "read the rulebook", views.RuleDetail,
    lambda code: disclosure.rule(reader(), code, today()), "One rule, its parameters, and how it was changed.",
)  # fmt: skip
many(
    group, "policy_versions", "/policy-versions", "see the policy's versions", views.VersionView,
    lambda: disclosure.policy_versions(reader(), today()), "Versions of the policy.", "number",
)  # fmt: skip
many(
    group, "rules", "/rules", "read the rulebook", views.RuleView, lambda: disclosure.rulebook(reader(), today()).rules,
    "Rules, one by one.", "code", lambda each: {"self": at("rulebook", each.code)},
)  # fmt: skip
