"""The reviews of the demo: invented references, councils by their place in a list, days as they might have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from peerinspect.domain.lives.review_kinds import LOCAL, NATIONAL, RAPID, SERIOUS
from peerinspect.services.reviews.advising import ADVISES, AGREES, IN_FULL, REDACTED, WITHHELD
from peerinspect.services.reviews.deadlines import ON_DECISION, ON_PUBLICATION, PUBLICATION, RAPID_REVIEW, REPORT


@dataclass(frozen=True, slots=True)
class Case:
    """A review of the demo.

    `known` is the day it became known; the other days are counted from it: notified, decided (or ended without),
    reviewer appointed, draft, final, closed. `advice` holds topic, advice and day; `delays` stage, reason, words, the
    day on which it was recorded and the new expected day. `joint`: of two councils.
    """

    reference: str
    kind: str
    state: str
    known: date
    days: tuple[int, ...] = ()
    advice: tuple[tuple[str, str, int], ...] = ()
    delays: tuple[tuple[str, str, str, int, int], ...] = ()
    joint: bool = False
    has_lessons: bool = False
    own_council: bool = False

    def day(self, number: int) -> date | None:
        """The day of the step of a number, None where it was not taken."""
        return self.known + timedelta(days=self.days[number]) if number < len(self.days) else None


COURT = "The trial is listed for the spring"


def past_cases(today: date) -> tuple[Case, ...]:
    """Reviews that are over: serious case reviews first, then those since June 2018."""
    year = today.year
    return (
        Case("SCR-2014/3", SERIOUS, "published", date(2014, 3, 11), (3, 24, 50, 150, 190, 200)),
        Case(
            "SCR-2015/2",
            SERIOUS,
            "withheld",
            date(2015, 9, 7),
            (4, 30, 66, 170, 200, 244),
            ((ON_PUBLICATION, WITHHELD, 215),),
        ),
        Case(
            "SCR-2016/5",
            SERIOUS,
            "published",
            date(2016, 2, 15),
            (7, 35, 60, 230, 300, 340),
            ((ON_PUBLICATION, IN_FULL, 310),),
            ((PUBLICATION, "court", COURT, 205, 345),),
        ),
        Case("SCR-2017/1", SERIOUS, "no-review", date(2017, 1, 16), (3, 26)),
        Case("SCR-2017/4", SERIOUS, "published", date(2017, 10, 2), (4, 28, 55, 160, 196, 205), joint=True),
        Case(
            "CSPR-2019/1",
            LOCAL,
            "published",
            date(2019, 5, 13),
            (4, 24, 45, 140, 185, 200),
            ((ON_DECISION, AGREES, 40), (ON_PUBLICATION, IN_FULL, 190)),
        ),
        Case(
            "CSPR-2020/2",
            LOCAL,
            "published",
            date(2020, 12, 14),
            (8, 35, 70, 210, 260, 290),
            ((ON_DECISION, AGREES, 60), (ON_PUBLICATION, REDACTED, 268)),
            ((REPORT, "reviewer", "", 220, 262),),
        ),
        Case("RR-2021/7", RAPID, "no-review", date(2021, 6, 7), (3, 23), ((ON_DECISION, AGREES, 41),)),
        Case(
            "CSPR-2022/1",
            LOCAL,
            "published",
            date(2022, 3, 21),
            (3, 22, 40, 150, 188, 198),
            ((ON_DECISION, AGREES, 36), (ON_PUBLICATION, IN_FULL, 195)),
        ),
        Case("RR-2022/9", RAPID, "no-review", date(2022, 12, 19), (8, 31), ((ON_DECISION, AGREES, 51),)),
        Case(
            "NR-2023/1",
            NATIONAL,
            "published",
            date(2023, 2, 6),
            (2, 30, 50, 150, 200, 210),
            ((ON_DECISION, "commissions-national", 29), (ON_PUBLICATION, IN_FULL, 205)),
            joint=True,
        ),
        Case(
            f"CSPR-{year - 2}/3",
            LOCAL,
            "withheld",
            date(year - 2, 4, 15),
            (3, 22, 50, 160, 190, 220),
            ((ON_DECISION, ADVISES, 35), (ON_PUBLICATION, WITHHELD, 200)),
            has_lessons=True,
        ),
        Case(
            f"CSPR-{year - 1}/2",
            LOCAL,
            "published",
            date(year - 1, 1, 20),
            (2, 21, 44, 150, 186, 196),
            ((ON_DECISION, AGREES, 38), (ON_PUBLICATION, IN_FULL, 193)),
        ),
        Case(f"RR-{year - 1}/8", RAPID, "no-review", date(year - 1, 9, 1), (3, 22), ((ON_DECISION, AGREES, 40),)),
    )


def going_cases(today: date) -> tuple[Case, ...]:
    """Reviews that go on: one in each state, two late with reasons, two that wait for the panel's advice."""
    year = today.year

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    return (
        Case(f"RR-{year}/21", RAPID, "known", ago(3)),
        Case(f"RR-{year}/20", RAPID, "notified", ago(8), (4,)),
        Case(
            f"RR-{year}/17",
            RAPID,
            "rapid-review",
            ago(45),
            (4,),
            delays=((RAPID_REVIEW, "police", "Interviews are not over", 26, 60),),
        ),
        Case(f"RR-{year}/15", RAPID, "no-review", ago(34), (4, 24)),
        Case(f"CSPR-{year}/9", LOCAL, "decided", ago(40), (3, 24)),
        Case(
            f"CSPR-{year}/6",
            LOCAL,
            "reviewer-appointed",
            ago(120),
            (4, 23, 60),
            ((ON_DECISION, AGREES, 41),),
        ),
        Case(
            f"CSPR-{year}/2",
            LOCAL,
            "draft",
            ago(280),
            (5, 26, 70, 200),
            ((ON_DECISION, AGREES, 44),),
            ((REPORT, "court", COURT, 205, 330), (PUBLICATION, "court", COURT, 205, 345)),
        ),
        Case(
            f"NR-{year}/1",
            NATIONAL,
            "draft",
            ago(150),
            (2, 28, 50, 130),
            ((ON_DECISION, "commissions-national", 27),),
            joint=True,
        ),
        Case(
            f"CSPR-{year}/4",
            LOCAL,
            "final",
            ago(190),
            (3, 22, 50, 150, 186),
            ((ON_DECISION, AGREES, 38),),
            own_council=True,
        ),
    )
