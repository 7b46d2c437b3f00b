"""Case reviews, for those who have to do with them: what is due next, who reviews, what the national panel advised.

Coordinators and the Ofsted liaison read all of them; the national panel and the department those that were notified;
directors, senior managers and chief executives those of their own councils. A member of the panel who takes no part in
a review reads its reference and councils, and nothing else. Nothing of a review is sealed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from peerinspect.domain.lives.review_kinds import REVIEW_KINDS, kinds_to_decide
from peerinspect.domain.lives.reviews import WITHHOLD
from peerinspect.services import views
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import only
from peerinspect.services.lives.team import STAFFED
from peerinspect.services.queries.lives import step_view
from peerinspect.services.queries.panel import advice_asked, stands_on, topics_to_advise
from peerinspect.services.queries.review_lines import deadline_view, line_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import CHIEF_EXECUTIVE, COORDINATOR, DIRECTOR, LIAISON, PANEL, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.advising import ADVICE
from peerinspect.services.reviews.deadlines import (
    DUE_SOON,
    LATE,
    ON_PUBLICATION,
    STAGES,
)
from peerinspect.services.reviews.facts import Review, read_reviews
from peerinspect.services.reviews.membership import member_of
from peerinspect.services.reviews.parts import PARTS, REVIEWER
from peerinspect.services.reviews.publication import are_lessons_out
from peerinspect.services.reviews.recusal import recused_from
from peerinspect.services.reviews.stepping import WITH_KIND, steps_now
from peerinspect.services.views import reviews as seen
from peerinspect.services.wording import plain_day
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.placements import OFF, read_placements
from peerinspect.store.reading.reviews import (
    ReviewsWanted,
    parts_on,
    review_ids,
    voices_of,
)

LINES_A_PAGE = 50
LATENESS: Mapping[str, str] = {"late": "Late", "soon": "Due within 5 working days", "delayed": "A delay is recorded"}
READERS = (COORDINATOR, LIAISON, CHIEF_EXECUTIVE, DIRECTOR, PANEL)


def reviews(reader: Reader, asked: seen.ReviewsAsked, page: int, today: date) -> views.Cut[seen.ReviewLine]:
    """A page of the reviews that are asked for, the latest first; the last page where there are fewer."""
    only(reader, *READERS)
    sight = Sight(reader, today)
    wanted = ReviewsWanted(
        asked.text, asked.kind, asked.state, _councils(reader), reader.role == PANEL, bool(asked.lateness)
    )
    ids = review_ids(wanted)
    recused = recused_from(reader, ids, today)
    if asked.kind or asked.state or asked.lateness:
        # That a review is among those asked for would tell of it.
        ids = [each for each in ids if each not in recused]
    if asked.lateness:
        found = read_reviews(ids, today)
        ids = [each for each in ids if each in found and _is_so(found[each], asked.lateness, today)]
    pages = max(1, -(-len(ids) // LINES_A_PAGE))
    number = min(max(1, page), pages)
    shown = ids[(number - 1) * LINES_A_PAGE : number * LINES_A_PAGE]
    lines = tuple(line_of(each, sight, each.duty.id in recused) for each in read_reviews(shown, today).values())
    return views.Cut(lines, number, pages, len(ids))


def _councils(reader: Reader) -> Collection[str] | None:
    """The councils whose reviews alone the reader reads; None for all."""
    return None if reader.role in (COORDINATOR, LIAISON, PANEL) else reader.authorities


def _is_so(review: Review, lateness: str, today: date) -> bool:
    """Whether something about the review is late, due soon or delayed."""
    open_ = [each for each in review.deadlines(today) if each.done is None]
    if lateness == "delayed":
        return any(each.expected for each in open_)
    state = LATE if lateness == "late" else DUE_SOON
    return any(each.state == state for each in open_)


def review(reader: Reader, duty_id: str, today: date) -> seen.ReviewView:
    """One review, as far as the reader may read of it. NotFound for any other."""
    only(reader, *READERS)
    sight = Sight(reader, today)
    found = known_review(reader, duty_id, today)
    if recused_from(reader, [duty_id], today):
        return seen.ReviewView(line_of(found, sight, True))
    row, keeps = found.row, reader.role == COORDINATOR
    deadlines = found.deadlines(today)
    open_ = [each for each in deadlines if each.done is None]
    return seen.ReviewView(
        line=line_of(found, sight),
        since=found.since,
        known_on=row.known_on,
        notified_on=row.notified_on,
        deadlines=tuple(deadline_view(found, each) for each in deadlines),
        people=_people(found, sight),
        seats=found.duty.seats,
        reasons=row.reasons or "",
        report=row.report or "",
        withheld_because=row.withheld_because or "",
        closed_on=row.closed_on,
        lessons_on=row.lessons_on,
        advice=_advice(found, reader),
        awaits=tuple(STAGES[each] for each in found.awaits),
        to_advise=tuple(views.Choice(each, STAGES[each]) for each in topics_to_advise(found, reader, today)),
        stands=stands_on([found], reader, today)[duty_id],
        steps=tuple(step_view(each, each.releases) for each in steps_now(found)) if keeps else (),
        delayable=tuple(views.Choice(each.stage, each.name) for each in open_) if keeps else (),
        may_recuse=member_of(reader, today) is not None,
        are_lessons_out=are_lessons_out(duty_id, today),
    )


def known_review(reader: Reader, duty_id: str, today: date) -> Review:
    """The review, where the reader may know of it. Raises NotFound alike for one that is not there."""
    found = read_reviews([duty_id], today).get(duty_id)
    if found is None or not _may_know(reader, found):
        raise NotFound("no such review")
    return found


def review_title(reader: Reader, duty_id: str, today: date) -> seen.ReviewLine:
    """A review's reference and councils, for the head of a form: whoever may know of it may read these."""
    only(reader, *READERS)
    return line_of(known_review(reader, duty_id, today), Sight(reader, today), True)


