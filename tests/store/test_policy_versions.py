"""Policies that were kept before versions had numbers get them, in their order, and lose nothing."""

from __future__ import annotations

from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text

from peerinspect import store
from peerinspect.store.reading.policies import latest_number, read_policy, read_versions

OLD = "INSERT INTO policy (id, made_on, content) VALUES ({}, '2026-01-0{}', '{}')"
CONTENTS = ("{}", '{"rules": {"vetting-lapsed": {"years": 2}}}', '{"rules": {"vetting-lapsed": {"years": 1}}}')


def test_old_policies_are_numbered_in_their_order(app: Flask) -> None:
    downgrade(revision="0001")
    with store.db.engine.begin() as connection:
        for place, content in enumerate(CONTENTS, 1):
            connection.execute(text(OLD.format(place * 3, place, content).replace(":", r"\:")))
    store.upgrade()
    assert [(each.number, each.proposal) for each in read_versions()] == [(3, None), (2, None), (1, None), (0, None)]
    assert latest_number() == 3
    assert read_policy().setting("vetting-lapsed").parameters == {"years": 1}
