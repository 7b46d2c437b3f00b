"""Two cohorts for the demo, one over and one running: training, words on readiness, and directors since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from peerinspect import store
from peerinspect.domain import Person, add_months
from peerinspect.domain.programme import TRAINING_FIELDS
from peerinspect.services.programme.cohorts import Cohort, open_cohort
from peerinspect.services.programme.readiness import SayReady, say_ready
from peerinspect.services.reader import Reader
from peerinspect.store import history
from peerinspect.store.history import Happening
from peerinspect.store.reading.mentors import aspirations_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import duties_of
from peerinspect.store.reading.programme import CONFIRMED, DECLINED, aspirants, in_a_cohort_now
from peerinspect.store.tables import AspirantTrainingRow, AspirationRow, CohortMemberRow

DOZEN, NEW_DIRECTORS = 12, 3
OLD_MONTHS, NEW_MONTHS, OVER_MONTHS = 27, 7, 8
LEADS = ("Imogen Sample, former director", "Rafe Placeholder, former director")
PROVIDERS = {
    "teaching": "The Invented College for Teachers",
    "social-work": "Exemplar School of Social Work",
    "youth-work": "Samplers' Youth Academy",
    "health": "Placeholder Health Trust",
}
GOALS = (
    "To run a whole service through a budget year",
    "To work with schools and health at one table",
    "To prepare a council for an inspection, and to come through it",
)
WHY_LEFT = ("Took a post outside children's services", "Their council could not spare them")
WHY_READY = ("Covered for a director for a month, and well", "Their mentor and their council both say so")
NOT_ANY_MORE = "They ask to wait until they are back from leave"


def show_programme(coordinator: Reader, today: date) -> None:
    """A cohort that is over, with some who became directors, and one that runs, in all states of readiness."""
    everybody = read_people()
    people = [everybody[id_] for id_ in sorted(aspirants() - in_a_cohort_now(), key=_placed_first)]
    begun, ended = add_months(today, -OLD_MONTHS), add_months(today, -OVER_MONTHS)
    new = _new_directors(begun, today)
    old = [*new, *people[: DOZEN - len(new)]]
    running = people[DOZEN - len(new) : 2 * DOZEN - len(new)]
    first = open_cohort(Cohort(f"Cohort of {begun.year}", begun, ended, DOZEN, LEADS[0]), coordinator)
    since = add_months(today, -NEW_MONTHS)
    name = f"Cohort of {since.year}" if since.year != begun.year else f"Second cohort of {since.year}"
    second = open_cohort(Cohort(name, since, add_months(since, 18), DOZEN + 2, LEADS[1]), coordinator)
    _join(first, old, begun, ended, coordinator, today)
    _join(second, running, since, None, coordinator, today)
    _train(old, begun, 4, coordinator, today)
    _train(running, since, 2, coordinator, today)
    _speak([each for each in old if each.aspirant], running, coordinator, today)


def _placed_first(person_id: str) -> tuple[bool, str]:
    """Who has had work to do comes first, so that the report has something to count."""
    return not duties_of([person_id]), person_id


def _new_directors(begun: date, today: date) -> list[Person]:
    """Some whose first post as a director began after the cohort did, and who were something else before."""
    found = []
    for _, one in sorted(read_people().items()):
        starts = [post.period.start for post in one.posts if post.role == "director"]
        known = [start for start in starts if start is not None]
        if known and len(known) == len(starts) and begun + timedelta(weeks=8) < min(known) <= today:
            found.append(one)
    return found[:NEW_DIRECTORS]


def _join(
    cohort: str, people: Sequence[Person], day: date, ended: date | None, coordinator: Reader, today: date
) -> None:
    """Everybody joins within three weeks; of a cohort that is over two left, and the others completed it."""
    rows, told = [], []
    for place, one in enumerate(people):
        leaves = place in (len(people) - 1, len(people) - 2) if ended else place == len(people) - 1
        row = CohortMemberRow(id=store.new_token(), cohort=cohort, person=one.id, why="")
        row.joined_on = min(today, day + timedelta(days=2 * place))
        if leaves:
            row.left_on, row.why = min(today, row.joined_on + timedelta(weeks=14)), WHY_LEFT[place % len(WHY_LEFT)]
        elif ended:
            row.completed_on = ended
        rows.append(row)
        told.append(Happening("join-cohort", one.id, {"sentence": f"{one.name} joined a cohort of the programme."}))
    with store.transaction():
        store.add(*rows)
        history.record_all(coordinator.user_id, told)


def _train(people: Sequence[Person], since: date, most: int, coordinator: Reader, today: date) -> None:
    """Training in up to so many fields each; a few entries wait for a coordinator, and one was declined."""
    rows, told, fields = [], [], tuple(TRAINING_FIELDS)
    said = aspirations_of([one.id for one in people])
    goals = []
    for place, one in enumerate(people):
        if place % 4 != 3 and one.aspirant and one.id not in said:
            goals.append(AspirationRow(person=one.id, goal=GOALS[place % len(GOALS)], said_on=today))
        for number in range(max(1, most - place % 4) if place % 5 else most):
            field = fields[(place + number) % len(fields)]
            row = _training(one.id, field, min(today, since + timedelta(weeks=6 * number + 4)), coordinator, today)
            if most < len(fields) and number == 0 and place % 4 == 1:
                row.outcome, row.settled_by, row.settled_on = None, None, None
            rows.append(row)
            sentence = f"Training in {TRAINING_FIELDS[field].lower()} with {row.provider} was added."
            told.append(Happening("add-aspirant-training", one.id, {"sentence": sentence}))
    if rows and most < len(fields):
        rows[-1].outcome, rows[-1].why = DECLINED, "The reference is not that of a certificate"
    with store.transaction():
        store.add(*rows, *goals)
        history.record_all(coordinator.user_id, told)


def _training(person: str, field: str, day: date, coordinator: Reader, today: date) -> AspirantTrainingRow:
    return AspirantTrainingRow(
        id=store.new_token(),
        person=person,
        field=field,
        starts=day,
        ends=min(today, day + timedelta(days=2)),
        provider=PROVIDERS[field],
        evidence=f"Certificate {field[:2].upper()}-{day:%y%m%d}",
        recorded_by=coordinator.user_id,
        recorded_on=min(today, day + timedelta(weeks=1)),
        outcome=CONFIRMED,
        why="",
        settled_by=coordinator.user_id,
        settled_on=min(today, day + timedelta(weeks=1)),
    )


def _speak(old: Sequence[Person], running: Sequence[Person], coordinator: Reader, today: date) -> None:
    """Some are said to be ready, and of one the word is taken back."""
    ready = [*old[:5], *running[:2]]
    for place, one in enumerate(ready):
        say_ready(SayReady(one.id, True, WHY_READY[place % len(WHY_READY)]), coordinator, today)
    for one in ready[1:2]:
        say_ready(SayReady(one.id, False, NOT_ANY_MORE), coordinator, today)
