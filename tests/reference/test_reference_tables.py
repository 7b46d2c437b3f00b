"""The bundled facts about England: what must be true of them, and that a wrong table is refused by name and line."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import peerinspect.reference
from peerinspect.reference import BrokenTable, load_reference
from peerinspect.reference.loader import read_reference

TABLES = Path(peerinspect.reference.__file__).parent


@pytest.fixture(scope="module")
def england():
    return load_reference()


@pytest.fixture
def folder(tmp_path):
    """A copy of the tables, free to spoil."""
    for table in TABLES.glob("*.csv"):
        shutil.copy(table, tmp_path)
    return tmp_path


def code_of(england, name):
    return next(code for code, one in england.authorities.items() if one.name == name)


def beside(england, name):
    code = code_of(england, name)
    return {england.authorities[other].name for pair in england.borders if code in pair for other in pair - {code}}


def test_england_has_153_authorities_in_nine_regions(england):
    assert len(england.authorities) == 153
    assert len({one.region for one in england.authorities.values()}) == 9
    assert all(code == one.code for code, one in england.authorities.items())


def test_councils_are_named_as_people_write_them(england):
    names = {one.name for one in england.authorities.values()}
    assert {"Hull", "Herefordshire", "Bristol", "St Helens", "Bournemouth, Christchurch and Poole"} <= names
    assert not [name for name in names if name.endswith((", City of", ", County of"))]


def test_land_borders_are_those_of_the_map(england):
    assert len(england.borders) == 364
    assert beside(england, "Solihull") == {"Birmingham", "Coventry", "Warwickshire", "Worcestershire"}
    assert beside(england, "Isle of Wight") == set()
    assert beside(england, "Isles of Scilly") == set()
    assert len(beside(england, "Surrey")) == 14
    # Only the Humber lies between them.
    assert "Hull" not in beside(england, "North Lincolnshire")


def test_every_authority_has_ten_ranked_neighbours(england):
    for code in england.authorities:
        ranks = [rank for (authority, _), rank in england.neighbours.items() if authority == code]
        assert sorted(ranks) == list(range(1, 11))


def test_latest_grades_are_those_published_by_june_2026(england):
    latest = Counter(one.judgements[0].grades.get("overall") for one in england.authorities.values())
    assert latest == {"outstanding": 46, "good": 63, "requires-improvement": 29, "inadequate": 13, None: 2}


def test_judgements_come_latest_first_and_are_two_where_there_were_two(england):
    numbers = Counter(len(one.judgements) for one in england.authorities.values())
    assert numbers == {2: 149, 1: 4}
    for one in england.authorities.values():
        published = [judgement.published for judgement in one.judgements]
        assert published == sorted(published, reverse=True)
    sunderland = england.authorities[code_of(england, "Sunderland")].judgements[0]
    assert (sunderland.inspected, sunderland.published) == (date(2025, 1, 27), date(2025, 3, 11))
    assert sunderland.grades["leadership"] == "outstanding"


def test_kingston_and_richmond_share_a_director_a_trust_and_a_board(england):
    both = {code_of(england, "Kingston upon Thames"), code_of(england, "Richmond upon Thames")}
    kinds = {one.kind for one in england.arrangements if both <= one.authorities and one.period.end is None}
    assert kinds == {"director", "trust"}
    assert any(board.authorities == both for board in england.boards)


def test_an_arrangement_that_ended_says_when(england):
    both = {code_of(england, "Hampshire"), code_of(england, "Isle of Wight")}
    (one,) = (one for one in england.arrangements if one.authorities == both)
    assert (one.kind, one.period.end) == ("partnership", date(2024, 1, 31))


def test_inspections_started_on_mondays_and_none_in_august(england):
    starts = england.inspection_starts
    assert len(starts) == 53
    assert all(one.starts.weekday() == 0 and one.starts.month != 8 for one in starts)
    assert all(date(2024, 4, 1) <= one.starts <= date(2025, 3, 31) for one in starts)
    assert max(Counter(one.starts for one in starts).values()) == 4
    assert Counter(one.weeks for one in starts) == {1: 31, 2: 22}


@pytest.mark.parametrize(
    ("table", "old", "new", "complaint"),
    [
        ("authorities.csv", ",54.6761,", ",north,", r"authorities\.csv, line 2: latitude 'north' is not a number"),
        ("authorities.csv", ",54.6761,", ",91,", r"authorities\.csv, line 2: latitude 91 is not between"),
        ("authorities.csv", ",North East,", ",Mercia,", r"authorities\.csv, line 2: region 'Mercia'"),
        ("authorities.csv", "code,name", "gss,name", r"authorities\.csv, line 1: the columns should be code, name"),
        ("borders.csv", "E06000001,E06000004", "E06000001,E06000001", r"borders\.csv, line 2: .* border itself"),
        ("borders.csv", "E06000001,E06000004", "E06000001,W06000001", r"borders\.csv, line 2: other 'W06000001'"),
        ("neighbours.csv", "E06000001,2,", "E06000001,11,", r"neighbours\.csv, line 3: rank 11 is not between"),
        ("neighbours.csv", "E06000001,2,", "E06000001,1,", r"neighbours\.csv: E06000001 does not have 10"),
        ("judgements.csv", ",good,", ",fair,", r"judgements\.csv, line \d+: \S+ 'fair' is not one of those known"),
        ("judgements.csv", "E06000001,", "E06000002,", r"judgements\.csv: E06000001 .* has 1 judgements, not 2"),
        ("arrangements.csv", ",director,", ",cousin,", r"arrangements\.csv, line 2: kind 'cousin'"),
        ("arrangements.csv", "2011-01-01,2018-03-31", "2019-01-01,2018-03-31", r"arrangements\.csv, line \d+"),
        ("boards.csv", "2014-01-01", "2014", r"boards\.csv, line \d+: from '2014' is not a date"),
        ("inspection_starts.csv", "2024-04-15", "2024-04-16", r"inspection_starts\.csv, line 2: .* not a Monday"),
        ("inspection_starts.csv", "2024-04-15,2", "2024-04-15,3", r"inspection_starts\.csv, line 2: weeks 3"),
    ],
)
def test_a_wrong_row_is_refused_by_table_and_line(folder, table, old, new, complaint):
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenTable, match=complaint):
        read_reference(folder)


def test_a_missing_authority_or_border_is_noticed(folder):
    borders = (folder / "borders.csv").read_text(encoding="utf-8")
    (folder / "borders.csv").write_text(borders.replace("E08000026,E08000029\n", ""), encoding="utf-8")
    with pytest.raises(BrokenTable, match="Solihull's neighbours are wrong about Coventry"):
        read_reference(folder)


def test_an_island_does_not_get_a_land_border(folder):
    with (folder / "borders.csv").open("a", encoding="utf-8") as stream:
        stream.write("E06000046,E10000014\n")
    with pytest.raises(BrokenTable, match="Isle of Wight has no land border, not one with Hampshire"):
        read_reference(folder)


def test_the_tables_are_read_once(england):
    assert load_reference() is england
