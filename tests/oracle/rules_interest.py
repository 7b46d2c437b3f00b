"""The Bar rules that rest on declared interests: as in `rules_bar`, each says "hard", "soft", both or None."""

from .case import Case
from .dates import add_months, closing, meets, opening, within_lookback


def applied_there(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "chair"):
        return None
    is_inspection = case.kind(duty) == "inspect"
    years = case.parameter("applied-there", f"{case.kind(duty)}_years", 5 if is_inspection else 2)
    if has_interest_since(case, person, duty, "applied", 12 * years):
        return "hard" if is_inspection else "soft"
    return None


def paid_by(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "review"):
        return None
    years = case.parameter("paid-by", f"{case.kind(duty)}_years", 5)
    return "hard" if has_interest_since(case, person, duty, "paid", 12 * years) else None


def has_interest_since(case: Case, person: str, duty: str, kind: str, months: int) -> bool:
    """Has the person an interest of this kind at a target, in force or no longer ago than this?"""
    start, last = case.start(duty), case.last(duty)
    return any(
        within_lookback(start, last, opening(item), closing(item), months)
        for target in case.targets(duty)
        for item in case.interests_of(person, target, (kind,))
    )


def other_connection(case: Case, person: str, duty: str) -> str | None:
    for target in case.targets(duty):
        for item in case.interests_of(person, target, ("other",)):
            if meets(opening(item), closing(item), case.start(duty), case.last(duty)):
                return "hard"
    return None


def open_complaint(case: Case, person: str, duty: str) -> set[str]:
    """Each complaint by itself: hard in force, soft for `years` after it ended."""
    years = case.parameter("open-complaint", "years", 3)
    found = set()
    for item in complaints(case, person, duty):
        if meets(opening(item), closing(item), case.start(duty), case.last(duty)):
            found.add("hard")
        elif closing(item) < case.start(duty) < add_months(closing(item), 12 * years):
            found.add("soft")
    return found


def complaints(case: Case, person: str, duty: str) -> list[dict]:
    """Between the person and a target, or between a home and a target, at whatever time."""
    found = []
    for target in case.targets(duty):
        found += case.interests_of(person, target, ("complaint",))
        for home in case.homes(person, duty) - {target}:
            found += [
                item
                for item in case.arrangements
                if item["kind"] == "complaint" and {home, target} <= set(item["authorities"])
            ]
    return found


def involved_in_case(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) != "review":
        return None
    known = [item for item in case.interests if item["kind"] == "case" and opening(item) <= case.last(duty)]
    for item in known:
        mine = item["person"] == person
        if same_case(case, item, duty) and (mine or item.get("authority") in case.homes(person, duty)):
            return "hard"
        unsure = not item.get("case") or not case.duties[duty].get("case")
        if mine and unsure and item.get("authority") in case.targets(duty):
            return "hard"
    return None


def same_case(case: Case, interest: dict, duty: str) -> bool:
    """Are both references given, and one?"""
    return bool(interest.get("case")) and interest["case"] == case.duties[duty].get("case")


INTEREST_BARS = {
    "applied-there": applied_there,
    "paid-by": paid_by,
    "open-complaint": open_complaint,
    "involved-in-case": involved_in_case,
    "other-connection": other_connection,
}
