"""Telling people: who is told, of what, and what no message may say."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from small_world import ADMIN, CODES, TODAY, World, build_world, inspection
from sqlalchemy import select

from peerinspect import store
from peerinspect.services import notices
from peerinspect.services.notices.rhythms import next_digest
from peerinspect.services.veil import PUBLISH_SEALED
from peerinspect.store import history
from peerinspect.store.tables import MessageRow, PostRow, UserAuthorityRow, UserRow


@pytest.fixture
def sealed(bare: Flask) -> World:
    """The small world with a sealed inspection, on its day."""
    bare.config["TODAY"] = TODAY
    return build_world(TODAY, [inspection("secret", CODES[0]), inspection("open", CODES[1], sealed=False)])


def event(duty: str | None = None, action: str = "something") -> int:
    """An event in the open transaction."""
    return history.record("admin", action, "subject", duty=duty, sentence="Something happened.")


def told() -> list[tuple[str, str]]:
    """Who was told what."""
    return [
        (row.user, row.kind)
        for row in store.db.session.scalars(select(MessageRow).order_by(MessageRow.user, MessageRow.kind))
    ]


def test_the_event_and_its_messages_are_written_together_or_not_at_all(world: World) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        notices.tell("held-offer", event(), ["cleared", "liaison"])
        raise RuntimeError
    assert told() == []
    with store.transaction():
        notices.tell("held-offer", event(), ["cleared", "liaison", "cleared"])
    assert told() == [("cleared", "held-offer"), ("liaison", "held-offer")]


def test_nobody_is_told_twice_of_one_event(world: World) -> None:
    with store.transaction():
        number = event()
        notices.tell("held-offer", number, ["cleared"])
        notices.tell("search-over", number, ["cleared", "liaison"])
        notices.tell("held-offer", event(), ["cleared"])
    assert told() == [("cleared", "held-offer"), ("cleared", "held-offer"), ("liaison", "search-over")]


def test_whoever_is_disabled_or_unknown_is_passed_over(world: World) -> None:
    with store.transaction():
        store.db.session.get_one(UserRow, "liaison").disabled_at = datetime.now(UTC)
        notices.tell("held-offer", event(), ["liaison", "nobody", "cleared"])
    assert told() == [("cleared", "held-offer")]
    assert notices.liaisons() == ()


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("held-offer", {"council": "Leeds"}),
        ("consent-asked", {"person": "Ann"}),
        ("consent-asked", {"person": "Ann", "council": "Hull", "reason": "so"}),
        ("no-such-kind", {}),
        ("draft-ready", {"path": "https://elsewhere.example"}),
        ("draft-ready", {"path": "//elsewhere.example/"}),
        ("draft-ready", {"path": "/rosters/1\nBcc: x@example.org"}),
    ],
)
def test_what_a_kind_may_not_carry_is_refused(world: World, kind: str, facts: dict[str, str]) -> None:
    with pytest.raises(notices.Unspeakable), store.transaction():
        notices.tell(kind, event(), ["cleared"], **facts)
    assert told() == []


def test_facts_are_one_line_each(world: World) -> None:
    with store.transaction():
        notices.tell("consent-asked", event(), ["cleared"], person="A\r\nBcc: x@e.org\x00\u2028B", council=" a \t b ")
    facts = json.loads(store.db.session.scalars(select(MessageRow.facts)).one())
    assert facts == {"person": "A Bcc: x@e.org B", "council": "a b"}


def test_a_kind_that_names_things_is_refused_for_a_sealed_duty_and_fine_from_its_notice_day_on(sealed: World) -> None:
    with pytest.raises(notices.Unspeakable), store.transaction():
        notices.tell("consent-asked", event("secret"), ["C05-director"], person="Ann", council="Hull")
    with store.transaction():
        notices.tell("consent-asked", event("open"), ["user-C05-director"], person="Ann", council="Hull")
        notices.tell("held-offer", event("secret"), ["user-C05-director"])
    assert told() == [("user-C05-director", "consent-asked"), ("user-C05-director", "held-offer")]


def test_nobody_who_is_or_was_tied_to_a_sealed_council_is_told_of_it(sealed: World) -> None:
    with store.transaction():
        store.add(UserAuthorityRow(user="uncleared", authority=CODES[0], ends=date(2020, 1, 1)))
        everybody = [*store.db.session.scalars(select(UserRow.id))]
        notices.tell("held-offer", event("secret"), everybody)
    names = {user for user, _ in told()}
    assert not names & {"user-C00-director", "user-C00-senior", "user-C00-chief", "uncleared"}
    assert {"liaison", "cleared", "user-C01-chief"} <= names
    assert not names & {"panel", "admin"}


def test_whoever_left_a_sealed_council_long_ago_is_told_like_anybody_else(sealed: World) -> None:
    asked = "user-C05-director"
    with store.transaction():
        before = PostRow(person="C05-director", authority=CODES[0], role="senior", basis="substantive")
        before.starts, before.ends = date(2008, 1, 1), date(2012, 1, 1)
        store.add(before)
        notices.tell("held-offer", event("secret"), [asked, "user-C00-senior"])
    assert told() == [(asked, "held-offer")]


def test_of_a_sealed_duty_no_coordinator_is_told_who_is_not_cleared(sealed: World) -> None:
    with store.transaction():
        notices.tell("held-offer", event("secret"), notices.coordinators())
        notices.tell("held-offer", event("open"), notices.coordinators())
    assert [user for user, _ in told()] == ["cleared", "cleared", "uncleared"]


def test_of_sealed_rosters_only_those_are_told_who_may_know_of_them(sealed: World) -> None:
    with store.transaction():
        everybody = [*store.db.session.scalars(select(UserRow.id))]
        notices.tell("roster-published", event(action=PUBLISH_SEALED), everybody)
        notices.tell("held-offer", event(action=PUBLISH_SEALED), ["user-C05-director"])
    assert told() == [
        ("cleared", "roster-published"),
        ("liaison", "roster-published"),
        ("user-C05-director", "held-offer"),
    ]


def test_whom_to_tell(sealed: World) -> None:
    with store.transaction():
        store.add(
            UserRow(id="tied", email="t@example.org", name="T", role="coordinator", password_hash="", cleared=True)
        )
        store.add(UserAuthorityRow(user="tied", authority=CODES[2]))
        store.add(UserAuthorityRow(user="cleared", authority=CODES[2], ends=date(2026, 3, 1)))
        store.add(UserRow(id="gone", email="g@example.org", name="G", role="chief-executive", password_hash=""))
        store.add(UserAuthorityRow(user="gone", authority=CODES[3], ends=date(2026, 3, 1)))
    assert notices.users_of("C03-senior") == ("user-C03-senior",)
    assert notices.coordinators() == ("cleared", "tied", "uncleared")
    assert notices.coordinators(cleared=True) == ("cleared",)
    assert notices.coordinators(cleared=False) == ("tied", "uncleared")
    assert notices.liaisons() == ("liaison",)
    assert notices.chief_executives(CODES[3]) == ("user-C03-chief",)
    assert set(notices.staff_of(CODES[2])) == {"tied", "user-C02-chief", "user-C02-director", "user-C02-senior"}
    assert ADMIN.user_id not in notices.staff_of(CODES[2])


@pytest.mark.parametrize(
    ("made", "goes"),
    [
        (datetime(2026, 1, 5, 6, 59, tzinfo=UTC), datetime(2026, 1, 5, 7, tzinfo=UTC)),
        (datetime(2026, 1, 5, 7, 0, tzinfo=UTC), datetime(2026, 1, 6, 7, tzinfo=UTC)),
        (datetime(2026, 7, 5, 5, 59, tzinfo=UTC), datetime(2026, 7, 5, 6, tzinfo=UTC)),
        (datetime(2026, 7, 5, 6, 0, tzinfo=UTC), datetime(2026, 7, 6, 6, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),
    ],
)
def test_the_digest_goes_at_seven_in_london_whatever_the_season(made: datetime, goes: datetime) -> None:
    assert next_digest(made) == goes
