"""What is known of aspirants, read together: training, facts that speak for readiness, words, placements given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from peerinspect.domain import Duty, Period, Person
from peerinspect.domain.programme import TRAINING_FIELDS, Readiness, Record, readiness_of
from peerinspect.services.aspiring import LEARNING
from peerinspect.services.queries.people import title_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import declaration_standing, vetting_standing
from peerinspect.services.views import programme as views
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.mentors import aspirations_of
from peerinspect.store.reading.people import read_people
from peerinspect.store.reading.placements import PlacementRecord, duties_of
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.programme import CONFIRMED, ever_mentored, ready_words, training_rows
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import AspirantTrainingRow, CohortMemberRow, ReadyWordRow

GIVEN = frozenset({"accepted", "live", "done"})
"""The statuses of placements that were given: somebody agreed to them."""
BEGUN = frozenset({"live", "done"})
IN_DATE = frozenset({"in-force", "running-out"})
ON_IT, COMPLETED, LEFT = "on-it", "completed", "left"


def member_state(row: CohortMemberRow) -> str:
    """Where somebody is in the programme: ON_IT, COMPLETED or LEFT."""
    return LEFT if row.left_on else COMPLETED if row.completed_on else ON_IT


def training_views(rows: Collection[AspirantTrainingRow]) -> tuple[views.TrainingView, ...]:
    """Entries of training as pages show them."""
    people = read_people({row.person for row in rows}) if rows else {}
    return tuple(
        views.TrainingView(
            id=row.id,
            person_id=row.person,
            person_name=people[row.person].name,
            field=row.field,
            field_name=TRAINING_FIELDS[row.field],
            period=Period(row.starts, row.ends),
            provider=row.provider,
            evidence=row.evidence,
            recorded_on=row.recorded_on,
            outcome=row.outcome or "",
            why=row.why,
        )
        for row in rows
    )


class Aspirants:
    """What is known of some aspirants, read together: never sealed work, since cover and secondments are open."""

    def __init__(self, sight: Sight, people: Collection[str]) -> None:
        self._sight = sight
        self._people: Mapping[str, Person] = read_people(people) if people else {}
        self._training = training_views(training_rows(self._people))
        self._words = ready_words(self._people)
        self._goals, self._mentored = aspirations_of(self._people), ever_mentored(self._people)
        self._users = user_names({word.said_by for words in self._words.values() for word in words})
        self._policy = read_policy()

    @cached_property
    def _work(self) -> dict[str, Duty]:
        found = self._sight.work_among(duties_of(self._people)) if self._people else {}
        return {id_: duty for id_, duty in found.items() if duty.kind in LEARNING}

    @cached_property
    def _records(self) -> tuple[PlacementRecord, ...]:
        found = self._sight.records(self._work, self._people) if self._work else ()
        return tuple(each for each in found if each.status in GIVEN)

    def line(self, row: CohortMemberRow) -> views.MemberLine:
        """A member in a list."""
        person, words = self._people[row.person], self.words(row.person)
        return views.MemberLine(
            id=row.id,
            person_id=person.id,
            name=person.name,
            title=title_of(person, self._sight.places, self._sight.today),
            joined_on=row.joined_on,
            state=member_state(row),
            ended_on=row.completed_on or row.left_on,
            facts=self.facts(person.id),
            word=words[0] if words else None,
            placements=self.given(person.id),
        )

    def facts(self, person_id: str) -> tuple[Readiness, ...]:
        """The plain facts that speak for readiness."""
        person, today = self._people[person_id], self._sight.today
        mine = [each.status for each in self._records if each.person == person_id]
        record = Record(
            fields={each.field for each in self.training(person_id) if each.outcome == CONFIRMED},
            posts=person.posts,
            covered=sum(status in BEGUN for status in mine),
            handed_back=mine.count("done"),
            has_mentor=person_id in self._mentored,
            has_goal=person_id in self._goals,
            is_declared=declaration_standing(person, self._policy, today).state in IN_DATE,
            is_vetted=vetting_standing(person, self._policy, today).state in IN_DATE,
        )
        return readiness_of(record, today)

    def training(self, person_id: str) -> tuple[views.TrainingView, ...]:
        """Their training, the latest first."""
        return tuple(each for each in self._training if each.person_id == person_id)

    def goal(self, person_id: str) -> str:
        """What they hope to learn; "" where they have not said."""
        return self._goals[person_id].goal if person_id in self._goals else ""

    def words(self, person_id: str) -> tuple[views.ReadyWordView, ...]:
        """What coordinators said of them, the latest first."""
        return tuple(self._word(each) for each in self._words.get(person_id, ()))

    def _word(self, row: ReadyWordRow) -> views.ReadyWordView:
        return views.ReadyWordView(row.is_ready, row.reason, self._users.get(row.said_by, ""), row.said_on)

    def given(self, person_id: str, since: date = date.min) -> tuple[views.GivenPlacement, ...]:
        """The placements given to them that began on a day or later, the latest first."""
        mine = [(self._work[each.duty], each.status) for each in self._records if each.person == person_id]
        found = [
            views.GivenPlacement(
                duty_id=duty.id,
                title=duty_title(duty, self._sight.places),
                kind=duty.kind,
                period=duty.period,
                status=status,
                days=duty.workload,
            )
            for duty, status in mine
            if duty.first_day >= since
        ]
        return tuple(sorted(found, key=lambda each: (each.period.start or date.min, each.duty_id), reverse=True))
