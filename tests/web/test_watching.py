"""What the log and the measures tell of requests: enough to find trouble, and nothing of anybody."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from api_asking import Program, token_for
from flask import Flask
from log_lines import hearing, names_of
from pages_world import Lived, pages, sign_in
from small_world import CODES
from sqlalchemy import select, text
from test_api_by_role import MAY_ASK
from test_api_by_role import fill as filled
from test_pages_by_role import MAY_OPEN, fill

from peerinspect import store
from peerinspect.services import operating
from peerinspect.services.api_tokens import CHANGE, READ, SCOPES
from peerinspect.services.tasks import queue_task
from peerinspect.store.statements import told
from peerinspect.store.tables import TaskRow
from peerinspect.web.access import requires
from peerinspect.web.api.where import PREFIX

TOKEN = "the-token-of-the-operator-alone"
OPERATOR = {"Authorization": f"Bearer {TOKEN}"}
NOW = datetime(2026, 10, 5, 12, tzinfo=UTC)


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    with hearing() as stream:
        yield stream


def requests_in(stream: io.StringIO) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [each for each in found if each["event"] == "request"]


def test_no_page_of_anybody_leaves_a_name_in_the_log_or_the_measures(
    lived_in: tuple[Path, Lived], heard: io.StringIO, tmp_path: Path
) -> None:
    """The world holds sealed inspections at every stage; each page is opened by one who may, or refused to another."""
    folder, found = tmp_path / "copy", lived_in[1]
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as app:
        app.config["METRICS_TOKEN"] = TOKEN
        browsers = {
            name: sign_in(app, found.readers()[name]) for name in ("coordinator", "director", "chief-executive")
        }
        for method, pattern in sorted(MAY_OPEN):
            if method == "GET":
                name = next((each for each in browsers if each in MAY_OPEN[method, pattern]), "director")
                browsers[name].get(fill(pattern, found) + "?q=Northern", buffered=True)
            elif "/sign-" not in pattern:
                browsers["director"].post(fill(pattern, found), data={"name": "Northern", "q": "Northern"})
        programs = app.test_client()
        for address in ("/api/v1/people", f"/api/v1/people/{found.world.director(CODES[5]).person_id}?q=Northern"):
            programs.get(address, headers={"Authorization": "Bearer Northern"})
        measured = app.test_client().get("/metrics", headers=OPERATOR)
        assert measured.status_code == 200
        told_in_all = heard.getvalue() + measured.get_data(as_text=True)
        assert len(requests_in(heard)) > 300
        words = names_of(app)
        assert len(words) > 60
        assert {each for each in words if each in told_in_all} == set()
        assert "Northern" not in told_in_all and "127.0.0.1" not in told_in_all


def changing(app: Flask) -> list[tuple[str, str]]:
    """Every address at which programs change something, with how."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(PREFIX)]
    asked = [(rule.rule.removeprefix(PREFIX), sorted(rule.methods or ())) for rule in rules]
    return [(rule, method) for rule, methods in asked for method in methods if method in ("POST", "PUT", "PATCH")]


def test_no_program_with_a_good_token_leaves_a_name_in_the_log_or_the_measures(
    lived_in: tuple[Path, Lived], heard: io.StringIO, tmp_path: Path
) -> None:
    """It reads all that there is, as one who may see sealed work and as others, and tries to change it."""
    folder, found = tmp_path / "copy", lived_in[1]
    shutil.copytree(lived_in[0], folder)
    with pages(folder, METRICS_TOKEN=TOKEN) as app:
        tokens = [token_for(app, found.world.cleared, *SCOPES)]
        tokens += [token_for(app, found.readers()[name], READ, CHANGE) for name in ("director", "administrator")]
        bad = [tokens[0][:-1] + "x", "peer_" + "a" * 40]
        read: set[str] = set()
        for program in [Program(app, token) for token in (*tokens, *bad)]:
            for pattern in MAY_ASK:
                answer = program.ask(f"{filled(pattern, found)}?q=Northern")
                read |= {pattern} if answer.status_code == 200 else set()
            for rule, method in changing(app):
                program.ask(rule.replace("<", "").replace(">", ""), method, json={"name": "Northern", "q": "Northern"})
        assert len(read) >= 40, "what may be read was read"
        told_in_all = heard.getvalue() + app.test_client().get("/metrics", headers=OPERATOR).get_data(as_text=True)
        assert {each for each in (*names_of(app), *tokens, *bad) if each in told_in_all} == set()
        assert "Northern" not in told_in_all and "127.0.0.1" not in told_in_all


def test_a_line_names_the_view_and_the_cost_and_nothing_of_the_address(bare_pages: Flask, heard: io.StringIO) -> None:
    answer = bare_pages.test_client().get("/appointments?q=somebody")
    (line,) = requests_in(heard)
    assert line["view"] == "public.appointments" and line["method"] == "GET" and line["status"] == 200
    assert line["statements"] > 0 and line["request"] == answer.headers["X-Request-ID"]
    assert "somebody" not in heard.getvalue() and "/appointments" not in heard.getvalue()


