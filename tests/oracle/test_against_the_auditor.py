"""The auditor against the oracle's judge, over rosters good and bad: drawn blindly, overfull, without the fixed."""

import json
from random import Random

import pytest

from .chance import odds
from .comparing import is_usable
from .comparing_audits import disagreements, known_to
from .judge import Pair
from .problems import blind_roster, random_problem
from .reduce import smallest


@pytest.mark.parametrize("part", range(10))
def test_the_auditor_says_of_any_roster_what_the_judge_says(part: int) -> None:
    for seed in range(part * 120, (part + 1) * 120):
        rng = Random(seed)
        problem = random_problem(rng, goes_round=odds(rng, 30))
        roster = blind_roster(rng, problem)
        if disagreements(problem, roster):
            report_smallest(problem, roster)


def report_smallest(problem: dict, roster: list[Pair]) -> None:
    """Fail with the smallest problem that still differs, written out to be read and kept."""

    def fails(smaller: dict) -> bool:
        return is_usable(smaller) and bool(disagreements(smaller, known_to(smaller, roster)))

    least = smallest(problem, fails)
    known = known_to(least, roster)
    pytest.fail("\n".join([*disagreements(least, known), str(known), json.dumps(least, indent=1)]))
