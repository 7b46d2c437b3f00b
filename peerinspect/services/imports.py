"""Tables in, through pages: a file is offered, read into a preview, and saved when its owner says so, or discarded.

A file is its owner's alone, and is held for a day at most. What is saved is what was previewed: the rows are weighed
again under the lock that writes them, and where anything came out otherwise there is a new preview instead.
Small files are dealt with at once; others are left to a thread of `jobs`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError

from peerinspect import store
from peerinspect.services import tasks
from peerinspect.services.import_tasks import (
    CONFIRMED,
    DONE,
    FAILED,
    IMPORT,
    QUEUED,
    READING,
    READY,
    SAVING,
    STOPPED_SAVING,
    begin_file,
    queue_file,
)
from peerinspect.services.importing.keeper import Desk
from peerinspect.services.importing.kinds import keeper_of
from peerinspect.services.importing.progress import Stopped, progress_of
from peerinspect.services.importing.saving import read_file, save
from peerinspect.services.importing.weighing import Weighed, weigh
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.sessions import load_reader
from peerinspect.services.task_watch import NO_WATCH, NoWatch
from peerinspect.services.veil import knows_sealed_work
from peerinspect.store.tables import ImportRow
from peerinspect.tables.limits import MOST_BYTES, TOO_LARGE
from peerinspect.tables.refusal import Unreadable
from peerinspect.tables.verdicts import WRONG, preview_bytes

HELD_FOR = timedelta(hours=24)
SMALL_FILE = 60_000
"""Bytes of a file that is read while its owner waits: some hundred rows."""
FEW_ROWS = 500
"""Rows that are saved while their owner waits."""
MOST_HELD = 10
"""Files of one owner."""
OTHERWISE = (
    "Nothing was imported: what is on the register has changed since you read the preview. Read it again, then confirm"
)
NOT_DONE = "Something went wrong, and nothing was imported. Try again, and tell the administrator if it happens again"


@dataclass(frozen=True, slots=True)
class OfferFile:
    """A file to import as a kind of table. `filename` is what its owner calls it."""

    kind: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ConfirmFile:
    """Save the file as its preview with this digest said."""

    import_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class DiscardFile:
    """Forget the file; or stop reading or saving it."""

    import_id: str


def offer_file(command: OfferFile, reader: Reader, today: date, now: datetime) -> str:
    """Take a file in and return its id; nothing but the file is saved. For those who may import the kind."""
    keeper_of(command.kind, Desk(reader, today))
    if not command.content:
        raise Refusal({"file": "The file is empty. Choose one with rows in it"})
    if len(command.content) > MOST_BYTES:
        raise Refusal({"file": TOO_LARGE})
    with store.transaction():
        forget_expired(now)
        _make_room(reader)
        row = _row(command, reader, today, now)
        store.add(row)
        if row.state == QUEUED:
            queue_file(row)
        import_id = row.id
    if len(command.content) <= SMALL_FILE:
        _read_at_once(import_id)
    return import_id


def _row(command: OfferFile, reader: Reader, today: date, now: datetime) -> ImportRow:
    name = "".join(sign for sign in command.filename.replace("\\", "/").split("/")[-1] if sign.isprintable())
    return ImportRow(
        id=store.new_token(),
        owner=reader.user_id,
        kind=command.kind,
        filename=name[-120:] or "a file",
        state=READING if len(command.content) <= SMALL_FILE else QUEUED,
        as_of=today,
        made_at=now,
        expires_at=now + HELD_FOR,
        knows_sealed=knows_sealed_work(reader),
        content=command.content,
    )


def _make_room(reader: Reader) -> None:
    """The oldest files of the owner go where there are too many; those at work stay."""
    row = ImportRow
    query = select(row).where(row.owner == reader.user_id, row.state.in_((READY, DONE, FAILED)))
    for old in store.db.session.scalars(query.order_by(row.made_at.desc()).offset(MOST_HELD - 1)):
        store.db.session.delete(old)


def _read_at_once(import_id: str) -> None:
    """Read a small file. One that cannot be used is not kept. Raises Refusal."""
    try:
        _preview(import_id)
    except Unreadable as unreadable:
        with store.transaction():
            store.db.session.execute(delete(ImportRow).where(ImportRow.id == import_id))
        raise Refusal({"file": ". ".join(unreadable.sentences)}) from None


def confirm_file(command: ConfirmFile, reader: Reader, today: date, now: datetime) -> None:
    """Save the file, at once or soon. Raises Refusal where something in it is wrong, or its preview is not this one."""
    with store.transaction():
        row = own_file(command.import_id, reader, now)
        if row.state != READY or row.digest != command.digest:
            raise Refusal("The preview of this file has changed. Read it again, then confirm")
        if json.loads(row.counts).get(WRONG):
            raise Refusal("Some rows are wrong. Mend the file and choose it again: it is imported whole or not at all")
        keeper_of(row.kind, Desk(reader, today))
        row.as_of, row.message, row.begun_at = today, "", now
        is_small = row.rows_total <= FEW_ROWS
        row.state = SAVING if is_small else CONFIRMED
        if not is_small:
            queue_file(row)
    if is_small:
        carry_on(command.import_id)


def discard_file(command: DiscardFile, reader: Reader, now: datetime) -> None:
    """Forget a file that is not at work; ask one that is at work to stop."""
    row = own_file(command.import_id, reader, now)
    if row.state in (READING, SAVING):
        progress_of(row.id).stop()
        with store.transaction():
            tasks.ask_to_cancel(IMPORT, row.id)
        return
    with store.transaction():
        tasks.ask_to_cancel(IMPORT, command.import_id)
        store.db.session.execute(delete(ImportRow).where(ImportRow.id == command.import_id))


def own_file(import_id: str, reader: Reader, now: datetime) -> ImportRow:
    """The reader's own file. Raises NotFound for anybody else's, and for one that was forgotten.

    Who could see sealed work when the file came in, and cannot any more, does not find it either.
    """
    row = store.db.session.get(ImportRow, import_id)
    is_own = row is not None and row.owner == reader.user_id and row.expires_at > now
    if row is None or not is_own or (row.knows_sealed and not knows_sealed_work(reader)):
        raise NotFound("no such file")
    return row


def forget_expired(now: datetime) -> None:
    """Forget the files whose time is over."""
    store.db.session.execute(delete(ImportRow).where(ImportRow.expires_at <= now))


def claim_file() -> str | None:
    """Take on the oldest file that waits, to read or save it here and now."""
    import_id = tasks.take_here((IMPORT,))
    if import_id is not None:
        with store.transaction():
            begin_file(import_id)
    return import_id


def take_on(import_id: str, watch: NoWatch) -> None:
    """Read or save a file that waits. Where the worker ends, it raises HandBack: nothing was saved then."""
    with store.transaction():
        watch.hold()
        state = begin_file(import_id)
    if state is not None:
        carry_on(import_id, watch.must_stop, watch)


def carry_on(import_id: str, is_stopping: Callable[[], bool] = lambda: False, watch: NoWatch = NO_WATCH) -> None:
    """Read or save a file that was taken on. Whatever happens, it is left with a word on how it went."""
    progress = progress_of(import_id, is_stopping)
    try:
        row = store.db.session.get(ImportRow, import_id)
        if row is None:
            return
        (_preview if row.state == READING else _save)(import_id, watch)
    except (tasks.ClaimLost, OperationalError):
        raise
    except Unreadable as unreadable:
        _close(import_id, watch, FAILED, ". ".join(unreadable.sentences))
    except Stopped:
        watch.hand_back_if_ending()
        _stopped(import_id, watch)
    except NotAllowed:
        _close(import_id, watch, FAILED, "Importing this is for others to do now. Nothing was imported")
    except BaseException:
        _close(import_id, watch, FAILED, NOT_DONE)
        raise
    finally:
        progress.over()


def _stopped(import_id: str, watch: NoWatch) -> None:
    """Leave a file that somebody stopped. Raises ClaimLost where another worker has it by now."""
    row = store.db.session.get(ImportRow, import_id)
    if row is not None and row.state == SAVING:
        _close(import_id, watch, READY, STOPPED_SAVING)
        return
    store.db.session.rollback()
    with store.transaction():
        watch.hold()
        store.db.session.execute(delete(ImportRow).where(ImportRow.id == import_id))


def _close(import_id: str, watch: NoWatch, state: str, message: str) -> None:
    store.db.session.rollback()
    with store.transaction():
        watch.hold()
        row = store.db.session.get(ImportRow, import_id)
        if row is not None:
            row.state, row.message, row.finished_at = state, message, datetime.now(UTC)
            if state == FAILED:
                row.content = row.preview = None


def _desk(row: ImportRow) -> Desk:
    """The owner's desk as they are now. Raises NotAllowed where they can see less than when the file came in."""
    reader = load_reader(row.owner, row.as_of)
    if reader is None or (row.knows_sealed and not knows_sealed_work(reader)):
        raise NotAllowed("the owner of this file has changed")
    return Desk(reader, row.as_of, row.filename)


