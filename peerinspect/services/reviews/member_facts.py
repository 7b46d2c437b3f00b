"""What speaks of the ties of some people of the panel: a few hundred rows, however many reviews are looked at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peerinspect.domain import Duty, Facts, Placement
from peerinspect.domain.kinds import REVIEW
from peerinspect.store.reading.councils import read_arrangements_of, read_authorities
from peerinspect.store.reading.duties import called_off, read_duties, sealed_duties
from peerinspect.store.reading.people import read_people, read_ties_of
from peerinspect.store.reading.placements import OFF, duties_of, read_placements
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.surroundings import duties_at


def facts_of_members(people: Collection[str], reviews: Collection[Duty], today: date) -> Facts:
    """The people, their open work, reviews at their councils, what they share and declared; and the reviews looked at.

    Every tie between one of them and a council starts from them, so the reviews' own councils need not be read.
    """
    known = read_people(people)
    homes = {post.authority for one in known.values() for post in one.posts}
    wanted = (duties_of(people) | duties_at(homes, REVIEW)) - called_off() - sealed_duties(today)
    own = read_duties(today, wanted) if wanted else {}
    arrangements, interests = read_arrangements_of(homes), read_ties_of(people)
    named = {each.authority for each in interests if each.authority}.union(
        homes, *(each.authorities for each in arrangements), *(each.authorities for each in own.values())
    )
    records = read_placements(today, own, people) if own else ()
    return Facts(
        as_of=today,
        people=known,
        duties={**own, **{each.id: each for each in reviews}},
        authorities=read_authorities(named),
        arrangements=arrangements,
        interests=interests,
        placements=tuple(
            Placement(each.person, each.duty, each.status, each.pinned) for each in records if each.status not in OFF
        ),
        policy=read_policy(),
    )