def _may_know(reader: Reader, found: Review) -> bool:
    if reader.role in (COORDINATOR, LIAISON):
        return True
    if reader.role == PANEL:
        return found.is_notified
    return bool(found.duty.authorities & reader.authorities)


def _people(found: Review, sight: Sight) -> tuple[seen.ReviewerView, ...]:
    """Who is on it: those who accepted, and for those who plan everybody who was asked."""
    plans = sight.reader.role in (COORDINATOR, LIAISON)
    records = read_placements(sight.today, {found.duty.id: found.duty})
    shown = [each for each in records if each.status in STAFFED or (plans and each.status not in OFF)]
    people, parts = read_people({each.person for each in shown}), parts_on([found.duty.id]).get(found.duty.id, {})
    keeps = sight.reader.role == COORDINATOR
    lines = [
        seen.ReviewerView(
            address=placement_address(each.person, each.duty),
            name=people[each.person].name,
            home_names=sight.home_names(people[each.person], found.duty),
            status=each.status,
            part=parts.get(each.person, REVIEWER),
            part_name=PARTS[parts.get(each.person, REVIEWER)] if each.status in STAFFED else "",
            may_be_named=keeps and each.status in STAFFED,
        )
        for each in shown
    ]
    return tuple(sorted(lines, key=lambda each: (list(PARTS).index(each.part), each.name, each.address)))


def _advice(found: Review, reader: Reader) -> tuple[seen.AdviceView, ...]:
    """What was advised, the latest first. Who took part is the panel's own business, and the coordinators'."""
    voices = voices_of([each.id for each in found.advice]) if reader.role in (COORDINATOR, PANEL) else {}
    names = read_names({person for each in voices.values() for person in each}) if voices else {}
    return tuple(
        seen.AdviceView(
            topic=each.topic,
            topic_name=STAGES[each.topic],
            advice=each.advice,
            words=ADVICE[each.topic][each.advice],
            reasons=each.reasons,
            reference=each.reference,
            given_on=each.given_on,
            voices=tuple(sorted(names[person] for person in voices.get(each.id, ()))),
        )
        for each in reversed(found.advice)
    )


def review_step(reader: Reader, duty_id: str, action: str, today: date) -> seen.StepForReview:
    """One step that the reader can take with a review now. For coordinators; NotFound for any other."""
    only(reader, COORDINATOR)
    found = known_review(reader, duty_id, today)
    step = next((each for each in steps_now(found) if each.action == action), None)
    if step is None:
        raise NotFound("no such step now")
    kinds = kinds_to_decide(found.kind) if step.action in WITH_KIND else ()
    advice = found.last_advice(ON_PUBLICATION) if step.action == WITHHOLD else None
    reference = (advice.reference or f"Advice of {plain_day(advice.given_on)}") if advice else ""
    return seen.StepForReview(
        step_view(step, step.releases),
        tuple(views.Choice(each, REVIEW_KINDS[each]) for each in kinds) if len(kinds) > 1 else (),
        reference,
        step.action == WITHHOLD,
    )


def review_part(reader: Reader, duty_id: str, address: str, today: date) -> seen.ReviewerView:
    """Somebody who accepted a review, by their placement's address. For coordinators; NotFound for any other."""
    only(reader, COORDINATOR)
    found = known_review(reader, duty_id, today)
    for each in _people(found, Sight(reader, today)):
        if each.address == address and each.may_be_named:
            return each
    raise NotFound("nobody who has accepted")


def advice_to_record(reader: Reader, duty_id: str, topic: str, today: date) -> seen.AdviceAsked:
    """What the form on an advice offers. For coordinators and members who are not recused; NotFound for any other."""
    only(reader, COORDINATOR, PANEL)
    return advice_asked(known_review(reader, duty_id, today), topic, reader, today)
