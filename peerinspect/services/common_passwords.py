"""Passwords that many people choose: known without asking anybody, since a password must not leave the service.

Lists of stolen passwords are long, but what is long enough on them follows few patterns: one or two words that
everybody thinks of, the keys of the keyboard in order, a year or signs behind, letters written as digits. So the
patterns are refused, with everything that a list would hold of them. There is no rule on what a password is made of.
"""

from __future__ import annotations

import re
from pathlib import Path

WORDS = frozenset(Path(__file__).with_name("common_words.txt").read_text(encoding="ascii").split())
"""Words that common passwords are made of. Those of this service, its users and their work stand last."""
KEYS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1s2d3f4g5h6j7k8l9",
    "qweasdzxc",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "147258369",
    "159357",
    "159753",
    "789456123",
    "1020304050607080",
)
"""Signs in the order of a keyboard, of the alphabet or of a keypad; a run may go either way."""
SHORTEST_RUN = 3
A_PIECE, A_DIGIT, MOST = 10, 4, 45
"""What a word or a run adds, what a digit that belongs to neither adds, and up to what sum a password is common: one
word and a day, two and a year, three and a few digits. Four words drawn by chance are not, nor are twelve digits.
"""
AS_LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_RUNS = KEYS + tuple(keys[::-1] for keys in KEYS)
_SIGNS = re.compile(r"[\W_]+")
_LONGEST_PIECE = 40


def is_common(password: str) -> bool:
    """Whether the password is made of a few pieces that everybody thinks of, as they are or with digits for letters."""
    return _worth(password.casefold()) <= MOST


def _worth(text: str) -> int:
    """The least that common pieces, digits and signs, which add nothing, sum up to; more than MOST where they do not
    make the text up. Each place is looked at once, so that the work grows with the length alone.
    """
    least = [0, *([MOST + 1] * len(text))]
    for at in range(len(text)):
        if least[at] > MOST:
            continue
        for end, added in _steps(text, at):
            least[end] = min(least[end], least[at] + added)
    return least[-1]


def _steps(text: str, at: int) -> list[tuple[int, int]]:
    """Where a piece that begins at a place may end, and what it adds."""
    signs = _SIGNS.match(text, at)
    steps = [(signs.end(), 0)] if signs else [(at + 1, A_DIGIT)] if text[at].isdigit() else []
    for end in range(at + 1, min(len(text), at + _LONGEST_PIECE) + 1):
        piece = text[at:end]
        if piece in WORDS or piece.translate(AS_LETTERS) in WORDS or _is_run(piece):
            steps.append((end, A_PIECE))
    return steps


def _is_run(piece: str) -> bool:
    return len(piece) >= SHORTEST_RUN and any(piece in run for run in _RUNS)
