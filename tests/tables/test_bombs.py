"""Files made to overwhelm their reader are refused before they are unpacked, in a sentence, and quickly."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from table_files import HEADS, PLACES, ROW, read, rewritten, text, workbook

from peerinspect.tables import limits
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.reading import read_table
from peerinspect.tables.refusal import Halted, Unreadable

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst>&b;</sst>"""
)
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>"""
)


def zipped(name: str, content: bytes, times: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"{number}{name}" if times > 1 else name, content)
    return out.getvalue()


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")])
@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "[Content_Types].xml"])
def test_no_part_may_declare_entities(part: str, declared: bytes) -> None:
    bomb = rewritten(workbook([HEADS, ROW]), part, lambda _: declared)
    if part == STRINGS and part not in zipfile.ZipFile(io.BytesIO(bomb)).namelist():
        pytest.skip("this workbook has no such part")
    with pytest.raises(Unreadable, match="XML that no spreadsheet writes"):
        read(bomb)


def test_a_part_that_swells_is_refused_unread() -> None:
    bomb = zipped(SHEET, b"<row/>" * 20_000_000)
    assert len(bomb) < limits.MOST_BYTES
    began = time.monotonic()
    with pytest.raises(Unreadable, match="far larger than a table can be"):
        read(bomb)
    assert time.monotonic() - began < 1


def test_many_parts_are_refused() -> None:
    with pytest.raises(Unreadable, match="far larger"):
        read(zipped("part.xml", b"<x/>", times=limits.MOST_PARTS + 1))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    honest = zipped(SHEET, b"<row/>" * 500_000)
    told = (3_000_000).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        read(honest.replace(told, (300).to_bytes(4, "little")))


def test_too_many_bytes_rows_columns_and_letters_are_refused() -> None:
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        read(b"x" * (limits.MOST_BYTES + 1))
    with pytest.raises(Unreadable, match="more than 50,000 rows"):
        read((text(HEADS) + text(ROW) * (limits.MOST_ROWS + 1)).encode())
    with pytest.raises(Unreadable, match="more than 100 columns"):
        read(text(tuple(f"c{number}" for number in range(101)), ROW).encode())
    with pytest.raises(Unreadable, match="more than 5,000 characters"):
        read(text(HEADS, (*ROW[:3], "x" * 5_001)).encode())


def test_an_empty_sheet_of_a_million_rows_ends() -> None:
    far = rewritten(
        workbook([HEADS, ROW]), SHEET, lambda part: part.replace(b"</sheetData>", b'<row r="1048576"/></sheetData>')
    )
    assert len(read(far).rows) == 1


def test_a_formula_without_its_result_is_not_an_empty_cell() -> None:
    (row,) = read(workbook([HEADS, (*ROW[:3], '=WEBSERVICE("http://127.0.0.1/")')])).rows
    assert [(each.letter, "formula" in each.sentence) for each in row.wrongs] == [("D", True)]


def test_what_a_spreadsheet_could_not_work_out_is_wrong() -> None:
    (row,) = read(text(HEADS, (*ROW[:3], "#REF!")).encode()).rows
    assert "#REF!" in row.wrongs[0].sentence


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_read_no_further_once_its_reader_is_told_to_stop(form: str) -> None:
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        if len(heard) == 3:
            raise Halted

    rows = [HEADS, *[ROW] * 500]
    content = workbook(rows) if form == "xlsx" else text(*rows).encode()
    with pytest.raises(Halted):
        read_table(TABLES["vacancies"], content, PLACES, stop)
    assert len(heard) == 3
