"""What docs/operations hands to operators fits the program: settings that it reads, commands that it has, files that
are there."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest
import yaml

from peerinspect import config
from peerinspect.cli import _parser
from peerinspect.factory import create_app

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "operations"
GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted(FOLDER.glob("*.service"))
SETTING = re.compile(r"PEERINSPECT_[A-Z_]*[A-Z]")
FOR_COMPOSE = {"PEERINSPECT_NAME"}
"""What compose.yaml asks its own .env for."""
COMMAND = re.compile(r"(?:^ *|`|/bin/|=0 )peerinspect ([a-z][^`#\n]*)", re.MULTILINE)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file, its merges done."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return found


def _known() -> set[str]:
    """Every variable that the program names."""
    read = (path.read_text(encoding="utf-8") for path in (ROOT / "peerinspect").rglob("*.py"))
    return {each for text in read for each in SETTING.findall(text)}


@pytest.mark.parametrize(
    "path", [ROOT / "docs" / "operations.md", *sorted(FOLDER.iterdir())], ids=lambda path: path.name
)
def test_every_setting_is_one_that_the_program_reads(path: Path) -> None:
    named = set(SETTING.findall(path.read_text(encoding="utf-8"))) - {"PEERINSPECT_OIDC"}
    assert named - FOR_COMPOSE <= _known() | {f"PEERINSPECT_{each}" for each in config.settings()}


def test_what_the_compose_file_names_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"database", "web", "worker", "proxy"}
    for name, service in compose["services"].items():
        assert (
            "image" in service or (FOLDER / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        ), name
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        volumes = {each.partition(":")[0] for each in service.get("volumes", ())}
        assert volumes <= set(compose["volumes"])
        assert all(isinstance(each, str) for each in service.get("environment", {}).values()), "no number, no yes or no"
    assert "ports" not in compose["services"]["database"] | compose["services"]["web"], "the proxy alone is reached"


def test_pages_and_workers_have_the_same_settings(compose: dict[str, Any]) -> None:
    web, worker = (compose["services"][name]["environment"] for name in ("web", "worker"))
    assert {**worker, "PEERINSPECT_PROCESSES": web["PEERINSPECT_PROCESSES"]} == web
    assert {"PEERINSPECT_DATABASE", "PEERINSPECT_SECRET_KEY"} <= set(worker)


def test_the_compose_files_look_at_the_pages_is_answered(
    compose: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks in the container, round the proxy."""
    told, look = compose["services"]["web"]["environment"], compose["services"]["web"]["healthcheck"]["test"]
    asked: list[Request] = []
    monkeypatch.setattr("urllib.request.urlopen", lambda request, timeout: asked.append(request))
    assert look[:3] == ["CMD", "python", "-c"]
    exec(look[3])
    settings = {"HTTPS": told["PEERINSPECT_HTTPS"] == "1", "PROXIES": int(told["PEERINSPECT_PROXIES"])}
    app = create_app({**settings, "INSTANCE": tmp_path, "HOSTS": "peers.example.org", "SECRET_KEY": "Zq7-" * 11})
    answer = app.test_client().get(asked[0].selector, headers={**asked[0].headers, "Host": asked[0].host})
    assert answer.status_code == 200


def test_the_image_is_made_of_what_there_is() -> None:
    for line in (FOLDER / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY "):
            assert all(any(ROOT.glob(each)) for each in line.split()[1:-1]), line


def test_secrets_beside_the_compose_file_stay_out_of_the_image_and_of_the_repository() -> None:
    """Its .env holds the key and the password: neither a layer nor a commit may have them."""
    copied = [
        each
        for line in (FOLDER / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY ")
        for each in line.split()[1:-1]
    ]
    assert "docs/guide" in copied and "docs/pictures" in copied, "pages show them"
    taken = {path for each in copied for path in ROOT.glob(each)}
    assert not taken & {FOLDER, *FOLDER.parents}
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_start_what_is_installed_and_are_valid(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=/opt/peerinspect/\.venv/bin/(\S+) (.*)$", text, re.MULTILINE)
    assert command and command.group(1) in ("peerinspect", "gunicorn")
    if command.group(1) == "peerinspect":
        _parser().parse_args(shlex.split(command.group(2)))
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    draft = tmp_path / path.name
    draft.write_text(text.replace(f"/opt/peerinspect/.venv/bin/{command.group(1)}", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", draft], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_command_of_the_guide_is_one_that_there_is() -> None:
    found = COMMAND.findall(GUIDE)
    assert len(found) > 12
    for each in found:
        first = each.split()[0]
        assert first in _commands(), each


def _commands() -> set[str]:
    (choices,) = (each for each in _parser()._actions if isinstance(each, argparse._SubParsersAction))  # noqa: SLF001
    return set(choices.choices)
