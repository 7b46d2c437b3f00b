"""The few days that the random problems are made of: weeks of one spring, and the days about their anniversaries."""

from datetime import date, timedelta

from .dates import add_months, is_working_day

AS_OF = ("2025-02-28", "2025-03-01", "2024-12-31")
"""A day whose look-backs reach 29 February, the day after it, and one before every duty."""

STARTS = ("2025-03-03", "2025-02-28", "2025-03-10", "2025-03-18", "2025-03-21", "2025-03-24", "2025-04-28")
"""First days close to one another: same weeks, touching weeks, and 9, 10 and 11 working days apart."""

LATER_STARTS = ("2026-02-28", "2026-03-03", "2026-03-10", "2026-03-01", "2026-03-04", "2027-03-03", "2025-09-01")
"""First days about one year and two years after the first ones, for what must not follow an inspection too soon."""

LENGTHS = (4, 0, 1, 11, 18)
"""Days from the first to the last day of short duties."""

LATITUDES = (51.5, 52.1225, 52.123, 53.25)
"""Along one meridian the second is 90 minutes from the first, the third 91."""

TERM_ENDS = ("2025-03-14", "2025-03-24", "2025-05-30", "2026-02-27", "2026-03-02", "2026-08-31", "2027-03-02")
"""Last days of terms."""

MONTHS = (12, 24, 36, 48, 60)


def around(day: str) -> list[str]:
    """The day before, the day and the day after."""
    middle = date.fromisoformat(day)
    return [str(middle + timedelta(days=shift)) for shift in (-1, 0, 1)]


def days_before(day: str, working_days: int) -> list[str]:
    """The day whose `working_days`-th working day afterwards is `day`, and the days beside it."""
    found = date.fromisoformat(day)
    while working_days:
        working_days -= is_working_day(found)
        found -= timedelta(days=1)
    return around(str(found))


def anniversaries() -> list[str]:
    """The days about each look-back's anniversary before the first starts, leap days among them."""
    days = {"2024-02-29", "2020-02-29"}
    for start in STARTS[:2]:
        for months in MONTHS:
            days.update(around(str(add_months(date.fromisoformat(start), -months))))
    return sorted(days)


PAST = tuple(anniversaries())
NEAR = tuple(sorted({near for start in STARTS[:4] for near in around(start)}))
"""Days about the first starts: for changes of employer, ends of consents, leave and ties that a duty may just meet."""
OLD_JUDGEMENTS = tuple(
    sorted({day for start in STARTS[:2] for day in around(str(add_months(date.fromisoformat(start), -30)))})
)
"""Days about 30 months before the first starts."""
