"""Every address with an id in it, asked for by somebody of the right role whose thing it is not."""

from __future__ import annotations

from flask import Flask
from pages_world import Lived, sign_in
from small_world import CODES
from test_pages_by_role import MAY_OPEN, fill

ELSEWHERE = CODES[8]
"""A council that has no part in what happened."""
PUBLISHED = {
    "/councils/<code>",
    "/guide/<text>",
    "/guide/pictures/<filename>",
    "/lessons/findings/<lesson_id>",
    "/lessons/reviews/<duty_id>",
    "/performance/<code>",
    "/performance/<code>.csv",
    "/rulebook/rules/<rule>",
    "/static/<path:filename>",
}
"""What everybody who is signed in may read, by design: published figures, lessons that are out, rules and guides."""
TOLD_TO_EACH = {"/my/not-this-time/<duty_id>"}
"""A letter to whoever offered and was not chosen: each reads their own, and it names nobody else."""
BY_SECRET = {"/invitations/<secret>"}
"""The secret itself is what opens it; somebody who is signed in is told that it is for another."""


def test_no_id_of_another_opens_or_changes_anything(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    strangers = {"director": found.world.director(ELSEWHERE), "chief-executive": found.world.chief(ELSEWHERE)}
    assert not any(found.asked.authorities & reader.authorities for reader in strangers.values())
    clients = {role: sign_in(app, reader) for role, reader in strangers.items()}
    asked, opened = 0, set()
    for (method, pattern), roles in sorted(MAY_OPEN.items()):
        for role in roles & set(strangers) if "<" in pattern else ():
            answer = clients[role].open(fill(pattern, found), method=method, buffered=True)
            asked += 1
            if answer.status_code not in (403, 404):
                opened.add((method, pattern))
    assert asked > 80
    assert {pattern for method, pattern in opened if method == "GET"} == PUBLISHED | TOLD_TO_EACH | BY_SECRET
    assert {pattern for method, pattern in opened if method == "POST"} <= BY_SECRET


def test_ids_that_can_be_counted_up_lead_to_nothing_new(lived: tuple[Flask, Lived]) -> None:
    """Numbers of posts, consents and arrangements can be guessed: only who may change the register gets anywhere."""
    app, found = lived
    counted = [entry for entry in MAY_OPEN.items() if "<int:" in entry[0][1]]
    assert counted
    for (method, pattern), roles in counted:
        for role, reader in found.readers().items():
            if role not in roles and role != "public":
                answer = sign_in(app, reader).open(fill(pattern, found), method=method, buffered=True)
                assert answer.status_code in (403, 404), (method, pattern, role)


def test_ids_of_things_cannot_be_guessed(lived: tuple[Flask, Lived]) -> None:
    _, found = lived
    for made in (found.published, found.draft, found.job, found.question, found.leave, found.recorded):
        assert len(made) >= 16 and len(set(made)) > 6
