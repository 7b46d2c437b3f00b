"""Whether the key that signs sessions is one: long enough, not made up by hand, and read by its owner alone.

A key that peerinspect makes itself counts as configured: it is 256 bits of the system's own generator, it stays on the
machine that needs it, and nobody had to think it up, paste it or send it. What an operator sets must be as good.
"""

from __future__ import annotations

import math
import stat
from collections import Counter
from pathlib import Path

SHORTEST_KEY = 32
"""Signs. 32 that are drawn at random, even from digits and a to f alone, are 128 bits."""
LEAST_BITS = 80.0
"""Bits by the counts of its signs: fewer than any random key of 32 hexadecimal digits has, more than a pattern has."""
PLACEHOLDERS = (
    "changeme",
    "change-me",
    "change_me",
    "secretkey",
    "secret-key",
    "secret_key",
    "placeholder",
    "your-key",
)
"""Words of examples, which people copy."""
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
HOW = "Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'"


def fault_of_key(key: str) -> str | None:
    """Why a key is too weak, in a sentence without the key; None where it is good enough."""
    text = key.strip()
    if len(text) < SHORTEST_KEY:
        return f"it has {len(text)} signs, and needs {SHORTEST_KEY} at least"
    if any(word in text.casefold() for word in PLACEHOLDERS):
        return "it is one that stands in examples"
    if bits_of(text) < LEAST_BITS or is_repeated(text):
        return "it is too easy to guess"
    return None


def bits_of(text: str) -> float:
    """Shannon's measure over the text's own signs, in bits: what a random text would have, a patterned one has not."""
    return sum(number * math.log2(len(text) / number) for number in Counter(text).values())


def is_repeated(text: str) -> bool:
    """Whether a piece of half its length or less, again and again, makes it up, the last time perhaps cut short."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))


def fault_of_file(path: Path) -> str | None:
    """Why the file of a key is not safe, in a sentence; None where it is, or where there is none."""
    if path.exists() and path.stat().st_mode & FOR_OTHERS:
        return f"others than its owner may read or change {path}; say: chmod 600 {path}"
    return None
