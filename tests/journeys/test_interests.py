"""Interests from end to end, through the pages alone: declared, ended, renewed, dismissed by two, looked back at."""

from __future__ import annotations

import administrator
import coordinator
import directors
import interests
import planner
import pytest
from playwright.sync_api import Browser
from scene import ADMINISTRATOR, INSPECTED, SECOND, Scene
from served import Served


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_interests_from_end_to_end(browser: Browser, served: Served, with_scripts: bool) -> None:
    """Without scripts everything but the search, whose page other journeys see without them."""
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    ada = scene.visitor(ADMINISTRATOR)
    administrator.add_users(scene, ada, ("Sue Madeup", SECOND, "Coordinator"))
    ada.close()
    coordinator.register_people_and_work(scene)
    administrator.add_the_directors_and_their_chief_executives(scene)
    directors.declare_and_offer(scene)
    interests.declare_everything(scene)
    interests.dismiss_by_two(scene)
    interests.declare_the_dismissed_tie_again(scene)
    if with_scripts:
        planner.search(scene)
        interests.record_for_somebody(scene, INSPECTED)
