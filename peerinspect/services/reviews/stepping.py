"""Taking a review one step on in its life: the step itself, its days, and what has to be so before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.lives import Step
from peerinspect.domain.lives.review_kinds import NATIONAL, RAPID, REVIEW_KINDS, SERIOUS, kinds_to_decide
from peerinspect.domain.lives.reviews import (
    APPOINT,
    COMMISSION,
    DECIDE,
    END_WITHOUT,
    FINALISE,
    HOLD_AFTER_ALL,
    NOTIFY_PANEL,
    PUBLISH,
    RELEASE_LESSONS,
    START_RAPID,
    WITHHOLD,
    WRITE_DRAFT,
)
from peerinspect.services.checking import Checks, only
from peerinspect.services.lessons import spread
from peerinspect.services.lives.stepping import TakeStep, drawn_step, take_drawn
from peerinspect.services.notices import tell
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION
from peerinspect.services.reviews.facts import LIFE, Review, read_review
from peerinspect.services.reviews.membership import accounts_to_tell
from peerinspect.services.texts import tidy
from peerinspect.services.wording import duty_title, plain_day
from peerinspect.store.reading.councils import read_places
from peerinspect.store.tables import ReviewRow

WITH_KIND = frozenset({DECIDE, HOLD_AFTER_ALL})
"""The steps that say which kind of review is held."""
ADVICE_ASKED: Mapping[str, str] = {DECIDE: ON_DECISION, END_WITHOUT: ON_DECISION, FINALISE: ON_PUBLICATION}
"""The steps after which the national panel is asked for its advice, and on what."""


@dataclass(frozen=True, slots=True)
class TakeReviewStep:
    """Take the step `action` of a review. What else it asks for is in domain.lives.

    `kind` says which kind of review is held, where the step decides on it. `releases_lessons`: what a withheld review
    found is sent to others all the same.
    """

    duty_id: str
    action: str
    day: date | None = None
    reason: str = ""
    reference: str = ""
    kind: str = ""
    releases_lessons: bool = False


def take_review_step(command: TakeReviewStep, reader: Reader, today: date) -> None:
    """Take it, with its days, its event and whatever is sent with it, or nothing at all. For coordinators.

    Raises NotFound for what is no review, Refusal for a step that is not drawn or whose time has not come.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        review = read_review(command.duty_id, today)
        step = drawn_step(LIFE, review.state, command.action)
        _check(step, command, review)
        taken = TakeStep(command.duty_id, step.action, command.day, command.reason, command.reference)
        event = take_drawn(step, taken, review.duty, reader, today)
        row = store.db.session.get_one(ReviewRow, review.duty.id)
        _keep(row, review, command, command.day or today)
        _tell(step.action, review, event, today)
        if _brings_lessons_out(command):
            spread(review.duty.id, reader, event, today)


def steps_now(review: Review) -> tuple[Step, ...]:
    """The steps that are drawn and that nothing about this review rules out."""
    return tuple(each for each in LIFE.steps_from(review.state) if _is_offered(each, review))


def _is_offered(step: Step, review: Review) -> bool:
    """Whether nothing forbids the step for as long as the review is what it is. To withhold, advice can still come."""
    if step.action == WITHHOLD or step.action not in _GUARDS:
        return True
    checks = Checks()
    _GUARDS[step.action](checks, review)
    return not checks.messages


def _check(step: Step, command: TakeReviewStep, review: Review) -> None:
    """What has to be so of this review, beyond what every step of a life asks for."""
    checks = Checks()
    _check_order(checks, step, command.day, review)
    if step.action in WITH_KIND:
        kinds = kinds_to_decide(review.kind)
        names = " or ".join(REVIEW_KINDS[each].lower() for each in kinds)
        checks.need(command.kind in kinds or review.kind == SERIOUS, "kind", f"Choose {names}")
    if step.action in _GUARDS:
        _GUARDS[step.action](checks, review)
    checks.done()


def _check_order(checks: Checks, step: Step, day: date | None, review: Review) -> None:
    """A step's day lies on or after that of the last step with one."""
    last = _last_day(review)
    if step.day and day and last:
        checks.need(day >= last, "day", f"The step before was on {plain_day(last)}. Enter that day or a later one")


