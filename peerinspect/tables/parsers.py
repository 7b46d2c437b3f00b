"""What may stand in a column, in and out: each parser reads a cell into a value, and writes the value as a cell."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from peerinspect.tables.cells import Raw, text_of
from peerinspect.tables.places import Places
from peerinspect.tables.refusal import Wrong

FIRST_YEAR, LAST_YEAR = 1900, 2198
"""What problem files can hold, less a year for what is worked out from a day."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WRITTEN = ("%d %B %Y", "%d %b %Y")
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


class Parser(Protocol):
    """Reads and writes the cells of one column. An empty cell is never handed over: its value is None."""

    @property
    def takes(self) -> str:
        """What the column takes, as a sentence without its full stop."""

    def read(self, raw: Raw, places: Places) -> Any:
        """The value of a cell that is not empty. Raises Wrong."""

    def write(self, value: Any, places: Places) -> Raw:
        """The cell of a value that is not None."""


def plain_text(raw: Raw) -> str:
    """The cell's text. Raises Wrong for what a spreadsheet puts where it could work nothing out."""
    text = text_of(raw)
    if text in _ERRORS:
        raise Wrong(f"The spreadsheet shows {text} here. Enter the value itself")
    if not all(sign.isprintable() or sign == "\n" for sign in text):
        raise Wrong("Use letters, digits, spaces and signs only")
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """A text of some length at most."""

    longest: int = 200

    @property
    def takes(self) -> str:
        """What the column takes."""
        return f"Text of up to {self.longest} characters"

    def read(self, raw: Raw, places: Places) -> str:
        """The text."""
        text = plain_text(raw)
        if len(text) > self.longest:
            raise Wrong(f"Keep this to {self.longest} characters; it has {len(text)}")
        return text

    def write(self, value: str, places: Places) -> Raw:
        """The text."""
        return value


@dataclass(frozen=True, slots=True)
class Day:
    """A date. Two digits are never taken for a year, and the day comes before the month."""

    takes: str = "A date, like 2026-10-05 or 05/10/2026 (day first), or a spreadsheet's own date"

    def read(self, raw: Raw, places: Places) -> date:
        """The day."""
        found = raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else _day(plain_text(raw))
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Wrong(f"“{text_of(raw)[:40]}” is not a date. Enter one like 2026-10-05 or 05/10/2026")
        return found

    def write(self, value: date, places: Places) -> Raw:
        """The day itself."""
        return value


def _day(text: str) -> date | None:
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if british:
            day, month, year = (int(part) for part in british.groups())
            return date(year, month, day)
    except ValueError:
        return None
    for form in _WRITTEN:
        try:
            return datetime.strptime(" ".join(text.split()), form).date()
        except ValueError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    least: int
    most: int

    @property
    def takes(self) -> str:
        """What the column takes."""
        return f"A whole number from {self.least} to {self.most}"

    def read(self, raw: Raw, places: Places) -> int:
        """The number."""
        text = plain_text(raw)
        if isinstance(raw, bool) or not re.fullmatch(r"[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise Wrong(f"Enter a whole number from {self.least} to {self.most}")
        return int(text)

    def write(self, value: int, places: Places) -> Raw:
        """The number."""
        return value


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number within bounds, with a point."""

    least: int
    most: int

    @property
    def takes(self) -> str:
        """What the column takes."""
        return f"A number from {self.least} to {self.most}, like 53.8"

    def read(self, raw: Raw, places: Places) -> float:
        """The number."""
        try:
            found = math.nan if isinstance(raw, bool) else float(plain_text(raw))
        except ValueError:
            found = math.nan
        if not self.least <= found <= self.most:
            raise Wrong(f"Enter a number from {self.least} to {self.most}, like 53.8")
        return found

    def write(self, value: float, places: Places) -> Raw:
        """The number."""
        return value


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""

    takes: str = "yes or no"

    def read(self, raw: Raw, places: Places) -> bool:
        """Whether it is yes."""
        text = plain_text(raw).casefold()
        if text not in _YES | _NO:
            raise Wrong("Enter yes or no")
        return text in _YES

    def write(self, value: bool, places: Places) -> Raw:
        """The word."""
        return "yes" if value else "no"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words. Capitals, and hyphens or spaces, make no difference; `also` are other ways to write one."""

    words: tuple[str, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    """How a word is written where that is not the word itself, with spaces."""

    @property
    def takes(self) -> str:
        """What the column takes."""
        return f"One of: {', '.join(map(self._written, self.words))}"

    def read(self, raw: Raw, places: Places) -> str:
        """The word, as rules and files have it."""
        text = _word(plain_text(raw))
        ways = {_word(self._written(word)): word for word in self.words} | {
            _word(way): w for way, w in self.also.items()
        }
        found = text if text in self.words else ways.get(text)
        if found is None:
            raise Wrong(f"Enter {_or([self._written(word) for word in self.words])}")
        return found

    def write(self, value: str, places: Places) -> Raw:
        """The word, with spaces for hyphens."""
        return self._written(value)

    def _written(self, word: str) -> str:
        return self.shown.get(word, word.replace("-", " "))


def _word(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.casefold().replace("’", "'"))


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


@dataclass(frozen=True, slots=True)
class Council:
    """A council, by its code or its name; written by its name."""

    takes: str = "A council’s name or its code, like Leeds or E08000035"

    def read(self, raw: Raw, places: Places) -> str:
        """The council's code."""
        return places.code(plain_text(raw))

    def write(self, value: str, places: Places) -> Raw:
        """The council's name, which says more than its code."""
        return places.name(value)


@dataclass(frozen=True, slots=True)
class Councils:
    """One council or several, parted by semicolons."""

    takes: str = "One council or several, by name or code, parted by semicolons"

    def read(self, raw: Raw, places: Places) -> tuple[str, ...]:
        """The councils' codes, sorted."""
        parts = [part.strip() for part in plain_text(raw).split(";")]
        return tuple(sorted({places.code(part) for part in parts if part}))

    def write(self, value: tuple[str, ...], places: Places) -> Raw:
        """The names."""
        return "; ".join(sorted(places.name(code) for code in value)) or None


@dataclass(frozen=True, slots=True)
class Skills:
    """Skills, parted by semicolons."""

    takes: str = "Skills of up to 80 characters each, parted by semicolons"

    def read(self, raw: Raw, places: Places) -> tuple[str, ...]:
        """The skills, sorted, each once."""
        found = {part.strip() for part in plain_text(raw).replace("\n", ";").split(";")} - {""}
        if any(len(skill) > 80 for skill in found):
            raise Wrong("Write each skill in 1 to 80 characters, and part them by semicolons")
        return tuple(sorted(found))

    def write(self, value: tuple[str, ...], places: Places) -> Raw:
        """The skills in a row."""
        return "; ".join(sorted(value)) or None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A column that other tables have: it may be there, and nothing of it is kept."""

    takes: str = "Anything: it is passed over, and not kept"

    def read(self, raw: Raw, places: Places) -> None:
        """Nothing."""
        return

    def write(self, value: Any, places: Places) -> Raw:
        """Nothing."""
        return None
