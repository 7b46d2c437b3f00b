"""Other work in words: what each system is for, its page, and what its counts count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from peerinspect.services.views.work import WorkSystem
from peerinspect.web.presenters import counted

Noun = tuple[str, str]
"""Beside one, and beside several."""


@dataclass(frozen=True, slots=True)
class SystemWords:
    """A system's heading, what it is for, its page, and the nouns of its counts; None where it has no such count."""

    heading: str
    about: str
    endpoint: str
    address: Mapping[str, Any]
    open: Noun
    late: Noun | None = None
    waiting: Noun | None = None


SYSTEMS: Mapping[str, SystemWords] = {
    "inspections": SystemWords(
        "Inspections",
        "Inspections as a list, by state. The calendar shows them by week.",
        "inspection_list.listing",
        {},
        ("open", "open"),
        waiting=("empty seat", "empty seats"),
    ),
    "boards": SystemWords(
        "Safeguarding boards",
        "Who chairs each board, who sits on it, when it meets and what is due.",
        "safeguarding.listing",
        {},
        ("board", "boards"),
        ("appraisal late", "appraisals late"),
        ("step waiting for a word", "steps waiting for a word"),
    ),
    "support": SystemWords(
        "Support",
        "Advice from a stronger council to a weaker one between inspections.",
        "support.listing",
        {},
        ("programme open", "programmes open"),
        waiting=("request to answer", "requests to answer"),
    ),
    "secondments": SystemWords(
        "Secondments",
        "Places on Ofsted's inspection teams, for a term or for so many inspections.",
        "seconding.listing",
        {},
        ("open", "open"),
        ("return overdue", "returns overdue"),
        ("to train", "to train"),
    ),
    "reviews": SystemWords(
        "Case reviews",
        "Serious cases that are reviewed by independent people, with their deadlines.",
        "reviews.listing",
        {},
        ("open", "open"),
        ("late", "late"),
        ("due soon", "due soon"),
    ),
    "vacancies": SystemWords(
        "Vacancies",
        "Vacant director's posts, and who looks after each.",
        "vacancies.listing",
        {},
        ("open", "open"),
        ("without anybody today", "without anybody today"),
        ("with a gap to come", "with a gap to come"),
    ),
    "programme": SystemWords(
        "Programme for aspiring directors",
        "Cohorts, their training, and who is ready to cover a post.",
        "programme.listing",
        {},
        ("aspirant in a cohort", "aspirants in cohorts"),
        waiting=("entry of training to confirm", "entries of training to confirm"),
    ),
}
"""Every system, by its key."""


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A system as the page shows it; `late` is marked where there is anything late."""

    heading: str
    about: str
    href: str
    open: str
    late: str
    waiting: str
    is_late: bool


def system_lines(systems: Iterable[WorkSystem]) -> list[SystemLine]:
    """The systems with their words."""
    return [_line(each, SYSTEMS[each.key]) for each in systems]


def _line(each: WorkSystem, told: SystemWords) -> SystemLine:
    href = url_for(told.endpoint, **told.address)
    numbers = (_count(each.open, told.open), _count(each.late, told.late), _count(each.waiting, told.waiting))
    return SystemLine(told.heading, told.about, href, *numbers, bool(each.late))


def _count(number: int | None, noun: Noun | None) -> str:
    return "" if number is None or noun is None else counted(number, *noun)
