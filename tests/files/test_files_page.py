"""docs/files.md says what the schemas say, and its examples work."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from peerinspect.files import facts_from_dict
from peerinspect.files.schema import schema_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def words(schema: Any) -> set[str]:
    """Every key and every choice that a schema knows."""
    if isinstance(schema, list):
        return {word for inner in schema for word in words(inner)}
    if not isinstance(schema, dict):
        return set()
    found = {choice for choice in schema.get("enum", ()) if choice is not None}
    found |= set(schema.get("properties", ()))
    return found | {word for inner in schema.values() for word in words(inner)}


@pytest.mark.parametrize("name", ["problem", "roster"])
def test_every_key_and_every_choice_is_on_the_page(name: str) -> None:
    known = words(schema_of(name))
    assert len(known) > 20
    named = set(re.findall(r'[`"]([a-z][a-z_-]*)[`"]', PAGE))
    assert known - named == set()


def test_the_smallest_problem_and_the_policy_are_accepted() -> None:
    smallest, policy, _ = EXAMPLES
    assert facts_from_dict(smallest).duties["d-1"].seats == 1
    assert facts_from_dict(smallest | {"policy": policy}).policy.ordered_goals() == ("fill", "waivers", "fit", "canon")
