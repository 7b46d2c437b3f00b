"""Ids inside addresses: what belongs to one record is not changed at the address of another, and what is hidden reads
letter by letter like what is not there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import PAST, SEALED, Lived, database_of, pages
from small_world import CODES, TODAY
from werkzeug.test import TestResponse

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.api_tokens import CHANGE, READ, SEARCH
from peerinspect.services.reader import Reader
from peerinspect.services.safeguarding.commands import RegisterSafeguardingBoard
from peerinspect.services.safeguarding.keeping import register_safeguarding_board
from peerinspect.store.tables import JobRow
from peerinspect.web.api.changes.making import RESTING

World = tuple[Flask, Lived]
DAY = f"{TODAY}"
JUDGED = {"framework": "ILACS", "inspected": DAY, "published": DAY, "grades": {"overall": "good"}}
OTHER = CODES[6]
"""A council and its senior manager that nothing of C03 belongs to."""
PARTNER = {"agency": "police", "name": "Another", "office": "Chief", "lead": "", "starts": None}
MEMBER = {"agency": "council", "office": "Head", "person": "", "name": "", "starts": None}
GROUP = {"name": "Another", "lead": "", "members": [], "starts": None}
POST = {"role": "senior", "basis": "substantive", "starts": "2020-01-06", "ends": None, "reason": "Wrong"}

CROSSED: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("PUT", "/authorities/<code>/record", "/authorities/<code>/judgements/<judgement_id>",
     {"judgement": JUDGED, "reason": "The letter says so"}),
    ("POST", "/authorities/<code>/record", "/authorities/<code>/arrangements/<arrangement_id>/end", {"ends": DAY}),
    ("PUT", "/people/<person_id>/record", "/people/<person_id>/posts/<post_id>", POST),
    ("POST", "/people/<person_id>/record", "/people/<person_id>/posts/<post_id>/end", {"ends": DAY}),
    ("POST", "/people/<person_id>/record", "/people/<person_id>/posts/<post_id>/removal", {"reason": "Never held"}),
    ("POST", "/people/<person_id>/record", "/people/<person_id>/consents/<consent_id>/withdrawal",
     {"reference": "A letter"}),
    ("POST", "/people/<person_id>/record", "/people/<person_id>/away/<leave_id>/removal", {}),
    ("PUT", "/boards/<board>/record", "/boards/<board>/partners/<partner>", PARTNER),
    ("POST", "/boards/<board>/record", "/boards/<board>/partners/<partner>/end", {"ends": DAY}),
    ("PUT", "/boards/<board>/record", "/boards/<board>/members/<member>", MEMBER),
    ("POST", "/boards/<board>/record", "/boards/<board>/members/<member>/end", {"ends": DAY}),
    ("PUT", "/boards/<board>/record", "/boards/<board>/subgroups/<subgroup>", GROUP),
    ("POST", "/boards/<board>/record", "/boards/<board>/subgroups/<subgroup>/end", {"ends": DAY}),
    ("POST", "/boards/<board>/record", "/boards/<board>/meetings/<meeting>/held", {"came": [], "reference": "1"}),
    ("POST", "/boards/<board>/record", "/boards/<board>/meetings/<meeting>/cancellation", {"reason": "Snow"}),
    ("POST", "/boards/<board>/record", "/boards/<board>/councils/<authority>/end", {"ends": DAY}),
    *(("POST", "/chairs/<duty_id>/state", f"/chairs/<duty_id>/proposed/<step_id>/{word}", body) for word, body in (
        ("agreement", {}), ("refusal", {"reason": "Why"}), ("withdrawal", {}),
        ("letter", {"party": "police", "agrees": True, "name": "N", "reference": "1"}),
    )),
    ("POST", "/vacancies/<duty_id>/holders", "/vacancies/<duty_id>/holders/<holding_id>/end", {"ends": DAY}),
    ("POST", "/duties/<duty_id>/placements/<address>/state",
     "/duties/<duty_id>/placements/<address>/steps/<action>", {}),
    ("PUT", "/reviews/<duty_id>/state", "/reviews/<duty_id>/people/<address>/part", {"part": "lead"}),
    ("POST", "/rosters/<roster_id>/seats/<address>", "/rosters/<roster_id>/seats/<address>/pin", {"reason": "Why"}),
    ("POST", "/rosters/<roster_id>/seats/<address>", "/rosters/<roster_id>/seats/<address>/set-aside",
     {"reason": "Why"}),
    ("POST", "/rosters/<roster_id>/seats/<address>", "/rosters/<roster_id>/seats/<address>/swap",
     {"person_id": f"{OTHER}-senior", "reason": "Why"}),
    ("POST", "", "/rosters/<roster_id>/seats/<address>/waivers",
     {"rule": "same-region", "reason": "Why", "mitigation": "How", "until": None}),
)  # fmt: skip
"""Method, what it rests on, the address with an id inside, and a body that would do for that record."""
NONCE = re.compile(r"nonce-[^']+")
OF_THEMSELVES = {"fact", "action"}
"""Parts of addresses that are words, and name nothing that belongs to anybody."""
CHOICES = {"/boards/<board>/councils/<authority>/end"}
"""Where the last id is a council, of which everybody knows: it is no choice, as on the page."""


def program(world: World, reader: Reader) -> Program:
    return program_of(world[0], reader, READ, CHANGE, SEARCH)


def inner(lived: Lived) -> dict[str, str]:
    """What belongs to C03, its senior manager, its board, its vacancy and its announced inspection."""
    own = lived.safeguarding
    ids = {name: own[f"{name}_id"] for name in ("partner", "member", "subgroup", "meeting")}
    return {
        **{name: lived.parts_of_addresses()[name] for name in ("judgement_id", "arrangement_id", "post_id")},
        "consent_id": lived.parts_of_addresses()["consent_id"],
        "leave_id": lived.away,
        **ids,
        "authority": CODES[3],
        "holding_id": lived.vacancy["holding_id"],
        "address": lived.recorded,
        "action": "stand-down",
        "step_id": "a-step",
    }


def filled(rule: str, parts: dict[str, str]) -> str:
    return re.sub(r"<([^>]+)>", lambda found: parts[found[1]], rule)


def elsewhere(app: Flask, lived: Lived) -> dict[str, str]:
    """Another council, person, board, vacancy and duty, which exist and which the coordinator may change."""
    with app.app_context():
        board = register_safeguarding_board(RegisterSafeguardingBoard((OTHER, CODES[7])), lived.world.cleared, TODAY)
        coming = disclosure.duties(lived.world.cleared, "interim", TODAY)
        duty = next(each.id for each in coming if each.id != lived.vacancy["duty_id"])
    found = {"code": OTHER, "person_id": f"{OTHER}-senior", "board": board, "roster_id": lived.draft}
    return {**found, "duty_id": duty}


def test_every_address_with_an_id_inside_is_crossed(bare_pages: Flask) -> None:
    """Whatever is added later has a line here too."""
    rules = [rule for rule in bare_pages.url_map.iter_rules() if rule.endpoint in RESTING]
    plain = {re.sub(r"<\w+:", "<", rule.rule).removeprefix("/api/v1") for rule in rules}
    nested = {rule for rule in plain if len(set(re.findall(r"<(\w+)>", rule)) - OF_THEMSELVES) > 1}
    told = {rule for _, record, rule, _ in CROSSED if record}
    assert told == nested


@pytest.fixture(scope="module")
def shared(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for the tests that change nothing."""
    folder = tmp_path_factory.mktemp("nested") / "in"
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as app:
        yield app, lived_in[1]


