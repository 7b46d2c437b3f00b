"""The rest of the improvement system in the demo: what a search has to know comes before it, the rest after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from peerinspect.services.boards.demonstration import show_boards
from peerinspect.services.lessons.demonstration import show_lessons
from peerinspect.services.programme.demonstration import show_programme
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.demonstration import show_reviews
from peerinspect.services.safeguarding.demonstration import show_safeguarding_boards
from peerinspect.services.seconding.demonstration import show_secondments
from peerinspect.services.support.demonstration import show_support
from peerinspect.services.vacancies.demonstration import show_vacancies

ChiefOf = Callable[[str], Reader]


def show_what_searches_rest_on(coordinator: Reader, liaison: Reader, panel: Reader, today: date) -> None:
    """Duties and placements: reviews with their reviewers, vacant posts with their cover, secondments."""
    show_reviews(coordinator, panel, today)
    show_vacancies(coordinator, today)
    show_secondments(liaison, coordinator, today)


def show_what_follows(coordinator: Reader, chief: Reader | None, chief_of: ChiefOf, today: date) -> None:
    """What rests on a published roster, or moves none: support, boards and their chairs, aspirants, lessons.

    `chief` is the chief executive who signs in. Lessons come last: they are of reviews, and go to boards.
    """
    show_support(coordinator, chief_of, today)
    if chief:
        show_boards(chief, coordinator, chief_of, today)
    show_safeguarding_boards(coordinator, today)
    show_programme(coordinator, today)
    show_lessons(coordinator, chief, today)
