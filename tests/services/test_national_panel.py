"""The national panel: who sits on it, who takes no part in a review and why, what it advises, and who reads what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_world import CODES, TODAY, World

from peerinspect import store
from peerinspect.domain import add_months
from peerinspect.services import disclosure
from peerinspect.services.duties import RegisterReview, register_review
from peerinspect.services.queries.panel import OWN_WORD
from peerinspect.services.refusal import NotAllowed, NotFound, Refusal
from peerinspect.services.reviews.advising import RecordAdvice, quorum_of, record_advice
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION
from peerinspect.services.reviews.membership import (
    AddMember,
    EndMembership,
    LinkAccount,
    add_member,
    end_membership,
    link_account,
)
from peerinspect.services.reviews.recusal import RecuseMyself, recuse_myself
from peerinspect.services.reviews.stepping import TakeReviewStep, take_review_step
from peerinspect.services.views.reviews import ReviewsAsked
from peerinspect.store import history
from peerinspect.store.tables import ArrangementMemberRow, ArrangementRow, InterestRow, MessageRow, PersonRow, PostRow

T, CASE = CODES[3], "CR-2026/7"
MEMBERS = tuple(f"{CODES[number]}-senior" for number in (5, 6, 7, 8, 9, 10, 11))
FREE, TIED = MEMBERS[0], MEMBERS[1]
SINCE = TODAY - timedelta(days=400)


@pytest.fixture
def seated(world: World) -> World:
    """A panel of seven, the first with the account of the panel."""
    for number, person in enumerate(MEMBERS):
        id_ = add_member(AddMember(person, SINCE, None, number == 0, "Law"), world.cleared, TODAY)
        if number == 0:
            link_account(LinkAccount(id_, world.panel.user_id), world.cleared, TODAY)
    return world


def decided(world: World, action: str = "end-without-review") -> str:
    """A review that waits for advice on its decision."""
    first = TODAY + timedelta(weeks=1)
    command = RegisterReview((T,), first, add_months(first, 7), CASE, notified_on=TODAY)
    id_ = register_review(command, world.cleared, TODAY)
    for each in ("start-rapid-review", action):
        take_review_step(TakeReviewStep(id_, each, TODAY, "Reasons", "Letter 1", "local"), world.cleared, TODAY)
    return id_


def tie(person: str, kind: str, authority: str | None = T, **more: object) -> None:
    row = InterestRow(
        id=store.new_token(), person=person, authority=authority, kind=kind, starts=date(2025, 1, 6), **more
    )
    with store.transaction():
        store.add(row)


def own_account(world: World, person: str) -> None:
    """Give the panel's account to another member."""
    for each in disclosure.panel(world.cleared, TODAY).members:
        if each.account or each.person_id == person:
            link_account(
                LinkAccount(each.member_id, world.panel.user_id if each.person_id == person else ""),
                world.cleared,
                TODAY,
            )


def recused(world: World, duty_id: str) -> dict[str, tuple[str, ...]]:
    return {
        each.person_id: each.why for each in disclosure.review(world.cleared, duty_id, TODAY).stands if each.is_recused
    }


def advice(duty_id: str, *voices: str, **changes: object) -> RecordAdvice:
    made = RecordAdvice(duty_id, ON_DECISION, "agrees", "We agree", voices or MEMBERS[:4], TODAY, "Letter 2")
    return replace(made, **changes)


def refused(call: object, *args: object) -> dict[str, str]:
    before = history.length()
    with pytest.raises(Refusal) as refusal:
        call(*args)  # type: ignore[operator]
    assert history.length() == before
    return refusal.value.messages


