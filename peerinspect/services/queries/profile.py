"""What the register holds on the reader, and what people asked to be put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peerinspect.services import views
from peerinspect.services.checking import only, own_person
from peerinspect.services.queries.people import post_views
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import declaration_standing, vetting_standing
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import plain_day
from peerinspect.store.reading import corrections as asked
from peerinspect.store.reading.people import expertise_of, left_on, read_names, read_people
from peerinspect.store.reading.policies import read_policy
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import CorrectionRow

MOST = 200
LAST_ANSWERED = 50


def my_profile(reader: Reader, today: date) -> views.Profile:
    """The reader's own record."""
    own = own_person(reader)
    person, policy = read_people([own])[own], read_policy()
    return views.Profile(
        name=person.name,
        posts=post_views(person, Sight(reader, today).places),
        level=person.level,
        vetting=vetting_standing(person, policy, today),
        declaration=declaration_standing(person, policy, today),
        skills=tuple(sorted(person.skills)),
        expertise=expertise_of([own]).get(own, ""),
        is_aspirant=person.aspirant,
        left_on=left_on(own),
        corrections=_views(asked.corrections_of(own)),
    )


def corrections(reader: Reader, today: date) -> views.CorrectionsPage:
    """What waits for an answer, and the last that was answered. For coordinators."""
    only(reader, COORDINATOR)
    waiting = asked.corrections(is_open=True, most=MOST)
    answered = asked.corrections(is_open=False, most=LAST_ANSWERED)
    return views.CorrectionsPage(_views(waiting), _views(answered))


def correction(reader: Reader, correction_id: str, today: date) -> views.CorrectionView:
    """One question. For coordinators."""
    only(reader, COORDINATOR)
    row = asked.find_correction(correction_id)
    if row is None:
        raise NotFound("no such question")
    return _views([row])[0]


def corrections_waiting(reader: Reader) -> int:
    """How many questions wait for an answer. For coordinators."""
    only(reader, COORDINATOR)
    return asked.open_corrections()


def correction_lines() -> list[views.AttentionLine]:
    """The questions that wait for an answer, a line each."""
    rows = asked.corrections(is_open=True, most=MOST)
    names = read_names({row.person for row in rows})
    return [
        views.AttentionLine(
            names[row.person], f"Asked for a correction on {plain_day(row.asked_on)}", None, correction_id=row.id
        )
        for row in rows
    ]


def _views(rows: Iterable[CorrectionRow]) -> tuple[views.CorrectionView, ...]:
    listed = list(rows)
    people, users = read_names({row.person for row in listed}), user_names()
    return tuple(
        views.CorrectionView(
            id=row.id,
            person_id=row.person,
            person_name=people[row.person],
            about=row.about,
            words=row.words,
            asked_on=row.asked_on,
            outcome=row.outcome or "",
            answer=row.answer,
            answered_by=users.get(row.answered_by or "", ""),
            answered_on=row.answered_on,
        )
        for row in listed
    )
