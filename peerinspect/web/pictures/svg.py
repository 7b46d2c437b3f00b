"""Small pieces of SVG. Everything written by people is escaped; nothing carries a style attribute."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

LETTERS = {"inspect": "I", "chair": "C", "support": "S", "second": "O", "interim": "V", "review": "R"}
"""Each kind of duty has a letter beside its colour, since colour carries no meaning alone."""


def element(name: str, *children: Markup, **attributes: object) -> Markup:
    """One SVG element. A trailing underscore in an attribute's name is dropped, others become hyphens."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{escape(name)}{written}>{inside}</{escape(name)}>")


def _text(value: object) -> str:
    """A value as it stands in an attribute. Numbers need no escaping, and there are thousands of them."""
    return str(number(value)) if isinstance(value, int | float) else escape(value)


def label(text: object, x: float, y: float, **attributes: object) -> Markup:
    """A piece of text at a point."""
    return element("text", escape(text), x=x, y=y, **attributes)


def titled(title: str, *children: Markup, name: str = "g", **attributes: object) -> Markup:
    """A group (or another element) that names itself when pointed at."""
    return element(name, element("title", escape(title)), *children, **attributes)


def picture(name: str, title: str, description: str, width: float, height: float, children: Iterable[Markup]) -> Markup:
    """A whole picture, with its title and description for those who cannot see it. `name` is unique on the page."""
    return element(
        "svg",
        element("title", escape(title), id=f"{name}-title"),
        element("desc", escape(description), id=f"{name}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        class_=f"app-picture__svg app-picture__svg--{name}",
    )


def number(value: object) -> object:
    """Coordinates to a tenth, so that a picture is short and always the same."""
    if not isinstance(value, float):
        return value
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
