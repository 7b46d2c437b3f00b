"""The picture of a report's numbers, as text."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree

from peerinspect.web.pictures import Count, Row, draw_counts

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    Row("Leeds <b>", (Count(40, "40 days given"), Count(Fraction(5, 2), "2.5 days received"))),
    Row("Hull", (Count(0, "0 days given"), Count(20, "20 days received"))),
]


def test_all_bars_have_one_scale() -> None:
    bars = [float(one.get("width", "")) for one in ElementTree.fromstring(draw_counts(ROWS, "Days")).iter(f"{SVG}rect")]
    whole = bars[0]
    assert bars[1] == round(whole / 16, 1)
    assert bars[3] == whole / 2
    assert bars[2] <= 1, "nothing is a hairline"


def test_each_bar_says_its_number_and_names_are_escaped() -> None:
    root = ElementTree.fromstring(draw_counts(ROWS, "Days"))
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert said == ["Leeds <b>", "40 days given", "2.5 days received", "Hull", "0 days given", "20 days received"]


def test_nothing_at_all_is_drawn_without_a_scale() -> None:
    assert ElementTree.fromstring(draw_counts([Row("Hull", (Count(0, "none"),))], "Days")).tag == f"{SVG}svg"