class TestMembers:
    def test_people_of_the_register_for_dated_terms(self, seated: World) -> None:
        found = disclosure.panel(seated.panel, TODAY)
        assert [each.person_id for each in found.members if each.is_chair] == [FREE]
        assert len(found.members) == 7
        assert found.is_member
        assert {each.account for each in found.members} == {""}, "whose account is whose is for coordinators"
        assert "Panel" in {each.account for each in disclosure.panel(seated.cleared, TODAY).members}

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"person_id": ""}, "person_id"),
            ({"person_id": "nobody"}, "person_id"),
            ({"person_id": FREE}, "person_id"),
            ({"starts": None}, "starts"),
            ({"ends": SINCE - timedelta(days=1)}, "ends"),
            ({"is_chair": True}, "is_chair"),
            ({"expertise": "x" * 301}, "expertise"),
        ],
    )
    def test_what_makes_no_member(self, seated: World, changes: dict[str, object], field: str) -> None:
        command = replace(AddMember(f"{CODES[0]}-senior", SINCE), **changes)
        assert set(refused(add_member, command, seated.cleared, TODAY)) == {field}

    def test_a_term_ends_and_another_begins(self, seated: World) -> None:
        member = disclosure.panel(seated.cleared, TODAY).members[0]
        assert set(refused(end_membership, EndMembership(member.member_id, None), seated.cleared, TODAY)) == {"ends"}
        early = EndMembership(member.member_id, SINCE - timedelta(days=1))
        assert set(refused(end_membership, early, seated.cleared, TODAY)) == {"ends"}
        end_membership(EndMembership(member.member_id, TODAY), seated.cleared, TODAY)
        add_member(AddMember(FREE, TODAY + timedelta(days=1), None, True), seated.cleared, TODAY)
        tomorrow = disclosure.panel(seated.cleared, TODAY + timedelta(days=1)).members
        assert sum(each.is_current for each in tomorrow) == 7

    def test_only_accounts_of_the_panel_speak_for_one_member(self, seated: World) -> None:
        other = next(each for each in disclosure.panel(seated.cleared, TODAY).members if each.person_id == TIED)
        for user in (seated.liaison.user_id, seated.panel.user_id, "nobody"):
            assert set(refused(link_account, LinkAccount(other.member_id, user), seated.cleared, TODAY)) == {"user_id"}

    def test_only_coordinators_keep_the_panel(self, seated: World) -> None:
        for reader in (seated.panel, seated.liaison, seated.chief(T), seated.administrator):
            with pytest.raises(NotAllowed):
                add_member(AddMember(f"{CODES[0]}-senior", SINCE), reader, TODAY)
        with pytest.raises(NotFound):
            end_membership(EndMembership("no-such", TODAY), seated.cleared, TODAY)
        with pytest.raises(NotAllowed):
            disclosure.panel(seated.director(T), TODAY)


