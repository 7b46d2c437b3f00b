"""The forms that pages show, and what can be sent with them: what a reader would fill in, and what none would."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from veil_world import INSPECTED, TARGET

Body = dict[str, list[str]]
ONE_USE = "csrf_token"


@dataclass
class Form:
    """A form: where it is sent, and for each field what may be sent in it."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str | None = None) -> None:
        """A field, or one more of the values that it offers."""
        self.kinds.setdefault(name, kind)
        self.fields.setdefault(name, [])
        if value is not None:
            self.fields[name].append(value)


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(html.unescape(found.get("action", "")), found.get("method", "get").lower()))
        elif self.forms:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str]) -> None:
        form, name = self.forms[-1], found.get("name", "")
        if tag == "select":
            self.select = name
            form.add(name, tag)
        elif tag == "option":
            form.add(self.select, "select", found.get("value", ""))
        elif name and tag in ("input", "textarea", "button"):
            form.add(name, found.get("type", tag), found.get("value") or None)


def forms_in(address: str, text: str) -> Iterator[Form]:
    """The forms of a page that change something."""
    reading = _Reading()
    reading.feed(text)
    for form in reading.forms:
        if form.method == "post":
            form.action = form.action or address
            yield form


def bodies(form: Form | None, secret: str) -> list[Body]:
    """Nothing; what somebody would fill in; the secret wherever something can be written or chosen."""
    if form is None:
        return [{}, {"reason": ["Because"], "duty": [secret], "person": [secret], "q": [secret]}]
    names = [name for name in form.fields if name and name != ONE_USE]
    filled = {name: _filled(form, name, names) for name in names}
    return [{}, filled, {name: [secret] for name in names}]


def _filled(form: Form, name: str, names: list[str]) -> list[str]:
    """What somebody would fill in."""
    offered = [each for each in form.fields[name] if each]
    if form.kinds[name] in ("radio", "select", "checkbox", "submit", "hidden", "button") and offered:
        return [TARGET] if TARGET in offered else [offered[-1]]
    if names.count(name) or offered:
        return _written(name, offered)
    return _written(name, [])


def _written(name: str, offered: list[str]) -> list[str]:
    """What somebody would write, by what the field is called."""
    if offered:
        return offered
    if re.search(r"day|date|starts|ends|from|to$|until|on$|notice", name):
        return [str(INSPECTED.day), str(INSPECTED.month), str(INSPECTED.year)]
    if re.search(r"email", name):
        return ["somebody@example.org"]
    if re.search(r"days|seats|weeks|number|amount|years|pounds|limit|minutes", name):
        return ["5"]
    return ["Because it is so"]
