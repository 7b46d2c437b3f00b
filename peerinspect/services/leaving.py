"""Why directors leave: told by the leaver, or by a coordinator for them, and read in numbers alone.

No event, message or export says what the reason was. The leaver's own word stands before a coordinator's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain.leaving import REASONS, last_day_to_say
from peerinspect.services.checking import Checks, only, own_person
from peerinspect.services.reader import DIRECTOR, Reader
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.services.reports.years import april_year, first_year
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.directors import leaving_of
from peerinspect.store.reading.people import post_rows
from peerinspect.store.tables import LeavingRow, PostRow

OWN, FOR_THEM = "own", "for"
TOO_LATE = "The numbers of that year have been told. Nothing is added to them any more"
ASKED_BEFORE = timedelta(days=90)
"""How long before the last day a leaver is asked already."""
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class SayWhy:
    """Why the reader left, or leaves, a post of director: one of the reasons, and words of their own if they like."""

    reason: str
    own_words: str = ""


def post_being_left(person: str, today: date) -> PostRow | None:
    """The post of director that the person left last, or is about to leave, as long as they can say why."""
    left = [row for row in post_rows(person) if row.role == "director" and row.ends is not None]
    last = max(left, key=lambda row: (row.ends or date.min, row.id), default=None)
    if last is None or last.ends is None or last.ends > today + ASKED_BEFORE or today > says_until(last.ends):
        return None
    return last


def says_until(left_on: date) -> date:
    """The last day on which somebody who left on a day can say why."""
    return last_day_to_say(april_year(first_year(left_on)).period.end or left_on)


def say_why(command: SayWhy, reader: Reader, today: date) -> None:
    """Keep what the leaver says, in place of what was told before. For whoever leaves, or left, a post of director."""
    only(reader, DIRECTOR)
    with store.transaction():
        person = own_person(reader)
        post = post_being_left(person, today)
        if post is None or post.ends is None:
            raise NotFound("no post that is being left")
        checks = Checks()
        check_reason(checks, command.reason, command.own_words, "reason")
        checks.need(command.reason, "reason", "Choose what comes closest")
        checks.done()
        _keep(person, post.ends, command, OWN, today)
        history.record(reader.user_id, "say-why-left", person, sentence="Said why they leave the post. It is counted.")


def check_reason(checks: Checks, reason: str, own_words: str, field: str = "why_left") -> None:
    """Note what is wrong with a reason and the words beside it; both may be empty."""
    checks.need(not reason or reason in REASONS, field, "Choose a reason from the list")
    check_text(checks, own_words, "own_words", "", "the words", _LONGEST)
    checks.need(reason or not tidy(own_words), field, "Choose what comes closest")


def note_reason(person: str, left_on: date, command: SayWhy, today: date) -> bool:
    """Keep what a coordinator was told, in the open transaction; whether there was anything to keep.

    What the leaver said themself stays. Raises Refusal for a year whose numbers have been told.
    """
    if not command.reason:
        return False
    if today > says_until(left_on):
        raise Refusal({"why_left": TOO_LATE})
    known = leaving_of(person, left_on)
    if known is not None and known.told == OWN:
        return False
    _keep(person, left_on, command, FOR_THEM, today)
    return True


def move_reason(person: str, before: date | None, after: date | None, today: date) -> None:
    """Take along what was said for a last day as a director that is put right, in the open transaction, so that nobody
    is counted twice; `after` is None where nobody leaves. Numbers that have been told stay as they are.

    Where another such post ended on the day, what was said was said of that one too.
    """
    row = leaving_of(person, before) if before and before != after else None
    if row is None or today > says_until(row.left_on):
        return
    if any(each.role == "director" and each.ends == before for each in post_rows(person)):
        return
    if after is None or today > says_until(after) or leaving_of(person, after) is not None:
        store.db.session.delete(row)
    else:
        row.left_on = after
    store.db.session.flush()


def _keep(person: str, left_on: date, command: SayWhy, told: str, today: date) -> None:
    row = leaving_of(person, left_on)
    if row is None:
        row = LeavingRow(id=store.new_token(), person=person, left_on=left_on)
        store.db.session.add(row)
    row.reason, row.own_words, row.told, row.told_on = command.reason, tidy(command.own_words), told, today
    store.db.session.flush()
