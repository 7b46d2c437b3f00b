"""The Bar rules: each takes (case, person, duty) and answers "hard", "soft", both or None, before the policy."""

from datetime import date, timedelta

from .case import LEVELS, Case
from .dates import add_months, closing, days_of, meets, older_than, opening, within_lookback
from .rules_council import COUNCIL_BARS
from .rules_interest import INTEREST_BARS

EVERY_KIND = ("inspect", "chair", "support", "second", "interim", "review")
GOOD = ("good", "outstanding")


def acting_up(case: Case, person: str, duty: str) -> bool:
    """Reading 13: an interim duty at a home where the person holds no director's post."""
    own = case.homes(person, duty) & set(case.targets(duty))
    directs = any(case.holds_directorship_at(person, home, duty) for home in own)
    return case.kind(duty) == "interim" and bool(own) and not directs


def own_authority(case: Case, person: str, duty: str) -> str | None:
    if acting_up(case, person, duty):
        return None
    return "hard" if case.homes(person, duty) & set(case.targets(duty)) else None


def shared_arrangement(case: Case, person: str, duty: str) -> str | None:
    if acting_up(case, person, duty):
        return None
    kinds = ("director", "trust", "directorate")
    for home in case.homes(person, duty):
        for target in case.targets(duty):
            if case.share(home, target, kinds, case.start(duty), case.last(duty)):
                return "hard"
    return None


def worked_there(case: Case, person: str, duty: str) -> str | None:
    kind = case.kind(duty)
    years = {"inspect": 5, "review": 5, "chair": 3, "support": 2}.get(kind)
    if years is None:
        return None
    months = 12 * case.parameter("worked-there", f"{kind}_years", years)
    for target in case.targets(duty):
        for began, ended in employments(case, person, target):
            if within_lookback(case.start(duty), case.last(duty), began, ended, months):
                return "soft" if kind == "support" else "hard"
    return None


def employments(case: Case, person: str, target: str) -> list[tuple[date, date]]:
    """Reading 11: interests, any post at the target, and fixed or past interim duties there."""
    items = case.interests_of(person, target, ("employed", "consulted", "councillor"))
    items = items + [post for post in case.people[person].get("posts", []) if post["authority"] == target]
    for who, what in case.fixed + case.history:
        if who == person and case.kind(what) == "interim" and target in case.targets(what):
            items = [*items, case.duties[what]]
    return [(opening(item), closing(item)) for item in items]


def personal_tie(case: Case, person: str, duty: str) -> set[str]:
    found = set()
    for target in case.targets(duty):
        for tie in case.interests_of(person, target, ("family", "friend", "business", "acquaintance")):
            if meets(opening(tie), closing(tie), case.start(duty), case.last(duty)):
                found.add("soft" if tie["kind"] == "acquaintance" else "hard")
    return found


def undeclared(case: Case, person: str, duty: str) -> str | None:
    declared = case.people[person].get("declared_on")
    if not declared:
        return "hard"
    months = case.parameter("undeclared", "months", 12)
    return "hard" if older_than(date.fromisoformat(declared), months, case.as_of) else None


def shares_border(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) != "inspect":
        return None
    homes, targets = case.homes(person, duty), case.targets(duty)
    return "hard" if any(case.border(home, target) for home in homes for target in targets) else None


def same_region(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) != "inspect":
        return None
    for home in case.homes(person, duty):
        for target in case.targets(duty):
            here, there = case.authorities[home].get("region"), case.authorities[target].get("region")
            if home != target and (not here or not there or here == there):
                return "soft"
    return None


def post_basis(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "chair"):
        return None
    bases = [post.get("basis") for post in case.posts[person, duty]]
    return "soft" if any(basis in (None, "interim", "acting") for basis in bases) else None


def short_tenure(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "chair", "support"):
        return None
    months = case.parameter("short-tenure", "months", 12)
    for post in case.posts[person, duty]:
        if not post.get("from") or case.start(duty) < add_months(opening(post), months):
            return "hard"
    return None


def home_judgement(case: Case, person: str, duty: str) -> set[str]:
    kind = case.kind(duty)
    if kind not in ("inspect", "support"):
        return set()
    return {strength for home in case.homes(person, duty) for strength in judgement_of(case, home, kind)}


