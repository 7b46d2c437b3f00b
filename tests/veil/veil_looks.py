"""What each reader sees at each moment of each life. Each life is played once, each look is taken once."""

from __future__ import annotations

import json
import logging
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from pages_world import pages
from small_world import TODAY
from veil_answers import Answer, plain
from veil_asking import ask, everything, guesses, is_near, links_in
from veil_atlas import Atlas
from veil_forms import Form, forms_in
from veil_lives import ACTS, EVE, LAST, NONE, NOTICE, TWINNED, WITH, Life, begin
from veil_programs import ask_without_end, enter, guessed, twins
from veil_world import INSPECTED, PEER, TARGET, readers

Look = dict[str, Answer]
LINK_TO_ANSWER = re.compile(r"/answer/[\w.~-]+")
MOMENTS: dict[str, tuple[str, str, date]] = {
    # moment               the folder of the life with it and of the one without, and the day
    "planned": ("draft", "draft", TODAY),
    "team held": ("hold", "hold", EVE),
    "peer told": ("reveal", "hold", EVE),
    "notice day": ("give notice", "hold", NOTICE),
    "report published": ("publish", "hold", LAST + timedelta(days=5)),
    "put off before notice": ("defer", "hold", NOTICE),
    "called off before notice": ("cancel", "hold", NOTICE),
}
LASTING = {"WORKER_PATIENCE": "10000000"}
"""Whether a worker gave a sign of life lately hangs on how long the tests take, and tells nothing of a life."""
ASKED_IN_FULL = ("reveal", "cancel", "give notice")
"""Acts in which every statement and all that it found would be logged."""
KNOWING = ("Ofsted liaison", "Coordinator, cleared")
FULL = "team held"
"""The moment at which everybody asks for every address there is. At the others they follow what leads on."""

ASKING = (
    "Coordinator, not cleared",
    "Coordinator, cleared, who works for the council",
    "Ofsted liaison who works for the council",
    "The council's director",
    "The council's chief executive",
    "National panel and DfE",
    "Administrator",
    "Anybody, signed out",
)
"""Of each role, one who tries every address there is."""
BEGINNING = ("/", "/councils/", f"/councils/{TARGET}", f"/people/{PEER}-director", "/appointments", "/account/")
GUESSED = 11
SHORT = 3
"""Steps of the addresses that are asked for at every moment."""
SECRETS = 2
"""Secret addresses of one route that are tried."""
ABOUT = (
    "/duties/{}", "/week/teams/{}", "/duties/{}/independence", f"/councils/{TARGET}", f"/week/?from={INSPECTED}",
    "/my/duties", "/my-council/people", "/my-council/inspections/{}", f"/people/{PEER}-director", "/national",
)  # fmt: skip
"""Pages on which an inspection shows."""


class Noted(logging.Handler):
    """Every line of every log, at every level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    @contextmanager
    def listening(self, with_statements: bool) -> Iterator[None]:
        """Hear everything from here on; what is asked of the database only where that is not too much."""
        root, engine = logging.getLogger(), logging.getLogger("sqlalchemy.engine")
        before = root.level, engine.level
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        engine.setLevel(logging.DEBUG if with_statements else logging.WARNING)
        yield
        root.removeHandler(self)
        root.setLevel(before[0])
        engine.setLevel(before[1])

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {self.format(record)}")


class Rewound:
    """A database that is put back to how it was: looking leaves sessions, looks and the numbers of calendars behind."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "peerinspect.sqlite3"
        self.kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.path)) as now:
            now.backup(self.kept)

    def rewind(self) -> None:
        """Put it back."""
        with closing(sqlite3.connect(self.path)) as now:
            self.kept.backup(now)


@dataclass(frozen=True)
class Place:
    """One life at one moment, with its pages open."""

    life: Life
    act: str
    app: Flask
    day: date
    kept: Rewound


