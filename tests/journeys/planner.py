"""What the coordinator does to find, read and publish rosters; the Ofsted liaison waives."""

from __future__ import annotations

import re
import time
from datetime import timedelta

from playwright.sync_api import expect
from scene import COORDINATOR, LIAISON, SEARCH_WITHIN, Scene
from visitor import Visitor


def search(scene: Scene) -> None:
    """Start a search, watch it, read the draft, publish."""
    cora = scene.visitor(COORDINATOR)
    cora.press("Search for the best roster")
    cora.press("Start the search")
    cora.reads("Open work")
    watch(scene, cora)
    read_the_draft(scene, cora)
    cora.press("Publish this roster")
    cora.reads("The roster is published.")
    cora.close()


def search_again(scene: Scene) -> None:
    """After a change: the roster now rests on an objection, which the Ofsted liaison waives before publication."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/rosters/")
    cora.page.locator("main table").get_by_role("link").first.click()
    cora.press("Search again after a change")
    cora.press("Start the search")
    watch(scene, cora)
    read_the_draft(scene, cora)
    cora.press("Publish this roster")
    assert cora.title().startswith("Error: ")
    cora.reads("must be waived first")
    waive(scene, cora.page.url.removeprefix(scene.served.address).removesuffix("/publish"))
    cora.press("Publish this roster")
    cora.reads("The roster is published.")
    cora.close()


def waive(scene: Scene, roster: str) -> None:
    """The coordinator asks that two inspections may lie close together; the Ofsted liaison decides."""
    cora = scene.visitor(COORDINATOR)
    cora.open(f"{roster}/waivers")
    propose = cora.page.get_by_role("link", name=re.compile("^Propose a waiver"))
    while propose.count():
        propose.first.click()
        cora.examine()
        cora.write("Why the objection may be set aside", " ")
        cora.press("Propose this waiver")
        assert cora.title() == "Error: Propose a waiver - peerinspect"
        cora.write("Why the objection may be set aside", "Nobody else is free")
        cora.write("What is done to keep the work independent all the same", "A second reader")
        cora.date("Last day on which the waiver holds", scene.inspection + timedelta(weeks=20))
        cora.press("Propose this waiver")
        cora.reads("The waiver is proposed. It is decided by the Ofsted liaison.")
    cora.close()
    decide(scene)


def decide(scene: Scene) -> None:
    """The Ofsted liaison approves what waits, and reads the register."""
    lee = scene.visitor(LIAISON)
    lee.open("/waivers/to-decide")
    waiting = lee.page.locator("main table").get_by_role("link")
    while waiting.count():
        waiting.first.click()
        lee.examine()
        lee.press("Decide")
        assert lee.title().startswith("Error: Waiver: ")
        lee.pick("Refuse this waiver")
        lee.press("Decide")
        lee.reads("Say why you refuse")
        lee.pick("Approve this waiver")
        lee.press("Decide")
        lee.reads("The waiver is approved.")
        lee.open("/waivers/to-decide")
    lee.reads("No waiver waits for your word.")
    lee.follow("Register of waivers")
    lee.reads("Approved")
    lee.close()


def read_the_draft(scene: Scene, cora: Visitor) -> None:
    """How good it is, in pictures and as tables."""
    cora.press("Read the draft")
    assert cora.heading().startswith("Roster of ")
    cora.reads("Best possible roster, proven")
    cora.reads("Draft")
    draft = cora.page.url
    for part, picture in (("Map", "Map of England"), ("Week by week", "People at work"), ("Days used", "Days used")):
        cora.follow(part, cora.page.get_by_role("navigation", name="Parts of this roster"))
        expect(cora.page.get_by_role("region", name=re.compile(f"^Picture: {picture}"))).to_be_visible()
        for line in cora.page.locator("main summary").all():
            line.click()
        cora.examine()
    cora.follow("Who goes where", cora.page.get_by_role("navigation", name="Parts of this roster"))
    cora.page.locator("#kind-interim").uncheck()
    cora.press("Show")
    expect(cora.page.locator("main table")).not_to_contain_text("Interim director of")
    cora.page.goto(draft)


def watch(scene: Scene, cora: Visitor) -> None:
    """Until the search is done: by itself with scripts, by refreshing without them."""
    until = time.monotonic() + SEARCH_WITHIN
    while "The search is done" not in cora.page.locator("main").inner_text():
        assert time.monotonic() < until, cora.page.locator("main").inner_text()
        if scene.with_scripts:
            cora.page.wait_for_timeout(500)
        else:
            time.sleep(0.5)
            cora.press_if_there("Refresh this page")
    cora.examine()
    cora.reads("Best possible, proven")


def stop_a_search(scene: Scene) -> None:
    """Start one and stop it."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/searches/new")
    cora.write("Longest search for each part, in seconds", "no number")
    cora.press("Start the search")
    cora.reads("Enter a whole number, like 10")
    cora.write("Longest search for each part, in seconds", "60")
    cora.press("Start the search")
    cora.press_if_there("Stop the search")
    cora.open("/searches/")
    cora.close()
