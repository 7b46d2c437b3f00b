"""The Bar rules that rest on what lies between councils: as in `rules_bar`, each says "hard", "soft", both or None."""

from datetime import date, timedelta

from .case import Case
from .dates import ONE_DAY, add_months, is_working_day, meets
from .travel import minutes_between


def unlike_pairs(case: Case, person: str, duty: str) -> list[tuple[str, str]]:
    """Reading 3: each home with each target, but for a home that is the target."""
    return [(home, target) for home in case.homes(person, duty) for target in case.targets(duty) if home != target]


def shared_partner(case: Case, person: str, duty: str) -> str | None:
    kind = case.kind(duty)
    kinds = {"chair": ("police", "icb")} | dict.fromkeys(("inspect", "review"), ("partnership", "adoption", "service"))
    for home, target in unlike_pairs(case, person, duty):
        if case.share(home, target, kinds.get(kind, ()), case.start(duty), case.last(duty)):
            return "soft" if kind == "chair" else "hard"
    return None


def authorities_in_dispute(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "review", "chair"):
        return None
    first, last = case.start(duty), case.last(duty)
    for home, target in unlike_pairs(case, person, duty):
        if case.share(home, target, ("dispute", "merger"), first, last) or reviewed_together(case, home, target, duty):
            return "hard"
    return None


def reviewed_together(case: Case, home: str, target: str, duty: str) -> bool:
    """Is there another review of both councils that overlaps the duty?"""
    return any(
        case.kind(other) == "review"
        and {home, target} <= set(case.targets(other))
        and meets(case.start(other), case.last(other), case.start(duty), case.last(duty))
        for other in case.duties
        if other != duty
    )


def out_of_reach(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("chair", "support"):
        return None
    most = case.parameter("out-of-reach", "minutes", 90)
    for home, target in unlike_pairs(case, person, duty):
        minutes = minutes_between(case, home, target)
        if minutes is None or minutes > most:
            return "soft"
    return None


def home_inspection_window(case: Case, person: str, duty: str) -> set[str]:
    if case.kind(duty) != "inspect":
        return set()
    homes = case.homes(person, duty)
    found = {"hard" for home in homes if is_being_inspected(case, home, duty)}
    return found | {"soft" for home in homes if is_long_unjudged(case, home, duty)}


def is_being_inspected(case: Case, home: str, duty: str) -> bool:
    """Does the window of another inspection of the home overlap the duty's span?"""
    return any(
        meets(case.start(other), end_of_window(case, home, other), case.start(duty), case.last(duty))
        for other in case.duties
        if other != duty and case.kind(other) == "inspect" and home in case.targets(other)
    )


def end_of_window(case: Case, home: str, inspection: str) -> date:
    """The day of the report, where it is known; otherwise the last of the working days that reporting takes."""
    report_due = case.last(inspection)
    for _ in range(case.parameter("home-inspection-window", "reporting_working_days", 30)):
        report_due = next_working_day(report_due)
    published = [
        day
        for inspected, day in judged_on(case, home)
        if inspected and case.first(inspection) <= inspected <= case.last(inspection)
    ]
    return min([report_due, *published])


def next_working_day(day: date) -> date:
    day += ONE_DAY
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def judged_on(case: Case, home: str) -> list[tuple[date | None, date]]:
    """When the home was inspected and when that was published, of what was published by as_of."""
    found = []
    for judgement in case.authorities[home].get("judgements", []):
        inspected, published = judgement.get("inspected"), judgement.get("published")
        if published and date.fromisoformat(published) <= case.as_of:
            found.append((date.fromisoformat(inspected) if inspected else None, date.fromisoformat(published)))
    return found


def is_long_unjudged(case: Case, home: str, duty: str) -> bool:
    """Is the latest published judgement of the home, whatever its grades, `months` old at the start, or missing?"""
    months = case.parameter("home-inspection-window", "months", 30)
    latest = max((published for _, published in judged_on(case, home)), default=None)
    return latest is None or case.start(duty) >= add_months(latest, months)


COUNCIL_BARS = {
    "shared-partner": shared_partner,
    "authorities-in-dispute": authorities_in_dispute,
    "out-of-reach": out_of_reach,
    "home-inspection-window": home_inspection_window,
}
