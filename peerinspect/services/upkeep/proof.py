"""Whether the history is whole, and its head."""

from __future__ import annotations

from peerinspect.store import history, proving

Head = proving.Head


def faults(since: Head | None = None) -> list[str]:
    """What is not as it was written, a sentence each; with a head that was kept, also whether it is still in there."""
    return proving.verify(since)


def head() -> Head:
    """The end of the history now."""
    return proving.head()


def head_of(text: str) -> Head | None:
    """A head as it is printed; None where the text is none."""
    return proving.read_head(text)


def length() -> int:
    """How many events there are."""
    return history.length()
