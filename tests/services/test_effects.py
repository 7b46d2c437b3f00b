"""What a change would do to work to come, told before it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from small_world import CODES, MONDAY, TODAY, World, board, build_world, inspection, tied

from peerinspect import store
from peerinspect.domain import Placement
from peerinspect.services import disclosure
from peerinspect.services.arrangements import AddArrangement, add_arrangement
from peerinspect.services.consents import WithdrawConsent, withdraw_consent
from peerinspect.services.effects import effects_of
from peerinspect.services.judgements import AddJudgement, add_judgement
from peerinspect.services.on_behalf import AddLeaveFor, add_leave_for
from peerinspect.services.particulars import ChangeLevel, ChangeName, change_level, change_name
from peerinspect.services.pool import LeavePool, leave_pool
from peerinspect.services.posts import AddPost, EndPost, add_post, end_post
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, Refusal
from peerinspect.services.views import NewObjection
from peerinspect.store import history
from peerinspect.store.loading import load_placements
from peerinspect.store.snapshot import snapshot

HOME, BOARD, TARGET, SEEN = CODES[0], CODES[6], CODES[7], CODES[8]
ME = f"{HOME}-director"


@pytest.fixture
def busy(bare: object) -> World:
    """A director who is to chair a board, to do a sealed inspection, and later an announced one."""
    duties = [
        board("board", BOARD, TODAY),
        inspection("secret", TARGET),
        inspection("open", SEEN, MONDAY + timedelta(weeks=10), sealed=False),
    ]
    world = build_world(TODAY, duties)
    with store.transaction():
        placements = [Placement(ME, id_, "accepted") for id_ in ("board", "secret", "open")]
        load_placements(placements, [])
    return world


def told(reader: Reader, change: Callable[[], object], codes: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    """The duties that the change would bring objections to, and a word of each objection."""
    found = effects_of(change, reader, TODAY, [ME], codes)
    assert all(isinstance(one, NewObjection) and one.person_id == ME for one in found)
    return {(one.duty_id, one.sentence) for one in found}


def duties_of(found: set[tuple[str, str]]) -> set[str]:
    return {duty for duty, _ in found}


def consent(world: World) -> int:
    return disclosure.person(world.uncleared, ME, TODAY).consents[0].id


def test_nothing_is_changed_by_being_tried(busy: World) -> None:
    before = snapshot(TODAY, {"secret"}), history.length()
    assert told(busy.uncleared, lambda: leave_pool(LeavePool(ME, "Retires"), busy.uncleared, TODAY))
    assert (snapshot(TODAY, {"secret"}), history.length()) == before


def test_a_withdrawn_consent_stands_against_all_work_to_come(busy: World) -> None:
    command = WithdrawConsent(ME, consent(busy), "Letter 1")
    found = told(busy.uncleared, lambda: withdraw_consent(command, busy.uncleared, TODAY))
    assert duties_of(found) == {"board", "open"}
    assert all("consent" in sentence for _, sentence in found)


def test_a_new_post_at_the_duty_s_council_is_told(busy: World) -> None:
    command = AddPost(ME, BOARD, "other", "joint", TODAY)
    found = told(busy.uncleared, lambda: add_post(command, busy.uncleared, TODAY))
    assert {duty for duty, sentence in found if "consent" not in sentence} >= {"board"}


def test_a_change_of_employer_voids_the_consent(busy: World) -> None:
    post = disclosure.person(busy.uncleared, ME, TODAY).posts[0].id

    def move() -> None:
        end_post(EndPost(ME, post, TODAY), busy.uncleared, TODAY)
        add_post(AddPost(ME, CODES[2], "director", "substantive", TODAY + timedelta(days=1)), busy.uncleared, TODAY)

    assert {duty for duty, sentence in told(busy.uncleared, move) if "consent" in sentence} == {"board", "open"}


def test_two_placements_together_are_looked_at_too(busy: World) -> None:
    """Somebody of one's new council is away on the same days: only one of a council may be."""
    with store.transaction():
        load_placements([Placement(f"{CODES[2]}-senior", "open", "accepted")], [])
    command = AddPost(ME, CODES[2], "other", "joint", TODAY)
    found = told(busy.uncleared, lambda: add_post(command, busy.uncleared, TODAY))
    assert any(duty == "open" and "Council C02" in sentence for duty, sentence in found)


def test_what_brings_no_objection_tells_of_none(busy: World) -> None:
    assert told(busy.uncleared, lambda: change_name(ChangeName(ME, "Dora"), busy.uncleared, TODAY)) == set()
    away = AddLeaveFor(ME, TODAY, TODAY, "phone", "called")
    assert told(busy.uncleared, lambda: add_leave_for(away, busy.uncleared, TODAY)) == set()


def test_a_council_s_judgement_and_arrangements_touch_its_people(busy: World) -> None:
    judged = AddJudgement(HOME, "", None, TODAY, {"overall": "inadequate"})
    found = told(busy.uncleared, lambda: add_judgement(judged, busy.uncleared, TODAY), (HOME,))
    assert duties_of(found) == {"open"}
    shared = AddArrangement("trust", (HOME, BOARD), TODAY)
    found = told(busy.uncleared, lambda: add_arrangement(shared, busy.uncleared, TODAY), (HOME, BOARD))
    assert duties_of(found) == {"board"}


class TestTheVeil:
    """Whoever may not know of the inspection is told of open work alone, and told the same as without it."""

    CHANGES: tuple[Callable[[Reader], object], ...] = (
        lambda reader: change_level(ChangeLevel(ME, None), reader, TODAY),
        lambda reader: leave_pool(LeavePool(ME, "Retires"), reader, TODAY),
        lambda reader: add_leave_for(AddLeaveFor(ME, MONDAY, MONDAY, "phone", "called"), reader, TODAY),
    )

    @pytest.mark.parametrize("number", range(len(CHANGES)))
    def test_sealed_work_is_told_to_the_cleared_alone(self, busy: World, number: int) -> None:
        change = self.CHANGES[number]
        assert "secret" in duties_of(told(busy.cleared, lambda: change(busy.cleared)))
        assert history.events()[0].action == "look-at-list"
        readers = (busy.uncleared, tied(busy.cleared, TARGET))
        veiled = [effects_of(lambda who=who: change(who), who, TODAY, [ME]) for who in readers]
        with store.transaction():
            for table in ("placement", "on_site", "duty_authority", "inspection"):
                store.db.session.execute(store.db.text(f"DELETE FROM {table} WHERE duty = 'secret'"))
            store.db.session.execute(store.db.text("DELETE FROM duty WHERE id = 'secret'"))
        without = [effects_of(lambda who=who: change(who), who, TODAY, [ME]) for who in readers]
        assert veiled == without
        assert "secret" not in repr(veiled)


def test_refusals_come_through(busy: World) -> None:
    with pytest.raises(Refusal):
        effects_of(lambda: leave_pool(LeavePool(ME, ""), busy.uncleared, TODAY), busy.uncleared, TODAY, [ME])


def test_it_is_for_coordinators(busy: World) -> None:
    for reader in (busy.liaison, busy.director(HOME), busy.chief(HOME), busy.panel):
        with pytest.raises(NotAllowed):
            effects_of(lambda: None, reader, TODAY, [ME])
