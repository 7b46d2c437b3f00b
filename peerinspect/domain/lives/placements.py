"""The life of a placement, and how its states are written in files. Source: design, sections 5 and 7."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.domain.lives.life import BEGUN, UNDERTAKEN, Life, Step

PLACEMENT = Life(
    "a placement",
    {
        "proposed": "Proposed",
        "checked": "Checked",
        "held": "Held, answer awaited",
        "accepted": "Accepted",
        "disclosed": "Council disclosed",
        "live": "In progress",
        "done": "Done",
        "declined": "Declined",
        "stood-down": "Stood down",
        "replaced": "Replaced",
    },
    (
        Step("check", ("proposed",), "checked", "Check against the rules", "Asks every rule about it."),
        Step("hold", ("checked",), "held", "Hold and offer", "Holds the days and asks the person."),
        Step("accept", ("held",), "accepted", "Accept", "Says yes. Only the person can."),
        Step(
            "decline",
            ("held", "accepted", "disclosed"),
            "declined",
            "Decline",
            "Says no. Only the person can.",
            reason="Why",
        ),
        Step(
            "disclose",
            ("accepted",),
            "disclosed",
            "Disclose the council",
            "Tells the person, who has signed the undertaking, whose inspection it is.",
            requires=UNDERTAKEN,
        ),
        Step(
            "begin",
            ("accepted", "disclosed"),
            "live",
            "Record that the person has begun",
            "Settles the placement: no search moves the person any more.",
            requires=BEGUN,
        ),
        Step(
            "finish",
            ("live",),
            "done",
            "Record that the person is done",
            "Ends the person's part. It counts as work done, and the seat is theirs no more.",
        ),
        Step(
            "stand-down",
            ("proposed", "checked", "held", "accepted", "disclosed", "live"),
            "stood-down",
            "Stand down",
            "Takes the person off the duty and empties the seat.",
            reason="Why",
        ),
        Step(
            "replace",
            ("proposed", "checked", "held", "accepted", "disclosed", "live"),
            "replaced",
            "Replace",
            "Takes the person off the duty and offers the seat to somebody else, whom no rule forbids.",
            reason="Why",
        ),
    ),
    finished=frozenset({"done", "declined", "stood-down", "replaced"}),
    called_off=frozenset({"declined", "stood-down", "replaced"}),
)

FINER: Mapping[str, tuple[str, str]] = {
    # State     the status that files know, and the finer word kept beside it
    "proposed":   ("proposed", ""),
    "checked":    ("proposed", "checked"),
    "held":       ("offered", ""),
    "accepted":   ("accepted", ""),
    "disclosed":  ("accepted", "disclosed"),
    "live":       ("live", ""),
    "done":       ("done", ""),
    "declined":   ("declined", ""),
    "stood-down": ("stood-down", ""),
    "replaced":   ("stood-down", "replaced"),
}  # fmt: skip
"""How each state is kept. Files know the statuses alone; what was declined or stood down is in no file."""
