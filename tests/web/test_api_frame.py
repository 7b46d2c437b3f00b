"""What holds of every address of the API: who asks, versions, going on in lists, problems, and nothing by cookies."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest
from api_asking import Program, program_of, token_for
from flask import Flask, g
from pages_world import Lived, database_of, pages, sign_in
from small_world import CODES, TODAY

from peerinspect import store
from peerinspect.services import api_tokens, second_factor, sessions, user_changes
from peerinspect.services.passwords import hashed
from peerinspect.services.people import RegisterPerson, register_person
from peerinspect.services.user_changes import ChangeUser
from peerinspect.store.tables import ApiTokenRow, EventRow, PayloadRow, UserRow
from peerinspect.web import limits
from peerinspect.web.api import bearer
from peerinspect.web.api.frame import Page, listed, no_links
from peerinspect.web.logs import HideAddresses

World = tuple[Flask, Lived]


def coordinator(world: World, *scopes: str) -> Program:
    return program_of(world[0], world[1].world.cleared, *scopes)


class TestTokens:
    """From making to ending."""

    def test_a_token_is_told_apart_by_its_shape_and_kept_as_a_digest(self, lived: World) -> None:
        app, found = lived
        token = token_for(app, found.world.cleared)
        assert re.fullmatch(r"peer_[a-z2-9]{32}[0-9a-f]{8}", token) and api_tokens.is_well_formed(token)
        assert not api_tokens.is_well_formed(token[:-1] + ("0" if token[-1] != "0" else "1"))
        assert token not in repr(database_of(Path(app.config["INSTANCE"])))

    def test_making_and_revoking_stand_in_the_history(self, lived: World) -> None:
        app, found = lived
        token_for(app, found.world.cleared)
        with app.app_context():
            row = store.db.session.query(ApiTokenRow).one()
            api_tokens.revoke_token(row.id, found.world.cleared, datetime.now(UTC))
            actions = [each.action for each in store.db.session.query(EventRow).order_by(EventRow.sequence)][-2:]
            said = [each.content for each in store.db.session.query(PayloadRow).order_by(PayloadRow.sequence)][-2:]
        assert actions == ["make-token", "revoke-token"]
        assert not any("peer_" in str(each) for each in said)

    def test_only_its_owner_revokes_it(self, lived: World) -> None:
        app, found = lived
        token_for(app, found.world.cleared)
        with app.app_context():
            token_id = store.db.session.query(ApiTokenRow).one().id
        answer = sign_in(app, found.world.uncleared).post(f"/account/tokens/{token_id}/revoke")
        assert answer.status_code == 404
        assert sign_in(app, found.world.cleared).post(f"/account/tokens/{token_id}/revoke").status_code == 303

    def test_an_expired_or_revoked_one_is_good_no_more(self, lived: World) -> None:
        app, found = lived
        old = token_for(app, found.world.cleared, days=1, now=datetime.now(UTC) - timedelta(days=1, seconds=1))
        assert Program(app, old).ask("/me").status_code == 401
        program = coordinator(lived)
        assert program.ask("/me").status_code == 200
        with app.app_context():
            row = store.db.session.query(ApiTokenRow).order_by(ApiTokenRow.made_at.desc()).first()
            api_tokens.revoke_token(row.id, found.world.cleared, datetime.now(UTC))
        answer = program.ask("/me")
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")

    def test_it_ends_with_what_its_owner_may_do(self, lived: World) -> None:
        app, found = lived
        reader, administrator = found.world.uncleared, found.world.administrator
        ways = (
            lambda: user_changes.change_user(ChangeUser(reader.user_id, "coordinator", cleared=True), administrator),
            lambda: user_changes.disable_user(reader.user_id, administrator, datetime.now(UTC)),
            lambda: user_changes.enable_user(reader.user_id, administrator),
        )
        for way in ways:
            program = None
            if way is not ways[2]:
                program = program_of(app, reader)
                assert program.ask("/me").status_code == 200
            with app.app_context():
                way()
            if program:
                assert program.ask("/me").status_code == 401

    def test_a_disabled_user_and_another_role_shut_it_out_however_they_came_about(self, lived: World) -> None:
        app, found = lived
        program = coordinator(lived)
        with app.app_context(), store.transaction():
            store.db.session.get(UserRow, found.world.cleared.user_id).role = "panel"
        assert program.ask("/me").status_code == 401

    def test_signing_out_leaves_it_and_a_new_password_ends_it(self, lived: World) -> None:
        app, found = lived
        program = coordinator(lived)
        with app.app_context():
            sessions.end_sessions(found.world.cleared)
        assert program.ask("/me").status_code == 200
        with app.app_context(), store.transaction():
            sessions.end_all_sessions(store.db.session.get(UserRow, found.world.cleared.user_id))
        assert program.ask("/me").status_code == 401

    def test_the_day_of_its_use_is_noted_and_nothing_finer(self, lived: World) -> None:
        app, _ = lived
        coordinator(lived).ask("/me")
        with app.app_context():
            assert store.db.session.query(ApiTokenRow).one().last_used_on == datetime.now(UTC).date()

    def test_a_scope_that_it_lacks_is_named(self, lived: World) -> None:
        answer = coordinator(lived, "change").ask("/people")
        assert answer.status_code == 403 and '"read"' in answer.json["detail"]

    def test_logs_hold_none(self) -> None:
        import logging

        token = api_tokens.new_secret()
        record = logging.LogRecord("gunicorn.access", 20, "", 0, f"GET /api/v1/me?token={token}", None, None)
        HideAddresses().filter(record)
        assert token not in record.getMessage() and "peer_" in record.getMessage()


class TestMakingOne:
    """The page on which a token is made."""

    FORM = {"name": "Our rota", "scopes": ["read"], "days": "30"}

    def test_asks_for_the_password_and_shows_the_token_once(self, lived: World) -> None:
        app, found = lived
        with app.app_context(), store.transaction():
            store.db.session.get(UserRow, found.world.cleared.user_id).password_hash = hashed("right horse, right")
        client = sign_in(app, found.world.cleared)
        assert client.post("/account/tokens/new", data=self.FORM | {"password": "wrong"}).status_code == 400
        page = client.post("/account/tokens/new", data=self.FORM | {"password": "right horse, right"})
        token = re.search(r"peer_[a-z0-9]{40}", page.get_data(as_text=True))
        assert page.status_code == 200 and token
        assert Program(app, token[0]).ask("/me").json["scopes"] == ["read"]
        assert token[0] not in client.get("/account/tokens/").get_data(as_text=True)
        again = client.post("/account/tokens/new", data=self.FORM | {"password": "right horse, right"})
        assert again.status_code == 400, "a second click makes no second token"

    def test_asks_for_a_fresh_code_of_whoever_has_a_second_factor(self, lived: World) -> None:
        app, found = lived
        with app.app_context():
            with store.transaction():
                user = store.db.session.get(UserRow, found.world.cleared.user_id)
                user.password_hash = hashed("right horse, right")
                user.factor_seed, user.factor_on = "seed", datetime.now(UTC)
            code = pyotp.TOTP(second_factor.secret_of("seed", found.world.cleared.user_id).text).now()
        client = sign_in(app, found.world.cleared)
        form = self.FORM | {"password": "right horse, right"}
        assert client.post("/account/tokens/new", data=form | {"code": "12"}).status_code == 400
        assert client.post("/account/tokens/new", data=form | {"code": code}).status_code == 200
        again = client.post("/account/tokens/new", data=form | {"name": "Another", "code": code})
        assert again.status_code == 400, "a code is good once"

    def test_offers_sealed_work_to_the_cleared_alone(self, lived: World) -> None:
        app, found = lived
        pages_of = {
            name: sign_in(app, reader).get("/account/tokens/new").get_data(as_text=True)
            for name, reader in found.readers().items()
            if reader.user_id
        }
        assert {name for name, text in pages_of.items() if 'value="sealed"' in text} == {"coordinator", "liaison"}


class TestNoCookies:
    """No other site can ask in somebody's name."""

    def test_a_session_lets_nobody_in(self, lived: World) -> None:
        app, found = lived
        client = sign_in(app, found.world.cleared)
        assert client.get("/people/").status_code == 200
        answer = client.get("/api/v1/people")
        assert answer.status_code == 401 and "Set-Cookie" not in answer.headers

    def test_a_token_lets_nobody_into_pages(self, lived: World) -> None:
        app, found = lived
        token = token_for(app, found.world.cleared)
        answer = app.test_client().get("/people/", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 303

    def test_no_other_origin_is_let_in(self, lived: World) -> None:
        program = coordinator(lived)
        asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
        for method in ("GET", "OPTIONS"):
            answer = program.ask("/people", method, headers=asked)
            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


class TestMethods:
    """HEAD, OPTIONS and what there is not."""

    def test_head_is_get_without_a_body(self, lived: World) -> None:
        program = coordinator(lived)
        got, head = program.ask("/authorities"), program.ask("/authorities", "HEAD")
        assert head.status_code == 200 and head.get_data() == b"" and head.headers["ETag"] == got.headers["ETag"]

    def test_options_says_what_can_be_done(self, lived: World) -> None:
        assert "GET" in coordinator(lived).ask("/authorities", "OPTIONS").headers["Allow"]
        assert Program(lived[0]).ask("/authorities", "OPTIONS").status_code == 401

    @pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
    def test_other_methods_are_problems_that_name_those_there_are(self, lived: World, method: str) -> None:
        answer = coordinator(lived).ask("/me", method)
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"]
        assert answer.mimetype == "application/problem+json"


class TestProblems:
    """What a program is told."""

    def test_every_one_has_the_same_members(self, lived: World) -> None:
        program = coordinator(lived)
        asked = {
            401: Program(lived[0]).ask("/me"),
            403: program.ask("/my/duties"),
            404: program.ask("/people/nobody"),
            405: program.ask("/me", "PUT"),
            422: program.ask("/people?limit=0"),
            413: program.ask("/me", "GET", data=b"x" * 1_000_001),
        }
        for status, answer in asked.items():
            if status == 413 and answer.status_code == 200:
                continue  # nothing reads the body of what is only read
            told = answer.json
            assert (answer.status_code, told["status"], answer.mimetype) == (status, status, "application/problem+json")
            assert told["type"].startswith("/api/v1/#") and told["title"] and told["detail"]
            assert "Traceback" not in answer.get_data(as_text=True)

    def test_each_wrong_entry_is_named_in_plain_words(self, lived: World) -> None:
        told = coordinator(lived).ask("/people?limit=many&colour=blue").json
        assert told["errors"] == [
            {"entry": "limit", "detail": "This must be a whole number"},
            {"entry": "colour", "detail": "There is no such entry here"},
        ]

    def test_there_is_nothing_is_a_problem_too(self, lived: World) -> None:
        assert coordinator(lived).ask("/nothing-of-the-sort").json["status"] == 404
        assert Program(lived[0]).ask("/nothing-of-the-sort").json["status"] == 404

    def test_a_fault_shows_no_inside(self, lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(**_: object) -> str:
            raise RuntimeError("a secret of the inside")

        program = coordinator(lived)
        view = lived[0].view_functions["api_own.me"]
        fails.__dict__.update(view.__dict__)
        monkeypatch.setitem(lived[0].view_functions, "api_own.me", fails)
        answer = program.ask("/me")
        assert answer.json["status"] == 500 and "inside" not in answer.get_data(as_text=True)

    def test_a_view_without_a_label_or_a_scope_is_refused(self, lived: World) -> None:
        app, found = lived
        app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "open!")
        for reader in found.readers().values():
            answer = program_of(app, reader).ask("/forgotten")
            assert answer.status_code == 403 and "open!" not in answer.get_data(as_text=True)


class TestVersions:
    """ETags are of what this reader sees."""

    def test_what_has_not_changed_is_not_sent_again(self, lived: World) -> None:
        program = coordinator(lived)
        first = program.ask("/people/C03-senior")
        again = program.ask("/people/C03-senior", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and again.get_data() == b"" and again.headers["ETag"] == first.headers["ETag"]
        assert "private" in first.headers["Cache-Control"] and "Authorization" in first.headers["Vary"]

    def test_a_change_changes_it(self, lived: World) -> None:
        app, found = lived
        program = coordinator(lived)
        before = program.ask("/people/C03-senior").headers["ETag"]
        from peerinspect.services.particulars import ChangeName, change_name

        with app.app_context():
            change_name(ChangeName("C03-senior", "Another Name"), found.world.cleared, TODAY)
        after = program.ask("/people/C03-senior", headers={"If-None-Match": before})
        assert after.status_code == 200 and after.headers["ETag"] != before


class TestGoingOn:
    """Cursors."""

    def walk(self, program: Program, address: str, between: object = None) -> list[str]:
        ids, following = [], address
        while following:
            found = program.ask(following.removeprefix("/api/v1")).json
            ids += [each["id"] for each in found["items"]]
            following = found["next"]
            if callable(between) and following:
                between(ids)
        return ids

    def test_whoever_walks_meets_everything_once(self, lived: World) -> None:
        program = coordinator(lived)
        everybody = [each["id"] for each in program.ask("/people?limit=200").json["items"]]
        assert len(everybody) > 20
        assert self.walk(program, "/people?limit=7") == everybody

    def test_whatever_comes_in_or_goes_meanwhile(self, lived: World) -> None:
        app, found = lived
        program = coordinator(lived)
        everybody = [each["id"] for each in program.ask("/people?limit=200").json["items"]]
        added: list[str] = []

        def come_and_go(ids: list[str]) -> None:
            with app.app_context():
                new = RegisterPerson(f"Aaron {len(added)}", CODES[0], "other", "substantive", TODAY)
                added.append(register_person(new, found.world.cleared, TODAY))
                if len(added) == 2:
                    from peerinspect.services.pool import LeavePool, leave_pool

                    leave_pool(LeavePool(ids[-1], "Has left the service"), found.world.cleared, TODAY)

        met = self.walk(program, "/people?limit=5", come_and_go)
        assert len(added) > 3
        assert [each for each in met if each not in added] == everybody

    def test_a_cursor_is_good_for_its_reader_and_question_alone(self, lived: World) -> None:
        program = coordinator(lived)
        onward = program.ask("/people?limit=3").json["next"].removeprefix("/api/v1")
        assert program.ask(onward).status_code == 200
        assert program.ask(f"{onward}&q=Senior").status_code == 400
        assert program_of(lived[0], lived[1].world.uncleared).ask(onward).status_code == 400
        at_the_door = program.ask("/people?limit=3&cursor=%00")
        assert (at_the_door.status_code, at_the_door.mimetype) == (400, "application/problem+json")
        for spoilt in ("x", onward.partition("cursor=")[2][:-2] + "AA", "é"):
            answer = program.ask(f"/people?limit=3&cursor={spoilt}")
            assert answer.status_code == 400 and answer.json["errors"][0]["entry"] == "cursor"

    def test_so_can_whoever_reads_what_is_told_apart_by_long_sentences(self, lived: World) -> None:
        told = [SimpleNamespace(id=f"{'somebody objects to somebody ' * 9}{number}") for number in range(7)]
        met: list[str] = []
        asked: Page | None = Page(limit=3)
        with lived[0].test_request_context("/api/v1/waivers"):
            g.reader = lived[1].world.cleared
            while asked is not None:
                found = listed(told, asked, "id", no_links)
                met += [each.id for each in found["items"]]
                asked = Page(limit=3, cursor=found["next"].partition("cursor=")[2]) if found["next"] else None
        assert met == [each.id for each in told]

    def test_the_next_address_is_a_header_too(self, lived: World) -> None:
        answer = coordinator(lived).ask("/people?limit=3")
        assert answer.headers["Link"] == f'<{answer.json["next"]}>; rel="next"'


class TestLimits:
    """Too many requests."""

    def test_one_too_many_is_told_when_to_come_back(self, lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
        program, other = coordinator(lived), program_of(lived[0], lived[1].world.uncleared)
        monkeypatch.setattr(bearer, "A_TOKEN", limits.Limit(3, 60, ""))
        answers = [program.ask("/me") for _ in range(4)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429]
        assert 0 < int(answers[3].headers["Retry-After"]) <= 60 and answers[3].json["status"] == 429
        assert {each.headers["RateLimit-Policy"] for each in answers} == {'"token";q=3;w=60'}
        told = [re.fullmatch(r'"token";r=(\d+);t=(\d+)', each.headers["RateLimit"]) for each in answers]
        assert [each and each[1] for each in told] == ["2", "1", "0", "0"]
        assert all(each and 0 < int(each[2]) <= 60 for each in told)
        assert answers[3].headers["Retry-After"] == (told[3] or "")[2], "both say when to come back"
        assert other.ask("/me").status_code == 200, "another's token has a count of its own"

    def test_whatever_counts_says_what_is_left(self, lived: World) -> None:
        program, left = coordinator(lived), []
        asked = (
            ("/me", "GET", 200), ("/me", "HEAD", 200), ("/nothing-of-the-sort", "GET", 404), ("/my/duties", "GET", 403),
            ("/people?limit=0", "GET", 422), ("/me", "PUT", 405), ("/people/C03-senior/name", "PUT", 403),
        )  # fmt: skip
        for address, method, status in asked:
            answer = program.ask(address, method, json={"name": "X"} if method == "PUT" else None)
            assert answer.status_code == status, address
            left.append(re.fullmatch(r'"token";r=(\d+);t=\d+', answer.headers["RateLimit"])[1])
        assert left == [str(bearer.A_TOKEN.most - number) for number in range(1, len(asked) + 1)]
        seen = program.ask("/me").headers["ETag"]
        assert "RateLimit" in program.ask("/me", headers={"If-None-Match": seen}).headers, "304 counts too"

    def test_without_a_token_it_is_the_networks_count_that_is_told(
        self, lived: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bearer, "A_NETWORK", limits.Limit(2, 60, ""))
        answers = [Program(lived[0]).ask("/appointments") for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert [each.headers["RateLimit"].partition(";t=")[0] for each in answers] == [
            '"network";r=1', '"network";r=0', '"network";r=0',
        ]  # fmt: skip
        assert 0 < int(answers[2].headers["Retry-After"]) <= 60

    def test_one_process_tells_what_all_have_counted(self, lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
        lived[0].config["COUNT_TOGETHER"] = True
        monkeypatch.setattr(bearer, "A_TOKEN", limits.Limit(2, 60, ""))
        program = coordinator(lived)
        found = [program.ask("/me") for _ in range(3)]
        assert [each.status_code for each in found] == [200, 200, 429]
        assert [each.headers["RateLimit"].partition(";t=")[0] for each in found] == [
            '"token";r=1', '"token";r=0', '"token";r=0',
        ]  # fmt: skip

    def test_guessing_is_slowed_down(self, lived: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bearer, "WRONG", limits.Limit(2, 60, ""))
        found = [Program(lived[0], api_tokens.new_secret()).ask("/me").status_code for _ in range(3)]
        assert found == [401, 401, 429]


def test_the_document_tells_of_every_address_and_of_nothing_else(bare_pages: Flask) -> None:
    client = bare_pages.test_client()
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    told = {re.sub(r"\{(\w+)\}", r"<\1>", path) for path in document["paths"]}
    rules = {
        re.sub(r"<\w+:", "<", rule.rule) for rule in bare_pages.url_map.iter_rules() if rule.endpoint.startswith("api_")
    }
    assert told == rules
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"] and {"401", "403", "404", "429", "500"} <= set(operation["responses"]), path
            assert operation["security"] == ([{"token": []}] if operation.get("x-scope") else []), (path, method)
    references = set(re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(document)))
    assert references <= set(document["components"]["schemas"])


def test_the_text_on_the_api_names_every_address_at_which_something_is_made(bare_pages: Flask) -> None:
    """Whoever reads what can be changed meets all of it: a thing that can be made is not found by trying."""
    text = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    told = text.partition("\n## Changing\n")[2].partition("**Pages only**")[0]
    document = bare_pages.test_client().get("/api/v1/openapi.json").json
    names = {"code": "CODE", "address": "ADDRESS"}
    made = {
        re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], "ID"), path.removeprefix("/api/v1"))
        for path, methods in document["paths"].items()
        if {"201", "202"} & set(methods.get("post", {}).get("responses", {}))
    }
    named = set(re.findall(r"(?<=`)(?:POST )?((?:/|\.\.\.)[^`]+)(?=`)", told))
    unnamed = {each for each in made if not {each, f"...{each[each.rindex('/') :]}"} & named}
    assert made and unnamed == set()


def test_the_page_needs_neither_script_nor_another_site(bare_pages: Flask) -> None:
    answer = bare_pages.test_client().get("/api/v1/")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "/api/v1/people" in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!localhost)', text)


@pytest.mark.parametrize("address", ["/people/nobody", "/appointments"])
def test_what_stands_under_the_policy_of_pages_does_so_here(lived: World, address: str) -> None:
    headers = coordinator(lived).ask(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_empty_service_answers_programs_too(tmp_path: Path) -> None:
    """An empty service answers programs too."""
    with pages(tmp_path / "own") as app:
        assert Program(app).ask("/appointments").json == {"next": None, "items": []}
