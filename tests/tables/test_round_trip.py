"""What is written can be read again: every value of every table, in both forms; and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_files import PLACES

from peerinspect.tables.declaring import Table
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.parsers import Council, Councils, Day, Decimal, OneOf, Parser, Skills, Text, Whole, YesNo
from peerinspect.tables.reading import read_table
from peerinspect.tables.writing import csv_bytes, xlsx_bytes

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("C", "Z"), include_characters=" =+-@'\"“,", exclude_characters=";"
)
WORDS = (
    st.text(LETTERS, min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and text.isprintable() and not text.startswith("#"))
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def values_of(parser: Parser) -> st.SearchStrategy[Any]:
    """What a column may hold."""
    strategies: dict[type, st.SearchStrategy[Any]] = {
        Day: st.dates(date(1900, 1, 1), date(2198, 12, 31)),
        YesNo: st.booleans(),
        Council: st.sampled_from(sorted(PLACES.names)),
        Councils: st.sets(st.sampled_from(sorted(PLACES.names)), min_size=1).map(lambda codes: tuple(sorted(codes))),
        Skills: st.sets(WORDS, min_size=1, max_size=3).map(lambda skills: tuple(sorted(skills))),
    }
    if isinstance(parser, Text):
        longest = parser.longest
        return WORDS.filter(lambda text: len(text) <= longest)
    if isinstance(parser, OneOf):
        return st.sampled_from(parser.words)
    if isinstance(parser, Whole):
        return st.integers(parser.least, parser.most)
    if isinstance(parser, Decimal):
        return st.floats(parser.least, parser.most, allow_nan=False).map(lambda number: round(number, 6))
    return strategies[type(parser)]


def rows_of(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    columns = {column.name: st.none() | values_of(column.parser) for column in table.written}
    first = table.written[1]
    return st.lists(st.fixed_dictionaries({**columns, first.name: values_of(first.parser)}), min_size=1, max_size=4)


@pytest.mark.parametrize("kind", TABLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_value_comes_back(kind: str, data: st.DataObject) -> None:
    table = TABLES[kind]
    rows = data.draw(rows_of(table))
    for content in (csv_bytes(table, rows, PLACES), xlsx_bytes({table: rows}, PLACES)):
        read = read_table(table, content, PLACES)
        assert [row.wrongs for row in read.rows] == [()] * len(rows)
        assert [dict(row.values) for row in read.rows] == rows


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "'=1", "  =1", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    table = TABLES["vacancies"]
    rows = [{"council": "E08000035", "from": date(2027, 1, 4), "to": date(2027, 1, 5), "reason": text}]
    written = list(csv.reader(io.StringIO(csv_bytes(table, rows, PLACES).decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({table: rows}, PLACES)))
    for cell in (written[1][-1], book["Vacancies"]["E2"].value):
        assert cell.startswith("'")
    assert book["Vacancies"]["E2"].data_type == "s"
    for content in (csv_bytes(table, rows, PLACES), xlsx_bytes({table: rows}, PLACES)):
        assert read_table(table, content, PLACES).rows[0].values["reason"] == text.strip()
