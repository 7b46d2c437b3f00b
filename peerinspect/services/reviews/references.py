"""What a case reference may look like: a number of somebody's files, in which no name fits."""

from __future__ import annotations

import re

from peerinspect.services.checking import Checks

LONGEST_CASE = 80
_SHAPE = re.compile(r"[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*")
_LETTERS = re.compile(r"[A-Za-z]{5}")
LIKE = "like CR-2026/17"
NO_DETAILS = "Do not write any child's name or details here: the reference says which case it is."
"""Stands on every page with a box for words about a case."""


def check_reference(checks: Checks, text: str, field: str = "case") -> None:
    """Note why the text is no case reference. Spaces and long words are refused since a name would have them."""
    needed = "Enter the case's reference number, and nothing about the child"
    if not checks.need(text, field, needed):
        return
    checks.need(len(text) <= LONGEST_CASE, field, f"Keep the reference to {LONGEST_CASE} characters")
    checks.need(not any(sign.isspace() for sign in text), field, f"A reference has no spaces, so no name fits: {LIKE}")
    is_shaped = _SHAPE.fullmatch(text)
    checks.need(is_shaped, field, f"A reference has letters A to Z, digits, single hyphens and slashes only, {LIKE}")
    checks.need(any(sign.isdigit() for sign in text), field, f"A reference has at least one digit, {LIKE}")
    short = "A reference has at most four letters in a row, so that no name goes in"
    checks.need(not _LETTERS.search(text), field, f"{short}, {LIKE}")
