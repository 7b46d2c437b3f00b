"""List the duties, search for a roster, wait for it, and print who is on it.

    PEERINSPECT_TOKEN=peer_... python docs/examples/search_for_a_roster.py https://peers.example 60

The token needs the scopes "read" and "search". The number is how many seconds each part of the search may take.
"""

from __future__ import annotations

import os
import sys

from peerinspect_client import Client, Refused


def say(line: str) -> None:
    """One line on the screen."""
    sys.stdout.write(f"{line}\n")


def main(base: str, seconds: int, token: str) -> int:
    """Do it; the status for the shell."""
    client = Client(base, token)
    try:
        duties = list(client.duties())
        say(f"{len(duties)} duties")
        for duty in duties:
            say(f"  {duty.kind:8} {duty.title}")
        roster = client.search(seconds)
        say(f"Roster {roster}")
        for seat in client.roster(roster):
            say(f"  {seat.duty}: {seat.person} ({seat.status})")
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60, os.environ["PEERINSPECT_TOKEN"]))
