"""A review and its deadlines in a list."""

from __future__ import annotations

from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives import LIVES
from peerinspect.domain.lives.review_kinds import REVIEW_KINDS
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reviews.deadlines import Deadline, due_next, told
from peerinspect.services.reviews.delaying import DELAYS
from peerinspect.services.reviews.facts import Review
from peerinspect.services.views import reviews as seen
from peerinspect.services.wording import council_names

NO_REFERENCE = "No reference"


def line_of(review: Review, sight: Sight, is_recused: bool = False) -> seen.ReviewLine:
    """The review in a list."""
    duty = review.duty
    names = council_names(duty.authorities, sight.places)
    reference = duty.case or NO_REFERENCE
    if is_recused:
        return seen.ReviewLine(duty.id, reference, names, True)
    following = due_next(review.deadlines(sight.today))
    return seen.ReviewLine(
        duty_id=duty.id,
        reference=reference,
        council_names=names,
        kind_name=REVIEW_KINDS[review.kind],
        state=review.state,
        state_name=LIVES[REVIEW].states[review.state],
        begun=review.begun,
        due=deadline_view(review, following) if following else None,
    )


def deadline_view(review: Review, each: Deadline) -> seen.DeadlineView:
    """A deadline with what was said of its delay."""
    row = review.last_delay(each.stage)
    why = f"{DELAYS[row.reason]}. {row.words}".strip() if row else ""
    return seen.DeadlineView(
        each.stage, each.name, each.due, each.state, told(each), each.done, why, row.expected_on if row else None
    )
