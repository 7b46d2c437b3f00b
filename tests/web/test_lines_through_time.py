"""Bars and judgements on a line through time, and the marks of councils on the map, checked as drawings."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from peerinspect.services.views import Point
from peerinspect.web.pictures import Bar, Spot, draw_bars, draw_grades, draw_stands

TODAY = date(2026, 3, 2)
SVG = "{http://www.w3.org/2000/svg}"
GRADES = {"outstanding": "Outstanding", "good": "Good", "inadequate": "Inadequate"}


def drawn(picture: str) -> ElementTree.Element:
    """The picture as a tree: it must be well formed."""
    return ElementTree.fromstring(picture)


def widths(root: ElementTree.Element) -> list[float]:
    return [float(one.get("width", "0")) for one in root.iter(f"{SVG}rect")]


class TestBars:
    """From the first to the last day, inside the picture."""

    def test_longer_is_wider_and_later_is_further_right(self) -> None:
        short = Bar("Leeds", "Director", date(2020, 1, 1), date(2020, 12, 31), "post-interim")
        long = Bar("Hull", "Director", date(2021, 1, 1), date(2024, 12, 31), "post-substantive")
        root = drawn(draw_bars("posts", [short, long], TODAY, "Posts"))
        boxes = list(root.iter(f"{SVG}rect"))
        assert widths(root)[1] == pytest.approx(4 * widths(root)[0], rel=0.02)
        assert float(boxes[1].get("x", "0")) == pytest.approx(float(boxes[0].get("x", "0")) + widths(root)[0], abs=0.2)
        assert [box.get("class") for box in boxes] == ["bar post-interim", "bar post-substantive"]

    @pytest.mark.parametrize("starts", [None, date(1990, 1, 1)])
    @pytest.mark.parametrize("ends", [None, date(2040, 1, 1)])
    def test_open_and_distant_ends_stay_inside(self, starts: date | None, ends: date | None) -> None:
        root = drawn(draw_bars("posts", [Bar("Leeds", "Director", starts, ends, "post-joint")], TODAY, "Posts"))
        _, _, width, _ = map(float, root.get("viewBox", "").split())
        box = next(root.iter(f"{SVG}rect"))
        left = float(box.get("x", "0"))
        assert 0 < left < left + float(box.get("width", "0")) <= width

    def test_it_says_what_it_shows_and_marks_today(self) -> None:
        bar = Bar("A council <with> a very long name indeed", "Director", date(2024, 9, 1), None, "post-acting")
        text = draw_bars("posts", [bar], TODAY, "Posts")
        assert "A council &lt;with&gt; a very long name indeed: Director, since 1 September 2024" in text
        assert ">Today<" in text and ">2025<" in text
        assert "style=" not in text

    def test_without_any_it_is_still_a_picture(self) -> None:
        assert drawn(draw_bars("posts", [], TODAY, "Posts")).get("role") == "img"


class TestGrades:
    """The better the higher, joined in order of the days, whatever the order they come in."""

    def test_dots_stand_by_day_and_grade(self) -> None:
        points = [(date(2024, 3, 1), "good"), (date(2018, 3, 1), "inadequate"), (date(2026, 1, 1), "outstanding")]
        root = drawn(draw_grades(points, GRADES, TODAY, "Judgements"))
        dots = [(float(one.get("cx", "0")), float(one.get("cy", "0"))) for one in root.iter(f"{SVG}circle")]
        assert [x for x, _ in dots] == sorted(x for x, _ in dots)
        assert [y for _, y in dots] == sorted((y for _, y in dots), reverse=True)
        assert len([one for one in root.iter(f"{SVG}line") if one.get("class") == "grade-line"]) == 2
        assert "Outstanding, 1 January 2026" in draw_grades(points, GRADES, TODAY, "Judgements")

    def test_a_grade_that_no_row_has_is_left_out(self) -> None:
        text = draw_grades([(date(2024, 3, 1), "splendid")], GRADES, TODAY, "Judgements")
        assert "circle" not in text


def test_each_state_has_a_shape_of_its_own() -> None:
    places = {"clear": Point(53.8, -1.5), "conflicted": Point(52.0, -2.0), "not-declared": Point(51.0, -3.0)}
    spots = [Spot(f"{state} & co", "North", point, state) for state, point in places.items()]
    text = draw_stands(spots, "Where somebody could go")
    drawn(text)
    shapes = dict(re.findall(r'<(circle|path)[^>]*class="map-mark map-mark--([a-z-]+)"', text))
    assert shapes.keys() == {"circle", "path"}
    assert re.search(r'<path[^>]*class="map-mark map-mark--conflicted"><title>conflicted &amp; co</title>', text)
    assert "1 clear (discs), 1 with an objection (crosses), 1 not declared (rings)" in text
