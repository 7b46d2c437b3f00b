"""Answers: yes and no, from one's own page and from a message, and what becomes of a conflict that is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from held_world import SEALED, Held, held_world, put, row_of
from small_world import CODES, MONDAY, NOTICE, TODAY, World

from peerinspect import store
from peerinspect.services import disclosure
from peerinspect.services.answers import AcceptOffer, DeclineOffer, accept_offer, decline_offer
from peerinspect.services.declarations import DeclareInterest, declare_interest, declare_nothing_more
from peerinspect.services.holding_back.answer_links import ANSWERS, AnswerByLink, answer_by_link, make_link
from peerinspect.services.lives.placing import OfferPlacement, TakePlacementStep, offer_placement, take_placement_step
from peerinspect.services.refusal import NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.reading.duties import read_duties
from peerinspect.store.tables import (
    AnswerLinkRow,
    LookBackRow,
    MessageRow,
    PersonRow,
    PostRow,
    UserAuthorityRow,
    UserRow,
)

pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def held() -> Held:
    """A sealed inspection that somebody is asked for."""
    found = held_world()
    offer_placement(OfferPlacement(SEALED, found.person), found.world.cleared, TODAY)
    return found


def link(person: str, duty: str = SEALED, day: date = TODAY) -> str:
    with store.transaction():
        return make_link(person, read_duties(day, [duty])[duty], day)


class TestOnOnesOwnPage:
    """Yes once; no with a reason that stays private."""

    def test_yes(self, held: Held) -> None:
        accept_offer(AcceptOffer(held.address), held.peer, TODAY)
        assert (row_of(held.person).status, row_of(held.person).answered_on) == ("accepted", TODAY)
        with pytest.raises(Refusal, match="answered already"):
            accept_offer(AcceptOffer(held.address), held.peer, TODAY)

    @pytest.mark.parametrize("reason", ["busy", "conflicted", "other"])
    def test_no(self, held: Held, reason: str) -> None:
        decline_offer(DeclineOffer(held.address, reason), held.peer, TODAY)
        assert (row_of(held.person).status, row_of(held.person).decline_reason) == ("declined", reason)
        event = history.events()[0]
        assert reason not in repr(event.payload)

    def test_whoever_was_told_the_council_can_still_step_back(self, held: Held) -> None:
        with store.transaction():
            row = row_of(held.person)
            row.status, row.finer = "accepted", "disclosed"
        decline_offer(DeclineOffer(held.address, "other"), held.peer, TODAY)
        assert (row_of(held.person).status, row_of(held.person).finer) == ("declined", None)

    def test_only_coordinators_who_may_know_of_the_duty_see_the_reason(self, held: Held) -> None:
        decline_offer(DeclineOffer(held.address, "conflicted"), held.peer, TODAY)
        world = held.world
        assert disclosure.duty(world.cleared, SEALED, TODAY).placements[0].decline_reason == "conflicted"
        assert "conflicted" not in repr(disclosure.duty(world.liaison, SEALED, TODAY))
        assert "conflicted" not in repr(disclosure.duty(world.director(held.target), SEALED, NOTICE))
        assert "conflicted" not in repr(disclosure.week_sheet(world.liaison, MONDAY, TODAY))

    def test_those_who_may_know_are_told_that_a_seat_is_free(self, held: Held) -> None:
        decline_offer(DeclineOffer(held.address, "busy"), held.peer, TODAY)
        told = {row.user: row.kind for row in store.db.session.query(MessageRow).filter_by(kind="seat-free")}
        assert told == {"cleared": "seat-free"}


class TestByLink:
    """One answer, once, within its time, for the offer that it was made for; dates alone."""

    def test_an_offer_is_sent_with_one(self, held: Held) -> None:
        message = store.db.session.query(MessageRow).filter_by(kind="held-offer-to-answer").one()
        assert message.user == held.peer.user_id
        assert "/answer/" in message.facts
        for word in (held.target, "Council", "2026"):
            assert word not in message.facts

    @pytest.mark.parametrize("answer", ANSWERS)
    def test_answers_without_signing_in(self, held: Held, answer: str) -> None:
        token = link(held.person)
        assert answer_by_link(AnswerByLink(token, answer), TODAY) == held.address
        row = row_of(held.person)
        expected = ("accepted", None) if answer == "accept" else ("declined", answer)
        assert (row.status, row.decline_reason) == expected
        event = history.events()[0]
        assert (event.user, event.duty) == (held.peer.user_id, SEALED)
        assert "by the link in a message" in repr(event.payload)

    @pytest.mark.parametrize("second", ANSWERS)
    def test_works_once(self, held: Held, second: str) -> None:
        token = link(held.person)
        answer_by_link(AnswerByLink(token, "accept"), TODAY)
        before = history.length()
        with pytest.raises(Refusal, match="has been used"):
            answer_by_link(AnswerByLink(token, second), TODAY)
        assert (row_of(held.person).status, history.length()) == ("accepted", before)

    def test_a_second_link_for_the_same_offer_finds_it_answered(self, held: Held) -> None:
        one, other = link(held.person), link(held.person)
        answer_by_link(AnswerByLink(one, "accept"), TODAY)
        with pytest.raises(Refusal, match="answered already"):
            answer_by_link(AnswerByLink(other, "busy"), TODAY)
        assert row_of(held.person).status == "accepted"

    @pytest.mark.parametrize("how", ["disabled", "ended"])
    def test_is_void_once_the_account_lets_nobody_in(self, held: Held, how: str) -> None:
        token = link(held.person)
        with store.transaction():
            if how == "disabled":
                store.db.session.get_one(UserRow, held.peer.user_id).disabled_at = datetime(2026, 1, 1, tzinfo=UTC)
            else:
                ended = TODAY - timedelta(days=1)
                store.db.session.query(PostRow).filter_by(person=held.person).update({"ends": ended})
                store.db.session.query(UserAuthorityRow).filter_by(user=held.peer.user_id).update({"ends": ended})
        with pytest.raises(Refusal, match="link has been used"):
            disclosure.linked_offer(token, TODAY)
        with pytest.raises(Refusal, match="link has been used"):
            answer_by_link(AnswerByLink(token, "accept"), TODAY)
        assert row_of(held.person).status == "offered"

    @pytest.mark.parametrize(("days", "works"), [(14, True), (15, False)])
    def test_lasts_two_weeks(self, held: Held, days: int, works: bool) -> None:
        token, day = link(held.person), TODAY + timedelta(days=days)
        if works:
            answer_by_link(AnswerByLink(token, "accept"), day)
        else:
            with pytest.raises(Refusal):
                answer_by_link(AnswerByLink(token, "accept"), day)
        assert row_of(held.person).status == ("accepted" if works else "offered")

    def test_never_outlasts_the_notice_day(self, held: Held) -> None:
        link(held.person, day=NOTICE - timedelta(days=2))
        expiry = store.db.session.query(AnswerLinkRow).order_by(AnswerLinkRow.expires_on.desc()).first()
        assert expiry is not None
        assert expiry.expires_on == NOTICE

    def test_of_work_that_has_begun_lasts_as_long(self, world: World) -> None:
        person, day = f"{CODES[3]}-director", TODAY + timedelta(weeks=10)
        put(person, "board-0", "offered")
        answer_by_link(AnswerByLink(link(person, "board-0", day), "accept"), day)
        assert row_of(person, "board-0").status == "accepted"

    def test_is_void_once_the_offer_is_another(self, held: Held) -> None:
        token = link(held.person)
        take_placement_step(
            TakePlacementStep(SEALED, held.address, "stand-down", reason="No"), held.world.cleared, TODAY
        )
        with pytest.raises(Refusal):
            answer_by_link(AnswerByLink(token, "accept"), TODAY)
        offer_placement(OfferPlacement(SEALED, held.person), held.world.cleared, TODAY + timedelta(days=1))
        with pytest.raises(Refusal):
            answer_by_link(AnswerByLink(token, "accept"), TODAY + timedelta(days=1))
        assert row_of(held.person).status == "offered"

    def test_guessing_leads_nowhere(self, held: Held) -> None:
        token = link(held.person)
        link_id, _, signature = token.partition(".")
        other = "y" if signature[-1] == "x" else "x"
        for guess in ("", ".", link_id, f"{link_id}.", f"{link_id}.{signature[:-1]}{other}", f"x{link_id}.{signature}"):
            with pytest.raises(NotFound) as refusal:
                disclosure.linked_offer(guess, TODAY)
            assert str(refusal.value) == "no such link"
            with pytest.raises(NotFound):
                answer_by_link(AnswerByLink(guess, "accept"), TODAY)
        with pytest.raises(NotFound):
            answer_by_link(AnswerByLink(token, "perhaps"), TODAY)
        assert row_of(held.person).status == "offered"

    def test_shows_dates_alone(self, held: Held) -> None:
        found = disclosure.linked_offer(link(held.person), TODAY)
        assert found.period.start == MONDAY
        assert held.target not in repr(found).replace(found.address, "")
        assert "inspect" not in repr(found).lower().replace(found.address.lower(), "")


class TestConflictTold:
    """It becomes an interest, which the coordinators look back at."""

    def test_is_asked_of_whoever_declined_because_of_one(self, held: Held) -> None:
        with pytest.raises(NotFound):
            disclosure.my_conflict(held.peer, held.address, TODAY)
        decline_offer(DeclineOffer(held.address, "conflicted"), held.peer, TODAY)
        found = disclosure.my_conflict(held.peer, held.address, TODAY)
        assert held.target not in repr(found).replace(held.address, "")

    @pytest.mark.parametrize("way", ["a tie", "nothing more"])
    def test_ones_own_page_reminds_of_it_until_something_is_declared(self, held: Held, way: str) -> None:
        def reminded(day: date) -> list[str]:
            return [each.address for each in disclosure.my_duties(held.peer, day).past if each.owes_tie]

        next_day = TODAY + timedelta(days=1)
        with store.transaction():
            store.db.session.get_one(PersonRow, held.person).declared_on = TODAY - timedelta(days=1)
        assert reminded(TODAY) == []
        decline_offer(DeclineOffer(held.address, "conflicted"), held.peer, TODAY)
        assert reminded(TODAY) == reminded(next_day) == [held.address]
        if way == "a tie":
            declare_interest(DeclareInterest(CODES[5], "friend"), held.peer, next_day)
        else:
            declare_nothing_more(held.peer, next_day)
        assert reminded(next_day) == []

    @pytest.mark.parametrize("reason", ["busy", "other"])
    def test_no_other_reason_is_reminded_of(self, held: Held, reason: str) -> None:
        decline_offer(DeclineOffer(held.address, reason), held.peer, TODAY)
        assert not any(each.owes_tie for each in disclosure.my_duties(held.peer, TODAY).past)

    def test_naming_any_council_tells_nothing_of_this_one(self, held: Held) -> None:
        decline_offer(DeclineOffer(held.address, "conflicted"), held.peer, TODAY)
        other = next(code for code in CODES if code not in (held.target, *held.helpers))
        answers = []
        for code in (held.target, other):
            declare_interest(DeclareInterest(code, "friend"), held.peer, TODAY)
            answers.append(repr(disclosure.my_conflict(held.peer, held.address, TODAY)))
        assert answers[0] == answers[1]

    def test_what_it_touches_is_looked_back_at(self, world: World) -> None:
        peer = world.director(CODES[3])
        put(str(peer.person_id), "board-0")
        declare_interest(DeclareInterest(CODES[0], "family"), peer, TODAY)
        look = store.db.session.query(LookBackRow).one()
        found = disclosure.look_back(world.uncleared, look.id, TODAY)
        assert "personal-tie" in repr(found)
