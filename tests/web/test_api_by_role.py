"""Every address at which programs read, asked by every role. An address without an entry here fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import ANNOUNCED, SEALED, SECONDED, Lived, pages

from peerinspect.web.api import mounting
from peerinspect.web.api.where import PREFIX

SIGNED_IN = {"coordinator", "uncleared", "liaison", "director", "chief-executive", "panel", "administrator"}
ALL = SIGNED_IN | {"public"}
PLANNERS = {"coordinator", "uncleared"}
WATCH = PLANNERS | {"liaison"}
READERS = SIGNED_IN - {"administrator"}
OWN, CHIEF = {"director"}, {"chief-executive"}

MAY_ASK: dict[str, set[str]] = {
    "/me": SIGNED_IN,
    "/messages": SIGNED_IN,
    "/appointments": ALL,
    "/people": WATCH | OWN | CHIEF,
    "/people/<person_id>": WATCH | CHIEF,
    "/people/<person_id>/history": WATCH,
    "/people/<person_id>/stands": PLANNERS,
    "/authorities": SIGNED_IN,
    "/authorities/<code>": SIGNED_IN,
    "/authorities/<code>/history": WATCH,
    "/authorities/<code>/stands": PLANNERS,
    "/performance/<code>": READERS,
    "/directors": WATCH,
    "/directors/<code>": WATCH | CHIEF,
    "/vacancies": WATCH,
    "/vacancies/<duty_id>": WATCH | CHIEF,
    "/interests": PLANNERS,
    "/interests/<interest_id>": PLANNERS,
    "/look-backs": PLANNERS,
    "/look-backs/<look_back_id>": PLANNERS,
    "/duties": WATCH,
    "/duties/<duty_id>": WATCH | {"panel"},
    "/duties/<duty_id>/life": WATCH,
    "/duties/<duty_id>/history": WATCH,
    "/duties/<duty_id>/candidates": PLANNERS,
    "/duties/<duty_id>/shortfall": PLANNERS,
    "/duties/<duty_id>/independence": WATCH,
    "/duties/<duty_id>/placements": WATCH | {"panel"},
    "/duties/<duty_id>/placements/<address>": PLANNERS,
    "/duties/<duty_id>/placements/<address>/record": WATCH,
    "/calendar": WATCH,
    "/waivers": WATCH | CHIEF,
    "/waivers/<waiver_id>": WATCH,
    "/boards": WATCH | OWN | CHIEF,
    "/boards/<board_id>": WATCH | CHIEF,
    "/boards/<board_id>/history": WATCH,
    "/chairs": READERS,
    "/chairs/<duty_id>": PLANNERS,
    "/chairs/<duty_id>/shortlist": PLANNERS,
    "/chairs/<duty_id>/papers/<kind>": PLANNERS,
    "/support": WATCH | OWN | CHIEF,
    "/support/<duty_id>": WATCH | CHIEF,
    "/support-requests": WATCH | OWN | CHIEF,
    "/support-requests/<request_id>": PLANNERS | CHIEF,
    "/secondments": WATCH,
    "/secondments/<duty_id>": WATCH,
    "/reviews": READERS,
    "/reviews/<duty_id>": WATCH | CHIEF | {"panel"},
    "/panel": WATCH | {"panel"},
    "/lessons": SIGNED_IN,
    "/lessons/<lesson_id>": SIGNED_IN,
    "/themes": SIGNED_IN,
    "/lesson-boards": PLANNERS | OWN | CHIEF,
    "/lesson-boards/<board_id>/lessons": PLANNERS,
    "/rosters": WATCH,
    "/rosters/<roster_id>": WATCH,
    "/rosters/<roster_id>/parts": WATCH,
    "/rosters/<roster_id>/placements": WATCH,
    "/rosters/<roster_id>/shortfalls": WATCH,
    "/rosters/<roster_id>/waivers": WATCH,
    "/rosters/<roster_id>/loads": WATCH,
    "/rulebook": READERS,
    "/rulebook/<code>": READERS,
    "/rules": READERS,
    "/policy-versions": WATCH,
    "/my/duties": OWN,
    "/my/offers": OWN,
    "/my/declarations": OWN,
    "/my/people": CHIEF,
    "/my/boards": CHIEF,
}
ASKED = {"/duties": "?kind=inspect&when=all"}
READING = {group.name for group in mounting.GROUPS[:8]}
UNKNOWN_TO = {
    "/people/<person_id>": OWN,
    "/directors/<code>": OWN,
    "/duties/<duty_id>": {"director", "chief-executive", "administrator"},
    "/duties/<duty_id>/placements": {"director", "chief-executive", "administrator"},
    "/duties/<duty_id>/independence": {"director", "chief-executive"},
    "/duties/<duty_id>/placements/<address>/record": CHIEF,
    "/waivers/<waiver_id>": CHIEF,
    "/chairs/<duty_id>": CHIEF,
    "/chairs/<duty_id>/shortlist": CHIEF,
    "/chairs/<duty_id>/papers/<kind>": CHIEF,
    "/boards/<board_id>": OWN,
    "/support/<duty_id>": OWN,
    "/support-requests/<request_id>": OWN,
    "/reviews/<duty_id>": OWN,
    "/lesson-boards/<board_id>/lessons": OWN | CHIEF,
}
"""Where a reader who may ask such things at all learns no more of this one than of one that does not exist."""


def fill(pattern: str, lived: Lived) -> str:
    """The address with something that exists in each of its parts."""
    parts = lived.parts_of_addresses() | {"address": lived.recorded, "roster_id": lived.published, "rule": ""}
    parts |= {"code": lived.waived[0]} if pattern.startswith("/rulebook") else {}
    parts |= lived.lessons if "lesson" in pattern else {}
    parts |= lived.safeguarding if pattern.startswith("/boards/") else {}
    parts |= lived.review if pattern.startswith("/reviews/") else {}
    parts |= lived.support if pattern.startswith("/support") else {}
    parts |= lived.vacancy if pattern.startswith("/vacancies/") else {}
    parts |= {"duty_id": SECONDED} if pattern.startswith("/secondments/") else {}
    parts |= {"duty_id": "board-0", "kind": "appointment"} if pattern.startswith("/chairs/") else {}
    for name, value in parts.items():
        pattern = pattern.replace(f"<{name}>", str(value))
    assert "<" not in pattern, f"no value for {pattern}"
    return pattern


@pytest.fixture(scope="module")
def app(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A world of its own: tokens are made in it."""
    import shutil

    folder = tmp_path_factory.mktemp("api") / "in"
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as found:
        yield found