class TestRecusalByRule:
    def test_nobody_is_recused_without_a_tie(self, seated: World) -> None:
        assert recused(seated, decided(seated)) == {}

    @pytest.mark.parametrize(
        ("kind", "more"),
        [
            ("family", {}),
            ("friend", {}),
            ("business", {}),
            ("employed", {"ends": TODAY - timedelta(days=30)}),
            ("consulted", {}),
            ("councillor", {}),
            ("paid", {}),
            ("complaint", {}),
            ("other", {}),
            ("case", {"case_reference": CASE}),
        ],
    )
    def test_a_tie_that_bars_a_reviewer_recuses_a_member(
        self, seated: World, kind: str, more: dict[str, object]
    ) -> None:
        tie(TIED, kind, **more)
        found = recused(seated, decided(seated))
        assert set(found) == {TIED}
        assert found[TIED][0]

    @pytest.mark.parametrize(
        ("kind", "more"),
        [
            ("acquaintance", {}),
            ("applied", {}),
            ("employed", {"ends": date(2019, 1, 1)}),
            ("case", {"case_reference": "CR-1999/1"}),
        ],
    )
    def test_what_bars_no_reviewer_recuses_nobody(self, seated: World, kind: str, more: dict[str, object]) -> None:
        with store.transaction():
            row = {"starts": date(2010, 1, 4)} if kind == "employed" else {"starts": date(2025, 1, 6)}
            store.add(InterestRow(id=store.new_token(), person=TIED, authority=T, kind=kind, **row, **more))
        assert recused(seated, decided(seated)) == {}

    def test_who_works_there_and_whose_council_is_in_dispute(self, seated: World) -> None:
        with store.transaction():
            store.add(PostRow(person=TIED, authority=T, role="other", basis="joint", starts=date(2025, 1, 6)))
            dispute = ArrangementRow(kind="dispute", starts=date(2025, 1, 6))
            store.add(dispute)
            store.add(*(ArrangementMemberRow(arrangement=dispute.id, authority=code) for code in (T, CODES[7])))
        assert set(recused(seated, decided(seated))) == {TIED, f"{CODES[7]}-senior"}

    @pytest.mark.parametrize("kind", ["trust", "adoption", "service", "partnership", "merger", "complaint"])
    def test_what_their_councils_share(self, seated: World, kind: str) -> None:
        with store.transaction():
            shared = ArrangementRow(kind=kind, starts=date(2025, 1, 6))
            store.add(shared)
            store.add(*(ArrangementMemberRow(arrangement=shared.id, authority=code) for code in (T, CODES[7])))
        assert set(recused(seated, decided(seated))) == {f"{CODES[7]}-senior"}

    def test_another_review_of_both_councils(self, seated: World) -> None:
        first = TODAY + timedelta(weeks=1)
        joint = RegisterReview((T, CODES[8]), first, add_months(first, 3), "CR-2026/8", notified_on=TODAY)
        register_review(joint, seated.cleared, TODAY)
        assert set(recused(seated, decided(seated))) == {f"{CODES[8]}-senior"}

    def test_a_colleagues_part_in_the_case(self, seated: World) -> None:
        """What anybody declared of the case speaks for the council that it names."""
        tie(f"{CODES[0]}-senior", "case", CODES[9], case_reference=CASE)
        assert set(recused(seated, decided(seated))) == {f"{CODES[9]}-senior"}

    @pytest.mark.parametrize("declared", [None, date(2024, 6, 1)])
    def test_missing_data_is_not_clearance(self, seated: World, declared: date | None) -> None:
        with store.transaction():
            store.db.session.get_one(PersonRow, TIED).declared_on = declared
        assert set(recused(seated, decided(seated))) == {TIED}

    def test_what_is_asked_of_work_alone_is_not_asked_of_members(self, seated: World) -> None:
        """No vetting, no consent, nothing offered: they do not do the review."""
        with store.transaction():
            store.db.session.get_one(PersonRow, TIED).vetted_on = None
        assert recused(seated, decided(seated)) == {}

    def test_the_sentence_is_read_by_coordinators_and_the_member_alone(self, seated: World) -> None:
        tie(TIED, "family")
        id_ = decided(seated)
        assert recused(seated, id_)
        assert disclosure.review(seated.liaison, id_, TODAY).stands == ()
        (own,) = disclosure.review(seated.panel, id_, TODAY).stands
        assert (own.person_id, own.is_recused) == (FREE, False)
        (line,) = disclosure.panel(seated.panel, TODAY).agenda
        assert (line.stands, line.free, line.quorum) == ((), 6, 3)
        (line,) = disclosure.panel(seated.cleared, TODAY).agenda
        assert [each.person_id for each in line.stands] == [TIED]


