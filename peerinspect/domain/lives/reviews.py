"""The life of a case review. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CANCELLED, LETTER, cancelling
from peerinspect.domain.lives.life import ENDS_BY, STAFFED, Life, Step

REVIEW = Life(
    "a review",
    {
        "notified": "Notified",
        "rapid-review": "Rapid review",
        "decided": "Decision taken",
        "reviewer-appointed": "Reviewer appointed",
        "draft": "Draft",
        "final": "Final",
        "published": "Published in full",
        "withheld": "Withheld",
        CANCELLED: "Cancelled",
    },
    (
        Step(
            "start-rapid-review",
            ("notified",),
            "rapid-review",
            "Start the rapid review",
            "Starts the 15 working days of the rapid review.",
            day="First day of the rapid review",
        ),
        Step(
            "decide",
            ("rapid-review",),
            "decided",
            "Record the decision to review",
            "Says that the partners want an independent review.",
            day="Day of the decision",
            reference=LETTER,
        ),
        Step(
            "appoint-reviewer",
            ("decided",),
            "reviewer-appointed",
            "Record the reviewer's appointment",
            "Starts the six months in which the report is due.",
            day="Day of the appointment",
            reference=LETTER,
            requires=STAFFED,
        ),
        Step("draft", ("reviewer-appointed",), "draft", "Record the draft", "Says that there is a draft report."),
        Step("finalise", ("draft",), "final", "Record the final report", "Says that the report is agreed."),
        Step(
            "publish",
            ("final",),
            "published",
            "Record that it is published in full",
            "Closes the review. The work ends on the day given.",
            day="Day of publication",
            reference="Address or reference of the report",
            ends=ENDS_BY,
        ),
        Step(
            "withhold",
            ("final",),
            "withheld",
            "Record that it is withheld",
            "Closes the review. The work ends on the day given.",
            day="Day of the decision",
            reason="Why it is not published",
            reference="Reference of the national panel's advice",
            ends=ENDS_BY,
        ),
        cancelling("the review", "notified", "rapid-review", "decided", "reviewer-appointed"),
    ),
    finished=frozenset({"published", "withheld", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)
