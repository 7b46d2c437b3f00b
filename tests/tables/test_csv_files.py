"""CSV files that spreadsheets read as they were meant."""

from __future__ import annotations

import csv
import io

import pytest

from peerinspect.tables.csv_files import BYTE_ORDER_MARK, csv_text, safe_cell


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "   @x", "＝1"])
def test_nothing_is_taken_for_a_formula(value: str) -> None:
    assert safe_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["\x00=1", "\u200b=1", "\u202e=1", "\u00a0=1", "\u3000 @x", "\ufeff-1", "\x0b+1"])
def test_nothing_unseen_hides_a_formula(value: str) -> None:
    cell = safe_cell(value)
    assert cell.startswith("'") and cell.lstrip("'\u00a0\u3000 ")[0] in "=+-@"


@pytest.mark.parametrize("value", ["Leeds", "a=b", "1-2", "", " Leeds", "'quoted'", 5])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert safe_cell(value) == str(value)


def test_nothing_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


def test_a_file_reads_back() -> None:
    rows = [['a "quoted" word', "two\nlines, and a comma"], ["=cmd", None]]
    text = csv_text(["One", "=Two"], rows)
    assert text.startswith(BYTE_ORDER_MARK)
    found = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert found == [["One", "'=Two"], ['a "quoted" word', "two\nlines, and a comma"], ["'=cmd", ""]]