@pytest.fixture(scope="module")
def others(shared: World) -> dict[str, str]:
    """Another council, person, board, vacancy and draft, which exist and which the coordinator may change."""
    return elsewhere(*shared)


@pytest.fixture(scope="module")
def keeper(shared: World) -> Program:
    """A program of the cleared coordinator's."""
    return program(shared, shared[1].world.cleared)


@pytest.mark.parametrize("line", CROSSED, ids=[f"{each[0]} {each[2]}" for each in CROSSED])
def test_what_belongs_to_one_is_not_found_at_another(
    shared: World, keeper: Program, others: dict[str, str], line: tuple[str, str, str, dict[str, object]]
) -> None:
    app, lived = shared
    method, record, rule, body = line
    parts = {**others, **inner(lived)}
    parts |= {"address": lived.served[PAST]} if rule.startswith("/rosters/") else {}
    headers: dict[str, str] = {}
    if record and "<address>" not in record:
        seen = keeper.ask(filled(record, parts | duty_for(lived, record)))
        assert seen.status_code == 200, (record, seen.json)
        headers = {"If-Match": seen.headers["ETag"]}
    elif record:
        headers = {"If-Match": f'"{"0" * 32}"'}
    before = database_of(Path(app.config["INSTANCE"]))
    answers = []
    for value in ("own", "none"):
        own = parts if value == "own" else {**parts, **{name: "999999" for name in inner(lived) if name != "action"}}
        answers.append(keeper.ask(filled(rule, own | duty_for(lived, rule)), method, json=body, headers=headers))
    expected = 422 if rule in CHOICES else 404
    assert [each.status_code for each in answers] == [expected, expected], [each.json for each in answers]
    assert answers[0].get_data() == answers[1].get_data()
    after = database_of(Path(app.config["INSTANCE"]))
    assert {name for name in before if before[name] != after[name]} <= {"api_token", "history_head"}


