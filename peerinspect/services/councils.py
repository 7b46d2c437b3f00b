"""Councils on the register: added, changed, and ended when they were merged into another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from peerinspect import store
from peerinspect.services.arrangements import join_councils
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_council
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.tables import AuthorityRow

MERGER = "merger"
LONGEST_CODE, LONGEST_NAME, LONGEST_REGION = 16, 200, 80
SOUTH, NORTH, WEST, EAST = 49.0, 61.0, -9.0, 3.0
"""Degrees that hold all of the country, islands too."""


@dataclass(frozen=True, slots=True)
class CouncilAsEntered:
    """What a council is called and where it lies: its GSS code; WGS84 degrees, both or neither."""

    code: str
    name: str
    region: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class AddCouncil(CouncilAsEntered):
    """An upper-tier council that is not on the register yet."""


@dataclass(frozen=True, slots=True)
class ChangeCouncil(CouncilAsEntered):
    """What the register is to say of a council instead. Its code stays as long as it lasts."""


@dataclass(frozen=True, slots=True)
class EndCouncil:
    """The last day of a council, and the one that it was merged into."""

    code: str
    into: str
    ended_on: date | None


def add_council(command: AddCouncil, reader: Reader, today: date) -> str:
    """Add a council and return its code. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        code, checks = command.code.strip().upper(), Checks()
        is_code = code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE
        checks.need(is_code, "code", "Enter a code of letters and digits, like E08000035")
        is_free = not is_code or store.db.session.get(AuthorityRow, code) is None
        checks.need(is_free, "code", "A council with this code is on the register already")
        _check(checks, command, code)
        checks.done()
        row = AuthorityRow(code=code, **_columns(command))
        store.add(row)
        history.record(reader.user_id, "add-council", code, sentence=f"Added {row.name}.")
        return code


def change_council(command: ChangeCouncil, reader: Reader, today: date) -> None:
    """Change what a council is called, or where it lies. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_council(command.code), Checks()
        _check(checks, command, row.code)
        columns = _columns(command)
        before = {name: getattr(row, name) for name in columns}
        checks.need(columns != before, "", "This is what the register says already")
        checks.done()
        for name, value in columns.items():
            setattr(row, name, value)
        store.db.session.flush()
        was = f"; it was {before['name']}" if before["name"] != row.name else ""
        history.record(reader.user_id, "change-council", row.code, sentence=f"Changed the record: {row.name}{was}.")


def end_council(command: EndCouncil, reader: Reader, today: date) -> None:
    """End a council that was merged into another. The merger stands between the two from then on. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks, ended = hold_council(command.code), Checks(), command.ended_on
        checks.council(command.into, "into")
        checks.need(command.into != row.code, "into", "Choose another council than this one")
        checks.need(row.ended_on is None, "", "This council has ended already")
        if checks.need(ended, "ended_on", "Enter the last day of the council") and ended is not None:
            checks.need(ended <= today, "ended_on", "The last day must be today or earlier")
        checks.done()
        row.ended_on = ended
        join_councils(MERGER, (row.code, command.into), ended)
        into = store.db.session.get_one(AuthorityRow, command.into).name
        day = plain_day(ended) if ended else ""
        told = {
            row.code: f"Ended on {day}, merged into {into}.",
            command.into: f"{row.name} was merged into it, {day}.",
        }
        happened = [Happening("end-council", code, {"sentence": sentence}) for code, sentence in told.items()]
        history.record_all(reader.user_id, happened)


def _columns(command: CouncilAsEntered) -> dict[str, str | float | None]:
    return {
        "name": command.name.strip(),
        "region": command.region.strip() or None,
        "latitude": command.latitude,
        "longitude": command.longitude,
    }


def _check(checks: Checks, command: CouncilAsEntered, code: str) -> None:
    """Note what no council could be."""
    name = command.name.strip()
    checks.need(0 < len(name) <= LONGEST_NAME, "name", "Enter the council's name")
    taken = select(AuthorityRow.code).where(AuthorityRow.name == name, AuthorityRow.code != code)
    checks.need(store.db.session.scalar(taken) is None, "name", "Another council has this name already")
    checks.need(0 < len(command.region.strip()) <= LONGEST_REGION, "region", "Choose the council's region")
    latitude, longitude = command.latitude, command.longitude
    both = (latitude is None) == (longitude is None)
    checks.need(both, "longitude", "Enter both the latitude and the longitude, or neither")
    checks.need(latitude is None or SOUTH <= latitude <= NORTH, "latitude", "Enter a latitude between 49 and 61")
    checks.need(longitude is None or WEST <= longitude <= EAST, "longitude", "Enter a longitude between -9 and 3")
