"""What the register says of somebody beside their posts: name, skills, training, vetting, what they aspire to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from peerinspect import store
from peerinspect.domain.kinds import LEVELS
from peerinspect.services.checking import Checks, only
from peerinspect.services.holding import hold_person
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.services.wording import joined, plain_day
from peerinspect.store import history
from peerinspect.store.loading import know_skills
from peerinspect.store.tables import PersonRow, PersonSkillRow

SAME = "This is what the register says already"


@dataclass(frozen=True, slots=True)
class ChangeName:
    """What the person is called."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeSkills:
    """All the skills that the person has. One that is not on the list of skills yet joins it."""

    person_id: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLevel:
    """Training for inspection work: observer, assistant or authorised; None for none."""

    person_id: str
    level: str | None


@dataclass(frozen=True, slots=True)
class ChangeVetting:
    """The day of the latest vetting; None where none is known. Of its content nothing is kept."""

    person_id: str
    vetted_on: date | None


@dataclass(frozen=True, slots=True)
class ChangeAspiring:
    """Whether the person aspires to be a director: who does may cover a post, or join a team full-time."""

    person_id: str
    aspirant: bool


def change_name(command: ChangeName, reader: Reader, today: date) -> None:
    """Call the person something else. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, name, checks = hold_person(command.person_id), command.name.strip(), Checks()
        checks.need(0 < len(name) <= 200, "name", "Enter the person's name")
        checks.need(name != row.name, "name", SAME)
        checks.done()
        before, row.name = row.name, name
        _tell(reader, "change-name", row, f"Changed the name: {name}; it was {before}.")


def change_skills(command: ChangeSkills, reader: Reader, today: date) -> None:
    """Say which skills the person has. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_person(command.person_id), Checks()
        skills = {skill.strip() for skill in command.skills}
        own = select(PersonSkillRow.skill).where(PersonSkillRow.person == row.id)
        before = set(store.db.session.scalars(own))
        checks.skills(skills)
        checks.need(skills != before, "skills", SAME)
        checks.done()
        gone = delete(PersonSkillRow).where(PersonSkillRow.person == row.id, PersonSkillRow.skill.in_(before - skills))
        store.db.session.execute(gone)
        know_skills(skills)
        store.add(*(PersonSkillRow(person=row.id, skill=skill) for skill in sorted(skills - before)))
        _tell(reader, "change-skills", row, f"Changed the skills: {_compared(before, skills)}.")


def _compared(before: set[str], after: set[str]) -> str:
    """What is new, and what is gone."""
    parts = [(after - before, "added"), (before - after, "took away")]
    return "; ".join(f"{done} {joined(sorted(skills))}" for skills, done in parts if skills)


def change_level(command: ChangeLevel, reader: Reader, today: date) -> None:
    """Say how far the person is trained for inspection work. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_person(command.person_id), Checks()
        level = command.level or None
        checks.need(level is None or level in LEVELS, "level", "Choose a training level from the list")
        checks.need(level != row.level, "level", SAME)
        checks.done()
        before, row.level = row.level, level
        sentence = f"Changed the training for inspection work: {level or 'none'}; it was {before or 'none'}."
        _tell(reader, "change-level", row, sentence)


def change_vetting(command: ChangeVetting, reader: Reader, today: date) -> None:
    """Enter the day of the latest vetting. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks, day = hold_person(command.person_id), Checks(), command.vetted_on
        checks.need(day is None or day <= today, "vetted_on", "The day of the vetting must be today or earlier")
        checks.need(day != row.vetted_on, "vetted_on", SAME)
        checks.done()
        row.vetted_on = day
        sentence = f"Vetted on {plain_day(day)}." if day else "No vetting is known any more."
        _tell(reader, "change-vetting", row, sentence)


def change_aspiring(command: ChangeAspiring, reader: Reader, today: date) -> None:
    """Say whether the person aspires to be a director. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        row, checks = hold_person(command.person_id), Checks()
        checks.need(command.aspirant != row.aspirant, "aspirant", SAME)
        checks.done()
        row.aspirant = command.aspirant
        _tell(reader, "change-aspiring", row, f"{'Aspires' if row.aspirant else 'Does not aspire'} to be a director.")


def _tell(reader: Reader, action: str, row: PersonRow, sentence: str) -> None:
    store.db.session.flush()
    history.record(reader.user_id, action, row.id, sentence=sentence)
