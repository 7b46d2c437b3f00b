"""Every change is asked for with the token of a page that was read first."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, but_for_counts, pages, sign_in
from test_pages_by_role import MAY_OPEN, fill

POSTS = sorted(
    (pattern, sorted(roles)[0]) for (method, pattern), roles in MAY_OPEN.items() if method == "POST" and roles
)


@pytest.fixture
def guarded(lived_in: tuple[Path, Lived], tmp_path: Path) -> Iterator[Flask]:
    """The pages as they are served, with the tokens asked for."""
    shutil.copytree(lived_in[0], tmp_path / "guarded")
    with pages(tmp_path / "guarded", WTF_CSRF_ENABLED=True) as app:
        yield app


@pytest.mark.parametrize(("pattern", "name"), POSTS)
def test_a_form_without_its_token_changes_nothing(
    guarded: Flask, lived_in: tuple[Path, Lived], pattern: str, name: str
) -> None:
    folder = Path(guarded.config["INSTANCE"])
    before = but_for_counts(folder)
    answer = sign_in(guarded, lived_in[1].readers()[name]).post(fill(pattern, lived_in[1]))
    assert answer.status_code == 400
    assert "This form had been open for too long" in answer.get_data(as_text=True)
    assert but_for_counts(folder) == before


def test_the_token_of_the_page_is_accepted(guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
    client = sign_in(guarded, lived_in[1].asked)
    text = client.get("/my/declarations").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert token is not None
    answer = client.post("/my/declarations/nothing-more", data={"csrf_token": token.group(1)})
    assert answer.status_code == 303


def test_somebody_elses_token_is_not(guarded: Flask, lived_in: tuple[Path, Lived]) -> None:
    other = sign_in(guarded, lived_in[1].world.panel)
    text = other.get("/national").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert token is not None
    answer = sign_in(guarded, lived_in[1].asked).post(
        "/my/declarations/nothing-more", data={"csrf_token": token.group(1)}
    )
    assert answer.status_code == 400
