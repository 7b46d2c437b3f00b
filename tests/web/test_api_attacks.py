"""Programs with bad intent: whatever they send, they get a problem document, and nothing of anybody else's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from api_asking import Program, program_of
from flask import Flask
from pages_world import Lived, database_of, pages
from small_world import CODES
from werkzeug.routing import Rule

from peerinspect.services.api_tokens import SCOPES, SEALED
from peerinspect.web.security import LARGEST_FORM

EVERYTHING = tuple(scope for scope in SCOPES if scope != SEALED)
MEDIA_TYPES = ("application/problem+json", "application/json")
IDS = ("%ff", "%00", "%ed%a0%80", "a%0d%0ab", "-1", "9" * 400, "..", "%252e", "null", "' OR 1=1 --", "٣")
BODIES = (
    b"", b"null", b"[]", b"1", b'"x"', b"{", b"\xff\xfe", b'{"a":NaN}', b'{"name":"\\ud800"}',
    b"[" * 20_000, b'{"a":' * 20_000,
    b'{"id":"x","role":"administrator","reader":"x","cleared":true}', b'{"name":1e999}', b'{"name":null,"name":2}',
    json.dumps({"from": "0000-00-00", "until": "9999-99-99", "days": -1, "seats": 10**30}).encode(),
    json.dumps({"name": "\x00" * 50, "authorities": ["x"] * 5_000}).encode(),
)  # fmt: skip
QUERIES = ("limit=0", "limit=-1", "limit=1e9", "cursor=%00", "cursor=AAAA", "cursor=" + "A" * 5_000, "q=%ff",
           "on=2026-02-30",
           "limit=1&limit=2", "role=administrator", "kind[]=x", "page=" + "9" * 400)  # fmt: skip


@pytest.fixture(scope="module")
def shared(lived_in: tuple[Path, Lived]) -> Iterator[Flask]:
    with pages(lived_in[0]) as app:
        yield app


def rules(app: Flask, *methods: str) -> list[tuple[str, Rule]]:
    """Every address of the API, without its beginning, by the methods that it takes."""
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1/")]
    return [(method, rule) for rule in found for method in methods if method in (rule.methods or ())]


def filled(rule: Rule, value: str) -> str:
    return re.sub(r"<[^>]+>", value, rule.rule).removeprefix("/api/v1")


def check(answer: object, address: str) -> None:
    status, kind = answer.status_code, answer.mimetype  # type: ignore[attr-defined]
    assert status < 500, address
    if status >= 400 and answer.data:  # type: ignore[attr-defined]
        assert kind in MEDIA_TYPES, address
        text = answer.get_data(as_text=True)  # type: ignore[attr-defined]
        assert "Traceback" not in text and "sqlalchemy" not in text.lower() and "pydantic" not in text.lower()


@pytest.fixture
def writing(lived: tuple[Flask, Lived]) -> tuple[Flask, Program]:
    app, found = lived
    return app, program_of(app, found.world.uncleared, *EVERYTHING)


def test_whatever_stands_for_an_id_is_no_fault(shared: Flask, lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    program, ids = program_of(app, found.world.uncleared, *EVERYTHING), cycle(IDS)
    asked = [each for each in rules(app, "GET") if "<" in each[1].rule]
    assert len(asked) > 5
    for _, rule in asked:
        for _ in range(3):
            address = filled(rule, next(ids))
            check(program.ask(address), address)


def test_whatever_is_asked_is_no_fault(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    program, queries = program_of(app, found.world.uncleared, *EVERYTHING), cycle(QUERIES)
    for _, rule in rules(app, "GET"):
        if "<" not in rule.rule and rule.rule != "/api/v1/":
            for _ in range(4):
                address = f"{filled(rule, '')}?{next(queries)}"
                check(program.ask(address), address)


def test_whatever_a_body_holds_is_no_fault(writing: tuple[Flask, Program]) -> None:
    app, program = writing
    bodies, kinds = cycle(BODIES), cycle(("application/json", "application/json", "text/plain", "multipart/form-data"))
    asked = rules(app, "POST", "PUT", "PATCH", "DELETE")
    assert len(asked) > 5
    for method, rule in asked:
        for _ in range(4):
            address = filled(rule, "x")
            headers = {"If-Match": '"x"', "Idempotency-Key": "k" * 20, "Content-Type": next(kinds)}
            check(program.ask(address, method, data=next(bodies), headers=headers), f"{method} {address}")


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_that_is_too_large_is_refused_wherever_it_is_sent(
    writing: tuple[Flask, Program], is_chunked: bool
) -> None:
    """With its length said beforehand, and in pieces of which nobody knows how many come."""
    app, program = writing
    large = b'{"name":"' + b"a" * LARGEST_FORM + b'"}'
    for method, rule in rules(app, "POST", "PUT"):
        headers = {"Content-Type": "application/json", "If-Match": f'"{"0" * 32}"'}
        sent: dict[str, object] = {"data": large, "headers": headers}
        if is_chunked:
            body = BytesIO(large)
            sent = {"input_stream": body, "headers": {**headers, "Transfer-Encoding": "chunked"}}
            sent["environ_overrides"] = {"wsgi.input_terminated": True}
        answer = program.ask(filled(rule, "1"), method, **sent)
        asks_for_body = answer.status_code == 413
        if not asks_for_body:
            assert answer.status_code in (403, 404, 412), (method, rule.rule, answer.json)
            continue
        told = answer.json
        assert answer.mimetype == "application/problem+json" and told["status"] == 413
        assert told["type"].endswith("#too-large") and "RateLimit" in answer.headers
        if is_chunked:
            assert body.tell() <= LARGEST_FORM + 65_536, "it is not read to its end"


@pytest.mark.parametrize(
    "scheme", ["Basic eDp5", "Bearer", "Bearer ", "Bearer peer_" + "a" * 500, "Bearer x\ty", "bearer null"]
)
def test_what_is_no_token_lets_nobody_in(shared: Flask, scheme: str) -> None:
    answer = Program(shared).ask("/people", headers={"Authorization": scheme})
    assert answer.status_code == 401 and answer.mimetype == "application/problem+json"


def test_without_a_token_nothing_is_told_but_what_is_public(shared: Flask) -> None:
    told = set()
    for method, rule in rules(shared, "GET", "POST", "PUT", "PATCH", "DELETE"):
        answer = Program(shared).ask(filled(rule, "x"), method)
        if answer.status_code not in (401, 403, 404):
            told.add(rule.rule)
    assert told <= {"/api/v1/", "/api/v1/openapi.json", "/api/v1/appointments", "/api/v1/boards/appointments"}, told


def test_somebody_elsewhere_reads_and_changes_nothing_of_others(lived: tuple[Flask, Lived]) -> None:
    """A director and a chief executive of a council that has no part, with ids of people and duties elsewhere."""
    app, found = lived
    folder = Path(app.config["INSTANCE"])
    programs = [
        program_of(app, reader, *EVERYTHING)
        for reader in (found.world.director(CODES[8]), found.world.chief(CODES[8]), found.world.panel)
    ]
    before = database_of(folder)
    for value in ("C01-senior", "sealed-C03", "board-0", found.published, found.draft, found.leave, found.message):
        for method, rule in rules(app, "GET", "POST", "PUT", "PATCH", "DELETE"):
            if "<" in rule.rule:
                for program in programs:
                    answer = program.ask(filled(rule, value), method, json={}, headers={"If-Match": '"x"'})
                    check(answer, rule.rule)
                    assert "sealed-C03" not in json.dumps(answer.get_json(silent=True) or {}).replace(f"/{value}", "")
    after = database_of(folder)
    # The head of the history has a stamp for each table that was written to: that of tokens is drawn anew.
    for each in (before, after):
        each["history_head"] = [row[:-1] for row in each["history_head"]]
    kept = {"api_token", "form_use", "attempt"} | {name for name in before if "event" in name or "payload" in name}
    assert {name for name in before if before[name] != after[name]} <= kept
