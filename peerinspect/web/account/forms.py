"""Forms about users."""

from __future__ import annotations

from typing import Any

from peerinspect.services.accounts import AddUser, SetUp, SignIn
from peerinspect.services.views import Choice
from peerinspect.web import words
from peerinspect.web.fields import Councils, Line, OneOf, Pick, Secret, Tick
from peerinspect.web.forms import HouseForm


class SignInForm(HouseForm):
    """An email address and a password."""

    email = Line("Email address", render_kw={"autocomplete": "username", "spellcheck": "false", "type": "email"})
    password = Secret("Password", render_kw={"autocomplete": "current-password"})

    def command(self) -> SignIn:
        """What was entered."""
        return SignIn(self.email.data or "", self.password.data or "")


class SetUpForm(HouseForm):
    """The first administrator."""

    code = Line(
        "Set-up code",
        description="The server printed it when it started",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    name = Line("Your name", render_kw={"autocomplete": "name"})
    email = Line("Your email address", render_kw={"autocomplete": "email", "spellcheck": "false", "type": "email"})
    password = Secret(
        "Choose a password", description="At least 12 characters", render_kw={"autocomplete": "new-password"}
    )

    def command(self) -> SetUp:
        """What was entered."""
        return SetUp(self.code.data or "", self.email.data or "", self.name.data or "", self.password.data or "")


class AddUserForm(HouseForm):
    """A further user."""

    name = Line("Name", render_kw={"autocomplete": "off"})
    email = Line("Email address", render_kw={"autocomplete": "off", "spellcheck": "false", "type": "email"})
    role = Pick("Role", words.USER_ROLES)
    password = Secret(
        "First password",
        description="At least 12 characters. Give it to them in person or by telephone",
        render_kw={"autocomplete": "new-password"},
    )
    person_id = OneOf("Their own record", description="For directors and senior managers: whose duties these are")
    authorities = Councils(
        "Councils they work for", description="For a chief executive, and for anybody else whom a council employs"
    )
    cleared = Tick("Cleared to see sealed inspections", description="For coordinators only")

    def __init__(self, people: tuple[Choice, ...], councils: tuple[Choice, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.offer(people, "Nobody on the register")
        self.authorities.offer(councils)

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
