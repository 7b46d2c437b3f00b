"""Where a journey takes place, and who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from playwright.sync_api import Browser
from served import Served
from visitor import Visitor

ADMINISTRATOR = "ada@peers.example"
COORDINATOR = "cora@peers.example"
SECOND = "sue@peers.example"
"""Another coordinator: some decisions need two."""
LIAISON = "lee@peers.example"
PANEL = "pat@peers.example"
PEOPLE = {
    # Name, council: invented directors of councils that were lately judged well and lie far from the inspected one.
    "Quarry Madeupton": "Leeds",
    "Pebble Inventford": "Derby",
}
INSPECTED, SEALED, VACANT = "Devon", "Cornwall", "Northumberland"
SEARCH_WITHIN = 120


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@peers.example"


def monday_in(weeks: int) -> date:
    """A Monday some weeks ahead that is clear of August, and of bank holidays, as is the one two weeks later."""
    today = date.today()
    monday = today + timedelta(days=-today.weekday(), weeks=weeks)
    while monday.month in (1, 4, 5, 7, 8, 12):
        monday += timedelta(weeks=1)
    return monday


@dataclass(frozen=True)
class Scene:
    """One service, and browsers with or without scripts. `inspection` is the Monday that everything hangs on."""

    browser: Browser
    served: Served
    with_scripts: bool
    inspection: date = field(default_factory=lambda: monday_in(12))

    def visitor(self, email: str | None = None) -> Visitor:
        """A fresh browser, signed in where an address is given."""
        visitor = Visitor(self.browser, self.served.address, self.with_scripts)
        if email:
            visitor.sign_in(email)
        return visitor
