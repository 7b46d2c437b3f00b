"""`peerinspect history`, `backup` and `restore`: what an operator does to prove the data, and to keep it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from peerinspect.commands.refusal import Unusable
from peerinspect.commands.service import running_service, say
from peerinspect.commands.users import OPERATOR

MOST_FAULTS = 50


def verify_history(since: str | None) -> int:
    """Says what is not as it was written, a line each; 1 if anything is not."""
    with running_service():
        from peerinspect.services.upkeep import proof

        head = proof.head_of(since) if since else None
        if since and head is None:
            raise Unusable(f"--since {since[:40]}: this is no head; `peerinspect history head` prints one")
        faults = proof.faults(head)
        if not faults:
            say(f"The history is whole: {proof.length()} events, and every fact is as they left it.")
            return 0
    for each in faults[:MOST_FAULTS]:
        say(each)
    if len(faults) > MOST_FAULTS:
        say(f"And {len(faults) - MOST_FAULTS} more.")
    return 1


def head_of_history() -> int:
    """Prints the head on one line."""
    with running_service():
        from peerinspect.services.upkeep import proof

        say(str(proof.head()))
    return 0


def who_knew(duty: str) -> int:
    """Prints a line for each way in which somebody could know of a sealed inspection, parted by tabs."""
    with running_service():
        from peerinspect.services.holding_back.log import look_as_operator
        from peerinspect.services.refusal import NotFound

        try:
            found = look_as_operator(duty)
        except NotFound:
            raise Unusable(f"{duty[:40]}: there is no sealed inspection of this id, and was none") from None
    for each in found:
        say("\t".join((each.since or "not known", each.name, each.role, each.what, each.how)))
    return 0


def purge(as_of: date | None, dry_run: bool) -> int:
    """Removes what is no longer kept, or says what is due; a line for each rule."""
    with _refusing("purge"), running_service():
        from peerinspect.services.upkeep.purging import purge

        report = purge(as_of or date.today(), date.today(), OPERATOR, dry_run)
    say(f"{'Due' if dry_run else 'Removed'} on {report.as_of.isoformat()}:")
    for line in report.lines:
        say(f"{line.count}\t{line.rule}")
    return 0


def back_up(file: str) -> int:
    """Writes the backup, puts it back in a scratch place, and says what is in it."""
    with _refusing(file), running_service():
        from peerinspect.services.upkeep.backup import back_up
        from peerinspect.services.upkeep.restore import check_backup

        back_up(Path(file))
        manifest = check_backup(Path(file))
    say(f"Wrote {file}: {sum(manifest.tables.values())} rows. Put back in a scratch place, they are whole.")
    say(f"Head of the history: {manifest.head}")
    say("Keep the secret key too, apart from it: it is not in the backup.")
    return 0


def restore(file: str, replace: bool, check: bool) -> int:
    """Puts a backup back, or says whether that could be done."""
    with _refusing(file), _service_as_it_is():
        from peerinspect.services.upkeep.restore import check_backup, restore

        manifest = check_backup(Path(file)) if check else restore(Path(file), replace)
    rows = sum(manifest.tables.values())
    told = "can be put back" if check else "are back"
    say(f"{rows} rows of {manifest.made_at} {told}, and are whole.")
    return 0


@contextmanager
def _service_as_it_is() -> Iterator[None]:
    """The service without its tables being made: a restore makes those that it needs."""
    from peerinspect.factory import create_app

    with create_app().app_context():
        yield


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    from peerinspect.services.refusal import Refusal

    try:
        yield
    except Refusal as refusal:
        raise Unusable(f"{file}: {refusal}") from None
