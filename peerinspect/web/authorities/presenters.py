"""What the list of councils is narrowed to, and what stands on a council's line through time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.services.views import JudgementView
from peerinspect.web import words

GRADES = {**words.GRADES, "none": "Not known"}
DIRECTORS = {"vacant": "Vacant", "interim": "Interim or acting"}


def grade_points(judgements: Iterable[JudgementView]) -> list[tuple[date, str]]:
    """The day and the grade of each judgement that has one: the overall grade, else that of leadership."""
    graded = ((one, one.grades.get("overall") or one.grades.get("leadership")) for one in judgements)
    return [(one.published, grade) for one, grade in graded if one.published is not None and grade]
