"""What somebody types into the search, as terms: harmless whatever it is.

Words are runs of letters and digits; every other sign parts them. All terms have to be there. Words in quotation
marks, and words joined by signs as in "self-harm", stand one after the other. A word that ends with an asterisk is
how a longer word begins. There is no other language to learn, and so none to break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerinspect.store.searching import Term

LONGEST = 500
"""The characters that are read; whatever comes after is left alone."""
MOST_TERMS, MOST_WORDS, LONGEST_WORD = 12, 24, 60
_PART = re.compile(r'"(?P<phrase>[^"]*)"?(?P<all_begin>\*?)|(?P<plain>[^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms, in their order, each once; none for a text without a letter or a digit."""
    found = dict.fromkeys(_terms(text[:LONGEST].translate(_STRAIGHT)))
    kept: list[Term] = []
    for term in found:
        if len(kept) < MOST_TERMS and sum(len(one.words) for one in kept) + len(term.words) <= MOST_WORDS:
            kept.append(term)
    return tuple(kept)


_STRAIGHT = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
"""Quotation marks as they are typed in letters."""


def _terms(text: str) -> Iterator[Term]:
    for part in _PART.finditer(text):
        told = part["phrase"] if part["plain"] is None else part["plain"]
        words = tuple(word[:LONGEST_WORD] for word in _WORD.findall(told))[:MOST_WORDS]
        if words:
            is_beginning = bool(part["all_begin"]) or told.rstrip().endswith("*")
            yield Term(words, is_beginning)
