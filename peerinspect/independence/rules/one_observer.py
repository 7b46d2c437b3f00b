"""One observer learns at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from peerinspect.domain import Facts
from peerinspect.independence.engagement import Engagement
from peerinspect.independence.shapes import Bucket, Limit, Part


class OneObserver(Limit):
    """At most one observer on an `inspect` team: hard."""

    code = "one-observer"
    statement = "An inspection team has at most one observer."
    source = "Ofsted training levels for peers"
    defaults = {"most": 1}

    def holders(self, engagement: Engagement) -> Iterable[Hashable]:
        """The duty, for an observer on an inspection."""
        is_observer = engagement.duty.kind == "inspect" and engagement.person.level == "observer"
        return [engagement.duty.id] if is_observer else []

    def opens(self, engagement: Engagement) -> Iterable[Bucket]:
        """The team."""
        return [Bucket(self.code, duty, duty, self.parameters["most"]) for duty in self.holders(engagement)]

    def amount(self, bucket: Bucket, engagement: Engagement) -> int:
        """1 for an observer on the team."""
        return int(bucket.holder in self.holders(engagement))

    def parts(self, engagement: Engagement) -> Iterable[Part]:
        """1 for the team."""
        return [Part(None, 1)]

    def sentence(self, bucket: Bucket, total: int, facts: Facts) -> str:
        """How many observers."""
        return f"The team would have {total} observers; {bucket.ceiling} is the most."
