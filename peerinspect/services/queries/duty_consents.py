"""Who could do a duty if their chief executive consented to it, and what chief executives said. For who plans it."""

from __future__ import annotations

from datetime import date

from peerinspect.domain import Duty, Person
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.deputies import name_of_deputy
from peerinspect.services.duty_consents import may_be_asked
from peerinspect.services.queries.candidates import candidates
from peerinspect.services.queries.looks import record_look
from peerinspect.services.queries.releases import lacks
from peerinspect.services.queries.sight import Sight
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.store.reading.consents import duty_consent_rows, duty_request_rows, with_duty_consents
from peerinspect.store.reading.people import read_names, read_people
from peerinspect.store.reading.placements import OFF

NO_CONSENT = "no-consent"


def duty_consents(reader: Reader, duty_id: str, today: date) -> views.DutyConsents:
    """The chief executives who were asked, or spoke, about one duty, and whom else one could ask about.

    For coordinators; NotFound for a duty that the reader may not know of. A look at a sealed one is recorded.
    """
    only(reader, COORDINATOR)
    sight = Sight(reader, today)
    duty = sight.duty(duty_id)
    record_look(sight, duty)
    return views.DutyConsents(_lines(sight, duty), _people(sight, duty) if duty.last_day >= today else ())


def _lines(sight: Sight, duty: Duty) -> tuple[views.ConsentLine, ...]:
    asked, given = duty_request_rows(duties=[duty.id]), duty_consent_rows(duties=[duty.id])
    names = read_names({row.person for row in asked} | {row.person for row in given})
    places = sight.places
    lines = [views.ConsentLine(names[row.person], places[row.authority].name, "asked", row.asked_on) for row in asked]
    lines += [
        views.ConsentLine(
            names[row.person],
            places[row.authority].name,
            "withdrawn" if row.withdrawn_on else "given",
            row.withdrawn_on or row.given_on,
            name_of_deputy(row.deputy, row.deputy_name),
        )
        for row in given
    ]
    return tuple(sorted(lines, key=lambda each: (each.person_name, each.council, each.on)))


def _people(sight: Sight, duty: Duty) -> tuple[views.Choice, ...]:
    """Whoever lacks nothing but consent, once for each council that has not given it and was not asked."""
    found = candidates(sight.reader, duty.id, sight.today)
    only_that = {one.person_id for one in found.blocked if _lacks_consent_alone(one)}
    on_it = {each.person for each in sight.records({duty.id: duty}) if each.status not in OFF}
    people = with_duty_consents(read_people(only_that | on_it), [duty.id])
    asked = {(row.person, row.authority) for row in duty_request_rows(duties=[duty.id])}
    choices = [
        views.Choice(f"{one.id} {code}", f"{one.name}, {sight.places[code].name}")
        for one in people.values()
        for code in _homes(one, duty)
        if (one.id, code) not in asked
        and may_be_asked(one.id, duty, sight.today)
        and lacks(one, duty, code, sight.today)
    ]
    return tuple(sorted(choices, key=lambda each: (each.label, each.value)))


def _lacks_consent_alone(one: views.CandidateView) -> bool:
    return all(each.rule == NO_CONSENT for each in one.objections if each.strength == "hard")


def _homes(one: Person, duty: Duty) -> list[str]:
    return sorted({post.authority for post in one.posts if post.period.overlaps(duty.period)} - duty.authorities)
