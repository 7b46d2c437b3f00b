"""Days for the reviews of a season, which says of them only when reviewers are wanted: for the demo alone."""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.review_kinds import LOCAL
from peerinspect.domain.lives.reviews import APPOINTED, DECIDED, PUBLISHED
from peerinspect.services.lives.team import STAFFED
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.advising import AGREES, IN_FULL
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION
from peerinspect.services.reviews.parts import LEAD
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.reading.reviews import ReviewsWanted, review_ids, review_rows
from peerinspect.store.tables import DutyRow, PanelAdviceRow, ReviewPartRow, ReviewRow

LETTER = "Panel letter of that month"


def fill_in_the_season(coordinator: Reader, today: date) -> None:
    """Give each review without any day the days that it might have had, and whoever did it the lead."""
    rows = {id_: row for id_, row in review_rows(review_ids(ReviewsWanted())).items() if row.known_on is None}
    duties = {id_: each for id_, each in read_duties(today, rows).items() if each.kind == REVIEW}
    staff: dict[str, str] = {}
    for each in read_placements(today, duties) if duties else ():
        if each.status in STAFFED:
            staff[each.duty] = min(staff.get(each.duty, each.person), each.person)
    for number, (id_, duty) in enumerate(sorted(duties.items(), key=lambda one: (one[1].first_day, one[1].case or ""))):
        _fill_in(rows[id_], duty, id_ in staff, number, today)
        _advise(rows[id_], number, coordinator)
    store.add(*(ReviewPartRow(duty=id_, person=person, part=LEAD) for id_, person in sorted(staff.items())))
    said = {"sentence": "Its days were read in."}
    history.record_all(coordinator.user_id, [Happening("load-review", id_, said, id_) for id_ in sorted(duties)])


def _fill_in(row: ReviewRow, duty: Duty, is_staffed: bool, number: int, today: date) -> None:
    """Counted back from the reviewers' first day, or from today where that is to come; every ninth is slow."""
    is_over = duty.last_day < today
    before = (12 if number % 9 == 0 else 0) if is_over else number % 9 + 22
    decided = min(duty.first_day, today) - timedelta(days=before)
    row.kind = LOCAL
    row.rapid_on = row.decided_on = decided
    row.notified_on = decided - timedelta(days=number % 4 + 18)
    row.known_on = row.notified_on - timedelta(days=number % 5 + 2)
    own = store.db.session.get_one(DutyRow, duty.id)
    if is_over:
        own.state, own.state_on = PUBLISHED, duty.last_day
        row.appointed_on, row.draft_on = duty.first_day, duty.last_day - timedelta(days=45)
        row.final_on = duty.last_day - timedelta(days=number % 12 + 7)
        row.closed_on = row.lessons_on = duty.last_day
        row.report = f"Report {duty.case}"
    elif is_staffed:
        row.appointed_on = min(duty.first_day, today)
        own.state, own.state_on = APPOINTED, row.appointed_on
    else:
        own.state, own.state_on = DECIDED, decided


def _advise(row: ReviewRow, number: int, coordinator: Reader) -> None:
    """The panel agrees with the decision, a week or two later, and with publication where it has come to that."""
    days = number % 5
    asked = [(ON_DECISION, AGREES, row.rapid_on, days + 10), (ON_PUBLICATION, IN_FULL, row.final_on, days + 2)]
    for topic, advice, first, after in asked:
        if first is None:
            continue
        store.add(
            PanelAdviceRow(
                duty=row.duty,
                topic=topic,
                advice=advice,
                reasons="The panel read the papers, and much can be learned from them",
                reference=LETTER,
                given_on=first + timedelta(days=after),
                recorded_by=coordinator.user_id,
            )
        )
