"""`peerinspect import` and `export`: tables in and out, without a page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from peerinspect.commands.refusal import Unusable
from peerinspect.commands.service import running_service, say

if TYPE_CHECKING:
    from peerinspect.services.importing.keeper import Desk
    from peerinspect.services.importing.weighing import Weighed
    from peerinspect.services.reader import Reader
    from peerinspect.tables.reading import ReadTable

WRONG_ROWS = 2
"""The exit code where rows are wrong: the file is unusable as it is."""
MOST_TOLD = 100
"""Wrong cells that are told; more help nobody."""
_EVERY = 200


def import_file(kind: str, path: str, is_dry: bool, as_user: str | None) -> int:
    """Imports a file whole or not at all. Wrong cells go to standard error, a line each."""
    content = Path(path).read_bytes()
    with running_service():
        from peerinspect.services.importing.keeper import Desk
        from peerinspect.services.importing.saving import save
        from peerinspect.services.importing.weighing import weigh

        desk = Desk(_reader(as_user), date.today(), Path(path).name)
        read = _read(kind, content, desk, path)
        if is_dry:
            from peerinspect.services.importing.kinds import keeper_of

            weighed = weigh(read, keeper_of(kind, desk), _counter(len(read.rows)))
        else:
            weighed = save(read, kind, desk, lambda _: True, _counter(len(read.rows)))
        _clear()
        return _tell(weighed, path, is_dry)


def export_file(kind: str, path: str, as_user: str | None) -> int:
    """Exports a table, or everything; the ending of the file chooses the format."""
    form = Path(path).suffix.lower().lstrip(".")
    with running_service():
        from peerinspect.services.exports import EVERYTHING, export_everything, export_table
        from peerinspect.services.refusal import NotAllowed, NotFound

        try:
            reader, today = _reader(as_user), date.today()
            is_all = kind == EVERYTHING
            content = export_everything(form, reader, today) if is_all else export_table(kind, form, reader, today)
        except NotAllowed:
            raise Unusable(f"{as_user} may not export this table") from None
        except NotFound:
            endings = ".xlsx or .zip" if kind == EVERYTHING else ".xlsx or .csv"
            raise Unusable(f"{path}: the name must end in {endings}") from None
    from peerinspect.files.saving import write_whole

    write_whole(Path(path), content)
    say(f"Wrote {path}.")
    return 0


def _reader(email: str | None) -> Reader:
    """The user in whose name it is done; without one, whoever may run commands on the server, who sees everything."""
    from peerinspect.services.operators import operator

    found = operator(email, date.today())
    if found is None:
        raise Unusable(f"{email}: there is no such user, or their account has ended; see peerinspect user list")
    return found


def _read(kind: str, content: bytes, desk: Desk, path: str) -> ReadTable:
    from peerinspect.services.importing.saving import read_file
    from peerinspect.services.refusal import NotAllowed
    from peerinspect.tables.refusal import Unreadable

    try:
        return read_file(kind, content, desk)
    except Unreadable as unreadable:
        lines = "\npeerinspect: ".join(f"{path}: {each}" for each in unreadable.sentences)
        raise Unusable(lines) from None
    except NotAllowed:
        raise Unusable(f"{desk.reader.name} may not import this table") from None


def _tell(weighed: Weighed, path: str, is_dry: bool) -> int:
    """How it went: counts on standard output, wrong cells on standard error."""
    from peerinspect.tables.verdicts import VERDICTS, WRONG

    counts = weighed.preview.counts
    if not counts[WRONG]:
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if verdict != WRONG)
        say(f"{'Would import' if is_dry else 'Imported'} {path}: {told}.")
        return 0
    wrongs = [(row.number, wrong) for row in weighed.preview.rows for wrong in row.wrongs]
    for number, wrong in wrongs[:MOST_TOLD]:
        place = f"{wrong.letter}{number}" if wrong.letter else f"row {number}"
        about = f" ({wrong.label})" if wrong.label else ""
        sys.stderr.write(f"peerinspect: {path}: {place}{about}: {wrong.sentence}\n")
    if len(wrongs) > MOST_TOLD:
        sys.stderr.write(f"peerinspect: {path}: and {len(wrongs) - MOST_TOLD} more\n")
    told = f"{counts[WRONG]} of {len(weighed.preview.rows)} rows are wrong; nothing is imported"
    sys.stderr.write(f"peerinspect: {path}: {told}\n")
    return WRONG_ROWS


def _counter(total: int) -> Callable[[int], None]:
    """Counts rows on a terminal; says nothing when piped."""
    if not sys.stderr.isatty():
        return lambda _: None

    def count(done: int) -> None:
        if done % _EVERY == 0 or done == total:
            sys.stderr.write(f"\r\x1b[K{done:,} of {total:,} rows")
            sys.stderr.flush()

    return count


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
