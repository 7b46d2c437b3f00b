"""Whatever shows a sealed inspection to those who may know of it writes down that they looked: every page there is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pages_world import SEALED, Lived, pages, sign_in
from small_world import CODES
from test_pages_by_role import MAY_OPEN

from peerinspect.store import history

TITLE = f"Inspection of Council {CODES[3]}"
WEEKS = "?from=2026-06-08"
TURNED = ("/week/", "/week/sheet", "/inspections/", "/inspections/list")


@pytest.fixture(scope="module")
def knowing(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Lived]]:
    """A service of this module's own: each look adds to its history."""
    folder = tmp_path_factory.mktemp("looks") / "in"
    shutil.copytree(lived_in[0], folder)
    with pages(folder) as app:
        yield app, lived_in[1]


def addresses(found: Lived) -> list[str]:
    """Every page there is, of the sealed inspection and of what has to do with it."""
    parts = found.parts_of_addresses() | {"duty_id": SEALED, "roster_id": found.published, "kind": "inspections"}
    parts |= {"person_id": f"{CODES[3]}-director", "code": CODES[3], "authority": CODES[3]}
    made = []
    for method, pattern in sorted(MAY_OPEN):
        if method == "GET" and not pattern.startswith("/static"):
            for name, value in parts.items():
                for form in (f"<int:{name}>", f"<{name}>"):
                    pattern = pattern.replace(form, value)
            made.append(pattern)
    rosters = [f"/rosters/{found.draft}{part}" for part in ("", "/people", "/empty", "/weeks", "/map", "/days")]
    return [*made, *(f"{each}{WEEKS}" for each in TURNED), *rosters, "/work/inspections?when=all"]


@pytest.mark.parametrize("name", ["coordinator", "liaison"])
def test_every_page_that_names_it_records_a_look(knowing: tuple[Flask, Lived], name: str) -> None:
    app, found = knowing
    reader = found.readers()[name]
    client = sign_in(app, reader)
    showed, silent = [], []
    for address in addresses(found):
        with app.app_context():
            before = history.length()
        text = client.get(address, buffered=True).get_data(as_text=True)
        if (TITLE in text and "June 2026" in text) or f"/duties/{SEALED}" in text.replace(f'href="{address}', ""):
            showed.append(address)
            with app.app_context():
                new = history.events(most=history.length() - before) if history.length() > before else []
            if not any(each.action in ("look", "look-at-list") and each.user == reader.user_id for each in new):
                silent.append(address)
    assert len(showed) > 10
    assert silent == []
