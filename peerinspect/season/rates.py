"""How much of everything a season of one England holds, and where each number comes from.

"Judged" marks what no published figure settles: it was chosen so that the season is tight but can be staffed.
"""

from __future__ import annotations

# --- people -----------------------------------------------------------------------------------------------------------

TENURE_MEDIAN_MONTHS = 24
"""Directors' median time in post when their council was inspected (Ofsted reports, 2014 to 2022)."""
TENURE_UNDER_A_YEAR = 0.31
"""The share of directors under twelve months in post when their council was inspected (same reports)."""
TENURE_MOST_MONTHS = 168

VACANT_NOW = 10
"""62 directors' posts changed hands in 2023-24 (ADCS); at two months of search each, about ten are empty on any day."""
VACANT_LATER = 7
"""Departures already announced; judged."""
INTERIM_DIRECTORS = 14
"""28 of the 62 changes were by interims (ADCS); at half a year each, 14 are in post on any day."""
ACTING_DIRECTORS = 6
"""Judged."""

SENIORS = 224
"""About 1.5 senior managers a council are on the register; judged, to come to some 450 people."""
ACTING_SENIORS = 14
ASPIRANTS = 34
"""Senior managers on the way to a first director's post; judged."""
FORMER = 80
"""Directors of the last years who left: 39 to 65 leave a year (ADCS), most of them for another council."""
MOVERS = 9
"""People known to change employer in the season; judged."""
MOVERS_WITH_NEW_CONSENT = 3
PAST_POST_SHARE = 0.75
"""How many came from another council; judged."""

# --- what people have said and shown ----------------------------------------------------------------------------------

DECLARATION_MISSING = 0.03
DECLARATION_OLD = 0.05
VETTING_MISSING = 0.02
VETTING_LAPSED = 0.04
VETTING_LAPSES_SOON = 0.10
CONSENT_MISSING = 0.06
CONSENT_EXPIRED = 0.04
CONSENT_ENDS_SOON = 0.10
CONSENT_OPEN = 0.40
"""All judged: a register that is kept well but not perfectly."""

# --- duties -----------------------------------------------------------------------------------------------------------

TWO_SEAT_JUDGEMENTS = 7
"""Judged; the usual team has one peer at most, a second seat is for a trainee."""
FOCUSED_VISITS = 10
FOCUSED_ANNOUNCED = 5
MONITORED = 5
"""Councils rated inadequate whose quarterly monitoring visits a peer joins; about half of the 13."""
MONITORING_VISITS = 4
"""A visit a quarter while a council is inadequate (Ofsted)."""
JOINT_INSPECTIONS = 4
"""Joint targeted area inspections: about nine a year since 2022 (Ofsted reports); a peer joins some."""
MOST_STARTS_A_WEEK = 4
"""The most inspections that started in one week of 2018 to 2025 (Ofsted reports)."""

VACANT_BOARDS = 0.24
"""A term is three years, so a third of the chairs end in any twelve months; some boards look in vain already."""
CHAIR_TERM_MONTHS = 36
BOARD_DAYS = (12, 12, 18, 18, 24)
"""Days a year that boards ask of a chair; 24 is the usual two days a month, smaller boards ask less. Judged."""

SUPPORT_DUTIES = 24
"""Every council rated inadequate and some of those that require improvement (13 and 29 by June 2026)."""
SUPPORT_TWO_SEATS = 4
SECONDMENTS = 10
REVIEWS = 15
REVIEWS_TWO_SEATS = 3
JOINT_REVIEWS = 3
"""Reviews that concern two councils, one of them the national panel's; children move between councils. Judged."""

# --- what councils share, and what stands between them ----------------------------------------------------------------

POLICE_AREA = (2, 6)
"""Some forty forces cover England's 153 councils, one of them all of London."""
ICB_AREA = (2, 6)
"""42 integrated care boards (NHS England, since July 2022)."""
ADOPTION_AREA = (3, 7)
"""About thirty regional adoption agencies; councils were to join one by 2020 (DfE policy of 2015)."""
IN_AN_ADOPTION_AGENCY = 0.9
"""Nearly all councils joined one; judged."""
PARTNERSHIPS = 20
"""Shared panels, academies and contracts: seven of those in Ofsted's reports are in the reference tables, which name
only what an inspector had cause to mention. Judged."""
SHARED_SERVICES = 12
"""Out-of-hours teams and the like, run by one council for another; judged."""
DISPUTES = 4
"""Open quarrels over who pays, or who is responsible for a child; rare. Judged."""
MERGERS = 2
"""Councils about to become one; a handful in any year of reorganisation. Judged."""
COMPLAINTS_OF_COUNCILS = 4
"""Formal complaints of one council about another, half of them closed; rare. Judged."""

# --- what went before -------------------------------------------------------------------------------------------------

YEARS_BACK = 5
PAST_INSPECTIONS = 130
PAST_JUDGEMENTS = 90
PAST_SUPPORT = 50
PAST_CHAIRS = 30
PAST_REVIEWS = 40
PAST_INTERIMS = 30
PAST_SECONDMENTS = 10
RUNNING_SUPPORT = 6
RUNNING_REVIEWS = 5
RUNNING_JOINT_REVIEWS = 1
NEAR_FIRST = 0.8
"""The share of boards and councils in need that look for somebody within reach first. Judged."""

# --- what people have declared: some 230 ties, one for every second person --------------------------------------------

EMPLOYED = 22
CONSULTED = 28
COUNCILLORS = 7
COMMISSIONERS = 12
APPLIED = 22
FAMILY = 24
FRIENDS = 26
BUSINESS = 10
ACQUAINTANCES = 40
PAID = 12
COMPLAINTS = 6
CASES = 12
OTHER_TIES = 9
"""All judged: that somebody knows a council's leaders is common, that there is a complaint is rare."""

PINNED = 4
OFFERED = 8
ACCEPTED = 6
WAIVERS = 6
AFFINITIES = 24

# --- how scarce people are --------------------------------------------------------------------------------------------

LOOSEST = 1.0
TIGHTEST = 10.0
"""A season of tightness X has one offer for every X of the usual one, of each kind and of those not yet taken up."""
