"""Forms about users: setting up, signing in, and one's own account."""

from __future__ import annotations

from peerinspect.services.accounts import SetUp
from peerinspect.services.own_password import ChangePassword, ChoosePassword
from peerinspect.services.second_factor import ConfirmFactor
from peerinspect.services.signing_in import SignIn
from peerinspect.web.fields import Line, Secret
from peerinspect.web.forms import HouseForm
from peerinspect.web.session import is_forwarded, network_address

RULES = "At least 12 characters, without your name"
_NEW = {"autocomplete": "new-password"}
_OWN = {"autocomplete": "current-password"}
_EMAIL = {"autocomplete": "username", "spellcheck": "false", "type": "email"}
_CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}


class SignInForm(HouseForm):
    """An email address and a password."""

    email = Line("Email address", render_kw=_EMAIL)
    password = Secret("Password", render_kw=_OWN)

    def command(self) -> SignIn:
        """What was entered, and from where."""
        return SignIn(self.email.data or "", self.password.data or "", network_address(), is_forwarded())


class CodeForm(HouseForm):
    """A code of the second factor, or a recovery code."""

    code = Line(
        "Code", description="Six digits, like 123 456. Or one of your recovery codes, if you cannot use the app",
        render_kw=_CODE,
    )  # fmt: skip


class FactorForm(HouseForm):
    """The first code of a second factor."""

    code = Line("Code that the app shows", description="Six digits, like 123 456", render_kw=_CODE)

    def command(self, seed: str) -> ConfirmFactor:
        """What was entered, about the secret of a seed."""
        return ConfirmFactor(seed, self.code.data or "")


class OwnFactorForm(FactorForm):
    """The same for somebody who is signed in: whoever finds their browser open must not take the account over."""

    password = Secret("Your password", render_kw=_OWN)


class SetUpForm(HouseForm):
    """The first administrator."""

    code = Line(
        "Set-up code",
        description="The server printed it when it started",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    name = Line("Your name", render_kw={"autocomplete": "name"})
    email = Line("Your email address", render_kw={"autocomplete": "email", "spellcheck": "false", "type": "email"})
    password = Secret("Choose a password", description=RULES, render_kw=_NEW)

    def command(self) -> SetUp:
        """What was entered."""
        return SetUp(self.code.data or "", self.email.data or "", self.name.data or "", self.password.data or "")


class ChoosePasswordForm(HouseForm):
    """A password chosen with a set-up code."""

    email = Line("Email address", render_kw=_EMAIL)
    code = Line(
        "Your set-up code",
        description="The administrator gave it to you. It is good for seven days, and once",
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    password = Secret("Choose a password", description=RULES, render_kw=_NEW)

    def command(self) -> ChoosePassword:
        """What was entered, and from where."""
        return ChoosePassword(self.email.data or "", self.code.data or "", self.password.data or "", network_address())


class ChangePasswordForm(HouseForm):
    """Another password."""

    old = Secret("Password that you have now", render_kw=_OWN)
    password = Secret("New password", description=RULES, render_kw=_NEW)

    def command(self) -> ChangePassword:
        """What was entered."""
        return ChangePassword(self.old.data or "", self.password.data or "")


class ConfirmPasswordForm(HouseForm):
    """One's password, before what matters."""

    password = Secret("Your password", render_kw=_OWN)


class EndSessionForm(ConfirmPasswordForm):
    """One's password, before a session elsewhere is ended. Who has none is asked for none."""

    def typed(self) -> str:
        """The password that was typed; "" where none was asked for."""
        return self.password.data or "" if "password" in self else ""
