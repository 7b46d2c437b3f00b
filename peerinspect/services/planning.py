"""Finding a roster: start, watch, stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.reader import Reader


@dataclass(frozen=True, slots=True)
class StartPlan:
    """Find the best roster. `time_limit` is in seconds for each part; `from_roster` keeps as much of it as it can."""

    time_limit: int = 120
    from_roster: str | None = None


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """Stop looking; the best found so far is kept where there is one."""

    job_id: str


def start_plan(command: StartPlan, reader: Reader, today: date) -> str:
    """Queue the work and return its job id at once. For coordinators; refused while another plan is being made."""
    raise NotImplementedError


def cancel_plan(command: CancelPlan, reader: Reader, today: date) -> None:
    """Ask a running plan to stop. For coordinators."""
    raise NotImplementedError
