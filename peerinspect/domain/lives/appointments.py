"""The lives of posts that somebody is appointed to: chairs of boards, directors. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CANCELLED, LETTER, WHY, cancelling
from peerinspect.domain.lives.life import ENDS_ON, STAFFED, Life, Step

GIVE_NOTICE, KEEP_CHAIR, NAME_INTERIM, REMOVE = "give-notice", "keep-chair", "name-interim", "remove"
OF_REMOVAL = frozenset({GIVE_NOTICE, KEEP_CHAIR, NAME_INTERIM, REMOVE})
"""The steps of a removal: they take grounds, a reply and an interim chair, and so more than a letter."""
UNDER_NOTICE = "notice-of-removal"
IN_POST = ("in-post", "appraised", "renewed")
"""The states in which a chair is in post, and under no notice."""

CHAIR = Life(
    "a board",
    {
        "vacancy": "Vacancy",
        "panel": "Panel",
        "offered": "Offered",
        "in-post": "In post",
        "appraised": "Appraised",
        "renewed": "Renewed",
        UNDER_NOTICE: "Under notice of removal",
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
            IN_POST,
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
            GIVE_NOTICE,
            IN_POST,
            UNDER_NOTICE,
            "Give notice of removal",
            "Tells the chair the grounds, how long they have to reply, and who would follow for the time being.",
            reason="Grounds",
        ),
        Step(
            NAME_INTERIM,
            (UNDER_NOTICE,),
            UNDER_NOTICE,
            "Name another interim chair",
            "Asks somebody else to follow for the time being, where whoever was asked has said no.",
        ),
        Step(
            KEEP_CHAIR,
            (UNDER_NOTICE,),
            "in-post",
            "Take the notice back",
            "Keeps the chair in post. Whoever was asked to follow is asked no more.",
            reason="Why the chair stays",
        ),
        Step(
            REMOVE,
            (UNDER_NOTICE,),
            "removed",
            "Remove the chair",
            "Ends the term today. The interim chair follows tomorrow.",
            reason="Reasons, after reading the reply",
        ),
        Step(
            "end-term",
            IN_POST,
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

EXTEND_COVER, HAND_BACK = "extend", "hand-back"
_LAST_DAY = "Last day of the cover"
VACANCY = Life(
    "a vacancy",
    {
        "notified": "Notified",
        "covered": "Covered",
        "extended": "Cover extended",
        "advertised": "Advertised",
        "appointed": "Appointed",
        "handed-back": "Handed back",
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
            EXTEND_COVER,
            ("covered", "extended", "advertised"),
            "extended",
            "Extend the cover",
            "Makes the cover longer, to the day given. The rules are asked again of whoever covers.",
            day="New last day of the cover",
            reason=WHY,
        ),
        Step(
            "advertise",
            ("covered", "extended"),
            "advertised",
            "Record the advertisement",
            "Says that the council looks for a director.",
            day="Day of the advertisement",
        ),
        Step(
            "appoint",
            ("advertised", "extended"),
            "appointed",
            "Record the appointment",
            "Says that the council has found a director. The cover ends on the day given.",
            day=_LAST_DAY,
            ends=ENDS_ON,
        ),
        Step(
            HAND_BACK,
            ("covered", "extended", "advertised", "appointed"),
            "handed-back",
            "Hand the post back",
            "Says to whom the post was handed, and what they were told. The cover ends on the day given.",
            day=_LAST_DAY,
            ends=ENDS_ON,
        ),
        cancelling("the vacancy", "notified", "covered", "extended", "advertised"),
    ),
    finished=frozenset({"handed-back", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)