class Theatre:
    """The lives, played act by act; the looks that were taken of them."""

    def __init__(self, parent: Path, empty: Path, stack: ExitStack) -> None:
        self.parent, self.stack, self.log = parent, stack, Noted()
        ask_without_end(stack)
        self.start, self.world, self.feeds, self.tokens = begin(parent / "start", empty)
        self.readers = readers(self.world)
        self.lives: dict[tuple[str, str], Life] = {}
        self.apps: dict[tuple[str, str], Flask] = {}
        self.kept: dict[tuple[str, str], Rewound] = {}
        self.looks: dict[tuple[str, str, date, bool, str], Look] = {}
        self.forms: dict[str, Form] = {}
        self.reached: set[str] = set()
        self._play()
        self.atlas = Atlas(self.app(NONE, "hold"))
        self.secret: list[str] = []
        self._explore()

    def _play(self) -> None:
        for name in (NONE, WITH, TWINNED):
            life = Life(name, self.parent / name, self.world)
            life.asked |= {user: list(each) for user, each in self.feeds.items()}
            shutil.copytree(self.start, life.folder)
            self._acts(life, ("draft", "hold"))
            if name != NONE:
                for ending in (("defer",), ("cancel",)):
                    self._acts(life.copy(self.parent / f"{name} {ending[0]}"), ending)
                self._acts(life, ("reveal", "give notice", "publish"))

    def _acts(self, life: Life, acts: tuple[str, ...]) -> None:
        """Play the acts, and keep the life as it is after each."""
        for act in acts:
            with self.log.listening(with_statements=act in ASKED_IN_FULL):
                ACTS[act](life)
            self.lives[life.name, act] = life.copy(self.parent / f"{life.name} after {act}")

    def app(self, name: str, act: str) -> Flask:
        """The pages of a life after an act."""
        if (name, act) not in self.apps:
            self.apps[name, act] = self.stack.enter_context(pages(self.lives[name, act].folder, **LASTING))
            self.kept[name, act] = Rewound(self.lives[name, act].folder)
            self.stack.callback(self.kept[name, act].kept.close)
        return self.apps[name, act]

    def enter(self, place: Place, who: str) -> FlaskClient:
        """A browser of a reader, in one life at one moment."""
        return enter(place.app, self.readers[who], self.tokens)

    def place(self, name: str, moment: str) -> Place:
        """A life at a moment."""
        with_it, without, day = MOMENTS[moment]
        act = without if name == NONE else with_it
        app = self.app(name, act)
        app.config["TODAY"] = day
        return Place(self.lives[name, act], act, app, day, self.kept[name, act])

    def _explore(self) -> None:
        """Find every address: what those who may know come upon beyond what there is without it is secret."""
        plain_ones = [rule.rule for rule in self.atlas.opened() if not rule.arguments]
        without = self._come_upon(NONE, FULL, ("Coordinator, not cleared",), plain_ones)
        found = self._come_upon(WITH, "peer told", (*KNOWING, "The peer"), plain_ones)
        found |= self._come_upon(WITH, "notice day", ("The council's director",), plain_ones)
        secret = [each for each in found if each not in without]
        self.secret = self.atlas.one_of_each([each for each in secret if self.atlas.is_opened(each)], SECRETS)
        self.nearest = [each for each in self.secret if each.count("/") <= SHORT]
        self.hidden_forms = self.atlas.one_of_each([each for each in secret if self.atlas.is_sent(each)], SECRETS)
        self.every = [self.atlas.of(rule)[0] for rule in self.atlas.opened()]

    def _come_upon(self, name: str, moment: str, readers: Sequence[str], seeds: list[str]) -> dict[str, None]:
        """Every address that those who know something open, or are shown."""
        place, come_upon = self.place(name, moment), dict[str, None]()
        for who in readers:
            found = everything(self.enter(place, who), [*guesses(), *guessed(), *seeds], self.atlas)
            self.keep_forms(found)
            told = [each for answer in found.values() for each in links_in(answer.text)]
            come_upon |= dict.fromkeys([*found, *told])
            place.kept.rewind()
        self.atlas.add(come_upon)
        return come_upon

    def keep_forms(self, look: Look) -> None:
        """Note which routes opened, and the forms of all pages by where they are sent."""
        for address, answer in look.items():
            rule = self.atlas.rule_of(address)
            if rule is not None and answer.status < 400:
                self.reached.add(rule[0].rule)
            for form in forms_in(address, answer.text):
                found = self.atlas.rule_of(form.action)
                if found is not None:
                    self.forms.setdefault(form.action, form)
                    self.forms.setdefault(found[0].rule, form)

    def look(self, name: str, moment: str, who: str) -> Look:
        """All that a reader sees: whoever asks for everything does so at one moment."""
        place, asks_all = self.place(name, moment), moment == FULL and who in ASKING
        key = (name, place.act, place.day, asks_all, who)
        if key not in self.looks:
            client = self.enter(place, who)
            if asks_all:
                found = everything(client, [*guesses(), *guessed(), *self.every, *self.secret], self.atlas)
            else:
                found = everything(
                    client, [*BEGINNING, *guesses()[:GUESSED], *guessed(), *self.nearest], self.atlas, is_near
                )
            self.keep_forms(found)
            self.looks[key] = found | self._own_addresses(place, who, client) | self.messages(place, who)
            place.kept.rewind()
        return self.looks[key]

    def glance(self, moment: str, who: str) -> Look:
        """The pages that are about the inspection, for whoever may see it."""
        place = self.place(WITH, moment)
        pages_of = [page.format(place.life.duty) for page in ABOUT]
        client = self.enter(place, who)
        found = {address: ask(client, "GET", address) for address in pages_of} | self.messages(place, who)
        place.kept.rewind()
        return found

    def _own_addresses(self, place: Place, who: str, client: FlaskClient) -> Look:
        """What is at the addresses that were given to the reader alone; they are random, and so named by number."""
        found: Look = {}
        for number, own in enumerate(place.life.asked.get(self.readers[who].user_id, ())):
            waiting = [own, *twins(own)]
            for address in waiting:
                answer = ask(client, "GET", address)
                waiting += [
                    each for each in links_in(answer.text) if each.startswith(f"{own}/") and each not in waiting
                ]
                self.keep_forms({address: answer})
                name = own.rsplit("/", 1)[1]
                text = answer.text.replace(name, "own")
                found[f"own address {number} {address.replace(name, 'own')}"] = replace(answer, text=text)
        return found | self._offers(place, who)

    def _offers(self, place: Place, who: str) -> Look:
        """What the reader's links to answer by showed while they could be used, without the links themselves."""
        seen = place.life.offered.get(self.readers[who].user_id, {})
        self.keep_forms(seen)
        masked = {address: LINK_TO_ANSWER.sub("/answer/own", address) for address in seen}
        return {
            f"offer {masked[address]}": replace(answer, text=LINK_TO_ANSWER.sub("/answer/own", answer.text))
            for address, answer in seen.items()
        }

    def messages(self, place: Place, who: str) -> Look:
        """The messages written to a reader, as pages of their own."""
        found = messages_to(place.life.folder, self.readers[who].user_id)
        return {f"message {number}": Answer(200, text, (), (), 0) for number, text in enumerate(found)}


def messages_to(folder: Path, user: str) -> list[str]:
    """What was written to a user, in order, without the names by which machines know it."""
    asked = "SELECT kind, facts, address, state, tries, fault FROM message WHERE user = ? ORDER BY event, kind"
    with sqlite3.connect(f"file:{folder / 'peerinspect.sqlite3'}?mode=ro", uri=True) as connection:
        return [plain(json.dumps(row)) for row in connection.execute(asked, (user,))]