def _last_day(review: Review) -> date | None:
    row = review.row
    days = (
        row.known_on,
        row.notified_on,
        row.rapid_on,
        row.decided_on,
        row.appointed_on,
        row.draft_on,
        row.final_on,
        row.closed_on,
    )
    return max((each for each in days if each), default=None)


def _no_rapid_review(checks: Checks, review: Review) -> None:
    named = "A serious case review has no rapid review. Record the decision"
    checks.need(review.kind != SERIOUS, "", named)


def _rapid_review_first(checks: Checks, review: Review) -> None:
    is_next = review.kind == SERIOUS or review.state != "notified"
    checks.need(is_next, "", "The rapid review comes first. Start it, then record what was decided")


def _commissioned(checks: Checks, review: Review) -> None:
    found = review.last_advice(ON_DECISION)
    checks.need(review.kind not in (SERIOUS, NATIONAL), "", f"It is a {REVIEW_KINDS[review.kind].lower()} already")
    is_so = found is not None and found.advice == "commissions-national"
    checks.need(is_so, "", "The national panel has not said that it commissions a national review. Record that first")


def _advised_on_publication(checks: Checks, review: Review) -> None:
    missing = "A review is withheld after the national panel's advice. Record the advice first"
    checks.need(review.last_advice(ON_PUBLICATION), "", missing)


def _not_out_yet(checks: Checks, review: Review) -> None:
    checks.need(review.row.lessons_on is None, "", "Its lessons have been released already")


_GUARDS: Mapping[str, Callable[[Checks, Review], None]] = {
    START_RAPID: _no_rapid_review,
    DECIDE: _rapid_review_first,
    END_WITHOUT: _rapid_review_first,
    COMMISSION: _commissioned,
    WITHHOLD: _advised_on_publication,
    RELEASE_LESSONS: _not_out_yet,
}


def _keep(row: ReviewRow, review: Review, command: TakeReviewStep, day: date) -> None:
    """Write the step's day, and what it says of the review. The kind that was presumed so far is kept from now on."""
    row.kind = row.kind or review.kind
    _KEPT.get(command.action, _nothing)(row, command, day)


def _nothing(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    """A step that only changes the state."""


def _decided(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.rapid_on = row.rapid_on or day
    row.decided_on, row.reasons = day, tidy(command.reason)
    row.kind = row.kind if row.kind == SERIOUS else command.kind


def _ended_without(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.rapid_on, row.reasons = day, tidy(command.reason)
    row.kind = row.kind if row.kind == SERIOUS else RAPID


def _national(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.kind, row.decided_on = NATIONAL, day


def _notified(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.notified_on = day


def _appointed(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.appointed_on = day


def _drafted(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.draft_on = day


def _agreed(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.final_on = day


def _published(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.closed_on, row.lessons_on, row.report = day, day, tidy(command.reference)


def _withheld(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.closed_on, row.withheld_because = day, tidy(command.reason)
    row.lessons_on = day if command.releases_lessons else None


def _released(row: ReviewRow, command: TakeReviewStep, day: date) -> None:
    row.lessons_on = day


_KEPT: Mapping[str, Callable[[ReviewRow, TakeReviewStep, date], None]] = {
    NOTIFY_PANEL: _notified,
    DECIDE: _decided,
    HOLD_AFTER_ALL: _decided,
    END_WITHOUT: _ended_without,
    COMMISSION: _national,
    APPOINT: _appointed,
    WRITE_DRAFT: _drafted,
    FINALISE: _agreed,
    PUBLISH: _published,
    WITHHOLD: _withheld,
    RELEASE_LESSONS: _released,
}


def _brings_lessons_out(command: TakeReviewStep) -> bool:
    """Whether others may read from now on what it found."""
    return command.action in (PUBLISH, RELEASE_LESSONS) or (command.action == WITHHOLD and command.releases_lessons)


def _tell(action: str, review: Review, event: int, today: date) -> None:
    """Tell the panel of what it is told by law, and of what waits for its advice; reference and council, no more."""
    work = duty_title(review.duty, read_places())
    if action == NOTIFY_PANEL:
        tell("review-notified", event, accounts_to_tell(), work=work)
    elif action in ADVICE_ASKED and read_review(review.duty.id, today).awaits:
        tell("advice-asked", event, accounts_to_tell(), work=work)
