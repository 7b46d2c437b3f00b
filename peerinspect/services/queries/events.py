"""What happened, in lines. An event about a sealed duty is seen only by those who may know of the duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, LIAISON, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.user_events import OF_ACCOUNTS
from peerinspect.services.veil import SEALED_ACTIONS
from peerinspect.store.history import Event, LeftOut, events, page_of_events
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.safeguarding import read_boards
from peerinspect.store.reading.users import user_names

PERSON, AUTHORITY, DUTY, BOARD = "person", "authority", "duty", "board"
"""The sorts of records that have a history of their own."""
LINES_A_PAGE = 50


def history_of(reader: Reader, subject_sort: str, subject: str, page: int, today: date) -> views.Cut[views.EventLine]:
    """A page of what happened to a record, the latest first; the last page where there are fewer.

    `subject_sort` is PERSON, AUTHORITY, DUTY or BOARD, `subject` its id or code. For coordinators and the liaison;
    NotFound for a record that is not there, or that the reader may not know of. What they may not know is not counted
    either.
    """
    only(reader, COORDINATOR, LIAISON)
    sight = Sight(reader, today)
    _must_be_known(sight, subject_sort, subject)
    left_out = _left_out(sight)
    found, total = page_of_events(subject, page, LINES_A_PAGE, left_out)
    pages = max(1, -(-total // LINES_A_PAGE))
    number = min(max(1, page), pages)
    if number != page:
        found, total = page_of_events(subject, number, LINES_A_PAGE, left_out)
    return views.Cut(lines_of(found), number, pages, total)


def _must_be_known(sight: Sight, sort: str, subject: str) -> None:
    """Raise NotFound for a record that is not there or that may not be known."""
    if sort == DUTY:
        record_look(sight, sight.duty(subject))
        return
    is_there = {
        AUTHORITY: lambda: subject in sight.places,
        PERSON: lambda: bool(read_names([subject])),
        BOARD: lambda: bool(read_boards([subject])),
    }
    if sort not in is_there or not is_there[sort]():
        raise NotFound("no such record")


def events_about(reader: Reader, subject: str, today: date) -> tuple[views.EventLine, ...]:
    """The last things that happened to anything, by its id, the latest first. For coordinators and the liaison."""
    only(reader, COORDINATOR, LIAISON)
    return events_of(Sight(reader, today), subject)


def events_of(sight: Sight, subject: str) -> tuple[views.EventLine, ...]:
    """The events of one thing that the reader may see."""
    return lines_of(events(subject, left_out=_left_out(sight)))


def events_of_account(user_id: str, today: date) -> tuple[views.EventLine, ...]:
    """What was changed about a user. Looks at sealed work are no business of administrators, not even how many."""
    return lines_of(events(user_id, left_out=LeftOut(sealed_duties(today), SEALED_ACTIONS)))


def events_since(sight: Sight, moment: datetime | None) -> tuple[views.EventLine, ...]:
    """The last fifty things that others did since a moment; nothing where there was no such moment."""
    if moment is None:
        return ()
    return lines_of(events(after=moment, most=50, left_out=_left_out(sight, sight.reader.user_id)))


def _left_out(sight: Sight, user: str | None = None) -> LeftOut:
    """What the reader may not know of, and what a user did. Accounts are the administrators' business."""
    if sight.knows_sealed_work:
        return LeftOut(actions=OF_ACCOUNTS, user=user)
    return LeftOut(sealed_duties(sight.today), SEALED_ACTIONS | OF_ACCOUNTS, user)


def lines_of(found: Iterable[Event]) -> tuple[views.EventLine, ...]:
    """Events as lines. One whose payload was erased says only what sort it was."""
    listed = list(found)
    names = user_names({each.user for each in listed})
    return tuple(
        views.EventLine(
            each.at, names.get(each.user, ""), (each.payload or {}).get("sentence", each.action.replace("-", " "))
        )
        for each in listed
    )
