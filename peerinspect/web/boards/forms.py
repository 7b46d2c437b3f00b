"""The forms that register a board, support, a secondment or a review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.duties import RegisterBoard, RegisterReview, RegisterSecondment, RegisterSupport
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Councils, Day, Line, OneOf, Skills, Whole, options
from peerinspect.web.forms import HouseForm
from peerinspect.web.people.forms import mention_skills

EXAMPLE = "For example, 5 10 2026"


class RegisterBoardForm(HouseForm):
    """A board that needs a chair."""

    authorities = Councils("Councils of the board")
    term_from = Day("First day of the chair's term", description=EXAMPLE)
    term_to = Day("Last day of the term", description="A term is three years, unless you agree otherwise")
    days = Whole("Days a year", otherwise=24, default=24)

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authorities.offer(councils)

    def command(self) -> RegisterBoard:
        """What was entered."""
        return RegisterBoard(
            self.authorities.data or (), self.term_from.data, self.term_to.data, _number(self.days.data)
        )


class RegisterSupportForm(HouseForm):
    """A council that asks for advice."""

    authority = OneOf("Council that asks for support")
    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day")
    days = Whole("Days of work for each person", otherwise=10, default=10)
    seats = Whole("People needed", otherwise=1, default=1)
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)
        mention_skills(self.skills, skills)

    def command(self) -> RegisterSupport:
        """What was entered."""
        return RegisterSupport(
            self.authority.data or "",
            self.starts.data,
            self.ends.data,
            _number(self.days.data),
            _number(self.seats.data),
            self.skills.data or (),
        )


class RegisterSecondmentForm(HouseForm):
    """A full-time place on Ofsted's teams."""

    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day")
    seats = Whole("People needed", otherwise=1, default=1)
    level = OneOf("Least training needed", default="observer")
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level.offer(options(words.LEVELS))
        mention_skills(self.skills, skills)

    def command(self) -> RegisterSecondment:
        """What was entered."""
        return RegisterSecondment(
            self.starts.data, self.ends.data, _number(self.seats.data), self.level.data or "", self.skills.data or ()
        )


class RegisterReviewForm(HouseForm):
    """A case that needs independent reviewers."""

    authorities = Councils("Councils of the review")
    case = Line(
        "Case reference", description="Letters, digits, hyphens and slashes, like CR-2026/17. Never a child's name"
    )
    known_on = Day("Day on which the incident became known", description="Leave empty where nobody knows it")
    notified_on = Day("Day on which the national panel was notified", description="Leave empty where it was not yet")
    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day")
    days = Whole("Days of work for each reviewer", otherwise=10, default=10)
    seats = Whole("Reviewers needed", otherwise=1, default=1)
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")

    def __init__(self, councils: Sequence[Choice], skills: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authorities.offer(councils)
        mention_skills(self.skills, skills)

    def command(self) -> RegisterReview:
        """What was entered."""
        return RegisterReview(
            self.authorities.data or (),
            self.starts.data,
            self.ends.data,
            self.case.data or "",
            _number(self.days.data),
            _number(self.seats.data),
            self.skills.data or (),
            self.known_on.data,
            self.notified_on.data,
        )


def _number(entered: int | None) -> int:
    """What was entered; 0, which no use case accepts, where it was nothing."""
    return entered or 0
