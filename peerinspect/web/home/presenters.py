"""The day's counts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerinspect.services.views import Count


@dataclass(frozen=True, slots=True)
class CountWords:
    """A count's words: beside one, beside several, the heading of its page, and what that page says when empty."""

    one: str
    many: str
    heading: str
    nothing: str


COUNTS: Mapping[str, CountWords] = {
    "unfilled-seats": CountWords(
        "seat unfilled in the next 12 weeks",
        "seats unfilled in the next 12 weeks",
        "Unfilled seats in the next 12 weeks",
        "Every seat of the next 12 weeks is filled.",
    ),
    "answers-awaited": CountWords(
        "answer awaited", "answers awaited", "Answers awaited", "Nobody has an offer to answer."
    ),
    "seats-let-go": CountWords(
        "free seat that somebody left, for a reserve",
        "free seats that somebody left, for a reserve",
        "Free seats that somebody left",
        "No seat that somebody declined or was stood down from is free.",
    ),
    "rules-object": CountWords(
        "person whom a rule forbids their work by now",
        "people whom a rule forbids their work by now",
        "People whom a rule forbids their work by now",
        "When the rules were last asked again, none forbade anybody the work they are to do.",
    ),
    "suspicions-waiting": CountWords(
        "suspected leak to look into",
        "suspected leaks to look into",
        "Suspected leaks",
        "No suspected leak waits to be looked into.",
    ),
    "look-backs-waiting": CountWords(
        "tie that touches work, to deal with",
        "ties that touch work, to deal with",
        "Ties that touch work",
        "No tie touches any work that nobody has dealt with.",
    ),
    "ties-waiting": CountWords(
        "tie to decide on or review",
        "ties to decide on or review",
        "Ties to decide on or review",
        "No tie waits for a decision.",
    ),
    "objections-overdue": CountWords(
        "objection of a council to answer, overdue",
        "objections of councils to answer, overdue",
        "Objections of councils, overdue",
        "Every objection of a council has been answered in time, or is still within its day.",
    ),
    "declarations-due": CountWords(
        "declaration missing or due",
        "declarations missing or due",
        "Declarations missing, due or overdue",
        "Every declaration is in force for a month or more.",
    ),
    "vetting-due": CountWords(
        "vetting missing or running out",
        "vettings missing or running out",
        "Vetting missing or running out",
        "Everybody's vetting is in force for a while.",
    ),
    "chairs-ending": CountWords(
        "chair's term ending soon",
        "chairs' terms ending soon",
        "Chairs' terms ending soon",
        "No chair's term ends soon.",
    ),
    "vacancies-uncovered": CountWords(
        "vacancy without cover", "vacancies without cover", "Vacancies without cover", "Every vacancy is covered."
    ),
    "appraisals-due": CountWords(
        "chair's appraisal due",
        "chairs' appraisals due",
        "Chairs' appraisals due",
        "Every chair's yearly appraisal is recorded, or more than four weeks away.",
    ),
    "board-steps-waiting": CountWords(
        "step of a board waiting for a word",
        "steps of boards waiting for a word",
        "Steps of boards that wait",
        "No step of a board waits for anybody's word.",
    ),
    "support-requests": CountWords(
        "request for support to answer",
        "requests for support to answer",
        "Requests for support",
        "Every council that asked for support has an answer.",
    ),
    "reviews-due": CountWords(
        "case review late or due soon",
        "case reviews late or due soon",
        "Case reviews late or due soon",
        "No deadline of a case review is late or due soon.",
    ),
    "secondees-due": CountWords(
        "secondee to train, or to see back",
        "secondees to train, or to see back",
        "Secondees with something due",
        "Every secondee's training is recorded, and nobody should be back soon.",
    ),
    "lessons-overdue": CountWords(
        "lesson that a board has not acknowledged in time",
        "lessons that boards have not acknowledged in time",
        "Lessons not acknowledged in time",
        "Every board has acknowledged what it was sent, or is still within its day.",
    ),
    "corrections-waiting": CountWords(
        "correction asked for, to answer",
        "corrections asked for, to answer",
        "Corrections that people ask for",
        "Nobody waits for an answer about their record.",
    ),
    "addresses-failed": CountWords(
        "address that mail comes back from",
        "addresses that mail comes back from",
        "Addresses that mail comes back from",
        "Mail arrives everywhere, as far as we know.",
    ),
    "solves-running": CountWords(
        "search running", "searches running", "Searches running", "No search for a roster is running."
    ),
}
"""Every count of the day, by its key."""


@dataclass(frozen=True, slots=True)
class CountLine:
    """A count as the page shows it."""

    key: str
    number: int
    text: str


def count_lines(counts: Iterable[Count]) -> list[CountLine]:
    """The counts, each with the words that go with its number."""
    return [_line(count) for count in counts]


def _line(count: Count) -> CountLine:
    told = COUNTS[count.key]
    return CountLine(count.key, count.number, told.one if count.number == 1 else told.many)
