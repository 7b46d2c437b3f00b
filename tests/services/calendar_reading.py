"""Calendars read strictly, by the text of RFC 5545 alone and apart from the library that writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST_LINE = 75
NAME = re.compile(r"[A-Za-z0-9-]+")
DATE, MOMENT = re.compile(r"\d{8}"), re.compile(r"\d{8}T\d{6}Z")
ONCE = {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "LAST-MODIFIED", "TRANSP",
    "CLASS",
}  # fmt: skip
"""Of an event: what may be there once at most (section 3.6.1). Nothing else is expected here."""
NEEDED = {"UID", "DTSTAMP", "DTSTART"}
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass
class Component:
    """A component: its name, its properties in order (name, parameters, value as written), and what it holds."""

    name: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The one value of a property, as written."""
        (found,) = [value for each, _, value in self.properties if each == name]
        return found

    def parameters(self, name: str) -> dict[str, str]:
        """The parameters of a property."""
        return next(found for each, found, _ in self.properties if each == name)

    def text(self, name: str) -> str:
        """The value of a property of text, with its escapes undone."""
        return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value(name))


def read_strictly(content: bytes) -> Component:
    """The calendar. Fails where the content breaks a rule of the format."""
    assert content.endswith(b"\r\n"), "the last line ends like every other"
    lines = content.split(b"\r\n")[:-1]
    assert not any(b"\n" in line or b"\r" in line for line in lines), "lines end with CRLF and hold neither"
    assert all(0 < len(line) <= LONGEST_LINE for line in lines), "no line is longer than 75 octets"
    assert all(_is_whole(line) for line in lines), "no character is cut in two"
    text = content.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text.replace("\r\n", "")), "no control characters"
    root = _nested([_content_line(line) for line in text.split("\r\n")[:-1]])
    _check_calendar(root)
    return root


def _is_whole(line: bytes) -> bool:
    """Whether the line is UTF-8 by itself: not required by the format, but programs unfold after decoding."""
    line.decode("utf-8")
    return True


def _content_line(line: str) -> tuple[str, dict[str, str], str]:
    head, colon, value = line.partition(":")
    assert colon, f"no value: {line}"
    name, *parameters = head.split(";")
    assert NAME.fullmatch(name), f"no name of a property: {name}"
    pairs = dict(each.split("=", 1) for each in parameters)
    return name.upper(), pairs, value


def _nested(lines: list[tuple[str, dict[str, str], str]]) -> Component:
    root = Component("")
    open_ones = [root]
    for name, parameters, value in lines:
        if name == "BEGIN":
            open_ones.append(Component(value))
            open_ones[-2].parts.append(open_ones[-1])
        elif name == "END":
            assert open_ones.pop().name == value, "components are closed in the order they were opened in"
        else:
            assert len(open_ones) > 1, "nothing stands outside the calendar"
            open_ones[-1].properties.append((name, parameters, value))
    assert len(open_ones) == 1, "everything is closed"
    (calendar,) = root.parts
    return calendar


def _check_calendar(calendar: Component) -> None:
    assert calendar.name == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0" and calendar.value("PRODID")
    assert calendar.parts, "a calendar holds one component at least"
    found = events(calendar)
    for event in found:
        _check_event(event)
    ids = [event.value("UID") for event in found]
    assert len(ids) == len(set(ids)), "every UID stands once"


def events(calendar: Component) -> list[Component]:
    """The events."""
    return [part for part in calendar.parts if part.name == "VEVENT"]


def _check_event(event: Component) -> None:
    names = [name for name, _, _ in event.properties]
    assert len(names) == len(set(names)) and set(names) <= ONCE and set(names) >= NEEDED, names
    assert MOMENT.fullmatch(event.value("DTSTAMP")) and MOMENT.fullmatch(event.value("LAST-MODIFIED"))
    for name in ("DTSTART", "DTEND"):
        assert event.parameters(name) == {"VALUE": "DATE"} and DATE.fullmatch(event.value(name))
    assert event.value("DTEND") > event.value("DTSTART"), "the end is not part of it, and comes after the start"
    assert event.value("STATUS") in STATUSES
    assert event.value("TRANSP") in {"OPAQUE", "TRANSPARENT"}
    assert re.fullmatch(r"\d+", event.value("SEQUENCE"))
    for name in ("SUMMARY", "DESCRIPTION"):
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", event.value(name)), "commas and semicolons are escaped"
        assert re.fullmatch(r"(?:[^\\]|\\[\\,;nN])*", event.value(name)), "nothing else is escaped"
