"""Somebody who follows every link once, and has each page examined on a desk's screen and on the narrowest one."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from anatomy import parts_of
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page
from visitor import DESK, EXAMINED, Visitor
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

NARROWEST = 320
FILE = re.compile(
    r"[./](csv|xlsx|ics|json|zip|svg|pdf)$|/static/|/file$|/template|/pictures/|<form>$|^/api/v1/.|^/health/|^/metrics$"
)
"""Addresses of files and of what is for programs: no browser shows them as a page."""
LEFT_ALONE = ("/sign-out", "/static/")
EACH_VALUE = frozenset({"name", "key", "kind"})
"""Blanks with a few values, each a page of its own; of records one is enough, and of duties one of each page's."""


@dataclass
class Crawler:
    """One reader who looks at a page of each sort. `match` names the route of an address; None for what is none."""

    visitor: Visitor
    match: MapAdapter
    seen: Counter[str] = field(default_factory=Counter)
    """How often a page of each route was shown."""
    faults: list[str] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def crawl(self, start: list[str]) -> None:
        """Look at these addresses, and at all that they lead to."""
        waiting = deque(start)
        while waiting:
            address = waiting.popleft()
            rule = self.rule_of(address)
            if rule is None or rule in self._asked or FILE.search(urlsplit(address).path):
                continue
            self._asked.add(rule)
            if self._opens(address):
                self.seen[rule.partition(" ")[0]] += 1
                self._examine(address)
                waiting.extend(self._links())

    def rule_of(self, address: str) -> str | None:
        """The route of an address, with the values of blanks that have few."""
        path = urlsplit(address).path
        if path.startswith(LEFT_ALONE):
            return None
        try:
            rule, values = self.match.match(path, method="GET", return_rule=True)
        except HTTPException:
            return None
        few = [str(value) for name, value in values.items() if name in EACH_VALUE]
        return " ".join([rule.rule, *few])

    def _opens(self, address: str) -> bool:
        """Go there; whether it is a page for this reader. A fault of the service is noted."""
        try:
            answer = self.page.goto(self.visitor.address + address)
        except Error as error:
            if "Download is starting" in str(error):
                return False
            raise
        self.page.wait_for_load_state("load")
        status = answer.status if answer else 0
        if status >= 500:
            self.faults.append(f"{address}: answered {status}")
        shown = urlsplit(self.page.url).path
        return status in (200, 400) and shown == urlsplit(address).path

    def _examine(self, address: str) -> None:
        for width in (DESK, NARROWEST):
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.faults.append(f"{address}: {wide} wide on a screen of {width}")
            own, around = parts_of(self.page)
            self._accessible(address, width, {own, around} if width == DESK else {around})
        self.page.set_viewport_size({"width": DESK, "height": 900})

    def _accessible(self, address: str, width: int, looked_at: set[str]) -> None:
        """Have axe look, once at what is made of the same parts. On the narrow screen it is what stands around pages
        alone: what they hold is the same on both, but for the width, which is measured each time."""
        if not EXAMINED.takes(f"{width} {part}" for part in looked_at):
            return
        found = Axe().run(self.page)
        self.faults += [f"{address} at {width}: {one}" for one in _told(found.response["violations"])]

    def _links(self) -> Iterator[str]:
        for link in self.page.eval_on_selector_all("a[href]", "links => links.map(one => one.getAttribute('href'))"):
            there = urlsplit(urljoin(self.page.url, link))
            if f"{there.scheme}://{there.netloc}" == self.visitor.address:
                yield there.path + (f"?{there.query}" if there.query else "")


def _told(violations: list[dict[str, object]]) -> Iterator[str]:
    """What axe complains of, each with the first place."""
    for one in violations:
        nodes: list[dict[str, object]] = one["nodes"]  # type: ignore[assignment]
        yield f"{one['id']}, {one['help']}, {len(nodes)} times: {nodes[0]['html']}"


def bare_pages(match: MapAdapter, is_page: Callable[[str], bool]) -> list[str]:
    """The addresses of every page that names nothing."""
    return [
        rule.rule
        for rule in match.map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and is_page(rule.rule)
    ]
