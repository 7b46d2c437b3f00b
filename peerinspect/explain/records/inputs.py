"""What a decision record is made from: three files as they were stored, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from peerinspect.domain import Duty, Facts, Roster
from peerinspect.domain.placement import Pair
from peerinspect.files import facts_from_dict, roster_from_dict

OPEN = "open"
"""The part that holds no sealed work."""


@dataclass(frozen=True)
class Inputs:
    """The bytes of a problem, of the roster that answers it, and of its publication; `part` names what they are of.

    The publication is a JSON object: who published and when, the certificate, and the waivers in force with who
    approved each. Reading the facts or the roster raises FileProblem where a file is damaged.
    """

    part: str
    problem: bytes
    roster: bytes
    publication: bytes

    @cached_property
    def facts(self) -> Facts:
        """The facts as at the day of the search."""
        return facts_from_dict(json.loads(self.problem))

    @cached_property
    def answer(self) -> Roster:
        """The roster that was published."""
        return roster_from_dict(json.loads(self.roster), self.facts)

    @cached_property
    def published(self) -> dict[str, Any]:
        """What was put beside the roster when it was published."""
        found: dict[str, Any] = json.loads(self.publication)
        return found

    @cached_property
    def waivers(self) -> tuple[dict[str, Any], ...]:
        """The waivers in force at the publication."""
        return tuple(self.published["waivers"])

    def is_own(self, duty: str) -> bool:
        """Whether the duty is the part's own to fill: a sealed part holds open work only to keep clear of it."""
        return self.part == OPEN or self.facts.duties[duty].sealed

    def digests(self) -> dict[str, str]:
        """The digest of each file, by its name."""
        files = {"problem": self.problem, "publication": self.publication, "roster": self.roster}
        return {name: digest(content) for name, content in files.items()}

    def is_waived(self, rule: str, duty: Duty, pairs: set[Pair]) -> bool:
        """Whether a waiver covers the rule's soft objection to these placements (exact reading 8)."""
        return any(
            each["rule"] == rule
            and (each["person"], each["duty"]) in pairs
            and (each["other"] is None or (each["other"]["person"], each["other"]["duty"]) in pairs)
            and each["until"] >= self.facts.duties[each["duty"]].last_day.isoformat()
            for each in self.waivers
            if each["duty"] in self.facts.duties
        )


def digest(content: bytes) -> str:
    """`sha256:` and the digest of some bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
