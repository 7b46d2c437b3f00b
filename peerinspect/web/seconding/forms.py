"""The forms that ask for a secondment, and record training and return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.domain.secondments import INSPECTIONS, OTHER, TERM, USUAL_INSPECTIONS, USUAL_MONTHS
from peerinspect.services.liaison.inspecting import RecordInspection
from peerinspect.services.liaison.seconding import RecordReturn, RecordTraining, RequestSecondment
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import CouncilName, Day, Line, Lines, OneOf, Pick, Skills, Whole, options
from peerinspect.web.forms import HouseForm

PATTERNS = {
    TERM: "A full-time term of one to two years",
    INSPECTIONS: "Inspections one by one",
    OTHER: "A full-time term of another length",
}
PATTERN_EXAMPLES = {INSPECTIONS: "Usually three within 18 months, after full-time training at the start"}
EXAMPLE = "For example, 5 10 2026"


class RequestForm(HouseForm):
    """Who is wanted, for what, and for when."""

    pattern = Pick("What are they wanted for?", PATTERNS, PATTERN_EXAMPLES)
    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day", description="Of the term; for inspections one by one, of the training at the start")
    inspections = Whole("Inspections, where they come one by one", otherwise=USUAL_INSPECTIONS)
    months = Whole("Within how many months of the first day", otherwise=USUAL_MONTHS)
    region = OneOf("Region that people should come from")
    seats = Whole("People wanted", otherwise=1, default=1)
    level = OneOf("Least training needed", default="observer")
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")
    note = Lines("What else coordinators should know")

    def __init__(self, regions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not self.is_submitted():
            self.inspections.data, self.months.data = USUAL_INSPECTIONS, USUAL_MONTHS
        self.region.offer([Choice(name, name) for name in regions], "Any region")
        self.level.offer(options(words.LEVELS))

    def command(self) -> RequestSecondment:
        """What was entered."""
        return RequestSecondment(
            self.starts.data,
            self.ends.data,
            self.region.data or "",
            self.seats.data if self.seats.data is not None else 1,
            self.level.data or "",
            self.skills.data or (),
            self.note.data or "",
            self.pattern.data or "",
            self.inspections.data if self.inspections.data is not None else USUAL_INSPECTIONS,
            self.months.data if self.months.data is not None else USUAL_MONTHS,
        )


class TrainingForm(HouseForm):
    """When somebody was trained, and in what."""

    day = Day("Day on which the training ended", description=EXAMPLE)
    training = Line("What they were trained in")

    def command(self, duty_id: str, address: str) -> RecordTraining:
        """What was entered."""
        return RecordTraining(duty_id, address, self.day.data, self.training.data or "")


class ReturnForm(HouseForm):
    """When somebody went back."""

    day = Day("Last day of their term", description=EXAMPLE)
    note = Lines("Anything to remember", description="Coordinators and the Ofsted liaison read it")

    def command(self, duty_id: str, address: str) -> RecordReturn:
        """What was entered."""
        return RecordReturn(duty_id, address, self.day.data, self.note.data or "")


class InspectionForm(HouseForm):
    """An inspection that is registered nowhere here."""

    authority = CouncilName("Which council was inspected")
    starts = Day("First day on site", description=EXAMPLE)
    ends = Day("Last day on site", description="Leave empty where it was one day")
    note = Line("Anything to remember", description="Not what was found")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authority.offer(councils)

    def command(self, duty_id: str, address: str) -> RecordInspection:
        """What was entered."""
        return RecordInspection(
            duty_id, address, self.authority.data or "", self.starts.data, self.ends.data, self.note.data or ""
        )