@pytest.fixture(scope="module")
def programs(app: Flask, lived_in: tuple[Path, Lived]) -> dict[str, Program]:
    """A program of each reader."""
    return {name: program_of(app, reader) for name, reader in lived_in[1].readers().items()}


def test_every_address_has_an_entry(bare_pages: Flask) -> None:
    rules = [rule for rule in bare_pages.url_map.iter_rules() if rule.endpoint.partition(".")[0] in READING]
    assert {rule.rule.removeprefix(PREFIX) for rule in rules if "GET" in (rule.methods or ())} == set(MAY_ASK)


@pytest.mark.parametrize("pattern", sorted(MAY_ASK))
def test_answers_those_who_may_and_nobody_else(
    programs: dict[str, Program], lived_in: tuple[Path, Lived], pattern: str
) -> None:
    address = fill(pattern, lived_in[1]) + ASKED.get(pattern, "")
    found = {name: program.ask(address).status_code for name, program in programs.items()}
    assert found == {name: _expected(pattern, name) for name in programs}


def _expected(pattern: str, name: str) -> int:
    if name in MAY_ASK[pattern]:
        return 200
    if name == "public":
        return 401
    return 404 if name in UNKNOWN_TO.get(pattern, ()) else 403


@pytest.mark.parametrize("part", ["", "/life", "/history", "/candidates", "/shortfall", "/independence", "/placements"])
def test_a_sealed_duty_is_answered_exactly_like_one_that_does_not_exist(
    programs: dict[str, Program], part: str
) -> None:
    """Also for the liaison and cleared coordinators, whose tokens were made without that scope."""
    for name, program in programs.items():
        sealed, none = (program.ask(f"/duties/{id_}{part}") for id_ in (SEALED, "no-such-duty"))
        assert sealed.status_code == none.status_code in (401, 403, 404), name
        assert sealed.get_data() == none.get_data()


def test_the_scope_lets_the_cleared_see_and_nobody_else_can_have_it(app: Flask, lived_in: tuple[Path, Lived]) -> None:
    readers = lived_in[1].readers()
    for name in ("coordinator", "liaison"):
        program = program_of(app, readers[name], "read", "sealed")
        assert program.ask(f"/duties/{SEALED}").json["line"]["sealed"] is True
        listed = program.ask("/duties?kind=inspect&when=all&limit=200").json["items"]
        assert SEALED in {each["duty"]["id"] for each in listed}
    from peerinspect.services.refusal import Refusal

    for name in ("uncleared", "director", "chief-executive", "panel", "administrator"):
        with pytest.raises(Refusal):
            program_of(app, readers[name], "read", "sealed")


def test_links_lead_to_what_there_is(programs: dict[str, Program]) -> None:
    for listing in ("/people", "/authorities", "/rosters", "/boards", f"/duties/{ANNOUNCED}/placements", "/rules"):
        items = programs["coordinator"].ask(listing).json["items"]
        assert items or "placements" in listing
        for address in [each for item in items[:2] for each in item["links"].values()]:
            assert programs["coordinator"].ask(address.removeprefix(PREFIX)).status_code in (200, 404), address
