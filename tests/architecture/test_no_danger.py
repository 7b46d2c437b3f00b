"""What the package never does, seen by reading all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "peerinspect"
MAY_READ_THE_ENVIRONMENT = {"config.py", "cli.py", "commands/leaving.py", "telemetry/measures.py", "web/processes.py"}
"""The settings; whether a fault of a command is shown whole; what gunicorn and the library of measures need."""
MAY_DRAW_LOTS = {"season", "services/vacancies/demonstration.py"}
"""The invented season: from a seed, so that it comes out the same. Nobody relies on nobody guessing it."""
MAY_ASK = ("services/sign_on/", "services/notices/")
"""An organisation's own sign-in, and the mail server."""
MAY_LISTEN = {"web/server.py", "services/processes.py"}
"""The server itself, and what asks for this computer's own name."""
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_COMMANDS = {"system", "popen", "spawnl", "spawnv", "getoutput", "getstatusoutput"}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "commands", "telnetlib", "ftplib"}
BROKEN = {"md5", "md4", "sha1", "new"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def dangers(tree: ast.Module) -> Iterator[str]:
    """What of a file could run text or a shell."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in RUNS_TEXT:
            yield node.func.id
        if isinstance(node.func, ast.Attribute) and node.func.attr in RUNS_COMMANDS:
            yield node.func.attr
        yield from ("shell" for word in node.keywords if word.arg == "shell")
    yield from (name for name in imported(tree) if name in NEVER_IMPORTED)


def test_the_check_itself_sees_what_is_not_allowed() -> None:
    for text in ("eval('1')", "import os\nos.system('x')", "import subprocess\nsubprocess.run('x', shell=True)",
                 "from pickle import loads", "__import__('x')"):  # fmt: skip
        assert list(dangers(ast.parse(text))), text
    assert not list(dangers(ast.parse("import re\nre.compile('x')\nsubprocess.run(['x'])")))


def test_no_shell_and_no_code_out_of_text() -> None:
    found = {name: list(dangers(tree)) for name, tree in trees()}
    assert len(found) > 300
    assert {name: each for name, each in found.items() if each} == {}


def test_secrets_come_from_the_systems_generator() -> None:
    drawing = {name for name, tree in trees() if "random" in set(imported(tree))}
    assert {name for name in drawing if not any(name.startswith(each) for each in MAY_DRAW_LOTS)} == set()
    assert any("secrets" in set(imported(tree)) for _, tree in trees())


def test_no_broken_hash() -> None:
    """The code of a second factor is SHA-1 inside HMAC, made by its own library; nothing else is."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "hashlib":
                assert node.attr not in BROKEN, name
            if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
                assert not BROKEN & {each.name for each in node.names}, name


def test_the_environment_is_read_in_one_place() -> None:
    reading = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert reading - {"web/hosting.py"} <= MAY_READ_THE_ENVIRONMENT


def test_nothing_asks_the_network_but_the_sign_in_and_the_mail() -> None:
    asking = {"socket", "http", "urllib3", "requests", "httpx", "ssl", "smtplib", "ftplib"}
    found = {name for name, tree in trees() if asking & set(imported(tree))}
    assert {name for name in found if not name.startswith(MAY_ASK)} <= MAY_LISTEN
