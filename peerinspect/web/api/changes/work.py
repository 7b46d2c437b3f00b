"""Changes of work: duties of every kind, their steps and facts, who is asked, vacancies, reviews, secondments."""

from __future__ import annotations

from collections.abc import Callable

from peerinspect.services import disclosure, duties, inspections, moving, schedule, vacancies, views
from peerinspect.services.liaison import seconding
from peerinspect.services.lives import changing, facts, placing, stepping
from peerinspect.services.reviews import delaying, parts
from peerinspect.services.reviews import stepping as review_stepping
from peerinspect.services.support import commands as support_commands
from peerinspect.services.support import registering, requesting
from peerinspect.services.vacancies import handing_back, naming
from peerinspect.services.views import directors, reviews
from peerinspect.services.views import schedule as schedules
from peerinspect.web.api.changes.making import Change, record, takes
from peerinspect.web.api.frame import topic
from peerinspect.web.clock import today
from peerinspect.web.session import reader

group = topic("work_changes", "Changing work")
_KEEP = "register work"
_DUTY = "/duties/<made>"
_SAID_BY = {
    facts.DATES: ("starts", "ends"),
    facts.ON_SITE: ("on_site",),
    facts.VISITS: ("on_site",),
    facts.COUNCILS: ("authorities",),
} | {each: (each,) for each in (facts.NOTICE, facts.SEATS, facts.DAYS, facts.SKILLS, facts.LEVEL)}
_SAID_BY |= {each: (each,) for each in (facts.PRIORITY, facts.CASE)}
"""Fact of a duty -> the fields that say what it is to be: left out, they would empty it."""

FACTS = record(
    group,
    "/duties/<duty_id>/facts",
    _KEEP,
    views.DutyFacts,
    lambda duty_id: disclosure.duty_facts(reader(), duty_id, today()),
    "The facts of a duty, as far as they can be changed.",
)
PLACEMENT = record(
    group,
    "/duties/<duty_id>/placements/<address>/state",
    _KEEP,
    views.PlacementLife,
    lambda duty_id, address: disclosure.placement_of(reader(), duty_id, address, today()),
    "Somebody on a duty, and what can be done about it.",
)
VACANCY = record(
    group,
    "/vacancies/<duty_id>/holders",
    "name a holder",
    directors.VacancyView,
    lambda duty_id: disclosure.vacancy(reader(), duty_id, today()),
    "A vacant post, and who looks after it.",
)
REVIEW = record(
    group,
    "/reviews/<duty_id>/state",
    _KEEP,
    reviews.ReviewView,
    lambda duty_id: disclosure.review(reader(), duty_id, today()),
    "A review, and what is due next on it.",
)
SCHEDULE = record(
    group,
    "/inspections/schedule",
    _KEEP,
    schedules.ScheduleView,
    lambda: disclosure.schedule(reader(), today()),
    "How many inspections may start in a week.",
)


def _new(rule: str, about: str, command: type, use_case: Callable[..., object], leads_to: str = _DUTY) -> None:
    takes(group, rule, about, Change(_KEEP, command, use_case, leads_to=leads_to))


_new("/inspections", "Register an inspection.", inspections.RegisterInspection, inspections.register_inspection)
_new("/chairs", "Register a board's need of a chair.", duties.RegisterBoard, duties.register_board)
_new("/support", "Register a programme of support.", support_commands.RegisterProgramme, registering.register_programme)
_new("/secondments", "Register a secondment.", duties.RegisterSecondment, duties.register_secondment)
_new("/reviews", "Register a review.", duties.RegisterReview, duties.register_review)
_new("/vacancies", "Register a vacant post.", vacancies.RegisterVacancy, vacancies.register_vacancy)
takes(
    group,
    "/secondments/requests",
    "Ask for a secondment to an inspection team.",
    Change("act for Ofsted", seconding.RequestSecondment, seconding.request_secondment, leads_to="/duties/<made>"),
)
takes(
    group,
    "/inspections/<duty_id>/week",
    "Move an inspection to another week.",
    Change(_KEEP, moving.MoveInspection, moving.move_inspection, FACTS, may_lack=("accepts",)),
    "PUT",
)
takes(
    group,
    "/inspections/schedule",
    "Change how many inspections may start in a week.",
    Change(_KEEP, schedule.ChangeSchedule, schedule.change_schedule, SCHEDULE, may_lack=("disclosed_before",)),
    "PUT",
)
takes(
    group,
    "/duties/<duty_id>/facts/<fact>",
    "Change one fact of a duty.",
    Change(
        _KEEP,
        facts.ChangeFact,
        changing.change_fact,
        FACTS,
        may_lack=tuple(facts.ChangeFact.__dataclass_fields__),
        needs=lambda given: _SAID_BY.get(given["fact"], ()),
    ),
    "PUT",
)
takes(
    group,
    "/duties/<duty_id>/steps/<action>",
    "Take a step in a duty's life.",
    Change(_KEEP, stepping.TakeStep, stepping.take_step, FACTS),
)
takes(
    group,
    "/duties/<duty_id>/offers",
    "Ask somebody for an empty seat.",
    Change(_KEEP, placing.OfferPlacement, placing.offer_placement, FACTS),
)
takes(
    group,
    "/duties/<duty_id>/placements/<address>/steps/<action>",
    "Take a step in the life of a placement.",
    Change(_KEEP, placing.TakePlacementStep, placing.take_placement_step, PLACEMENT),
)
takes(
    group,
    "/vacancies/<duty_id>/holders",
    "Name who looks after a vacant post.",
    Change("name a holder", naming.NameHolder, naming.name_holder, VACANCY),
)
takes(
    group,
    "/vacancies/<duty_id>/holders/<holding_id>/end",
    "Enter the last day of who was named.",
    Change("name a holder", naming.EndHolding, naming.end_holding, VACANCY),
)
takes(
    group,
    "/vacancies/<duty_id>/hand-back",
    "Hand the post to its new director.",
    Change(_KEEP, handing_back.HandBack, handing_back.hand_back, VACANCY),
)
takes(
    group,
    "/reviews/<duty_id>/steps/<action>",
    "Take a step in a review's life.",
    Change(_KEEP, review_stepping.TakeReviewStep, review_stepping.take_review_step, REVIEW),
)
takes(
    group,
    "/reviews/<duty_id>/delays",
    "Say why something takes longer.",
    Change(_KEEP, delaying.RecordDelay, delaying.record_delay, REVIEW),
)
takes(
    group,
    "/reviews/<duty_id>/people/<address>/part",
    "Say what somebody does on the review.",
    Change(_KEEP, parts.NamePart, parts.name_part, REVIEW),
    "PUT",
)
takes(
    group,
    "/support-requests",
    "Ask for support for one's own council.",
    Change(
        "ask for support",
        support_commands.AskForSupport,
        requesting.ask_for_support,
        leads_to="/support-requests/<made>",
    ),
)
GROUPS = (group,)
