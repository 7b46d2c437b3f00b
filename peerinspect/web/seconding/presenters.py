"""Words of secondments, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peerinspect.domain.secondments import (
    ALL_INSPECTIONS_DONE,
    ENDS_SOON,
    INSPECTIONS,
    OTHER,
    RETURN_OVERDUE,
    TERM,
    TRAINING_DUE,
)
from peerinspect.services.views.liaison import Secondment

DUE: Mapping[str, tuple[str, str]] = {
    RETURN_OVERDUE: ("Return overdue", "red"),
    TRAINING_DUE: ("No training recorded", "yellow"),
    ALL_INSPECTIONS_DONE: ("All inspections done", "blue"),
    ENDS_SOON: ("Ends within three months", "yellow"),
}
PATTERNS: Mapping[str, str] = {
    TERM: "Full-time term",
    INSPECTIONS: "Inspections one by one",
    OTHER: "Full-time term",
}
TRAINED = (("yes", "Trained for one before"), ("no", "Not trained yet"))
CONSENTS = (("missing", "Missing or run out"),)


def due_asked(found: Sequence[Secondment], due: str) -> list[Secondment]:
    """The secondments on which something is due: of one sort, of any for "any", or all for ""."""
    if not due:
        return list(found)
    return [each for each in found if any(due in one.due or (due == "any" and one.due) for one in each.people)]
