"""From an examination to Timefold's facts, and its search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig

from benchmarks.timefold_model import Bucket, Filling, Meeting, Need, Option, Pair, Plan, Seat, rules
from peerinspect.domain import Strength
from peerinspect.independence import goals
from peerinspect.independence.examiner import Ceiling, Examination, free_seats

UNIT = 4
"""Costs in parts of this, so that halves and quarters are whole."""


def problem_of(found: Examination) -> Plan:
    """All the candidates as options, with nobody placed yet."""
    facts = found.facts
    keep = goals.keep_weights(facts)
    fixed_days = goals.days_placed(facts, (one.pair for one in found.fixed))
    options = [
        Option(
            index,
            one.person.id,
            int(found.alone[index] * UNIT),
            keep.get(one.pair, 0),
            int(goals.fit_score(one) * UNIT),
            one.duty.workload,
            max(1, one.person.days_offered()),
            fixed_days.get(one.person.id, 0),
        )
        for index, one in enumerate(found.candidates)
    ]
    soft = {pair: cost for pair, cost in found.soft_pairs.items() if pair not in found.hard_pairs}
    pairs = [Pair(one, other, 0) for one, other in sorted(found.hard_pairs)]
    pairs += [Pair(one, other, int(cost * UNIT)) for (one, other), cost in sorted(soft.items())]
    needs, meetings = _needs(found)
    return Plan(pairs, _fillings(found), needs, meetings, _seats(found, options))


def _fillings(found: Examination) -> list[Filling]:
    """What candidates put into ceilings, those left out that another one of the same holder implies."""
    of_holder: dict[tuple[str, Hashable], list[tuple[int, Ceiling]]] = defaultdict(list)
    for ceiling in found.ceilings:
        room = max(ceiling.bucket.ceiling, ceiling.settled) - ceiling.settled
        if sum(ceiling.members.values()) > room:
            of_holder[ceiling.rule.code, ceiling.bucket.holder].append((room, ceiling))
    fillings, number = [], 0
    for ceilings in of_holder.values():
        kept: list[tuple[int, set[tuple[int, int]]]] = []
        for room, ceiling in sorted(ceilings, key=lambda one: -len(one[1].members)):
            members = set(ceiling.members.items())
            if any(other_room <= room and members <= others for other_room, others in kept):
                continue
            kept.append((room, members))
            is_hard = ceiling.rule.as_set(ceiling.rule.own_strength) is Strength.HARD
            bucket = Bucket(number, room, 0 if is_hard else int(ceiling.rule.weight * UNIT))
            fillings += [Filling(bucket, index, amount) for index, amount in sorted(members)]
            number += 1
    return fillings


def _seats(found: Examination, options: list[Option]) -> list[Seat]:
    teams: dict[str, list[Option]] = defaultdict(list)
    for one, option in zip(found.candidates, options, strict=True):
        teams[one.duty.id].append(option)
    seats: list[Seat] = []
    for duty_id, team in sorted(teams.items()):
        duty = found.facts.duties[duty_id]
        free = free_seats(duty, [one for one in found.fixed if one.duty.id == duty_id])
        cost = int(found.facts.priority(duty) * UNIT)
        seats += [Seat(len(seats) + number, cost, team) for number in range(free)]
    return seats


def _needs(found: Examination) -> tuple[list[Need], list[Meeting]]:
    needs: list[Need] = []
    meetings: list[Meeting] = []
    teams: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(found.candidates):
        teams[one.duty.id].append(index)
    for duty_id, team in sorted(teams.items()):
        duty = found.facts.duties[duty_id]
        fixed = [one for one in found.fixed if one.duty.id == duty_id]
        for cover in found.rulebook.covers:
            for need in goals.missing_needs(found.facts, duty, fixed, cover):
                who = [index for index in team if cover.meets(need, found.candidates[index])]
                meetings += [Meeting(len(needs), index) for index in who]
                needs.append(Need(len(needs), int(found.facts.priority(duty) * UNIT / 2)))
    return needs, meetings


def solved(plan: Plan, seconds: float) -> Plan:
    """The best plan that so many seconds give."""
    config = SolverConfig(
        solution_class=Plan,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(seconds * 1000))),
    )
    found: Plan = SolverFactory.create(config).build_solver().solve(plan)
    return found
