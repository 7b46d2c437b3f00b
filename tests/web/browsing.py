"""A browser with cookies that reaches the service over the network, and forms filled in as they were shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode

HIDDEN = re.compile(r"<input[^>]*>")
PART = re.compile(r'(\w+)="([^"]*)"')
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass
class Browser:
    """Somebody at a page of the service on this machine, each request on a connection of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, entries: dict[str, str] | None = None) -> Answer:
        """One request. Raises OSError or HTTPException where no whole answer came."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if entries is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, None if entries is None else urlencode(entries), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = each.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(answer.status, answer.headers.get("Location", ""), text)

    def get(self, address: str) -> Answer:
        """Open a page."""
        return self.ask("GET", address)

    def send(self, shown: Answer, address: str, **entries: str) -> Answer:
        """Send the form that a page showed, with what is entered into it."""
        return self.ask("POST", address, _hidden_in(shown.text) | entries)

    def fill_in(self, address: str, **entries: str) -> Answer:
        """Open a page and send its form."""
        return self.send(self.get(address), address, **entries)


def _hidden_in(text: str) -> dict[str, str]:
    found = (dict(PART.findall(each)) for each in HIDDEN.findall(text))
    return {each["name"]: each.get("value", "") for each in found if each.get("type") == "hidden"}
