"""A roster published by a program alone, under the version that it saw, and once."""

from __future__ import annotations

from api_asking import program_of
from flask import Flask
from pages_world import Lived

from peerinspect.services.api_tokens import CHANGE, READ


def test_a_draft_is_published_once_and_under_the_version_that_was_seen(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    roster, keeper = found.draft, program_of(app, found.world.cleared, READ, CHANGE)
    seen = keeper.ask(f"/rosters/{roster}/state")
    unseen = keeper.ask(f"/rosters/{roster}/publication", "POST", json={})
    stale = keeper.ask(f"/rosters/{roster}/publication", "POST", json={}, headers={"If-Match": f'"{"0" * 32}"'})
    assert (unseen.status_code, stale.status_code) == (428, 412)
    version = {"If-Match": seen.headers["ETag"]}
    published = keeper.ask(f"/rosters/{roster}/publication", "POST", json={}, headers=version)
    assert published.status_code == 200, published.json
    again = keeper.ask(f"/rosters/{roster}/publication", "POST", json={}, headers=version)
    assert again.status_code == 412, "a second click rests on what is no more"
    now = {"If-Match": published.headers["ETag"]}
    assert keeper.ask(f"/rosters/{roster}/publication", "POST", json={}, headers=now).status_code == 422
    empty = keeper.ask(f"/rosters/{roster}/withdrawal", "POST", json={"reason": " "}, headers=now)
    assert empty.status_code == 422 and empty.json["errors"][0]["entry"] == "reason"
    assert keeper.ask(f"/rosters/{roster}/state").headers["ETag"] == published.headers["ETag"]
