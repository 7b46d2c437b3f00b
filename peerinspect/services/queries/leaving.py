"""Why directors left, in numbers: by year, once all had time to say, and nothing from which one could be told."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Period
from peerinspect.domain.leaving import LEAST, REASONS, last_day_to_say, told_numbers
from peerinspect.services.checking import only, own_person
from peerinspect.services.leaving import OWN, post_being_left, says_until
from peerinspect.services.reader import COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.reports import years
from peerinspect.services.views.directors import LeavingYear, MyLeaving
from peerinspect.services.views.reports import YearChoice
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import leaving_of, reasons_within, words_within


def leaving_report(reader: Reader, today: date) -> tuple[LeavingYear, ...]:
    """The reasons of the last years' leavers, the latest year first. For coordinators, the liaison and the panel.

    A year is told from 1 July on after its end. What leavers wrote is for coordinators alone, and for them only once
    enough of a year's leavers wrote something.
    """
    only(reader, COORDINATOR, LIAISON, PANEL)
    return tuple(_year(year, today, reader.role == COORDINATOR) for year in years.april_years(today))


def _year(year: YearChoice, today: date, reads_words: bool) -> LeavingYear:
    said_by = last_day_to_say(year.period.end or today)
    is_out = today > said_by
    counts = reasons_within(year.period, said_by) if is_out else {}
    told = told_numbers({reason: counts.get(reason, 0) for reason in REASONS})
    return LeavingYear(
        value=year.value,
        label=year.label,
        said_by=said_by,
        is_out=is_out,
        numbers=told.cells if is_out else {},
        total=told.total if is_out else None,
        words=_words(year.period, said_by) if is_out and reads_words else (),
    )


def _words(span: Period, said_by: date) -> tuple[str, ...]:
    """What was written, if at least as many wrote something as a number needs to be told."""
    written = words_within(span, said_by)
    return written if len(written) >= LEAST else ()


def my_leaving(reader: Reader, today: date) -> MyLeaving | None:
    """The post of director that the reader leaves, or left, while they can say why; None where there is none."""
    only(reader, DIRECTOR)
    if reader.person_id is None:
        return None
    person = own_person(reader)
    post = post_being_left(person, today)
    if post is None or post.ends is None:
        return None
    said = leaving_of(person, post.ends)
    has_said = said is not None and said.told == OWN
    return MyLeaving(read_places()[post.authority].name, post.ends, says_until(post.ends), has_said)
