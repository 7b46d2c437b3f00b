"""Readings of the design that two careful programmers took differently, each in one place so that it can be turned.

README.md ("Readings chosen") says what else each could be, with all the readings that nobody has differed on.
"""

A_POST_STILL_HELD_AT_THE_TARGET_IS_WORKED_THERE = True
"""Reading 11 says "any post at T". Reading 3 says that H = T is left to own-authority: then False."""

AN_UNKNOWN_REGION_IS_THE_SAME_REGION = True
"""Missing data is not clearance. False: same-region needs two known regions."""

ANY_INTERIM_AT_HOME_NEEDS_NO_CONSENT = True
"""The table: no-consent is for "all but interim at own authority". Reading 13 frees a deputy acting up: then False."""

PAST_OBSERVERS_ARE_OF_THE_TEAM = False
"""History takes no seat. True: a done placement of an observer on an open inspection leaves no room for another."""

ON_SITE_DAYS_AT_A_WEEKEND_ARE_NO_DAYS_OF_WORK = False
"""`days` is "the working days of on_site where there are any": days. True: any on_site, so it may be 0."""
