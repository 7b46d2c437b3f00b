"""What people write in their own words: long enough to say something, short enough to read, and nothing unprintable."""

from __future__ import annotations

from peerinspect.services.checking import Checks

LONGEST = 1000
"""The most characters of a reason, a mitigation or a sentence on a decision."""
LONGEST_REFERENCE = 300


def tidy(text: str) -> str:
    """The text as it is kept: without the spaces around it, its lines ended in one way."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))


def check_text(checks: Checks, text: str, field: str, missing: str, name: str, longest: int = LONGEST) -> None:
    """Note what is wrong with a text. `missing` is what to say of an empty one, "" where it may be empty."""
    kept = tidy(text)
    if missing:
        checks.need(kept, field, missing)
    checks.need(len(kept) <= longest, field, f"Keep {name} to {longest:,} characters; it has {len(kept):,}")
    is_plain = all(sign.isprintable() or sign in "\n\t" for sign in kept)
    checks.need(is_plain, field, "Use letters, digits, spaces and signs only")
