"""Runs a test file against a mutant in a process of its own, and says which test noticed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
RULES = "peerinspect.independence.rules"
SECONDS = 120
"""A mutant that runs longer than this never ends: that, too, is noticed."""


@dataclass(frozen=True)
class Outcome:
    """`noticed` is the test that failed, or what else went wrong; None where every test passed."""

    noticed: str | None

    @property
    def survived(self) -> bool:
        """Whether no test noticed."""
        return self.noticed is None


def module_of(code: str) -> str:
    """The module that holds the rule."""
    return f"{RULES}.{code.replace('-', '_')}"


def source_of(code: str) -> str:
    """The text of the rule's module."""
    return (ROOT / (module_of(code).replace(".", "/") + ".py")).read_text(encoding="utf-8")


def own_tests_of(code: str) -> Path:
    """The rule's own test file."""
    return ROOT / "tests" / "independence" / f"test_{code.replace('-', '_')}.py"


def run(code: str, source: str, tests: Path) -> Outcome:
    """Runs the tests with this text in place of the rule's module. Raises RuntimeError when nothing was tested."""
    with TemporaryDirectory() as folder:
        mutant = Path(folder) / "mutant.py"
        mutant.write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "tests.mutation.under_mutant", module_of(code), str(mutant), str(tests)]
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return Outcome(f"no end within {SECONDS} seconds")
    return _outcome(done)


def _environment() -> dict[str, str]:
    paths = [str(ROOT / "tests" / "independence"), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _outcome(done: subprocess.CompletedProcess[str]) -> Outcome:
    if done.returncode == 0:
        return Outcome(None)
    failed = re.search(r"^FAILED \S*?::(\w+)", done.stdout, re.MULTILINE)
    if done.returncode == 1 and failed:
        return Outcome(failed.group(1))
    if done.returncode == 2 and "during collection" in done.stdout:
        return Outcome("the test file does not load with it")
    raise RuntimeError(f"the tests could not be run:\n{done.stdout}\n{done.stderr}")
