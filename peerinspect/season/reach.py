"""Who works near enough to a council to be asked first."""

from __future__ import annotations

from peerinspect.domain import Duty, Facts, Person
from peerinspect.independence.goals import travel_minutes
from peerinspect.independence.rules.out_of_reach import OutOfReach


class Reach:
    """The ways between councils, each estimated once; for the posts that people hold on the day of the facts."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._most = facts.policy.parameter(OutOfReach.code, "minutes", OutOfReach.defaults["minutes"])
        self._far: dict[tuple[str, str], bool] = {}
        self._homes = {
            person.id: [post.authority for post in person.posts if post.period.holds(facts.as_of)]
            for person in facts.people.values()
        }

    def is_beyond(self, person: Person, duty: Duty) -> bool:
        """Whether one of the person's councils is too far from one of the duty's."""
        return any(self._is_far(home, target) for home in self._homes[person.id] for target in duty.authorities)

    def _is_far(self, home: str, target: str) -> bool:
        if (home, target) not in self._far:
            known = self._facts.authorities
            minutes = travel_minutes(known[home], known[target])
            self._far[home, target] = minutes is None or minutes > self._most
        return self._far[home, target]
