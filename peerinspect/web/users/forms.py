"""Forms about other users."""

from __future__ import annotations

from typing import Any

from peerinspect.services.accounts import AddUser
from peerinspect.services.user_changes import ChangeUser
from peerinspect.services.views import Choice, UserPage
from peerinspect.web import words
from peerinspect.web.fields import Councils, Day, Line, OneOf, Pick, Secret, Tick
from peerinspect.web.forms import HouseForm

_OFF = {"autocomplete": "off"}


def _role() -> Pick:
    return Pick("Role", words.USER_ROLES)


def _record() -> OneOf:
    return OneOf("Their own record", description="For directors and senior managers: whose duties these are")


def _councils() -> Councils:
    told = "For a chief executive, and for anybody else whom a council employs"
    return Councils("Councils they work for", description=told)


def _clearance() -> Tick:
    return Tick("Cleared to see sealed inspections", description="For coordinators only")


class StandingForm(HouseForm):
    """What a user may do, and for whom they work. Each form has these fields at their place on its page."""

    person_id: OneOf
    authorities: Councils

    def __init__(self, people: tuple[Choice, ...], councils: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people, "Nobody on the register")
        self.authorities.offer(councils)


class AddUserForm(StandingForm):
    """A further user."""

    name = Line("Name", render_kw=_OFF)
    email = Line("Email address", render_kw={**_OFF, "spellcheck": "false", "type": "email"})
    role = _role()
    password = Secret(
        "First password",
        description="Leave this empty and they choose their own, with a set-up code that you give them. "
        "Otherwise at least 12 characters, without their name",
        render_kw={"autocomplete": "new-password"},
    )
    person_id = _record()
    authorities = _councils()
    cleared = _clearance()

    def command(self) -> AddUser:
        """What was entered."""
        return AddUser(
            email=self.email.data or "",
            name=self.name.data or "",
            role=self.role.data or "",
            password=self.password.data or "",
            person_id=self.person_id.data or None,
            authorities=self.authorities.data or (),
            cleared=bool(self.cleared.data),
        )


class ChangeUserForm(StandingForm):
    """Another role, another clearance, other ties."""

    role = _role()
    cleared = _clearance()
    person_id = _record()
    authorities = _councils()
    ties_end = Day("Last day of their work for these councils", description="Leave this empty while it is not known")
    kept_until = Day(
        "Last day on which they may sign in after their posts have ended",
        description="For somebody who gives cover elsewhere. Leave this empty and they sign in no more once they hold "
        "no post",
    )

    @classmethod
    def of(cls, user: UserPage, people: tuple[Choice, ...], councils: tuple[Choice, ...]) -> ChangeUserForm:
        """The form with what holds now."""
        return cls(
            people,
            councils,
            data={
                "role": user.line.role,
                "person_id": user.person_id or "",
                "authorities": tuple(tie.authority for tie in user.ties),
                "cleared": user.line.cleared,
                "ties_end": next((tie.ends for tie in user.ties if tie.ends), None),
                "kept_until": user.kept_until,
            },
        )

    def command(self, user_id: str) -> ChangeUser:
        """What was entered, about one user."""
        return ChangeUser(
            user_id=user_id,
            role=self.role.data or "",
            person_id=self.person_id.data or None,
            authorities=self.authorities.data or (),
            cleared=bool(self.cleared.data),
            ties_end=self.ties_end.data,
            kept_until=self.kept_until.data,
        )
