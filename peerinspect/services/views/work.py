"""Other work in counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkSystem:
    """One system: how much is open, late, and waiting for somebody. None where there is no such number to read."""

    key: str
    open: int
    late: int | None
    waiting: int | None
