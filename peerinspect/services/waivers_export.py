"""The register of waivers as a CSV file, with what its reader may see and nothing else."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Period
from peerinspect.independence.plain_words import rule_title
from peerinspect.services.queries.waiver_register import waivers
from peerinspect.services.reader import Reader
from peerinspect.services.views import WaiverView, WaiverWord
from peerinspect.tables.csv_files import csv_text

HEADS = (
    "State",
    "Rule",
    "Person",
    "Home council",
    "Duty",
    "Kind",
    "First day",
    "Last day",
    "Objection",
    "Reason",
    "Mitigation",
    "Holds until",
    "Proposed by",
    "Proposed on",
    "Decisions",
    "Reference",
)


def waivers_csv(reader: Reader, today: date) -> str:
    """The whole register as the reader may see it, one waiver a row. Dates are written as in 2026-10-05."""
    return csv_text(HEADS, map(_row, waivers(reader, today)))


def _row(one: WaiverView) -> tuple[object, ...]:
    """A waiver's cells."""
    period: Period = one.period
    return (
        one.state,
        rule_title(one.rule),
        one.person_name,
        ", ".join(one.home_names),
        one.duty_title,
        one.kind,
        period.start,
        period.end,
        one.sentence,
        one.reason,
        one.mitigation,
        one.until,
        one.proposed_by,
        one.proposed_on,
        "; ".join(
            " ".join(filter(None, (each.outcome, "by", each.by, str(each.on), each.sentence))) for each in one.words
        ),
        "; ".join(each.reference for each in one.words if each.reference),
    )


def _word(said: WaiverWord) -> str:
    """One decision: "approved by Lee Liaison 2026-10-05 Agreed"."""
    return " ".join(part for part in (said.outcome, "by", said.by, said.on.isoformat(), said.sentence) if part)
