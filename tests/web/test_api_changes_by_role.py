"""Every address at which programs change something, asked by every role. One without a line in the table fails.

The table is written from what pages let each role do, and from the design's section 6. Whoever may not is told so
before anything is looked at; whoever may, and sends nothing that they saw, is told what lacks. Nothing is changed here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from api_asking import Program, program_of, token_for
from flask import Flask
from pages_world import Lived, database_of, pages
from small_world import CODES

from peerinspect import store
from peerinspect.services.api_tokens import CHANGE, READ, SEARCH
from peerinspect.store.tables import UserRow

PLANNERS = frozenset({"coordinator", "uncleared"})
LIAISON, OWN, CHIEF = frozenset({"liaison"}), frozenset({"director"}), frozenset({"chief-executive"})

PERSON = (
    "PUT name", "PUT skills", "PUT level", "PUT vetting", "PUT aspiring", "PUT offers", "POST away",
    "POST away/<leave_id>/removal", "POST posts", "PUT posts/<post_id>", "POST posts/<post_id>/end",
    "POST posts/<post_id>/removal", "POST consents", "POST consents/questions", "POST consents/<consent_id>/withdrawal",
    "POST leaving", "POST return", "POST declaration",
)  # fmt: skip
COUNCIL = (
    "PUT details", "POST end", "POST judgements", "PUT judgements/<judgement_id>", "POST arrangements",
    "POST arrangements/<arrangement_id>/end",
)  # fmt: skip
BOARD_BY_PLANNERS = (
    "PUT details", "POST end", "POST councils", "POST councils/<authority>/end", "POST partners",
    "PUT partners/<partner>", "POST partners/<partner>/end",
)  # fmt: skip
BOARD_BY_CHIEF_TOO = (
    "POST members", "PUT members/<member>", "POST members/<member>/end", "POST subgroups", "PUT subgroups/<subgroup>",
    "POST subgroups/<subgroup>/end", "POST meetings", "POST meetings/<meeting>/held",
    "POST meetings/<meeting>/cancellation", "POST reports",
)  # fmt: skip
CHAIR = (
    "POST steps/<action>", "POST proposed/<step_id>/agreement", "POST proposed/<step_id>/refusal",
    "POST proposed/<step_id>/withdrawal", "POST proposed/<step_id>/letter",
)  # fmt: skip


def _below(rule: str, words: tuple[str, ...], who: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    found = [each.split(" ") for each in words]
    return {(method, f"{rule}/{rest}"): who for method, rest in found}


MAY_CHANGE: dict[tuple[str, str], frozenset[str]] = {
    ("POST", "/people"): PLANNERS,
    **_below("/people/<person_id>", PERSON, PLANNERS),
    ("POST", "/authorities"): PLANNERS,
    **_below("/authorities/<code>", COUNCIL, PLANNERS),
    ("POST", "/people/<person_id>/ties"): PLANNERS,
    ("PUT", "/ties/<interest_id>/end"): PLANNERS,
    ("POST", "/ties/<interest_id>/dismissals"): PLANNERS,
    ("POST", "/ties/<interest_id>/dismissals/decision"): PLANNERS,
    ("POST", "/boards"): PLANNERS,
    **_below("/boards/<board>", BOARD_BY_PLANNERS, PLANNERS),
    **_below("/boards/<board>", BOARD_BY_CHIEF_TOO, PLANNERS | CHIEF),
    **_below("/chairs/<duty_id>", CHAIR, PLANNERS | CHIEF),
    ("POST", "/my/duties/<address>/removal/reply"): OWN,
    **{("POST", f"/{kind}"): PLANNERS for kind in ("inspections", "chairs", "support", "secondments", "reviews")},
    ("POST", "/vacancies"): PLANNERS,
    ("POST", "/secondments/requests"): LIAISON,
    ("POST", "/support-requests"): OWN | CHIEF,
    ("PUT", "/inspections/<duty_id>/week"): PLANNERS,
    ("PUT", "/inspections/schedule"): PLANNERS,
    ("PUT", "/duties/<duty_id>/facts/<fact>"): PLANNERS,
    ("POST", "/duties/<duty_id>/steps/<action>"): PLANNERS,
    ("POST", "/duties/<duty_id>/offers"): PLANNERS,
    ("POST", "/duties/<duty_id>/placements/<address>/steps/<action>"): PLANNERS,
    ("POST", "/duties/<duty_id>/questions"): PLANNERS,
    ("POST", "/questions/<question_id>/cancellation"): PLANNERS,
    ("POST", "/vacancies/<duty_id>/holders"): PLANNERS | CHIEF,
    ("POST", "/vacancies/<duty_id>/holders/<holding_id>/end"): PLANNERS | CHIEF,
    ("POST", "/vacancies/<duty_id>/hand-back"): PLANNERS,
    ("POST", "/reviews/<duty_id>/steps/<action>"): PLANNERS,
    ("POST", "/reviews/<duty_id>/delays"): PLANNERS,
    ("PUT", "/reviews/<duty_id>/people/<address>/part"): PLANNERS,
    ("PUT", "/my/offers"): OWN,
    ("POST", "/my/leave"): OWN,
    ("POST", "/my/leave/<leave_id>/removal"): OWN,
    ("POST", "/my/ties"): OWN,
    ("PUT", "/my/ties/<interest_id>/end"): OWN,
    ("POST", "/my/duties/<address>/acceptance"): OWN,
    ("POST", "/my/duties/<address>/refusal"): OWN,
    ("POST", "/searches"): PLANNERS,
    ("POST", "/searches/<job_id>/cancellation"): PLANNERS,
    ("POST", "/rosters/<roster_id>/publication"): PLANNERS,
    ("POST", "/rosters/<roster_id>/withdrawal"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/pin"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/set-aside"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/swap"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/waivers"): PLANNERS | LIAISON,
    ("POST", "/waivers/<waiver_id>/approval"): PLANNERS | LIAISON | CHIEF,
    ("POST", "/waivers/<waiver_id>/refusal"): PLANNERS | LIAISON | CHIEF,
    ("POST", "/waivers/<waiver_id>/withdrawal"): PLANNERS | LIAISON,
}
SEARCHING = {
    ("POST", "/searches"), ("POST", "/searches/<job_id>/cancellation"), ("POST", "/duties/<duty_id>/questions"),
    ("POST", "/questions/<question_id>/cancellation"),
}  # fmt: skip
"""What needs the scope `search`; all else needs `change`."""
NOT_REFUSED_HERE = (404, 412, 422, 428)
"""What whoever may is told, who sends neither what they saw nor what is wanted."""
WRITTEN = {"api_token", "history_head"}
"""The day on which a token was used, and the stamp of the table that says so. Events and all else stay as they are."""

World = tuple[Flask, Lived]


@pytest.fixture(scope="module")
def shared(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all of it: nothing but tokens and counts is written."""
    folder = tmp_path_factory.mktemp("changes") / "in"
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as app:
        yield app, lived_in[1]


