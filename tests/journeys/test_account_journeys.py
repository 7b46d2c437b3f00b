"""Accounts in a browser: a second factor set up, lost and found again, a password chosen, a user changed and disabled.

Once with scripts, every page examined by axe; once with scripts switched off.
"""

from __future__ import annotations

import administrator
import pytest
from playwright.sync_api import Browser
from scene import ADMINISTRATOR, COORDINATOR, LIAISON, Scene
from served import Served
from telephone import TELEPHONES
from visitor import PASSWORD, Visitor

NIA = "nia@peers.example"
OTHER = "battery horse correct"


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_accounts(browser: Browser, served: Served, with_scripts: bool) -> None:
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    set_up_and_lose_the_telephone(scene)
    choose_a_password(scene)
    sign_out_elsewhere(scene)
    have_the_second_factor_reset(scene)
    be_disabled(scene)


def set_up_and_lose_the_telephone(scene: Scene) -> None:
    """The liaison sets the second factor up, mistypes, comes back with a recovery code, and takes another telephone."""
    lee = scene.visitor()
    lee.give_password(LIAISON)
    assert lee.heading() == "Set up a second factor"
    lee.write("Code that the app shows", "12")
    lee.press("Continue")
    assert lee.title() == "Error: Set up a second factor - peerinspect"
    lee.set_up_factor(LIAISON)
    assert lee.heading().startswith("Week of ")
    lee.press("Sign out")
    lee.give_password(LIAISON)
    lee.write("Code", "000000")
    lee.press("Continue")
    lee.reads("Enter the six digits that your app shows now, or one of your recovery codes")
    owned = TELEPHONES[lee.address, LIAISON]
    used = owned.paper.pop()
    lee.write("Code", used)
    lee.press("Continue")
    lee.follow("Lee Madeup")
    lee.reads("9 codes left")
    lee.follow("Use another device for the second factor")
    lee.page.locator("#password").fill(PASSWORD)
    lee.press("Give up the second factor")
    assert lee.heading() == "Sign in"
    lee.sign_in(LIAISON)
    assert TELEPHONES[lee.address, LIAISON].secret != owned.secret
    lee.close()


def choose_a_password(scene: Scene) -> None:
    """The administrator gives a set-up code, with which the new user chooses a password, and changes it."""
    ada = scene.visitor(ADMINISTRATOR)
    ada.open("/users/new")
    ada.write("Name", "Nia Madeup")
    ada.write("Email address", NIA)
    ada.pick("National panel or department")
    ada.press("Add this user")
    assert ada.heading() == "Nia Madeup"
    ada.press("Make a set-up code")
    code = ada.page.locator("p.app-code").inner_text()
    ada.close()
    nia = scene.visitor()
    nia.open("/sign-in")
    nia.follow("I have a set-up code, and no password yet")
    for password, heading in (("Madeup Madeup Madeup", "Choose a password"), (PASSWORD, "Sign in")):
        nia.write("Email address", NIA)
        nia.write("Your set-up code", code)
        nia.page.locator("#password").fill(password)
        nia.press("Choose this password")
        assert nia.heading() == heading
    nia.sign_in(NIA)
    nia.follow("Nia Madeup")
    nia.follow("Change password")
    nia.page.locator("#old").fill(PASSWORD)
    nia.page.locator("#password").fill(OTHER)
    nia.press("Change the password")
    nia.reads("Your password is changed")
    nia.follow("Turn on the second factor")
    nia.page.locator("#password").fill(OTHER)
    nia.set_up_factor(NIA)
    assert nia.heading() == "Your account"
    nia.follow("Make new ones in place of the recovery codes")
    nia.page.locator("#password").fill(OTHER)
    nia.press("Make new codes")
    nia.reads("Your old recovery codes are good no more.")
    nia.close()


def sign_out_elsewhere(scene: Scene) -> None:
    """Lee finds that a computer elsewhere is still signed in, and ends that; then whatever else there is."""
    elsewhere, lee = scene.visitor(LIAISON), scene.visitor(LIAISON)
    lee.follow("Lee Madeup")
    lee.follow("See where you are signed in")
    lee.reads("You are here")
    lee.page.get_by_role("link", name="Sign out there").first.click()
    lee.examine()
    lee.page.locator("#password").fill("not the password")
    lee.press("Sign out there")
    lee.reads("This is not your password")
    lee.page.locator("#password").fill(PASSWORD)
    lee.press("Sign out there")
    lee.reads("You are signed out of ")
    elsewhere.open("/week/")
    assert elsewhere.heading() == "Sign in"
    lee.press("Sign out everywhere else")
    lee.page.locator("#password").fill(PASSWORD)
    lee.press("Sign out there")
    lee.reads("You are signed out everywhere else.")
    assert lee.heading() == "Where you are signed in"
    elsewhere.close()
    lee.close()


def have_the_second_factor_reset(scene: Scene) -> None:
    """A coordinator has lost everything: the administrator resets it, and changes the clearance."""
    scene.visitor(COORDINATOR).close()
    ada = scene.visitor(ADMINISTRATOR)
    ada.open("/users")
    ada.follow("Cora Madeup")
    ada.press("Reset second factor")
    ada.reads("Set up when they next sign in")
    ada.follow("Change role, clearance or councils")
    ada.page.get_by_label("Cleared to see sealed inspections", exact=True).uncheck()
    ada.press("Save")
    ada.reads("Changed Cora Madeup: clearance for sealed work withdrawn.")
    ada.close()
    cora = scene.visitor()
    cora.give_password(COORDINATOR)
    assert cora.heading() == "Set up a second factor"
    cora.set_up_factor(COORDINATOR)
    assert cora.heading() == "What needs you today"
    cora.close()


def be_disabled(scene: Scene) -> None:
    """Whoever is disabled is out at once, and is told no more than anybody else."""
    cora, ada = scene.visitor(COORDINATOR), scene.visitor(ADMINISTRATOR)
    ada.open("/users")
    ada.follow("Cora Madeup")
    ada.press("Disable")
    ada.reads("They are signed out everywhere, and can sign in no more.")
    cora.open("/today")
    assert cora.heading() == "Sign in"
    _is_refused(cora, COORDINATOR)
    ada.press("Let them sign in again")
    ada.close()
    cora.sign_in(COORDINATOR)
    assert cora.heading() == "What needs you today"
    cora.close()


def _is_refused(visitor: Visitor, email: str) -> None:
    visitor.give_password(email)
    visitor.reads("Check the email address and the password")
