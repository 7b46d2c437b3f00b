"""A rule's refusal, as data: who, when, why, on what evidence, and what it would give away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Strength(StrEnum):
    """`hard` forbids; `soft` may be used at a price, and needs a waiver before publication; `off` is silent."""

    HARD = "hard"
    SOFT = "soft"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that an objection rests on: a plain phrase and the dates it carries."""

    fact: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a placement, or two together, should not be.

    `people` and `duties` are the parties by id; `authorities` the councils it turns on, by code. `reveals` holds the
    ids of the duties that a reader of the sentence could infer, so that a page can hold it back.
    """

    rule: str
    strength: Strength
    sentence: str
    people: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reveals: frozenset[str] = frozenset()
