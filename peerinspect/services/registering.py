"""How every kind of duty is written: common row, targets, skills and days, its own kind's row, the event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from peerinspect import store
from peerinspect.domain import Period
from peerinspect.services.reader import Reader
from peerinspect.services.wording import duty_title
from peerinspect.store import history
from peerinspect.store.loading import know_skills
from peerinspect.store.reading.councils import read_places
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import DutyAuthorityRow, DutyRow, DutySkillRow, OnSiteRow


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A duty about to be registered, already checked."""

    kind: str
    starts: date | None
    ends: date | None
    authorities: tuple[str, ...] = ()
    seats: int = 1
    days: int | None = None
    level: str = "observer"
    skills: tuple[str, ...] = ()
    on_site: tuple[Period, ...] | None = None
    id: str = field(default_factory=store.new_token)


def register_duty(new: NewDuty, own_row: object, reader: Reader, is_sealed: bool = False) -> str:
    """Write the duty in the open transaction and return its id. An event about a sealed one names no council."""
    skills = sorted({skill.strip() for skill in new.skills})
    know_skills(skills)
    store.add(
        DutyRow(
            id=new.id,
            kind=new.kind,
            starts=new.starts,
            ends=new.ends,
            seats=new.seats,
            days=new.days,
            level=new.level,
            has_on_site=new.on_site is not None,
        ),
        *(DutyAuthorityRow(duty=new.id, authority=code) for code in sorted(set(new.authorities))),
        *(DutySkillRow(duty=new.id, skill=skill) for skill in skills),
        *(OnSiteRow(duty=new.id, starts=period.start, ends=period.end) for period in new.on_site or ()),
        own_row,
    )
    if is_sealed:
        sentence = "Registered a sealed inspection."
    else:
        duty = read_duties(date.min, {new.id})[new.id]
        sentence = f"Registered: {duty_title(duty, read_places())}."
    history.record(reader.user_id, "register-duty", new.id, duty=new.id, sentence=sentence)
    return new.id