def judgement_of(case: Case, home: str, kind: str) -> set[str]:
    """Reading 10, for one home."""
    grades = latest_grades(case, home)
    if grades is None:
        return {"hard"} if kind == "support" else {"soft"}
    found = set()
    overall = grades.get("overall") or grades.get("leadership")
    if overall == "inadequate" or (kind == "support" and overall not in GOOD):
        found.add("hard")
    if grades.get("leadership") not in GOOD or grades.get("help-and-protection") not in GOOD:
        found.add("soft")
    return found


def latest_grades(case: Case, home: str) -> dict | None:
    """The grades of the latest judgement published by as_of that has an overall grade or a leadership grade."""
    known = []
    for judgement in case.authorities[home].get("judgements", []):
        published, grades = judgement.get("published"), judgement.get("grades", {})
        graded = grades.get("overall") or grades.get("leadership")
        if published and date.fromisoformat(published) <= case.as_of and graded:
            known.append((published, judgement.get("inspected") or "", grades))
    return max(known, key=lambda item: item[:2])[2] if known else None


def not_authorised(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) not in ("inspect", "second"):
        return None
    needed = LEVELS.index(case.duties[duty].get("level") or "observer")
    return "hard" if LEVELS.index(case.people[person].get("level")) < needed else None


def vetting_lapsed(case: Case, person: str, duty: str) -> str | None:
    vetted = case.people[person].get("vetted_on")
    if not vetted:
        return "hard"
    months = 12 * case.parameter("vetting-lapsed", "years", 3)
    return "hard" if older_than(date.fromisoformat(vetted), months, case.first(duty)) else None


def no_consent(case: Case, person: str, duty: str) -> str | None:
    if case.kind(duty) == "interim" and case.homes(person, duty) & set(case.targets(duty)):
        return None
    first = case.first(duty)
    last = min(case.last(duty), add_months(first, 12) - timedelta(days=1))
    for post in case.posts[person, duty]:
        for day in days_of(max(first, opening(post)), min(last, closing(post))):
            if not consented(case, person, duty, post["authority"], day):
                return "hard"
    return None


def consented(case: Case, person: str, duty: str, home: str, day: date) -> bool:
    given = case.people[person].get("consents", [])
    consents = [item for item in given if item["authority"] == home and item.get("duty", duty) == duty]
    return any(opening(consent) <= day <= closing(consent) for consent in consents)


def not_offered(case: Case, person: str, duty: str) -> str | None:
    return "hard" if case.offered(person, case.kind(duty)) is None else None


def unavailable(case: Case, person: str, duty: str) -> str | None:
    for block in case.people[person].get("unavailable", []):
        if any(opening(block) <= day <= closing(block) for day in case.site[duty]):
            return "hard"
    return None


def set_aside(case: Case, person: str, duty: str) -> str | None:
    """Reading 31: a coordinator keeps this person off this duty."""
    pairs = [(item["person"], item["duty"]) for item in case.problem.get("set_aside", [])]
    return "hard" if (person, duty) in pairs else None


def commissioner(case: Case, person: str, duty: str) -> str | None:
    """self-review, the part that rests on an interest and so bars one placement."""
    if case.kind(duty) != "inspect":
        return None
    months = case.parameter("self-review", "commissioner_before_months", 60)
    for target in case.targets(duty):
        for item in case.interests_of(person, target, ("commissioner",)):
            if within_lookback(case.start(duty), case.last(duty), opening(item), closing(item), months):
                return "hard"
    return None


BARS = {
    "own-authority": own_authority,
    "shared-arrangement": shared_arrangement,
    "worked-there": worked_there,
    "personal-tie": personal_tie,
    "undeclared": undeclared,
    "shares-border": shares_border,
    "same-region": same_region,
    "post-basis": post_basis,
    "short-tenure": short_tenure,
    "home-judgement": home_judgement,
    "not-authorised": not_authorised,
    "vetting-lapsed": vetting_lapsed,
    "no-consent": no_consent,
    "not-offered": not_offered,
    "unavailable": unavailable,
    "set-aside": set_aside,
    "self-review": commissioner,
    **INTEREST_BARS,
    **COUNCIL_BARS,
}
