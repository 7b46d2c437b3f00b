"""What coordinators change of somebody's record, and what they are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect.domain import Consent, Offer, Period
from peerinspect.services import disclosure
from peerinspect.services.availability import RemoveLeave, SetOffers, remove_leave, set_offers
from peerinspect.services.consents import (
    AskForConsent,
    GiveConsent,
    RecordConsent,
    WithdrawConsent,
    ask_for_consent,
    give_consent,
    record_consent,
    withdraw_consent,
)
from peerinspect.services.on_behalf import AddLeaveFor, OfferFor, RemoveLeaveFor, add_leave_for, offer_for
from peerinspect.services.on_behalf import remove_leave_for as take_leave_back
from peerinspect.services.particulars import (
    ChangeAspiring,
    ChangeLevel,
    ChangeName,
    ChangeSkills,
    ChangeVetting,
    change_aspiring,
    change_level,
    change_name,
    change_skills,
    change_vetting,
)
from peerinspect.services.pool import LeavePool, TakeBack, leave_pool, take_back
from peerinspect.services.posts import (
    AddPost,
    CorrectPost,
    EndPost,
    RemovePost,
    add_post,
    correct_post,
    end_post,
    remove_post,
)
from peerinspect.services.reader import Reader
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.store import history
from peerinspect.store.snapshot import snapshot

HOME = CODES[3]
ME = f"{HOME}-director"
SOON = TODAY + timedelta(days=30)
CALL = ("phone", "She called on 1 March")
POST = AddPost(ME, CODES[4], "senior", "interim", SOON)
LEAVE = AddLeaveFor(ME, SOON, SOON, *CALL)
OFFERS = OfferFor(ME, {"inspect": 6}, *CALL)
LETTER = RecordConsent(ME, HOME, TODAY, SOON, "Letter 7")
QUESTION = AskForConsent(ME, HOME, "for next season")


def post_of(world: World, person: str = ME) -> int:
    """The number of the person's first post."""
    return disclosure.person(world.cleared, person, TODAY).posts[-1].id


def consent_of(world: World) -> int:
    return disclosure.person(world.cleared, ME, TODAY).consents[0].id


Case = tuple[Callable, Callable[[World], object]]
EVERY: dict[str, Case] = {
    "add post": (add_post, lambda _: POST),
    "end post": (end_post, lambda world: EndPost(ME, post_of(world), SOON)),
    "correct post": (
        correct_post,
        lambda world: CorrectPost(ME, post_of(world), "senior", "acting", date(2024, 1, 1), None, "her letter"),
    ),
    "name": (change_name, lambda _: ChangeName(ME, "Dora Newname")),
    "skills": (change_skills, lambda _: ChangeSkills(ME, ("finance",))),
    "level": (change_level, lambda _: ChangeLevel(ME, "observer")),
    "vetting": (change_vetting, lambda _: ChangeVetting(ME, TODAY)),
    "aspiring": (change_aspiring, lambda _: ChangeAspiring(ME, True)),
    "offers": (offer_for, lambda _: OFFERS),
    "leave": (add_leave_for, lambda _: LEAVE),
    "letter": (record_consent, lambda _: LETTER),
    "question": (ask_for_consent, lambda _: QUESTION),
    "withdrawal": (withdraw_consent, lambda world: WithdrawConsent(ME, consent_of(world), "Letter 8")),
    "leaving": (leave_pool, lambda _: LeavePool(ME, "Retires")),
}


@pytest.mark.parametrize("name", EVERY)
class TestAnyChange:
    """What holds for every change."""

    def test_is_for_coordinators(self, world: World, name: str) -> None:
        change, command_of = EVERY[name]
        command = command_of(world)
        # Whoever it concerns may ask their own chief executive; another director may not.
        director = world.director(CODES[5] if name == "question" else HOME)
        others = [world.liaison, world.panel, world.administrator, director, world.chief(CODES[5])]
        before = history.length()
        for reader in others:
            with pytest.raises((NotAllowed, NotFound)):
                change(command, reader, TODAY)
        assert history.length() == before

    def test_is_told_in_the_history_of_the_person(self, world: World, name: str) -> None:
        change, command_of = EVERY[name]
        change(command_of(world), world.uncleared, TODAY)
        lines = disclosure.history_of(world.liaison, "person", ME, 1, TODAY)
        assert (lines.total, lines.items[0].by) == (1, "Uncleared")
        assert lines.items[0].sentence.endswith(".")
        assert history.verify() == []

    def test_is_about_somebody_there(self, world: World, name: str) -> None:
        change, command_of = EVERY[name]
        with pytest.raises(NotFound):
            change(replace(command_of(world), person_id="nobody"), world.cleared, TODAY)


