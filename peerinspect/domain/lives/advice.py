"""The lives of support and of secondments. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CANCELLED, LETTER, WHY, cancelling
from peerinspect.domain.lives.life import BEGUN, ENDS_ON, STAFFED, Life, Step

OF_PROGRAMMES = frozenset({"scope", "agree", "review", "close"})
"""The steps of support that say more than a state, where it is run from its own page: its need, the words of two
councils, what both found, the days that were given."""

SUPPORT = Life(
    "support",
    {
        "requested": "Requested",
        "scoped": "Scoped",
        "agreed": "Agreed",
        "live": "Live",
        "reviewed": "Reviewed",
        "closed": "Closed",
        CANCELLED: "Cancelled",
    },
    (
        Step("scope", ("requested",), "scoped", "Record the scope", "Says that both councils know what is asked for."),
        Step(
            "agree",
            ("scoped",),
            "agreed",
            "Record the agreement",
            "Says that both councils have agreed to it.",
            reference=LETTER,
        ),
        Step(
            "begin",
            ("agreed",),
            "live",
            "Record that it has begun",
            "Says that the work goes on.",
            requires=STAFFED,
        ),
        Step(
            "review",
            ("live",),
            "reviewed",
            "Record the review",
            "Says that both councils looked back on what came of it.",
            day="Day of the review",
        ),
        Step(
            "close",
            ("reviewed",),
            "closed",
            "Close the support",
            "Ends the work on the day given.",
            day="Last day of the work",
            ends=ENDS_ON,
        ),
        cancelling("the support", "requested", "scoped", "agreed", "live"),
    ),
    finished=frozenset({"closed", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)

SECONDMENT = Life(
    "a secondment",
    {"requested": "Requested", "agreed": "Agreed", "live": "Live", "ended": "Ended", CANCELLED: "Cancelled"},
    (
        Step(
            "agree",
            ("requested",),
            "agreed",
            "Record the agreement",
            "Says that Ofsted and the home council have agreed.",
            reference=LETTER,
            requires=STAFFED,
        ),
        Step("begin", ("agreed",), "live", "Record that it has begun", "Says that the term goes on.", requires=BEGUN),
        Step(
            "end",
            ("live",),
            "ended",
            "End the secondment",
            "Ends the term on the day given.",
            day="Last day of the term",
            reason=WHY,
            ends=ENDS_ON,
        ),
        cancelling("the secondment", "requested", "agreed", "live"),
    ),
    finished=frozenset({"ended", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)
