"""Councils, with their latest judgement; and inspections, past ones with what was judged, coming ones with their team.

The columns of published lists of inspections are taken as they are: their names, and their words for grades.
"""

from __future__ import annotations

from peerinspect.domain.kinds import SUBTYPES
from peerinspect.tables.declared.common import GRADE, LEVEL, REFERENCE, SKILLS
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.parsers import Councils, Day, Decimal, OneOf, PassedOver, Text, Whole, YesNo

AREAS = {
    "overall": "overall",
    "leadership": "leadership",
    "help_protection": "help-and-protection",
    "in_care": "children-in-care",
    "care_leavers": "care-leavers",
    "adoption": "adoption",
    "lscb_grade": "safeguarding-board",
}
"""The area that each column of grades is about."""

_LABELS = {
    "overall": "Overall",
    "leadership": "Leadership",
    "help_protection": "Help and protection",
    "in_care": "Children in care",
    "care_leavers": "Care leavers",
    "adoption": "Adoption",
    "lscb_grade": "Safeguarding board",
}
LENGTHS = {"1-week": 1, "2-weeks": 2, "2-days": 0}
"""Weeks on site, by the word for the length."""
_LENGTH = OneOf(
    tuple(LENGTHS),
    also={"short": "1-week", "standard": "2-weeks", "visit": "2-days"},
    shown={"1-week": "short (1 week)", "2-weeks": "standard (2 weeks)", "2-days": "visit (2 days)"},
)
GRADED = tuple(
    Column(name, _LABELS[name], GRADE, "good" if name in ("overall", "leadership") else "") for name in AREAS
)

AUTHORITIES = Table(
    "authorities",
    "Councils",
    "council",
    "A row is a council, with its latest judgement where there is one. Earlier ones are in the table of inspections.",
    "the council’s code",
    (
        Column("code", "Code", Text(16), "E08000035", required=True, also=("gss", "gss code", "council code")),
        Column("name", "Name", Text(200), "Leeds", required=True, also=("council",)),
        # Empty cells leave these: every council lies somewhere, and rules object where it is not known where.
        Column("region", "Region", Text(80), "Yorkshire and the Humber"),
        Column("latitude", "Latitude", Decimal(-90, 90), "53.8"),
        Column("longitude", "Longitude", Decimal(-180, 180), "-1.55"),
        Column(
            "framework", "Framework", Text(80), "ILACS", note="Of the latest judgement, as are all columns after it"
        ),
        Column("inspected", "Inspected on", Day(), "2024-01-15"),
        Column("published", "Published on", Day(), "2024-03-04"),
        *GRADED,
    ),
)

INSPECTIONS = Table(
    "inspections",
    "Inspections",
    "inspection",
    "A row is an inspection. One with the day on which it was published, or with grades, is a past one, kept as the "
    "council’s judgement. One without is to come, and needs its first day on site.",
    "the reference; else the council and the day of publication, or the councils and the first day on site",
    (
        REFERENCE,
        Column(
            "gss",
            "Council",
            Councils(),
            "E08000035",
            required=True,
            also=("councils", "authority", "authorities", "code", "gss code"),
        ),
        Column("name", "Council’s name", PassedOver()),
        Column("framework", "Framework", Text(80), "ILACS", note="Of past inspections"),
        Column("inspection_length", "Length", _LENGTH, "short (1 week)", note="Where it is empty, the last day tells"),
        Column("start", "First day on site", Day(), "2027-02-01", also=("from", "starts")),
        Column(
            "end", "Last day on site", Day(), "2027-02-05", note="Where it is empty, the length tells", also=("to",)
        ),
        Column("published", "Published on", Day(), note="Of past inspections"),
        *GRADED,
        Column("subtype", "Sort of inspection", OneOf(SUBTYPES), "judgement", note="judgement where it is empty"),
        Column(
            "sealed", "Sealed", YesNo(), "no", note="yes where it is empty: unknown to the council until its notice"
        ),
        Column("notice", "Notice day", Day(), note="Five working days before the first day where it is empty"),
        Column("seats", "Seats", Whole(1, 20), "1", note="1 where it is empty"),
        Column("level", "Training needed", LEVEL, "observer", note="observer where it is empty"),
        SKILLS,
        Column("team_size", "Team size", PassedOver()),
        Column("dcs_since", "Director since", PassedOver()),
        Column("lscb_chair_since", "Board chair since", PassedOver()),
        Column("dcs_other_role", "Director’s other role", PassedOver()),
        Column("ofsted_urn", "Ofsted URN", PassedOver()),
    ),
)
