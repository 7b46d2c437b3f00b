"""What people see of what they say of themselves: weeks away, skills, expertise."""

from __future__ import annotations

from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import own_person
from peerinspect.services.queries.standings import council_consent
from peerinspect.services.reader import Reader
from peerinspect.services.weeks_away import is_away, mondays_ahead, working_days
from peerinspect.store import db
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.people import leave_rows, read_people, request_rows
from peerinspect.store.tables import ExpertiseRow

AWAY, PART, FREE = "away", "part", "free"


def my_weeks(reader: Reader, today: date) -> tuple[views.WeekAway, ...]:
    """The coming twelve months by weeks: in which is the reader away, as they say themselves?"""
    away = [(row.starts, row.ends) for row in leave_rows(own_person(reader))]
    found = []
    for monday in mondays_ahead(today):
        days = [is_away(day, away) for day in working_days(monday, today)]
        state = AWAY if days and all(days) else PART if any(days) else FREE
        found.append(views.WeekAway(monday, state))
    return tuple(found)


def my_expertise(reader: Reader, today: date) -> views.MyExpertise:
    """The reader's own skills and statement."""
    own = own_person(reader)
    row = db.session.get(ExpertiseRow, own)
    skills = tuple(sorted(read_people([own])[own].skills))
    return views.MyExpertise(skills, row.statement if row else "", row.said_on if row else None)


def my_homes(reader: Reader, today: date) -> tuple[views.HomeConsent, ...]:
    """The councils that the reader works for, or is about to, by name: has each chief executive consented?"""
    own = own_person(reader)
    person, places = read_people([own])[own], read_places()
    asked = {row.authority for row in request_rows([own])}
    lasting = {post.authority for post in person.posts if post.period.end is None or post.period.end >= today}
    found = (
        views.HomeConsent(code, places[code].name, council_consent(person, code, today), code in asked)
        for code in lasting
    )
    return tuple(sorted(found, key=lambda each: each.authority_name))
