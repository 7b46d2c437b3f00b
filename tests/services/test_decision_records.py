"""A record made today and made again after everything has changed is the same, byte for byte."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import current_app
from small_world import CODES, TODAY, World, board, build_world, inspection
from test_plan import plan, waive_all

from peerinspect import store
from peerinspect.domain import Policy, RuleSetting
from peerinspect.explain.records import RecordMaker, digest_of_record, record_bytes
from peerinspect.independence.rulebook import RULES
from peerinspect.services import disclosure
from peerinspect.services.publication import inputs_of
from peerinspect.services.publishing import PublishRoster, publish_roster
from peerinspect.services.recording import digest_of_all, keep_next_records
from peerinspect.store import history
from peerinspect.store.history import AppendOnly
from peerinspect.store.reading.policies import write_policy
from peerinspect.store.reading.records import kept_records, with_bytes
from peerinspect.store.reading.rosters import parts_of
from peerinspect.store.tables import DecisionRecordRow, InterestRow, PublicationRow

SEALED = TODAY + timedelta(weeks=14)


@pytest.fixture
def published(bare: object) -> tuple[World, str]:
    """A published roster of boards and a sealed inspection; people act in their posts, so waivers are needed."""
    duties = [
        board("board-0", CODES[0], TODAY),
        board("board-7", CODES[7], TODAY),
        inspection("secret", CODES[3], SEALED),
    ]
    world = build_world(TODAY, duties, basis="acting")
    roster = plan(world.cleared)
    waive_all(world, roster)
    publish_roster(PublishRoster(roster), world.cleared, TODAY)
    return world, roster


def part_ids(roster: str) -> list[int]:
    """The published parts that place anybody."""
    return [row.id for row in parts_of([roster], ("open", "sealed-0", "sealed-1", "sealed-2"))]


def every_record(roster: str) -> dict[tuple[int, str, str], bytes]:
    """All records of a roster, made afresh from what is stored."""
    store.db.session.expire_all()
    found = {}
    for part in part_ids(roster):
        inputs = inputs_of(part)
        maker = RecordMaker(inputs)
        for each in maker.placements():
            found[part, each.person, each.duty] = record_bytes(maker.record(each.person, each.duty))
    return found


def change_everything() -> None:
    """People leave and are renamed, duties end, the policy and users change, ties are found, waivers run out."""
    with store.transaction():
        run = store.db.session.execute
        text = store.db.text
        run(text("UPDATE post SET ends = '2026-03-01'"))
        run(text("UPDATE person SET name = 'Somebody Else', declared_on = NULL, vetted_on = NULL"))
        run(text("UPDATE duty SET ends = starts, seats = 3"))
        run(text("UPDATE inspection SET sealed = FALSE"))
        run(text("UPDATE user_account SET name = 'Renamed', role = 'panel'"))
        run(text("UPDATE authority SET name = 'Renamed ' || code"))
        run(text("UPDATE waiver SET until = '2026-03-01', reason = 'changed'"))
        run(text("UPDATE placement SET status = 'stood-down', pinned = TRUE"))
        run(text("DELETE FROM offer"))
        write_policy(Policy(rules={"post-basis": RuleSetting(strength="hard")}), TODAY)
        store.add(InterestRow(person=f"{CODES[1]}-director", authority=CODES[0], kind="family"))


def test_the_same_bytes_after_everything_has_changed(published: tuple[World, str]) -> None:
    _, roster = published
    before = every_record(roster)
    assert len(before) >= 3
    change_everything()
    assert every_record(roster) == before


def test_the_page_and_the_download_stay_the_same_and_prove_it(published: tuple[World, str]) -> None:
    world, roster = published
    while keep_next_records(TODAY):
        pass
    placed = disclosure.roster(world.cleared, roster, TODAY).placements

    def read() -> list[tuple[bytes, bool]]:
        found = [disclosure.decision_record(world.cleared, each.duty_id, each.address, TODAY) for each in placed]
        return [(each.content, each.kept.is_same) for each in found]

    before = read()
    assert len(before) == 3 and all(is_same for _, is_same in before)
    change_everything()
    assert read() == before


def test_a_changed_file_is_noticed(published: tuple[World, str]) -> None:
    """Somebody with the database in hand changes the stored problem: the record no longer has its digest."""
    world, roster = published
    while keep_next_records(TODAY):
        pass
    (part, *_) = part_ids(roster)
    row = with_bytes(part)
    with store.transaction():
        with_bytes(part).problem_bytes = row.problem_bytes.replace(b"Director C01", b"Direktor C01")
    current_app.extensions.pop("peerinspect-records")
    (each, *_) = [one for one in disclosure.roster(world.cleared, roster, TODAY).placements if one.part == "open"]
    found = disclosure.decision_record(world.cleared, each.duty_id, each.address, TODAY)
    assert found.kept is not None and not found.kept.is_same


def test_a_record_says_every_rules_word(published: tuple[World, str]) -> None:
    _, roster = published
    for content in every_record(roster).values():
        record = json.loads(content)
        assert [each["rule"] for each in record["rules"]] == [rule.code for rule in RULES]
        assert all(each["result"] for each in record["rules"])


def test_what_is_waived_names_who_approved_and_until_when(published: tuple[World, str]) -> None:
    _, roster = published
    for content in every_record(roster).values():
        record = json.loads(content)
        objecting = {each["rule"] for each in record["rules"] if each["result"] == "objects"}
        assert objecting >= {"post-basis"}
        assert [one for each in record["rules"] for one in each["objections"] if not one["waived"]] == []
        assert all(one["waived"] for each in record["rules"] for one in each["objections"])
        assert {each["rule"] for each in record["waivers"]} >= objecting
        for waiver in record["waivers"]:
            assert waiver["reason"] and waiver["mitigation"] and waiver["until"]
            (approved,) = waiver["approved"]
            kind = record["duty"]["kind"]
            assert approved["role"] == {"chair": "chief-executive", "inspect": "liaison"}[kind]
            assert waiver["proposed"]["by"] == "Cleared"


def test_a_record_names_publisher_certificate_and_alternatives(published: tuple[World, str]) -> None:
    _, roster = published
    for content in every_record(roster).values():
        record = json.loads(content)
        assert record["published"] == {"on": TODAY.isoformat(), "by": "Cleared", "role": "coordinator"}
        assert record["certificate"]["is_clean"] and record["certificate"]["rules_examined"] == 44
        assert record["certificate"]["threes_examined"] is not None
        found = record["alternatives"]
        shown = 1 + len(found["beside"]) + len(found["eligible"]) + found["blocked"]["people"]
        assert shown == found["considered"] > 5
        assert all([cost["goal"] for cost in each["cost"]] for each in found["eligible"])


class TestDigests:
    """Kept in the background, sealed by one event a part."""

    def test_are_those_of_the_records_and_one_event_proves_them(self, published: tuple[World, str]) -> None:
        _, roster = published
        expected = {key: digest_of_record(json.loads(content)) for key, content in every_record(roster).items()}
        while keep_next_records(TODAY):
            pass
        kept = {part: kept_records(part) for part in part_ids(roster)}
        assert {
            (part, each.person, each.duty): each.digest for part, rows in kept.items() for each in rows
        }.items() <= expected.items()
        assert sum(map(len, kept.values())) >= 3
        events = [each for each in history.events() if each.action.startswith("keep-")]
        assert {each.payload["records"] for each in events} == {digest_of_all(rows) for rows in kept.values() if rows}
        assert {each.action for each in events} == {"keep-records", "keep-sealed-records"}
        assert history.verify() == []

    def test_nothing_is_kept_twice(self, published: tuple[World, str]) -> None:
        while keep_next_records(TODAY):
            pass
        before = history.length()
        assert not keep_next_records(TODAY + timedelta(days=1))
        assert history.length() == before

    def test_the_publication_event_names_the_files(self, published: tuple[World, str]) -> None:
        _, roster = published
        told = {each.payload["publication"] for each in history.events() if each.action.startswith("publish")}
        assert told == {inputs_of(part).digests()["publication"] for part in part_ids(roster)}

    @pytest.mark.parametrize("table", [PublicationRow, DecisionRecordRow])
    def test_nobody_changes_what_is_kept(self, published: tuple[World, str], table: type) -> None:
        while keep_next_records(TODAY):
            pass
        with pytest.raises(AppendOnly), store.transaction():
            row = store.db.session.scalars(store.db.select(table)).first()
            store.db.session.delete(row)


def test_publishing_counts_sets_of_three_too(published: tuple[World, str]) -> None:
    _, roster = published
    rows = parts_of([roster], ("open",))
    assert [(row.rules_examined, row.threes_examined is not None) for row in rows] == [(44, True)]
