"""Small views that others are built from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: what a form sends, and what a person reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place, in WGS84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How something that runs out stands. `state` is in-force, running-out, lapsed or missing; `until` its last day."""

    state: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """One thing that happened, in plain words. `at` is in UTC; `by` is the user's name, "" for the service itself."""

    at: datetime
    by: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Cut(Generic[Item]):
    """One page of a list that was cut where it is kept: its items, its number from 1, how many pages and items."""

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int
