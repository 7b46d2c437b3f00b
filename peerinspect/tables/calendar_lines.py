"""The lines of a calendar file: looked at before anything is read, so that what is wrong can be named by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 2_000_000
"""Bytes."""
MOST_EVENTS = 5000
MOST_ZONES = 50
_PARTS = frozenset({"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"})
_YEARLY_PARTS = _PARTS | {"BYWEEKNO", "BYYEARDAY"}
_SELDOM = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_DAYS_OF_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_NAME = re.compile(r"[A-Za-z0-9-]+")


class CalendarRefusal(Exception):
    """A file that cannot be read as a calendar: one sentence, with the line where there is one."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of a file before it is read: in which lines its events begin, in the order of the file."""

    events: tuple[int, ...]


def check_lines(content: bytes) -> Lines:
    """Refuse what is no calendar, is too large, or would take for ever to work out. Raises CalendarRefusal."""
    text = _text(content)
    open_, events, zones = list[str](), list[int](), 0
    for number, line in _unfolded(text):
        name, value = _split(number, line)
        if not open_ and (name, value) != ("BEGIN", "VCALENDAR"):
            raise CalendarRefusal(f"Line {number}: a calendar file begins with BEGIN:VCALENDAR")
        if name == "BEGIN":
            events += [number] if value in ("VEVENT", "VFREEBUSY") else []
            zones += value == "VTIMEZONE"
            open_.append(value)
        elif name == "END":
            _close(number, open_, value)
        elif name == "RRULE":
            _check_rule(number, value, is_of_zone="VTIMEZONE" in open_)
    _check_whole(open_, events, zones)
    return Lines(tuple(events))


def _text(content: bytes) -> str:
    if not content.strip():
        raise CalendarRefusal("Choose a calendar file, or paste what is in one")
    if len(content) > LARGEST:
        raise CalendarRefusal("The file is larger than 2 megabytes. Export a shorter time, or fewer calendars")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise CalendarRefusal(f"Line {line}: this is no text that a calendar file could hold") from None


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with what continues them, each with the number of its first line. Empty ones are passed over."""
    first, whole = 0, ""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line[:1] in (" ", "\t") and whole:
            whole += line[1:]
            continue
        if whole:
            yield first, whole
        first, whole = number, line.rstrip()
    if whole:
        yield first, whole


def _split(number: int, line: str) -> tuple[str, str]:
    """The line's name and its value, both in capitals: what matters here is written in them."""
    head, colon, value = line.partition(":")
    found = _NAME.match(head)
    if not colon or not found:
        raise CalendarRefusal(f"Line {number}: this is no line of a calendar file")
    name = found.group().upper()
    rest = line.rpartition(":")[2] if name == "RRULE" else value
    return name, rest.strip().upper()


def _close(number: int, open_: list[str], value: str) -> None:
    if not open_ or open_.pop() != value:
        raise CalendarRefusal(f"Line {number}: END:{value[:40]} closes nothing that was begun")


def _check_rule(number: int, rule: str, is_of_zone: bool) -> None:
    """Only what repeats by the day or more seldom is read; a time zone changes by the year."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";") if part)
    frequency = parts.get("FREQ", "")
    known = _YEARLY_PARTS if frequency == "YEARLY" else _PARTS
    if frequency not in (("YEARLY",) if is_of_zone else _SELDOM):
        raise CalendarRefusal(f"Line {number}: this repeats in a way that is not read here")
    if not parts.keys() <= known or not _can_happen(parts):
        raise CalendarRefusal(f"Line {number}: this repeats in a way that is not read here")


def _can_happen(parts: dict[str, str]) -> bool:
    """Whether any of the months has one of the days: else somebody would look for it to the end of time."""
    try:
        months = [int(each) for each in parts["BYMONTH"].split(",")] if "BYMONTH" in parts else [1]
        days = [abs(int(each)) for each in parts["BYMONTHDAY"].split(",")] if "BYMONTHDAY" in parts else [1]
    except ValueError:
        return False
    return any(1 <= day <= _DAYS_OF_MONTH.get(month, 31) for month in months for day in days)


def _check_whole(open_: list[str], events: list[int], zones: int) -> None:
    if open_:
        raise CalendarRefusal(f"The file ends before {open_[-1][:40]} does. Export it again")
    if len(events) > MOST_EVENTS:
        raise CalendarRefusal(f"The file holds more than {MOST_EVENTS:,} events. Export a shorter time")
    if zones > MOST_ZONES:
        raise CalendarRefusal(f"The file describes more than {MOST_ZONES} time zones")
