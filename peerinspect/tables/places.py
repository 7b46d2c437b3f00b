"""Councils as people write them: by code, or by a name that need not be exact to the letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches

from peerinspect.tables.refusal import Wrong

_TITLES = re.compile(
    r"\b(the|of|royal|london|metropolitan|district|county|city|borough|unitary|authority|council|mbc|cc|bc)\b"
)
_SIGNS = re.compile(r"[^a-z0-9]+")
MOST_HINTS = 3


class Places:
    """The councils there are: name by code."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._by_code = {code.casefold(): code for code in names}
        self._exact = {_plain(name): code for code, name in names.items()}
        self._short: dict[str, set[str]] = defaultdict(set)
        for code, name in names.items():
            self._short[_short(name)].add(code)
        self._asked: dict[str, str | Wrong] = {}

    def code(self, text: str) -> str:
        """The code of the council that the text names. Raises Wrong, with what could be meant."""
        if text not in self._asked:
            self._asked[text] = self._look_up(text)
        found = self._asked[text]
        if isinstance(found, Wrong):
            raise found
        return found

    def name(self, code: str) -> str:
        """What a council is called."""
        return self.names.get(code, code)

    def _look_up(self, text: str) -> str | Wrong:
        found = self._by_code.get(text.casefold()) or self._exact.get(_plain(text))
        if found:
            return found
        alike = self._short.get(_short(text), set()) if _short(text) else set()
        if len(alike) == 1:
            return next(iter(alike))
        near = sorted(self.name(code) for code in alike) or self._near(text)
        shown = text[:60]
        if near:
            return Wrong(f"No council is called “{shown}”. Did you mean {' or '.join(near[:MOST_HINTS])}?")
        return Wrong(f"No council is called “{shown}”. Enter its name or its code, like E08000035")

    def _near(self, text: str) -> list[str]:
        by_plain = {_plain(name): name for name in self.names.values()}
        return [by_plain[each] for each in get_close_matches(_plain(text), by_plain, MOST_HINTS, 0.7)]


def _plain(text: str) -> str:
    """The letters and digits of a name."""
    return _SIGNS.sub(" ", text.casefold().replace("&", " and ")).strip()


def _short(text: str) -> str:
    """The name without what councils are besides their place: "City of York Council" is "york"."""
    return " ".join(_TITLES.sub(" ", _plain(text)).split())
