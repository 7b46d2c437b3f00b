"""What is asked for a token."""

from __future__ import annotations

from peerinspect.services.api_tokens import CHANGE, LONGEST, READ, SEALED, SEARCH, USUAL, MakeToken
from peerinspect.services.views import Choice
from peerinspect.web.account.forms import CodeForm, ConfirmPasswordForm
from peerinspect.web.fields import Line, Ticks, Whole
from peerinspect.web.forms import HouseForm

SCOPES = {
    READ: "Read what you can read",
    CHANGE: "Change what you can change",
    SEARCH: "Search for rosters, and ask for explanations",
    SEALED: "See sealed work in all of this, as you do",
}


class TokenForm(HouseForm):
    """A token: what for, what it may do, for how long; and the reader's password again."""

    name = Line("What is the token for?", description="Like “Our rota in Excel”. Only you and the operator see it")
    scopes = Ticks("What may it do?", description="Tick as little as will do")
    days = Whole(
        "For how many days is it good?", otherwise=USUAL, description=f"At most {LONGEST}. {USUAL} if left empty"
    )
    password = ConfirmPasswordForm.password

    def allow(self, with_sealed: bool) -> None:
        """Offer the scopes that the reader can choose from."""
        names = SCOPES if with_sealed else {name: told for name, told in SCOPES.items() if name != SEALED}
        self.scopes.offer([Choice(name, told) for name, told in names.items()])

    def command(self) -> MakeToken:
        """What was entered."""
        return MakeToken(self.name.data or "", self.scopes.data or (), self.days.data or 0)


class TokenAndCodeForm(TokenForm):
    """The same for whoever has a second factor."""

    code = CodeForm.code
