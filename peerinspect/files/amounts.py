"""Numbers between a file and the domain: exact fractions inside, plain JSON numbers outside."""

from __future__ import annotations

from fractions import Fraction


def amount(number: int | float) -> Fraction:
    """The number as it is written, exactly: 0.1 is a tenth, not the nearest binary fraction."""
    return Fraction(str(number))


def plain(number: Fraction) -> int | float:
    """A JSON number: an int when whole, else the shortest decimal that reads back as the same fraction."""
    return int(number) if number.denominator == 1 else float(number)
