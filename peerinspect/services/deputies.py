"""Who runs the home service while somebody works elsewhere: somebody of that council, chosen or named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from peerinspect.services.checking import Checks
from peerinspect.services.texts import LONGEST_REFERENCE, check_text, tidy
from peerinspect.store.reading.people import people_at, read_names

NOT_HERE = "Choose somebody with a post at this council"
NOT_THEMSELVES = "Choose somebody else: they cannot stand in for themselves"
ONE_OF_TWO = "Choose somebody from the list, or write a name; not both"


@dataclass(frozen=True, slots=True)
class Deputy:
    """`person` is the id of somebody of the council; `name` names somebody who is not on the register. Or neither."""

    person: str = ""
    name: str = ""

    def columns(self) -> dict[str, str | None]:
        """How it is kept."""
        return {"deputy": self.person or None, "deputy_name": tidy(self.name) or None}


def check_deputy(checks: Checks, deputy: Deputy, leaving: str, authority: str, today: date) -> None:
    """Note what no deputy could be, in the fields `deputy` and `deputy_name`."""
    here = people_at([authority], today)
    if deputy.person:
        checks.need(deputy.person in here, "deputy", NOT_HERE)
        checks.need(deputy.person != leaving, "deputy", NOT_THEMSELVES)
        checks.need(not tidy(deputy.name), "deputy_name", ONE_OF_TWO)
    check_text(checks, deputy.name, "deputy_name", "", "the name", LONGEST_REFERENCE)
    known = {name.casefold() for name in read_names(here).values()}
    registered = tidy(deputy.name).casefold() in known
    checks.need(not registered, "deputy_name", f"{tidy(deputy.name)} is on the register. Choose them from the list")


def name_of_deputy(person: str | None, name: str | None) -> str:
    """The deputy's name; "" where none was named."""
    return (read_names([person]).get(person, "") if person else "") or name or ""
