"""The forms that take a duty on in its life, change a fact of it, and see to the people on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from wtforms.validators import ValidationError

from peerinspect.services.lives.facts import (
    CASE,
    COUNCILS,
    DATES,
    DAYS,
    LEVEL,
    MOST_RUNS,
    NOTICE,
    ON_SITE,
    PRIORITY,
    SEATS,
    SKILLS,
    ChangeFact,
)
from peerinspect.services.lives.placing import OfferPlacement, TakePlacementStep
from peerinspect.services.lives.stepping import TakeStep
from peerinspect.services.views import Choice, DutyFacts, StepView
from peerinspect.web import words
from peerinspect.web.fields import Councils, Day, Line, Lines, OneOf, Skills, Tick, Whole, options
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"
ANYWAY = "Do it all the same"


class StepForm(HouseForm):
    """What a step asks for, and nothing else."""

    day = Day("Day", description=EXAMPLE)
    reason = Lines("Why")
    reference = Line("Reference")
    accepts = Tick(ANYWAY)

    def __init__(self, step: StepView, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("day", "reason", "reference"):
            asked = getattr(step, name)
            if asked:
                self._fields[name].label.text = asked
            else:
                delattr(self, name)

    def _given(self, name: str) -> Any:
        """What was entered in a field, as far as the step asks for it."""
        return self._fields[name].data if name in self._fields else None

    def command(self, duty_id: str, action: str) -> TakeStep:
        """What was entered, about a duty."""
        return TakeStep(
            duty_id,
            action,
            self._given("day"),
            self._given("reason") or "",
            self._given("reference") or "",
            bool(self.accepts.data),
        )

    def placement_command(self, duty_id: str, address: str, action: str) -> TakePlacementStep:
        """What was entered, about a person on a duty."""
        day, reason, reference = (self._given(name) for name in ("day", "reason", "reference"))
        return TakePlacementStep(duty_id, address, action, day, reason or "", reference or "")


class OfferForm(HouseForm):
    """Who is to be asked."""

    person_id = OneOf("Who")
    reason = Lines("Why", description="The history keeps it")

    def __init__(self, people: Sequence[Choice], replaces: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people)
        if not replaces:
            del self.reason

    def command(self, duty_id: str, address: str = "") -> OfferPlacement:
        """What was entered."""
        reason = self.reason.data if address else ""
        return OfferPlacement(duty_id, self.person_id.data or "", address, reason or "")


class FactForm(HouseForm):
    """A form that changes one fact. Its fields have the names of the command's fields."""

    accepts = Tick(ANYWAY)

    def entered(self) -> dict[str, Any]:
        """What was entered, by field of the command."""
        return {name: field.data for name, field in self._fields.items() if name not in ("csrf_token", "accepts")}

    def command(self, duty_id: str, fact: str) -> ChangeFact:
        """The change."""
        given = {name: value for name, value in self.entered().items() if value is not None}
        return ChangeFact(duty_id, fact, accepts=bool(self.accepts.data), **given)


class DatesForm(FactForm):
    """First and last day."""

    starts = Day("First day", description=EXAMPLE)
    ends = Day("Last day")


class NoticeForm(FactForm):
    """The notice day."""

    notice = Day("Notice day", description=EXAMPLE)


class OnSiteForm(FactForm):
    """Up to four runs of days."""

    from_1 = Day("First run: first day", description=EXAMPLE)
    to_1 = Day("First run: last day")
    from_2 = Day("Second run: first day")
    to_2 = Day("Second run: last day")
    from_3 = Day("Third run: first day")
    to_3 = Day("Third run: last day")
    from_4 = Day("Fourth run: first day")
    to_4 = Day("Fourth run: last day")

    def entered(self) -> dict[str, Any]:
        """The runs of which anything was entered."""
        found = super().entered()
        ends = [(found[f"from_{number}"], found[f"to_{number}"]) for number in range(1, MOST_RUNS + 1)]
        return {"on_site": tuple(each for each in ends if any(each))}


class SeatsForm(FactForm):
    """How many people."""

    seats = Whole("People needed")


class DaysForm(FactForm):
    """How many days."""

    days = Whole("Days of work for each person", description="For a chair, days a year")


class SkillsForm(FactForm):
    """Which skills."""

    skills = Skills("Skills needed", description="Parted by commas. Leave empty if none in particular")


class LevelForm(FactForm):
    """The least training."""

    level = OneOf("Least training needed")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.level.offer(options(words.LEVELS))


class PriorityForm(FactForm):
    """How much an empty seat counts."""

    priority = Line("Priority", description="A number. Leave empty for the usual one of its kind")

    def validate_priority(self, field: Line) -> None:
        """It reads as a number, or is nothing."""
        try:
            Fraction(field.data or "0")
        except (ValueError, ZeroDivisionError):
            raise ValidationError("Enter a number, like 2 or 1.5") from None

    def entered(self) -> dict[str, Any]:
        """The number; nothing for the usual one."""
        return {"priority": Fraction(self.priority.data) if self.priority.data else None}


class CouncilsForm(FactForm):
    """Which councils."""

    authorities = Councils("Councils")

    def __init__(self, councils: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.authorities.offer(councils)


class CaseForm(FactForm):
    """Which case."""

    case = Line("Case reference", description="A number only: never a child's name or details")


FORMS: Mapping[str, type[FactForm]] = {
    DATES: DatesForm,
    ON_SITE: OnSiteForm,
    NOTICE: NoticeForm,
    COUNCILS: CouncilsForm,
    SEATS: SeatsForm,
    DAYS: DaysForm,
    SKILLS: SkillsForm,
    LEVEL: LevelForm,
    PRIORITY: PriorityForm,
    CASE: CaseForm,
}
"""The form that changes each fact."""


def begun_with(facts: DutyFacts) -> dict[str, Any]:
    """What the forms show before anything is entered: the facts as they are."""
    runs = {
        name: day
        for number, each in enumerate(facts.on_site[:MOST_RUNS], start=1)
        for name, day in ((f"from_{number}", each.start), (f"to_{number}", each.end))
    }
    return {
        "starts": facts.starts,
        "ends": facts.ends,
        "notice": facts.notice,
        "authorities": facts.authorities,
        "seats": facts.seats,
        "days": facts.days,
        "skills": facts.skills,
        "level": facts.level,
        "priority": "" if facts.priority is None else str(facts.priority),
        "case": facts.case,
        **runs,
    }
