"""Authorities, what Ofsted said of them, and what they share or dispute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from peerinspect.domain.periods import Period

ARRANGEMENT_KINDS = (
    "director",
    "trust",
    "directorate",
    "partnership",
    "adoption",
    "service",
    "police",
    "icb",
    "dispute",
    "merger",
    "complaint",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One published judgement. `grades` maps an area (overall, leadership, help-and-protection, ...) to a grade."""

    framework: str | None = None
    inspected: date | None = None
    published: date | None = None
    grades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Authority:
    """An upper-tier council. `code` is its GSS code; coordinates are WGS84 degrees."""

    code: str
    name: str = ""
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Two or more authorities that share something, or are at odds, for a while. `kind` is one of ARRANGEMENT_KINDS."""

    kind: str
    authorities: frozenset[str]
    period: Period = Period()