class TestRecusedMembers:
    @pytest.fixture
    def barred(self, seated: World) -> str:
        """A review from which the member with an account is recused."""
        tie(TIED, "family")
        own_account(seated, TIED)
        return decided(seated)

    def test_read_reference_and_council_and_nothing_else(self, seated: World, barred: str) -> None:
        found = disclosure.review(seated.panel, barred, TODAY)
        assert (found.line.reference, found.line.council_names, found.line.is_recused) == (
            CASE,
            (f"Council {T}",),
            True,
        )
        assert found == replace(type(found)(found.line))
        assert (found.line.state, found.line.kind_name, found.line.due, found.line.begun) == ("", "", None, None)
        (line,) = disclosure.reviews(seated.panel, ReviewsAsked(), 1, TODAY).items
        assert line == found.line
        (waiting,) = disclosure.panel(seated.panel, TODAY).agenda
        assert (waiting.review, waiting.topic, waiting.due) == (found.line, "", None)

    def test_no_narrowed_list_tells_of_it(self, seated: World, barred: str) -> None:
        for asked in (ReviewsAsked(state="no-review"), ReviewsAsked(kind="rapid"), ReviewsAsked(lateness="soon")):
            assert disclosure.reviews(seated.panel, asked, 1, TODAY).total == 0

    def test_cannot_advise(self, seated: World, barred: str) -> None:
        with pytest.raises(NotFound):
            disclosure.advice_to_record(seated.panel, barred, ON_DECISION, TODAY)
        with pytest.raises(NotAllowed):
            record_advice(advice(barred), seated.panel, TODAY)
        assert "cannot take part" in refused(record_advice, advice(barred), seated.cleared, TODAY)["voices"]

    def test_a_late_one_is_counted_and_not_named(self, seated: World, barred: str) -> None:
        later = TODAY + timedelta(weeks=8)
        assert [each.review.reference for each in disclosure.reviews_report(seated.cleared, later).late] == [CASE]
        found = disclosure.reviews_report(seated.panel, later)
        assert (found.late, found.years[-1].begun) == ((), 1)

    def test_by_their_own_word(self, seated: World) -> None:
        id_ = decided(seated)
        assert set(refused(recuse_myself, RecuseMyself(id_, " "), seated.panel, TODAY)) == {"reason"}
        recuse_myself(RecuseMyself(id_, "I taught the lead reviewer"), seated.panel, TODAY)
        assert disclosure.review(seated.panel, id_, TODAY).line.is_recused
        assert recused(seated, id_) == {FREE: (f"{OWN_WORD}: I taught the lead reviewer",)}
        assert refused(recuse_myself, RecuseMyself(id_, "Again"), seated.panel, TODAY) == {
            "": "You have said so already"
        }
        told = [each.sentence for each in disclosure.events_about(seated.liaison, id_, TODAY)]
        assert not any("taught" in each for each in told)

    def test_only_members_recuse_themselves(self, seated: World) -> None:
        id_ = decided(seated)
        own_account(seated, "nobody")
        with pytest.raises(NotAllowed):
            recuse_myself(RecuseMyself(id_, "Why not"), seated.panel, TODAY)
        with pytest.raises(NotAllowed):
            recuse_myself(RecuseMyself(id_, "Why not"), seated.cleared, TODAY)


class TestAdvice:
    def test_a_member_speaks_for_the_panel(self, seated: World) -> None:
        id_ = decided(seated)
        asked = disclosure.advice_to_record(seated.panel, id_, ON_DECISION, TODAY)
        assert (asked.own, asked.quorum, asked.needs_reference, len(asked.members)) == (FREE, 4, False, 7)
        record_advice(advice(id_, *MEMBERS[1:4], reference=""), seated.panel, TODAY)
        (found,) = disclosure.review(seated.cleared, id_, TODAY).advice
        assert len(found.voices) == 4
        assert disclosure.review(seated.chief(T), id_, TODAY).advice[0].voices == ()
        assert disclosure.panel(seated.panel, TODAY).agenda == ()
        told = {each.user for each in store.db.session.query(MessageRow) if each.kind == "advice-given"}
        assert {seated.cleared.user_id, seated.chief(T).user_id} <= told
        assert seated.panel.user_id not in told

    def test_a_coordinator_names_the_letter(self, seated: World) -> None:
        id_ = decided(seated)
        assert set(refused(record_advice, advice(id_, reference=""), seated.cleared, TODAY)) == {"reference"}
        record_advice(advice(id_), seated.cleared, TODAY)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"voices": MEMBERS[:3]}, "voices"),
            ({"voices": (*MEMBERS[:4], f"{CODES[0]}-senior")}, "voices"),
            ({"advice": "in-full"}, "advice"),
            ({"advice": ""}, "advice"),
            ({"reasons": ""}, "reasons"),
            ({"topic": ON_PUBLICATION}, ""),
            ({"given_on": TODAY + timedelta(days=1)}, "given_on"),
            ({"given_on": TODAY - timedelta(days=1)}, "given_on"),
        ],
    )
    def test_what_is_no_advice(self, seated: World, changes: dict[str, object], field: str) -> None:
        assert field in refused(record_advice, advice(decided(seated), **changes), seated.cleared, TODAY)

    def test_readers_of_the_panel_who_sit_not_on_it_advise_on_nothing(self, seated: World) -> None:
        own_account(seated, "nobody")
        id_ = decided(seated)
        assert disclosure.review(seated.panel, id_, TODAY).line.state == "no-review"
        with pytest.raises(NotFound):
            disclosure.advice_to_record(seated.panel, id_, ON_DECISION, TODAY)
        with pytest.raises(NotAllowed):
            record_advice(advice(id_), seated.panel, TODAY)

    def test_where_no_panel_is_recorded_its_letter_has_to_do(self, world: World) -> None:
        record_advice(advice(decided(world), voices=()), world.cleared, TODAY)

    def test_of_a_national_or_a_serious_case_review_no_advice_on_the_decision_is_asked(self, seated: World) -> None:
        id_ = decided(seated)
        record_advice(advice(id_, advice="commissions-national"), seated.cleared, TODAY)
        take_review_step(TakeReviewStep(id_, "commission-national", TODAY), seated.cleared, TODAY)
        assert disclosure.panel(seated.cleared, TODAY).agenda == ()
        assert disclosure.review(seated.cleared, id_, TODAY).awaits == ()

    @pytest.mark.parametrize(("free", "needed"), [(0, 3), (1, 3), (5, 3), (6, 3), (7, 4), (8, 4), (9, 5)])
    def test_the_quorum_is_half_and_three_at_least(self, free: int, needed: int) -> None:
        assert quorum_of(free) == needed


