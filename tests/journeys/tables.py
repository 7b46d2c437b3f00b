"""What the coordinator brings in and takes out as tables."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from scene import COORDINATOR, Scene
from visitor import Visitor

SHOTS = os.environ.get("PEERINSPECT_SHOTS")
"""A folder for pictures of the pages, for whoever wants to look at them."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = [(f"Invented Person {number}", "Leeds", "director", "substantive", "2023-09-01") for number in range(1, 8)]
WRONG = [
    ("Quarry Madeupton", "Leds", "director", "substantive", "2023-09-01"),
    ("Pebble Inventford", "Derby", "director", "substantive", "2023-13-01"),
    ("Ember Fabricourt", "Derby", "boss", "substantive", "2023-09-01"),
]
MENDED = [
    ("Quarry Madeupton", "Leeds", "director", "substantive", "2023-09-01"),
    ("Pebble Inventford", "Derby", "director", "substantive", "01/12/2023"),
    ("Ember Fabricourt", "Derby", "senior manager", "substantive", "2023-09-01"),
]


def import_people(scene: Scene) -> None:
    """A workbook from the template with three wrong rows, mended and imported; then again, which changes nothing."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/import/")
    picture(cora, "start")
    cora.follow("Import people")
    picture(cora, "choose")
    cora.press("Read the file")
    cora.reads("Choose a file")
    assert cora.title().startswith("Error: Import people")
    template = downloaded(cora, "XLSX, with notes")
    choose(cora, filled(template, [*GOOD, *WRONG]))
    cora.reads("3 rows must be mended before anything can be imported")
    for cell in ("Cell C9, Council:", "Cell F10, First day in post:", "Cell D11, Post:"):
        cora.reads(cell)
    cora.reads("Did you mean Leeds?")
    picture(cora, "preview")
    cora.choose("Outcome", "Wrong")
    cora.press("Show")
    cora.reads_not("Invented Person 1")
    cora.press("Choose the mended file")
    choose(cora, filled(template, [*GOOD, *MENDED]))
    cora.reads("10 rows added if you confirm")
    cora.press("Import these rows")
    cora.reads("The file is imported")
    cora.reads("10 rows added")
    picture(cora, "done")
    cora.open("/people/?q=Pebble")
    cora.reads("Pebble Inventford")
    come_back(cora)
    cora.close()


def come_back(cora: Visitor) -> None:
    """What is taken out comes in again, and changes nothing."""
    cora.open("/import/people")
    content = downloaded(cora, "what is on the register now")
    choose(cora, content)
    cora.reads("Nothing would change: 10 rows on the register already")
    cora.press("Discard the file")
    cora.reads("The file is forgotten.")


def downloaded(cora: Visitor, link: str) -> bytes:
    """The file behind a link."""
    with cora.page.expect_download() as coming:
        cora.page.get_by_role("link", name=link).first.click()
    return Path(coming.value.path()).read_bytes()


def filled(template: bytes, rows: Sequence[Sequence[Any]]) -> bytes:
    """The template with rows below its headings: name, council, post, how it is held, first day."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    for row in rows:
        book["People"].append([None, *row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def choose(cora: Visitor, content: bytes) -> None:
    """Choose the file, and have it read."""
    file = {"name": "people.xlsx", "mimeType": WORKBOOK, "buffer": content}
    cora.page.locator("input[type=file]").set_input_files(file)
    cora.press("Read the file")


def picture(cora: Visitor, name: str) -> None:
    """Keep a picture of the page at both widths, where somebody asked for them."""
    if SHOTS and cora.with_scripts:
        for width in (1280, 320):
            cora.page.set_viewport_size({"width": width, "height": 900})
            assert cora.page.evaluate("document.documentElement.scrollWidth") <= width
            cora.page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        cora.page.set_viewport_size({"width": 1280, "height": 900})