NOW = date(2023, 9, 2)
"""When everybody of the small world took up their post."""


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("add post", {"authority": "nowhere"}, "authority"),
        ("add post", {"role": "king"}, "role"),
        ("add post", {"basis": "borrowed"}, "basis"),
        ("add post", {"starts": None}, "starts"),
        ("add post", {"ends": SOON - timedelta(days=1)}, "ends"),
        ("add post", {"authority": HOME}, "starts"),
        ("end post", {"ends": None}, "ends"),
        ("end post", {"ends": date(2000, 1, 1)}, "ends"),
        ("correct post", {"reason": " "}, "reason"),
        ("correct post", {"role": "director", "basis": "substantive", "starts": NOW}, ""),
        ("name", {"name": " "}, "name"),
        ("name", {"name": "Director C03"}, "name"),
        ("skills", {"skills": ("x" * 81,)}, "skills"),
        ("skills", {"skills": ()}, "skills"),
        ("level", {"level": "expert"}, "level"),
        ("level", {"level": "authorised"}, "level"),
        ("vetting", {"vetted_on": TODAY + timedelta(days=1)}, "vetted_on"),
        ("aspiring", {"aspirant": False}, "aspirant"),
        ("offers", {"days": {"inspect": 261}}, "inspect"),
        ("offers", {"source": "own"}, "source"),
        ("offers", {"reference": ""}, "reference"),
        ("offers", {"days": {"chair": 24, "inspect": 20, "support": 20, "interim": 200}}, ""),
        ("leave", {"ends": TODAY - timedelta(days=1), "starts": TODAY - timedelta(days=1)}, "ends"),
        ("leave", {"source": ""}, "source"),
        ("letter", {"authority": CODES[4]}, "authority"),
        ("letter", {"reference": ""}, "reference"),
        ("letter", {"ends": None}, "ends"),
        ("question", {"authority": CODES[4]}, "authority"),
        ("withdrawal", {"reference": " "}, "reference"),
        ("leaving", {"reason": ""}, "reason"),
    ],
)
def test_refuses(world: World, name: str, changes: dict, field: str) -> None:
    change, command_of = EVERY[name]
    command = replace(command_of(world), **changes)
    before = snapshot(TODAY), history.length()
    with pytest.raises(Refusal) as refusal:
        change(command, world.cleared, TODAY)
    assert list(refusal.value.messages) == [field]
    assert (snapshot(TODAY), history.length()) == before


