"""`peerinspect reserves`: who could step in for each person on a roster."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from peerinspect.commands.explaining import check_edition
from peerinspect.commands.reporting import mention
from peerinspect.files import read_problem, read_roster


def reserves_file(chosen: Namespace) -> int:
    """Prints two substitutes for each seat that is not settled; as plain text or as JSON."""
    from peerinspect.explain.reserves import reserves

    facts = read_problem(chosen.problem)
    roster = read_roster(chosen.roster, facts)
    check_edition(roster, chosen.roster)
    mention("Looking for two substitutes a seat ...")
    seats = reserves(facts, roster)
    if chosen.json:
        text = json.dumps([seat.as_dict() for seat in seats], indent=2, ensure_ascii=False)
    else:
        text = "\n".join(line for seat in seats for line in seat.as_lines())
    sys.stdout.write(text.rstrip("\n") + "\n")
    return 0
