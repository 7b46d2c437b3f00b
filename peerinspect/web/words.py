"""What things are called on pages. The files and rules have their own short words; readers see these."""

from __future__ import annotations

from collections.abc import Mapping

KIND_NAMES: Mapping[str, str] = {
    "inspect": "Inspection",
    "chair": "Board chair",
    "support": "Support",
    "second": "Secondment",
    "interim": "Interim cover",
    "review": "Case review",
}
"""One duty of each kind, in the usual order."""

KIND_PLURALS: Mapping[str, str] = {
    "inspect": "Inspections",
    "chair": "Board chairs",
    "support": "Support",
    "second": "Secondments",
    "interim": "Interim cover",
    "review": "Case reviews",
}

KIND_LISTS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "inspect": ("Inspections", "inspections.calendar", {}),
    "chair": ("Boards", "boards.listing", {"name": "boards"}),
    "support": ("Support", "support.listing", {}),
    "second": ("Secondments", "boards.listing", {"name": "secondments"}),
    "interim": ("Vacancies", "vacancies.listing", {}),
    "review": ("Case reviews", "reviews.listing", {}),
}
"""The list that a duty of each kind is on: its heading, its view, and what that view takes."""

KIND_MEANINGS: Mapping[str, str] = {
    "inspect": "be a peer inspector on an Ofsted team",
    "chair": "chair another council's safeguarding board, part-time for a term",
    "support": "advise another council between inspections",
    "second": "join Ofsted's inspection teams full-time for a term",
    "interim": "cover a vacant director's post full-time for a term",
    "review": "review a serious case for another council",
}
"""What a director who offers the kind of duty would do."""

SUBTYPES: Mapping[str, str] = {
    "judgement": "Judgement inspection",
    "focused": "Focused visit",
    "monitoring": "Monitoring visit",
    "joint": "Joint inspection",
}
LEVELS: Mapping[str, str] = {"observer": "Observer", "assistant": "Assistant", "authorised": "Authorised"}
POST_ROLES: Mapping[str, str] = {
    "director": "Director of children's services",
    "senior": "Senior manager",
    "other": "Another post",
}
BASES: Mapping[str, str] = {
    "substantive": "Substantive",
    "interim": "Interim",
    "acting": "Acting",
    "joint": "Joint, with another service",
}
GRADES: Mapping[str, str] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires-improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
GRADE_COLOURS: Mapping[str, str] = {
    "outstanding": "green",
    "good": "teal",
    "requires-improvement": "yellow",
    "inadequate": "red",
}
ARRANGEMENTS: Mapping[str, str] = {
    "director": "They share a director",
    "trust": "They share a children's trust",
    "directorate": "They share a directorate",
    "partnership": "They are in a partnership",
    "adoption": "They share an adoption agency",
    "service": "They share a commissioned service",
    "police": "They share a police force",
    "icb": "They share an integrated care board",
    "dispute": "They are in dispute",
    "merger": "They are merging",
    "complaint": "There is a complaint between them",
}
ARRANGEMENT_MEANINGS: Mapping[str, str] = {
    "director": "one person runs children's services in both",
    "trust": "one trust delivers children's services for both",
    "directorate": "one directorate, whoever leads it",
    "partnership": "a formal improvement or delivery partnership",
    "adoption": "one regional adoption agency",
    "service": "one commissions a service from the other, or both from one provider",
    "police": "one force covers both",
    "icb": "one board covers both",
    "dispute": "in court, in arbitration, or about where a family lives",
    "merger": "a reorganisation makes one council of them",
    "complaint": "made by one council against the other",
}
"""Each kind of arrangement between councils, with what it takes to be one."""
AREAS: Mapping[str, str] = {
    "overall": "Overall",
    "leadership": "Leadership",
    "help-and-protection": "Help and protection",
    "care": "Children in care",
    "care-leavers": "Care leavers",
}
USER_ROLES: Mapping[str, str] = {
    "coordinator": "Coordinator",
    "director": "Director or senior manager",
    "liaison": "Ofsted liaison",
    "chief-executive": "Chief executive",
    "panel": "National panel or department",
    "administrator": "Administrator",
}
STATES: Mapping[str, tuple[str, str]] = {
    # Messages
    "mail-waiting": ("Waiting", "yellow"),
    "mail-sending": ("Being sent", "blue"),
    "mail-sent": ("Sent", "green"),
    "mail-failed": ("Failed", "red"),
    "mail-bounced": ("Came back", "red"),
    "mail-ended": ("Account ended", "grey"),
    # Placements
    "proposed": ("Proposed", "grey"),
    "offered": ("Answer awaited", "yellow"),
    "accepted": ("Accepted", "turquoise"),
    "live": ("In progress", "blue"),
    "done": ("Done", "grey"),
    # Rows of a file
    "new": ("New", "green"),
    "changed": ("Changed", "blue"),
    "same": ("Same", "grey"),
    "wrong": ("Wrong", "red"),
    # Files
    "reading": ("Being read", "blue"),
    "ready": ("To confirm", "yellow"),
    "confirmed": ("Waiting to be saved", "blue"),
    "saving": ("Being saved", "blue"),
    "declined": ("Declined", "red"),
    "stood-down": ("Stood down", "grey"),
    # Vetting, consents
    "in-force": ("In force", "green"),
    "running-out": ("Runs out soon", "yellow"),
    "lapsed": ("Run out", "red"),
    "missing": ("Missing", "red"),
    # Users
    "user-active": ("Can sign in", "green"),
    "user-awaited": ("No password yet", "yellow"),
    "step-to-do": ("To do", "grey"),
    "step-started": ("Begun", "yellow"),
    "step-done": ("Done", "green"),
    "user-disabled": ("Disabled", "red"),
    "user-ended": ("Ended with the post", "grey"),
    # Rosters
    "draft": ("Draft", "yellow"),
    "published": ("Published", "green"),
    # Searches
    "queued": ("Waiting to start", "grey"),
    "running": ("Searching", "blue"),
    "cancelling": ("Stopping", "yellow"),
    "cancelled": ("Stopped", "grey"),
    "failed": ("Failed", "red"),
    "waiting": ("Waiting", "grey"),
    # Waivers, and changes of the policy
    "approved": ("Approved", "green"),
    "refused": ("Refused", "red"),
    "withdrawn": ("Withdrawn", "grey"),
    "expired": ("Expired", "grey"),
    "upheld": ("Upheld", "red"),
    "not-upheld": ("Not upheld", "grey"),
    # Rules
    "either": ("Depends on the facts", "yellow"),
    "shortfall": ("Needs no waiver", "grey"),
    "off": ("Switched off", "grey"),
    "hard": ("Cannot be waived", "red"),
    "soft": ("Can be waived", "yellow"),
}
"""A state's words and the colour of its tag. The words carry the meaning, the colour only repeats it."""

