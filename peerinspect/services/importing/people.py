"""People: a row each, with one post and the consent of its council."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from peerinspect import store
from peerinspect.domain import Consent, Offer, Period, Person, Post
from peerinspect.services.accounts import looks_like_address
from peerinspect.services.checking import Checks
from peerinspect.services.consents import GiveConsent, check_consent
from peerinspect.services.importing.batches import Batches
from peerinspect.services.importing.everybody import Everybody
from peerinspect.services.importing.keeper import Accepted, Keeper, Known, RowWrong, Values, renamed
from peerinspect.services.people import RegisterPerson, check_person
from peerinspect.services.signatures import check_signature
from peerinspect.services.wording import plain_day
from peerinspect.store.history import Happening
from peerinspect.store.loading import know_skills, load_people
from peerinspect.store.reading.people import addresses_of
from peerinspect.store.tables import ConsentRow, OfferRow, PersonRow, PersonSkillRow, PostRow
from peerinspect.tables.declared.people import OFFERS, PEOPLE

OF_POST = ("council", "role", "basis", "from", "to")
_PLAIN = ("name", "email", "level", "vetted_on", "aspirant", "declared_on")
_FIELDS = {"authority": "council", "post_from": "from", "post_to": "to"}
_CONSENT_FIELDS = {"starts": "consent_from", "ends": "consent_to"}


class PeopleKeeper(Keeper):
    """The register's side of the table of people."""

    table = PEOPLE
    together = (OF_POST, ("consent_from", "consent_to"))

    @cached_property
    def everybody(self) -> Everybody:
        """Who there is."""
        return Everybody(self.desk)

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        """Where people can be invited, by id."""
        return addresses_of()

    def all(self) -> Iterable[Values]:
        """Everybody by name, each with the post they hold, or will hold, or held last."""
        for person in self.everybody.by_name():
            yield self._known(person, main_post(person, self.desk.today), None).values

    def find(self, values: Values) -> Known | None:
        """The person that the row names, with the post and the consent that it is about."""
        person = self._person(values)
        if person is None:
            return None
        return self._known(person, self._post(person, values), values.get("consent_from"))

    def _person(self, values: Values) -> Person | None:
        reference = values.get("reference")
        if reference and reference.casefold() != "new":
            return self.everybody.by_reference(reference)
        named = self.everybody.named(values.get("name"))
        council = values.get("council")
        here = [one for one in named if council is None or council in {post.authority for post in one.posts}]
        if len(here) > 1:
            raise RowWrong("name", "Several people have this name. Give the reference of the one that is meant")
        if here or not named or reference:
            return here[0] if here else None
        places = " and ".join(sorted({self.everybody.council_of(one) for one in named}))
        raise RowWrong(
            "name",
            f"Somebody of this name is on the register, {places}. Give their reference if it is the same person; "
            "write new as the reference if it is somebody else",
        )

    def _post(self, person: Person, values: Values) -> Post | None:
        """The person's post that the row is about; None for one that is not on the register."""
        council, starts = values.get("council"), values.get("from")
        if council is None:
            return main_post(person, self.desk.today)
        there = [post for post in person.posts if post.authority == council]
        same = [post for post in there if starts in (None, post.period.start)]
        if starts is None and len(there) == 1:
            return there[0]
        return same[0] if same else None

    def _known(self, person: Person, post: Post | None, consent_from: date | None) -> Known:
        consent = _consent(person, post, consent_from)
        offered = {offer.kind: offer.days for offer in person.offers}
        return Known(
            person.id,
            {
                "reference": person.id,
                "name": person.name,
                "email": self._addresses.get(person.id),
                "council": post.authority if post else None,
                "role": post.role if post else None,
                "basis": post.basis if post else None,
                "from": post.period.start if post else None,
                "to": post.period.end if post else None,
                "level": person.level,
                "vetted_on": person.vetted_on,
                "aspirant": person.aspirant,
                "skills": tuple(sorted(person.skills)) or None,
                **{name: offered.get(kind) or None for name, kind in OFFERS.items()},
                "declared_on": person.declared_on,
                "consent_from": consent.period.start if consent else None,
                "consent_to": consent.period.end if consent else None,
            },
        )

    def settled(self, values: Values, known: Known | None) -> Values:
        """No days is nothing offered; addresses are kept in small letters."""
        settled = {name: None if name in OFFERS and value == 0 else value for name, value in values.items()}
        email = settled.get("email")
        return settled | {"email": email.lower()} if email else settled

    def identity(self, values: Values) -> Hashable:
        """The name and the council."""
        return (values.get("name") or "").casefold(), values.get("council")

    def title(self, values: Values) -> str:
        """Name and council."""
        return ", ".join(filter(None, (values.get("name"), self.council(values.get("council")))))

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to register a person, and the one to give consent, would refuse."""
        checks = Checks()
        check_person(checks, _command(row.values), self.desk.today)
        messages = renamed(checks.messages, _FIELDS)
        if row.known and row.known.values["council"] is None and row.values.get("from") and not messages:
            messages |= held_already(self.everybody.people[row.known.id], row.values)
        return messages | _check_address(row) | self._check_signature(row) | self._check_consent(row)

    def _check_signature(self, row: Accepted) -> dict[str, str]:
        checks, before = Checks(), row.known.values["declared_on"] if row.known else None
        if "declared_on" in row.changed:
            check_signature(checks, row.values["declared_on"], before, self.desk.today)
        return renamed(checks.messages, {"signed_on": "declared_on"})

    def _check_consent(self, row: Accepted) -> dict[str, str]:
        checks = Checks()
        if row.changed & {"consent_from", "consent_to"}:
            starts, ends = row.values.get("consent_from"), row.values.get("consent_to")
            check_consent(checks, GiveConsent("", "", starts, ends), self.desk.today)
        return renamed(checks.messages, _CONSENT_FIELDS)

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """New people in bulk, then what changes of those there are."""
        fresh = [(store.new_token(), row.values) for row in rows if row.known is None]
        load_people([_person(id_, values) for id_, values in fresh], ())
        batches = Batches()
        for id_, values in fresh:
            if values.get("email"):
                batches.change(PersonRow, id=id_, email=values["email"])
            sentence = f"Registered {values['name']} of {self.council(values['council'])} from a file."
            yield Happening("register-person", id_, {"sentence": sentence})
        changes = [(row.known.id, row) for row in rows if row.known is not None]
        know_skills(skill for _, row in changes for skill in row.values.get("skills") or ())
        for id_, row in changes:
            self._change(batches, id_, row)
            yield Happening("change-person", id_, {"sentence": f"Changed from a file: {self._told(row)}."})
        batches.run()

    def _told(self, row: Accepted) -> str:
        return ", ".join(column.label.lower() for column in self.table.columns if column.name in row.changed)

    def _change(self, batches: Batches, id_: str, row: Accepted) -> None:
        plain = {name: row.values.get(name) for name in _PLAIN if name in row.changed}
        if plain:
            batches.change(PersonRow, id=id_, **plain)
        if "skills" in row.changed:
            batches.remove(PersonSkillRow, "person", [id_])
            for skill in row.values.get("skills") or ():
                batches.add(PersonSkillRow, person=id_, skill=skill)
        if row.changed & OFFERS.keys():
            self._offer(batches, id_, row)
        if row.changed & set(OF_POST):
            self._hold(batches, id_, row)
        if row.changed & {"consent_from", "consent_to"}:
            consent(batches, id_, row.values["council"], row.values["consent_from"], row.values.get("consent_to"))

    def _offer(self, batches: Batches, id_: str, row: Accepted) -> None:
        """Only what differs is offered anew: what was withheld, and stays as it is, stays withheld."""
        gone = [kind for name, kind in OFFERS.items() if name in row.changed]
        batches.remove_where(OfferRow, (OfferRow.person == id_) & OfferRow.kind.in_(gone))
        for name, kind in OFFERS.items():
            if name in row.changed and row.values.get(name):
                batches.add(OfferRow, person=id_, kind=kind, days=row.values[name])

    def _hold(self, batches: Batches, id_: str, row: Accepted) -> None:
        values = row.values
        if row.known and row.known.values["council"] is not None:
            hold(batches, id_, (row.known.values["council"], row.known.values["from"]), values)
        else:
            batches.add(PostRow, **post_row(id_, values))


def _check_address(row: Accepted) -> dict[str, str]:
    """Where somebody can be invited has to look like an address."""
    is_fine = looks_like_address(row.values.get("email") or "a@b")
    return {} if is_fine else {"email": "Enter an email address, like name@example.org"}


def hold(batches: Batches, person: str, key: tuple[str, date | None], values: Values) -> None:
    """Change a post, found by its council and its first day."""
    council, starts = key
    where = (PostRow.person == person) & (PostRow.authority == council)
    where &= PostRow.starts.is_(None) if starts is None else PostRow.starts == starts
    batches.change_where(PostRow, where, **{k: v for k, v in post_row(person, values).items() if k != "person"})


def post_row(person: str, values: Values) -> dict[str, Any]:
    """A post as its table has it."""
    return {
        "person": person,
        "authority": values["council"],
        "role": values["role"],
        "basis": values["basis"],
        "starts": values.get("from"),
        "ends": values.get("to"),
    }


def held_already(person: Person, values: Values) -> dict[str, str]:
    """A post at the same council on the same days is most likely the same post, with a slip in its first day."""
    wanted = Period(values.get("from"), values.get("to"))
    for post in person.posts:
        if post.authority == values.get("council") and post.period.overlaps(wanted):
            begins = f"began on {plain_day(post.period.start)}" if post.period.start else "has no first day"
            told = f"On the register their post at this council {begins}. Enter that day, or end that post first"
            return {"from": told}
    return {}


def consent(batches: Batches, person: str, council: str, starts: date | None, ends: date | None) -> None:
    """Put a consent in the place of the one that begins on the same day."""
    where = (ConsentRow.person == person) & (ConsentRow.authority == council)
    where &= ConsentRow.starts.is_(None) if starts is None else ConsentRow.starts == starts
    batches.remove_where(ConsentRow, where)
    batches.add(ConsentRow, person=person, authority=council, starts=starts, ends=ends)


def main_post(person: Person, today: date) -> Post | None:
    """The post that somebody holds, else the next to come, else the last."""

    def weight(post: Post) -> tuple[int, int, str]:
        starts = (post.period.start or date.min).toordinal()
        if post.period.holds(today):
            return 0, starts, post.authority
        is_coming = post.period.start is not None and post.period.start > today
        return (1, starts, post.authority) if is_coming else (2, -starts, post.authority)

    return min(person.posts, key=weight, default=None)


def _consent(person: Person, post: Post | None, starts: date | None) -> Consent | None:
    """The consent of the post's council that begins on a day; without one, the last to end."""
    there = [each for each in person.consents if post and each.authority == post.authority]
    if starts is not None:
        return next((each for each in there if each.period.start == starts), None)
    return max(there, key=lambda each: (each.period.end or date.max, each.period.start or date.min), default=None)


def _command(values: Values) -> RegisterPerson:
    return RegisterPerson(
        name=values.get("name") or "",
        authority=values.get("council") or "",
        role=values.get("role") or "",
        basis=values.get("basis") or "",
        post_from=values.get("from"),
        post_to=values.get("to"),
        level=values.get("level"),
        vetted_on=values.get("vetted_on"),
        aspirant=bool(values.get("aspirant")),
        skills=values.get("skills") or (),
    )


def _person(id_: str, values: Values) -> Person:
    """Somebody new."""
    council = values["council"]
    person = Person(
        id_,
        values["name"],
        posts=(Post(council, values["role"], values["basis"], Period(values.get("from"), values.get("to"))),),
        offers=tuple(Offer(kind, values[name]) for name, kind in OFFERS.items() if values.get(name)),
        skills=frozenset(values.get("skills") or ()),
        level=values.get("level"),
        aspirant=bool(values.get("aspirant")),
        vetted_on=values.get("vetted_on"),
        declared_on=values.get("declared_on"),
    )
    if not values.get("consent_from"):
        return person
    return replace(person, consents=(Consent(council, Period(values["consent_from"], values.get("consent_to"))),))
