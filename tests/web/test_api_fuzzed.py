"""Nothing that a program sends, whatever its role, brings an answer that the document does not speak of, or a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from api_asking import token_for
from flask import Flask
from fuzzing import Tally, follow, fuzz
from pages_world import Lived, pages
from small_world import CODES

from peerinspect.services.api_tokens import CHANGE, READ, SEALED, SEARCH

EXAMPLES = int(os.environ.get("PEERINSPECT_FUZZ_EXAMPLES", "4"))
"""Requests to each operation. `make fuzz` asks for many more."""


@pytest.fixture(scope="module")
def app(lived_in: tuple[Path, Lived], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A service of this module's own, which is changed without end."""
    folder = tmp_path_factory.mktemp("fuzzed") / "in"
    copytree(lived_in[0], folder)
    with pages(folder) as found:
        found.config["KNOWN_IDS"] = {name: [str(id_)] for name, id_ in lived_in[1].parts_of_addresses().items()}
        yield found


@pytest.fixture(scope="module")
def tokens(app: Flask, lived_in: tuple[Path, Lived]) -> dict[str, str]:
    """Several tokens of each role, so that none asks too often."""
    world = lived_in[1].world
    own = [world.director(CODES[5]), world.chief(CODES[5])]
    readers = [world.cleared, world.uncleared, world.cleared, world.liaison, *own, world.panel, world.administrator]
    found = {}
    for turn in range(2):
        for number, reader in enumerate(readers):
            scopes = [READ, CHANGE, SEARCH, *([SEALED] if reader is world.cleared and turn else [])]
            found[f"{number} {turn}"] = token_for(app, reader, *scopes)
    return found


def sound(tally: Tally) -> None:
    """Fail with what was wrong."""
    assert not tally.failures, "\n".join(f"{what}: {why}" for what, why in tally.failures.items())
    assert not any(status >= 500 for status in tally.statuses)


def test_every_operation_answers_as_the_document_says(app: Flask, tokens: dict[str, str]) -> None:
    tally = fuzz(app, tokens, EXAMPLES)
    sound(tally)
    document = app.test_client().get("/api/v1/openapi.json").json
    assert len(tally.asked) == sum(len(methods) for methods in document["paths"].values())
    assert {200, 403, 404, 422} <= set(tally.statuses)


def test_from_answer_to_answer_nothing_breaks(app: Flask, tokens: dict[str, str]) -> None:
    tally = follow(app, tokens, EXAMPLES, steps=12)
    sound(tally)
    assert 401 not in tally.statuses, "each program is known by its own token"
    assert {200, 422} <= set(tally.statuses), "some of what is asked is done"
