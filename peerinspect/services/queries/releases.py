"""A chief executive's people: what they offer, when they are asked for, what covers it; never where, while sealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from peerinspect.domain import Consent, Duty, Facts, Period, Person, Policy
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services import views
from peerinspect.services.checking import only
from peerinspect.services.deputies import name_of_deputy
from peerinspect.services.duty_consents import consent_address, duties_to_release, work_of
from peerinspect.services.queries.people import consent_views, days_by_kind, offer_views, title_of
from peerinspect.services.queries.sight import Sight
from peerinspect.services.queries.standings import council_consent
from peerinspect.services.reader import CHIEF_EXECUTIVE, Reader
from peerinspect.services.refusal import NotFound
from peerinspect.services.wording import ELSEWHERE, duty_title
from peerinspect.store.reading.consents import duty_consent_rows, duty_request_rows, with_duty_consents
from peerinspect.store.reading.people import consent_rows, people_at, read_people, request_rows
from peerinspect.store.reading.placements import OFF, read_placements
from peerinspect.store.reading.users import user_names
from peerinspect.store.tables import ConsentRequestRow, DutyConsentRow

YEAR, ONE, MISSING = "year", "one", "missing"
"""What covers a duty: a consent to duties elsewhere, one to this duty alone, or none."""
ASKED = "asked"


def council_people(reader: Reader, today: date) -> tuple[views.CouncilPerson, ...]:
    """The chief executive's people; never whose sealed inspection they are held for. For chief executives."""
    only(reader, CHIEF_EXECUTIVE)
    return _People(Sight(reader, today)).everyone()


def left_without(
    reader: Reader, person_id: str, authority: str, today: date, consent_id: int | None = None, address: str = ""
) -> tuple[views.Releasable, ...]:
    """The agreed work that would have no consent of the council any more, were one withdrawn.

    That one is named by the number of a consent to all duties, or by the address of one duty. For chief executives of
    the person's council; NotFound for anybody else's person.
    """
    only(reader, CHIEF_EXECUTIVE)
    if person_id not in people_at(reader.authorities & {authority}, today):
        raise NotFound("no such person of this chief executive's councils")
    people = _People(Sight(reader, today))
    one = people.everybody[person_id]
    found = [each for each in duties_to_release(person_id, authority, today) if people.is_placed(person_id, each)]
    gone = _consent_at(one, authority, consent_id, address)
    left = replace(one, consents=tuple(each for each in one.consents if each is not gone))
    return tuple(
        people.releasable(one, authority, each)
        for each in found
        if lacks(left, each, authority, today) and not lacks(one, each, authority, today)
    )


def _consent_at(one: Person, authority: str, consent_id: int | None, address: str) -> Consent | None:
    """The consent that is named."""
    row = next((row for row in consent_rows([one.id]) if row.id == consent_id), None)
    for each in one.consents:
        if each.authority == authority and each.duty is None and row is not None:
            if each.period == Period(row.starts, row.ends):
                return each
        elif each.authority == authority and each.duty and consent_address(one.id, authority, each.duty) == address:
            return each
    return None


def lacks(person: Person, duty: Duty, authority: str, today: date) -> bool:
    """Whether the council's consent is missing on a day of the duty."""
    facts = Facts(as_of=today, people={person.id: person}, duties={duty.id: duty})
    rule = next(each for each in Rulebook.under(Policy()).bars if each.code == "no-consent")
    return any(authority in each.authorities for each in rule.objections(engage(facts, person, duty)))


