"""One problem-1 dict, with the derived facts every rule asks for: homes, starts, days, what is fixed and what is past.

A placement is the pair (person id, duty id) throughout the oracle.
"""

from datetime import date
from fractions import Fraction

from .dates import closing, days_of, is_working_day, meets, opening

FULL_TIME = ("second", "interim")
DAY_WORK = ("inspect", "support", "review")
LEVELS = (None, "observer", "assistant", "authorised")


class Case:
    """The problem's lists by id, and what readings 1, 4 and 5 derive from them."""

    def __init__(self, problem: dict) -> None:
        self.problem = problem
        self.as_of = date.fromisoformat(problem["as_of"])
        self.policy = problem.get("policy", {})
        self.authorities = {item["code"]: item for item in problem.get("authorities", [])}
        self.people = {item["id"]: item for item in problem["people"]}
        self.duties = {item["id"]: item for item in problem["duties"]}
        self.arrangements = problem.get("arrangements", [])
        self.interests = problem.get("interests", [])
        self.waivers = problem.get("waivers", [])
        self.file_placements = {(item["person"], item["duty"]): item for item in problem.get("placements", [])}
        self.memory: dict = {}
        self.site = {duty: self._site_days(duty) for duty in self.duties}
        self.work = {duty: self._work_days(duty) for duty in self.duties}
        self.posts = {
            (person, duty): self._posts_held(person, self.start(duty), self.last(duty))
            for person in self.people
            for duty in self.duties
        }
        self.history = [pair for pair in self.file_placements if self._is_history(pair)]
        self.fixed = [pair for pair in self.file_placements if self._is_fixed(pair)]

    # --- duties ---

    def kind(self, duty: str) -> str:
        return self.duties[duty]["kind"]

    def targets(self, duty: str) -> list[str]:
        return self.duties[duty].get("authorities", [])

    def first(self, duty: str) -> date:
        """The duty's first day."""
        return opening(self.duties[duty])

    def last(self, duty: str) -> date:
        """The duty's last day."""
        return closing(self.duties[duty])

    def start(self, duty: str) -> date:
        """Reading 1: the first day; for `inspect` the notice day where one is given."""
        notice = self.duties[duty].get("notice")
        if self.kind(duty) == "inspect" and notice:
            return date.fromisoformat(notice)
        return self.first(duty)

    def is_open(self, duty: str) -> bool:
        return self.last(duty) >= self.as_of

    def _site_days(self, duty: str) -> set[date]:
        ranges = self.duties[duty].get("on_site")
        if ranges is None:
            ranges = [self.duties[duty]] if self.kind(duty) == "inspect" else []
        return {day for item in ranges for day in days_of(opening(item), closing(item))}

    def days(self, duty: str) -> Fraction:
        """The duty's days of work."""
        return self.work[duty]

    def _work_days(self, duty: str) -> Fraction:
        """Reading 4: as given, or what its kind and its on-site days or its period come to."""
        given = self.duties[duty].get("days")
        if given is not None:
            return Fraction(given)
        if self.kind(duty) == "chair":
            return Fraction(24)
        on_site = len([day for day in self.site[duty] if is_working_day(day)])
        if on_site:
            return Fraction(on_site)
        if self.kind(duty) in ("support", "review"):
            return Fraction(10)
        period = days_of(self.first(duty), self.last(duty))
        return Fraction(len([day for day in period if is_working_day(day)]))

    # --- people ---

    def _posts_held(self, person: str, first: date, last: date) -> list[dict]:
        posts = self.people[person].get("posts", [])
        return [post for post in posts if meets(opening(post), closing(post), first, last)]

    def homes(self, person: str, duty: str) -> set[str]:
        """Reading 1: the authorities of every post held on any day from the duty's start to its last day."""
        return {post["authority"] for post in self.posts[person, duty]}

    def holds_directorship_at(self, person: str, authority: str, duty: str) -> bool:
        held = self.posts[person, duty]
        return any(post["authority"] == authority and post.get("role") == "director" for post in held)

    def is_director_on(self, person: str, day: date) -> bool:
        return any(post.get("role") == "director" for post in self._posts_held(person, day, day))

    def offered(self, person: str, kind: str) -> Fraction | None:
        """The days offered of the kind, or None where the kind is not offered at all."""
        offers = [offer for offer in self.people[person].get("offers", []) if offer["kind"] == kind]
        return sum((Fraction(offer.get("days", 0)) for offer in offers), Fraction(0)) if offers else None

    def interests_of(self, person: str, authority: str, kinds: tuple[str, ...]) -> list[dict]:
        mine = [item for item in self.interests if item["person"] == person and item.get("authority") == authority]
        return [item for item in mine if item["kind"] in kinds]

    # --- authorities ---

    def border(self, one: str, other: str) -> bool:
        return any({one, other} == set(pair) for pair in self.problem.get("borders", []))

    def share(self, one: str, other: str, kinds: tuple[str, ...], first: date, last: date) -> bool:
        """Is there an arrangement of these kinds between two different authorities on a day of the period?"""
        return one != other and any(
            arrangement["kind"] in kinds
            and {one, other} <= set(arrangement["authorities"])
            and meets(opening(arrangement), closing(arrangement), first, last)
            for arrangement in self.arrangements
        )

    # --- placements of the file ---

    def _is_history(self, pair: tuple[str, str]) -> bool:
        item = self.file_placements[pair]
        kept = item["status"] == "live" or item.get("pinned", False)
        return item["status"] == "done" or (kept and not self.is_open(pair[1]))

    def _is_fixed(self, pair: tuple[str, str]) -> bool:
        item = self.file_placements[pair]
        kept = item["status"] == "live" or item.get("pinned", False)
        return kept and not self._is_history(pair)

    # --- policy ---

    def strength(self, code: str, natural: str) -> str | None:
        """Reading 7: what an objection of this natural strength becomes under the file's policy; None: no objection."""
        override = self.policy.get("rules", {}).get(code, {}).get("strength")
        return None if override == "off" else override or natural

    def strengths(self, code: str, natural: str | set[str] | None) -> set[str]:
        """As `strength`, of all the strengths that a rule's facts have: none, one or both."""
        found = {natural} if isinstance(natural, str) else natural or set()
        return {strength for one in found if (strength := self.strength(code, one))}

    def parameter(self, code: str, name: str, default: int) -> int:
        return self.policy.get("rules", {}).get(code, {}).get(name, default)

    def weight(self, code: str) -> Fraction:
        return Fraction(self.parameter(code, "weight", 1))
