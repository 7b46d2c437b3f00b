"""The format peerinspect/problem-1: read, checked, written and digested."""

from __future__ import annotations

import hashlib
import os
from typing import Any

from peerinspect.domain import Facts, Policy
from peerinspect.files import entries
from peerinspect.files.building import facts_of
from peerinspect.files.canon import sorted_entries, text_of
from peerinspect.files.layout import one_entry_a_line
from peerinspect.files.meaning import meaning_sentences
from peerinspect.files.parsing import read_object
from peerinspect.files.refusal import FileProblem, refuse_any
from peerinspect.files.saving import write_whole
from peerinspect.files.wording import schema_sentences

FORMAT = "peerinspect/problem-1"


def read_problem(path: str | os.PathLike[str]) -> Facts:
    """The facts in a problem file. Raises FileProblem, whose sentences begin with the path."""
    data = read_object(path)
    try:
        return facts_from_dict(data)
    except FileProblem as refusal:
        raise FileProblem(f"{os.fspath(path)}: {sentence}" for sentence in refusal.sentences) from None


def facts_from_dict(data: Any) -> Facts:
    """The facts in a parsed problem, in canonical order.

    Raises FileProblem with a sentence for each wrong entry, and nothing else, whatever it is given.
    """
    refuse_any(schema_sentences("problem", data))
    refuse_any(meaning_sentences(data))
    return facts_of(data)


def problem_dict(facts: Facts) -> dict[str, Any]:
    """The facts as a problem file writes them: lists in canonical order, empty ones left out but for the required."""
    required = {"format": FORMAT, "as_of": facts.as_of.isoformat()}
    wanted = {
        "title": facts.title,
        "authorities": [entries.authority_dict(one) for _, one in sorted(facts.authorities.items())],
        "borders": sorted(sorted(pair) for pair in facts.borders),
        "neighbours": [[*pair, rank] for pair, rank in sorted(facts.neighbours.items())],
        "arrangements": sorted_entries(map(entries.arrangement_dict, facts.arrangements)),
        "people": [entries.person_dict(one) for _, one in sorted(facts.people.items())],
        "interests": sorted_entries(map(entries.interest_dict, facts.interests)),
        "duties": [entries.duty_dict(one) for _, one in sorted(facts.duties.items())],
        "placements": sorted_entries(map(entries.placement_dict, facts.placements)),
        "waivers": sorted_entries(map(entries.waiver_dict, facts.waivers)),
        "set_aside": sorted_entries(map(entries.set_aside_dict, facts.set_aside)),
        "fit": [[*pair, number] for pair, number in sorted(facts.affinity.items())],
        "policy": entries.policy_dict(facts.policy),
    }
    return required | {key: value for key, value in wanted.items() if value or key in ("people", "duties")}


def canonical(facts: Facts) -> bytes:
    """The canonical form: keys sorted, lists sorted by id or content, no spaces, UTF-8."""
    return text_of(problem_dict(facts)).encode()


def digest_of(facts: Facts) -> str:
    """`sha256:` and the digest of the canonical form. Defaults spelt out leave it as it is."""
    return _digest(canonical(facts))


def policy_digest(policy: Policy) -> str:
    """`sha256:` and the digest of the policy alone, in the same form."""
    return _digest(text_of(entries.policy_dict(policy)).encode())


def write_problem(facts: Facts, path: str | os.PathLike[str]) -> None:
    """Writes the facts as a problem file, whole or not at all. Raises TargetProblem."""
    write_whole(path, one_entry_a_line(problem_dict(facts)).encode())


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
