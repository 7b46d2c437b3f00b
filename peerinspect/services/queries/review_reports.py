"""The report on pace and quality of case reviews, for coordinators and the national panel.

A member of the panel who takes no part in a review finds it counted, and not named among the late ones.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peerinspect.services.checking import only
from peerinspect.services.lives.team import STAFFED
from peerinspect.services.queries.review_lines import deadline_view, line_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, PANEL, Reader
from peerinspect.services.reports.reviews import by_stage, by_year
from peerinspect.services.reviews.deadlines import ON_PUBLICATION
from peerinspect.services.reviews.facts import Review, read_reviews
from peerinspect.services.reviews.parts import LEAD
from peerinspect.services.reviews.recusal import recused_from
from peerinspect.services.views.reviews import LateStage, QualityFact, ReviewsReport
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.reviews import ReviewsWanted, answered_lessons, parts_on, review_ids, with_lessons

MOST_LATE = 100


def reviews_report(reader: Reader, today: date) -> ReviewsReport:
    """Counts by year and state, pace of each stage, what is late and why, facts on quality."""
    only(reader, COORDINATOR, PANEL)
    ids = review_ids(ReviewsWanted(is_notified=reader.role == PANEL))
    found = read_reviews(ids, today)
    away = recused_from(reader, ids, today)
    named = [each for id_, each in found.items() if id_ not in away]
    return ReviewsReport(
        years=by_year(found.values()),
        stages=by_stage(found.values(), today),
        late=_late(named, Sight(reader, today)),
        quality=_quality(list(found.values()), today),
    )


def _late(reviews: Collection[Review], sight: Sight) -> tuple[LateStage, ...]:
    """What is late now before what was met late, the latest first."""
    late = [
        LateStage(line_of(each, sight), deadline_view(each, deadline))
        for each in reviews
        for deadline in each.deadlines(sight.today)
        if deadline.is_late
    ]
    late.sort(key=lambda one: (one.deadline.done is not None, -one.deadline.due.toordinal(), one.review.reference))
    return tuple(late[:MOST_LATE])


def _quality(reviews: Collection[Review], today: date) -> tuple[QualityFact, ...]:
    """Plain facts, each of those reviews of which it can be said."""
    closed = [each for each in reviews if each.row.closed_on]
    staffed, led = _staffed_and_led(reviews, today)
    lessons = with_lessons()
    out = [each for each in closed if each.are_lessons_out]
    return (
        QualityFact("A lead reviewer is named, of reviews whose reviewers are recorded here", len(led), len(staffed)),
        QualityFact(
            "The national panel advised before it was published or withheld",
            sum(each.last_advice(ON_PUBLICATION) is not None for each in closed),
            len(closed),
        ),
        QualityFact("Its lessons may be read by others", len(out), len(closed)),
        QualityFact("Findings are recorded", sum(each.duty.id in lessons for each in out), len(out)),
        QualityFact("Findings sent to boards, and answered by them", *answered_lessons([each.duty.id for each in out])),
    )


def _staffed_and_led(reviews: Collection[Review], today: date) -> tuple[set[str], set[str]]:
    """The reviews that somebody accepted, and those of them on which one of these leads."""
    duties = {each.duty.id: each.duty for each in reviews}
    parts = parts_on(list(duties))
    records = [each for each in (read_placements(today, duties) if duties else ()) if each.status in STAFFED]
    led = {each.duty for each in records if parts.get(each.duty, {}).get(each.person) == LEAD}
    return {each.duty for each in records}, led
