"""What the people who accepted a review do on it: one leads, others review with them or sit on its panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.services.addresses import placement_address
from peerinspect.services.checking import Checks, only
from peerinspect.services.lives.team import STAFFED
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.reviews.facts import read_review
from peerinspect.store import history
from peerinspect.store.reading.people import read_names
from peerinspect.store.reading.placements import read_placements
from peerinspect.store.tables import ReviewPartRow

LEAD, REVIEWER, PANEL_MEMBER = "lead", "reviewer", "panel"
PARTS: Mapping[str, str] = {LEAD: "Lead reviewer", REVIEWER: "Reviewer", PANEL_MEMBER: "Member of its panel"}
"""Every part, and its words."""


@dataclass(frozen=True, slots=True)
class NamePart:
    """What somebody does on a review, by the address of their placement."""

    duty_id: str
    address: str
    part: str


def name_part(command: NamePart, reader: Reader, today: date) -> None:
    """Name the part. There is one lead: whoever led before is a reviewer then. For coordinators.

    NotFound where nobody at that address has accepted, does it or did it.
    """
    only(reader, COORDINATOR)
    with store.transaction():
        review, checks = read_review(command.duty_id, today), Checks()
        found = read_placements(today, {review.duty.id: review.duty})
        staff = {placement_address(each.person, each.duty): each.person for each in found if each.status in STAFFED}
        if command.address not in staff:
            raise NotFound("nobody who has accepted")
        person = staff[command.address]
        checks.need(command.part in PARTS, "part", "Choose a part from the list")
        checks.done()
        if command.part == LEAD:
            _step_back(review.duty.id)
        row = store.db.session.get(ReviewPartRow, (review.duty.id, person))
        if row is None:
            store.add(ReviewPartRow(duty=review.duty.id, person=person, part=command.part))
        else:
            row.part = command.part
        sentence = f"{read_names([person])[person]}: {PARTS[command.part].lower()}."
        history.record(reader.user_id, "name-review-part", review.duty.id, duty=review.duty.id, sentence=sentence)


def _step_back(duty_id: str) -> None:
    """Whoever leads now is a reviewer from now on."""
    query = store.db.session.query(ReviewPartRow).filter_by(duty=duty_id, part=LEAD)
    for row in query:
        row.part = REVIEWER
