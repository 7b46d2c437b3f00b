"""Columns that several tables have."""

from __future__ import annotations

from peerinspect.domain.kinds import GRADES, LEVELS
from peerinspect.domain.person import BASES, ROLES
from peerinspect.tables.declaring import Column
from peerinspect.tables.parsers import Councils, Day, OneOf, Skills, Text

GRADE = OneOf(GRADES)
LEVEL = OneOf(LEVELS)
ROLE = OneOf(
    ROLES,
    also={
        "director of children's services": "director",
        "DCS": "director",
        "senior manager": "senior",
        "another post": "other",
    },
)
BASIS = OneOf(BASES, also={"permanent": "substantive"})

REFERENCE = Column(
    "reference",
    "Reference",
    Text(40),
    note="From an export. Leave it empty for something new",
    also=("id",),
)
PERSON_REFERENCE = Column(
    "reference",
    "Person’s reference",
    Text(40),
    note="From an export of people. It can be left empty where nobody else has the name",
    also=("person id", "id"),
)
PERSON = Column("name", "Person", Text(200), "Quarry Madeupton", required=True, also=("person name", "full name"))
COUNCILS = Column(
    "councils", "Councils", Councils(), "Leeds; Bradford", required=True, also=("council", "authorities", "authority")
)
SKILLS = Column("skills", "Skills", Skills(), "early help; finance", clears=True)


def first_day(what: str, example: str, required: bool = True) -> Column:
    """The first day of something."""
    return Column("from", f"First day {what}".strip(), Day(), example, required=required, also=("start", "starts"))


def last_day(what: str, example: str, required: bool = True, clears: bool = False) -> Column:
    """The last day of something, which belongs to it."""
    label = f"Last day {what}".strip()
    return Column("to", label, Day(), example, required=required, clears=clears, also=("end", "ends"))
