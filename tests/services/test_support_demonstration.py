"""Support in the demo: enough of it to look real, made by steps, and all of it in the history."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.domain.kinds import SUPPORT
from peerinspect.season import generate
from peerinspect.services import disclosure
from peerinspect.services.accounts import AddUser, add_user
from peerinspect.services.demo import with_fresh_ids
from peerinspect.services.reader import ADMINISTRATOR, CHIEF_EXECUTIVE, COORDINATOR, PANEL, Reader
from peerinspect.services.sessions import load_reader
from peerinspect.services.support.demonstration import show_support
from peerinspect.services.views import WorkAsked
from peerinspect.store import history
from peerinspect.store.loading import load_facts, load_placements

TODAY = date(2026, 11, 23)


def user(role: str, *councils: str) -> Reader:
    name = f"{role} {' '.join(councils)}".strip()
    address = f"{name.replace(' ', '-').lower()}@demo.example"
    maker = Reader("", "the demo", ADMINISTRATOR)
    id_ = add_user(AddUser(address, name, role, "peerinspect-demo", None, councils), maker, TODAY)
    found = load_reader(id_, TODAY)
    assert found is not None
    return found


@pytest.fixture
def planner(bare: object) -> Reader:
    """The season with offers on all support to come but two, as a roster would make them, and the demo's support."""
    facts = with_fresh_ids(generate(1, 7, TODAY))
    taken = {each.duty for each in facts.placements}
    coming = [each.id for each in facts.duties.values() if each.kind == SUPPORT and each.first_day > TODAY]
    offering = (each.id for each in facts.people.values() if any(offer.kind == SUPPORT for offer in each.offers))
    asked = [Placement(next(offering), each, "offered") for each in sorted(coming)[:-2] if each not in taken]
    with store.transaction():
        load_facts(facts)
        load_placements(asked, [])
    coordinator = user(COORDINATOR)
    chiefs: dict[str, Reader] = {}

    def chief_of(code: str) -> Reader:
        return chiefs.setdefault(code, chiefs.get(code) or user(CHIEF_EXECUTIVE, code))

    show_support(coordinator, chief_of, TODAY)
    return coordinator


def test_every_list_is_full_enough(planner: Reader) -> None:
    pages = [disclosure.support_home(planner, WorkAsked(SUPPORT, when="all"), page, TODAY) for page in (1, 2)]
    states = Counter(line.state for page in pages for line in page.programmes.items)
    assert states.keys() == {"requested", "scoped", "agreed", "live", "reviewed", "closed", "cancelled"}
    assert states["closed"] >= 10 and states["live"] >= 3
    assert len(pages[0].requests) >= 2
    closed = next(line for page in pages for line in page.programmes.items if line.state == "closed")
    shown = disclosure.support_page(planner, closed.duty.id, TODAY)
    assert shown.visits and shown.notes and shown.found and shown.agreement and shown.agreement.settled_on
    assert any(each.is_lead and each.days_given for each in shown.advisers)


def test_councils_were_judged_afterwards(planner: Reader) -> None:
    found = Counter(line.outcome.word for line in disclosure.alternatives(user(PANEL), TODAY))
    assert all(found[word] for word in ("better", "same", "worse", "not-yet"))
    accounts = disclosure.investment(planner, TODAY)
    assert accounts.counts["owed"] and accounts.counts["repaid"] and accounts.next


def test_all_of_it_is_in_the_history(planner: Reader) -> None:
    assert history.verify() == []
    actions = Counter(each.action for each in history.events(most=1000))
    assert actions["read-in-support"] >= 10 and actions["agree-support"] == 1
