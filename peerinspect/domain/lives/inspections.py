"""The life of an inspection. Source: design, section 7."""

from __future__ import annotations

from peerinspect.domain.lives.calling_off import CALLED_OFF, CANCELLED, DEFER, DEFERRED, PLAN_AGAIN, WHY, cancelling
from peerinspect.domain.lives.life import BEGUN, NOTICE_COME, OVER, STAFFED, Life, Step

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
            f"Puts it off. {CALLED_OFF} The new week is known to nobody but those who are cleared.",
            reason=WHY,
            releases=True,
        ),
        Step(
            PLAN_AGAIN,
            (DEFERRED,),
            "planned",
            "Give it a new week",
            "Plans it afresh, sealed until its new notice day. The next search looks for a team under every rule.",
            day="First day on site",
        ),
        cancelling("the inspection", "planned", "team-held", "notified", "on-site", DEFERRED),
    ),
    finished=frozenset({"published", DEFERRED, CANCELLED}),
    called_off=frozenset({DEFERRED, CANCELLED}),
)
