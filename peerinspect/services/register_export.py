"""The public part of the register of interests, as a table for spreadsheets.

It holds what a person does or did for money or office: work, consultancy, seats, commissions, payments, business.
Private life, applications, complaints and cases are not in it, nor is a note, nor a tie that was dismissed or waits for
a review. Nothing in it depends on any placement, sealed or open.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.register import register
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.store.reading.people import read_declared

PUBLIC: Mapping[str, str] = {
    "employed": "Employed by the council",
    "consulted": "Consultant to the council",
    "councillor": "Councillor of the council",
    "commissioner": "Commissioner at the council",
    "paid": "Paid by the council or its supplier",
    "business": "Business tie to the council's leaders",
}
"""The kinds of tie that are published, in plain words."""

HEADINGS = ("Person", "Post", "Council", "Interest", "From", "To", "Last declared")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def public_register(reader: Reader, today: date) -> str:
    """The table as CSV, a line a tie, by person and council. For coordinators, who publish it."""
    only(reader, COORDINATOR)
    declared = {each.id: each.declared_on for each in read_declared()}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    published = [line for line in register(reader, today) if is_public(line.tie)]
    for line in sorted(published, key=_order):
        period = line.tie.period
        cells = (line.person_name, line.person_title, line.tie.authority_name, PUBLIC[line.tie.kind])
        days = (_day(period.start), _day(period.end), _day(declared[line.person_id]))
        writer.writerow([*map(_plain, cells), *days])
    return sheet.getvalue()


def _order(line: views.RegisterLine) -> tuple[str, str, str, str]:
    return line.person_name, line.tie.authority_name, line.tie.kind, line.tie.id


def is_public(tie: views.InterestView) -> bool:
    """Whether the tie is of the public part: of a published kind, and counted."""
    return tie.kind in PUBLIC and tie.state in ("counts", "proposed")


def _plain(text: str) -> str:
    """The text, kept from being read as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""
