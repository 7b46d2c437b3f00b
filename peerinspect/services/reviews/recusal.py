"""Who of the national panel takes no part in a review: by a rule of independence, or by their own word.

Each member is looked at as if they were placed on the review. Of the rulebook those rules count that ask about a tie;
rules about the work itself (days, consent, vetting, what somebody offers) say nothing of a member of the panel. A
declaration that is missing or too old bars as well: missing data is not clearance. Soft objections bar nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from peerinspect import store
from peerinspect.domain import Duty, Facts, Objection, Strength
from peerinspect.domain.kinds import REVIEW
from peerinspect.domain.lives.reviews import KNOWN
from peerinspect.independence.engagement import engage
from peerinspect.independence.rulebook import Rulebook
from peerinspect.services.checking import Checks, only
from peerinspect.services.reader import PANEL, Reader
from peerinspect.services.refusal import NotAllowed, NotFound
from peerinspect.services.reviews.facts import read_review
from peerinspect.services.reviews.member_facts import facts_of_members
from peerinspect.services.reviews.membership import member_of, person_behind
from peerinspect.services.texts import check_text, tidy
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties, states_of
from peerinspect.store.reading.reviews import recusals_on
from peerinspect.store.tables import PanelRecusalRow

OF_TIES = frozenset({
    "own-authority",
    "shared-arrangement",
    "shared-partner",
    "worked-there",
    "personal-tie",
    "paid-by",
    "open-complaint",
    "authorities-in-dispute",
    "involved-in-case",
    "undeclared",
    "other-connection",
})  # fmt: skip
"""The rules that recuse a member where they are hard."""
Barred = Mapping[str, Mapping[str, tuple[Objection, ...]]]
"""By review and person: the hard objections. Whom no rule bars is not there."""


@dataclass(frozen=True, slots=True)
class RecuseMyself:
    """A member's word that they take no part in a review, and why."""

    duty_id: str
    reason: str


def barred(duties: Collection[Duty], people: Collection[str], today: date) -> Barred:
    """Whom a rule bars from which review. Sealed work has no part in it. A fixed number of queries."""
    if not (duties and people):
        return {each.id: {} for each in duties}
    facts = facts_of_members(people, duties, today)
    book = Rulebook.under(facts.policy)
    return {each.id: _barred_from(each, people, facts, book) for each in duties}


def _barred_from(
    duty: Duty, people: Collection[str], facts: Facts, book: Rulebook
) -> Mapping[str, tuple[Objection, ...]]:
    found = {}
    for id_ in people:
        engaged = engage(facts, facts.people[id_], duty)
        hard = tuple(
            one
            for rule in book.bars
            if rule.code in OF_TIES
            for one in rule.objections(engaged)
            if one.strength is Strength.HARD
        )
        if hard:
            found[id_] = hard
    return found


def recused(duty: Duty, people: Collection[str], today: date) -> frozenset[str]:
    """Those of the people who take no part in the review, for whatever reason."""
    by_word = {each.person for each in recusals_on([duty.id])}
    return frozenset(by_word & set(people) | set(barred([duty], people, today)[duty.id]))


def recused_from(reader: Reader, ids: Collection[str], today: date) -> frozenset[str]:
    """The reviews of whose papers the reader reads none: a member of the panel who takes no part in them, or one who
    was a member and would take none."""
    person = person_behind(reader)
    if person is None:
        return frozenset()
    by_word = {each.duty for each in recusals_on(ids) if each.person == person}
    duties = [each for each in read_duties(today, ids).values() if each.kind == REVIEW]
    return frozenset(by_word | {id_ for id_, people in barred(duties, [person], today).items() if people})


def papers_for_the_panel(reader: Reader, ids: Collection[str], today: date) -> frozenset[str]:
    """The reviews among some of which a reader of the panel reads more than a line: they were notified, and the reader
    is not recused.
    """
    notified = [id_ for id_, (state, _) in states_of(ids).items() if state != KNOWN]
    return frozenset(notified) - recused_from(reader, notified, today)


def recuse_myself(command: RecuseMyself, reader: Reader, today: date) -> None:
    """Take no part in a review from now on. For members of the panel, for themselves.

    There is no way back here: whoever said so may have left the room when it was spoken of.
    """
    only(reader, PANEL)
    with store.transaction():
        review, member = read_review(command.duty_id, today), member_of(reader, today)
        if member is None:
            raise NotAllowed("not a member of the panel")
        if not review.is_notified:
            raise NotFound("no such review")
        checks = Checks()
        check_text(checks, command.reason, "reason", "Say why, in a sentence", "the reason")
        said = any(each.person == member.person for each in recusals_on([review.duty.id]))
        checks.need(not said, "", "You have said so already")
        checks.done()
        store.add(
            PanelRecusalRow(
                duty=review.duty.id,
                person=member.person,
                reason=tidy(command.reason),
                said_by=reader.user_id,
                said_on=today,
            )
        )
        sentence = f"{reader.name} takes no part in the national panel's advice."
        history.record(reader.user_id, "recuse-panel-member", review.duty.id, duty=review.duty.id, sentence=sentence)
