"""Texts in which the search has marked words, as pieces: what is a match and what is not, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from peerinspect.services.views.lessons import Piece
from peerinspect.store.searching import BEGINS, ENDS

LONGEST = 320
"""About how many characters of a text a list shows."""
_BEFORE = 60
"""How many of them stand before the first match, where it comes late."""
_MARKED = re.compile(f"{BEGINS}([^{BEGINS}{ENDS}]*){ENDS}")


def pieces_of(marked: str) -> tuple[Piece, ...]:
    """The pieces in their order. A mark without its partner is left out; the text itself is never changed."""
    return tuple(piece for piece in _pieces(marked) if piece.text)


def _pieces(marked: str) -> Iterator[Piece]:
    end = 0
    for found in _MARKED.finditer(marked):
        yield Piece(_bare(marked[end : found.start()]))
        yield Piece(found[1], is_match=True)
        end = found.end()
    yield Piece(_bare(marked[end:]))


def _bare(text: str) -> str:
    return text.replace(BEGINS, "").replace(ENDS, "")


def excerpt(pieces: Iterable[Piece], longest: int = LONGEST) -> tuple[Piece, ...]:
    """What a list shows of a text: its beginning, or what stands around the first match, cut between words."""
    listed = list(pieces)
    if sum(len(piece.text) for piece in listed) <= longest:
        return tuple(listed)
    before = 0
    for piece in listed:
        if piece.is_match:
            break
        before += len(piece.text)
    else:
        before = 0
    start = max(0, before - _BEFORE) if before > longest - _BEFORE else 0
    return _cut(listed, start, longest)


def _cut(pieces: list[Piece], start: int, longest: int) -> tuple[Piece, ...]:
    """So many characters from the start on, with dots where something was left out."""
    kept: list[Piece] = []
    position, room = 0, longest
    for piece in pieces:
        text = piece.text[max(0, start - position) :]
        position += len(piece.text)
        if not text or room <= 0:
            continue
        kept.append(Piece(text if len(text) <= room else _whole_words(text[:room]), piece.is_match))
        room -= len(text)
    first = (Piece("… "),) if start else ()
    last = (Piece(" …"),) if sum(len(piece.text) for piece in pieces) > start + longest else ()
    return (*first, *(piece for piece in kept if piece.text), *last)


def _whole_words(text: str) -> str:
    """The text without the word that was cut through, unless it is one long word."""
    head, space, _ = text.rpartition(" ")
    return head if space else text
