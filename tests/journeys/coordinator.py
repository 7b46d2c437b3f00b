"""What the coordinator registers."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect
from scene import COORDINATOR, INSPECTED, PEOPLE, SEALED, VACANT, Scene
from visitor import Visitor


def register_people_and_work(scene: Scene) -> None:
    """From empty pages to people, an announced and a sealed inspection, and a vacancy."""
    cora = scene.visitor(COORDINATOR)
    assert cora.heading() == "What needs you today"
    for link in ("Week", "Inspections", "Other work", "Rosters", "People", "Councils", "Appointments"):
        cora.follow(link, cora.page.get_by_role("navigation", name="Pages of peerinspect"))
    for link in ("Boards", "Support", "Secondments", "Case reviews", "Vacancies"):
        cora.open("/work/")
        cora.follow(link, cora.page.locator("main"))
    for key in ("unfilled-seats", "answers-awaited", "declarations-due", "vacancies-uncovered"):
        cora.open(f"/today/{key}")
    register_people(scene, cora)
    register_inspections(scene, cora)
    register_a_vacancy(scene, cora)
    register_other_work(scene, cora)
    cora.close()


def register_people(scene: Scene, cora: Visitor) -> None:
    cora.open("/people/")
    cora.reads("Directors and senior managers who may be asked will be listed here.")
    cora.press("Register a person")
    cora.press("Register this person")
    assert cora.title() == "Error: Register a person - peerinspect"
    expect(cora.page.locator(".govuk-error-summary")).to_be_visible()
    if scene.with_scripts:
        expect(cora.page.locator(".govuk-error-summary")).to_be_focused()
    for name, council in PEOPLE.items():
        cora.open("/people/new")
        cora.write("Full name", name)
        cora.choose("Council", council)
        cora.pick("Director of children's services")
        cora.pick("Substantive")
        cora.date("In post since", date(2020, 9, 1))
        cora.choose("Training for inspection work", "Authorised")
        cora.date("Day of the latest vetting, if any", date.today() - timedelta(days=30))
        cora.press("Register this person")
        cora.reads(f"{name} is on the register.")
    cora.follow(name)
    assert cora.heading() == name
    cora.reads("Missing")


def register_inspections(scene: Scene, cora: Visitor) -> None:
    cora.open("/inspections/new")
    cora.date("First day on site", scene.inspection + timedelta(days=1))
    cora.press("Register this inspection")
    cora.reads("Inspections start on a Monday")
    cora.reads("Choose at least one council from the list")
    for council, secrecy, weeks in (
        (INSPECTED, "Announced: everybody may know", 0),
        (SEALED, "Sealed: nobody at the council may know before its notice day", 2),
    ):
        cora.open("/inspections/new")
        cora.choose("Council", council)
        cora.date("First day on site", scene.inspection + timedelta(weeks=weeks))
        cora.pick(secrecy)
        cora.press("Register this inspection")
        cora.reads("The inspection is registered.")
    cora.reads(f"Inspection of {SEALED}")
    cora.follow(f"Inspection of {INSPECTED}")
    cora.reads("Blocked: 2")
    cora.reads("has not offered inspection")


def register_a_vacancy(scene: Scene, cora: Visitor) -> None:
    cora.open("/vacancies/new")
    cora.press("Register this vacancy")
    assert cora.title().startswith("Error: ")
    cora.choose("Council", VACANT)
    cora.date("First day of cover", scene.inspection + timedelta(weeks=10))
    cora.date("Last day of cover", scene.inspection + timedelta(weeks=14))
    cora.press("Register this vacancy")
    cora.reads(VACANT)
    cora.reads("Nobody yet")


def register_other_work(scene: Scene, cora: Visitor) -> None:
    """Each form, empty and then filled. Nobody offers any of it, so that the searches below stay small."""
    first, last = scene.inspection + timedelta(weeks=20), scene.inspection + timedelta(weeks=30)
    for name, (starts, ends), councils in (
        ("boards", ("First day of the chair's term", "Last day of the term"), True),
        ("support", ("First day", "Last day"), True),
        ("secondments", ("First day", "Last day"), False),
        ("reviews", ("First day", "Last day"), True),
    ):
        cora.open(f"/work/{name}/new")
        cora.press("Register")
        assert cora.title().startswith("Error: Register ")
        cora.date(starts, first)
        cora.date(ends, last)
        if councils:
            cora.page.locator("select").first.select_option(label=VACANT)
        if name == "reviews":
            cora.write("Case reference", "2026/17")
        cora.press("Register")
        cora.reads("is registered.")
    cora.follow(f"Case review 2026/17 at {VACANT}")
    cora.open(f"/councils/?q={VACANT}")
    cora.follow(VACANT)
