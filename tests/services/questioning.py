"""A roster with something to ask about: a board whose skill nobody has, and one that everybody could chair."""

from __future__ import annotations

from dataclasses import replace

from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan

from peerinspect.services.answering import answer_question, claim_question

WANTED = "youth justice"
LACKING, OPEN_BOARD, SEALED = "board-lacking", "board-0", "sealed-C03"


def duties() -> list:
    """Two boards, one of which lacks a skill, and a sealed inspection."""
    lacking = replace(board(LACKING, CODES[7], TODAY), skills=frozenset({WANTED}))
    return [board(OPEN_BOARD, CODES[0], TODAY), lacking, inspection(SEALED, CODES[3])]


def build_questions() -> World:
    """The world with a roster."""
    world = build_world(TODAY, duties())
    plan(world.cleared)
    return world


def answer_all() -> int:
    """Answer whatever waits, here and now; how many there were."""
    number = 0
    for is_sealed in (False, True):
        while (claimed := claim_question(is_sealed)) is not None:
            answer_question(claimed)
            number += 1
    return number
