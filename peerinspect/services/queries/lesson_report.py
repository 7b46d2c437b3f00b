"""Which lessons come back: the figures by theme, over years and regions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from peerinspect.domain.recurrence import Found, Recurrence, Sent, recurrences
from peerinspect.domain.themes import words_of
from peerinspect.services.checking import only
from peerinspect.services.kept import kept
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, PANEL, Reader
from peerinspect.services.views.lessons import RecurrenceLine, RecurrenceReport
from peerinspect.store.reading.lessons import all_sent, councils_of, lessons_out, review_facts, themes_of
from peerinspect.store.reading.people_listing import regions_of_councils
from peerinspect.store.reading.safeguarding import read_boards

MOST_YEARS = 30
"""Reviews are no older than that."""


def recurrence_report(reader: Reader, year: int | None, region: str, today: date) -> RecurrenceReport:
    """By theme: how often it was found, sent, found again and acted on. For coordinators, the liaison and the panel.

    `year` is that of publication, None for all; `region` one in which a reviewed council lies, "" for all. What boards
    had been sent before counts from whatever year and region it came.
    """
    only(reader, COORDINATOR, LIAISON, PANEL)
    if not _could_be(year, region, today):
        return _report(Sight(reader, today), year, region)
    # Nothing of it depends on who asks: what is published is the same for all who may read the report.
    return kept("recurring-lessons", (year, region), today, lambda: _report(Sight(reader, today), year, region))


def _could_be(year: int | None, region: str, today: date) -> bool:
    """Whether a year and region can be asked for: what is made up in an address is not kept in the place of others."""
    is_year = year is None or 0 <= today.year - year < MOST_YEARS
    return is_year and (not region or region in regions_of_councils())


def _report(sight: Sight, year: int | None, region: str) -> RecurrenceReport:
    found, regions = _found(sight)
    counted = [
        each
        for each in found
        if (year is None or each.out_on.year == year) and (not region or region in regions[each.review])
    ]
    sent = [
        Sent(lesson, board, day, answer == "done", answer == "not-here") for lesson, board, day, answer in all_sent()
    ]
    lines = recurrences(found, sent, frozenset(each.lesson for each in counted))
    return RecurrenceReport(
        tuple(_line(each) for each in lines),
        tuple(sorted({each.out_on.year for each in found}, reverse=True)),
        tuple(sorted(set().union(*regions.values()))),
        len({each.review for each in counted}),
        len(counted),
    )


def _found(sight: Sight) -> tuple[list[Found], dict[str, frozenset[str]]]:
    """Every published finding, and the regions of each review."""
    rows = lessons_out(None, sight.today)
    reviews = {row.review for row in rows}
    facts, councils, themes = review_facts(reviews), councils_of(reviews), themes_of()
    reviewed = _reviewed({(row.review, row.out_on or row.written_on) for row in rows}, councils)
    found = [
        Found(
            row.id,
            row.review,
            facts[row.review].began_on or row.written_on,
            row.out_on or row.written_on,
            themes.get(row.id, frozenset()),
            reviewed[row.review, row.out_on or row.written_on],
        )
        for row in rows
    ]
    places = sight.places
    regions = {
        review: frozenset(region for code in councils.get(review, ()) if (region := places[code].region))
        for review in reviews
    }
    return found, regions


def _reviewed(
    days: Collection[tuple[str, date]], councils: Mapping[str, frozenset[str]]
) -> dict[tuple[str, date], frozenset[str]]:
    """The boards of each review's councils on a day."""
    boards = read_boards()
    return {
        (review, day): frozenset(
            id_ for id_, board in boards.items() if board.councils_on(day) & councils.get(review, frozenset())
        )
        for review, day in days
    }


def _line(each: Recurrence) -> RecurrenceLine:
    return RecurrenceLine(
        each.theme,
        words_of(each.theme),
        each.reviews,
        each.boards_sent,
        each.boards_again,
        each.reviews_again,
        each.to_act,
        each.done,
        each.done_share,
    )
