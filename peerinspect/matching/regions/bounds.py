"""What no roster of the whole problem can be better than, goal by goal."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from peerinspect.domain import Facts
from peerinspect.independence import goals
from peerinspect.matching.regions.stitching import Seam


def bounds_of(facts: Facts, seam: Seam, values: Mapping[str, Fraction]) -> dict[str, Fraction | None]:
    """The proven bound of each goal; None where nothing is proven.

    After a goal whose bound is not met the next ones' hold for rosters that are as good in all before.
    """
    bounds: dict[str, Fraction | None] = dict.fromkeys(values, None)
    if "peak" in values:
        fixed = [one.pair for one in seam.fixed]
        bounds["peak"] = Fraction(goals.peak_value(facts, fixed))
    return bounds
