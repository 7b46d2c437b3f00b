"""People, and what is theirs: posts, consents, times away, ties to councils."""

from __future__ import annotations

from peerinspect.domain.kinds import KINDS
from peerinspect.domain.person import INTEREST_KINDS
from peerinspect.tables.declared.common import (
    BASIS,
    LEVEL,
    PERSON,
    PERSON_REFERENCE,
    ROLE,
    SKILLS,
    first_day,
    last_day,
)
from peerinspect.tables.declaring import Column, Table
from peerinspect.tables.parsers import Council, Day, OneOf, Text, Whole, YesNo

OFFERS = {f"{kind}_days": kind for kind in KINDS}
"""The kind of duty that each column of days is about."""

_OFFERED = {
    "inspect": "inspections",
    "chair": "chairing boards",
    "support": "support",
    "second": "secondments",
    "interim": "interim cover",
    "review": "case reviews",
}
_COUNCIL = Column("council", "Council", Council(), "Leeds", required=True, also=("authority", "gss", "code"))
_ROLE = Column("role", "Post", ROLE, "director", required=True)
_BASIS = Column("basis", "How the post is held", BASIS, "substantive", required=True)

PEOPLE = Table(
    "people",
    "People",
    "person",
    "A row is a person with one post of theirs, and the consent of that post’s council. Further posts and consents "
    "have tables of their own.",
    "the reference; else the name and the council",
    (
        Column(
            "reference",
            "Reference",
            Text(40),
            note="From an export. Leave it empty for somebody new; write new where somebody else has the same name",
            also=("id",),
        ),
        Column("name", "Name", Text(200), "Quarry Madeupton", required=True, also=("person", "full name")),
        _COUNCIL,
        _ROLE,
        _BASIS,
        first_day("in post", "2023-09-01"),
        last_day("in post", "", required=False, clears=True),
        Column("level", "Training", LEVEL, "authorised", clears=True, also=("training level",)),
        Column("vetted_on", "Vetted on", Day(), "2026-01-12", clears=True),
        Column("aspirant", "Aspires to be a director", YesNo(), "no", note="no where it is empty"),
        SKILLS,
        *(
            Column(
                name,
                f"Days a year: {_OFFERED[kind]}",
                Whole(0, 260),
                {"inspect": "10", "chair": "24"}.get(kind, ""),
                clears=True,
            )
            for name, kind in OFFERS.items()
        ),
        Column(
            "declared_on",
            "Declaration signed on",
            Day(),
            "2026-09-15",
            note="Of a signed declaration that you hold. Import the ties that it names too",
            also=("declared",),
        ),
        Column("consent_from", "Consent from", Day(), "2026-04-01", note="Of this post’s chief executive"),
        Column("consent_to", "Consent until", Day(), "2028-03-31"),
        Column(
            "email",
            "Email address",
            Text(254),
            "quarry@council.example",
            note="Where they can be invited to sign in. Reading the table sends nothing",
            clears=True,
            also=("e-mail", "email"),
        ),
    ),
)

POSTS = Table(
    "posts",
    "Posts",
    "post",
    "A row is a post that somebody on the register holds, held or will hold.",
    "the person, the council and the first day",
    (
        PERSON_REFERENCE,
        PERSON,
        _COUNCIL,
        _ROLE,
        _BASIS,
        first_day("in post", "2026-11-02"),
        last_day("in post", "", required=False, clears=True),
    ),
)

CONSENTS = Table(
    "consents",
    "Consents",
    "consent",
    "A row is a chief executive’s consent to duties elsewhere, for somebody who holds a post at the council.",
    "the person, the council and the first day",
    (PERSON_REFERENCE, PERSON, _COUNCIL, first_day("", "2026-04-01"), last_day("", "2028-03-31")),
)

AVAILABILITY = Table(
    "availability",
    "Times away",
    "time away",
    "A row is a time in which somebody is away. No reason is kept.",
    "the person and both days",
    (PERSON_REFERENCE, PERSON, first_day("away", "2026-12-21"), last_day("away", "2026-12-31")),
)

INTERESTS = Table(
    "interests",
    "Interests",
    "tie",
    "A row is a tie between a person and a council.",
    "the tie’s reference; else the person, the council, the kind of tie, its first day and the case",
    (
        Column("tie", "Tie’s reference", Text(40), note="From an export. Leave it empty for a new tie"),
        PERSON_REFERENCE,
        PERSON,
        Column("council", "Council", Council(), "Leeds", required=True, also=("authority", "gss", "code")),
        Column("kind", "Kind of tie", OneOf(INTEREST_KINDS), "employed", required=True, also=("interest",)),
        first_day("", "2015-04-01", required=False),
        last_day("", "2019-03-31", required=False, clears=True),
        Column("case", "Case reference", Text(80), note="Of ties of the kind case; never a child’s details"),
        Column("note", "Note", Text(300), note="What the connection is, for ties of the kind other"),
        Column(
            "source",
            "How it came to be known",
            OneOf(("letter", "phone", "other", "own")),
            "letter",
            note="own is for ties that people declared themselves, and cannot be new in a file",
        ),
        Column("source_reference", "Letter or call", Text(300), "Letter of 3 March 2026"),
    ),
)
