"""Work that needs people: boards that need a chair, vacant posts that need cover."""

from __future__ import annotations

from peerinspect.tables.declared.common import COUNCILS, REFERENCE, first_day, last_day
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.parsers import Council, Text, Whole

BOARDS = Table(
    "boards",
    "Boards",
    "board",
    "A row is the term of a safeguarding board that needs a chair.",
    "the reference; else the councils and the first day",
    (
        REFERENCE,
        COUNCILS,
        first_day("of the term", "2027-04-01"),
        last_day("of the term", "2029-03-31"),
        Column("days", "Days a year", Whole(1, 366), "24", note="24 where it is empty"),
    ),
)

VACANCIES = Table(
    "vacancies",
    "Vacancies",
    "vacancy",
    "A row is a director’s post that is, or will be, vacant and needs interim cover.",
    "the reference; else the council and the first day",
    (
        REFERENCE,
        Column("council", "Council", Council(), "Leeds", required=True, also=("authority", "gss", "code")),
        first_day("of the cover", "2027-01-04"),
        last_day("of the cover", "2027-06-30"),
        Column("reason", "Reason", Text(300), "Retirement", clears=True),
    ),
)
