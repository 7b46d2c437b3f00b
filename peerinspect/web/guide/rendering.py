"""A text of the documentation as a page: one source for whoever reads the files and whoever reads the service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from flask import url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from peerinspect.config import bundled

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "": "guide/README.md",
        "coordinator": "guide/coordinator.md",
        "director": "guide/director.md",
        "liaison": "guide/liaison.md",
        "chief-executive": "guide/chief-executive.md",
        "panel": "guide/panel.md",
        "administrator": "guide/administrator.md",
        "privacy": "privacy.md",
        "accessibility": "accessibility.md",
    }
)
"""What a page's address ends with -> its text. Nothing else is ever read."""
OWN = frozenset({"privacy", "accessibility"})
"""Texts that whoever runs the service may replace by their own."""
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "h2": "govuk-heading-m",
        "h3": "govuk-heading-s",
        "p": "govuk-body",
        "a": "govuk-link",
        "ul": "govuk-list govuk-list--bullet",
        "ol": "govuk-list govuk-list--number",
        "table": "govuk-table",
        "thead": "govuk-table__head",
        "tbody": "govuk-table__body",
        "tr": "govuk-table__row",
        "th": "govuk-table__header",
        "td": "govuk-table__cell",
    }
)
_PICTURE = re.compile(r"\.\./pictures/([a-z-]+\.png)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its first heading apart, as HTML that this package made."""

    title: str
    body: Markup


def text_of(name: str, own: Path | None) -> Text:
    """The text of a page; from the operator's own folder where it is one of theirs. Raises KeyError for no page."""
    path = Path(bundled("docs")) / TEXTS[name]
    if own is not None and name in OWN and (own / path.name).is_file():
        path = own / path.name
    return _rendered(path, path.stat().st_mtime_ns)


def picture_folder() -> Path:
    """Where the pictures lie."""
    return Path(bundled("docs")) / "pictures"


@lru_cache(maxsize=32)
def _rendered(path: Path, _written: int) -> Text:
    """The text, made into a page once for each time that the file was written."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("table_open", _open_table)
    markdown.add_render_rule("table_close", _close_table)
    title, rest = _parted(path.read_text(encoding="utf-8"))
    tokens = markdown.parse(rest)
    _dress(tokens)
    # No HTML of the text's own passes: what is marked as safe here is made by the renderer alone.
    return Text(title, Markup(markdown.renderer.render(tokens, markdown.options, {})))


def _parted(source: str) -> tuple[str, str]:
    """The first heading, and everything after it."""
    head, _, rest = source.strip().partition("\n")
    return head.removeprefix("# ").strip(), rest


def _dress(tokens: list[Token]) -> None:
    """Give every element its class, every link and picture an address of this service."""
    for token in tokens:
        if token.tag in CLASSES and token.nesting == 1:
            token.attrSet("class", CLASSES[token.tag])
        if token.tag == "th":
            token.attrSet("scope", "col")
        if token.type == "image":
            _dress_picture(token)
        if token.children:
            token.children = list(_linked(token.children))
            _dress(token.children)


def _dress_picture(token: Token) -> None:
    found = _PICTURE.fullmatch(str(token.attrGet("src")))
    if found:
        token.attrSet("src", url_for("guide.picture", filename=found[1]))
    token.attrSet("class", "app-guide__picture")
    token.attrSet("loading", "lazy")


def _open_table(_renderer: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """A table that can be scrolled with the keyboard where it is wider than the page; its head names it."""
    heads = [each.content for each in _within_head(tokens[index:])]
    label = escape(", ".join(heads))
    return f'<div class="app-scroll" role="region" aria-label="{label}" tabindex="0"><table class="{CLASSES["table"]}">'


def _close_table(*_: object) -> str:
    return "</table></div>"


def _within_head(tokens: Sequence[Token]) -> Iterator[Token]:
    """What stands in the cells of a table's head."""
    inside = takewhile(lambda token: token.type != "thead_close", tokens)
    return (token for token in inside if token.type == "inline")


def _linked(tokens: list[Token]) -> Iterator[Token]:
    """The same, with links that lead to pages of this service. Papers for operators are no pages, and lose theirs."""
    is_led = True
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href")))
            is_led = address is not None
            token.attrSet("href", address or "")
        if is_led or token.type not in ("link_open", "link_close"):
            yield token


def _address(href: str) -> str | None:
    """Where a link of the files leads in the service; None where it leads to no page."""
    if not href.endswith(".md"):
        return href
    stem = href.rpartition("/")[2].removesuffix(".md")
    if stem in TEXTS:
        return url_for("guide.page", text=stem)
    return url_for("rulebook.page") if stem == "design" else None
