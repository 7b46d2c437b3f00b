"""Registering people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain.kinds import LEVELS
from peerinspect.domain.person import BASES, ROLES
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import COORDINATOR, Reader
from peerinspect.store import history
from peerinspect.store.loading import know_skills
from peerinspect.store.tables import AuthorityRow, PersonRow, PersonSkillRow, PostRow


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A director or senior manager, with the post they hold.

    `role` is director, senior or other; `basis` substantive, interim, acting or joint; `level` observer, assistant,
    authorised or None.
    """

    name: str
    authority: str
    role: str
    basis: str
    post_from: date | None
    post_to: date | None = None
    level: str | None = None
    vetted_on: date | None = None
    aspirant: bool = False
    skills: tuple[str, ...] = ()


def register_person(command: RegisterPerson, reader: Reader, today: date) -> str:
    """Register a person and return their id. For coordinators."""
    only(reader, COORDINATOR)
    with store.transaction():
        _check(command, today)
        person = PersonRow(
            id=store.new_token(),
            name=command.name.strip(),
            level=command.level or None,
            aspirant=command.aspirant,
            vetted_on=command.vetted_on,
        )
        post = PostRow(
            person=person.id,
            authority=command.authority,
            role=command.role,
            basis=command.basis,
            starts=command.post_from,
            ends=command.post_to,
        )
        skills = sorted({skill.strip() for skill in command.skills})
        know_skills(skills)
        store.add(person, post, *(PersonSkillRow(person=person.id, skill=skill) for skill in skills))
        council = store.db.session.get_one(AuthorityRow, command.authority).name
        history.record(reader.user_id, "register-person", person.id, sentence=f"Registered {person.name} of {council}.")
        return person.id


def _check(command: RegisterPerson, today: date) -> None:
    """Refuse what no register could hold."""
    checks = Checks()
    checks.council(command.authority)
    check_person(checks, command, today)
    checks.done()


def check_person(checks: Checks, command: RegisterPerson, today: date) -> None:
    """Note what no register could hold; that the council is one is for the caller to check."""
    checks.need(0 < len(command.name.strip()) <= 200, "name", "Enter the person's name")
    checks.need(command.role in ROLES, "role", "Choose the person's role")
    checks.need(command.basis in BASES, "basis", "Choose how the post is held")
    if checks.need(command.post_from, "post_from", "Enter the day on which they took up the post") and command.post_to:
        in_order = command.post_from is not None and command.post_from <= command.post_to
        checks.need(in_order, "post_to", "The last day in the post must be on or after the first")
    checks.need(not command.level or command.level in LEVELS, "level", "Choose a training level from the list")
    vetted = command.vetted_on
    checks.need(vetted is None or vetted <= today, "vetted_on", "The day of the vetting must be today or earlier")
    checks.skills([skill.strip() for skill in command.skills])
