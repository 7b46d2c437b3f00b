"""What is people's: posts, consents, times away. A row names its person by reference or by name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from peerinspect import store
from peerinspect.domain import Person
from peerinspect.services.availability import AddLeave, check_leave
from peerinspect.services.checking import Checks
from peerinspect.services.consents import GiveConsent, check_consent
from peerinspect.services.importing.batches import Batches
from peerinspect.services.importing.everybody import Everybody
from peerinspect.services.importing.keeper import Accepted, Keeper, Known, Values, renamed
from peerinspect.services.importing.people import consent, held_already, hold, post_row
from peerinspect.services.people import RegisterPerson, check_person
from peerinspect.store.history import Happening
from peerinspect.store.tables import LeaveRow, PostRow
from peerinspect.tables.declared.people import AVAILABILITY, CONSENTS, POSTS

_DAYS = {"starts": "from", "ends": "to"}


class TheirKeeper(Keeper):
    """What the keepers of people's things have in common."""

    named = ("reference", "name")

    @cached_property
    def everybody(self) -> Everybody:
        """Who there is."""
        return Everybody(self.desk)

    def all(self) -> Iterator[Values]:
        """Everybody's, by name."""
        for person in self.everybody.by_name():
            yield from (known.values for known in self.of(person))

    def of(self, person: Person) -> Iterable[Known]:
        """What is the person's."""
        raise NotImplementedError

    def find(self, values: Values) -> Known | None:
        """The one of the person's with the row's key."""
        person = self.everybody.meant(values)
        key = self.key(values)
        return next((each for each in self.of(person) if self.key(each.values) == key), None)

    def key(self, values: Values) -> Hashable:
        """What tells two of one person's apart."""
        raise NotImplementedError

    def settled(self, values: Values, known: Known | None) -> Values:
        """With the person's own reference and name, however they were named."""
        person = self.everybody.meant(values)
        return {**values, "reference": person.id, "name": person.name}

    def identity(self, values: Values) -> Hashable:
        """The person, and the key."""
        return values["reference"], self.key(values)

    def title(self, values: Values) -> str:
        """The person and the council."""
        return ", ".join(filter(None, (values.get("name"), self.council(values.get("council")))))


class PostKeeper(TheirKeeper):
    """Posts."""

    table = POSTS

    def of(self, person: Person) -> Iterator[Known]:
        """Their posts, the earliest first."""
        for post in sorted(person.posts, key=lambda each: (each.period.start or date.min, each.authority)):
            yield Known(
                f"{person.id} {post.authority} {post.period.start}",
                {
                    "reference": person.id,
                    "name": person.name,
                    "council": post.authority,
                    "role": post.role,
                    "basis": post.basis,
                    "from": post.period.start,
                    "to": post.period.end,
                },
            )

    def key(self, values: Values) -> Hashable:
        """The council and the first day."""
        return values.get("council"), values.get("from")

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to register a person would refuse of a post, and a post beside another at the same council."""
        values = row.values
        checks = Checks()
        command = RegisterPerson(
            values["name"], values["council"], values["role"], values["basis"], values["from"], values.get("to")
        )
        check_person(checks, command, self.desk.today)
        messages = renamed(checks.messages, {"post_from": "from", "post_to": "to"})
        if row.known is None and not messages:
            messages |= held_already(self.everybody.people[values["reference"]], values)
        return messages

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """New posts, and changed ones."""
        batches = Batches()
        for row in rows:
            person, council = row.values["reference"], self.council(row.values["council"])
            if row.known is None:
                batches.add(PostRow, **post_row(person, row.values))
            else:
                hold(batches, person, (row.known.values["council"], row.known.values["from"]), row.values)
            done = "Changed" if row.known else "Added"
            yield Happening("change-post", person, {"sentence": f"{done} a post at {council} from a file."})
        batches.run()


class ConsentKeeper(TheirKeeper):
    """Consents."""

    table = CONSENTS

    def of(self, person: Person) -> Iterator[Known]:
        """The consents to their duties elsewhere."""
        for each in person.consents:
            days = {"from": each.period.start, "to": each.period.end}
            values = {"reference": person.id, "name": person.name, "council": each.authority, **days}
            yield Known(f"{person.id} {each.authority} {each.period.start}", values)

    def key(self, values: Values) -> Hashable:
        """The council and the first day."""
        return values.get("council"), values.get("from")

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to give consent would refuse."""
        values = row.values
        checks = Checks()
        command = GiveConsent(values["reference"], values["council"], values.get("from"), values.get("to"))
        check_consent(checks, command, self.desk.today)
        messages = renamed(checks.messages, _DAYS)
        posts = self.everybody.people[values["reference"]].posts
        if values["council"] not in {post.authority for post in posts}:
            messages["council"] = (
                f"{values['name']} holds no post at this council, so that it has nothing to consent to"
            )
        return messages

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """Each in the place of the one that begins on the same day."""
        batches = Batches()
        for row in rows:
            values = row.values
            consent(batches, values["reference"], values["council"], values["from"], values["to"])
            sentence = f"Recorded the consent of {self.council(values['council'])} from a file."
            yield Happening("record-consent", values["reference"], {"sentence": sentence})
        batches.run()


class LeaveKeeper(TheirKeeper):
    """Times away."""

    table = AVAILABILITY

    def of(self, person: Person) -> Iterator[Known]:
        """When they are away, the earliest first."""
        for each in person.unavailable:
            values = {"reference": person.id, "name": person.name, "from": each.start, "to": each.end}
            yield Known(f"{person.id} {each.start} {each.end}", values)

    def key(self, values: Values) -> Hashable:
        """Both days."""
        return values.get("from"), values.get("to")

    def title(self, values: Values) -> str:
        """The person."""
        return values.get("name") or ""

    def check(self, row: Accepted) -> Mapping[str, str]:
        """What the form to mark a time away would refuse."""
        checks = Checks()
        check_leave(checks, AddLeave(row.values.get("from"), row.values.get("to")), self.desk.today, "the time away")
        return renamed(checks.messages, _DAYS)

    def write(self, rows: Sequence[Accepted]) -> Iterator[Happening]:
        """New times away: none is ever changed."""
        batches = Batches()
        for row in rows:
            person = row.values["reference"]
            days = {"starts": row.values["from"], "ends": row.values["to"]}
            batches.add(LeaveRow, id=store.new_token(), person=person, **days)
            yield Happening("add-leave", person, {"sentence": "Marked a time away from a file."})
        batches.run()
