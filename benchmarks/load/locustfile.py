"""Who does what, how often: people of each role sign in once, then read and answer, with 5 to 15 seconds between pages.

Each waits for a page as a person would. A form is read first, then sent with its token. Started by `benchmarks.load`,
which hands over the numbers of each role and the ids of two rosters by the environment.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from locust import HttpUser, between, task

TOLD = json.loads(os.environ["PEERINSPECT_LOAD"])
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ACCEPT = re.compile(r'action="(/my/duties/[^"/]+/accept)"')
LINKS = re.compile(r'href="(/(?:people|duties|councils)/[^"/?#]+)"')
Form = Mapping[str, str | list[str]]
WORDS = ("an", "er", "son", "wood", "field", "ham")


class Person(HttpUser):
    """Somebody who is signed in."""

    abstract = True
    wait_time = between(5, 15)
    role: ClassVar[str] = ""
    numbers: ClassVar[dict[str, Any]] = {}

    def on_start(self) -> None:
        """Sign in, as everybody does once."""
        number = next(self.numbers.setdefault(self.role, itertools.count()))
        page = self.client.get("/sign-in", name="sign in: the form")
        form = {"email": f"{self.role}-{number}@load.example.org", "password": TOLD["password"]}
        self._send("/sign-in", page.text, form, "sign in")

    def read(self, address: str, name: str = "") -> str:
        """Open a page."""
        return str(self.client.get(address, name=name or address.partition("?")[0]).text)

    def fill(self, address: str, form: Form, name: str = "") -> None:
        """Open a form, and send it."""
        self._send(address, self.read(address, name), form, f"send {name or address}")

    def follow(self, page: str, name: str) -> None:
        """Open one of the things that a page names."""
        found = LINKS.findall(page)
        if found:
            address = random.choice(found)
            self.read(address, f"{name} {address.split('/')[1]}")

    def _send(self, address: str, page: str, form: Form, name: str) -> None:
        token = TOKEN.search(page)
        sent = {**form, "csrf_token": token.group(1) if token else ""}
        with self.client.post(address, sent, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code not in (302, 303):
                answer.failure(f"answered {answer.status_code}")
        if answer.status_code in (302, 303):
            self.read(answer.headers["Location"].partition("#")[0], f"after {name}")


class Director(Person):
    """Answers, says when they are away, declares."""

    role = "director"
    fixed_count = TOLD["shares"]["director"]

    @task(10)
    def look_at_what_is_asked(self) -> None:
        page = self.read("/my/duties")
        offer = ACCEPT.search(page)
        if offer and random.random() < 0.2:
            self._send(offer.group(1), page, {}, "send accept")

    @task(6)
    def begin(self) -> None:
        self.read("/", "/ of a director")

    @task(5)
    def look_at_offers(self) -> None:
        self.read("/my/offers")

    @task(2)
    def be_away(self) -> None:
        first = date.today() + timedelta(days=random.randrange(30, 500))
        last = first + timedelta(days=random.randrange(4))
        # A day has three fields of one name.
        form = {
            name: [str(day.day), str(day.month), str(day.year)] for name, day in (("starts", first), ("ends", last))
        }
        self.fill("/my/leave/new", form)

    @task(3)
    def look_at_declarations(self) -> None:
        self.read("/my/declarations")

    @task(1)
    def sign_the_declaration(self) -> None:
        self._send("/my/declarations/nothing-more", self.read("/my/declarations"), {}, "send nothing-more")

    @task(2)
    def search_lessons(self) -> None:
        self.read(f"/lessons/?q={random.choice(WORDS)}")

    @task(2)
    def look_at_a_council(self) -> None:
        self.follow(self.read(f"/councils/?q={random.choice(WORDS)}"), "a director's")

    @task(1)
    def look_ahead(self) -> None:
        self.read("/my/prospects")

    @task(1)
    def look_at_the_calendar(self) -> None:
        self.read("/calendar/")


class ChiefExecutive(Person):
    """Looks after a council's people and boards."""

    role = "chief-executive"
    fixed_count = TOLD["shares"]["chief-executive"]

    @task(6)
    def begin(self) -> None:
        self.read("/", "/ of a chief executive")

    @task(5)
    def look_at_the_council(self) -> None:
        self.read("/my-council/")

    @task(5)
    def look_at_people(self) -> None:
        self.read("/my-council/people")

    @task(3)
    def look_at_boards(self) -> None:
        self.read("/my-council/boards")

    @task(2)
    def look_at_inspections(self) -> None:
        self.read("/my-council/inspections/")

    @task(2)
    def read_who_chairs_whom(self) -> None:
        self.read("/safeguarding-boards/who-chairs-whom")


class Coordinator(Person):
    """Keeps everything in order."""

    role = "coordinator"
    fixed_count = TOLD["shares"]["coordinator"]

    @task(5)
    def look_at_the_day(self) -> None:
        self.read("/today")

    @task(5)
    def look_for_somebody(self) -> None:
        self.follow(self.read(f"/people/?q={random.choice(WORDS)}"), "a coordinator's")

    @task(3)
    def look_at_work(self) -> None:
        self.read("/work/")

    @task(3)
    def look_at_inspections(self) -> None:
        self.read("/inspections/")

    @task(2)
    def look_at_a_roster(self) -> None:
        self.read(f"/rosters/{TOLD['first']}", "/rosters/ID")

    @task(1)
    def look_at_a_roster_by_week(self) -> None:
        self.read(f"/rosters/{TOLD['first']}/weeks", "/rosters/ID/weeks")

    @task(2)
    def look_at_the_register(self) -> None:
        self.read("/register/")

    @task(1)
    def look_at_waivers(self) -> None:
        self.read("/waivers/")

    @task(1)
    def look_at_vacancies(self) -> None:
        self.read("/vacancies/")

    @task(1)
    def look_at_load(self) -> None:
        self.read("/reports/load")


class Liaison(Person):
    """Watches for Ofsted."""

    role = "liaison"
    fixed_count = TOLD["shares"]["liaison"]

    @task(5)
    def look_at_the_week(self) -> None:
        self.read("/week/")

    @task(3)
    def look_at_inspections(self) -> None:
        self.read("/inspections/", "/inspections/ of the liaison")

    @task(2)
    def look_for_somebody(self) -> None:
        self.follow(self.read(f"/people/?q={random.choice(WORDS)}", "/people/ of the liaison"), "the liaison's")

    @task(2)
    def look_at_secondments(self) -> None:
        self.read("/secondments/")


class Panel(Person):
    """Reads for the nation."""

    role = "panel"
    fixed_count = TOLD["shares"]["panel"]

    @task(4)
    def look_at_the_nation(self) -> None:
        self.read("/national")

    @task(3)
    def look_at_reviews(self) -> None:
        self.read("/reviews/")

    @task(2)
    def look_at_chairs(self) -> None:
        self.read("/safeguarding-boards/who-chairs-whom")

    @task(2)
    def search_lessons(self) -> None:
        self.read(f"/lessons/?q={random.choice(WORDS)}", "/lessons/ of the panel")
