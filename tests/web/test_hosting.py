"""Under which names, from where and with which key the service answers."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, pages, sign_in
from test_server import environment, free_port

from peerinspect import signing_key, store
from peerinspect.config import kept_key
from peerinspect.services import accounts
from peerinspect.signing_key import fault_of_file, fault_of_key
from peerinspect.web import hosting
from peerinspect.web.hosting import Unsafe, name_of, names_of, proxies_of, refuse_demo_elsewhere, refuse_unsafe_settings

GOOD = secrets.token_hex(32)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copied(empty_pages: Path, tmp_path: Path) -> Path:
    shutil.copytree(empty_pages, tmp_path / "copied")
    return tmp_path / "copied"


@pytest.fixture
def proxied(copied: Path) -> Iterator[Flask]:
    with pages(copied, PROXIES="1", HOSTS="peers.example.org") as app:
        yield app


class TestNames:
    """Links and redirects are made of the name that was asked for, so it has to be ours."""

    @pytest.mark.parametrize(
        "host",
        ["evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80", "a b", "localhost/x",
         "localhost\t", "[::1", "xn--localhost", "127.0.0.1.nip.example", "LOCALHOST.", ""],
    )  # fmt: skip
    def test_another_name_is_refused_without_a_link(self, bare_pages: Flask, host: str) -> None:
        answer = bare_pages.test_client().get("/sign-in", environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400
        assert answer.mimetype == "text/plain" and "http" not in answer.get_data(as_text=True)
        assert "Location" not in answer.headers and "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize("host", ["localhost", "LocalHost:8000", "127.0.0.1:1", "[::1]:8000"])
    def test_this_computers_own_names_are_ours(self, bare_pages: Flask, host: str) -> None:
        assert bare_pages.test_client().get("/sign-in", headers={"Host": host}).status_code == 200

    def test_the_settings_and_the_public_address_add_to_them(self) -> None:
        named = names_of({"HOSTS": "Peers.Example.org, b.example", "PUBLIC_ADDRESS": "https://c.example:8443/"})
        assert named - hosting.LOOPBACK_NAMES == {"peers.example.org", "b.example", "c.example"}

    @pytest.mark.parametrize("wrong", ["*", "https://x.example", "a.example:80", "a/b"])
    def test_a_name_that_is_none_is_refused_at_the_start(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="PEERINSPECT_HOSTS"):
            names_of({"HOSTS": wrong})

    def test_what_a_proxy_says_of_the_name_never_counts(self, proxied: Flask) -> None:
        headers = {"Host": "peers.example.org", "X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil"}
        answer = proxied.test_client().get("/people/", headers=headers)
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")
        assert "evil" not in repr(dict(answer.headers))

    def test_a_line_longer_than_any_name_is_none(self) -> None:
        assert name_of("a" * 100_000) == "" and name_of("a" * 253) == "a" * 253


class TestProxies:
    """What stands in X-Forwarded-... counts only where the settings say that a proxy writes it."""

    def _address(self, app: Flask, forwarded: str) -> str:
        seen = []
        app.before_request_funcs.setdefault(None, []).insert(0, lambda: seen.append(hosting.network_address()))
        app.test_client().get(
            "/sign-in", headers={"X-Forwarded-For": forwarded}, environ_base={"REMOTE_ADDR": "10.0.0.9"}
        )
        return str(seen[0])

    def test_nothing_counts_unless_it_is_set(self, bare_pages: Flask) -> None:
        assert self._address(bare_pages, "192.0.2.1") == "10.0.0.9"

    def test_the_proxy_in_front_is_believed_and_nobody_before_it(self, proxied: Flask) -> None:
        assert self._address(proxied, "198.51.100.7, 192.0.2.1") == "192.0.2.1"

    @pytest.mark.parametrize("wrong", ["-1", "6", "one", "1.5", "²"])
    def test_their_number_has_to_be_one(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="PEERINSPECT_PROXIES"):
            proxies_of({"PROXIES": wrong})

    def test_programs_are_refused_and_not_led_on_to_https(self, copied: Path) -> None:
        with pages(copied, HTTPS=True) as app:
            client = app.test_client()
            assert client.get("/sign-in").status_code == 302
            assert client.get("/api/v1/people").status_code == 403
            assert client.get("/api/v1/people", base_url="https://localhost").status_code != 403


class TestKeys:
    """The key that signs sessions: good enough, and read by its owner alone."""

    @pytest.mark.parametrize(
        "key",
        ["", "short", "a" * 64, "abcd" * 16, "0123456789abcdef" * 4, "x" * 31, "change-me-please-change-me-please-now",
         "your-key-goes-here-0123456789abcdefghijk", "ab" * 16 + "a"],
    )  # fmt: skip
    def test_weak_ones_are_told_without_being_repeated(self, key: str) -> None:
        told = fault_of_key(key)
        assert told and (not key or key not in told)

    def test_a_key_of_the_systems_generator_always_does(self) -> None:
        for _ in range(200):
            assert fault_of_key(secrets.token_hex(16)) is None
            assert fault_of_key(secrets.token_urlsafe(32)) is None

    def test_the_one_that_is_made_is_good_and_its_owners_alone(self, tmp_path: Path) -> None:
        key = kept_key(tmp_path / "secret-key")
        assert fault_of_key(key) is None and fault_of_file(tmp_path / "secret-key") is None

    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o666])
    def test_a_file_that_others_may_read_or_change_is_refused(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "secret-key"
        kept_key(path)
        path.chmod(mode)
        assert "chmod 600" in (fault_of_file(path) or "")

    def test_they_are_measured_by_what_can_be_guessed(self) -> None:
        assert signing_key.bits_of("a" * 100) == 0
        assert signing_key.bits_of("ab") == pytest.approx(2)


class TestStarting:
    """`serve` refuses what would not be safe, in a sentence."""

    def test_a_weak_key(self, copied: Path) -> None:
        with pages(copied) as app, pytest.raises(Unsafe, match="the key in PEERINSPECT_SECRET_KEY does not do"):
            refuse_unsafe_settings(app)

    def test_a_key_file_that_others_may_read(self, copied: Path) -> None:
        with pages(copied, SECRET_KEY=None) as app:
            refuse_unsafe_settings(app)
            (copied / "secret-key").chmod(0o644)
            with pytest.raises(Unsafe, match="chmod 600"):
                refuse_unsafe_settings(app)

    @pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
    def test_beyond_this_computer_https_and_names_are_needed(self, copied: Path, address: str) -> None:
        with pages(copied, SECRET_KEY=GOOD) as app:
            refuse_unsafe_settings(app, "127.0.0.1")
            refuse_unsafe_settings(app, "::1")
            with pytest.raises(Unsafe, match="PEERINSPECT_HTTPS=1"):
                refuse_unsafe_settings(app, address)
            app.config["HTTPS"] = True
            with pytest.raises(Unsafe, match="PEERINSPECT_HOSTS"):
                refuse_unsafe_settings(app, address)
            app.config["HOSTS"] = "peers.example.org"
            refuse_unsafe_settings(app, address)

    def test_what_is_no_address(self, copied: Path) -> None:
        with pages(copied, SECRET_KEY=GOOD) as app, pytest.raises(Unsafe, match="is no address to listen on"):
            refuse_unsafe_settings(app, "everywhere")

    @pytest.mark.parametrize(
        ("arguments", "settings", "told"),
        [
            (("--host", "0.0.0.0"), {}, "PEERINSPECT_HTTPS=1"),
            ((), {"PEERINSPECT_LISTEN": "0.0.0.0"}, "PEERINSPECT_HTTPS=1"),
            ((), {"PEERINSPECT_SECRET_KEY": "hunter2"}, "the key in PEERINSPECT_SECRET_KEY does not do"),
        ],
    )
    def test_the_command_says_so_and_begins_nothing(
        self, tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], told: str
    ) -> None:
        command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(free_port()), *arguments]
        where = environment(tmp_path) | settings
        done = subprocess.run(command, env=where, capture_output=True, text=True, timeout=120)
        assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr
        assert "hunter2" not in done.stderr + done.stdout
        assert not (tmp_path / "peerinspect.sqlite3").exists()

    @pytest.mark.parametrize(
        ("settings", "told"),
        [
            ({"PEERINSPECT_SECRET_KEY": "hunter2"}, "the key in PEERINSPECT_SECRET_KEY does not do"),
            ({"PEERINSPECT_SECRET_KEY": "a" * 64}, "it is too easy to guess"),
            ({"PEERINSPECT_LISTEN": "0.0.0.0"}, "PEERINSPECT_HTTPS=1"),
        ],
    )
    @pytest.mark.parametrize("entry", ["app", "peerinspect.web.wsgi"])
    def test_no_server_of_another_make_gets_the_application_either(
        self, tmp_path: Path, entry: str, settings: dict[str, str], told: str
    ) -> None:
        """`flask --app app`, and gunicorn, which import it."""
        where = environment(tmp_path) | settings
        command = [sys.executable, "-c", f"from {entry} import app"]
        done = subprocess.run(command, cwd=ROOT, env=where, capture_output=True, text=True, timeout=120)
        last = done.stderr.splitlines()[-1]
        assert done.returncode == 1 and "Unsafe: " in last and told in last
        assert "hunter2" not in done.stderr + done.stdout

    def test_with_a_good_key_they_do(self, tmp_path: Path) -> None:
        where = environment(tmp_path) | {"PEERINSPECT_SECRET_KEY": GOOD}
        command = [sys.executable, "-c", "from app import app; print(app.name)"]
        done = subprocess.run(command, cwd=ROOT, env=where, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stdout) == (0, "peerinspect\n")


class TestTheDemo:
    """Everybody knows its password, so it is for this computer alone, whatever stands in front."""

    @pytest.fixture
    def demo(self, lived: tuple[Flask, Lived]) -> tuple[Flask, Lived]:
        app, found = lived
        with app.app_context():
            accounts.mark_as_demo(found.asked.user_id)
        return lived

    def test_it_does_not_start_beyond_this_computer(self, demo: tuple[Flask, Lived]) -> None:
        refuse_demo_elsewhere(demo[0], "127.0.0.1")
        with pytest.raises(Unsafe, match="holds the demo"):
            refuse_demo_elsewhere(demo[0], "0.0.0.0")

    def test_the_command_says_so_and_serves_nothing(self, demo: tuple[Flask, Lived]) -> None:
        """Also with all that anything else would need beyond this computer."""
        folder = Path(demo[0].config["INSTANCE"])
        reached = {"PEERINSPECT_HTTPS": "1", "PEERINSPECT_HOSTS": "peers.example.org"}
        where = environment(folder) | {"PEERINSPECT_SECRET_KEY": GOOD} | reached
        command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(free_port()), "--host", "0.0.0.0"]
        done = subprocess.run(command, env=where, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stdout) == (2, "")
        assert "holds the demo" in done.stderr and len(done.stderr.splitlines()) == 1

    def test_without_demo_accounts_it_may(self, bare_pages: Flask) -> None:
        refuse_demo_elsewhere(bare_pages, "0.0.0.0")

    @pytest.mark.parametrize(
        "elsewhere",
        [
            {"REMOTE_ADDR": "192.0.2.7"},
            {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
            {"HTTP_VIA": "1.1 a"},
            {"REMOTE_ADDR": ""},
        ],
    )
    def test_another_server_answers_nobody_from_elsewhere(
        self, demo: tuple[Flask, Lived], elsewhere: dict[str, str]
    ) -> None:
        app, found = demo
        client = sign_in(app, found.world.liaison)
        assert client.get("/week/").status_code == 200
        for address in ("/week/", "/", "/sign-in", "/appointments"):
            answer = client.get(address, environ_overrides=elsewhere)
            assert answer.status_code == 403, "those who are no demo users are not served it either"

    def test_a_service_that_becomes_a_demo_is_found_out(
        self, lived: tuple[Flask, Lived], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app, found = lived
        monkeypatch.setattr(hosting, "LOOK_AGAIN", 0.0)
        elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
        assert app.test_client().get("/sign-in", environ_overrides=elsewhere).status_code == 200
        with app.app_context():
            accounts.mark_as_demo(found.asked.user_id)
            store.db.session.remove()
        assert app.test_client().get("/sign-in", environ_overrides=elsewhere).status_code == 403
