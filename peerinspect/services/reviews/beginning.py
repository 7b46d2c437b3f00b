"""How a review comes to be: the days that say when an incident became known and when the panel was told."""

from __future__ import annotations

from datetime import date

from peerinspect import store
from peerinspect.domain.lives.review_kinds import RAPID, SERIOUS, is_serious_case
from peerinspect.domain.lives.reviews import KNOWN, NOTIFIED
from peerinspect.services.checking import Checks
from peerinspect.services.reader import Reader
from peerinspect.services.registering import NewDuty, register_duty
from peerinspect.store.tables import DutyRow, ReviewRow


def check_first_days(checks: Checks, known_on: date | None, notified_on: date | None, today: date) -> None:
    """Note what the two days could not be. Either may be missing: what was read in has neither."""
    for field, day in (("known_on", known_on), ("notified_on", notified_on)):
        checks.need(day is None or day <= today, field, "Enter a day that has come")
    is_later = known_on is None or notified_on is None or known_on <= notified_on
    checks.need(is_later, "notified_on", "The panel cannot have been told before the incident became known")


def begin_review(
    duty: NewDuty, case: str, known_on: date | None, notified_on: date | None, reader: Reader, today: date
) -> str:
    """Write the review in the open transaction, and return its id. Everything has been checked."""
    begun = known_on or notified_on
    kind = None if begun is None else SERIOUS if is_serious_case(begun) else RAPID
    row = ReviewRow(duty=duty.id, case_reference=case, kind=kind, known_on=known_on, notified_on=notified_on)
    id_ = register_duty(duty, row, reader)
    if begun is not None:
        own = store.db.session.get_one(DutyRow, id_)
        own.state, own.state_on = (NOTIFIED, notified_on) if notified_on else (KNOWN, known_on)
    return id_
