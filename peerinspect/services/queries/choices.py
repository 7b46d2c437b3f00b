"""What forms offer to choose from, and what everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from peerinspect.domain import Person, kinds
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import ADMINISTRATOR, SIGNED_OUT, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.veil import knows_sealed_work
from peerinspect.store import db
from peerinspect.store.reading.councils import Place, read_places
from peerinspect.store.reading.duties import sealed_duties
from peerinspect.store.reading.people import read_people
from peerinspect.store.tables import DutySkillRow, PersonSkillRow


def authority_choices() -> tuple[views.Choice, ...]:
    """Every council that has not ended by code and name, sorted by name: for forms."""
    return tuple(views.Choice(place.code, place.name) for place in read_places().values() if place.ended_on is None)


def council_name(code: str) -> str:
    """What a council is called. Councils are no secret."""
    place = read_places().get(code)
    if place is None:
        raise NotFound("no such council")
    return place.name


def person_choices(reader: Reader) -> tuple[views.Choice, ...]:
    """Every person by id and name with their latest council, sorted by name: for the administrator's forms."""
    only(reader, ADMINISTRATOR)
    places = read_places()
    named = [(f"{one.name}{_latest_council(one, places)}", one.id) for one in read_people().values()]
    return tuple(views.Choice(id_, label) for label, id_ in sorted(named))


def _latest_council(one: Person, places: Mapping[str, Place]) -> str:
    """The council of the person's latest post, after a comma; nothing for somebody without any."""
    latest = max(one.posts, key=lambda post: post.period.start or date.min, default=None)
    return f", {places[latest.authority].name}" if latest else ""


def skill_choices(reader: Reader, today: date) -> tuple[views.Choice, ...]:
    """The skills that people have, and those that duties need which the reader may know of.

    One that only a sealed inspection names would tell of it.
    """
    had, needed = PersonSkillRow.skill, DutySkillRow
    hidden = () if knows_sealed_work(reader) else sealed_duties(today)
    names = set(db.session.scalars(select(had).distinct()))
    names |= set(db.session.scalars(select(needed.skill).where(needed.duty.not_in(sorted(hidden))).distinct()))
    return tuple(views.Choice(name, name) for name in sorted(names))


def public_appointments(today: date) -> tuple[views.PublicAppointment, ...]:
    """Published appointments of chairs that have not ended, by board. For everybody, signed in or not."""
    sight = Sight(SIGNED_OUT, today)
    boards = sight.current(kinds.CHAIR)
    settled = [each for each in sight.records(boards) if each.status in ("accepted", "live")]
    found = [
        views.PublicAppointment(each.person_name, each.home_names, each.duty.authority_names, each.duty.period)
        for each in sight.placements(settled, boards)
    ]
    return tuple(sorted(found, key=lambda each: (each.boards, each.person_name)))
