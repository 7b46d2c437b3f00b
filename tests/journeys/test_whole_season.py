"""A season from an empty service, through the pages alone: people from a workbook, forty inspections, a roster, a
person who leaves, the roster again with next to nothing changed, the two compared, one published, all of it exported.

Once with scripts, where the way from the search to the publication is gone with the keyboard alone; once without.
"""

from __future__ import annotations

import administrator
import pytest
import season
from playwright.sync_api import Browser
from scene import Scene
from served import Served


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_season_from_an_empty_service(browser: Browser, served: Served, with_scripts: bool) -> None:
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    season.bring_people_in(scene)
    season.bring_judgements_in(scene)
    season.schedule_the_inspections(scene)
    draft = season.search_for_a_roster(scene)
    leaving = season.pin_one(scene, draft)
    season.let_go(scene, leaving)
    later = season.search_again(scene, draft, leaving)
    season.compare_the_two(scene, draft, later, leaving)
    season.publish(scene, later)
    season.take_it_out(scene)
