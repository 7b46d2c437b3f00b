"""The lives of posts that somebody is appointed to: chairs of boards, directors. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CANCELLED, LETTER, WHY, cancelling
from peerinspect.domain.lives.life import ENDS_ON, STAFFED, Life, Step

CHAIR = Life(
    "a board",
    {
        "vacancy": "Vacancy",
        "panel": "Panel",
        "offered": "Offered",
        "in-post": "In post",
        "appraised": "Appraised",
        "renewed": "Renewed",
        "removed": "Removed",
        "ended": "Ended",
        CANCELLED: "Cancelled",
    },
    (
        Step(
            "call-panel",
            ("vacancy",),
            "panel",
            "Record that the panel meets",
            "Says that a panel is choosing the chair.",
            day="Day of the panel",
        ),
        Step(
            "offer-chair",
            ("panel",),
            "offered",
            "Record the offer",
            "Says that the post was offered, by whoever appoints the chair.",
            reference=LETTER,
        ),
        Step(
            "back-to-panel",
            ("offered",),
            "panel",
            "Record that the offer was declined",
            "Sends the choice back to the panel.",
            reason=WHY,
        ),
        Step(
            "take-post",
            ("offered",),
            "in-post",
            "Record the appointment",
            "Says that the chair has been appointed, by letter.",
            reference=LETTER,
            requires=STAFFED,
        ),
        Step(
            "appraise",
            ("in-post", "appraised", "renewed"),
            "appraised",
            "Record the yearly appraisal",
            "Says that the chair's year was looked back on.",
            day="Day of the appraisal",
        ),
        Step(
            "renew",
            ("appraised",),
            "renewed",
            "Record the renewal",
            "Makes the term longer, to the day given.",
            day="New last day of the term",
            reference=LETTER,
        ),
        Step(
            "remove",
            ("in-post", "appraised", "renewed"),
            "removed",
            "Record the removal",
            "Ends the term on the day given. The grounds, the notice and the reply are in the letter.",
            day="Last day in post",
            reason="Grounds, in one sentence",
            reference=LETTER,
            ends=ENDS_ON,
        ),
        Step(
            "end-term",
            ("in-post", "appraised", "renewed"),
            "ended",
            "Record the end of the term",
            "Ends the term on the day given.",
            day="Last day in post",
            reason=WHY,
            ends=ENDS_ON,
        ),
        cancelling("this search for a chair", "vacancy", "panel", "offered"),
    ),
    finished=frozenset({"removed", "ended", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)

VACANCY = Life(
    "a vacancy",
    {
        "notified": "Notified",
        "covered": "Covered",
        "advertised": "Advertised",
        "appointed": "Appointed",
        CANCELLED: "Cancelled",
    },
    (
        Step(
            "cover",
            ("notified",),
            "covered",
            "Record that it is covered",
            "Says who leads the service for the time being: there must be somebody at all times.",
            requires=STAFFED,
        ),
        Step(
            "advertise",
            ("covered",),
            "advertised",
            "Record the advertisement",
            "Says that the council looks for a director.",
            day="Day of the advertisement",
        ),
        Step(
            "appoint",
            ("advertised",),
            "appointed",
            "Record the appointment",
            "Says that the council has a director again. The cover ends on the day given.",
            day="Last day of the cover",
            ends=ENDS_ON,
        ),
        cancelling("the vacancy", "notified", "covered", "advertised"),
    ),
    finished=frozenset({"appointed", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)
