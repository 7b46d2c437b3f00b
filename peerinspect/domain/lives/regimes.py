"""Who appoints and removes the chair of a board: the law changed twice. Source: design, section 7."""

from __future__ import annotations

from datetime import date

CHIEF_EXECUTIVES_FROM = date(2013, 4, 15)
"""The statutory guidance of 2013 took the choice from the director of children's services."""
PARTNERS_FROM = date(2019, 9, 29)
"""The last day of the change to three safeguarding partners, which began in 2018."""


def appoints_chairs(day: date) -> str:
    """Whoever appoints and removes a chair on a day, for a sentence."""
    if day < CHIEF_EXECUTIVES_FROM:
        return "the council's director"
    if day < PARTNERS_FROM:
        return "the council's chief executive"
    return "the three safeguarding partners"
