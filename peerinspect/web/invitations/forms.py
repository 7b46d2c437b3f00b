"""Forms about invitations."""

from __future__ import annotations

from peerinspect.services.invitations import AcceptInvitation, InvitePerson
from peerinspect.services.views import Choice, InvitableLine
from peerinspect.web.account.forms import RULES
from peerinspect.web.fields import Line, Secret, Ticks
from peerinspect.web.forms import HouseForm


class InviteForm(HouseForm):
    """Where somebody is to be invited."""

    email = Line(
        "Their email address",
        description="The message goes there. It holds a link that is good for two weeks, and once",
        render_kw={"autocomplete": "off", "spellcheck": "false", "type": "email"},
    )

    def command(self, person_id: str) -> InvitePerson:
        """What was entered, about one person."""
        return InvitePerson(person_id, self.email.data or "")


class InviteManyForm(HouseForm):
    """Who is to be invited of those who can be."""

    people = Ticks("Whom to invite", description="Take the tick away from whoever is not to be invited now")

    def offer(self, lines: tuple[InvitableLine, ...]) -> None:
        """List them, all ticked until the form was sent."""
        if not self.is_submitted():
            self.people.data = tuple(one.person_id for one in lines)
        self.people.offer([Choice(one.person_id, f"{one.name}, {one.title}: {one.address}") for one in lines])


class WelcomeForm(HouseForm):
    """The first password of whoever was invited."""

    password = Secret("Choose a password", description=RULES, render_kw={"autocomplete": "new-password"})

    def command(self, secret: str) -> AcceptInvitation:
        """What was entered, with the secret of the link."""
        return AcceptInvitation(secret, self.password.data or "")
