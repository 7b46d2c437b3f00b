"""Two rosters to show on pages, without a search: seats are filled in turn by whoever offers such work.

Nobody asked the rules, so these are no rosters to publish. Pages do not know that, and take as long as for real ones.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import cycle, islice

from peerinspect import store
from peerinspect.domain import Facts, Roster, RosterPlacement, Shortfall
from peerinspect.domain.roster import GoalValue
from peerinspect.files import digest_of, policy_digest
from peerinspect.files.problems import canonical
from peerinspect.files.rosters import roster_bytes
from peerinspect.independence.rulebook import VERSION
from peerinspect.services.problems import open_problem
from peerinspect.services.saving import Part
from peerinspect.services.veil import OPEN
from peerinspect.store.tables import (
    RosterGoalRow,
    RosterObjectionRow,
    RosterPartRow,
    RosterPlacementRow,
    RosterRow,
    RosterShortfallRow,
)

GOALS = ("fill", "waivers", "keep", "peak", "spread", "fit", "canon")
LEFT_EMPTY = 40
"""Every so many seats one stays empty."""
WAIVED = 30
"""Every so many placements one rests on an objection."""
NEXT = 7
"""How far on the second roster begins to deal seats out."""


def make_rosters(today: date, by: str) -> tuple[str, str]:
    """Write two drafts of the open work, the second different in every seat; their ids."""
    facts = open_problem(today)
    found = (_filled(facts, 0), _filled(facts, NEXT))
    moment = datetime.now(UTC)
    with store.transaction():
        first, second = (
            _write(facts, roster, moment + timedelta(seconds=number), by) for number, roster in enumerate(found)
        )
    return first, second


def _filled(facts: Facts, skipped: int) -> Roster:
    """What goes on, and every other seat dealt out in turn."""
    going_on = [each for each in facts.placements if facts.is_fixed(each)]
    taken: dict[str, set[str]] = defaultdict(set)
    for each in going_on:
        taken[each.duty].add(each.person)
    willing = {
        kind: islice(
            cycle([id_ for id_, one in facts.people.items() if any(offer.kind == kind for offer in one.offers)]),
            skipped,
            None,
        )
        for kind in {offer.kind for one in facts.people.values() for offer in one.offers}
    }
    placements = [RosterPlacement(each.person, each.duty, each.status) for each in going_on]
    shortfalls = []
    for number, duty in enumerate(duty for duty in facts.duties.values() if facts.is_open(duty)):
        empty = duty.seats - len(taken[duty.id])
        if number % LEFT_EMPTY == 0 and empty > 0:
            shortfalls.append(Shortfall(duty.id, empty))
            continue
        for person in islice(willing.get(duty.kind, ()), max(0, empty)):
            objections = ("same-region",) if len(placements) % WAIVED == 0 else ()
            placements.append(RosterPlacement(person, duty.id, "proposed", objections))
    goals = tuple(GoalValue(name, Fraction(100), Fraction(90)) for name in GOALS)
    return Roster(
        problem=digest_of(facts),
        rulebook=VERSION,
        policy=policy_digest(facts.policy),
        engine_name="dealt out",
        engine_version="1",
        seed=1,
        status="feasible",
        goals=goals,
        placements=tuple(placements),
        shortfalls=tuple(shortfalls),
    )


def _write(facts: Facts, roster: Roster, made_at: datetime, by: str) -> str:
    """A draft with its one part."""
    id_ = store.new_token()
    store.add(RosterRow(id=id_, title="Dealt out in turn", as_of=facts.as_of, made_at=made_at, made_by=by))
    part = RosterPartRow(
        roster=id_,
        part=OPEN,
        status=roster.status,
        problem_digest=roster.problem,
        rulebook=roster.rulebook,
        policy=roster.policy,
        problem_bytes=canonical(facts),
        roster_bytes=roster_bytes(roster),
        checked_on=facts.as_of,
        is_clean=True,
        rules_examined=44,
        pairs_examined=36_366,
        threes_examined=135_520,
        findings="Clean.",
    )
    store.add(part)
    own = Part(OPEN, facts, roster)
    store.add(
        *(
            RosterGoalRow(part=part.id, position=number, name=goal.name, value=goal.value, bound=goal.bound)
            for number, goal in enumerate(roster.goals)
        ),
        *(
            RosterPlacementRow(
                part=part.id,
                duty=each.duty,
                person=each.person,
                status=each.status,
                objections=" ".join(each.objections),
            )
            for each in own.placements()
        ),
        *(RosterShortfallRow(part=part.id, duty=each.duty, seats=each.seats) for each in roster.shortfalls),
        *(
            RosterObjectionRow(
                part=part.id,
                position=number,
                rule="same-region",
                sentence="Both councils lie in one region.",
                people=each.person,
                duties=each.duty,
            )
            for number, each in enumerate(each for each in roster.placements if each.objections)
        ),
    )
    return id_
