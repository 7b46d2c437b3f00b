"""The three users' core jobs, from an empty database, through the pages alone.

Once with scripts, every page examined by axe; once with scripts switched off.
"""

from __future__ import annotations

import administrator
import coordinator
import directors
import papers
import planner
import pytest
import readers
from playwright.sync_api import Browser
from scene import PEOPLE, Scene
from served import Served


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_three_users_do_their_jobs(browser: Browser, served: Served, with_scripts: bool) -> None:
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    coordinator.register_people_and_work(scene)
    administrator.add_the_directors_and_their_chief_executives(scene)
    directors.declare_and_offer(scene)
    planner.search(scene)
    unwilling = directors.decline_the_inspection(scene)
    planner.search_again(scene)
    willing = next(name for name in PEOPLE if name != unwilling)
    directors.accept_the_inspection(scene, willing)
    papers.read_the_papers(scene, willing)
    readers.read_the_week(scene, willing)
    planner.stop_a_search(scene)
    readers.look_around(scene)