class TestPosts:
    """A person may hold several, one after another or side by side."""

    def test_a_second_one_counts_as_a_home(self, world: World) -> None:
        add_post(POST, world.cleared, TODAY)
        posts = snapshot(TODAY).people[ME].posts
        assert {(post.authority, post.role, post.basis, post.period) for post in posts} == {
            (HOME, "director", "substantive", Period(NOW)),
            (CODES[4], "senior", "interim", Period(SOON)),
        }
        assert (
            "Interim senior manager"
            in disclosure.history_of(world.liaison, "authority", CODES[4], 1, TODAY).items[0].sentence
        )

    def test_the_consent_ends_with_the_last_one_at_a_council(self, world: World) -> None:
        end_post(EndPost(ME, post_of(world), SOON), world.cleared, TODAY)
        person = snapshot(TODAY).people[ME]
        assert [post.period.end for post in person.posts] == [SOON]
        assert [consent.period.end for consent in person.consents] == [SOON]

    def test_the_consent_stays_where_they_take_up_another_post_there(self, world: World) -> None:
        before = snapshot(TODAY).people[ME].consents
        end_post(EndPost(ME, post_of(world), SOON), world.cleared, TODAY)
        add_post(AddPost(ME, CODES[4], "other", "joint", SOON), world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].consents != before
        other = f"{HOME}-senior"
        consents = snapshot(TODAY).people[other].consents
        end_post(EndPost(other, post_of(world, other), SOON), world.cleared, TODAY)
        assert snapshot(TODAY).people[other].consents != consents

    def test_a_correction_counts_as_if_it_had_always_been_so(self, world: World) -> None:
        command = CorrectPost(ME, post_of(world), "director", "acting", date(2020, 1, 1), None, "her letter")
        correct_post(command, world.cleared, TODAY)
        post = snapshot(TODAY).people[ME].posts[0]
        assert (post.basis, post.period) == ("acting", Period(date(2020, 1, 1)))
        told = disclosure.history_of(world.liaison, "person", ME, 1, TODAY).items[0].sentence
        assert "it was Director, Council C03 from 2 September 2023" in told

    def test_one_that_was_never_held_goes_but_never_the_last(self, world: World) -> None:
        number = add_post(POST, world.cleared, TODAY)
        remove_post(RemovePost(ME, number, "a namesake"), world.cleared, TODAY)
        assert [post.authority for post in snapshot(TODAY).people[ME].posts] == [HOME]
        with pytest.raises(Refusal):
            remove_post(RemovePost(ME, post_of(world), "a namesake"), world.cleared, TODAY)

    @pytest.mark.parametrize("other", [f"{HOME}-senior", "nobody"])
    def test_somebody_elses_is_not_found(self, world: World, other: str) -> None:
        number = post_of(world)
        for command in (EndPost(other, number, SOON), RemovePost(other, number, "x")):
            with pytest.raises(NotFound):
                (end_post if isinstance(command, EndPost) else remove_post)(command, world.cleared, TODAY)


class TestOnBehalf:
    """Marked with how, by whom and when; the person sees the mark and can change all of it."""

    def test_what_differs_is_marked_and_what_stays_is_not(self, world: World) -> None:
        offer_for(replace(OFFERS, days={"inspect": 6, "chair": 24}), world.uncleared, TODAY)
        assert snapshot(TODAY).people[ME].offers == (Offer("chair", 24), Offer("inspect", 6))
        mine = {each.kind: each.said for each in disclosure.my_offers(world.director(HOME), TODAY).offers}
        assert mine["chair"] is None
        said = mine["inspect"]
        assert said is not None
        assert (said.source, said.reference, said.by, said.on) == (*CALL, "Uncleared", TODAY)

    def test_the_person_has_the_last_word(self, world: World) -> None:
        offer_for(OFFERS, world.uncleared, TODAY)
        set_offers(SetOffers({"inspect": 6}), world.director(HOME), TODAY)
        assert [each.said for each in disclosure.my_offers(world.director(HOME), TODAY).offers] == [None] * 6

    def test_a_time_away_is_marked_and_can_be_taken_back_by_either(self, world: World) -> None:
        for _ in range(2):
            add_leave_for(LEAVE, world.uncleared, TODAY)
        mine = disclosure.my_offers(world.director(HOME), TODAY).leave
        assert [(each.period, each.said and each.said.by) for each in mine] == [(Period(SOON, SOON), "Uncleared")] * 2
        remove_leave(RemoveLeave(mine[0].id), world.director(HOME), TODAY)
        take_leave_back(RemoveLeaveFor(ME, mine[1].id), world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].unavailable == ()

    def test_what_people_mark_themselves_is_theirs_alone(self, world: World) -> None:
        from peerinspect.services.availability import AddLeave, add_leave

        own = add_leave(AddLeave(SOON, SOON), world.director(HOME), TODAY)
        with pytest.raises(NotFound):
            take_leave_back(RemoveLeaveFor(ME, own), world.cleared, TODAY)
        assert disclosure.person(world.cleared, ME, TODAY).away_for == ()


