"""A lesson from its writing to what boards do about it, through the pages alone.

The lead of a review writes a finding; nobody else can find it until the review is published. Then it is searched for,
acknowledged, acted on, caught up on, corrected, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lesson_scene import lesson_scene
from lesson_world import FINAL, LEAD
from playwright.sync_api import Browser
from review_scene import ReviewScene
from small_world import CODES, TODAY

FOUND, LEARNING = "Visits ended at the door. Nobody saw the child alone.", "A visit counts once the child was seen."
CORRECTED = "Six visits ended at the door. Nobody saw the child alone."
REVIEW = f"Case review CASE-FINAL at Council {CODES[0]}"
THEME = "Seeing the child"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scene(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[ReviewScene]:
    """The small England, served."""
    with lesson_scene(browser, tmp_path, request.param) as found:
        yield found


def test_a_lesson_from_its_writing_to_what_boards_do_about_it(scene: ReviewScene) -> None:
    subscribe(scene)
    write(scene)
    nobody_finds_it(scene)
    publish(scene)
    search(scene)
    acknowledge_and_act(scene)
    catch_up(scene)
    correct(scene)
    count(scene)


def subscribe(scene: ReviewScene) -> None:
    """One board, before anything is published."""
    chief = scene.visitor(scene.world.chief(CODES[2]))
    chief.open("/lessons/")
    chief.follow("what boards were sent")
    chief.follow(f"Council {CODES[2]}")
    chief.reads("No theme")
    chief.follow("Change what the board subscribes to")
    chief.pick("Some themes")
    chief.press("Save the subscription")
    chief.reads("Choose at least one theme")
    chief.pick(THEME)
    chief.press("Save the subscription")
    chief.reads(THEME)
    chief.close()


def write(scene: ReviewScene) -> None:
    """The lead is led to the review, says too much, and says it better."""
    lead = scene.visitor(scene.world.director(LEAD.partition("-")[0]))
    lead.open("/lessons/")
    lead.follow(REVIEW)
    lead.press("Write a finding")
    lead.write("What was found", "The child, born on 3 May 2019, was not seen.")
    lead.press("Keep this finding")
    lead.reads("This seems to give a day of birth")
    lead.reads("Say what should change")
    lead.write("What was found", FOUND)
    lead.write("What should change", LEARNING)
    lead.pick(THEME)
    lead.press("Keep this finding")
    lead.reads("The finding is kept")
    lead.reads("Not published yet")
    lead.close()


def nobody_finds_it(scene: ReviewScene) -> None:
    """Not by its words, and not by the address of its review."""
    panel = scene.visitor(scene.world.panel)
    panel.open("/lessons/?q=visits")
    panel.reads("No finding matches")
    assert panel.page.goto(f"{scene.address}/lessons/reviews/{FINAL}").status == 404
    panel.close()


def publish(scene: ReviewScene) -> None:
    """The coordinator publishes the review; its page leads to the findings."""
    desk = scene.visitor(scene.world.uncleared)
    desk.open(f"/reviews/{FINAL}")
    desk.follow("Findings and lessons")
    desk.reads(FOUND)
    desk.open(f"/reviews/{FINAL}")
    desk.follow("Record that it is published in full")
    desk.date("Day of publication", TODAY)
    desk.write("Address or reference of the report", "Report 7")
    desk.press("Record that it is published in full")
    desk.reads("Published in full")
    desk.close()


def search(scene: ReviewScene) -> None:
    """By a word, a phrase, a beginning and a theme; whatever else is typed does no harm."""
    panel = scene.visitor(scene.world.panel)
    for typed in ('"ended at the door"', "alon*"):
        panel.open("/lessons/")
        panel.write("Words, or “a phrase”, or begin*", typed)
        panel.press("Show")
        panel.reads("1 finding")
        panel.reads(FOUND)
    panel.open("/lessons/?q=visit")
    assert panel.page.locator("mark").first.inner_text() == "Visits"
    panel.write("Words, or “a phrase”, or begin*", "'\") OR <script>alert(1)</script> *")
    panel.press("Show")
    panel.reads("No finding matches")
    panel.follow("Clear")
    panel.follow(f"{REVIEW}: finding 1")
    panel.reads(LEARNING)
    panel.close()


def acknowledge_and_act(scene: ReviewScene) -> None:
    """The board that subscribed."""
    chief = scene.visitor(scene.world.chief(CODES[2]))
    chief.open("/messages/")
    chief.reads("Lessons to acknowledge")
    chief.open("/lessons/boards/")
    chief.follow(f"Council {CODES[2]}")
    chief.reads("To be acknowledged by 15 April 2026")
    chief.press("We have read it")
    chief.reads("Acknowledged on 2 March 2026")
    chief.follow(f"Say what the board does about finding 1 of {REVIEW}")
    chief.pick("We plan to act")
    chief.write("In a few words", "Managers look at each third visit.")
    chief.press("Save")
    chief.reads("Enter the day by which it is done")
    chief.date("By which day, if you plan to act", TODAY + timedelta(days=60))
    chief.press("Save")
    chief.reads("Managers look at each third visit.")
    chief.reads("Action planned")
    chief.close()


def catch_up(scene: ReviewScene) -> None:
    """A board that subscribes after publication is offered what it missed."""
    desk = scene.visitor(scene.world.uncleared)
    desk.open("/lessons/boards/")
    desk.reads_not(f"Council {CODES[3]}")
    chief = scene.visitor(scene.world.chief(CODES[3]))
    chief.open("/lessons/boards/")
    chief.follow(f"Council {CODES[3]}")
    chief.follow("Change what the board subscribes to")
    chief.pick("All themes")
    chief.press("Save the subscription")
    chief.reads("1 finding on the board's themes came out in the past 12 months")
    chief.press("Catch up")
    chief.reads("1 finding of the past 12 months was sent to the board")
    chief.reads(FOUND)
    chief.close()
    desk.page.reload()
    desk.reads(f"Council {CODES[3]}")
    desk.close()


def correct(scene: ReviewScene) -> None:
    """Once it is out it is corrected with a reason, which the review's history keeps."""
    desk = scene.visitor(scene.world.uncleared)
    desk.open(f"/lessons/reviews/{FINAL}")
    desk.follow("Finding 1")
    desk.reads("3 boards")
    desk.follow("Correct this finding")
    desk.write("What was found", CORRECTED)
    desk.press("Correct it")
    desk.reads("Say why it is corrected")
    desk.write("Why it is added or corrected now", "The partners counted")
    desk.press("Correct it")
    desk.reads(CORRECTED)
    desk.open(f"/duties/{FINAL}/history")
    desk.reads("The partners counted")
    desk.reads(FOUND)
    desk.close()


def count(scene: ReviewScene) -> None:
    """The report, as the panel reads it."""
    panel = scene.visitor(scene.world.panel)
    panel.open("/lessons/")
    panel.follow("which lessons come back")
    panel.reads("1 review with 1 finding")
    panel.reads(THEME)
    panel.choose("Region", "North")
    panel.press("Show")
    panel.reads(THEME)
    panel.close()
