"""An engagement: a placement seen whole, with the person, the duty and the homes that count for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from peerinspect.domain import Arrangement, Duty, Facts, Period, Person, Placement, Post
from peerinspect.domain.placement import Pair


@dataclass(frozen=True, eq=False)
class Engagement:
    """A person on a duty. `home_posts` are the posts held on any day of the duty's span, `homes` their authorities.

    `past` marks history: done anywhere, or live or pinned on a closed duty. `fixed` marks a live or pinned placement
    on an open duty. Two engagements are the same when their `pair` is. Source: design, exact readings 1 and 5.
    """

    facts: Facts
    person: Person
    duty: Duty
    home_posts: tuple[Post, ...]
    homes: frozenset[str]
    past: bool = False
    fixed: bool = False

    @cached_property
    def pair(self) -> Pair:
        """The person's and the duty's id."""
        return (self.person.id, self.duty.id)

    @property
    def targets(self) -> frozenset[str]:
        """The duty's authorities."""
        return self.duty.authorities

    @property
    def span(self) -> Period:
        """From the duty's start (the notice day of an inspection) to its last day."""
        return self.duty.span

    @property
    def start(self) -> date:
        """The duty's first day; for an inspection its notice day where given."""
        return self.duty.start

    @cached_property
    def away_pairs(self) -> list[tuple[str, str]]:
        """Every (home, target) pair of two different authorities, in order. H = T is left to own-authority."""
        return [(home, target) for home in sorted(self.homes) for target in sorted(self.targets) if home != target]

    @cached_property
    def bonds(self) -> list[tuple[str, str, Arrangement]]:
        """Every (home, target, arrangement that both are in), whatever its kind and whenever it was in force."""
        joining = self.facts.arrangements_between
        return [
            (home, target, arrangement)
            for home, target in self.away_pairs
            for arrangement in joining.get((home, target), ())
        ]

    def on(self, duty: Duty) -> Engagement:
        """The same person on another duty, in whose span they hold the very same posts; neither past nor fixed."""
        return Engagement(self.facts, self.person, duty, self.home_posts, self.homes)

    def is_acting_up(self) -> bool:
        """Whether this is a deputy covering their own vacant post: `interim` at a home where they are no director.

        Source: design, exact reading 13.
        """
        own = self.homes & self.targets
        if self.duty.kind != "interim" or not own:
            return False
        return not any(post.role == "director" and post.authority in own for post in self.home_posts)


def engage(facts: Facts, person: Person, duty: Duty, placement: Placement | None = None) -> Engagement:
    """The engagement of a person on a duty; `placement`, where there is one, says whether it is past or fixed."""
    span = duty.span
    posts = tuple(post for post in person.posts if post.period.overlaps(span))
    return Engagement(
        facts,
        person,
        duty,
        posts,
        frozenset(post.authority for post in posts),
        past=placement is not None and facts.is_history(placement),
        fixed=placement is not None and facts.is_fixed(placement),
    )
