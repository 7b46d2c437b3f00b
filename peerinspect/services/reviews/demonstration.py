"""Case reviews for the demo: over a dozen years, in all states, with a national panel of seven that advises on them.

What is over is written in one go, with an event each, like a register that is read in. Nothing here is true of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Duty, Period, Person, Placement, add_months
from peerinspect.domain.kinds import REVIEW
from peerinspect.services.lives.effects import objections_to
from peerinspect.services.reader import Reader
from peerinspect.services.reviews.advising import ADVICE
from peerinspect.services.reviews.demonstration_cases import Case, going_cases, past_cases
from peerinspect.services.reviews.demonstration_season import fill_in_the_season
from peerinspect.services.reviews.membership import AddMember, LinkAccount, add_member, link_account
from peerinspect.services.reviews.parts import LEAD
from peerinspect.services.wording import duty_title
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import (
    DutyRow,
    PanelAdviceRow,
    PanelVoiceRow,
    ReviewDelayRow,
    ReviewPartRow,
    ReviewRow,
)

EXPERTISE = (
    "Chairing, children's social care",
    "Paediatrics",
    "Family law",
    "Policing",
    "Schools",
    "Health visiting",
    "Research on serious cases",
)
STAFFED = frozenset({"reviewer-appointed", "draft", "final"})
MOST_TRIED = 12
ONE_DAY = timedelta(days=1)
Cases = tuple[tuple[Case, Duty], ...]


def show_reviews(coordinator: Reader, panel: Reader, today: date) -> None:
    """Make them. `panel` is the account that speaks for the panel's chair. What finds nobody to review is decided."""
    seats = _seat_the_panel(coordinator, panel, today)
    if not seats:
        return
    home = next(iter(sorted({post.authority for post in seats[-1].posts if post.period.holds(today)})))
    cases = tuple(_with_duties([*past_cases(today), *going_cases(today)], home, today))
    with store.transaction():
        fill_in_the_season(coordinator, today)
        load_duties([duty for _, duty in cases], {duty.id: case.state for case, duty in cases})
        for case, duty in cases:
            _write_days(case, duty)
            _write_advice(case, duty, coordinator, [one.id for one in seats[:4]])
        _write_events(cases, coordinator)
    _staff([(case, duty) for case, duty in cases if case.state in STAFFED], [one.id for one in seats], today)


def _seat_the_panel(coordinator: Reader, panel: Reader, today: date) -> list[Person]:
    """Seven people of different councils who have declared lately; the chair has the account."""
    chosen: list[Person] = []
    homes: set[str] = set()
    for one in sorted(read_people().values(), key=lambda each: (each.name, each.id), reverse=True):
        own = {post.authority for post in one.posts if post.period.holds(today)}
        is_declared = one.declared_on is not None and add_months(one.declared_on, 12) > today
        if own and is_declared and not own & homes and len(chosen) < len(EXPERTISE):
            chosen.append(one)
            homes |= own
    since = add_months(today, -20)
    for number, one in enumerate(chosen):
        term = AddMember(one.id, since, add_months(since, 36), number == 0, EXPERTISE[number])
        id_ = add_member(term, coordinator, today)
        if number == 0:
            link_account(LinkAccount(id_, panel.user_id), coordinator, today)
    return chosen


