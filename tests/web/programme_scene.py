"""A cohort with one aspirant, whose training waits, and an inspection typed in for somebody on a secondment."""

from __future__ import annotations

from datetime import date, timedelta

from small_world import CODES, TODAY, World

from peerinspect.services.aspiring import Aspire, aspire
from peerinspect.services.liaison.inspecting import RecordInspection, record_inspection
from peerinspect.services.programme.cohorts import Cohort, JoinCohort, join_cohort, open_cohort
from peerinspect.services.programme.training import AddTraining, add_training

LEARNER = CODES[6]


def on_a_programme(world: World, seconded: str, address: str) -> dict[str, str]:
    """What the addresses of the programme's and a secondee's pages are filled with."""
    me = world.senior(LEARNER)
    aspire(Aspire("To run a whole service", 100, 0), me, TODAY)
    cohort = Cohort("Spring", TODAY - timedelta(weeks=20), TODAY + timedelta(weeks=20), 12, "Ada Example")
    cohort_id = open_cohort(cohort, world.uncleared)
    joined = JoinCohort(cohort_id, f"{LEARNER}-senior", TODAY)
    typed = RecordInspection(seconded, address, CODES[2], date(2025, 3, 3), date(2025, 3, 7))
    took = AddTraining("health", date(2026, 1, 12), None, "A hospital", "Certificate 7")
    return {
        "cohort_id": cohort_id,
        "member_id": join_cohort(joined, world.uncleared, TODAY),
        "training_id": add_training(took, me, TODAY),
        "inspection_id": record_inspection(typed, world.liaison, TODAY),
    }
