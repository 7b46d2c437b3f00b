"""Why a stage of a review takes longer than the law allows, and by when it is expected now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.reviews.deadlines import STAGES
from peerinspect.services.reviews.facts import read_review
from peerinspect.services.texts import check_text, tidy
from peerinspect.services.wording import plain_day
from peerinspect.store import history
from peerinspect.store.tables import ReviewDelayRow

OTHER = "other"
DELAYS: Mapping[str, str] = {
    "court": "Court proceedings",
    "police": "A police investigation",
    "inquest": "An inquest",
    "family": "Talks with the family",
    "agency": "Information from an agency is awaited",
    "reviewer": "The reviewer changed or could not go on",
    "panel": "The national panel's advice is awaited",
    OTHER: "Another reason",
}
"""Every reason for a delay, and its words."""


@dataclass(frozen=True, slots=True)
class RecordDelay:
    """A stage takes longer: why, in words where they say more, and the new expected day."""

    duty_id: str
    stage: str
    reason: str
    words: str
    expected_on: date | None


def record_delay(command: RecordDelay, reader: Reader, today: date) -> None:
    """Write it down. The deadline of the law stays as it is. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        review, checks = read_review(command.duty_id, today), Checks()
        open_ = {each.stage: each for each in review.deadlines(today) if each.done is None}
        checks.need(command.stage in open_, "stage", "Choose what is delayed")
        checks.need(command.reason in DELAYS, "reason", "Choose why")
        missing = "Say what the reason is" if command.reason == OTHER else ""
        check_text(checks, command.words, "words", missing, "this")
        if checks.need(command.expected_on, "expected_on", "Enter the day by which it is expected now"):
            is_later = command.expected_on is not None and command.expected_on >= today
            checks.need(is_later, "expected_on", "Enter today or a later day")
        checks.done()
        row = ReviewDelayRow(
            duty=review.duty.id,
            stage=command.stage,
            reason=command.reason,
            words=tidy(command.words),
            expected_on=command.expected_on,
            recorded_by=reader.user_id,
            recorded_on=today,
        )
        store.add(row)
        said = f"{STAGES[row.stage]} is delayed: {DELAYS[row.reason].lower()}. {row.words}".strip()
        sentence = f"{said.rstrip('.')}. It is expected by {plain_day(row.expected_on)}."
        history.record(reader.user_id, "delay-review", review.duty.id, duty=review.duty.id, sentence=sentence)
