"""A finding speaks of practice, never of a child: what can clearly be told apart is refused, with what to say instead.

This is a safety net with wide meshes, and the form says so. It knows days of birth, NHS numbers and names that are
introduced as names. It cannot know a name that stands alone, so whoever writes reads the text again.
"""

from __future__ import annotations

import re

BORN = "This seems to give a day of birth. Write how old the child was, or leave it out"
NUMBER = "This seems to give an NHS number. Leave it out: the review has its reference"
NAMED = "This seems to name somebody. Write “the child” or “the mother” instead"
_WHO = r"(?:child|children|boy|girl|baby|infant|twins?|son|daughter|brother|sister|sibling|mother|father|parent|carer)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BIRTHS = (
    re.compile(r"\b(?:date|day) of birth\b", re.I),
    re.compile(r"\bd\.?\s?o\.?\s?b\b", re.I),
    re.compile(rf"\bborn\s+(?:on|in)\s+(?:the\s+)?(?:\d|{_MONTH}\b)", re.I),
    re.compile(r"\bborn\s+\d", re.I),
)
_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_NAMES = re.compile(rf"\b(?i:{_WHO},?\s+(?:was\s+|is\s+)?(?:called|named|known\s+as))\s+[“\"']?[A-Z]\w")


def particulars_in(text: str) -> str:
    """What a text says that a finding may not, as a sentence; "" where nothing of it can be told."""
    if any(each.search(text) for each in _BIRTHS):
        return BORN
    if any(_is_nhs_number("".join(each.groups())) for each in _TEN_DIGITS.finditer(text)):
        return NUMBER
    return NAMED if _NAMES.search(text) else ""


def _is_nhs_number(digits: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it: 11 less their weighted sum modulo 11."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(digits[9])
