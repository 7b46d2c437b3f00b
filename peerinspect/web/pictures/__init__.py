"""Pictures as text: pure functions that turn plain values into SVG. No request, no session, no clock."""

from peerinspect.web.pictures.bars import Bar, draw_bars
from peerinspect.web.pictures.counts import Count, Row, draw_counts
from peerinspect.web.pictures.grades import draw_grades
from peerinspect.web.pictures.load import draw_load
from peerinspect.web.pictures.map import MOST_ARCS, Arc, Spot, draw_chairing, draw_map, draw_stands
from peerinspect.web.pictures.sparkline import draw_grade_line, draw_sparkline
from peerinspect.web.pictures.svg import LETTERS
from peerinspect.web.pictures.timeline import draw_timeline

__all__ = [
    "LETTERS",
    "MOST_ARCS",
    "Arc",
    "Bar",
    "Count",
    "Row",
    "Spot",
    "draw_bars",
    "draw_chairing",
    "draw_counts",
    "draw_grade_line",
    "draw_grades",
    "draw_load",
    "draw_map",
    "draw_sparkline",
    "draw_stands",
    "draw_timeline",
]
