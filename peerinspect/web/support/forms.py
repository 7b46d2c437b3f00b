"""The forms of support between inspections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peerinspect.services.support.commands import (
    AgreeToSupport,
    CancelVisit,
    CloseSupport,
    DrawUpAgreement,
    MoveVisit,
    NameLead,
    PlanVisit,
    RecordVisit,
    ReviewSupport,
    WriteNote,
)
from peerinspect.services.views import Choice
from peerinspect.services.views.support import AdviserView
from peerinspect.web.fields import Day, Line, Lines, OneOf, Tick, Whole
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"
ANYWAY = "Do it all the same"
AMONG_US = "Those who take part read it. Name no child"


def _number(value: int | None) -> int:
    """A number that was entered; nothing that is one stays refused by the field itself."""
    return 0 if value is None else value


class LeadForm(HouseForm):
    """Who leads."""

    address = OneOf("Who leads the advisers")

    def __init__(self, advisers: Sequence[AdviserView], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = [each for each in advisers if each.may_lead or each.is_lead]
        self.address.offer(Choice(each.address, f"{each.name}, {', '.join(each.home_names)}") for each in named)

    def command(self, duty_id: str) -> NameLead:
        """What was entered."""
        return NameLead(duty_id, self.address.data or "")


class AgreementForm(HouseForm):
    """What is to be agreed."""

    aims = Lines("Aims", description="What is to be different when the support ends")
    days = Whole("Days in all", otherwise=0, description="Of all advisers together")

    def command(self, duty_id: str) -> DrawUpAgreement:
        """What was entered."""
        return DrawUpAgreement(duty_id, self.aims.data or "", _number(self.days.data))


class OwnWordForm(HouseForm):
    """A chief executive's yes for their own council."""

    brings = Lines("What your council brings", description="People, time, rooms, papers: whatever the aims need")

    def command(self, duty_id: str) -> AgreeToSupport:
        """What was entered."""
        return AgreeToSupport(duty_id, self.brings.data or "")


class LetterForm(HouseForm):
    """A council's yes, by letter."""

    party = OneOf("Council")
    name = Line("Name of who signed")
    reference = Line("Reference of the letter")
    day = Day("Day of the letter", description=EXAMPLE)
    brings = Lines("What the council brings")

    def __init__(self, councils: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.party.offer(councils)

    def command(self, duty_id: str) -> AgreeToSupport:
        """What was entered."""
        return AgreeToSupport(
            duty_id,
            self.brings.data or "",
            self.party.data or "",
            self.name.data or "",
            self.reference.data or "",
            self.day.data,
        )


class VisitForm(HouseForm):
    """The days of a visit."""

    starts = Day("First day of the visit", description=EXAMPLE)
    ends = Day("Last day of the visit")
    accepts = Tick(ANYWAY)

    def plan(self, duty_id: str) -> PlanVisit:
        """A visit more."""
        return PlanVisit(duty_id, self.starts.data, self.ends.data, bool(self.accepts.data))

    def move(self, duty_id: str, visit: date) -> MoveVisit:
        """A visit on other days."""
        return MoveVisit(duty_id, visit, self.starts.data, self.ends.data, bool(self.accepts.data))


class CancelForm(HouseForm):
    """Why a visit is not held."""

    reason = Lines("Why", description=AMONG_US)

    def command(self, duty_id: str, visit: date) -> CancelVisit:
        """What was entered."""
        return CancelVisit(duty_id, visit, self.reason.data or "")


class NoteForm(HouseForm):
    """A note."""

    text = Lines("Note", description="The two councils, the advisers and coordinators read it. Name no child")

    def command(self, duty_id: str) -> WriteNote:
        """What was entered."""
        return WriteNote(duty_id, self.text.data or "")


class ReviewForm(HouseForm):
    """What both councils found."""

    day = Day("Day of the review", description=EXAMPLE)
    found = Lines("What both councils found", description=AMONG_US)

    def command(self, duty_id: str) -> ReviewSupport:
        """What was entered."""
        return ReviewSupport(duty_id, self.day.data, self.found.data or "")


class DaysForm(HouseForm):
    """Days by adviser: a box for each, named by the address of the placement."""

    def days(self) -> Mapping[str, int]:
        """What was entered, by address."""
        return {
            name.removeprefix("days-"): _number(field.data)
            for name, field in self._fields.items()
            if name.startswith("days-")
        }


def _boxes(base: type[DaysForm], advisers: Sequence[AdviserView], so_far: bool) -> type[DaysForm]:
    """The form with a box for each adviser who has said yes."""
    here = [each for each in advisers if each.may_lead or each.is_lead]
    boxes = {
        f"days-{each.address}": Whole(f"Days of {each.name}", otherwise=0, default=each.days_so_far if so_far else None)
        for each in here
    }
    made: type[DaysForm] = type(base.__name__, (base,), boxes)
    return made


class HeldForm(DaysForm):
    """Who came to a visit, and for how many days."""

    note = Lines("Note on the visit", description=AMONG_US)

    @classmethod
    def for_(cls, advisers: Sequence[AdviserView]) -> HeldForm:
        """With a box for each adviser."""
        found = _boxes(cls, advisers, so_far=False)()
        assert isinstance(found, HeldForm)
        return found

    def command(self, duty_id: str, visit: date) -> RecordVisit:
        """What was entered."""
        return RecordVisit(duty_id, visit, self.days(), self.note.data or "")


class CloseForm(DaysForm):
    """The last day, and what each adviser gave."""

    day = Day("Last day of the work", description=EXAMPLE)

    @classmethod
    def for_(cls, advisers: Sequence[AdviserView]) -> CloseForm:
        """With a box for each adviser, filled with the days of their visits."""
        found = _boxes(cls, advisers, so_far=True)()
        assert isinstance(found, CloseForm)
        return found

    def command(self, duty_id: str) -> CloseSupport:
        """What was entered."""
        return CloseSupport(duty_id, self.day.data, self.days())
