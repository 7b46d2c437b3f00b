"""The state of work that nobody has ever said anything of: from its dates, and from whether it is staffed.

Registers that are read in as a whole hold years of finished work. To call all of it planned would be wrong, and to ask
somebody to walk each through its life would be worse.
"""

from __future__ import annotations

from datetime import date, timedelta

from peerinspect.domain import kinds
from peerinspect.domain.duty import Duty

REPORT_DUE = timedelta(weeks=9)
"""Reports take about 30 working days; after this long one is taken to be published."""

_COMING: dict[str, tuple[str, str, str, str]] = {
    # kind           empty        staffed, to come  staffed, begun  over
    kinds.CHAIR:   ("vacancy",   "offered",         "in-post",      "ended"),
    kinds.SUPPORT: ("requested", "agreed",          "live",         "closed"),
    kinds.SECOND:  ("requested", "agreed",          "live",         "ended"),
    kinds.INTERIM: ("notified",  "covered",         "covered",      "handed-back"),
    kinds.REVIEW:  ("notified",  "reviewer-appointed", "reviewer-appointed", "published"),
}  # fmt: skip


def presumed_state(duty: Duty, is_staffed: bool, today: date) -> str:
    """The state that the duty's dates speak for. `is_staffed`: somebody has agreed to do it, does it or did it."""
    if duty.kind == kinds.INSPECT:
        return _of_inspection(duty, is_staffed, today)
    empty, coming, begun, over = _COMING[duty.kind]
    if duty.last_day < today:
        return over
    if not is_staffed:
        return empty
    return begun if duty.first_day <= today else coming


def _of_inspection(duty: Duty, is_staffed: bool, today: date) -> str:
    if duty.last_day < today:
        return "published" if duty.last_day + REPORT_DUE < today else "reporting"
    if duty.first_day <= today:
        return "on-site"
    if duty.start <= today:
        return "notified"
    return "team-held" if is_staffed else "planned"
