"""The lives of the six kinds of duty. Source: design, section 7."""

from __future__ import annotations

from collections.abc import Mapping

from peerinspect.domain import kinds
from peerinspect.domain.lives.life import BEGUN, NOTICE_COME, OVER, STAFFED, Life, Step

CANCELLED, DEFERRED = "cancelled", "deferred"
CANCEL, DEFER = "cancel", "defer"
_WHY = "Why"
_LETTER = "Reference of the letter"
_CALLED_OFF = "Whoever was asked is stood down, and no search looks for anybody any more."


def _cancel(what: str, *before: str) -> Step:
    about = f"Calls {what} off for good. {_CALLED_OFF}"
    return Step(CANCEL, before, CANCELLED, f"Cancel {what}", about, reason=_WHY, releases=True)


INSPECTION = Life(
    "an inspection",
    {
        "planned": "Planned",
        "team-held": "Team held",
        "notified": "Notified",
        "on-site": "On site",
        "reporting": "Reporting",
        "published": "Published",
        DEFERRED: "Deferred",
        CANCELLED: "Cancelled",
    },
    (
        Step(
            "hold-team",
            ("planned",),
            "team-held",
            "Hold the team",
            "Says that the team has agreed and keeps its days free.",
            requires=STAFFED,
        ),
        Step(
            "notify",
            ("team-held",),
            "notified",
            "Record the notice",
            "Says that the council has been told. It can be recorded from the notice day on.",
            day="Day on which the council was told",
            requires=NOTICE_COME,
        ),
        Step(
            "go-on-site",
            ("notified",),
            "on-site",
            "Record that the team is on site",
            "Says that the inspection has begun.",
            requires=BEGUN,
        ),
        Step(
            "write-report",
            ("on-site",),
            "reporting",
            "Record that the visit is over",
            "Says that the team has left and the report is being written.",
            requires=OVER,
        ),
        Step(
            "publish-report",
            ("reporting",),
            "published",
            "Record that the report is published",
            "Closes the inspection.",
            day="Day of publication",
            reference="Address or reference of the report",
        ),
        Step(
            DEFER,
            ("planned", "team-held", "notified"),
            DEFERRED,
            "Defer the inspection",
            f"Puts it off. {_CALLED_OFF} The new week is known to nobody but those who are cleared.",
            reason=_WHY,
            releases=True,
        ),
        Step(
            "plan-again",
            (DEFERRED,),
            "planned",
            "Give it a new week",
            "Plans it afresh, sealed until its new notice day. The next search looks for a team under every rule.",
            day="First day on site",
        ),
        _cancel("the inspection", "planned", "team-held", "notified", "on-site", DEFERRED),
    ),
    finished=frozenset({"published", DEFERRED, CANCELLED}),
    called_off=frozenset({DEFERRED, CANCELLED}),
)

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
            reference=_LETTER,
        ),
        Step(
            "back-to-panel",
            ("offered",),
            "panel",
            "Record that the offer was declined",
            "Sends the choice back to the panel.",
            reason=_WHY,
        ),
        Step(
            "take-post",
            ("offered",),
            "in-post",
            "Record the appointment",
            "Says that the chair has been appointed, by letter.",
            reference=_LETTER,
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
            reference=_LETTER,
        ),
        Step(
            "remove",
            ("in-post", "appraised", "renewed"),
            "removed",
            "Record the removal",
            "Ends the term on the day given. The grounds, the notice and the reply are in the letter.",
            day="Last day in post",
            reason="Grounds, in one sentence",
            reference=_LETTER,
            ends=True,
        ),
        Step(
            "end-term",
            ("in-post", "appraised", "renewed"),
            "ended",
            "Record the end of the term",
            "Ends the term on the day given.",
            day="Last day in post",
            reason=_WHY,
            ends=True,
        ),
        _cancel("this search for a chair", "vacancy", "panel", "offered"),
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
            ends=True,
        ),
        _cancel("the vacancy", "notified", "covered", "advertised"),
    ),
    finished=frozenset({"appointed", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)

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
            reference=_LETTER,
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
            ends=True,
        ),
        _cancel("the support", "requested", "scoped", "agreed", "live"),
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
            reference=_LETTER,
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
            reason=_WHY,
            ends=True,
        ),
        _cancel("the secondment", "requested", "agreed", "live"),
    ),
    finished=frozenset({"ended", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)

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
            reference=_LETTER,
        ),
        Step(
            "appoint-reviewer",
            ("decided",),
            "reviewer-appointed",
            "Record the reviewer's appointment",
            "Starts the six months in which the report is due.",
            day="Day of the appointment",
            reference=_LETTER,
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
            ends=True,
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
            ends=True,
        ),
        _cancel("the review", "notified", "rapid-review", "decided", "reviewer-appointed"),
    ),
    finished=frozenset({"published", "withheld", CANCELLED}),
    called_off=frozenset({CANCELLED}),
)

LIVES: Mapping[str, Life] = {
    kinds.INSPECT: INSPECTION,
    kinds.CHAIR: CHAIR,
    kinds.SUPPORT: SUPPORT,
    kinds.SECOND: SECONDMENT,
    kinds.INTERIM: VACANCY,
    kinds.REVIEW: REVIEW,
}
"""The life of each kind of duty."""
