"""Files as people have them: encodings, separators, dates, headings; and what is said of what cannot be used."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from table_files import HEADS, ROW, read, text, workbook

from peerinspect.tables.refusal import Unreadable

MEANT = {"council": "E08000035", "from": date(2027, 1, 4), "to": date(2027, 6, 30), "reason": "Retirement"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_are_told_apart(separator: str, encoding: str) -> None:
    content = text(HEADS, (*ROW[:3], "Größe – naïve"), separator=separator).encode(encoding)
    assert dict(read(content).rows[0].values) == {**MEANT, "reason": "Größe – naïve"}


@pytest.mark.parametrize(
    "written", ["2027-01-04", "04/01/2027", "4/1/2027", "4 January 2027", "4 Jan 2027", " 2027-01-04 ", "04.01.2027"]
)
def test_dates_are_read_day_first(written: str) -> None:
    content = text(HEADS, (ROW[0], written, *ROW[2:])).encode()
    assert read(content).rows[0].values["from"] == date(2027, 1, 4)


@pytest.mark.parametrize("written", ["13/13/2027", "04/01/27", "2027-02-30", "tomorrow", "46000", "1/4", "1899-12-31"])
def test_what_is_no_date_is_named_with_its_cell(written: str) -> None:
    (row,) = read(text(HEADS, (ROW[0], written, *ROW[2:])).encode()).rows
    (wrong,) = row.wrongs
    assert (row.number, wrong.letter, wrong.label) == (2, "B", "First day of the cover")
    assert "2026-10-05" in wrong.sentence


def test_a_workbooks_own_dates_numbers_and_spaces_are_read() -> None:
    rows = [HEADS, ("  leeds ", datetime(2027, 1, 4), date(2027, 6, 30), " Retirement\u00a0")]
    assert dict(read(workbook(rows)).rows[0].values) == MEANT


@pytest.mark.parametrize(
    "written", ["Leeds", "leeds", "E08000035", "e08000035", "Leeds City Council", "City of Leeds", "LEEDS COUNCIL"]
)
def test_councils_go_by_code_or_by_name(written: str) -> None:
    assert read(text(HEADS, (written, *ROW[1:])).encode()).rows[0].values["council"] == "E08000035"


def test_a_council_that_is_none_is_named_with_what_could_be_meant() -> None:
    (wrong,) = read(text(HEADS, ("Nothumberland", *ROW[1:])).encode()).rows[0].wrongs
    assert "Did you mean Northumberland?" in wrong.sentence


@pytest.mark.parametrize("heads", [HEADS, ("council", "from", "to", "reason"), ("GSS", "starts", "Ends ", "REASON")])
def test_headings_are_names_labels_or_other_usual_ones(heads: tuple[str, ...]) -> None:
    assert dict(read(text(heads, ROW).encode()).rows[0].values) == MEANT


def test_columns_come_in_any_order_and_empty_rows_are_passed_over() -> None:
    content = text(HEADS[::-1], ("", "", "", ""), ROW[::-1]).encode()
    (row,) = read(content).rows
    assert (row.number, dict(row.values)) == (3, MEANT)


def test_an_unknown_column_is_named_with_what_would_be_right() -> None:
    with pytest.raises(Unreadable) as refused:
        read(text(("Councel", *HEADS[1:]), ROW).encode())
    assert "Column A, “Councel”, is not one of the table of vacancies. Did you mean “Council”?" in str(refused.value)
    assert "no column “Council”" in str(refused.value)


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(Unreadable, match="stand in the file twice"):
        read(text((*HEADS, "council"), (*ROW, "York")).encode())


def test_a_cell_beside_the_table_is_wrong() -> None:
    (row,) = read(text(HEADS, (*ROW, "after a comma")).encode()).rows
    assert row.wrongs[0].letter == "E" and "quotation marks" in row.wrongs[0].sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old one"),
        (b"PK\x03\x04nonsense", "cannot be read"),
        (bytes(range(256)) * 4, "neither a workbook nor a text"),
        (text(HEADS).encode(), "no rows below"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(content)


def test_the_sheet_named_like_the_table_is_read_and_else_the_first() -> None:
    assert read(workbook([HEADS, ROW], "Vacancies")).sheet == "Vacancies"
    assert read(workbook([HEADS, ROW], "Sheet 1")).sheet == "Sheet 1"


def test_the_columns_of_published_lists_of_inspections_are_taken_as_they_are() -> None:
    heads = (
        "gss,name,framework,inspection_length,start,end,published,overall,leadership,help_protection,in_care,"
        "care_leavers,adoption,lscb_grade,team_size,dcs_since,lscb_chair_since,dcs_other_role,ofsted_urn"
    )
    row = (
        "E06000014,York,ILACS,standard (2 weeks),2024-01-08,2024-01-19,2024-03-04,requires improvement,good,"
        "requires improvement,good,,,,8,May 2021,,,90001"
    )
    found = read(f"{heads}\n{row}\n".encode(), "inspections")
    assert found.rows[0].wrongs == ()
    assert found.rows[0].values["gss"] == ("E06000014",)
    assert found.rows[0].values["help_protection"] == "requires-improvement"
    assert found.rows[0].values["inspection_length"] == "2-weeks"
    assert "Team size" in found.passed_over
