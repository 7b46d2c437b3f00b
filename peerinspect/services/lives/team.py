"""The people on a duty whose life goes on: who can be moved with it, who is stood down, who is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.services.notices import tell, users_of_people
from peerinspect.services.wording import joined
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.seat_words import PIN, standing_words
from peerinspect.store.tables import PlacementRow

GOING_ON = ("proposed", "offered", "accepted", "live")
"""The statuses of people who are on a duty and not done."""
ASKED = ("offered", "accepted", "live")
"""The statuses of those among them who know that they are."""
STAFFED = ("accepted", "live", "done")
"""The statuses of people who have agreed to do a duty, do it or did it."""


def team_of(duty_id: str) -> list[PlacementRow]:
    """The rows of everybody who is on the duty and not done, by person."""
    row = PlacementRow
    query = select(row).where(row.duty == duty_id, row.status.in_(GOING_ON)).order_by(row.person)
    return list(store.db.session.scalars(query))


def is_staffed(duty_id: str) -> bool:
    """Whether anybody has agreed to do the duty, does it or did it."""
    row = PlacementRow
    query = select(row.person).where(row.duty == duty_id, row.status.in_(STAFFED)).limit(1)
    return store.db.session.scalar(query) is not None


def settled_names(duty: Duty, today: date, among: Collection[str] | None = None) -> str:
    """The names of those, of everybody or of some, who are at work on the duty or pinned to it; "" for nobody."""
    settled = {row.person for row in team_of(duty.id) if row.pinned or _is_at_work(row, duty, today)} | pinned_to(
        duty.id
    )
    settled = settled if among is None else settled & set(among)
    names = read_names(settled) if settled else {}
    return joined(sorted(names.values()))


def pinned_to(duty_id: str) -> set[str]:
    """The people whom a coordinator has pinned to the duty, whether or not they have been asked yet."""
    return {word.person for word in standing_words(PIN) if word.duty == duty_id}


def _is_at_work(row: PlacementRow, duty: Duty, today: date) -> bool:
    """Whether the person's part has begun."""
    return row.status == "live" or (row.status == "accepted" and duty.start <= today)


def asked_people(duty_id: str) -> set[str]:
    """The people who have been asked to do the duty and have not said no: a change of it is news to them."""
    return {row.person for row in team_of(duty_id) if row.status in ASKED}


def tell_of_change(people: Iterable[str], event: int) -> None:
    """Tell people that something about their duties has changed. Call it in the transaction that writes the event."""
    tell("held-change", event, [user for users in users_of_people(people).values() for user in users])


def stand_down(rows: Collection[PlacementRow], finer: str | None = None) -> None:
    """Take people off a duty."""
    for row in rows:
        row.status, row.finer, row.pinned = "stood-down", finer, False


def ask_again(rows: Collection[PlacementRow], today: date) -> int:
    """Ask those again who had accepted something else; how many they are."""
    accepted = [row for row in rows if row.status == "accepted"]
    for row in accepted:
        row.status, row.finer, row.offered_on, row.answered_on = "offered", None, today, None
    return len(accepted)


def rearrange(duty_id: str, kept_off: Collection[str], today: date, asks_again: bool = True) -> tuple[int, int]:
    """Stand those down whom a rule forbids now, ask the others again; how many were asked, how many stood down.

    Nobody who is at work or pinned is among them: such a change has been refused, or leaves them as they are.
    """
    team = team_of(duty_id)
    leaving = [row for row in team if row.person in kept_off]
    stand_down(leaving)
    staying = [row for row in team if row not in leaving] if asks_again else []
    return ask_again(staying, today), len(leaving)


def told_of(asked_again: int, stood_down: int) -> str:
    """What became of the people, as sentences that follow another; "" where nothing did."""
    asked = f" Asked {people_counted(asked_again)} again." if asked_again else ""
    gone = f" Stood {people_counted(stood_down)} down." if stood_down else ""
    return asked + gone


def people_counted(number: int) -> str:
    """A number of people: "1 person", "3 people"."""
    return "1 person" if number == 1 else f"{number} people"
