"""Performance information on pages: what each role reads, comparisons by name, files, sparklines."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from flask import Flask
from pages_world import Lived, sign_in
from small_world import CODES, TODAY

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.services.reader import Reader
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import NeighbourRow
from peerinspect.web.pictures import draw_grade_line, draw_sparkline

HERE, NEAR = CODES[3], CODES[4]
SVG = "{http://www.w3.org/2000/svg}"
ROLES = ["coordinator", "uncleared", "liaison", "director", "chief-executive", "panel"]
HELP = Duty("helped", "support", Period(date(2025, 5, 5), date(2025, 5, 30)), 1, frozenset({HERE}), days=10)


@pytest.fixture
def desk(lived: tuple[Flask, Lived]) -> tuple[Flask, Lived]:
    """The world, with neighbours of C03 and ten days of support that it received."""
    app, _ = lived
    with app.app_context(), store.transaction():
        load_duties([HELP])
        load_placements([Placement(f"{NEAR}-senior", "helped", "done")], [])
        store.add(*(NeighbourRow(authority=HERE, neighbour=CODES[rank + 3], rank=rank) for rank in range(1, 7)))
    return lived


def read(app: Flask, reader: Reader, address: str, status: int = 200) -> str:
    answer = sign_in(app, reader).get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def rows(app: Flask, reader: Reader, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(read(app, reader, address).lstrip("\ufeff"))))


def received(found: list[list[str]]) -> list[int]:
    """Days of support received, year by year."""
    return next([int(number) for number in row[2:7]] for row in found if row[1] == "Days of support received")


class TestPage:
    """One council, for each role."""

    @pytest.mark.parametrize("role", ROLES)
    def test_each_role_reads_its_part(self, desk: tuple[Flask, Lived], role: str) -> None:
        app, found = desk
        text = read(app, found.readers()[role], f"/performance/{HERE}")
        is_full = role not in ("director", "panel")
        assert ("Days of all work given" in text) == is_full
        assert ("Days of support received" in text) == (role != "director")
        assert ("Senior C04" in text) == is_full
        for told in ("Judgements", "Statistical neighbours", "Chairs of its board", "Months since the last judgement"):
            assert told in text
        assert "style=" not in text

    def test_one_click_from_the_council_to_its_neighbours(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        text = read(app, found.world.panel, f"/councils/{HERE}")
        (address,) = re.findall(r'href="(/performance/compare\?[^"]+)"', text)
        beside = read(app, found.world.panel, address.replace("&amp;", "&"))
        for code in CODES[3:7]:
            assert f">Council {code}</th>" in beside
        assert f">Council {CODES[7]}</th>" not in beside

    def test_no_council_is_not_found(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        read(app, found.world.panel, "/performance/nowhere", 404)
        read(app, found.world.panel, "/performance/nowhere.csv", 404)


class TestCompare:
    """Up to four councils, by name or code, at an address that can be passed on."""

    def test_by_names_and_codes(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        text = read(app, found.world.uncleared, f"/performance/compare?council=Council {HERE}&council={NEAR}&council=")
        assert text.index(f">Council {HERE}</th>") < text.index(f">Council {NEAR}</th>")
        assert text.count('class="app-sparkline"') > 20

    def test_a_director_is_told_where_figures_are_not_theirs(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        own, other = CODES[3], CODES[9]
        text = read(app, found.world.director(own), f"/performance/compare?council={own}&council={other}")
        row = text[text.index(">Days of all work given<") :].split("</tr>")[0]
        assert row.count("Not shown to you") == 1

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ("council=Nowhere", "No council is called “Nowhere”. Choose one from the list"),
            ("council=ncil C03", "Did you mean Council C03?"),
            ("&".join(f"council=C0{number}" for number in range(5)), "Choose up to 4 councils"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_box(self, desk: tuple[Flask, Lived], asked: str, told: str) -> None:
        app, found = desk
        text = read(app, found.world.panel, f"/performance/compare?{asked}", 400)
        assert text.count(told) == 2
        assert "There is a problem" in text
        assert "Councils beside one another" not in text

    def test_nothing_chosen_asks_to_choose(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        text = read(app, found.world.panel, "/performance/compare")
        assert "will stand here beside one another" in text
        assert "There is a problem" not in text

    def test_a_council_twice_stands_once(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        text = read(app, found.world.panel, f"/performance/compare?council={HERE}&council=council c03")
        assert text.count(f">Council {HERE}</th>") == 1


class TestFiles:
    """The figures year by year; a figure that is not the reader's is not in the file."""

    def test_by_reader(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        whole = rows(app, found.world.uncleared, f"/performance/{HERE}.csv")
        assert whole[0][:2] == ["Council", "Figure"] and whole[0][6] == "Year to Mar 2026"
        before = received(whole)
        with app.app_context(), store.transaction():
            load_duties([replace(HELP, id="more", days=7)])
            load_placements([Placement(f"{CODES[5]}-senior", "more", "done")], [])
        after = received(rows(app, found.world.uncleared, f"/performance/{HERE}.csv"))
        assert [now - then for now, then in zip(after, before, strict=True)] == [0, 0, 0, 0, 7]
        elsewhere = rows(app, found.world.chief(CODES[9]), f"/performance/{HERE}.csv")
        assert not [row for row in elsewhere if "support" in row[1]]

    def test_of_a_comparison(self, desk: tuple[Flask, Lived]) -> None:
        app, found = desk
        both = rows(app, found.world.panel, f"/performance/compare.csv?council={HERE}&council={NEAR}")
        assert {row[0] for row in both[1:]} == {f"Council {HERE}", f"Council {NEAR}"}


class TestSparklines:
    """A few numbers as bars, grades as steps."""

    def test_the_highest_bar_is_the_greatest_number(self) -> None:
        root = ElementTree.fromstring(draw_sparkline([Fraction(2), 4, None, Fraction(0), Fraction(1)], "Days"))
        high = [float(one.get("height", "0")) for one in root.iter(f"{SVG}rect")]
        assert len(high) == 4
        assert high[1] == max(high) and high[0] == pytest.approx(high[1] / 2)
        assert high[2] > 0
        assert [one.get("class") for one in root.iter(f"{SVG}rect")][-1] == "spark-bar spark-bar--last"
        assert root.get("role") == "img" and root.get("aria-label") == "Days"

    def test_nothing_known_draws_nothing(self) -> None:
        root = ElementTree.fromstring(draw_sparkline([None, None], "Not <known>"))
        assert not list(root.iter(f"{SVG}rect"))

    def test_a_better_grade_stands_higher_and_lasts_until_today(self) -> None:
        grades = {"good": "Good", "poor": "Poor"}
        points = [(date(2024, 1, 1), "good"), (date(2020, 1, 1), "poor"), (date(2022, 1, 1), "splendid")]
        root = ElementTree.fromstring(draw_grade_line(points, grades, TODAY, "Overall"))
        dots = [(float(one.get("cx", "0")), float(one.get("cy", "0"))) for one in root.iter(f"{SVG}circle")]
        assert len(dots) == 2
        assert dots[0][0] < dots[1][0] and dots[0][1] > dots[1][1]
        (line,) = root.iter(f"{SVG}polyline")
        assert str(line.get("points")).split(" ")[-1].startswith("117,")