class _People:
    """The people of the reader's councils with their work, read at once."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        ids = people_at(sight.reader.authorities, sight.today)
        self._duties = work_of(ids, sight.today)
        self.everybody = with_duty_consents(read_people(ids), self._duties)
        self._work = {
            (each.person, each.duty): each
            for each in read_placements(sight.today, self._duties, ids)
            if each.status not in OFF and each.status != "done"
        }
        self._given = {(row.person, row.authority, row.duty): row for row in duty_consent_rows(ids) if _holds(row)}
        self._asked = {(row.person, row.authority, row.duty): row for row in duty_request_rows(ids)}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return user_names()

    def is_placed(self, person: str, duty: Duty) -> bool:
        """Whether the person is asked to do the duty, has agreed or is at work on it."""
        return (person, duty.id) in self._work

    def everyone(self) -> tuple[views.CouncilPerson, ...]:
        """Everybody, once for each of the reader's councils that they work for, by council and name."""
        people = self.everybody
        consents = consent_views(people, self._sight.places, self._sight.today, self._names)
        requests = {(row.person, row.authority): row for row in request_rows(people)}
        found = [
            self._view(one, code, consents.get(one.id, ()), requests.get((one.id, code)))
            for one in people.values()
            for code in self._homes(one)
        ]
        return tuple(sorted(found, key=lambda each: (each.authority_name, each.name, each.person_id)))

    def _view(
        self, one: Person, code: str, consents: Collection[views.ConsentView], request: ConsentRequestRow | None
    ) -> views.CouncilPerson:
        sight, today = self._sight, self._sight.today
        given = tuple(
            each
            for each in consents
            if each.authority == code and (each.period.end is None or each.period.end >= today)
        )
        work = [each for (person, _), each in self._work.items() if person == one.id]
        used = days_by_kind(work, self._duties, today)
        yearly = replace(one, consents=tuple(each for each in one.consents if each.duty is None))
        return views.CouncilPerson(
            person_id=one.id,
            name=one.name,
            title=title_of(one, sight.places, today),
            authority=code,
            authority_name=sight.places[code].name,
            consent=council_consent(yearly, code, today),
            duties=tuple(self.releasable(one, code, each) for each in duties_to_release(one.id, code, today)),
            request=self._request(request),
            given=given,
            deputies=_deputies(one.id),
            offers=offer_views(one, used, self._names),
            days_given=sum(used.values()),
            others=self._others(one, code),
        )

    def releasable(self, one: Person, code: str, duty: Duty) -> views.Releasable:
        """One duty as its dates and days, with what covers it."""
        key = (one.id, code, duty.id)
        asked, given, placed = self._asked.get(key), self._given.get(key), self._work.get((one.id, duty.id))
        return views.Releasable(
            address=consent_address(*key),
            periods=duty.on_site_periods or (duty.period,),
            days=duty.workload,
            title=ELSEWHERE if duty.sealed else duty_title(duty, self._sight.places),
            status=placed.status if placed else ASKED,
            consent=self._covers(one, code, duty),
            asked_on=asked.asked_on if asked else None,
            asked_by=self._names.get(asked.asked_by, "") if asked else "",
            deputy=name_of_deputy(given.deputy, given.deputy_name) if given else "",
            is_consented=given is not None,
        )

    def _covers(self, one: Person, code: str, duty: Duty) -> str:
        """What covers the duty."""
        yearly = replace(one, consents=tuple(each for each in one.consents if each.duty is None))
        if not lacks(yearly, duty, code, self._sight.today):
            return YEAR
        return MISSING if lacks(one, duty, code, self._sight.today) else ONE

    def _request(self, row: ConsentRequestRow | None) -> views.RequestView | None:
        """What the chief executive is asked, and by whom."""
        if row is None:
            return None
        name, asked_by = self._sight.places[row.authority].name, self._names.get(row.asked_by, "")
        return views.RequestView(row.authority, name, row.note, asked_by, row.asked_on)

    def _homes(self, one: Person) -> list[str]:
        """The reader's councils that the person works for, or is about to."""
        posts = [post for post in one.posts if post.period.end is None or post.period.end >= self._sight.today]
        return sorted({post.authority for post in posts} & self._sight.reader.authorities)

    def _others(self, one: Person, code: str) -> tuple[views.Choice, ...]:
        """The others of the council, by name."""
        here = [each for each in self.everybody.values() if each.id != one.id and code in self._homes(each)]
        return tuple(views.Choice(each.id, each.name) for each in sorted(here, key=lambda each: (each.name, each.id)))


def _holds(row: DutyConsentRow) -> bool:
    return row.withdrawn_on is None


def _deputies(person: str) -> dict[int, str]:
    """Who runs the service meanwhile, by the number of the consent."""
    found = {row.id: name_of_deputy(row.deputy, row.deputy_name) for row in consent_rows([person])}
    return {number: name for number, name in found.items() if name}