class TestConsent:
    """Given on the chief executive's page, or by letter; asked for; withdrawn."""

    def test_by_letter_it_counts_and_is_marked(self, world: World) -> None:
        record_consent(LETTER, world.uncleared, TODAY)
        assert Consent(HOME, Period(TODAY, SOON)) in snapshot(TODAY).people[ME].consents
        shown = next(each for each in disclosure.person(world.liaison, ME, TODAY).consents if each.said)
        assert shown.said is not None and shown.said.reference == "Letter 7"

    def test_a_question_stands_on_the_chief_executives_page_until_it_is_answered(self, world: World) -> None:
        ask_for_consent(QUESTION, world.uncleared, TODAY)
        chief = world.chief(HOME)

        def asked() -> list[tuple[str, str]]:
            people = disclosure.council_people(chief, TODAY)
            return [(one.request.asked_by, one.request.note) for one in people if one.request]

        assert asked() == [("Uncleared", "for next season")]
        with pytest.raises(Refusal):
            ask_for_consent(QUESTION, world.cleared, TODAY)
        give_consent(GiveConsent(ME, HOME, TODAY, SOON), chief, TODAY)
        assert asked() == []
        assert disclosure.person(world.cleared, ME, TODAY).requests == ()

    def test_withdrawn_it_holds_no_more_from_today(self, world: World) -> None:
        withdraw_consent(WithdrawConsent(ME, consent_of(world), "Letter 8"), world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].consents[0].period.end == TODAY - timedelta(days=1)
        with pytest.raises(Refusal):
            withdraw_consent(WithdrawConsent(ME, consent_of(world), "Letter 8"), world.cleared, TODAY)

    def test_the_chief_executive_withdraws_their_own_without_a_letter(self, world: World) -> None:
        with pytest.raises(NotFound):
            withdraw_consent(WithdrawConsent(ME, consent_of(world)), world.chief(CODES[4]), TODAY)
        withdraw_consent(WithdrawConsent(ME, consent_of(world)), world.chief(HOME), TODAY)
        assert disclosure.person(world.cleared, ME, TODAY).line.consent.state == "lapsed"

    def test_one_that_has_not_begun_never_does(self, world: World) -> None:
        record_consent(replace(LETTER, starts=SOON), world.cleared, TODAY)
        later = next(each for each in disclosure.person(world.cleared, ME, TODAY).consents if each.said)
        withdraw_consent(WithdrawConsent(ME, later.id, "Letter 9"), world.cleared, TODAY)
        assert len(snapshot(TODAY).people[ME].consents) == 1


class TestThePool:
    """Who has left offers nothing, and is on no list but the one of those who left."""

    def names(self, world: World, **asked: object) -> set[str]:
        from peerinspect.services.views import PeopleAsked

        found = disclosure.people(world.liaison, TODAY, PeopleAsked(text="C03", **asked))
        return {line.id for line in found.cut.items}

    def test_leaving_takes_the_offers_and_coming_back_does_not_bring_them(self, world: World) -> None:
        leave_pool(LeavePool(ME, "Retires"), world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].offers == ()
        assert ME not in self.names(world)
        assert self.names(world, has_left=True) == {ME}
        for change in (
            lambda: offer_for(OFFERS, world.cleared, TODAY),
            lambda: set_offers(SetOffers({"inspect": 1}), world.director(HOME), TODAY),
            lambda: leave_pool(LeavePool(ME, "again"), world.cleared, TODAY),
        ):
            with pytest.raises(Refusal):
                change()
        take_back(TakeBack(ME), world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].offers == ()
        assert ME in self.names(world)
        offer_for(OFFERS, world.cleared, TODAY)
        assert snapshot(TODAY).people[ME].offers == (Offer("inspect", 6),)

    def test_only_who_left_is_taken_back(self, world: World) -> None:
        with pytest.raises(Refusal):
            take_back(TakeBack(ME), world.cleared, TODAY)


def test_a_skill_joins_the_list_with_the_first_who_has_it(world: World) -> None:
    reader: Reader = world.uncleared
    assert disclosure.skill_choices(reader, TODAY) == ()
    change_skills(ChangeSkills(ME, ("fostering", " finance ")), reader, TODAY)
    assert [each.value for each in disclosure.skill_choices(reader, TODAY)] == ["finance", "fostering"]
    change_skills(ChangeSkills(ME, ("finance",)), reader, TODAY)
    assert [each.value for each in disclosure.skill_choices(reader, TODAY)] == ["finance"]
    told = [line.sentence for line in disclosure.history_of(reader, "person", ME, 1, TODAY).items]
    assert told == ["Changed the skills: took away fostering.", "Changed the skills: added finance and fostering."]
