"""`peerinspect explain`: everybody's part in one duty."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any, Protocol

from peerinspect.commands.refusal import Unusable
from peerinspect.commands.reporting import mention, report_found
from peerinspect.domain import Facts, Roster
from peerinspect.files import digest_of, read_problem, read_roster


def explain_file(chosen: Namespace) -> int:
    """Prints the answer to what was asked of the duty, as plain text or as JSON.

    That is who is chosen, eligible or blocked, and why; or what the best roster with the person on it would cost; or
    why it is short, and what would fill it.
    """
    if chosen.resolve and chosen.person is None:
        raise Unusable("--resolve needs --person ID: whom to put on the duty")
    facts = read_problem(chosen.problem)
    roster = read_roster(chosen.roster, facts)
    _known("duty", chosen.duty, facts.duties, chosen.problem)
    if chosen.person is not None:
        _known("person", chosen.person, facts.people, chosen.problem)
    check_edition(roster, chosen.roster)
    answer = _answer(chosen, facts, roster)
    text = json.dumps(answer.as_dict(), indent=2, ensure_ascii=False) if chosen.json else answer.as_text()
    sys.stdout.write(text.rstrip("\n") + "\n")
    return 0


def check_edition(roster: Roster, path: str) -> None:
    """Refuses a roster of a rulebook that there never was."""
    from peerinspect.independence.rulebook import EDITIONS, named_editions

    if roster.rulebook not in EDITIONS:
        raise Unusable(f"{path}: there is no rulebook {json.dumps(roster.rulebook[:60])}; known are {named_editions()}")


class Answer(Protocol):
    """What every explanation can do."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON would hold it."""

    def as_text(self) -> str:
        """For a terminal."""


def _answer(chosen: Namespace, facts: Facts, roster: Roster) -> Answer:
    if chosen.resolve:
        from peerinspect.explain.counterfactual import SECONDS, counterfactual

        is_answer = roster.problem == digest_of(facts)
        seconds = chosen.time_limit or SECONDS
        return counterfactual(facts, roster, chosen.duty, chosen.person, is_answer=is_answer, seconds=seconds)
    if chosen.fill:
        from peerinspect.explain import shortfall as filling

        mention("Trying what might fill it; this takes up to half a minute ...")
        found = report_found if chosen.progress else mention
        return filling.shortfall(
            facts,
            roster,
            chosen.duty,
            seconds=chosen.time_limit or filling.SECONDS,
            progress=lambda one: found(f"Found: {one.change.sentence}"),
        )
    from peerinspect.explain import explain_duty

    return explain_duty(facts, roster, chosen.duty, chosen.person)


def _known(what: str, name: str, names: Iterable[str], problem: str) -> None:
    import difflib

    known = list(names)
    if name in known:
        return
    close = difflib.get_close_matches(name, known, 1)
    advice = f'did you mean "{close[0]}"?' if close else "give an id from the file"
    raise Unusable(f"{problem}: there is no {what} {json.dumps(name[:60])}; {advice}")
