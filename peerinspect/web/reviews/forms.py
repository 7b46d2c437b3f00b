"""The forms on a review: its steps, delays, parts, the panel's advice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peerinspect.services.reviews.advising import RecordAdvice
from peerinspect.services.reviews.delaying import DELAYS, RecordDelay
from peerinspect.services.reviews.parts import PARTS, NamePart
from peerinspect.services.reviews.recusal import RecuseMyself
from peerinspect.services.reviews.references import NO_DETAILS
from peerinspect.services.reviews.stepping import TakeReviewStep
from peerinspect.services.views import Choice
from peerinspect.services.views.reviews import AdviceAsked, StepForReview
from peerinspect.web.fields import Day, Line, Lines, OneOf, Pick, Tick, Ticks, options
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"


class ReviewStepForm(HouseForm):
    """What a step asks for, and nothing else."""

    kind = OneOf("Kind of review")
    day = Day("Day", description=EXAMPLE)
    reason = Lines("Why", description=NO_DETAILS)
    reference = Line("Reference")
    releases_lessons = Tick("Its lessons are released: they are sent to every board that asked for them")

    def __init__(self, asked: StepForReview, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("day", "reason", "reference"):
            words = getattr(asked.step, name)
            if words:
                self._fields[name].label.text = words
            else:
                delattr(self, name)
        if asked.kinds:
            self.kind.offer(asked.kinds)
        else:
            del self.kind
        if not asked.asks_lessons:
            del self.releases_lessons
        if asked.reference and not self.is_submitted():
            self.reference.data = asked.reference

    def _given(self, name: str) -> Any:
        """What was entered in a field, as far as the step asks for it."""
        return self._fields[name].data if name in self._fields else None

    def command(self, duty_id: str, action: str) -> TakeReviewStep:
        """What was entered."""
        return TakeReviewStep(
            duty_id,
            action,
            self._given("day"),
            self._given("reason") or "",
            self._given("reference") or "",
            self._given("kind") or "",
            bool(self._given("releases_lessons")),
        )


class DelayForm(HouseForm):
    """Why a stage takes longer."""

    stage = OneOf("What is delayed")
    reason = OneOf("Why")
    words = Lines("More on the reason, if there is more to say", description=NO_DETAILS)
    expected_on = Day("Day by which it is expected now", description=EXAMPLE)

    def __init__(self, stages: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stage.offer(stages)
        self.reason.offer(options(DELAYS))

    def command(self, duty_id: str) -> RecordDelay:
        """What was entered."""
        return RecordDelay(
            duty_id, self.stage.data or "", self.reason.data or "", self.words.data or "", self.expected_on.data
        )


class PartForm(HouseForm):
    """What somebody does on a review."""

    part = Pick("Part", PARTS)

    def command(self, duty_id: str, address: str) -> NamePart:
        """What was entered."""
        return NamePart(duty_id, address, self.part.data or "")


class AdviceForm(HouseForm):
    """The national panel's advice."""

    advice = OneOf("What the panel advises")
    reasons = Lines("Reasons", description=NO_DETAILS)
    given_on = Day("Day of the advice", description="Leave empty for today")
    voices = Ticks("Members who took part")
    reference = Line("Reference of the panel's letter")

    def __init__(self, asked: AdviceAsked, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.advice.offer(asked.advice)
        self.voices.offer([each for each in asked.members if each.value != asked.own])
        if asked.own:
            self.voices.label.text = "Members who took part besides you"
        if asked.quorum:
            self.voices.description = f"{asked.quorum} have to take part at least{', you among them' * bool(asked.own)}"
        if not asked.members:
            del self.voices
        if not asked.needs_reference:
            del self.reference

    def command(self, duty_id: str, topic: str) -> RecordAdvice:
        """What was entered."""
        return RecordAdvice(
            duty_id,
            topic,
            self.advice.data or "",
            self.reasons.data or "",
            tuple(self.voices.data or ()) if "voices" in self._fields else (),
            self.given_on.data,
            (self.reference.data or "") if "reference" in self._fields else "",
        )


class RecuseForm(HouseForm):
    """Why a member takes no part."""

    reason = Lines("Why", description=f"Coordinators read this, and you. {NO_DETAILS}")

    def command(self, duty_id: str) -> RecuseMyself:
        """What was entered."""
        return RecuseMyself(duty_id, self.reason.data or "")
