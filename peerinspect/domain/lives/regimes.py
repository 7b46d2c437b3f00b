"""Who appoints and removes the chair of a board: the law changed twice. Source: design, section 7."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

CHIEF_EXECUTIVES_FROM = date(2013, 4, 15)
"""The statutory guidance of 2013 took the choice from the director of children's services."""
PARTNERS_FROM = date(2019, 9, 29)
"""The last day of the change to three safeguarding partners, which began in 2018."""


DIRECTOR, CHIEF_EXECUTIVE, PARTNERS = "director", "chief-executive", "partners"
POLICE, HEALTH = "police", "health"
"""The two partners beside the council."""

_WORDS = {
    DIRECTOR: "the council's director",
    CHIEF_EXECUTIVE: "the council's chief executive",
    PARTNERS: "the three safeguarding partners",
}


def regime_on(day: date) -> str:
    """Who appoints and removes chairs on a day: DIRECTOR, CHIEF_EXECUTIVE or PARTNERS."""
    if day < CHIEF_EXECUTIVES_FROM:
        return DIRECTOR
    return CHIEF_EXECUTIVE if day < PARTNERS_FROM else PARTNERS


def appoints_chairs(day: date) -> str:
    """Whoever appoints and removes a chair on a day, for a sentence."""
    return _WORDS[regime_on(day)]


def whose_word(day: date, councils: Iterable[str], is_of_office: bool) -> tuple[str, ...]:
    """All whose word a step of a board of these councils needs on a day: codes of councils, then POLICE and HEALTH.

    `is_of_office`: the step gives or takes the office. Looking back on a year is the councils' business alone.
    """
    partners = (POLICE, HEALTH) if is_of_office and regime_on(day) == PARTNERS else ()
    return (*sorted(councils), *partners)
