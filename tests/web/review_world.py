"""A case review that has been decided on, with somebody who accepted it, and a national panel of three."""

from __future__ import annotations

from datetime import timedelta

from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services.addresses import placement_address
from peerinspect.services.duties import RegisterReview, register_review
from peerinspect.services.reviews.deadlines import ON_DECISION
from peerinspect.services.reviews.membership import AddMember, LinkAccount, add_member, link_account
from peerinspect.services.reviews.stepping import TakeReviewStep, take_review_step
from peerinspect.store.loading import load_placements

REVIEWED, REFERENCE = CODES[3], "CR-2026/41"
REVIEWER = f"{CODES[11]}-senior"
MEMBERS = tuple(f"{CODES[number]}-senior" for number in (6, 7, 8))


def reviewed(
    world: World, code: str = REVIEWED, reviewer: str = REVIEWER, members: tuple[str, ...] = MEMBERS
) -> dict[str, str]:
    """What the addresses of a review and of the panel are filled with. The first member has the panel's account."""
    known, first, last = TODAY - timedelta(days=5), TODAY + timedelta(weeks=1), TODAY + timedelta(weeks=30)
    command = RegisterReview((code,), first, last, REFERENCE, known_on=known, notified_on=TODAY)
    id_ = register_review(command, world.cleared, TODAY)
    with store.transaction():
        load_placements([Placement(reviewer, id_, "accepted")], [])
    for action in ("start-rapid-review", "decide"):
        take_review_step(TakeReviewStep(id_, action, TODAY, "Reasons", "Letter 1", "local"), world.cleared, TODAY)
    since = TODAY - timedelta(weeks=30)
    terms = [add_member(AddMember(each, since, None, each == members[0]), world.cleared, TODAY) for each in members]
    link_account(LinkAccount(terms[0], world.panel.user_id), world.cleared, TODAY)
    address = placement_address(reviewer, id_)
    return {"duty_id": id_, "action": "cancel", "address": address, "topic": ON_DECISION, "member_id": terms[1]}
