"""The planning model for Timefold: facts, seats, and one constraint a rule or goal. Importing it starts Java."""

# Its annotations are read when classes are made, so they must not be put off.
from dataclasses import dataclass, field
from typing import Annotated, Any

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

FILL, WAIVERS, KEEP, PEAK, SPREAD, FIT = range(6)
LEVELS = 6


@dataclass
class Option:
    """A candidate: what it costs alone, what dropping it would, its fit and days; `offered` are its person's."""

    index: int
    person: str
    waivers: int
    keep: int
    fit: int
    days: int
    offered: int
    settled: int


@dataclass
class Pair:
    """Two candidates: `cost` is 0 where they exclude each other."""

    one: int
    other: int
    cost: int


@dataclass
class Bucket:
    """A ceiling: how much room there is, and what each unit beyond it costs; 0 where it is hard."""

    id: int
    room: int
    cost: int


@dataclass
class Filling:
    """What a candidate puts into a bucket."""

    bucket: Bucket
    option: int
    amount: int


@dataclass
class Need:
    """What a duty's team must hold: `cost` where nobody on it meets the need."""

    id: int
    cost: int


@dataclass
class Meeting:
    """A candidate who meets a need."""

    need: int
    option: int


@planning_entity
@dataclass
class Seat:
    """A seat of a duty, and who takes it."""

    id: Annotated[int, PlanningId]
    cost: int
    options: Annotated[list[Option], ValueRangeProvider(id="options")]
    option: Annotated[
        Option | None, PlanningVariable(allows_unassigned=True, value_range_provider_refs=["options"])
    ] = field(default=None)


@planning_solution
@dataclass
class Plan:
    """All of it."""

    pairs: Annotated[list[Pair], ProblemFactCollectionProperty]
    fillings: Annotated[list[Filling], ProblemFactCollectionProperty]
    needs: Annotated[list[Need], ProblemFactCollectionProperty]
    meetings: Annotated[list[Meeting], ProblemFactCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[
        BendableScore | None, PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=LEVELS)
    ] = field(default=None)


def _hard() -> BendableScore:
    return BendableScore.of_hard(1, LEVELS, 0, 1)


def _soft(level: int) -> BendableScore:
    return BendableScore.of_soft(1, LEVELS, level, 1)


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """Every rule and goal."""
    taken = lambda: factory.for_each(Seat)  # noqa: E731
    by_option = Joiners.equal
    loads = lambda: taken().group_by(  # noqa: E731
        lambda seat: seat.option.person,
        lambda seat: seat.option.offered,
        lambda seat: seat.option.settled,
        ConstraintCollectors.sum(lambda seat: seat.option.days),
    )
    return [
        taken()
        .join(Seat, by_option(lambda seat: seat.option.index), Joiners.less_than(lambda seat: seat.id))
        .penalize(_hard())
        .as_constraint("one seat each"),
        _both(factory, lambda pair: pair.cost == 0).penalize(_hard()).as_constraint("not both"),
        _both(factory, lambda pair: pair.cost > 0)
        .penalize(_soft(WAIVERS), lambda pair, one, other: pair.cost)
        .as_constraint("both at a price"),
        _filled(factory)
        .filter(lambda bucket, total: bucket.cost == 0 and total > bucket.room)
        .penalize(_hard(), lambda bucket, total: total - bucket.room)
        .as_constraint("ceiling"),
        _filled(factory)
        .filter(lambda bucket, total: bucket.cost > 0 and total > bucket.room)
        .penalize(_soft(WAIVERS), lambda bucket, total: bucket.cost * (total - bucket.room))
        .as_constraint("ceiling at a price"),
        factory.for_each_including_unassigned(Seat)
        .filter(lambda seat: seat.option is None)
        .penalize(_soft(FILL), lambda seat: seat.cost)
        .as_constraint("empty seat"),
        factory.for_each(Need).penalize(_soft(FILL), lambda need: need.cost).as_constraint("need"),
        factory.for_each(Meeting)
        .join(Seat, Joiners.equal(lambda one: one.option, lambda seat: seat.option.index))
        .group_by(lambda one, seat: one.need)
        .join(Need, Joiners.equal(lambda number: number, lambda need: need.id))
        .reward(_soft(FILL), lambda number, need: need.cost)
        .as_constraint("need met"),
        taken().penalize(_soft(WAIVERS), lambda seat: seat.option.waivers).as_constraint("waivers alone"),
        taken().reward(_soft(KEEP), lambda seat: seat.option.keep).as_constraint("keep"),
        loads()
        .map(lambda person, offered, settled, days: (100 * (days + settled) + offered - 1) // offered)
        .group_by(ConstraintCollectors.max(lambda share: share))
        .penalize(_soft(PEAK), lambda share: share)
        .as_constraint("peak"),
        loads()
        .penalize(
            _soft(SPREAD),
            lambda person, offered, settled, days: (
                (100 * (days + settled) * (days + settled) + offered - 1) // offered
                - (100 * settled * settled + offered - 1) // offered
            ),
        )
        .as_constraint("spread"),
        taken().impact(_soft(FIT), lambda seat: seat.option.fit).as_constraint("fit"),
    ]


def _both(factory: ConstraintFactory, wanted: Any) -> Any:
    """The pairs of which both are placed."""
    return (
        factory.for_each(Pair)
        .filter(wanted)
        .join(Seat, Joiners.equal(lambda pair: pair.one, lambda seat: seat.option.index))
        .join(Seat, Joiners.equal(lambda pair, one: pair.other, lambda seat: seat.option.index))
    )


def _filled(factory: ConstraintFactory) -> Any:
    """The buckets with what is in them."""
    return (
        factory.for_each(Filling)
        .join(Seat, Joiners.equal(lambda filling: filling.option, lambda seat: seat.option.index))
        .group_by(lambda filling, seat: filling.bucket, ConstraintCollectors.sum(lambda filling, seat: filling.amount))
    )
