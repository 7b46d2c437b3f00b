"""The life of a case review. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CANCELLED, LETTER, cancelling
from peerinspect.domain.lives.life import ENDS_BY, STAFFED, Life, Step

KNOWN, NOTIFIED, RAPID_REVIEW, DECIDED, NO_REVIEW = "known", "notified", "rapid-review", "decided", "no-review"
APPOINTED, DRAFT, FINAL, PUBLISHED, WITHHELD = "reviewer-appointed", "draft", "final", "published", "withheld"
NOTIFY_PANEL, START_RAPID, DECIDE, END_WITHOUT = "notify-panel", "start-rapid-review", "decide", "end-without-review"
HOLD_AFTER_ALL, COMMISSION, APPOINT = "hold-after-all", "commission-national", "appoint-reviewer"
WRITE_DRAFT, FINALISE, PUBLISH, WITHHOLD = "draft", "finalise", "publish", "withhold"
RELEASE_LESSONS = "release-lessons"

REVIEW = Life(
    "a review",
    {
        # What was read in as a whole has been notified: nobody knew of it otherwise. So that is where its life begins.
        NOTIFIED: "Notified",
        KNOWN: "To be notified",
        RAPID_REVIEW: "Rapid review",
        DECIDED: "Decision taken",
        APPOINTED: "Reviewer appointed",
        DRAFT: "Draft",
        FINAL: "Final",
        PUBLISHED: "Published in full",
        WITHHELD: "Withheld",
        NO_REVIEW: "No further review",
        CANCELLED: "Cancelled",
    },
    (
        Step(
            NOTIFY_PANEL,
            (KNOWN,),
            NOTIFIED,
            "Record the notification",
            "Says that the national panel has been told. From then on the panel can read of it here.",
            day="Day of the notification",
        ),
        Step(
            START_RAPID,
            (NOTIFIED,),
            RAPID_REVIEW,
            "Start the rapid review",
            "Says that the partners look at the case. It is due 15 working days after the notification.",
            day="First day of the rapid review",
        ),
        Step(
            DECIDE,
            (NOTIFIED, RAPID_REVIEW),
            DECIDED,
            "Record the decision to review",
            "Says that an independent review is held. The report is due within six months of that day.",
            day="Day of the decision",
            reason="Reasons",
            reference=LETTER,
        ),
        Step(
            END_WITHOUT,
            (NOTIFIED, RAPID_REVIEW),
            NO_REVIEW,
            "Record that there is no further review",
            "Ends it without a review. Whoever was asked to review is stood down.",
            day="Day of the decision",
            reason="Reasons",
            releases=True,
        ),
        Step(
            HOLD_AFTER_ALL,
            (NO_REVIEW,),
            DECIDED,
            "Record that a review is held after all",
            "A new decision, for example after the national panel's advice. The six months run from it.",
            day="Day of the new decision",
            reason="Reasons",
            reference=LETTER,
        ),
        Step(
            COMMISSION,
            (DECIDED, NO_REVIEW),
            DECIDED,
            "Record that the national panel commissions it",
            "Makes a national review of it. The six months run from the day on which the panel commissioned it.",
            day="Day of the panel's decision",
        ),
        Step(
            APPOINT,
            (DECIDED,),
            APPOINTED,
            "Record the reviewer's appointment",
            "Says that whoever accepted has been appointed, by letter.",
            day="Day of the appointment",
            reference=LETTER,
            requires=STAFFED,
        ),
        Step(
            WRITE_DRAFT,
            (APPOINTED,),
            DRAFT,
            "Record the draft",
            "Says that there is a draft report.",
            day="Day of the draft",
        ),
        Step(
            FINALISE,
            (DRAFT,),
            FINAL,
            "Record the final report",
            "Says that the report is agreed. The national panel is asked whether it should be published.",
            day="Day on which the report was agreed",
        ),
        Step(
            PUBLISH,
            (FINAL,),
            PUBLISHED,
            "Record that it is published in full",
            "Closes the review. The work ends on the day given.",
            day="Day of publication",
            reference="Address or reference of the report",
            ends=ENDS_BY,
        ),
        Step(
            WITHHOLD,
            (FINAL,),
            WITHHELD,
            "Record that it is withheld",
            "Closes the review. The work ends on the day given.",
            day="Day of the decision",
            reason="Why it is not published",
            reference="Reference of the national panel's advice",
            ends=ENDS_BY,
        ),
        Step(
            RELEASE_LESSONS,
            (WITHHELD,),
            WITHHELD,
            "Release its lessons",
            "The report stays withheld. What it found is sent to every board that asked for it.",
            day="Day from which they may be read",
        ),
        cancelling("the review", KNOWN, NOTIFIED, RAPID_REVIEW, DECIDED, APPOINTED),
    ),
    finished=frozenset({PUBLISHED, WITHHELD, NO_REVIEW, CANCELLED}),
    called_off=frozenset({NO_REVIEW, CANCELLED}),
)
