"""The forms that ask for a secondment, and record training and return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.liaison.seconding import RecordReturn, RecordTraining, RequestSecondment
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Day, Line, Lines, OneOf, Skills, Whole, options
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"


class RequestForm(HouseForm):
    """Who is wanted, and for when."""

    starts = Day("First day of the term", description=EXAMPLE)
    ends = Day("Last day of the term")
    region = OneOf("Region that people should come from")
    seats = Whole("People wanted", otherwise=1, default=1)
    level = OneOf("Least training needed", default="observer")
    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")
    note = Lines("What else coordinators should know")

    def __init__(self, regions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
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