@pytest.fixture(scope="module")
def programs(shared: World) -> dict[str, Program]:
    """A program of each role with every scope but that for sealed work, and the public's without a token."""
    app, lived = shared
    return {name: program_of(app, reader, READ, CHANGE, SEARCH) for name, reader in lived.readers().items()}


def changing(app: Flask) -> list[tuple[str, str]]:
    """Every changing operation of the API as it is served."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    return [
        (method, re.sub(r"<\w+:", "<", rule.rule).removeprefix("/api/v1"))
        for rule in rules
        for method in sorted(set(rule.methods or ()) - {"GET", "HEAD", "OPTIONS"})
    ]


def fill(rule: str, lived: Lived) -> str:
    """The address with things that exist, of C03 as far as they belong to a council."""
    own = lived.safeguarding
    parts: dict[str, str] = {**lived.parts_of_addresses(), "board": own["board_id"]}
    parts |= {name: own[f"{name}_id"] for name in ("partner", "member", "subgroup", "meeting")}
    parts |= lived.review if rule.startswith("/reviews/") else {}
    parts |= lived.vacancy if rule.startswith("/vacancies/") else {}
    parts |= {"duty_id": "board-0"} if rule.startswith("/chairs/") else {}
    parts |= {"address": lived.recorded} if rule.startswith("/duties/") else {}
    return re.sub(r"<([^>]+)>", lambda found: str(parts[found[1]]), rule)


def ask(program: Program, line: tuple[str, str], lived: Lived) -> int:
    """Ask for a change with nothing that was seen, so that nothing is done; the status."""
    method, rule = line
    body = {"no_such_entry": 1}
    answer = program.ask(fill(rule, lived), method, json=body, headers={"If-Match": f'"{"0" * 32}"'})
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json" and answer.json["status"] == answer.status_code
    return answer.status_code


def test_every_change_has_a_line(bare_pages: Flask) -> None:
    assert sorted(changing(bare_pages)) == sorted(MAY_CHANGE)


@pytest.mark.parametrize("line", sorted(MAY_CHANGE), ids=" ".join)
def test_only_those_who_may_get_as_far_as_being_asked_what_they_saw(
    shared: World, programs: dict[str, Program], line: tuple[str, str]
) -> None:
    lived = shared[1]
    for name, program in programs.items():
        status = ask(program, line, lived)
        if name == "public":
            assert status == 401, name
        elif name in MAY_CHANGE[line]:
            assert status in NOT_REFUSED_HERE, (name, status)
        else:
            assert status == 403, (name, status)


class TestTokens:
    """A token that is none any more, and one that may less."""

    def test_no_change_with_an_expired_one(self, shared: World) -> None:
        app, lived = shared
        old = token_for(app, lived.world.cleared, CHANGE, days=1, now=datetime.now(UTC) - timedelta(days=1, seconds=1))
        assert {ask(Program(app, old), line, lived) for line in list(MAY_CHANGE)[:25]} == {401}

    def test_no_change_with_one_that_is_none(self, shared: World) -> None:
        wrong = Program(shared[0], "peer_" + "a" * 40)
        assert {ask(wrong, line, shared[1]) for line in list(MAY_CHANGE)[25:45]} == {401}

    def test_no_change_beyond_its_scopes(self, shared: World) -> None:
        app, lived = shared
        kinds = {"read": (READ,), "search": (READ, SEARCH), "change": (CHANGE,)}
        owners = {"coordinator": lived.world.cleared, "director": lived.asked, "liaison": lived.world.liaison}
        for role, reader in owners.items():
            for sort, scopes in kinds.items():
                program = program_of(app, reader, *scopes)
                for line, who in MAY_CHANGE.items():
                    needed = SEARCH if line in SEARCHING else CHANGE
                    if role in who and needed not in scopes:
                        assert ask(program, line, lived) == 403, (role, sort, line)

    def test_no_change_of_a_disabled_user(self, shared: World) -> None:
        app, lived = shared
        program = program_of(app, lived.world.senior(CODES[7]), READ, CHANGE)
        own = [line for line, who in MAY_CHANGE.items() if "director" in who]
        assert all(ask(program, line, lived) in NOT_REFUSED_HERE for line in own)
        with app.app_context(), store.transaction():
            row = store.db.session.get(UserRow, lived.world.senior(CODES[7]).user_id)
            assert row is not None
            row.disabled_at = datetime.now(UTC)
        assert {ask(program, line, lived) for line in own} == {401}


def test_asking_for_it_changed_nothing(shared: World, programs: dict[str, Program]) -> None:
    """Everything is asked once more: what stands in the database is the same, letter by letter."""
    app, lived = shared
    kept = database_of(Path(app.config["INSTANCE"]))
    for line in MAY_CHANGE:
        for name in ("coordinator", "liaison", "chief-executive"):
            ask(programs[name], line, lived)
    after = database_of(Path(app.config["INSTANCE"]))
    assert {name for name in kept if kept[name] != after[name]} <= WRITTEN


def test_another_councils_and_another_persons_are_not_found(shared: World) -> None:
    """A chief executive and a director elsewhere, with ids that exist: letter by letter as if there were none."""
    app, lived = shared
    elsewhere = {
        "chief-executive": program_of(app, lived.world.chief(CODES[8]), READ, CHANGE),
        "director": program_of(app, lived.world.director(CODES[8]), READ, CHANGE),
    }
    kept = database_of(Path(app.config["INSTANCE"]))
    asked = [(role, *line) for line, who in MAY_CHANGE.items() for role in elsewhere if role in who and "<" in line[1]]
    for role, method, rule in asked:
        seen = f'"{"0" * 32}"'
        if rule.startswith("/my/leave/"):
            seen = elsewhere[role].ask("/my/offers/record").headers["ETag"]
        told = set()
        for body in ({}, {"reason": "busy"}, {"ends": "2026-03-02"}, {"day": "2026-04-02"}):
            first, second = (
                elsewhere[role].ask(address, method, json=body, headers={"If-Match": seen})
                for address in (fill(rule, lived), re.sub(r"<[^>]+>", "999", rule))
            )
            assert first.status_code == second.status_code, (role, rule, first.json, second.json)
            assert first.get_data() == second.get_data(), (role, rule)
            told.add(first.status_code)
        assert told <= {404, 422}, (role, rule, told)
    assert len(asked) > 15
    after = database_of(Path(app.config["INSTANCE"]))
    changed = {name: (kept[name], after[name]) for name in kept if kept[name] != after[name]}
    assert set(changed) <= WRITTEN, changed
