"""The national picture in one number each: what the panel and the department begin with. Nothing of it is sealed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peerinspect.domain.directors import TEMPORARY, Term
from peerinspect.services.checking import only
from peerinspect.services.performance.figures import years_to
from peerinspect.services.reader import PANEL, Reader
from peerinspect.services.reports.reviews import by_stage
from peerinspect.services.reports.turnover import DirectorPost, changes_in
from peerinspect.services.reviews.deadlines import LATE
from peerinspect.services.reviews.facts import Review, read_reviews
from peerinspect.services.reviews.recusal import recused_from
from peerinspect.services.views import Count
from peerinspect.store.reading import lesson_search
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.directors import director_terms
from peerinspect.store.reading.performance import count_of_chairs
from peerinspect.store.reading.reviews import ReviewsWanted, review_ids
from peerinspect.store.reading.support import support_begun
from peerinspect.store.surroundings import targets_of


def national_picture(reader: Reader, today: date) -> tuple[Count, ...]:
    """The numbers, each as on the page that it leads to. For the panel and the department."""
    only(reader, PANEL)
    return (
        *_reviews(reader, today),
        Count("findings", lesson_search.count(lesson_search.Wanted(), today)),
        Count("chairs", count_of_chairs(today)),
        *_directors(today),
        Count("supported", len(targets_of(support_begun()))),
    )


def _reviews(reader: Reader, today: date) -> tuple[Count, ...]:
    """Reviews of which the panel was told; what is late or waits without those from which the reader is recused."""
    ids = review_ids(ReviewsWanted(is_notified=True))
    found = read_reviews(ids, today)
    away = recused_from(reader, ids, today)
    stages = by_stage(found.values(), today)
    done, in_time = sum(each.in_time + each.late for each in stages), sum(each.in_time for each in stages)
    return (
        Count("reviews-open", sum(not each.is_over for each in found.values())),
        Count("reviews-late", sum(_is_late(each, today) for id_, each in found.items() if id_ not in away)),
        Count("advice-waiting", sum(len(each.awaits) for id_, each in found.items() if id_ not in away)),
        Count("stages-in-time", round(100 * in_time / done) if done else 0),
    )


def _is_late(review: Review, today: date) -> bool:
    return any(each.done is None and each.state == LATE for each in review.deadlines(today))


def _directors(today: date) -> tuple[Count, ...]:
    """How many directors' posts changed holder in the twelve months to today, are held for a while, or are vacant."""
    going = {code for code, each in read_places().items() if each.ended_on is None or each.ended_on >= today}
    terms = {code: [one for one in found if one.is_post] for code, found in director_terms().items() if code in going}
    posts = [DirectorPost(one.council, one.person, one.basis, one.period) for found in terms.values() for one in found]
    now = {code: [one for one in found if one.period.holds(today)] for code, found in terms.items()}
    return (
        Count("directors-changed", sum(changes_in(posts, years_to(today)[-1].period).values())),
        Count("interims", sum(_is_passing(found) for found in now.values())),
        Count("vacant", sum(not now.get(code) for code in going)),
    )


def _is_passing(found: Collection[Term]) -> bool:
    return bool(found) and all(one.basis in TEMPORARY for one in found)
