"""Whatever a program can change moves the version that the change rests on, for everybody who may change it.

Else two could change the same fact, each with the version that they both read, and the second would overwrite what they
did not see. The lines are made one after the other, each on what it finds.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import ANNOUNCED, Lived, pages
from small_world import CODES, TODAY

from peerinspect.services.api_tokens import CHANGE, READ, SEARCH
from peerinspect.web.api.changes.making import RESTING

WHO, HOME, COUNCIL = f"{CODES[5]}-director", CODES[5], CODES[9]
PERSON, PLACE, BOARD, TIE = f"/people/{WHO}", f"/authorities/{COUNCIL}", "/boards/{board}", "/ties/{tie}"
SOON, LATER, BEFORE = (str(TODAY + timedelta(days=days)) for days in (14, 200, -1))
DAY = str(TODAY)
TOLD = {"source": "phone", "reference": "A call"}
POST = {"role": "senior", "basis": "substantive", "starts": "2026-02-02", "ends": None}
JUDGED = {"framework": "ILACS", "inspected": BEFORE, "published": DAY, "grades": {"overall": "good"}}
PLANNERS, OWN, ASKED = ("coordinator", "uncleared"), ("own",), ("director",)


@dataclass(frozen=True)
class Line:
    """One change: what it rests on, where it is made with what, and who may make it; the first of them does.

    In `address`, names stand for what the world has, and `0` for what was read.
    """

    record: str
    method: str
    address: str
    body: Mapping[str, Any] = field(default_factory=dict)
    who: tuple[str, ...] = PLANNERS


def _of(thing: str, record: str, lines: list[tuple[str, str, dict[str, Any]]]) -> tuple[Line, ...]:
    return tuple(Line(f"{thing}/{record}", method, f"{thing}/{rest}", body) for method, rest, body in lines)


LINES: tuple[Line, ...] = (
    Line("/rosters/{draft}/seats/{seat}", "POST", "/rosters/{draft}/seats/{seat}/pin", {"reason": "Why"}),
    *_of(PERSON, "record", [
        ("PUT", "name", {"name": "Robin Alder"}),
        ("PUT", "skills", {"skills": ["finance"]}),
        ("PUT", "level", {"level": "assistant"}),
        ("PUT", "vetting", {"vetted_on": BEFORE}),
        ("PUT", "vetting", {"vetted_on": DAY}),
        ("PUT", "vetting", {"vetted_on": None}),
        ("PUT", "aspiring", {"aspirant": True}),
        ("PUT", "offers", {"days": {"support": 3}, **TOLD}),
        ("POST", "away", {"starts": SOON, "ends": SOON, **TOLD}),
        ("POST", "away/{0[away_for][0][id]}/removal", {}),
        ("POST", "posts", {"authority": COUNCIL, **POST}),
        ("PUT", "posts/{0[posts][0][id]}", {**POST, "starts": "2026-02-09", "reason": "Wrong"}),
        ("POST", "posts/{0[posts][0][id]}/end", {"ends": LATER}),
        ("POST", "posts/{0[posts][0][id]}/removal", {"reason": "Never held"}),
        ("POST", "consents", {"authority": HOME, "starts": DAY, "ends": LATER, "reference": "A letter"}),
        ("POST", "consents/questions", {"authority": HOME, "note": "For a board"}),
        ("POST", "consents/{0[consents][0][id]}/withdrawal", {"reference": "Another"}),
        ("POST", "declaration", {"signed_on": DAY, "reference": "Box 3"}),
        ("POST", "leaving", {"reason": "Retires"}),
        ("POST", "return", {}),
    ]),
    *_of(PLACE, "record", [
        ("PUT", "details", {"name": "Alderton", "region": "South", "latitude": 53.8, "longitude": -1.5}),
        ("PUT", "details", {"name": "Alderton", "region": "North", "latitude": 53.8, "longitude": -1.5}),
        ("PUT", "details", {"name": "Alderton", "region": "North", "latitude": 53.9, "longitude": -1.5}),
        ("POST", "judgements", JUDGED),
        ("PUT", "judgements/{0[judgements][0][id]}",
         {"judgement": {**JUDGED, "grades": {"overall": "outstanding"}}, "reason": "Misread"}),
        ("POST", "arrangements", {"kind": "partnership", "authorities": [COUNCIL, CODES[8]], "starts": "2020-01-01"}),
        ("POST", "arrangements/{0[arrangements][0][id]}/end", {"ends": BEFORE}),
        ("POST", "end", {"into": CODES[8], "ended_on": BEFORE}),
    ]),
    *_of(BOARD, "record", [
        ("PUT", "details", {"name": "Two counties", "called": "", "chair_word": "", "founded_on": None,
                            "partnership_from": None, "meetings_a_year": 6, "report_month": 9}),
        ("PUT", "details", {"name": "Two counties", "called": "A forum", "chair_word": "", "founded_on": None,
                            "partnership_from": None, "meetings_a_year": 6, "report_month": 9}),
        ("POST", "councils", {"authority": CODES[6], "starts": DAY}),
        ("POST", f"councils/{CODES[6]}/end", {"ends": DAY}),
        ("POST", "partners", {"agency": "health", "name": "A trust", "office": "Chief nurse"}),
        ("PUT", "partners/{partner}",
         {"agency": "police", "name": "Police", "office": "Chief", "lead": "", "starts": None}),
        ("POST", "partners/{partner}/end", {"ends": DAY}),
        ("POST", "members", {"agency": "health", "office": "Doctor", "name": "Dale Doctor"}),
        ("PUT", "members/{member}",
         {"agency": "council", "office": "Head", "person": f"{CODES[3]}-senior", "name": "", "starts": None}),
        ("POST", "subgroups", {"name": "Missing children"}),
        ("PUT", "subgroups/{subgroup}", {"name": "Lessons", "lead": "", "members": [], "starts": None}),
        ("POST", "subgroups/{subgroup}/end", {"ends": DAY}),
        ("POST", "meetings/{meeting}/held", {"came": ["police"], "reference": "Minutes"}),
        ("POST", "meetings", {"day": SOON}),
        ("POST", "meetings/{0[meetings][0][id]}/cancellation", {"reason": "Snow"}),
        ("POST", "members/{member}/end", {"ends": DAY}),
        ("POST", "reports", {"year": TODAY.year - 1, "published_on": DAY, "reference": "On the web"}),
        ("POST", "end", {"ended_on": DAY, "reason": "Merged"}),
    ]),
    Line("/my/ties/{own_tie}/state", "PUT", "/my/ties/{own_tie}/end", {"ends": BEFORE}, ASKED),
    Line(f"{TIE}/record", "PUT", f"{TIE}/end", {"ends": "2025-06-30", "reference": "A letter"}),
    Line(f"{TIE}/record", "POST", f"{TIE}/dismissals", {"ground": "never-was", "reason": "No", "evidence": "A list"}),
    Line(f"{TIE}/record", "POST", f"{TIE}/dismissals/decision", {"approves": True}, tuple(reversed(PLANNERS))),
    Line("/my/offers/record", "PUT", "/my/offers", {"days": {"support": 7}}, OWN),
    Line("/my/offers/record", "PUT", "/my/offers", {"days": {"support": 7}, "skills": ["finance"]}, OWN),
    Line("/my/offers/record", "PUT", "/my/offers", {"days": {"support": 7}, "expertise": "Budgets"}, OWN),
    Line("/my/offers/record", "POST", "/my/leave/{0[leave][0][id]}/removal", {}, ASKED),
    Line("/my/duties/{asked}/state", "POST", "/my/duties/{asked}/acceptance", {}, ASKED),
    Line("/inspections/schedule", "PUT", "/inspections/schedule", {"most_starts": 9, "reason": "More teams"}),
    Line("/inspections/schedule", "PUT", "/inspections/schedule",
         {"most_starts": 9, "disclosed_before": 12, "reason": "Earlier"}),
    *_of("/duties/board-7", "facts", [
        ("PUT", "facts/skills", {"skills": ["finance"]}),
        ("PUT", "facts/priority", {"priority": "7/2"}),
        ("PUT", "facts/days", {"days": 11}),
        ("PUT", "facts/seats", {"seats": 2}),
    ]),
    *_of("/duties/{secondment}", "facts", [
        ("PUT", "facts/level", {"level": "assistant"}),
        ("POST", "steps/cancel", {"reason": "Not needed"}),
    ]),
    Line("/duties/{announced}/placements/{recorded}/state", "POST",
         "/duties/{announced}/placements/{recorded}/steps/stand-down", {"reason": "Ill"}),
    *(Line("/vacancies/{vacancy}/holders", "POST", f"/vacancies/{{vacancy}}/{rest}", body) for rest, body in (
        ("holders/{holding}/end", {"ends": str(TODAY + timedelta(weeks=10))}),
        ("holders", {"name": "Nat Next", "office": "Deputy", "starts": str(TODAY + timedelta(weeks=11))}),
    )),
    *_of("/reviews/{review}", "state", [
        ("POST", "delays", {"stage": "report", "reason": "court", "words": "", "expected_on": LATER}),
        ("PUT", "people/{reviewer}/part", {"part": "lead"}),
        ("POST", "steps/cancel", {"reason": "Not needed"}),
    ]),
    Line("/my/duties/{asked}/state", "POST", "/my/duties/{asked}/refusal", {"reason": "busy"}, ASKED),
    Line("/duties/{announced}/facts", "PUT", "/inspections/{announced}/week", {"starts": "2026-09-07"}),
)  # fmt: skip

ELSEWHERE = {
    "post_chairs_duty_id_steps_action",
    "post_chairs_duty_id_proposed_step_id_agreement",
    "post_chairs_duty_id_proposed_step_id_refusal",
    "post_chairs_duty_id_proposed_step_id_withdrawal",
    "post_chairs_duty_id_proposed_step_id_letter",
    "post_my_duties_address_removal_reply",
    "post_waivers_waiver_id_withdrawal",
    "post_rosters_roster_id_seats_address_set_aside",
    "post_waivers_waiver_id_approval",
    "post_waivers_waiver_id_refusal",
    "post_rosters_roster_id_seats_address_swap",
    "post_rosters_roster_id_publication",
    "post_rosters_roster_id_withdrawal",
    "post_duties_duty_id_offers",
    "post_vacancies_duty_id_hand_back",
}
"""Changes whose versions the tests of their own pages compare, because they need a world of their own."""


@pytest.fixture(scope="module")
def world(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Lived]]:
    """One world, in which all lines are made."""
    folder = tmp_path_factory.mktemp("versions") / "in"
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as app:
        yield app, lived_in[1]


@pytest.fixture(scope="module")
def programs(world: tuple[Flask, Lived]) -> dict[str, Program]:
    app, lived = world
    readers = {**lived.readers(), "own": lived.world.director(CODES[3])}
    return {name: program_of(app, reader, READ, CHANGE, SEARCH) for name, reader in readers.items()}


def names(lived: Lived, secondment: str) -> dict[str, str]:
    """What the addresses of the lines are filled with."""
    return {
        "secondment": secondment,
        "review": lived.review["duty_id"],
        "reviewer": lived.review["address"],
        "draft": lived.draft,
        "seat": lived.address,
        "board": lived.safeguarding["board_id"],
        **{each: lived.safeguarding[f"{each}_id"] for each in ("partner", "member", "subgroup", "meeting")},
        "tie": lived.interest,
        "own_tie": lived.interest,
        "leave": lived.leave,
        "asked": lived.address,
        "announced": ANNOUNCED,
        "recorded": lived.recorded,
        "vacancy": lived.vacancy["duty_id"],
        "holding": lived.vacancy["holding_id"],
    }


def make(line: Line, programs: dict[str, Program], known: dict[str, str]) -> list[str]:
    """Make a change; what is wrong about it, or about the versions afterwards."""
    record, first = line.record.format(**known), programs[line.who[0]]
    before = {who: programs[who].ask(record) for who in line.who}
    seen = before[line.who[0]]
    if seen.status_code != 200:
        return [f"{record}: {seen.json}"]
    address, body = line.address.format(seen.json, **known), dict(line.body)
    headers = {"If-Match": seen.headers["ETag"]}
    made = first.ask(address, line.method, json=body, headers=headers)
    if made.status_code not in (200, 204):
        return [f"{line.method} {address}: {made.json}"]
    blind = [who for who in line.who if programs[who].ask(record).headers.get("ETag") == before[who].headers["ETag"]]
    late = first.ask(address, line.method, json=body, headers=headers).status_code
    told = [f"{line.method} {address}: the version of {who} stays" for who in blind]
    return told + ([] if late in (404, 412) else [f"{line.method} {address}: the second got {late}"])


def test_all_that_is_changed_moves_what_it_rests_on(world: tuple[Flask, Lived], programs: dict[str, Program]) -> None:
    days = {"starts": SOON, "ends": LATER}
    secondment = programs["coordinator"].ask("/secondments", "POST", json=days).json["id"]
    known = names(world[1], secondment)
    wrong = [each for line in LINES for each in make(line, programs, known)]
    assert not wrong, "\n".join(wrong)


def test_every_change_that_rests_on_something_has_a_line(world: tuple[Flask, Lived]) -> None:
    """Which address a line asks for is told by the application itself."""
    app, lived = world
    known, read = names(lived, "any"), defaultdict(lambda: [{"id": 1}])
    routes = app.url_map.bind("localhost")
    made = {routes.match(f"/api/v1{line.address.format(read, **known)}", method=line.method)[0] for line in LINES}
    assert {each.partition(".")[2] for each in RESTING.keys() - made} == ELSEWHERE
