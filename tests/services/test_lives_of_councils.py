"""What coordinators change of a council's record, and what they are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World, tied

from peerinspect.domain import Arrangement, Judgement, Period
from peerinspect.domain.authority import ARRANGEMENT_KINDS
from peerinspect.services import disclosure
from peerinspect.services.arrangements import AddArrangement, EndArrangement, add_arrangement, end_arrangement
from peerinspect.services.councils import (
    AddCouncil,
    ChangeCouncil,
    EndCouncil,
    add_council,
    change_council,
    end_council,
)
from peerinspect.services.judgements import AddJudgement, CorrectJudgement, add_judgement, correct_judgement
from peerinspect.services.posts import AddPost, EndPost, add_post, end_post
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.views import CouncilsAsked
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot

HERE, THERE = CODES[3], CODES[4]
DAY = date(2026, 2, 2)
NEW = AddCouncil("e09", "Newborough", "North", 53.8, -1.5)
CHANGED = ChangeCouncil(HERE, "Council Three", "South", 53.0, -1.0)
ENDED = EndCouncil(HERE, THERE, TODAY)
JUDGED = AddJudgement(HERE, "ILACS", date(2026, 1, 5), DAY, {"overall": "inadequate", "care": "good"})
SHARED = AddArrangement("trust", (HERE, THERE), DAY)
EVERY: dict[str, tuple[Callable, object]] = {
    "add": (add_council, NEW),
    "change": (change_council, CHANGED),
    "end": (end_council, ENDED),
    "judgement": (add_judgement, JUDGED),
    "arrangement": (add_arrangement, SHARED),
}


@pytest.mark.parametrize("name", EVERY)
class TestAnyChange:
    """What holds for every change."""

    def test_is_for_coordinators(self, world: World, name: str) -> None:
        change, command = EVERY[name]
        for reader in (world.liaison, world.panel, world.administrator, world.director(HERE), world.chief(HERE)):
            with pytest.raises(NotAllowed):
                change(command, reader, TODAY)
        assert history.length() == 0

    def test_is_told_in_the_history_of_the_council(self, world: World, name: str) -> None:
        change, command = EVERY[name]
        change(command, world.uncleared, TODAY)
        code = "E09" if name == "add" else HERE
        found = disclosure.history_of(world.liaison, "authority", code, 1, TODAY)
        assert (found.total, found.items[0].by) == (1, "Uncleared")
        assert history.verify() == []


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("add", {"code": "E 09"}, "code"),
        ("add", {"code": HERE}, "code"),
        ("add", {"name": " "}, "name"),
        ("add", {"name": "Council C03"}, "name"),
        ("add", {"region": ""}, "region"),
        ("add", {"latitude": None}, "longitude"),
        ("add", {"latitude": 5.0}, "latitude"),
        ("add", {"longitude": 50.0}, "longitude"),
        ("change", {"name": "Council C04"}, "name"),
        ("change", {"name": "Council C03", "region": "North", "latitude": 52.3, "longitude": -1.5}, ""),
        ("end", {"into": HERE}, "into"),
        ("end", {"into": "nowhere"}, "into"),
        ("end", {"ended_on": None}, "ended_on"),
        ("end", {"ended_on": TODAY + timedelta(days=1)}, "ended_on"),
        ("judgement", {"published": None}, "published"),
        ("judgement", {"published": TODAY + timedelta(days=1)}, "published"),
        ("judgement", {"published": date(2024, 3, 1), "inspected": None}, "published"),
        ("judgement", {"inspected": TODAY}, "inspected"),
        ("judgement", {"grades": {}}, "overall"),
        ("judgement", {"grades": {"overall": "splendid"}}, "overall"),
        ("judgement", {"framework": "x" * 81}, "framework"),
        ("arrangement", {"kind": "friendship"}, "kind"),
        ("arrangement", {"authorities": (HERE,)}, "authorities"),
        ("arrangement", {"authorities": (HERE, "nowhere")}, "authorities"),
        ("arrangement", {"starts": None}, "starts"),
        ("arrangement", {"ends": DAY - timedelta(days=1)}, "ends"),
    ],
)
def test_refuses(world: World, name: str, changes: dict, field: str) -> None:
    change, command = EVERY[name]
    before = snapshot(TODAY), history.length()
    with pytest.raises(Refusal) as refusal:
        change(replace(command, **changes), world.cleared, TODAY)
    assert list(refusal.value.messages) == [field]
    assert (snapshot(TODAY), history.length()) == before


def test_a_council_is_added_and_changed(world: World) -> None:
    assert add_council(NEW, world.uncleared, TODAY) == "E09"
    change_council(CHANGED, world.uncleared, TODAY)
    found = snapshot(TODAY).authorities
    added, changed = found["E09"], found[HERE]
    assert (added.name, added.region, added.latitude, added.longitude) == ("Newborough", "North", 53.8, -1.5)
    assert (changed.name, changed.region, changed.latitude) == ("Council Three", "South", 53.0)


class TestJudgements:
    """The latest published one counts from the next search on."""

    def test_one_is_added_as_it_was_published(self, world: World) -> None:
        add_judgement(JUDGED, world.uncleared, TODAY)
        assert snapshot(TODAY).authorities[HERE].judgements[-1] == Judgement(
            "ILACS", date(2026, 1, 5), DAY, {"overall": "inadequate", "care": "good"}
        )
        assert disclosure.authority(world.panel, HERE, TODAY).line.grade == "inadequate"

    def test_one_is_corrected_with_its_reason(self, world: World) -> None:
        number = add_judgement(JUDGED, world.uncleared, TODAY)
        right = replace(JUDGED, grades={"overall": "good"})
        with pytest.raises(Refusal):
            correct_judgement(CorrectJudgement(number, right, ""), world.uncleared, TODAY)
        correct_judgement(CorrectJudgement(number, right, "the letter says good"), world.uncleared, TODAY)
        assert snapshot(TODAY).authorities[HERE].judgements[-1].grades == {"overall": "good"}
        told = disclosure.history_of(world.liaison, "authority", HERE, 1, TODAY).items[0].sentence
        assert told.endswith("Why: the letter says good.")

    def test_one_of_another_council_is_not_found(self, world: World) -> None:
        number = add_judgement(JUDGED, world.uncleared, TODAY)
        with pytest.raises(NotFound):
            correct_judgement(CorrectJudgement(number, replace(JUDGED, code=THERE), "x"), world.uncleared, TODAY)


class TestArrangements:
    """Every kind that files know."""

    @pytest.mark.parametrize("kind", ARRANGEMENT_KINDS)
    def test_one_is_added_and_ended(self, world: World, kind: str) -> None:
        number = add_arrangement(replace(SHARED, kind=kind), world.uncleared, TODAY)
        assert snapshot(TODAY).arrangements == (Arrangement(kind, frozenset({HERE, THERE}), Period(DAY)),)
        end_arrangement(EndArrangement(number, TODAY), world.uncleared, TODAY)
        assert snapshot(TODAY).arrangements[0].period == Period(DAY, TODAY)
        shown = disclosure.authority(world.liaison, THERE, TODAY + timedelta(days=1))
        assert (shown.arrangements, len(shown.before)) == ((), 1)

    @pytest.mark.parametrize("ends", [None, DAY - timedelta(days=1)])
    def test_it_cannot_end_before_it_began_nor_on_no_day(self, world: World, ends: date | None) -> None:
        number = add_arrangement(SHARED, world.uncleared, TODAY)
        with pytest.raises(Refusal):
            end_arrangement(EndArrangement(number, ends), world.uncleared, TODAY)

    def test_one_that_is_not_there_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            end_arrangement(EndArrangement(7, TODAY), world.uncleared, TODAY)


def test_a_merged_council_leaves_the_lists_and_a_merger_stands_between(world: World) -> None:
    end_council(ENDED, world.uncleared, TODAY)
    assert snapshot(TODAY).arrangements == (Arrangement("merger", frozenset({HERE, THERE}), Period(TODAY)),)
    assert HERE not in {choice.value for choice in disclosure.authority_choices()}
    tomorrow = TODAY + timedelta(days=1)
    listed = {line.code for line in disclosure.councils(world.panel, tomorrow).cut.items}
    assert listed == set(CODES) - {HERE}
    ended = disclosure.councils(world.panel, tomorrow, CouncilsAsked(has_ended=True)).cut.items
    assert [(line.code, line.ended_on) for line in ended] == [(HERE, TODAY)]
    with pytest.raises(Refusal):
        end_council(ENDED, world.uncleared, TODAY)
    with pytest.raises(Refusal):
        late = AddPost(f"{THERE}-senior", HERE, "other", "joint", tomorrow)
        add_post(late, world.uncleared, TODAY)


class TestTheList:
    """Searched, narrowed and paged where it is kept."""

    def codes(self, world: World, **asked: object) -> set[str]:
        return {line.code for line in disclosure.councils(world.panel, TODAY, CouncilsAsked(**asked)).cut.items}

    def test_by_name_region_and_grade(self, world: World) -> None:
        add_judgement(JUDGED, world.cleared, TODAY)
        assert self.codes(world, text="council c03") == {HERE}
        assert self.codes(world, text="%") == set()
        assert self.codes(world, region="South") == set(CODES[6:])
        assert self.codes(world, grade="inadequate") == {HERE}
        assert self.codes(world, grade="good") == set(CODES) - {HERE}
        add_council(NEW, world.cleared, TODAY)
        assert self.codes(world, grade="none") == {"E09"}

    def test_a_leadership_grade_stands_in_for_a_missing_overall_one(self, world: World) -> None:
        add_judgement(replace(JUDGED, grades={"leadership": "outstanding"}), world.cleared, TODAY)
        assert self.codes(world, grade="outstanding") == {HERE}
        assert disclosure.authority(world.panel, HERE, TODAY).line.grade == "outstanding"

    def test_by_how_the_directors_post_is_held(self, world: World) -> None:
        assert self.codes(world, director="vacant") == set()
        director = disclosure.person(world.cleared, f"{HERE}-director", TODAY)
        end_post(EndPost(director.line.id, director.posts[0].id, DAY), world.cleared, TODAY)
        assert self.codes(world, director="vacant") == {HERE}
        add_post(AddPost(f"{THERE}-senior", HERE, "director", "interim", DAY), world.cleared, TODAY)
        assert self.codes(world, director="vacant") == set()
        assert self.codes(world, director="interim") == {HERE}
        line = disclosure.authority(world.panel, HERE, TODAY).line
        assert (line.director, line.director_state) == ("Senior C04", "interim")

    def test_pages_hold_fifty(self, world: World) -> None:
        for number in range(60):
            add_council(AddCouncil(f"N{number:02}", f"Newcouncil {number:02}", "North"), world.cleared, TODAY)
        first, last = (disclosure.councils(world.panel, TODAY, page=number).cut for number in (1, 9))
        assert (len(first.items), first.pages, first.total) == (50, 2, 72)
        assert (len(last.items), last.number) == (22, 2)


def test_a_council_shows_its_people_only_to_those_near(world: World) -> None:
    assert disclosure.authority(world.chief(THERE), HERE, TODAY).people == ()
    assert len(disclosure.authority(world.chief(HERE), HERE, TODAY).people) == 2
    assert len(disclosure.authority(tied(world.uncleared, THERE), HERE, TODAY).people) == 2
