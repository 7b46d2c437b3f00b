"""Forms sent by a reader, each to a service that has not yet had any of the others."""

from __future__ import annotations

from collections.abc import Iterator

from flask.testing import FlaskClient
from veil_answers import Answer
from veil_asking import ask
from veil_chance import dealt
from veil_forms import bodies
from veil_lives import WITH
from veil_looks import Place, Rewound, Theatre, messages_to

REFUSED = frozenset({403, 404, 405})
NEVER = frozenset({"/sign-out"})
"""Forms that end the session in which the others are sent."""


class Sending:
    """One reader of one life, who sends every form there is."""

    def __init__(self, theatre: Theatre, place: Place, who: str) -> None:
        self.theatre, self.place, self.who = theatre, place, who
        self.client: FlaskClient = theatre.enter(place, who)
        self.database = Rewound(place.life.folder)
        self.secret = theatre.lives[WITH, "hold"].duty
        """The id of the sealed inspection: in the life without it, one of nothing."""

    def everything(self) -> dict[str, Answer]:
        """The answers to all forms, and to what comes after them."""
        found: dict[str, Answer] = {}
        for address in self._addresses():
            found |= dict(self._sent(address))
        self.database.kept.close()
        self.place.kept.rewind()
        return found

    def _addresses(self) -> Iterator[str]:
        atlas = self.theatre.atlas
        for rule in atlas.sent():
            if rule.rule not in NEVER:
                yield from atlas.of(rule, 1)
        yield from self.theatre.hidden_forms

    def _sent(self, address: str) -> Iterator[tuple[str, Answer]]:
        """One form with each of its contents; a refusal of the role is the same whatever is in it."""
        rule = self.theatre.atlas.rule_of(address)
        form = self.theatre.forms.get(address) or (self.theatre.forms.get(rule[0].rule) if rule else None)
        for number, body in enumerate(bodies(form, self.secret)):
            with dealt(f"{address} {number}"):
                answer = ask(self.client, "POST", address, data=body)
            yield f"POST {address} {number}", answer
            if answer.status in REFUSED or "/sign-in" in dict(answer.headers).get("Location", ""):
                return
            if answer.status < 400:
                yield from self._after(f"POST {address} {number}", answer)

    def _after(self, name: str, answer: Answer) -> Iterator[tuple[str, Answer]]:
        """Where the form led, and what the reader was written about it."""
        location = dict(answer.headers).get("Location")
        if location:
            yield f"{name}, then", ask(self.client, "GET", location)
        told = messages_to(self.place.life.folder, self.theatre.readers[self.who].user_id)
        yield f"{name}, written", Answer(200, "\n".join(told), (), (), 0)
        self.database.rewind()
