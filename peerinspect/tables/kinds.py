"""Every table there is, by kind, in the order in which an empty service is filled."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.tables.declared.councils import AUTHORITIES, INSPECTIONS
from peerinspect.tables.declared.people import AVAILABILITY, CONSENTS, INTERESTS, PEOPLE, POSTS
from peerinspect.tables.declared.work import BOARDS, VACANCIES
from peerinspect.tables.declaring import Table

TABLES: Mapping[str, Table] = {
    table.kind: table
    for table in (
        AUTHORITIES,
        PEOPLE,
        POSTS,
        CONSENTS,
        AVAILABILITY,
        INTERESTS,
        INSPECTIONS,
        BOARDS,
        VACANCIES,
    )
}
