"""The way from an empty service to a first roster: what is there already, and what is next.

Of sealed work nothing is counted that the reader may not know of.
"""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.accounts import users
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import declaration_standing
from peerinspect.services.reader import ADMINISTRATOR, COORDINATOR, LIAISON, Reader
from peerinspect.services.veil import knows_sealed_work, parts_for
from peerinspect.store.reading.people import willing_people, willing_with_consent
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.rosters import list_rosters, parts_of

COORDINATORS = 2
"""What one coordinator proposes, a second one decides on."""


def first_steps(reader: Reader, today: date) -> tuple[views.FirstStep, ...]:
    """The steps, in order; none once the last of them is done. For administrators and coordinators."""
    only(reader, ADMINISTRATOR, COORDINATOR)
    steps = _of_administrator(reader, today) if reader.role == ADMINISTRATOR else _of_coordinator(reader, today)
    is_over = all(step.is_done for step in steps) if reader.role == ADMINISTRATOR else steps[-1].is_done
    return () if is_over else steps


def _of_administrator(reader: Reader, today: date) -> tuple[views.FirstStep, ...]:
    roles = [each.role for each in users(reader, today) if each.state in ("active", "awaited")]
    return (
        views.FirstStep("coordinators", roles.count(COORDINATOR), COORDINATORS),
        views.FirstStep("liaison", roles.count(LIAISON), 1),
    )


def _of_coordinator(reader: Reader, today: date) -> tuple[views.FirstStep, ...]:
    made = {row.id for row in list_rosters(knows_sealed_work(reader))}
    parts = parts_of(made, parts_for(reader))
    published = views.FirstStep("publish", len({row.roster for row in parts if row.published_on is not None}), 1)
    if published.is_done:
        return (published,)
    policy = read_policy()
    willing = willing_people()
    declared = sum(declaration_standing(one, policy, today).state in ("in-force", "running-out") for one in willing)
    consented = willing_with_consent(today)
    open_duties = len(Sight(reader, today).current())
    return (
        views.FirstStep("people", len(willing), 1),
        views.FirstStep("declarations", declared, max(len(willing), 1)),
        views.FirstStep("consents", consented, max(len(willing), 1)),
        views.FirstStep("work", open_duties, 1),
        views.FirstStep("search", len({row.roster for row in parts}), 1),
        published,
    )
