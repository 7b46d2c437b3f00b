"""The auditor's word on a part, in names instead of ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from peerinspect.domain import Duty, Person
from peerinspect.independence.audit import Report
from peerinspect.services import views
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.councils import Place
from peerinspect.store.tables import RosterPartRow

_WORD = re.compile(r"[A-Za-z0-9_-]+")


def certificate(
    row: RosterPartRow, people: Mapping[str, Person], duties: Mapping[str, Duty], places: Mapping[str, Place]
) -> views.CertificateView | None:
    """The certificate of a part; None for one that was never examined."""
    if row.checked_on is None:
        return None
    return views.CertificateView(
        is_clean=bool(row.is_clean),
        checked_on=row.checked_on,
        rules_examined=row.rules_examined or 0,
        pairs_examined=row.pairs_examined or 0,
        threes_examined=row.threes_examined,
        lines=_in_names(row.findings.split("\n"), people, duties, places),
        rulebook=row.rulebook,
        policy=row.policy,
    )


def certificate_of(
    row: RosterPartRow,
    report: Report,
    today: date,
    people: Mapping[str, Person],
    duties: Mapping[str, Duty],
    places: Mapping[str, Place],
) -> views.CertificateView:
    """What the auditor has just said of a part."""
    return views.CertificateView(
        is_clean=report.is_clean,
        checked_on=today,
        rules_examined=report.rules_examined,
        pairs_examined=report.pairs_examined,
        threes_examined=report.threes_examined,
        lines=_in_names(report.lines(), people, duties, places),
        rulebook=row.rulebook,
        policy=row.policy,
    )


def _in_names(
    lines: Iterable[str], people: Mapping[str, Person], duties: Mapping[str, Duty], places: Mapping[str, Place]
) -> tuple[str, ...]:
    """The auditor's lines, with names where it has ids."""

    def name_of(match: re.Match[str]) -> str:
        word = match.group()
        if word in people:
            return people[word].name
        return duty_title(duties[word], places) if word in duties else word

    return tuple(_WORD.sub(name_of, line) for line in lines)