def test_the_panel_is_told_of_what_waits_by_reference_and_council(seated: World) -> None:
    id_ = decided(seated)
    told = [each for each in store.db.session.query(MessageRow) if each.user == seated.panel.user_id]
    assert {each.kind for each in told} == {"advice-asked"}
    assert id_


def test_no_other_door_leads_a_recused_member_to_the_review(seated: World) -> None:
    id_ = decided(seated, "decide")
    assert disclosure.duty(seated.panel, id_, TODAY).line.id == id_
    assert id_ in [each.id for each in disclosure.duties(seated.panel, "review", TODAY)]
    recuse_myself(RecuseMyself(id_, "I know the lead"), seated.panel, TODAY)
    assert disclosure.duties(seated.panel, "review", TODAY) == ()
    with pytest.raises(NotFound):
        disclosure.duty(seated.panel, id_, TODAY)


def test_the_end_of_a_term_does_not_open_the_papers_of_a_review_one_was_recused_from(seated: World) -> None:
    by_word, by_rule = decided(seated), decided(seated)
    recuse_myself(RecuseMyself(by_word, "I know the lead"), seated.panel, TODAY)
    (term,) = [each for each in disclosure.panel(seated.cleared, TODAY).members if each.person_id == FREE]
    end_membership(EndMembership(term.member_id, TODAY), seated.cleared, TODAY)
    later = TODAY + timedelta(days=1)
    assert disclosure.review(seated.panel, by_word, later).line.is_recused
    assert disclosure.review(seated.panel, by_word, later).reasons == ""
    assert not disclosure.review(seated.panel, by_rule, later).line.is_recused
    tie(FREE, "employed")
    assert disclosure.review(seated.panel, by_rule, later).line.is_recused
    assert {each.topic for each in disclosure.panel(seated.panel, later).agenda} == {""}
    assert disclosure.duties(seated.panel, "review", later) == ()
    link_account(LinkAccount(term.member_id, ""), seated.cleared, later)
    assert not disclosure.review(seated.panel, by_word, later).line.is_recused


def test_nobody_is_recused_from_what_the_panel_was_not_told_of(seated: World) -> None:
    first = TODAY + timedelta(weeks=1)
    command = RegisterReview((T,), first, add_months(first, 7), CASE, known_on=TODAY)
    id_ = register_review(command, seated.cleared, TODAY)
    with pytest.raises(NotFound):
        recuse_myself(RecuseMyself(id_, "I know the lead"), seated.panel, TODAY)
