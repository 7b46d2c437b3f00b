"""Of two searches at once the first to find something ends the other, and neither outlives a cancel."""

from __future__ import annotations

import threading
import time

import pytest

from peerinspect.matching.racing import Either, proven, raced
from peerinspect.matching.target import Found

NOTHING = Found(None, None, None, True)
GOOD = Found([1], 3, 3, True)
STOPPED = Found(None, None, 2, False)


def until_set(event: threading.Event) -> Found:
    assert event.wait(10.0)
    return STOPPED


def test_what_is_found_aside_ends_the_whole_search() -> None:
    assert raced(lambda _: GOOD, until_set, threading.Event()) == GOOD


def test_the_whole_search_ends_the_one_aside() -> None:
    proof = Found([0], 4, 4, True)
    assert raced(until_set, lambda _: proof, threading.Event()) == proof


def test_nothing_aside_is_no_proof() -> None:
    assert raced(lambda _: NOTHING, lambda _: STOPPED, threading.Event()) == STOPPED


def test_beside_a_thread_it_is_the_same() -> None:
    proof, heard = Found([0], 4, 4, True), list[Found]()

    def two_races() -> None:
        heard.append(raced(lambda _: GOOD, until_set, threading.Event()))
        heard.append(raced(until_set, lambda _: proof, threading.Event()))

    thread = threading.Thread(target=two_races)
    thread.start()
    thread.join()
    assert heard == [GOOD, proof]


def test_a_cancel_ends_both() -> None:
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    assert raced(until_set, until_set, cancel) == STOPPED


def test_a_fault_aside_is_heard() -> None:
    def faulty(_: threading.Event) -> Found:
        raise RuntimeError("refused")

    with pytest.raises(RuntimeError, match="refused"):
        raced(faulty, until_set, threading.Event())


def test_either_waits_no_longer_than_asked() -> None:
    one, other = threading.Event(), threading.Event()
    either = Either(one, other)
    assert not either.wait(0.02)
    assert not either.is_set()
    other.set()
    assert either.wait(0.02)
    assert either.is_set()


def test_of_two_that_look_for_the_same_the_first_proof_counts() -> None:
    proof = Found([1], 3, 3, True)
    assert proven(lambda _: proof, until_set, threading.Event()) == proof
    assert proven(until_set, lambda _: proof, threading.Event()) == proof


def test_what_is_found_aside_without_a_proof_ends_nothing() -> None:
    """It may be worse than what the whole search is about to find."""
    unproven, best = Found([1], 5, 2, False), Found([1], 3, 3, True)

    def later(_cancel: threading.Event) -> Found:
        time.sleep(0.3)
        return best

    assert proven(lambda _: unproven, later, threading.Event()) == best
    assert proven(lambda _: unproven, lambda _: STOPPED, threading.Event()) == STOPPED


def test_where_nothing_can_be_copied_the_whole_search_is_alone() -> None:
    heard: list[Found] = []
    proof = Found([1], 3, 3, True)
    thread = threading.Thread(
        target=lambda: heard.append(proven(lambda _: proof, lambda _: STOPPED, threading.Event()))
    )
    thread.start()
    thread.join()
    assert heard == [STOPPED]