def test_a_fault_shows_the_name_under_which_the_log_has_it(bare_pages: Flask, heard: io.StringIO) -> None:
    @requires("read public pages")
    def failing() -> str:
        raise ValueError("Jane Placeholder")

    bare_pages.add_url_rule("/failing", "failing", failing)
    bare_pages.config["PROPAGATE_EXCEPTIONS"] = False
    answer = bare_pages.test_client().get("/failing")
    name = answer.headers["X-Request-ID"]
    assert answer.status_code == 500 and name in answer.get_data(as_text=True)
    faults = [json.loads(line) for line in heard.getvalue().splitlines() if '"fault"' in line]
    assert [each["request"] for each in faults] == [name]
    assert "Jane" not in heard.getvalue()


@pytest.mark.parametrize(("proxies", "is_taken"), [("0", False), ("1", True)])
def test_a_name_is_taken_from_a_proxy_of_ours_alone(bare_pages: Flask, proxies: str, is_taken: bool) -> None:
    bare_pages.config["PROXIES"] = proxies
    answer = bare_pages.test_client().get("/sign-in", headers={"X-Request-ID": "given-by-the-proxy"})
    assert (answer.headers["X-Request-ID"] == "given-by-the-proxy") is is_taken


def test_a_name_that_could_break_a_line_is_replaced(bare_pages: Flask) -> None:
    bare_pages.config["PROXIES"] = "1"
    answer = bare_pages.test_client().get("/sign-in", headers={"X-Request-ID": 'x", "level": "error'})
    assert "level" not in answer.headers["X-Request-ID"]


def test_a_task_carries_the_name_of_the_request_that_asked_for_it(bare_pages: Flask) -> None:
    @requires("read public pages")
    def asking() -> str:
        queue_task("any", "key")
        return "asked"

    bare_pages.add_url_rule("/asking", "asking", asking)
    answer = bare_pages.test_client().get("/asking")
    with bare_pages.app_context():
        assert store.db.session.scalars(select(TaskRow.request)).all() == [answer.headers["X-Request-ID"]]


class TestHealth:
    """What machines ask, without signing in."""

    def test_a_process_lives_whatever_its_database_does(self, bare_pages: Flask) -> None:
        answer = bare_pages.test_client().get("/health/live")
        assert answer.status_code == 200 and answer.get_json() == {"process": "ok"}

    def test_it_is_not_ready_without_a_worker(self, bare_pages: Flask) -> None:
        answer = bare_pages.test_client().get("/health/ready")
        assert answer.status_code == 503
        assert answer.get_json() == {"database": "ok", "tables": "ok", "worker": "silent"}

    @pytest.mark.parametrize(
        ("kind", "late", "state"),
        [("round", 10, "ok"), ("round", 1000, "silent"), ("plan", 10, "silent")],
    )
    def test_a_worker_shows_by_what_is_done_every_minute(
        self, bare_pages: Flask, kind: str, late: int, state: str
    ) -> None:
        with bare_pages.app_context():
            queue_task(kind, "", not_before=NOW - timedelta(seconds=late))
            assert operating.states(NOW)["worker"] == state

    def test_a_worker_shows_by_its_beat(self, bare_pages: Flask) -> None:
        with bare_pages.app_context():
            queue_task("plan", "x")
            with store.transaction():
                row = store.db.session.scalars(select(TaskRow)).one()
                row.state, row.heartbeat_at = "running", NOW - timedelta(seconds=5)
            assert operating.states(NOW)["worker"] == "ok"
            assert operating.states(NOW + timedelta(hours=1))["worker"] == "silent"

    def test_tables_of_another_version_are_not_ready(self, bare_pages: Flask) -> None:
        with bare_pages.app_context():
            with store.transaction():
                store.db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
            assert operating.states(NOW)["tables"] == "behind"

    def test_a_database_out_of_reach_is_said_in_a_word(self, bare_pages: Flask) -> None:
        with bare_pages.app_context():
            with store.transaction():
                store.db.session.execute(text("DROP TABLE alembic_version"))
            assert operating.states(NOW) == {"database": "unreachable", "tables": "unknown", "worker": "unknown"}


class TestMeasures:
    """For the operator alone."""

    @pytest.mark.parametrize("kept", [None, "", "too-short", TOKEN + "x"])
    def test_to_everybody_else_there_is_no_such_page(self, bare_pages: Flask, kept: str | None) -> None:
        bare_pages.config["METRICS_TOKEN"] = kept
        assert bare_pages.test_client().get("/metrics", headers=OPERATOR).status_code == 404
        assert bare_pages.test_client().get("/metrics").status_code == 404

    def test_kinds_of_tasks_do_not_say_for_which_part_of_the_work(self, bare_pages: Flask) -> None:
        bare_pages.config["METRICS_TOKEN"] = TOKEN
        with bare_pages.app_context():
            queue_task("plan", "x")
            queue_task("plan-apart", "y")
        found = bare_pages.test_client().get("/metrics", headers=OPERATOR).get_data(as_text=True)
        assert 'peerinspect_tasks{kind="plan",state="queued"} 2.0' in found
        assert "apart" not in found


def test_a_slow_statement_is_told_without_values() -> None:
    found = told("SELECT a\n FROM b WHERE c IN (%(c_1)s, %(c_2)s, %(c_3)s) AND d = 'Jane''s' AND e IN (?, ?)")
    assert found == "SELECT a FROM b WHERE c IN (%(c_1)s, …) AND d = '…' AND e IN (?, …)"