def _preview(import_id: str, watch: NoWatch = NO_WATCH) -> None:
    """Read and weigh the file, and keep its preview."""
    row = store.db.session.get_one(ImportRow, import_id)
    kind, content, desk = row.kind, row.content or b"", _desk(row)
    progress = progress_of(import_id)
    read = read_file(kind, content, desk, progress.report)
    progress.total = len(read.rows)
    weighed = weigh(read, keeper_of(kind, desk), progress.report)
    store.db.session.rollback()
    with store.transaction():
        watch.hold()
        _keep(store.db.session.get(ImportRow, import_id), weighed, "")


def _keep(row: ImportRow | None, weighed: Weighed, message: str) -> None:
    """Put the preview in the file's row, unless it was discarded meanwhile."""
    if row is not None:
        preview = weighed.preview
        row.preview, row.digest, row.state, row.message = preview_bytes(preview), preview.digest, READY, message
        row.rows_total, row.counts = len(preview.rows), json.dumps(preview.counts)


def _save(import_id: str, watch: NoWatch = NO_WATCH) -> None:
    """Save the file as it was previewed; where it comes out otherwise, keep the new preview instead."""
    row = store.db.session.get_one(ImportRow, import_id)
    kind, content, digest, desk = row.kind, row.content or b"", row.digest, _desk(row)
    progress = progress_of(import_id)
    read = read_file(kind, content, desk, progress.report)
    progress.total = len(read.rows)
    with store.transaction():
        watch.hold()
        weighed = save(read, kind, desk, lambda found: found.preview.digest == digest, progress.report)
        found = store.db.session.get_one(ImportRow, import_id)
        if weighed.preview.digest != digest:
            _keep(found, weighed, OTHERWISE)
        else:
            found.state, found.finished_at, found.content, found.preview = DONE, datetime.now(UTC), None, None
