"""Whom to tell of what happens in a programme of support."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.domain import Duty
from peerinspect.services.notices import chief_executives, coordinators, tell, users_of_people
from peerinspect.services.notices.kinds import PATH
from peerinspect.services.support.parts import Taking
from peerinspect.services.wording import duty_title
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.support import director_ids


def leaders_of(codes: Iterable[str], today: date) -> set[str]:
    """The users who lead some councils: chief executives and directors."""
    listed = sorted(codes)
    chiefs = {user for code in listed for user in chief_executives(code)}
    return chiefs | {user for users in users_of_people(director_ids(listed, today)).values() for user in users}


def programme_path(duty_id: str) -> str:
    """The address of a programme's own page."""
    return f"/support/{duty_id}"


def tell_chiefs_of_agreement(found: Taking, event: int) -> None:
    """The chief executives whose word is asked for."""
    users = {user for code in found.parties for user in chief_executives(code)}
    tell("support-agreement-waits", event, users, work=_work(found.duty), path=programme_path(found.duty.id))


def tell_agreed(found: Taking, event: int, but: str, today: date) -> None:
    """Everybody who takes part, when the last of the two councils has agreed."""
    users = _everybody(found, today) | set(coordinators())
    tell("support-agreed", event, users - {but}, work=_work(found.duty), path=programme_path(found.duty.id))


def tell_of_visit(found: Taking, event: int, days: str, but: str, today: date) -> None:
    """Everybody who takes part, when a visit is on other days, or on none."""
    facts = {"work": _work(found.duty), "days": days, PATH: programme_path(found.duty.id)}
    tell("support-visit-changed", event, _everybody(found, today) - {but}, **facts)


def _everybody(found: Taking, today: date) -> set[str]:
    advisers = users_of_people(found.advisers)
    return leaders_of(found.parties, today) | {user for users in advisers.values() for user in users}


def _work(duty: Duty) -> str:
    return duty_title(duty, read_places())
