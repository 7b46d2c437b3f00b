"""Every address there is: found in links, in forms and in messages, and made from routes and from what they take."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Rule
from werkzeug.routing.exceptions import RequestRedirect

NOTHING = "nothing"
MOST = 3
"""Values of one part of an address that are tried together with those of other parts."""


class Atlas:
    """Addresses by route, and values by the name of the part of an address that they stand in."""

    def __init__(self, app: Flask) -> None:
        self.rules: list[Rule] = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
        self._adapter = app.url_map.bind("localhost")
        self.addresses: dict[str, dict[str, None]] = defaultdict(dict)
        self.values: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, addresses: Iterable[str]) -> None:
        """Take in what was found."""
        for address in addresses:
            found = self.rule_of(address)
            if found is not None:
                rule, parts = found
                self.addresses[rule.rule].setdefault(address)
                for name, value in parts.items():
                    self.values[name].setdefault(str(value))

    def rule_of(self, address: str) -> tuple[Rule, dict[str, object]] | None:
        """The route that answers an address, by any method, and the parts of the address."""
        for method in ("GET", "POST"):
            try:
                return self._adapter.match(urlsplit(address).path, method=method, return_rule=True)
            except (MethodNotAllowed, RequestRedirect):
                continue
            except HTTPException:
                return None
        return None

    def is_opened(self, address: str) -> bool:
        """Whether the address is one of a page."""
        found = self.rule_of(address)
        return found is not None and "GET" in (found[0].methods or ())

    def is_sent(self, address: str) -> bool:
        """Whether a form is sent to the address."""
        found = self.rule_of(address)
        return found is not None and any(
            "POST" in (rule.methods or ()) for rule in self.rules if rule.rule == found[0].rule
        )

    def opened(self) -> list[Rule]:
        """The routes of pages."""
        return [rule for rule in self.rules if "GET" in (rule.methods or ()) and rule.endpoint != "static"]

    def sent(self) -> list[Rule]:
        """The routes that forms are sent to."""
        return [rule for rule in self.rules if "POST" in (rule.methods or ())]

    def one_of_each(self, addresses: Iterable[str], most: int) -> list[str]:
        """The first few addresses of each route."""
        taken: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            found = self.rule_of(address)
            if found is not None and len(taken[found[0].rule]) < most:
                taken[found[0].rule].append(address)
        return [address for few in taken.values() for address in few]

    def of(self, rule: Rule, most: int = MOST) -> list[str]:
        """Addresses of a route: those found, else made of known values, else of nothing."""
        found = list(self.addresses[rule.rule])[:most]
        return found or list(itertools.islice(self._made(rule), most))

    def _made(self, rule: Rule) -> Iterator[str]:
        """Addresses of a route that nothing leads to."""
        names = sorted(rule.arguments)
        choices = [list(self.values[name])[:MOST] or ["1" if f"int:{name}" in rule.rule else NOTHING] for name in names]
        for values in itertools.product(*choices):
            address = rule.rule
            for name, value in zip(names, values, strict=True):
                address = re.sub(rf"<(?:\w+:)?{name}>", value, address)
            yield address
