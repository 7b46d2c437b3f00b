"""Reserves, worked out in the background once a search is over: who could step in for whom, with all others in place.

A process of its own does it, like a search: it takes a while, and its memory comes back. They are kept with the part
of the roster, so that those of a sealed part are seen by whoever may see the part.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import delete

from peerinspect import store
from peerinspect.services.child import COMMAND, Leash, run, work_folder
from peerinspect.services.saving import reload_part
from peerinspect.services.veil import PARTS
from peerinspect.store.reading.rosters import is_any_without_reserves, latest_part
from peerinspect.store.tables import ReserveRow, RosterPartRow

LONGEST = 600.0
"""Seconds after which a process that looks for reserves counts as stuck."""
PATIENCE = 1.0
DONE, FAILED = "done", "failed"
_log = logging.getLogger("peerinspect.reserving")


class Stopped(Exception):
    """Looking was stopped for something else: it is done again later."""


def keep_next_reserves(is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Work out and keep the reserves of one more part of the latest rosters; whether there was one."""
    row = _next_part()
    if row is None:
        return False
    part_id, name, problem, roster = row.id, row.part, row.problem_bytes, row.roster_bytes
    store.db.session.rollback()
    try:
        seats = _seats(problem, roster, is_stopping)
    except Stopped:
        return False
    part = reload_part(name, problem, roster)
    with store.transaction():
        store.db.session.execute(delete(ReserveRow).where(ReserveRow.part == part_id))
        store.add(*(each for each in _rows(part_id, seats or []) if part.is_own(each.duty)))
        store.db.session.get_one(RosterPartRow, part_id).reserves = FAILED if seats is None else DONE
    return True


def _next_part() -> RosterPartRow | None:
    """A part of the latest roster, or of the latest published one, whose reserves wait."""
    if not is_any_without_reserves():
        return None
    found = (latest_part(part, published) for published in (False, True) for part in PARTS)
    return next((row for row in found if row is not None and row.reserves is None), None)


def _seats(problem: bytes, roster: bytes, is_stopping: Callable[[], bool]) -> list[dict[str, Any]] | None:
    """What the command says; None where it said nothing that can be read. Raises Stopped where it was not let end.

    That is for whoever ended it to say: what it was ended for may be over by now.
    """
    said: list[bytes] = []
    with work_folder(Path(current_app.config["WORK_FOLDER"])) as folder:
        files = folder / "problem.json", folder / "roster.json"
        files[0].write_bytes(problem)
        files[1].write_bytes(roster)
        command = [*COMMAND, "reserves", str(files[0]), str(files[1]), "--json"]
        if run(command, folder / "errors.txt", Leash(LONGEST, PATIENCE, is_stopping, said.append)):
            raise Stopped
    try:
        found = json.loads(b"".join(said))
    except ValueError:
        _log.error("looking for reserves ended without an answer")
        return None
    return found if isinstance(found, list) else None


def _rows(part: int, seats: list[dict[str, Any]]) -> Iterator[ReserveRow]:
    for seat in seats:
        for one in seat["reserves"]:
            soft = dict.fromkeys(each["rule"] for each in one["objections"])
            yield ReserveRow(
                part=part,
                duty=seat["duty"],
                person=seat["person"],
                rank=one["rank"],
                substitute=one["person"],
                rules=" ".join(soft),
            )
