"""From bytes to an object: every way that a file can be no JSON object has its own sentence."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from peerinspect.files import FileProblem, facts_from_dict, parsing, read_problem
from peerinspect.files.parsing import parse_object, read_object

REFUSED = {
    "nothing": (b"", "not a JSON object"),
    "blank": (b" \n\t", "not a JSON object"),
    "a-list": (b"[1, 2]", "not a JSON object"),
    "a-word": (b"hello", "not a JSON object"),
    "cut-short": (b'{"format": "peerinspect/problem-1",\n "as_of": ', "not JSON at line 2, column 11"),
    "a-comma-too-many": (b'{"a": 1,}', "not JSON at line 1"),
    "something-after": (b'{"a": 1} {"b": 2}', "not JSON at line 1, column 10"),
    "single-quotes": (b"{'a': 1}", "not JSON at line 1, column 2"),
    "control-character": (b'{"a": "\x01"}', "not JSON at line 1, column 8"),
    "latin-1": ('{"a": "é"}'.encode("latin-1"), "not UTF-8 text at byte 7"),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "not UTF-8 text at byte 0"),
    "nested": (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
    "nested-objects": (b'{"a": ' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
    "digits": (b'{"a": ' + b"9" * 100_000 + b"}", "thousands of digits"),
    "twice": (b'{"people": [], "people": []}', 'the top level: the key "people" is given twice; keep one'),
    "twice-inside": (
        b'{"people": [{"id": "p-1"}, {"id": "p-2", "level": 1, "level": 2}]}',
        'people[1] (p-2): the key "level" is given twice; keep one',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_object_is_refused(name: str) -> None:
    content, phrase = REFUSED[name]
    with pytest.raises(FileProblem) as refusal:
        parse_object(content)
    assert phrase in str(refusal.value)
    assert len(refusal.value.lines()) == 1


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_what_is_no_number_is_named_by_its_place(word: bytes) -> None:
    duty = b'{"id": "d-1", "kind": "chair", "from": "2026-01-05", "to": "2026-01-05", "seats": %s}' % word
    data = parse_object(
        b'{"format": "peerinspect/problem-1", "as_of": "2026-01-05", "people": [], "duties": [%s]}' % duty
    )
    with pytest.raises(FileProblem, match=r"^duties\[0\] \(d-1\)\.seats: (NaN|-?Infinity) does not fit"):
        facts_from_dict(data)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse_object(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"none\.json: there is no such file"):
        read_problem(tmp_path / "none.json")
    with pytest.raises(FileProblem, match="this is a folder; give a file"):
        read_problem(tmp_path)
    with pytest.raises(FileProblem, match="cannot be read"):
        read_problem(tmp_path / ("long" * 100))


def test_each_sentence_of_a_file_begins_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"format": "peerinspect/problem-1", "as_of": "x", "people": 1}')
    with pytest.raises(FileProblem) as refusal:
        read_problem(path)
    assert len(refusal.value.sentences) == 3
    assert all(sentence.startswith(f"{path}: ") for sentence in refusal.value.sentences)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b"")
    os.truncate(path, parsing.LARGEST + 1)  # A hole: nothing is stored, and nothing may be read.
    began = time.monotonic()
    with pytest.raises(FileProblem, match="larger than 256 MB"):
        read_object(path)
    assert time.monotonic() - began < 1
    monkeypatch.setattr(parsing, "LARGEST", 1000)
    with pytest.raises(FileProblem, match="larger than"):
        read_object("/dev/zero")


def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b'{"a": 1}')
    os.close(write_end)
    try:
        data: Any = read_object(f"/dev/fd/{read_end}")
    finally:
        os.close(read_end)
    assert data == {"a": 1}
