"""A workbook of people with three wrong rows, mended and imported, through the pages alone."""

from __future__ import annotations

import administrator
import pytest
import tables
from playwright.sync_api import Browser
from scene import Scene
from served import Served


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_people_come_in_from_a_workbook(browser: Browser, served: Served, with_scripts: bool) -> None:
    scene = Scene(browser, served, with_scripts)
    administrator.set_the_service_up(scene)
    tables.import_people(scene)
