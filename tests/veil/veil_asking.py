"""A reader who opens everything that can be opened."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from veil_answers import Answer, read
from veil_atlas import Atlas
from veil_programs import twins
from veil_world import INSPECTED, PEER, TARGET

from peerinspect.tables.kinds import TABLES

LINK = re.compile(r'(?:href|action|hx-get|hx-post|src)="(/[^"#]*)"|"(/api/v1/[^"#{}]*)"')
TURNED = re.compile(r"^/(?:week/(?:sheet)?|inspections/(?:supply|new|list)?|reports/\w+(?:\.csv)?)\?")
"""Pages that lead to themselves at another week or year."""
DAYS = (INSPECTED, date(2026, 11, 2))
"""The week of the inspection, and the one it is put off to."""
CHANGING = re.compile(r"^/(people|councils)/[^/]+/(change|posts|consents|judgements|arrangements)/")
"""The forms that change a record say the same of everybody: those of the council and its people are looked at."""
OF_THE_TARGET = re.compile(rf"/{TARGET}(?:-\w+)?/")


@cache
def _counter() -> list[int]:
    """How many statements any database was asked so far."""
    number = [0]
    event.listen(Engine, "before_cursor_execute", lambda *_: number.__setitem__(0, number[0] + 1))
    return number


def ask(client: FlaskClient, method: str, address: str, **arguments: Any) -> Answer:
    """One request; a fault fails the test, since two faults would look alike."""
    counter = _counter()
    before = counter[0]
    answer = client.open(address, method=method, buffered=True, **arguments)
    is_said = address == "/health/ready"  # no worker runs beside these lives, and that page says so
    assert answer.status_code < 500 or is_said, f"{method} {address}: {answer.get_data(as_text=True)[:2000]}"
    return read(answer, counter[0] - before)


def guesses() -> list[str]:
    """What somebody would try who suspects something, and what no link leads to."""
    weeks = [f"{path}?from={day}" for path in ("/week/", "/week/sheet", "/inspections/") for day in DAYS]
    searches = [f"{path}?q={TARGET}" for path in ("/councils/", "/people/", "/appointments", "/rosters/", "/waivers/")]
    weeks += [f"/inspections/supply?week={day}" for day in DAYS]
    weeks += [f"/inspections/new?starts={INSPECTED}", f"/inspections/best-weeks?council={TARGET}"]
    return [*weeks, *searches, *(f"/export/{kind}.{form}" for kind in TABLES for form in ("csv", "xlsx"))]


def is_worth_it(address: str) -> bool:
    """Whether an address tells more than others like it."""
    if TURNED.match(address) and not any(str(day) in address for day in DAYS) and "council=" not in address:
        return False
    if CHANGING.search(address) and not OF_THE_TARGET.search(address):
        return False
    return not address.startswith("/static")


FAR = re.compile(
    r"/seats/|/what-if|/history|^/import/|\.xlsx$|/rulebook/|[?&]page=|^/register/|/try/|/change/|/steps/|/new\b|/offer$|"
    r"^/export/|^/reports/|/rosters/.+/waivers/|/certificate|/account/."
)
OF_A_COUNCIL = re.compile(r"/(C\d\d)\b")


def is_near(address: str) -> bool:
    """Whether an address has to do with the inspection at all: for looks at one moment of many."""
    codes = set(OF_A_COUNCIL.findall(address))
    return is_worth_it(address) and not FAR.search(address) and (not codes or bool(codes & {TARGET, PEER}))


def links_in(text: str) -> list[str]:
    """Where a page leads to, and where a program asks for the same."""
    found = [html.unescape(page or program) for page, program in LINK.findall(text)]
    return found + [each for page in found for each in twins(page)]


def everything(
    client: FlaskClient, seeds: Iterable[str], atlas: Atlas, is_wanted: Callable[[str], bool] = is_worth_it
) -> dict[str, Answer]:
    """Every page that can be reached from the seeds, by its address."""
    found: dict[str, Answer] = {}
    waiting = list(dict.fromkeys(seeds))[::-1]
    while waiting:
        address = waiting.pop()
        if address in found or not is_wanted(address) or not atlas.is_opened(address):
            continue
        found[address] = answer = ask(client, "GET", address)
        waiting.extend(links_in(answer.text))
    return found
