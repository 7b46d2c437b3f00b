"""The kinds of messages: what each may say, and whether it may speak of sealed work.

Mail is read by secretaries and passes through other people's machines. So a kind that may speak of sealed work
carries no fact at all, but for an address made for its reader alone: its text says only that something waits, under
the same subject as every other such kind, and leads to a page that asks again who the reader is, or that shows dates.

To add a kind, add a line here and its text in templates/messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PATH = "path"
"""The one fact that is no words: an address of this service, like /my/duties, in place of the kind's own."""

FACTS: Mapping[str, str] = {
    "council": "a council's name",
    "day": "a day in words",
    "days": "days or a period in words",
    "outcome": "what was decided, in a few words",
    "person": "a person's name",
    "reason": "a reason that the reader may see",
    "role": "a role in words",
    "until": "a last day in words",
    "work": "what a duty is called on pages",
    PATH: "an address of this service",
}
"""Every fact that any message may carry."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    `words` say in lists what it is about. `path` is the page that it leads to, unless the fact `path` names another.
    `facts` are those that its text is filled with, all of them each time. `may_be_sealed` where it may be sent about a
    sealed duty, `for_the_asked` where it goes to those only who are asked to do the work: they are told although they
    may not know of sealed work. `at_once` is for what cannot wait for tomorrow's digest, `secrets` for facts that are
    forgotten once the message is sent.
    """

    words: str
    path: str
    facts: frozenset[str] = frozenset()
    may_be_sealed: bool = False
    at_once: bool = False
    secrets: frozenset[str] = frozenset()
    for_the_asked: bool = False


def _open(words: str, path: str, *facts: str) -> Kind:
    """A kind that never speaks of sealed work, with the facts that fill its text."""
    return Kind(words, path, frozenset(facts))


def _waits(words: str, path: str) -> Kind:
    """A kind that may be about sealed work, and so says only that something waits."""
    return Kind(words, path, may_be_sealed=True)


def _by_hand(words: str, path: str, *facts: str) -> Kind:
    """A kind whose address lets in whoever reads it: sent at once, and forgotten then."""
    return Kind(words, path, frozenset({PATH, *facts}), at_once=True, secrets=frozenset({PATH}))


KINDS: Mapping[str, Kind] = {
    # Accounts
    "invitation": _by_hand("Invitation", "/choose-password", "role", "until"),
    "address-to-confirm": _by_hand("Address to confirm", "/account/", "until"),
    # Work
    "held-offer": Kind("Something to answer", "/my/duties", may_be_sealed=True, for_the_asked=True),
    "offer-to-answer": Kind(
        "Offer to answer", "/my/duties", frozenset({PATH, "work", "days"}), secrets=frozenset({PATH})
    ),
    "held-offer-to-answer": Kind(
        "Something to answer",
        "/my/duties",
        frozenset({PATH}),
        may_be_sealed=True,
        for_the_asked=True,
        secrets=frozenset({PATH}),
    ),
    "held-change": Kind("Something has changed", "/my/duties", may_be_sealed=True, for_the_asked=True),
    "seat-free": _waits("Seat to fill", "/today"),
    "rules-object": _waits("Rules object", "/today"),
    "leak": _waits("Suspected leak", "/leaks/"),
    # Agreeing
    "consent-asked": _open("Consent asked", "/my-council/people", "person", "council"),
    "duty-consent-asked": _waits("Consent asked for one duty", "/my-council/people"),
    "duty-consent-answered": _waits("Consent to one duty answered", "/people/"),
    # Learning, and the register
    "mentor-for-you": _open("Mentor named", "/my/mentoring", "person", "work"),
    "you-are-mentor": _open("Mentor named", "/my/mentoring", "person", "work"),
    "mentoring-over": _open("Mentoring over", "/my/mentoring", "person", "work"),
    "cohort-joined": _open("Joined a cohort", "/my/aspiration", "work", "day"),
    "training-to-confirm": _open("Training to confirm", "/programme/training", "person", "work"),
    "training-settled": _open("Training looked at", "/my/aspiration", "work", "outcome"),
    "ready-for-cover": _open("Ready for cover, or not", "/my/aspiration", "outcome"),
    "correction-asked": _open("Correction asked", "/corrections/", "person"),
    "correction-answered": _open("Correction answered", "/my/profile", "outcome"),
    # Boards
    "board-step-waits": _open("Word asked on a board", "/my-council/boards", "work"),
    "board-step-settled": _open("Step of a board settled", "/my-council/boards", "work", "outcome"),
    "removal-notice": _open("Notice of removal", "/my/duties", "work"),
    "removal-reply": _open("Reply to a notice of removal", "/my-council/boards", "work"),
    "chair-told": _open("Word on your term as chair", "/my/duties", "work", "outcome"),
    "waiver-to-decide": _waits("Waiver to decide", "/waivers/to-decide"),
    # Vacancies
    "vacancy-held": _open("Who looks after a vacant post", "/my-council/", PATH, "council"),
    "vacancy-handed-back": _open("A vacant post has a director", "/my-council/", PATH, "council"),
    # Lessons
    "lessons-sent": _open("Lessons to acknowledge", "/lessons/boards/", "work", "until"),
    "lessons-out": _open("Lessons on a theme you follow", "/lessons/", PATH, "work"),
    # Inspections and secondments
    "inspection-notified": _open("Inspection announced", "/my-council/inspections/", "work", "days"),
    "objection-to-answer": _open("Objection to answer", "/week/", "work", "day"),
    "objection-answered": _open("Objection answered", "/my-council/inspections/", "work"),
    "evaluation-shared": _open("How you did", "/my/evaluations/"),
    "secondment-asked": _open("Secondment asked for", "/secondments/", "days"),
    # Case reviews
    "review-notified": _open("Case notified", "/reviews/", "work"),
    "advice-asked": _open("Advice asked of the national panel", "/panel/", "work"),
    "advice-given": _open("Advice of the national panel", "/reviews/", "work", "outcome"),
    # Support between inspections
    "support-asked": _open("Support asked for", "/support/", "council"),
    "support-answered": _open("Answer on support", "/support/", PATH, "council", "outcome"),
    "support-lead": _open("You lead the advisers", "/support/", PATH, "work"),
    "support-agreement-waits": _open("Agreement on support", "/support/", PATH, "work"),
    "support-agreed": _open("Support agreed", "/support/", PATH, "work"),
    "support-visit-changed": _open("Visit changed", "/support/", PATH, "work", "days"),
    # Rosters
    "roster-published": _waits("Roster published", "/week/"),
    "draft-ready": _open("Draft roster ready", "/rosters/", PATH),
    "search-over": _waits("Search over", "/searches/"),
}
"""Every kind of message, by the name of its text."""
