"""Lines of the log: one JSON object each, readable on a terminal, and never what a fault's words quote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerinspect.telemetry import lines, work
from peerinspect.telemetry.request_ids import is_request_id, new_request_id

SECRET = "Jane Placeholder of Leeds"
PROGRAM = f"""
import logging, logging.config
from peerinspect.telemetry import lines, work
lines.start(FORM, LEVEL)
lines.tell("peerinspect.web", "request", view="a.b", status=200)
logging.getLogger("gunicorn.access").error("GET /calendars/k2k2k2")
logging.getLogger("somebody.else").info("chatter")
logging.getLogger("somebody.else").warning("a library's %s", "word")
with work.begun("k7mq-2xdw-9fhp", "a.b"):
    try:
        try:
            open("/no/such/{SECRET}")
        except OSError as fault:
            raise ValueError("{SECRET}") from fault
    except ValueError as fault:
        logging.getLogger("peerinspect").error("fault in %s", "a.b", exc_info=fault)
"""


def told(form: str, level: str = "INFO") -> list[str]:
    """What a process of its own writes: pytest's own handlers stay out of it."""
    program = PROGRAM.replace("FORM", repr(form)).replace("LEVEL", repr(level))
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.mark.parametrize("form", ["json", ""])
def test_each_line_is_one_object_where_nobody_reads_along(form: str) -> None:
    found = [json.loads(line) for line in told(form)]
    assert [each["event"] for each in found] == ["request", "a library's word", "fault in a.b"]
    assert found[0]["view"] == "a.b" and found[0]["status"] == 200 and "request" not in found[0]
    assert found[0]["timestamp"].endswith("Z") and found[0]["level"] == "info"


def test_of_a_fault_its_kind_and_places_are_told_and_none_of_its_words() -> None:
    text = told("json")[-1]
    fault = json.loads(text)
    assert fault["request"] == "k7mq-2xdw-9fhp"
    assert [each["kind"] for each in fault["fault"]] == ["builtins.ValueError", "builtins.FileNotFoundError"]
    assert fault["fault"][1]["system"] == "No such file or directory"
    assert fault["fault"][0]["places"] and SECRET not in text and "Jane" not in text


def test_the_plain_form_says_the_same_without_braces_at_the_start() -> None:
    text = "\n".join(told("plain"))
    assert "fault in a.b" in text and "k7mq-2xdw-9fhp" in text and SECRET not in text
    assert not text.startswith("{")


def test_a_higher_level_leaves_requests_out() -> None:
    assert [json.loads(line)["event"] for line in told("json", "WARNING")] == ["a library's word", "fault in a.b"]


@pytest.mark.parametrize(("form", "level"), [("xml", "INFO"), ("json", "LOUD")])
def test_settings_that_there_are_not_are_refused(form: str, level: str) -> None:
    with pytest.raises(ValueError, match="PEERINSPECT_LOG_"):
        lines.settings(form, level)


def test_names_of_requests_can_be_read_out_and_are_not_guessed() -> None:
    found = {new_request_id() for _ in range(100)}
    assert len(found) == 100 and all(is_request_id(each) for each in found)


@pytest.mark.parametrize(
    "text", ["", "short", "a b c d e f g", "x" * 65, "name\nline", "ünïcode-name", "<script>alert"]
)
def test_what_could_break_a_line_is_no_name(text: str) -> None:
    assert not is_request_id(text)


def test_statements_are_counted_for_what_is_under_way_alone() -> None:
    work.note_statement(1.0)
    with work.begun("one-request", "a") as outer:
        work.note_statement(0.5)
        with work.begun("two-request", "b") as inner:
            work.note_statement(0.25)
        work.note_statement(0.5)
    assert (outer.statements, outer.seconds) == (2, 1.0)
    assert (inner.statements, inner.seconds) == (1, 0.25)
    assert work.under_way() is None
