"""What the administrator does."""

from __future__ import annotations

from scene import ADMINISTRATOR, COORDINATOR, LIAISON, PANEL, PEOPLE, Scene, email_of
from visitor import PASSWORD, Visitor


def set_the_service_up(scene: Scene) -> None:
    """The first administrator, with the code that the server printed."""
    ada = scene.visitor()
    ada.open("/")
    ada.press("Set peerinspect up")
    ada.press("Set up")
    assert ada.title() == "Error: Set peerinspect up - peerinspect"
    ada.reads("Enter the set-up code that the server printed when it started")
    ada.write("Set-up code", scene.served.code)
    ada.write("Your name", "Ada Madeup")
    ada.write("Your email address", ADMINISTRATOR)
    ada.page.locator("#password").fill(PASSWORD)
    ada.press("Set up")
    assert ada.heading() == "Set up a second factor"
    ada.set_up_factor(ADMINISTRATOR)
    assert ada.heading() == "Users"
    add_users(scene, ada, ("Cora Madeup", COORDINATOR, "Coordinator"), ("Lee Madeup", LIAISON, "Ofsted liaison"))
    add_users(scene, ada, ("Pat Madeup", PANEL, "National panel or department"))
    ada.close()


def add_users(scene: Scene, ada: Visitor, *users: tuple[str, str, str]) -> None:
    """Users who are tied to nobody."""
    for name, email, role in users:
        ada.open("/users/new")
        ada.write("Name", name)
        ada.write("Email address", email)
        ada.pick(role)
        ada.page.locator("#password").fill(PASSWORD)
        if role == "Coordinator":
            ada.pick("Cleared to see sealed inspections")
        ada.press("Add this user")
        ada.reads(f"{name} can now sign in.")


def add_the_directors_and_their_chief_executives(scene: Scene) -> None:
    """Users for people who are on the register by now."""
    ada = scene.visitor(ADMINISTRATOR)
    ada.open("/users/new")
    ada.press("Add this user")
    assert ada.title().startswith("Error: ")
    for name, council in PEOPLE.items():
        ada.open("/users/new")
        ada.write("Name", name)
        ada.write("Email address", email_of(name))
        ada.pick("Director or senior manager")
        ada.page.locator("#password").fill(PASSWORD)
        record = ada.page.get_by_label("Their own record", exact=True)
        record.select_option(label=record.locator("option", has_text=name).inner_text())
        ada.press("Add this user")
        ada.open("/users/new")
        ada.write("Name", f"Chief of {council}")
        ada.write("Email address", f"chief-{council.lower()}@peers.example")
        ada.pick("Chief executive")
        ada.page.locator("#password").fill(PASSWORD)
        ada.choose("Council", council)
        ada.press("Add this user")
    ada.reads("Chief of Derby")
    ada.close()
