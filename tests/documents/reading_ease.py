"""How easy a text is to read, by Flesch's formula: 206.835 - 1.015 x words a sentence - 84.6 x syllables a word."""

from __future__ import annotations

import re

VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; at least one."""
    word = word.lower()
    found = len(VOWELS.findall(word))
    return max(1, found - (word.endswith("e") and not word.endswith(("le", "ee"))))


def reading_ease(text: str) -> float:
    """The score: 60 and above is plain English."""
    sentences = [one for one in re.split(r"[.!?:](?:\s|$)", text) if one.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max(len(one.split()) for one in re.split(r"[.!?:](?:\s|$)", text))
