"""The page on safety names every requirement once, and no test that is not there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(?:(\w+)::)?(\w+)`")
NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}")
SECTIONS: dict[str, int | tuple[int, ...]] = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
"""Section -> how many requirements of levels 1 and 2 it has; they stand first in each."""


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def answered(page: str) -> Counter[str]:
    """The numbers that the tables of chapters, and that of what does not apply, answer."""
    _, _, tables = page.partition("## V1 ")
    tables, _, _ = tables.partition("## Of level 3")
    firsts = re.findall(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \|", tables, re.MULTILINE)
    return Counter(number for cell in firsts for number in NUMBER.findall(cell))


def test_every_requirement_is_answered_once(page: str) -> None:
    wanted = {f"{section}.{number}" for section, most in SECTIONS.items() for number in range(1, int(str(most)) + 1)}
    assert len(wanted) > 200
    found = answered(page)
    assert set(found) == wanted
    assert {number for number, times in found.items() if times > 1} == set()


def test_every_test_that_it_names_is_there(page: str) -> None:
    named = set(NAMED.findall(page))
    assert len(named) > 60
    missing = [each for each in named if not _is_there(*each)]
    assert missing == []


def _is_there(file: str, group: str, name: str) -> bool:
    path = ROOT / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    in_group = not group or re.search(rf"^class {group}\b", text, re.MULTILINE)
    return bool(in_group and re.search(rf"^ *def {name}\(", text, re.MULTILINE))


def test_what_is_not_met_is_told_first(page: str) -> None:
    first, _, rest = page.partition("## V1 ")
    said = set(NUMBER.findall(first))
    for line in rest.partition("## What does not apply")[0].splitlines():
        if line.startswith("| ") and re.search(r"\| (?:partly|not met)", line):
            assert NUMBER.findall(line)[0] in said, line


def test_its_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)", page):
        assert (PAGE.parent / target).exists(), target


def test_an_unknown_test_would_be_seen() -> None:
    assert not _is_there("tests/architecture/test_security_page.py", "", "test_nobody_wrote")
    assert not _is_there("tests/nowhere.py", "", "test_nobody_wrote")
    assert _is_there("tests/architecture/test_security_page.py", "", "test_an_unknown_test_would_be_seen")
