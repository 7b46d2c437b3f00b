"""A chair stays fresh: three years, renewable to six."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Duty, Facts, Strength
from peerinspect.domain.periods import add_months
from peerinspect.independence import wording
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part

TERM, COUNCIL = "term", "council"


class ChairTerm(Limit):
    """Soft. One ceiling for each term, one for all the terms of a person at a council together (exact reading 30).

    A term counts the years that it has begun. What lies between two terms changes nothing.
    """

    code = "chair-term"
    statement = "A chair's term is three years at most; all terms of one person at one council are six at most."
    source = "Working Together to Safeguard Children; good practice for independent chairs"
    defaults = {"years": 3, "most_years": 6}
    own_strength = Strength.SOFT

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The person."""
        return [engagement.person.id] if engagement.duty.kind == "chair" else []

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The person's years at each target; and the term itself where it is too long, or it could never overfill."""
        duty, person = engagement.duty, engagement.person.id
        if duty.kind != "chair":
            return []
        years, most = self.parameters["years"], self.parameters["most_years"]
        councils = [Bucket(self.code, person, (COUNCIL, code), most) for code in sorted(engagement.targets)]
        if years_begun(duty) <= years:
            return councils
        return [Bucket(self.code, person, (TERM, duty.id), years, duty.first_day, duty.last_day), *councils]

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """The years of a term of the person that belongs in the bucket."""
        if engagement.duty.kind != "chair" or engagement.person.id != bucket.holder:
            return 0
        what, which = _told(bucket)
        belongs = which == engagement.duty.id if what == TERM else which in engagement.targets
        return years_begun(engagement.duty) if belongs else 0

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """The years of a chair's term, for the term itself and for each target."""
        duty = engagement.duty
        if duty.kind != "chair":
            return []
        years = years_begun(duty)
        return [Part((TERM, duty.id), years), *(Part((COUNCIL, code), years) for code in sorted(engagement.targets))]

    def section(self, bucket: Bucket) -> Hashable:
        """The term or the council."""
        return _told(bucket)

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many years, in one term or in all."""
        person = wording.full_name(facts.people[str(bucket.holder)])
        what, code = _told(bucket)
        if what == TERM:
            board = wording.councils(facts, facts.duties[code].authorities)
            how = "in one term"
        else:
            board, how = wording.council(facts, code), "in all"
        return f"{person} would chair the board of {board} for {total} years {how}; {bucket.ceiling} is the most."


def _told(bucket: Bucket) -> tuple[str, str]:
    """What the bucket stands for, and the id or code of it. Raises ValueError for another rule's bucket."""
    if not isinstance(bucket.name, tuple) or len(bucket.name) != 2:
        raise ValueError(f"{bucket.name!r} names neither a term nor a council")
    return str(bucket.name[0]), str(bucket.name[1])


def years_begun(duty: Duty) -> int:
    """The years that a term has begun by its last day: three years to the day are 3, a day more is 4."""
    whole = duty.last_day.year - duty.first_day.year
    return whole + 1 if whole == 0 or add_months(duty.first_day, 12 * whole) <= duty.last_day else whole
