"""Work after it is registered, through the pages alone: with scripts and axe, and with neither."""

from __future__ import annotations

import administrator
import lives
import pytest
from playwright.sync_api import Browser
from scene import COORDINATOR, Scene
from served import Served

NARROW = 320


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_inspection_and_support_are_taken_through_their_lives(
    browser: Browser, served: Served, with_scripts: bool
) -> None:
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    lives.take_an_inspection_through_its_life(scene)
    lives.take_support_through_its_life(scene)
    if with_scripts:
        fits_narrow_screens(scene)


def fits_narrow_screens(scene: Scene) -> None:
    """No page of these scrolls sideways on the narrowest screen."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/inspections/list?when=all")
    first = cora.page.locator("main table a").first.get_attribute("href")
    assert first
    cora.page.set_viewport_size({"width": NARROW, "height": 800})
    for address in ("/inspections/list?when=all", first, f"{first}/history", f"{first}/steps/cancel"):
        cora.page.goto(scene.served.address + address)
        width = cora.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW, f"{address} is {width} wide"
    cora.close()