LIFE_COLOURS: Mapping[str, str] = {
    "planned": "grey",
    "requested": "grey",
    "notified": "yellow",
    "vacancy": "grey",
    "live": "green",
    "in-post": "green",
    "covered": "green",
    "extended": "green",
    "handed-back": "grey",
    "on-site": "green",
    "published": "grey",
    "withheld": "grey",
    "no-review": "grey",
    "known": "yellow",
    "closed": "grey",
    "ended": "grey",
    "removed": "grey",
    "notice-of-removal": "red",
    "appointed": "grey",
    "deferred": "yellow",
    "cancelled": "red",
}
"""The colour of a duty's state where it is not blue. The words carry the meaning."""

DECLARATION_STATES: Mapping[str, tuple[str, str]] = {
    "in-force": ("Up to date", "green"),
    "running-out": ("Due soon", "yellow"),
    "lapsed": ("Overdue", "red"),
    "missing": ("Not declared", "red"),
}
"""How a declaration of interests stands: it is due again after a year."""

STANDS: Mapping[str, tuple[str, str]] = {
    "clear": ("Clear", "green"),
    "conflicted": ("Conflicted", "red"),
    "not-declared": ("Not declared", "yellow"),
}
"""How a person stands with a council."""

TIE_STATES: Mapping[str, tuple[str, str]] = {
    "counts": ("Counts", "blue"),
    "proposed": ("Dismissal proposed", "yellow"),
    "again": ("Declared again, to review", "yellow"),
    "dismissed": ("Dismissed as false", "grey"),
}
"""What becomes of a tie on the register."""

GROUNDS: Mapping[str, str] = {
    "namesake": "It is the tie of another person with the same name",
    "wrong-council": "It is a tie to another council",
    "never-was": "There never was such a tie",
}
GROUND_EXAMPLES: Mapping[str, str] = {
    "namesake": "an import matched the wrong J. Example",
    "wrong-council": "a county was taken for the city in it",
    "never-was": "the council has written that nobody of this name ever worked there",
}
SOURCES: Mapping[str, str] = {
    "letter": "From a letter or an email",
    "phone": "On the telephone or in a meeting",
    "other": "In another way",
}
HOW_KNOWN: Mapping[str, str] = {
    "own": "Declared by the person",
    "letter": "Recorded from a letter",
    "phone": "Recorded from a call or a meeting",
    "other": "Recorded by a coordinator",
    "": "Brought in with other records",
}
"""How a tie came onto the register."""

WRITTEN_DOWN: Mapping[str, str] = {
    "letter": "Written down after a letter",
    "phone": "Written down after a call or a meeting",
    "other": "Written down by a coordinator",
}
"""How a coordinator came to write down what is somebody's own to say."""

TIE_CHANGES: Mapping[str, str] = {
    "declared": "Declared",
    "recorded": "Recorded for the person",
    "moved": "Last day changed",
    "dismissed": "Dismissed as false",
    "restored": "Counted again after a review",
}
"""What a look back follows."""

