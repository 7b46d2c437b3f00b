"""How often something may be asked: from one network address, or at one secret address. Too much is told in words.

These limits keep one asker from taking the service's time, and from trying many secrets fast. Wrong passwords and codes
are counted apart, by account, in the database (services.attempts). On SQLite one process serves, and the counts here
stand in its memory: reading a calendar writes nothing. On PostgreSQL there may be several processes on several
machines, and the counts stand in the database, under keyed digests that go with their window of time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import Flask, current_app, g, request
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from peerinspect.services import asking_often
from peerinspect.services.attempts import origin_of
from peerinspect.services.wording import counted
from peerinspect.web import clock
from peerinspect.web.session import network_address

MOST_COUNTED = 10_000
"""As many askers are remembered at a time."""
MINUTE, HOUR = 60, 3600


def _network() -> str:
    """The connection that the request comes from."""
    return origin_of(network_address())


def _secret() -> str:
    """The secret in the address, as a digest: memory holds no secrets either."""
    parts = request.view_args or {}
    return sha256(str(parts.get("secret") or parts.get("token", "")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` requests of a method in so many seconds, by what `who` says."""

    most: int
    seconds: int
    method: str
    who: Callable[[], str] = _network


LIMITS: Mapping[str, tuple[Limit, ...]] = {
    "account.sign_in": (Limit(120, MINUTE, "POST"),),
    "account.code": (Limit(60, MINUTE, "POST"),),
    "account.set_up_factor": (Limit(60, MINUTE, "POST"),),
    "account.choose_password": (Limit(60, MINUTE, "POST"),),
    "invitations.welcome": (Limit(60, MINUTE, "POST"), Limit(120, MINUTE, "GET")),
    "sign_on.begin": (Limit(60, MINUTE, "GET"),),
    "sign_on.back": (Limit(60, MINUTE, "GET"),),
    "account.set_up": (Limit(30, MINUTE, "POST"),),
    "messages.confirm": (Limit(120, MINUTE, "GET"), Limit(60, MINUTE, "POST")),
    "messages.own_address": (Limit(20, HOUR, "POST"),),
    "holding.answer_yes": (Limit(120, MINUTE, "GET"),),
    "holding.answer_link": (Limit(120, MINUTE, "GET"), Limit(20, MINUTE, "POST", _secret), Limit(60, MINUTE, "POST")),
    "calendars.feed": (Limit(60, HOUR, "GET", _secret), Limit(600, 10 * MINUTE, "GET")),
    "calendars.make_address": (Limit(20, HOUR, "POST"),),
}
"""View -> its limits. A whole council may share one network address, so those are wide."""


class Counts:
    """How often each asker asked in the window of time that is open for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, str, str], tuple[float, int]] = {}

    def wait(self, key: tuple[str, str, str], limit: Limit, now: float) -> int:
        """Count one; the seconds to wait where it is one too many, 0 where it is not."""
        number, ends = self.count(key, limit, now)
        return 0 if number <= limit.most else max(1, round(ends - now))

    def count(self, key: tuple[str, str, str], limit: Limit, now: float) -> tuple[int, float]:
        """Count one: how many in this window, and when it ends."""
        with self._lock:
            ends, number = self._windows.get(key, (0.0, 0))
            if ends <= now:
                ends, number = now + limit.seconds, 0
                self._make_room(now)
            self._windows[key] = (ends, number + 1)
            return number + 1, ends

    def _make_room(self, now: float) -> None:
        """Forget windows that are over; where that is not enough, those that end first."""
        if len(self._windows) < MOST_COUNTED:
            return
        kept = sorted((each for each in self._windows.items() if each[1][0] > now), key=lambda each: each[1][0])
        self._windows = dict(kept[len(kept) - MOST_COUNTED // 2 :] if len(kept) >= MOST_COUNTED else kept)


def init_app(app: Flask) -> None:
    """Count each request before anything else is done for it."""
    app.extensions["counts"] = Counts()
    app.before_request(_check)
    app.after_request(_say_when)


def _check() -> None:
    """Refuse what is one too many."""
    endpoint = request.endpoint or ""
    for number, limit in enumerate(LIMITS.get(endpoint, ())):
        if limit.method == ("GET" if request.method == "HEAD" else request.method):
            refuse_too_many(f"{endpoint} {number}", limit, limit.who())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with a limit: how many requests are `left`, and in how many seconds it begins anew."""

    limit: Limit
    left: int
    seconds: int


def refuse_too_many(what: str, limit: Limit, who: str) -> None:
    """Count one for whoever asks, a token's id or a network; raises TooManyRequests where it is one too many."""
    refuse_if_over(counted_for(what, limit, who))


def refuse_if_over(standing: Standing) -> None:
    """Raise TooManyRequests where the request that was counted is one too many."""
    if standing.left < 0:
        raise TooManyRequests(too_often(standing.seconds), retry_after=standing.seconds)


def counted_for(what: str, limit: Limit, who: str) -> Standing:
    """Count one; where they stand, by what all processes counted, else by this one's memory. One too many: -1 left."""
    now = clock.now()
    found = asking_often.count_together((what, who), limit.seconds, now) if _is_together() else None
    if found is None:
        counts: Counts = current_app.extensions["counts"]
        number, ends = counts.count((what, "", who), limit, now.timestamp())
        seconds = ends - now.timestamp()
    else:
        number, seconds = found[0], (found[1] - now).total_seconds()
    return Standing(limit, max(-1, limit.most - number), max(1, round(seconds)))


def _is_together() -> bool:
    """Whether the processes count together. COUNT_TOGETHER replaces the answer in tests."""
    told = current_app.config.get("COUNT_TOGETHER")
    return asking_often.is_counted_together() if told is None else bool(told)


def too_often(seconds: int) -> str:
    """What is said to whoever asked too often."""
    wait = counted(seconds, "second") if seconds < MINUTE else counted(-(-seconds // MINUTE), "minute")
    return f"This was asked too often in a short time. Wait {wait}, then try again"


def come_back_after(seconds: int) -> None:
    """Have the answer say, for programs too, after how many seconds it is worth trying again."""
    g.retry_after = seconds


def _say_when(response: Response) -> Response:
    seconds = g.pop("retry_after", None)
    if seconds is not None and response.status_code == TooManyRequests.code:
        response.headers["Retry-After"] = str(seconds)
    return response
