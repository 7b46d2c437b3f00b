"""What somebody with bad intent sends, and what comes of it: nothing, and never a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages_world import Lived, database_of, pages, sign_in
from test_pages_by_role import MAY_OPEN, fill

from peerinspect.services.reader import Reader
from peerinspect.store import db
from peerinspect.store.tables import UserRow

NASTY = (
    "=cmd|' /C calc'!A0", "9" * 400, "-1", "2026-02-30", "0", "٣", "<script>alert(1)</script>",
    "a\r\nBcc: all@example.org", "\U0001f600" * 300, "%00", "../../etc/passwd", "NaN", "1e999", "' OR 1=1 --",
    "{{7*7}}",
    "\u202e\u0001", "a" * 20_000, "\ufeff", "{0.__class__}", "%s%n", "31", "12", "2026", "[]", "true",
)  # fmt: skip
"""What is typed into a field by whoever looks for a fault."""
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
SEARCHED = ("/people/", "/councils/", "/duties", "/rosters/", "/lessons/", "/reviews/", "/appointments", "/vacancies/",
            "/waivers/", "/inspections/", "/reports/", "/week/", "/today")  # fmt: skip
ASKED = ("q", "page", "from", "to", "kind", "year", "region", "theme", "day", "sort", "state", "council", "on", "rows")


@pytest.fixture(scope="module")
def shared(lived_in: tuple[Path, Lived]) -> Iterator[Flask]:
    """The pages over the world that is shared: for requests that change nothing."""
    with pages(lived_in[0]) as app:
        yield app


def forms_of(found: Lived, role: str) -> list[str]:
    """The addresses at which the role finds a form, which is sent to the same address."""
    both = {pattern for method, pattern in MAY_OPEN if method == "GET"} & {
        pattern for method, pattern in MAY_OPEN if method == "POST"
    }
    mine = [each for each in sorted(both) if role in MAY_OPEN["GET", each] & MAY_OPEN["POST", each]]
    return [fill(pattern, found) for pattern in mine if "import" not in pattern]


@pytest.mark.parametrize("role", ["coordinator", "director", "chief-executive", "administrator"])
def test_no_form_fails_whatever_is_typed(lived: tuple[Flask, Lived], role: str) -> None:
    app, found = lived
    client, typed = sign_in(app, found.readers()[role]), cycle(NASTY)
    sent = 0
    for address in forms_of(found, role):
        names = set(FIELD.findall(client.get(address).get_data(as_text=True))) - {"csrf_token"}
        for _ in range(2):
            answer = client.post(address, data={name: next(typed) for name in sorted(names)})
            assert answer.status_code < 500, address
            assert "<script>alert(1)" not in answer.get_data(as_text=True)
            sent += 1
    assert sent > 6


def test_the_sign_that_no_text_may_hold_is_refused_wherever_it_is_entered(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    client = sign_in(app, found.readers()["coordinator"])
    forms = {each: FIELD.findall(client.get(each).get_data(as_text=True)) for each in forms_of(found, "coordinator")}
    before = database_of(Path(app.config["INSTANCE"]))
    for address, names in forms.items():
        if entries := sorted({*names} - {"csrf_token"}):
            assert client.post(address, data={entries[-1]: ["fine", "a\x00b"]}).status_code == 400, address
    assert client.get("/people/?q=a%00b").status_code == 400
    assert client.get("/people/a%00b").status_code == 404
    assert database_of(Path(app.config["INSTANCE"])) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.sampled_from(SEARCHED), name=st.sampled_from(ASKED), text=st.text(max_size=60))
def test_no_page_fails_whatever_is_asked(
    shared: Flask, lived_in: tuple[Path, Lived], address: str, name: str, text: str
) -> None:
    client = sign_in(shared, lived_in[1].world.cleared)
    assert client.get(f"{address}?{name}={quote(text, safe='', errors='surrogatepass')}").status_code < 500


@pytest.mark.parametrize("raw", ["%ff", "%00", "%ed%a0%80", "a%0d%0ab", "%2e%2e%2f", "-1", "9" * 400, "..", "%252e"])
def test_no_address_fails_whatever_stands_for_an_id(shared: Flask, lived_in: tuple[Path, Lived], raw: str) -> None:
    client = sign_in(shared, lived_in[1].world.cleared)
    for method, pattern in sorted(MAY_OPEN):
        if method == "GET" and "<" in pattern and "coordinator" in MAY_OPEN[method, pattern]:
            answer = client.get(re.sub(r"<[^>]+>", raw, pattern), buffered=True)
            assert answer.status_code < 500, pattern
            assert "\n" not in answer.headers.get("Location", "")


READ_BY_PAGES = {"/health/live", "/health/ready", "/look-backs/<look_back_id>/json"}
"""What is no file: facts that a program shows, which no browser takes for a page."""


class TestPaths:
    """Files are sent from their own folder, and pages under their own names."""

    @pytest.mark.parametrize(
        "path",
        ["../config.py", "..%2fconfig.py", "%2e%2e/config.py", "/etc/passwd", "//etc/passwd", "..\\config.py",
         "....//config.py", "x/../../config.py", "%252e%252e%252fconfig.py", "peerinspect.css%00.js", "."],
    )  # fmt: skip
    @pytest.mark.parametrize("folder", ["/static/", "/guide/pictures/", "/guide/"])
    def test_nothing_outside_is_sent(self, shared: Flask, lived_in: tuple[Path, Lived], folder: str, path: str) -> None:
        answer = sign_in(shared, lived_in[1].world.cleared).get(folder + path, buffered=True)
        assert answer.status_code in (303, 308, 400, 403, 404)
        assert b"root:" not in answer.data and b"def settings" not in answer.data

    def test_no_folder_is_listed(self, shared: Flask) -> None:
        for folder in ("/static/", "/static", "/.git/HEAD", "/migrations/", "/instance/peerinspect.sqlite3"):
            assert shared.test_client().get(folder).status_code in (303, 404)

    def test_a_method_that_nobody_needs_is_refused(self, shared: Flask) -> None:
        for method in ("TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND"):
            assert shared.test_client().open("/sign-in", method=method).status_code == 405

    def test_files_go_out_to_be_kept_under_names_of_our_own(self, shared: Flask, lived_in: tuple[Path, Lived]) -> None:
        found, named = lived_in[1], 0
        for method, pattern in sorted(MAY_OPEN):
            if method == "GET" and "coordinator" in MAY_OPEN[method, pattern]:
                answer = sign_in(shared, found.world.cleared).get(fill(pattern, found), buffered=True)
                told = answer.headers.get("Content-Disposition")
                if (
                    pattern not in READ_BY_PAGES
                    and answer.mimetype not in ("text/html", "image/png", "image/svg+xml", "text/css")
                    and answer.data
                ):
                    assert told, pattern
                if told and not told.startswith("inline; filename="):
                    named += 1
                    assert re.fullmatch(r'attachment; filename="?[a-z0-9-]+\.(csv|xlsx|json|ics)"?', told), pattern
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "charset=utf-8" in answer.content_type or not answer.mimetype.startswith("text/")
        assert named > 10


class TestEntriesNobodyAskedFor:
    """A form takes its own entries, once, from its own content."""

    MORE = {"role": "administrator", "cleared": "y", "is_demo": "y", "user_id": "user-C05-director",
            "person_id": "C05-director", "password_hash": "x", "reader": "x", "session_key": "x"}  # fmt: skip

    def _user(self, app: Flask, reader: Reader) -> tuple[object, ...]:
        with app.app_context():
            row = db.session.get_one(UserRow, reader.user_id)
            return row.role, row.cleared, row.is_demo, row.person, row.password_hash, row.session_key

    @pytest.mark.parametrize("role", ["director", "chief-executive", "uncleared"])
    def test_no_form_makes_anybody_more_than_they_are(self, lived: tuple[Flask, Lived], role: str) -> None:
        app, found = lived
        reader = found.readers()[role]
        client, before = sign_in(app, reader), self._user(app, reader)
        for address in [*forms_of(found, role), "/my/declarations/nothing-more"]:
            client.post(address, data=self.MORE)
            client.post(f"{address}?role=administrator&cleared=y", data={})
        assert self._user(app, reader) == before

    def test_the_address_fills_no_form(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        folder = Path(app.config["INSTANCE"])
        before = database_of(folder)
        client = sign_in(app, found.world.administrator)
        query = "?name=Eve&email=eve@example.org&role=administrator&password=seventeen+blue+herons"
        assert client.get("/users/new" + query).status_code == 200
        assert client.post("/users/new" + query).status_code == 400
        assert database_of(folder)["user_account"] == before["user_account"]

    def test_an_entry_that_comes_twice_counts_once(self, lived: tuple[Flask, Lived]) -> None:
        app, found = lived
        client = sign_in(app, found.world.administrator)
        data = {"name": "Eve", "email": "eve@example.org", "role": ["panel", "administrator"]}
        client.post("/users/new", data=data)
        with app.app_context():
            added = db.session.query(UserRow).filter_by(email="eve@example.org").one_or_none()
            assert added is None or added.role == "panel"


def test_a_fault_shows_no_inside(lived: tuple[Flask, Lived], monkeypatch: pytest.MonkeyPatch) -> None:
    app, found = lived

    def fails(**_: object) -> str:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setitem(app.view_functions, "people.listing", fails)
    client = sign_in(app, found.world.cleared)
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "people.listing":
            monkeypatch.setitem(app.view_functions, rule.endpoint, fails)
    answer = client.get("/people/")
    text = answer.get_data(as_text=True)
    assert "Traceback" not in text and "secret of the inside" not in text and "peerinspect/" not in text
    assert not app.debug and answer.headers["Content-Security-Policy"]


def test_every_answer_says_what_browsers_may_do(shared: Flask, lived_in: tuple[Path, Lived]) -> None:
    """Pages, files, errors and what is led elsewhere: all of them carry the policy."""
    client = sign_in(shared, lived_in[1].world.cleared)
    for address in ("/people/", "/nothing", "/static/peerinspect.css", "/users", "/", "/people/nobody"):
        headers = client.get(address, buffered=True).headers
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers


def test_no_log_line_is_made_of_what_was_typed(lived: tuple[Flask, Lived], caplog: pytest.LogCaptureFixture) -> None:
    """Whoever types a line end and an invented line into a form or an address writes no line of the log."""
    app, found = lived
    forged = "x\r\n2026-01-01 INFO signed in as administrator"
    with caplog.at_level("DEBUG"):
        client = sign_in(app, found.world.cleared)
        client.get("/people/", query_string={"q": forged})
        client.get(f"/people/{quote(forged)}")
        client.post("/sign-in", data={"email": forged, "password": forged})
        client.get("/sign-in", headers={"User-Agent": "x INFO forged", "X-Request-Id": "x INFO forged"})
    written = [record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")]
    assert not any("signed in as administrator" in line and "\n" in line for line in written)
    assert not any("forged" in line and "\n" in line for line in written)
