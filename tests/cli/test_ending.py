"""How a process ends that has run one command."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LEFT = """
import atexit, sys
from peerinspect.commands.leaving import end_process, leave_as_it_is
atexit.register(print, "looked through")
{left}
sys.stdout.write("found ")
end_process({code})
"""


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize(
    ("left", "said"), [("leave_as_it_is()", "found "), ("", "found looked through\n")], ids=["at once", "as usual"]
)
def test_what_was_said_is_heard_and_the_code_is_kept(left: str, said: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LEFT.format(left=left, code=code)], capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr, ended.returncode) == (said, "", code)


def test_a_reader_who_has_gone_changes_no_code() -> None:
    program = LEFT.format(left="leave_as_it_is(); sys.stdin.read()", code=1)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1
