"""What support, reviews and secondments want of a coordinator today. Nothing of it is sealed.

Each is a list of AttentionLine, whose numbers add up to its count, read in as few statements as can be.
"""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty, Period, kinds
from peerinspect.domain.lives import LIVES
from peerinspect.domain.secondments import (
    ENDS_SOON,
    INSPECTIONS,
    RETURN_OVERDUE,
    TRAINING_DUE,
    Part,
    last_of_window,
    what_is_due,
)
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reviews.deadlines import DUE_SOON, LATE, Deadline, told
from peerinspect.services.reviews.facts import Review
from peerinspect.services.views import AttentionLine
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.reviews import advice_on, delays_of
from peerinspect.store.reading.support import waiting_requests
from peerinspect.store.reading.todays_work import Away, open_reviews, secondees_away
from peerinspect.store.tables import ReviewRow

DUE_WORDS = {
    RETURN_OVERDUE: "The term is over, and no return is recorded",
    TRAINING_DUE: "No training is recorded",
    ENDS_SOON: "The term ends on {}",
}
"""What can be due of a secondee, the most pressing first."""


def support_requests_waiting(sight: Sight) -> list[AttentionLine]:
    """Councils that asked for support and have no answer."""
    return [
        AttentionLine(sight.places[row.authority].name, "Asks for support", row.asked_on, request_id=row.id)
        for row in waiting_requests()
    ]


def reviews_due(sight: Sight) -> list[AttentionLine]:
    """Reviews with a deadline that is late, or due soon: the first of them each."""
    rows = {duty.id: (duty, row or ReviewRow()) for duty, row in open_reviews()}
    if not rows:
        return []
    delays, advice = delays_of(rows), advice_on(rows)
    lines = []
    for id_, (duty, row) in rows.items():
        review = Review(
            Duty(id_, kinds.REVIEW, Period(duty.starts, duty.ends), duty.seats, case=row.case_reference),
            duty.state or LIVES[kinds.REVIEW].first,
            duty.state_on,
            row,
            tuple(each for each in delays if each.duty == id_),
            tuple(each for each in advice if each.duty == id_),
        )
        lines += [_review_line(review, each) for each in _pressing(review, sight)[:1]]
    return lines


def _pressing(review: Review, sight: Sight) -> list[Deadline]:
    open_ = (each for each in review.deadlines(sight.today) if each.done is None)
    return sorted((each for each in open_ if each.state in (LATE, DUE_SOON)), key=lambda each: each.due)


def _review_line(review: Review, deadline: Deadline) -> AttentionLine:
    reference = f"Case review {review.duty.case}" if review.duty.case else "Case review without a reference"
    words = f"{deadline.name}: {told(deadline).lower()}"
    return AttentionLine(reference, words, deadline.due, review_id=review.duty.id)


def secondees_due(sight: Sight) -> list[AttentionLine]:
    """Secondees whose training is not recorded, whose term ends soon, or who should be back."""
    found = []
    for each in secondees_away(sight.today):
        last = _last_day(each)
        part = Part(Period(each.starts, last), each.trained_on, None, None, 0, None)
        due = [name for name in DUE_WORDS if name in what_is_due(part, sight.today)]
        if due:
            words = "; ".join(DUE_WORDS[name] for name in due).format(plain_day(last))
            day = last if due[0] in (RETURN_OVERDUE, ENDS_SOON) else each.starts
            found.append(AttentionLine(each.name, words, day, each.duty))
    return found


def _last_day(each: Away) -> date:
    """The last day of the term, or of the months within which so many inspections are done."""
    if each.pattern == INSPECTIONS and each.months is not None:
        return max(each.ends, last_of_window(each.starts, each.months))
    return each.ends
