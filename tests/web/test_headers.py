"""What every answer carries."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, pages, sign_in

from peerinspect.web.security import asset


def directives(policy: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(bare_pages: Flask) -> None:
    answer = bare_pages.test_client().get("/")
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["style-src"] == policy["img-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{32}'", policy["script-src"])
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_every_inline_script_carries_the_nonce_of_its_own_answer(bare_pages: Flask) -> None:
    nonces = set()
    for _ in range(2):
        answer = bare_pages.test_client().get("/")
        (nonce,) = re.findall(r"'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"])
        scripts = re.findall(r"<script([^>]*)>", answer.get_data(as_text=True))
        assert scripts
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        nonces.add(nonce)
    assert len(nonces) == 2


def test_no_page_carries_a_style_or_a_handler(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    for reader, address in (
        (found.world.cleared, f"/rosters/{found.published}"),
        (found.world.cleared, f"/searches/{found.job}"),
        (found.asked, "/my/offers"),
    ):
        text = sign_in(app, reader).get(address).get_data(as_text=True)
        assert not re.findall(r"<[^>]*\s(?:style|on[a-z]+)=", text)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', text)


def test_signed_in_pages_are_kept_nowhere(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    assert sign_in(app, found.asked).get("/my/duties").headers["Cache-Control"] == "no-store"
    assert sign_in(app, found.asked).get("/appointments").headers["Cache-Control"] == "no-store"
    assert app.test_client().get("/appointments").headers["Cache-Control"] == "no-cache"


def test_static_files_keep_for_a_year_under_their_version_alone(bare_pages: Flask) -> None:
    with bare_pages.test_request_context():
        address = asset("peerinspect.css")
    client = bare_pages.test_client()
    kept = client.get(address, buffered=True)
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in kept.headers
    assert client.get("/static/peerinspect.css", buffered=True).headers["Cache-Control"] == "no-cache"
    assert client.get("/static/nothing.css?v=1", buffered=True).headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    app.config["WTF_CSRF_ENABLED"] = True
    cookie = sign_in(app, found.asked).get("/my/duties").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "over plain http on loopback a secure cookie would never come back"


@pytest.mark.parametrize("https", [True, False])
def test_https_is_insisted_on_only_where_it_is_set(empty_pages: Path, tmp_path: Path, https: bool) -> None:
    shutil.copytree(empty_pages, tmp_path / "https")
    with pages(tmp_path / "https", HTTPS=https, WTF_CSRF_ENABLED=True) as app:
        plain = app.test_client().get("/sign-in")
        secure = app.test_client().get("/sign-in", base_url="https://localhost")
    assert (plain.status_code == 302) is https
    assert ("Strict-Transport-Security" in secure.headers) is https
    assert ("Secure" in secure.headers["Set-Cookie"]) is https
