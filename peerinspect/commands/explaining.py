"""`peerinspect explain`: everybody's part in one duty."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable

from peerinspect.commands.refusal import Unusable
from peerinspect.files import read_problem, read_roster


def explain_file(chosen: Namespace) -> int:
    """Prints who is chosen, eligible or blocked for the duty, and why; as plain text or as JSON."""
    from peerinspect.explain import explain_duty
    from peerinspect.independence.rulebook import EDITIONS

    facts = read_problem(chosen.problem)
    roster = read_roster(chosen.roster, facts)
    _known("duty", chosen.duty, facts.duties, chosen.problem)
    if chosen.person is not None:
        _known("person", chosen.person, facts.people, chosen.problem)
    if roster.rulebook not in EDITIONS:
        known = " and ".join(EDITIONS)
        raise Unusable(f"{chosen.roster}: there is no rulebook {json.dumps(roster.rulebook[:60])}; known are {known}")
    explanation = explain_duty(facts, roster, chosen.duty, chosen.person)
    text = json.dumps(explanation.as_dict(), indent=2, ensure_ascii=False) if chosen.json else explanation.as_text()
    sys.stdout.write(text.rstrip("\n") + "\n")
    return 0


def _known(what: str, name: str, names: Iterable[str], problem: str) -> None:
    import difflib

    known = list(names)
    if name in known:
        return
    close = difflib.get_close_matches(name, known, 1)
    advice = f'did you mean "{close[0]}"?' if close else "give an id from the file"
    raise Unusable(f"{problem}: there is no {what} {json.dumps(name[:60])}; {advice}")