MOMENTS: Mapping[str, tuple[str, str]] = {
    "past": ("Past", "grey"),
    "live": ("Going on", "blue"),
    "future": ("To come", "turquoise"),
}
EFFECTS: Mapping[str, tuple[str, str]] = {
    "hard": ("Objection", "red"),
    "soft": ("Objection, can be waived", "yellow"),
    "falls-away": ("No longer objects", "green"),
}

INTERESTS: Mapping[str, tuple[str, str]] = {
    "employed": ("I worked there", "a job of any kind with the council or its children's trust"),
    "consulted": ("I was a consultant there", "paid advice or an interim contract"),
    "councillor": ("I was a councillor there", "any elected place on the council"),
    "commissioner": ("I was a commissioner there", "appointed by the government to direct its services"),
    "applied": ("I applied for a post there", "whether or not it was offered"),
    "family": ("Close family works there", "a partner, parent, child or sibling among its leaders"),
    "friend": ("A close friend works there", "somebody among its leaders whom you meet outside work"),
    "business": ("A business tie", "a company or venture shared with one of its leaders"),
    "acquaintance": ("I know its leaders well", "regular contact that falls short of friendship"),
    "paid": ("I was paid by it or by a supplier of it", "fees, a retainer, or a supplier's salary"),
    "complaint": ("A complaint between us", "made by you against the council, or by it against you"),
    "case": ("I dealt with a case there", "you, or people you managed, dealt with the child"),
    "other": ("Something else", "anything a fair-minded person might ask about"),
}
"""Each kind of tie in the words of the person who declares it, with an example."""

TIES: Mapping[str, str] = {
    "employed": "Worked there",
    "consulted": "Was a consultant there",
    "councillor": "Was a councillor there",
    "commissioner": "Was a commissioner there",
    "applied": "Applied for a post there",
    "family": "Close family",
    "friend": "A close friend",
    "business": "A business tie",
    "acquaintance": "Knows its leaders well",
    "paid": "Was paid by it or a supplier",
    "complaint": "A complaint",
    "case": "Dealt with a case",
    "other": "Another connection",
}
"""Each kind of tie in the words of others."""

PARTS: Mapping[str, str] = {
    "open": "Open work",
    "sealed-0": "Sealed inspections, first circle of councils",
    "sealed-1": "Sealed inspections, second circle of councils",
    "sealed-2": "Sealed inspections, third circle of councils",
}
ASKED_AGAIN: Mapping[str, str] = {
    "offer": "when the seat was offered",
    "ten-days": "ten working days before",
    "one-day": "one working day before",
    "notice": "on the notice day",
    "disclosure": "when the council was to be disclosed",
    "daily": "in a daily round",
}
"""Why rules were asked again on that day."""
DECLINE_REASONS: Mapping[str, str] = {
    "busy": "I am too busy at that time",
    "conflicted": "I have a tie that makes me unsuitable",
    "other": "Another reason",
}
ANSWERS: Mapping[str, str] = {
    "accept": "Yes, I can do it",
    "busy": "No, I am too busy at that time",
    "conflicted": "No, I may have a tie that makes me unsuitable",
    "other": "No, for another reason",
}
"""What can be answered from a message, one button each."""

EVALUATION_QUESTIONS: Mapping[str, str] = {
    "prepared": "Did they come prepared?",
    "worked": "Did they work well with the team?",
    "judged": "Was what they found fair, and based on evidence?",
}
"""What the Ofsted liaison is asked about somebody whose duty is over."""
EVALUATION_ANSWERS: Mapping[str, str] = {"yes": "Yes", "partly": "Partly", "no": "No"}
OWN_EVALUATION_QUESTIONS: Mapping[str, str] = {
    "prepared": "Did you come prepared?",
    "worked": "Did you work well with the team?",
    "judged": "Was what you found fair, and based on evidence?",
}
"""The same questions, as the person reads them."""
MAIL_STATES: tuple[str, ...] = ("waiting", "sending", "sent", "failed", "bounced", "ended")
"""What can become of a message, in the order of the list to choose from."""
MAIL_FAULTS: Mapping[str, str] = {
    "address": "The address is refused.",
    "connection": "The mail server cannot be reached.",
    "content": "The mail server does not take the message.",
    "deferred": "The mail server asks to try later.",
    "lost-connection": "The line to the mail server broke.",
    "no-text": "This version of peerinspect has no words for it.",
    "policy": "The mail server will not take mail for this address from us.",
    "sender": "The mail server does not know us as a sender.",
    "sign-in": "The mail server does not let us sign in.",
}
"""Why a message was not sent."""

CORRECTIONS: Mapping[str, str] = {
    "name": "My name",
    "post": "A post, or its days",
    "training": "My training for inspection work",
    "vetting": "The day of my vetting",
    "judgement": "Something about my council",
    "other": "Something else",
}
"""What of a record can be wrong, in the words of the person."""
CORRECTION_OUTCOMES: Mapping[str, str] = {"corrected": "Put right", "stands": "Stays as it is"}
"""What becomes of a question about a record."""
