"""The pictures, as text."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from peerinspect.services.views import LoadView, Point, TimelineWeek
from peerinspect.web.pictures import LETTERS, MOST_ARCS, Arc, Spot, draw_load, draw_map, draw_timeline
from peerinspect.web.pictures.load import MOST_BARS
from peerinspect.web.pictures.projection import ENGLAND, LONDON
from peerinspect.web.words import KIND_PLURALS

SVG = "{http://www.w3.org/2000/svg}"
LEEDS, EXETER, CAMDEN, ENFIELD = Point(53.8, -1.55), Point(50.72, -3.53), Point(51.55, -0.16), Point(51.65, -0.08)
SPOTS = [
    Spot("Leeds", "Yorkshire and The Humber", LEEDS),
    Spot("Exeter", "South West", EXETER),
    Spot("Camden", "London", CAMDEN),
    Spot("Enfield", "London", ENFIELD),
]
MONDAY = date(2026, 9, 7)
WEEKS = [TimelineWeek(MONDAY + timedelta(weeks=n), {"inspect": n, "chair": 120} if n else {}) for n in range(6)]
LOADS = [LoadView("a", "Ann <b>", 20, 30, 150), LoadView("b", "Bob", 40, 20, 50), LoadView("c", "Cy", 10, 0, 0)]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


def classed(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [one for one in root.iter() if name in one.get("class", "").split()]


@pytest.mark.parametrize(
    "text",
    [
        draw_map(SPOTS, [Arc("inspect", LEEDS, EXETER, "Ann")], "Map"),
        draw_timeline(WEEKS, KIND_PLURALS, "Weeks"),
        draw_load(LOADS, "Loads"),
        draw_map([], [], "Map"),
        draw_timeline([TimelineWeek(MONDAY, {})], KIND_PLURALS, "Weeks"),
        draw_load([], "Loads"),
    ],
)
class TestEveryPicture:
    """What every one of them promises."""

    def test_is_whole_and_says_what_it_shows(self, text: str) -> None:
        root = parsed(text)
        assert root.get("role") == "img"
        names = {one.get("id"): one.text for one in root if one.tag in (f"{SVG}title", f"{SVG}desc")}
        assert (root.get("aria-labelledby") or "").split() == list(names)
        assert all(names.values())

    def test_keeps_to_the_security_policy(self, text: str) -> None:
        root = parsed(text)
        assert not [one for one in root.iter() if "style" in one.attrib or one.tag == f"{SVG}script"]
        assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or "href" in name]

    def test_stays_inside_its_frame(self, text: str) -> None:
        root = parsed(text)
        _, _, width, height = map(float, root.get("viewBox", "").split())
        for one in root:
            for name, most in (("x", width), ("cx", width), ("y", height), ("cy", height)):
                assert 0 <= float(one.get(name, 0)) <= most


class TestProjection:
    """To scale: a kilometre is as long northwards as eastwards."""

    @pytest.mark.parametrize("frame", [ENGLAND, LONDON])
    def test_a_degree_of_longitude_is_narrower_by_the_cosine(self, frame: type[ENGLAND]) -> None:
        middle = Point((frame.south + frame.north) / 2, (frame.west + frame.east) / 2)
        x, y = frame.place(middle)
        east, _ = frame.place(Point(middle.latitude, middle.longitude + 0.1))
        _, north = frame.place(Point(middle.latitude + 0.1, middle.longitude))
        assert (east - x) / (y - north) == pytest.approx(0.615, abs=0.015)

    def test_north_is_up_and_east_is_right(self) -> None:
        assert ENGLAND.place(LEEDS)[1] < ENGLAND.place(EXETER)[1]
        assert ENGLAND.place(LEEDS)[0] > ENGLAND.place(EXETER)[0]

    def test_london_holds_its_councils_and_no_other(self) -> None:
        assert LONDON.holds(CAMDEN)
        assert not LONDON.holds(LEEDS)


class TestMap:
    """Dots and arcs."""

    def test_draws_a_dot_a_council_and_londons_twice(self) -> None:
        assert len(classed(parsed(draw_map(SPOTS, [], "Map")), "map-dot")) == 4 + 2

    @pytest.mark.parametrize("kind", LETTERS)
    def test_an_arc_has_its_colour_and_its_letter(self, kind: str) -> None:
        root = parsed(draw_map(SPOTS, [Arc(kind, LEEDS, EXETER, "Ann")], "Map"))
        (group,) = classed(root, f"kind-{kind}")
        assert [one.text for one in classed(group, "map-letter")] == [LETTERS[kind]]
        assert group[0].text == "Ann"

    def test_an_arc_starts_at_home_and_ends_at_the_duty(self) -> None:
        (arc,) = classed(parsed(draw_map(SPOTS, [Arc("chair", LEEDS, EXETER, "Ann")], "Map")), "map-arc")
        numbers = arc.get("d", "").replace("M", "").replace("Q", " ").split()
        starts, ends = ENGLAND.place(LEEDS), ENGLAND.place(EXETER)
        assert [float(one) for one in numbers[:2]] == pytest.approx(starts, abs=0.06)
        assert [float(one) for one in numbers[-2:]] == pytest.approx(ends, abs=0.06)

    def test_what_leads_into_london_is_drawn_in_the_box_too(self) -> None:
        root = parsed(draw_map(SPOTS, [Arc("chair", LEEDS, CAMDEN, "Ann")], "Map"))
        assert len(classed(root, "map-arc")) == 2

    def test_there_and_back_do_not_cover_each_other(self) -> None:
        arcs = [Arc("chair", LEEDS, EXETER, "there"), Arc("chair", EXETER, LEEDS, "back")]
        there, back = classed(parsed(draw_map(SPOTS, arcs, "Map")), "map-letter")
        assert (there.get("x"), there.get("y")) != (back.get("x"), back.get("y"))

    def test_counts_the_kinds_for_those_who_cannot_see_it(self) -> None:
        arcs = [Arc("chair", LEEDS, EXETER, ""), Arc("chair", EXETER, LEEDS, ""), Arc("review", LEEDS, CAMDEN, "")]
        assert "3 arcs from home council to duty: 2 C (chair), 1 R (review)" in draw_map(SPOTS, arcs, "Map")

    def test_of_very_many_arcs_the_lines_alone_are_drawn(self) -> None:
        there = [Arc("chair", LEEDS, EXETER, "Ann")] * MOST_ARCS
        assert len(classed(parsed(draw_map(SPOTS, there, "Map")), "map-letter")) == MOST_ARCS
        text = draw_map(SPOTS, [*there, Arc("review", EXETER, LEEDS, "Bob")], "Map")
        (chair,) = classed(parsed(text), "kind-chair")
        (review,) = classed(parsed(text), "kind-review")
        assert [one.get("d", "").count("M") for one in (chair[0], review[0])] == [MOST_ARCS, 1]
        assert f"{MOST_ARCS + 1} arcs" in text
        assert "too many arcs for letters" in text


class TestTimeline:
    """A row a kind, a column a week."""

    def test_has_a_cell_for_each_kind_and_week(self) -> None:
        assert len(classed(parsed(draw_timeline(WEEKS, KIND_PLURALS, "Weeks")), "week-cell")) == 6 * 6

    def test_writes_each_number_that_is_not_nought(self) -> None:
        root = parsed(draw_timeline(WEEKS, KIND_PLURALS, "Weeks"))
        assert [one.text for one in classed(root, "week-count")] == ["1", "2", "3", "4", "5", *["120"] * 5]

    def test_is_darker_for_more(self) -> None:
        root = parsed(draw_timeline(WEEKS, KIND_PLURALS, "Weeks"))
        (shades,) = {one.get("class") for one in classed(root, "week-cell--5")}
        assert shades == "week-cell week-cell--5"

    def test_names_the_busiest_week(self) -> None:
        assert "the week of 12 October 2026, with 125 people away" in draw_timeline(WEEKS, KIND_PLURALS, "Weeks")


class TestLoad:
    """Used against offered."""

    def test_draws_two_bars_a_person_to_one_scale(self) -> None:
        root = parsed(draw_load(LOADS, "Loads"))
        offered = [float(one.get("height", 0)) for one in classed(root, "load-offered")]
        assert offered[1] / offered[0] == pytest.approx(2, abs=0.02)
        assert offered[1] / offered[2] == pytest.approx(4, abs=0.02)

    def test_marks_who_gives_more_than_they_offered(self) -> None:
        root = parsed(draw_load(LOADS, "Loads"))
        assert (len(classed(root, "load-over")), len(classed(root, "load-used"))) == (1, 2)

    def test_escapes_what_people_wrote(self) -> None:
        text = draw_load(LOADS, "Loads")
        assert "Ann &lt;b&gt;: 30 of 20 days offered, 150%" in text

    def test_of_very_many_people_draws_the_most_used(self) -> None:
        many = [LoadView(f"p{n}", f"Person {n}", 20, 20, 100) for n in range(MOST_BARS + 1)]
        text = draw_load(many, "Loads")
        assert len(classed(parsed(text), "load-offered")) == MOST_BARS
        assert f"the {MOST_BARS} most used of {MOST_BARS + 1} people" in text
