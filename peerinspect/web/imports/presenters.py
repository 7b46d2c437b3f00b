"""What becomes of a file, in words."""

from __future__ import annotations

from peerinspect.services.views.imports import FileView
from peerinspect.tables.verdicts import CHANGED, NEW, SAME, WRONG
from peerinspect.tables.verdicts import VERDICTS as ALL
from peerinspect.web import words
from peerinspect.web.paging import asked_text
from peerinspect.web.presenters import counted, joined

VERDICTS = {verdict: words.STATES[verdict][0] for verdict in ALL}


def asked_verdict() -> str:
    """The sort of rows that the address asks for; "" for all."""
    asked = asked_text("rows")
    return asked if asked in ALL else ""


def outcome(file: FileView) -> str:
    """What confirming would do, or why it cannot be done."""
    wrong, new, changed = (file.counts.get(verdict, 0) for verdict in (WRONG, NEW, CHANGED))
    if wrong:
        return f"{counted(wrong, 'row')} must be mended before anything can be imported"
    if not new + changed:
        return f"Nothing would change: {counted(file.counts.get(SAME, 0), 'row')} on the register already"
    parts = [f"{counted(number, 'row')} {verb}" for number, verb in ((new, "added"), (changed, "changed")) if number]
    return f"{joined(parts)} if you confirm"
