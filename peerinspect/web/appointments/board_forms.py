"""The forms of those who appoint a board's chair, and of the chair under notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peerinspect.services.boards.commands import (
    WITH_DAY,
    WITH_PERSON,
    WITH_REASON,
    ProposeStep,
    RecordWord,
    RefuseStep,
    ReplyToNotice,
    Terms,
)
from peerinspect.services.views import Choice
from peerinspect.web.fields import Day, Line, Lines, OneOf, Pick, Tick, Whole
from peerinspect.web.forms import HouseForm

EXAMPLE = "For example, 5 10 2026"
NOTICE, RENEWAL = "give-notice", "renew"
WHO: Mapping[str, str] = {
    "offer-chair": "Who is to chair the board",
    "give-notice": "Who would follow as interim chair",
    "name-interim": "Who would follow as interim chair",
}
REASONS: Mapping[str, str] = {
    "appraise": "What the appraisal found",
    "give-notice": "Grounds",
    "remove": "Reasons, after reading the reply",
    "keep-chair": "Why the chair stays",
}
DAYS: Mapping[str, str] = {
    "call-panel": "Day of the panel",
    "appraise": "Day of the appraisal",
    "renew": "New last day of the term",
    "end-term": "Last day in post",
}


class BoardStepForm(HouseForm):
    """What a step takes, and nothing else. Coordinators name the letter that they act by."""

    person = OneOf("Who")
    day = Day("Day", description=EXAMPLE)
    notice_days = Whole("Days in which the chair can reply", otherwise=0, description="Between 5 and 180 days")
    reason = Lines("Why")
    reference = Line("Reference of the letter")
    accepts = Tick("Do it although these rules stand against it")

    def __init__(self, action: str, people: Sequence[Choice], by_letter: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._action = action
        self.person.offer(people)
        self.person.label.text = WHO.get(action, "Who")
        self.day.label.text = DAYS.get(action, "Day")
        self.reason.label.text = REASONS.get(action, "Why")
        shown = {
            "person": action in WITH_PERSON,
            "day": action in WITH_DAY,
            "notice_days": action == NOTICE,
            "reason": action in WITH_REASON,
            "reference": by_letter,
            "accepts": action == RENEWAL,
        }
        for name in (each for each, is_shown in shown.items() if not is_shown):
            delattr(self, name)

    def _given(self, name: str) -> Any:
        return self._fields[name].data if name in self._fields else None

    def command(self, duty_id: str) -> ProposeStep:
        """What was entered."""
        terms = Terms(
            self._action,
            self._given("person") or "",
            self._given("day"),
            self._given("notice_days"),
            self._given("reason") or "",
            bool(self._given("accepts")),
        )
        return ProposeStep(duty_id, terms, self._given("reference") or "")


class RefuseForm(HouseForm):
    """Why a step is refused."""

    reason = Lines("Why you refuse", description="Everybody who appoints with you reads it")

    def command(self, step_id: str) -> RefuseStep:
        """What was entered."""
        return RefuseStep(step_id, self.reason.data or "")


class WordForm(HouseForm):
    """A partner's word, by letter."""

    party = OneOf("Whose word it is")
    agrees = Pick("What they say", {"yes": "They agree", "no": "They refuse: the step ends there"})
    name = Line("Name of who signed")
    reference = Line("Reference of the letter")

    def __init__(self, parties: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.party.offer(parties)

    def command(self, step_id: str) -> RecordWord:
        """What was entered."""
        agrees = {"yes": True, "no": False}.get(self.agrees.data or "")
        return RecordWord(step_id, self.party.data or "", agrees, self.name.data or "", self.reference.data or "")


class ReplyForm(HouseForm):
    """The chair's reply."""

    reply = Lines("Your reply", description="Those who decide read it, and nobody else. You can send it once")

    def command(self, address: str) -> ReplyToNotice:
        """What was entered."""
        return ReplyToNotice(address, self.reply.data or "")
