"""Searches that are made once for real, and from then on answered from what they said: the same files, the same answer.

What is shown by killing workers again and again has to do with rows, not with how a roster is found.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from peerinspect.services import answering, dividing, reserving, solving

SCRIPT = """
import hashlib, json, os, shutil, subprocess, sys

kept, *words = sys.argv[1:]

def told(word):
    if os.path.isfile(word):
        with open(word, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    return os.path.basename(word)

key = hashlib.sha256(json.dumps([told(word) for word in words]).encode()).hexdigest()
place, made = os.path.join(kept, key), os.path.join(kept, f"{key}.{os.getpid()}")
written = words[words.index("-o") + 1] if "-o" in words else None
if not os.path.isdir(place):
    os.mkdir(made)
    with open(os.path.join(made, "said"), "wb") as said:
        subprocess.run([sys.executable, "-m", "peerinspect.cli", *words], stdout=said, check=True)
    if written:
        shutil.copy(written, os.path.join(made, "written"))
    os.rename(made, place)
if written:
    shutil.copy(os.path.join(place, "written"), written)
with open(os.path.join(place, "said")) as said:
    sys.stdout.write(said.read())
"""


def replay(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """From now on each command that searches is carried out once; what it said is kept in the folder."""
    folder.mkdir()
    script = folder / "replay.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = (sys.executable, "-I", "-S", str(script), str(folder))
    patch.setattr(solving, "SOLVER", command)
    patch.setattr(answering, "EXPLAINER", command)
    patch.setattr(dividing, "COMMAND", command)
    patch.setattr(reserving, "COMMAND", command)