def _with_duties(cases: list[Case], home: str, today: date) -> Iterator[tuple[Case, Duty]]:
    """Each case with a duty: at councils all over the country, one of them at a panel member's own."""
    places = sorted(code for code, place in read_places().items() if place.ended_on is None and code != home)
    step = max(1, len(places) // (2 * len(cases)))
    for number, case in enumerate(cases):
        where = places[(2 * number) * step % len(places)]
        others = {places[(2 * number + 1) * step % len(places)]} if case.joint else set()
        councils = frozenset({home} if case.own_council else {where, *others})
        yield case, Duty(store.new_token(), REVIEW, _period(case, today), 1, councils, days=10, case=case.reference)


def _period(case: Case, today: date) -> Period:
    """The reviewers' work: from their appointment, or soon, until the end or half a year later."""
    first = case.day(2) or (case.day(1) or case.known) + timedelta(days=28)
    closed = case.day(5)
    if closed is not None:
        return Period(first, closed)
    last = max(add_months(first, 6) - ONE_DAY, today + timedelta(days=60))
    return Period(first, last if case.state != "no-review" else max(first, case.day(1) or first))


def _write_days(case: Case, duty: Duty) -> None:
    """The review's own row, and the day that its state dates from."""
    row = store.db.session.get_one(ReviewRow, duty.id)
    row.kind, row.known_on, row.notified_on = case.kind, case.known, case.day(0)
    row.rapid_on, row.appointed_on, row.draft_on = case.day(1), case.day(2), case.day(3)
    row.decided_on = None if case.state == "no-review" else case.day(1)
    row.final_on, row.closed_on = case.day(4), case.day(5)
    row.lessons_on = case.day(5) if case.state == "published" or case.has_lessons else None
    row.reasons = "The partners looked at what was known and at what could be learned" if case.day(1) else None
    if case.state == "published":
        row.report = f"Report {case.reference}"
    if case.state == "withheld":
        row.withheld_because = "Nothing could be taken out that would keep those concerned from being known"
    dated = [case.day(number) for number in range(6)]
    own = store.db.session.get_one(DutyRow, duty.id)
    own.state_on = max((each for each in dated if each), default=case.known)


def _write_advice(case: Case, duty: Duty, coordinator: Reader, voices: Collection[str]) -> None:
    """What the panel advised, and why something took longer."""
    for topic, advice, after in case.advice:
        day = case.known + timedelta(days=after)
        row = PanelAdviceRow(
            duty=duty.id,
            topic=topic,
            advice=advice,
            reasons=f"{ADVICE[topic][advice]}: the panel read the papers and discussed them",
            reference=f"Panel letter {case.reference}",
            given_on=day,
            recorded_by=coordinator.user_id,
        )
        store.add(row)
        if case.state not in ("published", "withheld", "no-review"):
            store.add(*(PanelVoiceRow(advice=row.id, person=each) for each in voices))
    for stage, reason, words, after, until in case.delays:
        store.add(
            ReviewDelayRow(
                duty=duty.id,
                stage=stage,
                reason=reason,
                words=words,
                expected_on=case.known + timedelta(days=until),
                recorded_by=coordinator.user_id,
                recorded_on=case.known + timedelta(days=after),
            )
        )


def _write_events(cases: Cases, coordinator: Reader) -> None:
    """One event for each review that is read in."""
    places = read_places()
    history.record_all(
        coordinator.user_id,
        [
            Happening("load-review", duty.id, {"sentence": f"Read in: {duty_title(duty, places)}."}, duty.id)
            for _, duty in cases
        ],
    )


def _staff(cases: Collection[tuple[Case, Duty]], apart: Collection[str], today: date) -> None:
    """A lead reviewer for each that has one, whom no rule forbids; all are found before any is placed."""
    taken = set(apart)
    found: dict[str, str] = {}
    for _, duty in cases:
        person = _clear_for(duty, taken, today)
        if person is not None:
            found[duty.id] = person
            taken.add(person)
    with store.transaction():
        load_placements([Placement(person, id_, "accepted") for id_, person in found.items()], [])
        store.add(*(ReviewPartRow(duty=id_, person=person, part=LEAD) for id_, person in found.items()))
        for _, duty in cases:
            if duty.id not in found:
                row, own = store.db.session.get_one(ReviewRow, duty.id), store.db.session.get_one(DutyRow, duty.id)
                own.state, own.state_on = "decided", row.decided_on
                row.appointed_on = row.draft_on = row.final_on = None


def _clear_for(duty: Duty, taken: Collection[str], today: date) -> str | None:
    """Somebody who offers to review and against whom no rule stands; None where nobody is found."""
    offering = [
        one.id
        for one in read_people().values()
        if one.id not in taken
        and any(each.kind == REVIEW for each in one.offers)
        and not any(post.authority in duty.authorities for post in one.posts)
    ]
    first = sorted(offering)[:MOST_TRIED]
    if not first:
        return None
    objections = objections_to([Placement(each, duty.id, "accepted") for each in first], duty, today)
    return next((each for each in first if not objections[each]), None)
