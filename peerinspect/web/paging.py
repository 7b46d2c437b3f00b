"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for

from peerinspect.services.views import Cut

Item = TypeVar("Item")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: its items, its number from 1, and how many pages and items there are."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int

    def address(self, number: int) -> str:
        """The address of another page of the same list, filters kept."""
        kept: dict[str, Any] = {name: request.args.getlist(name) for name in request.args if name != "page"}
        return url_for(request.endpoint or "", **(request.view_args or {}), **kept, page=number)

    def links(self) -> list[dict[str, object]]:
        """The numbers to choose from: the first, the last, and those beside this one."""
        shown = sorted({1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)})
        links: list[dict[str, object]] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number > before + 1:
                links.append({"ellipsis": True})
            links.append({"number": number, "href": self.address(number), "current": number == self.number})
        return links


def page_of(items: Sequence[Item], size: int = PAGE_SIZE) -> Page[Item]:
    """The page of the items that the request asks for; the nearest there is, where it asks for another."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, asked_number("page")), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def page_shown(items: Sequence[Item], total: int, size: int = PAGE_SIZE) -> Page[Item]:
    """The page that the request asks for, of a list of which only this page was worked out."""
    pages = max(1, -(-total // size))
    return Page(items, min(max(1, asked_number("page")), pages), pages, total)


def asked_number(name: str) -> int:
    """A number from the address, 1 where there is none."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def asked_text(name: str) -> str:
    """A text from the address, without the spaces around it, cut to a sensible length."""
    return request.args.get(name, "").strip()[:100]


def page_cut(cut: Cut[Item]) -> Page[Item]:
    """The page of a list that was cut where it is kept, so that the whole of it was never read."""
    return Page(cut.items, cut.number, cut.pages, cut.total)
