"""What a coordinator does with work after it is registered."""

from __future__ import annotations

from datetime import date, timedelta

from scene import COORDINATOR, INSPECTED, SEALED, Scene
from visitor import Visitor

CHANGES = ("Change notice day", "Change seats", "Change priority", "Change days on site", "Change council")


def take_an_inspection_through_its_life(scene: Scene) -> None:
    """Register, narrow the list, change facts, move, defer, give a new week, read the history."""
    cora = scene.visitor(COORDINATOR)
    lists_are_empty(cora)
    register(cora, scene, INSPECTED, "Announced: everybody may know")
    register(cora, scene, SEALED, "Sealed: nobody at the council may know before its notice day")
    find(cora, INSPECTED)
    change_facts(cora)
    cora.follow("Move it to another week")
    find(cora, INSPECTED)
    refused_then_done(cora, "Defer the inspection", "The council asked for it")
    cora.reads("Deferred")
    cora.follow("Give it a new week")
    cora.press("Give it a new week")
    cora.reads("Enter the day")
    cora.date("First day on site", scene.inspection + timedelta(weeks=2))
    cora.press("Give it a new week")
    cora.reads("Sealed")
    cora.open("/inspections/list?state=deferred")
    cora.follow(f"Inspection of {INSPECTED}", cora.page.locator("main"))
    cora.reads("It has a new week")
    cora.follow("History")
    cora.reads("became “Deferred”")
    cora.reads("The council asked for it")
    cora.close()


def take_support_through_its_life(scene: Scene) -> None:
    """From the request to an agreement that waits for somebody, and called off."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/work/support/new")
    cora.choose("Council that asks for support", INSPECTED)
    cora.date("First day", date.today())
    cora.date("Last day", date.today() + timedelta(weeks=20))
    cora.press("Register")
    cora.follow(f"Support for {INSPECTED}", cora.page.locator("main"))
    cora.follow("Record the scope")
    cora.press("Record the scope")
    cora.reads("Scoped")
    cora.follow("Record the agreement")
    cora.press("Record the agreement")
    cora.reads("Enter a reference")
    cora.write("Reference of the letter", "Letter 7")
    cora.press("Record the agreement")
    cora.follow("Record that it has begun")
    cora.press("Record that it has begun")
    cora.reads("Nobody has agreed to do it yet")
    cora.open("/work/support")
    cora.follow(f"Support for {INSPECTED}", cora.page.locator("main"))
    cora.follow("Offer a seat by hand")
    cora.press("Ask this person")
    cora.reads("Choose somebody from the list")
    cora.open("/work/support")
    cora.follow(f"Support for {INSPECTED}", cora.page.locator("main"))
    refused_then_done(cora, "Cancel the support", "It is not needed any more")
    cora.reads("Cancelled")
    cora.open("/work/support")
    cora.reads_not(f"Support for {INSPECTED}")
    cora.choose("State", "Cancelled")
    cora.press("Show")
    cora.reads(f"Support for {INSPECTED}")
    cora.close()


def lists_are_empty(cora: Visitor) -> None:
    """Each says what will be there, and what was asked for that is not."""
    for address in ("/inspections/list", "/work/boards", "/work/secondments", "/work/reviews", "/vacancies/"):
        cora.open(address)
        cora.reads("will be listed here")
        cora.open(f"{address}?when=all")
        cora.reads("Nothing matches what you ask for.")


def register(cora: Visitor, scene: Scene, council: str, secrecy: str) -> None:
    cora.open("/inspections/new")
    cora.page.locator("select[name=authorities]").first.select_option(label=council)
    cora.date("First day on site", scene.inspection)
    cora.pick(secrecy)
    cora.press("Register this inspection")


def find(cora: Visitor, council: str) -> None:
    """Through the list, narrowed by a search."""
    cora.open("/inspections/list")
    cora.write("Search by name", council)
    cora.choose("State", "Planned")
    cora.press("Show")
    cora.follow(f"Inspection of {council}", cora.page.locator("main"))


def change_facts(cora: Visitor) -> None:
    """A small change beside each fact; the number of seats is mended."""
    here = cora.page.url.removeprefix(cora.address)
    for link in CHANGES:
        cora.follow(link)
        cora.follow("Leave it as it is")
    cora.follow("Change seats")
    cora.write("People needed", "none")
    cora.press("Save")
    assert cora.title().startswith("Error: ")
    cora.reads("Enter a whole number, like 10")
    cora.write("People needed", "2")
    cora.press("Save")
    cora.reads("Changed the number of seats.")
    assert cora.page.url == cora.address + here


def refused_then_done(cora: Visitor, step: str, reason: str) -> None:
    """A step that needs a reason, at first without one."""
    cora.follow(step)
    cora.press(step)
    assert cora.title().startswith("Error: ")
    cora.reads("Say why, in a sentence")
    cora.write("Why", reason)
    cora.press(step)
