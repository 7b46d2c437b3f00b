"""What each rule means for somebody who was not chosen: why, and what would change it.

Every sentence speaks of the reader and of the rule, never of what another person does or has declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody was not chosen, and what would change it: a sentence or two each."""

    why: str
    change: str


_TIME = "Time changes this. The rule looks back for some years only."
_NOTHING = "There is nothing that you need do."
_DECLARE = "If your tie has ended, say so under My declarations."
_PLAN = "The next roster may leave room for you."

RULE_REASONS: Mapping[str, Reason] = {
    "own-authority": Reason("You work for this council.", "Nobody takes a duty at their own council."),
    "shared-arrangement": Reason(
        "Your council and this one share a director, a trust or a directorate.", "This lasts while they share it."
    ),
    "shared-partner": Reason("Your council and this one share a service or a partner.", "This lasts while they do."),
    "worked-there": Reason("You worked for this council not long ago.", _TIME),
    "applied-there": Reason("You applied for a post at this council not long ago.", _TIME),
    "personal-tie": Reason("You have told us of a personal tie to this council.", _DECLARE),
    "paid-by": Reason("You have told us that this council, or its supplier, paid you.", _TIME),
    "open-complaint": Reason("A complaint lies, or lay, between you or your council and this one.", _TIME),
    "authorities-in-dispute": Reason(
        "Your council and this one have an open matter between them.", "This ends when the matter does."
    ),
    "involved-in-case": Reason(
        "You or your council may have dealt with this case.", "A reviewer must be new to the case."
    ),
    "undeclared": Reason(
        "Your declaration of interests was missing or too old.", "Sign it under My declarations. It takes a minute."
    ),
    "other-connection": Reason("You have told us of another tie to this council.", _DECLARE),
    "shares-border": Reason("Your council borders on this one.", "Neighbours do not inspect each other."),
    "same-region": Reason("Your council is in the same region as this one.", "Duties elsewhere stay open to you."),
    "out-of-reach": Reason("The journey from your council is long.", "Duties nearer to you stay open to you."),
    "post-basis": Reason("Your post is an interim or acting one.", "A permanent post would change this."),
    "short-tenure": Reason("You have not been in your post for long.", "After your first year this ends by itself."),
    "home-judgement": Reason("Your own council's last judgement stands in the way.", "A better one would change this."),
    "home-inspection-window": Reason(
        "Your own council's inspections stand in the way.", "A new published judgement may change this."
    ),
    "not-authorised": Reason("The seat asks for more training than we have on record.", "Tell us of new training."),
    "vetting-lapsed": Reason("Your vetting would not be in force on the first day.", "Renew it, and tell us."),
    "no-consent": Reason(
        "Your chief executive's consent does not cover the time.", "Ask your chief executive to give it here."
    ),
    "not-offered": Reason("You do not offer this kind of duty now.", "Change it under What I offer."),
    "unavailable": Reason("You are away, or taken, at that time.", "Keep your weeks away up to date."),
    "set-aside": Reason("The coordinators chose not to ask you for this duty.", _PLAN),
    "self-review": Reason("You have worked on this council's services in another role.", _TIME),
    "colleagues-supported": Reason("Your council has advised this one not long ago.", _TIME),
    "reciprocal-inspection": Reason("Two councils should not inspect each other.", _TIME),
    "crossed-duties": Reason("Two councils should not judge and help each other at one time.", _TIME),
    "chair-swap": Reason("Two councils should not chair each other's boards.", _NOTHING),
    "ring": Reason("Three councils should not inspect each other in a ring.", _TIME),
    "own-inspector": Reason("People should not inspect those who inspect them.", _TIME),
    "same-team": Reason("Two people of one council should not sit on one team.", _PLAN),
    "repeat-inspector": Reason("Nobody should judge one council twice in a few years.", _TIME),
    "one-live-role": Reason("Nobody holds two roles at one council at a time.", "This ends when the other role does."),
    "double-booked": Reason("You have other work from us at that time.", _PLAN),
    "inspections-a-year": Reason("You have as many inspections this year as one person may.", _PLAN),
    "days-a-year": Reason(
        "It would take more days than you offer, or than one person may give.",
        "If you can give more days, say so under What I offer.",
    ),
    "boards-held": Reason("You chair as many boards as one person may.", "This ends when a term of yours does."),
    "chair-term": Reason("You would have chaired this board for too long.", "Other boards stay open to you."),
    "away-at-once": Reason("Your council can lend only so many people on one day.", _PLAN),
    "team-skills": Reason("The team needed other skills.", "Tell us of skills that are missing from your details."),
    "experienced-lead": Reason("The team needed somebody with full training.", "Tell us of new training."),
    "one-observer": Reason("A team takes only so many observers.", "Full training opens every seat."),
    "already-done": Reason("You have done this duty already.", _NOTHING),
    "seat-taken": Reason("The seat was taken before this roster was made.", "You may be asked when the term ends."),
}
"""By the rule's code; the last two are no rules, but stand in the way all the same."""

GOAL_REASONS: Mapping[str, Reason] = {
    "fill": Reason(
        "The person asked brings a skill that the team would have lacked.",
        "Tell us of skills that are missing from your details.",
    ),
    "waivers": Reason("For you, more rules would have had to be set aside.", "Time may change this."),
    "keep": Reason("Somebody else had been asked before you could be.", "We keep to what was agreed. Time changes it."),
    "peak": Reason(
        "The person asked gives a smaller share of their days so far.",
        "People with fewer days so far are asked first. If you can give more days, say so under What I offer.",
    ),
    "fit": Reason(
        "The person asked is nearer, or brings more of the skills that help.", "Keep your skills up to date."
    ),
    "": Reason(
        "You and the person asked were equally suited. A fixed rule that knows no names decided.",
        "Next time it may fall to you.",
    ),
}
"""By the first goal in which asking this person would have been worse; "" where it would not have been."""
GOAL_REASONS = {**GOAL_REASONS, "spread": GOAL_REASONS["peak"]}

SEAT_OPEN = Reason("Nobody was settled on in this roster.", "You may still be asked.")
