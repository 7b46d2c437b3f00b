"""What directors and chief executives do."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scene import INSPECTED, PEOPLE, SEALED, Scene, email_of
from visitor import Visitor


def declare_and_offer(scene: Scene) -> None:
    """Each director signs a declaration, offers days, and marks a time away; their chief executives consent."""
    for name, council in PEOPLE.items():
        director = scene.visitor(email_of(name))
        assert director.heading() == "My duties"
        declare(scene, director)
        director.open("/my/offers")
        director.write("Inspections", "x")
        director.press("Save what I offer")
        assert director.title() == "Error: What I offer - peerinspect"
        director.write("Inspections", "15")
        director.write("Interim cover", "100")
        director.press("Save what I offer")
        director.reads("What you offer is saved.")
        director.follow("Add a time away by its days")
        director.press("Add this time away")
        assert director.title().startswith("Error: ")
        director.date("First day away", scene.inspection + timedelta(weeks=30))
        director.date("Last day away", scene.inspection + timedelta(weeks=31))
        director.press("Add this time away")
        director.reads("Your time away is marked.")
        director.close()
        consent(scene, council, name)


def declare(scene: Scene, director: Visitor) -> None:
    director.open("/my/declarations")
    director.reads("Not declared")
    director.press("I have nothing to declare")
    director.reads("Your declaration is signed")
    director.press("Declare a tie to a council")
    director.press("Declare this tie")
    assert director.title() == "Error: Declare a tie to a council - peerinspect"
    director.write("Council", "Kent")
    director.pick("I worked there")
    director.date("Since when, if you know", date(2018, 1, 1))
    director.press("Declare this tie")
    director.reads("Kent")
    director.page.get_by_role("link", name=re.compile("^Say when it ended")).click()
    director.examine()
    director.date("The day on which it ended", date(2019, 12, 31))
    director.press("Save")
    director.reads("1 January 2018 to 31 December 2019")


def consent(scene: Scene, council: str, name: str) -> None:
    chief = scene.visitor(f"chief-{council.lower()}@peers.example")
    assert chief.heading() == "My people"
    chief.page.get_by_role("link", name=re.compile("^Give consent")).click()
    chief.examine()
    assert chief.heading() == f"Give consent for {name}"
    chief.date("First day of the consent", date.today())
    chief.date("Last day of the consent", date.today() + timedelta(days=700))
    chief.press("Give consent")
    chief.reads("In force")
    chief.open("/my-council/boards")
    chief.close()


def decline_the_inspection(scene: Scene) -> str:
    """Whoever is asked to inspect says no; returns who it was."""
    for name in PEOPLE:
        director = scene.visitor(email_of(name))
        decline = director.page.get_by_role("link", name=re.compile(f"^Decline .*{INSPECTED}"))
        if decline.count():
            decline.click()
            director.examine()
            director.press("Decline")
            assert director.title() == "Error: Decline a duty - peerinspect"
            director.pick("I am too busy at that time")
            director.press("Decline")
            director.reads("You have declined.")
            director.close()
            return name
        director.close()
    raise AssertionError("nobody was asked to inspect")


def accept_the_inspection(scene: Scene, name: str) -> None:
    """The other director says yes."""
    director = scene.visitor(email_of(name))
    director.reads(f"Inspection of {INSPECTED}")
    director.page.get_by_role("button", name=re.compile(f"^Accept .*{INSPECTED}")).click()
    director.examine()
    director.reads("You have accepted.")
    director.reads_not(SEALED)
    director.close()