def duty_for(lived: Lived, rule: str) -> dict[str, str]:
    """Reviews and boards have their own sorts of duty."""
    own = {"reviews": lived.review["duty_id"], "chairs": "board-0"}
    sort = rule.split("/")[1]
    return {"duty_id": own[sort]} if sort in own else {}


def alike(first: TestResponse, second: TestResponse) -> None:
    """Two answers that nobody can tell apart, but for the number that each request has, and what is left to ask."""
    assert first.status_code == second.status_code
    assert first.get_data() == second.get_data()
    apart = {"X-Request-ID", "Date", "RateLimit"}
    told = [
        [(name, NONCE.sub("", value)) for name, value in answer.headers.to_wsgi_list() if name not in apart]
        for answer in (first, second)
    ]
    assert told[0] == told[1]


class TestHidden:
    """A sealed thing, and one that is not there."""

    def test_a_search_for_the_cleared_alone_is_stopped_by_nobody_else(self, lived: World) -> None:
        app, found = lived
        with app.app_context(), store.transaction():
            known = store.db.session.get(JobRow, found.job)
            assert known is not None
            known.for_cleared, known.state = True, "running"
        for reader in (found.world.uncleared, found.world.cleared):
            asking = program(lived, reader)
            for hidden, none in ((found.job, "no-such-search"),):
                for part, method in (("", "GET"), ("/cancellation", "POST")):
                    alike(
                        asking.ask(f"/searches/{hidden}{part}", method), asking.ask(f"/searches/{none}{part}", method)
                    )
                assert asking.ask(f"/searches/{hidden}/cancellation", "POST").status_code == 404
            with app.app_context():
                row = store.db.session.get(JobRow, found.job)
                assert row is not None and row.state == "running"

    def test_no_change_tells_a_sealed_duty_from_none(self, shared: World) -> None:
        app, lived = shared
        every = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
        asked = [
            (method, re.sub(r"<\w+:", "<", rule.rule).removeprefix("/api/v1"))
            for rule in every
            for method in sorted({"POST", "PUT"} & set(rule.methods or ()))
            if "<duty_id>" in rule.rule
        ]
        assert len(asked) > 10
        parts, bodies = {**inner(lived), "fact": "seats"}, {rule: body for _, _, rule, body in CROSSED}
        for reader in (lived.world.uncleared, lived.world.cleared, lived.world.chief(CODES[3])):
            asking = program(shared, reader)
            for method, rule in asked:
                for headers in ({}, {"If-Match": f'"{"0" * 32}"'}):
                    for body in ({}, bodies.get(rule, {"seats": 2})):
                        answers = [
                            asking.ask(filled(rule, {**parts, "duty_id": id_}), method, json=body, headers=headers)
                            for id_ in (SEALED, "no-such-duty")
                        ]
                        alike(*answers)
                        assert answers[0].status_code >= 400, (method, rule)

    def test_no_body_tells_a_sealed_duty_or_roster_from_none(self, shared: World) -> None:
        """Ids inside bodies: the roster that a search starts from, the duty whose board a chair is for."""
        asking = program(shared, shared[1].world.uncleared)
        answers = [asking.ask("/searches", "POST", json={"from_roster": id_}) for id_ in (SEALED, "no-such-roster")]
        alike(*answers)
