"""What all lives have of the aspirant programme and of secondments: the peer is on one while the seat is filled.

The peer's secondment is one of inspections, so that the sealed one is among those that their page would list.
"""

from __future__ import annotations

from datetime import timedelta

from small_world import TODAY, World
from veil_world import PEER

from peerinspect import store
from peerinspect.domain import Duty, Period, Placement
from peerinspect.domain.kinds import SECOND
from peerinspect.services.addresses import placement_address
from peerinspect.services.aspiring import Aspire, aspire
from peerinspect.services.liaison.inspecting import RecordInspection, record_inspection
from peerinspect.services.programme.cohorts import Cohort, JoinCohort, join_cohort, open_cohort
from peerinspect.services.programme.training import AddTraining, add_training
from peerinspect.store.loading import load_duties, load_placements
from peerinspect.store.tables import OfferRow, SecondmentNeedRow

TRAINED = Period(TODAY - timedelta(weeks=4), TODAY - timedelta(weeks=4) + timedelta(days=4))
APART, LEARNER = "seconded", "C01"


def learn_and_be_seconded(world: World) -> None:
    """An aspirant in a cohort, with training that waits; the peer's secondment, with an inspection typed in."""
    me = world.senior(LEARNER)
    aspire(Aspire("To run a whole service", 0, 5), me, TODAY)
    cohort = Cohort("Spring", TODAY - timedelta(weeks=9), TODAY + timedelta(weeks=40), 5, "Ada Example")
    id_ = open_cohort(cohort, world.uncleared)
    join_cohort(JoinCohort(id_, f"{LEARNER}-senior", TODAY), world.uncleared, TODAY)
    add_training(AddTraining("health", TODAY, None, "A hospital", "Certificate 7"), me, TODAY)
    person = f"{PEER}-director"
    with store.transaction():
        load_duties([Duty(APART, SECOND, TRAINED, 1)])
        load_placements([Placement(person, APART, "done")], [])
        need = SecondmentNeedRow(duty=APART, region="", note="", requested_by=world.liaison.user_id)
        need.requested_on, need.pattern, need.inspections, need.months = TODAY, "inspections", 3, 18
        store.add(need, OfferRow(person=f"{PEER}-senior", kind=SECOND, days=5))
    typed = RecordInspection(APART, placement_address(person, APART), "C05", TODAY - timedelta(days=7))
    record_inspection(typed, world.liaison, TODAY)
