"""The only door through which facts leave the service.

Every query takes the reader and today, and hands back frozen views (peerinspect.services.views) that hold what this
reader may see, and nothing else. A thing the reader may not know of raises NotFound, as does a thing that is not there;
a question that is none of the reader's role raises NotAllowed. Two ideas carry it, and `veil` decides on both: whoever
works for a council sees nothing of its sealed inspection before the notice day, and whoever is to do one sees dates.

reader                      of a sealed inspection of council T, before its notice day
Ofsted liaison              all of it, each look recorded (tied to no council)
coordinator, cleared        T and dates, each look recorded (tied to no council)
coordinator, not cleared    the days on which a person is "unavailable", without a reason
assigned peer               dates and days, in my_duties and my_offers; once it is disclosed to them, their own event
their chief executive       dates and days, in council_people
T's director, chief         nothing: no row, no count, no gap; and nothing they see could differ (see `circles`)
  executive and staff
panel, administrator,       nothing
  the public

authority_choices() person_choices(reader) skill_choices(reader, today)
users(reader, today) user(reader, user_id, today) own_account(reader) own_sessions(reader, here, now)
coordinator_home(reader, today) attention(reader, key, today) first_steps(reader, today)
people(reader, today, asked, page) person(reader, person_id, today) person_name(reader, person_id, today)
person_record(reader, person_id, today) council_record(reader, code, today)
authorities(reader, today) councils(reader, today, asked, page) authority(reader, code, today)
council_name(code) council_places() vacancies(reader, today)
inspection_calendar(reader, first, today) inspection_year(reader, first, scope, today)
supply_week(reader, day, scope, today) best_weeks(reader, code, scope, today) schedule(reader, today)
week_choice(reader, day, today) week_move(reader, duty_id, target, today)
duties(reader, kind, today) duty(reader, duty_id, today)
region_names() work_list(reader, WorkAsked, page, today) duty_life(reader, duty_id, today)
duty_facts(reader, duty_id, today)
step_of(reader, duty_id, action, today) placement_of(reader, duty_id, address, today)
placement_step_of(reader, duty_id, address, action, today)
candidates(reader, duty_id, today) lack(reader, duty_id, today)
question(reader, question_id, today) question_state(reader, question_id, today)
rosters(reader, today) roster(reader, roster_id, today) seat_words(reader, today)
seat(reader, roster_id, address, today) substitutes(reader, roster_id, address, today)
stepping_in(reader, roster_id, address, person_id, today) jobs(reader, today) job(reader, job_id, today)
week(reader, monday, today) week_sheet(reader, day, today) team_sheet(reader, duty_id, today)
holding(reader, duty_id, today) held_peer(reader, duty_id, address, today): what the people on a sealed duty know
reserve_offer(reader, duty_id, today) who_left(reader, duty_id, today)
asked_again(reader, duty_id, today) my_undertaking(reader, address, today) my_conflict(reader, address, today)
linked_offer(token, today): dates, for whoever has the link
who_knew(reader, duty_id, today) who_knew_when(reader, duty_id, today) leaks(reader, today)
leak(reader, leak_id, today) leak_report(reader, report_id, today)
purge_report(reader, today): what the retention policy removed last, and what is due
my_duties(reader, today) my_offers(reader, today) my_declarations(reader, today) council_people(reader, today)
left_without(reader, person_id, authority, today, consent_id, address) duty_consents(reader, duty_id, today)
own_councils(reader, today) my_boards(reader, today) board(reader, duty_id, today) shortlist(reader, duty_id, today)
pack(reader, duty_id, kind, is_redacted, today) my_removal(reader, address, today) my_removals(reader, today)
my_weeks(reader, today) my_expertise(reader, today) my_homes(reader, today) my_prospects(reader, today)
my_aspiration(reader, today) my_mentoring(reader, today) my_profile(reader, today)
my_programme(reader, today) cohorts(reader, today) cohort(reader, cohort_id, today)
cohort_member(reader, member_id, today) joining_choices(reader, cohort_id, today) programme_report(reader, today)
training_waiting(reader) aspirant_training(reader, training_id)
duty_mentors(reader, duty_id, today) learner(reader, duty_id, address, today)
mentor_choices(reader, duty_id, person_id, today) corrections(reader, today) correction(reader, id, today)
corrections_waiting(reader)
account_of_person(reader, person_id, now) account_of_user(reader, user_id, now) name_of_invitable(reader, person_id)
people_to_invite(reader, today, now, asked)
my_stands(reader, today) person_stands(reader, person_id, today) council_stands(reader, code, today)
register(reader, today) register_page(reader, today, text, kind, state, page) tie(reader, interest_id, today)
look_backs(reader, today) look_back(reader, id, today)
rulebook(reader, today) rule(reader, code, today) policy_changes(reader, today) policy_change(reader, id, today)
policy_versions(reader, today) policy_version(reader, number, today)
waivers(reader, today) waivers_to_decide(reader, today) waiver(reader, waiver_id, today)
decision_record(reader, duty_id, address, today, redacted) independence_statement(reader, duty_id, today)
papers(reader, duty_id, today)
calendar_page(reader)
my_record(reader, address, today) my_letter(reader, address, today) has_letter(reader, today)
not_chosen(reader, today) not_chosen_letter(reader, duty_id, today)
table_kinds(reader) table_kind(reader, kind) table_template(reader, kind, form)
imported_files(reader, now) imported_file(reader, import_id, verdict, now)
work_overview(reader, today) national_picture(reader, today)
performance(reader, code, today) performances(reader, codes, today) neighbours_to_compare(reader, code, number)
vacant_posts(reader, today) vacancy(reader, duty_id, today) holder_choices(reader, duty_id, today)
new_director_choices(reader, duty_id, today) director_posts(reader, today, asked, page)
director_timeline(reader, code, today) watch_list(reader, today, fact, region, page)
turnover_years(reader, region, today) leaving_report(reader, today) my_leaving(reader, today)
load_report(reader, year, today, by_council) fairness_report(reader, today) turnover_report(reader, year, today)
waivers_report(reader, today) days_report(reader, year, today) cost_report(reader, year, today)
thanks(reader, today) thanks_page(reader, today, page) rate_events(reader, today)
years_of_work(today) years_of_posts(today)
peer_to_decide(reader, duty_id, address, today) liaison_steps(reader, duty_id, today)
evaluated_report(reader, today) objections_waiting(reader, today) council_objection(reader, objection_id, today)
peer_to_evaluate(reader, duty_id, address, today) evaluations_of(reader, person_id, today) my_evaluations(reader, today)
secondments(reader, today) secondment(reader, duty_id, today) secondee(reader, duty_id, address, today)
secondee_page(reader, duty_id, address, today) secondment_pool(reader, today, asked, number)
my_secondment(reader, address, today) council_secondee(reader, address, today)
council_secondees(reader, today)
my_inspections(reader, today) my_team(reader, duty_id, today) my_team_member(reader, duty_id, address, today)
public_appointments(today) events_about(reader, subject, today)
my_messages(reader, page) messages(reader, state, kind, who, page, today) kinds_of_messages() own_rhythm(reader)
mail_troubles(reader, today) address_to_mend(reader, user_id, today) address_to_confirm(reader, secret, now)
search_lessons(reader, LessonsAsked, page, today) lesson_years(reader, today) lesson(reader, lesson_id, today)
review_lessons(reader, duty_id, today) findings_to_write(reader, today) theme_lines(reader, today)
followed_themes(reader)
lesson_boards(reader, today) board_lessons(reader, board_id, state, page, today) sent_lesson(reader, sent_id, today)
lessons_overdue(reader, today) recurrence_report(reader, year, region, today): which lessons come back
reviews(reader, asked, page, today) review(reader, duty_id, today) review_step(reader, duty_id, action, today)
review_part(reader, duty_id, address, today) review_title(reader, duty_id, today)
advice_to_record(reader, duty_id, topic, today) panel(reader, today)
panel_member(reader, member_id, today) panel_account_choices(reader)
panel_person_choices(reader, today) reviews_report(reader, today)
support_home(reader, asked, page, today) support_page(reader, duty_id, today) support_request(reader, id, today)
my_programmes(reader, today)   investment(reader, today): days of support given and received
alternatives(reader, today): the report for DfE on support in place of intervention
history_of(reader, subject_sort, subject, page, today): a page of the history of a person, authority, duty or board
safeguarding_boards(reader, asked, page, today) safeguarding_board(reader, board_id, today)
every_safeguarding_board(reader, asked, today)
board_years(reader, board_id, today) member_choices(reader, board_id, today) meeting_of(reader, board_id, id, today)
agency_choices(reader, board_id, meeting_id, today): who could be at it
board_link(reader, duty_id, today) council_boards(reader, code, today): where a board's page is
who_chairs_whom(reader, region, with_asked, today)
my_tokens(reader, now) all_tokens(reader, now, user_id): tokens for programs, never the token itself
"""

from peerinspect.services.queries.accounts import own_account, own_sessions, user, users
from peerinspect.services.queries.alternatives import alternatives
from peerinspect.services.queries.authorities import (
    authorities,
    authority,
    council_places,
    council_record,
    councils,
)
from peerinspect.services.queries.board_states import board_link, council_boards
from peerinspect.services.queries.boards import board, my_boards, my_removal, my_removals, pack
from peerinspect.services.queries.calendars import calendar_page
from peerinspect.services.queries.candidates import candidates
from peerinspect.services.queries.chairing import who_chairs_whom
from peerinspect.services.queries.choices import (
    authority_choices,
    council_name,
    person_choices,
    public_appointments,
    skill_choices,
)
from peerinspect.services.queries.comparing import compare
from peerinspect.services.queries.director_posts import director_posts, director_timeline, watch_list
from peerinspect.services.queries.directors import my_declarations, my_duties, my_offers
from peerinspect.services.queries.duties import duties, duty, inspection_calendar
from peerinspect.services.queries.duty_consents import duty_consents
from peerinspect.services.queries.evaluated import evaluated_report
from peerinspect.services.queries.events import events_about, history_of
from peerinspect.services.queries.first_steps import first_steps
from peerinspect.services.queries.going import person_name
from peerinspect.services.queries.holding_back import (
    asked_again,
    held_peer,
    holding,
    linked_offer,
    my_conflict,
    my_undertaking,
    reserve_offer,
    who_left,
)
from peerinspect.services.queries.home import attention, coordinator_home
from peerinspect.services.queries.imports import imported_file, imported_files, table_kind, table_kinds, table_template
from peerinspect.services.queries.inspected import my_evaluations, my_inspections, my_team, my_team_member
from peerinspect.services.queries.investment import investment
from peerinspect.services.queries.invitations import (
    account_of_person,
    account_of_user,
    name_of_invitable,
    people_to_invite,
)
from peerinspect.services.queries.jobs import job, jobs
from peerinspect.services.queries.leaks import leak, leak_report, leaks, who_knew, who_knew_when
from peerinspect.services.queries.learning import (
    duty_mentors,
    learner,
    mentor_choices,
    my_aspiration,
    my_mentoring,
)
from peerinspect.services.queries.leaving import leaving_report, my_leaving
from peerinspect.services.queries.lesson_boards import board_lessons, lesson_boards, lessons_overdue, sent_lesson
from peerinspect.services.queries.lesson_report import recurrence_report
from peerinspect.services.queries.lessons import (
    findings_to_write,
    followed_themes,
    lesson,
    lesson_years,
    review_lessons,
    search_lessons,
    theme_lines,
)
from peerinspect.services.queries.letters import has_letter, my_letter, my_record, not_chosen, not_chosen_letter
from peerinspect.services.queries.liaison import (
    council_objection,
    evaluations_of,
    liaison_steps,
    objections_waiting,
    peer_to_decide,
    peer_to_evaluate,
)
from peerinspect.services.queries.lives import (
    duty_facts,
    duty_life,
    placement_of,
    placement_step_of,
    region_names,
    step_of,
    work_list,
)
from peerinspect.services.queries.lookbacks import look_back, look_backs
from peerinspect.services.queries.messages import (
    address_to_confirm,
    address_to_mend,
    kinds_of_messages,
    mail_troubles,
    messages,
    my_messages,
    own_rhythm,
)
from peerinspect.services.queries.national import national_picture
from peerinspect.services.queries.offering import my_expertise, my_homes, my_weeks
from peerinspect.services.queries.own_councils import own_councils
from peerinspect.services.queries.panel import panel, panel_account_choices, panel_member, panel_person_choices
from peerinspect.services.queries.people import people, person
from peerinspect.services.queries.performance import neighbours_to_compare, performance, performances
from peerinspect.services.queries.person_records import person_record
from peerinspect.services.queries.profile import correction, corrections, corrections_waiting, my_profile
from peerinspect.services.queries.programme import (
    aspirant_training,
    cohort,
    cohort_member,
    cohorts,
    joining_choices,
    my_programme,
    programme_report,
    training_waiting,
)
from peerinspect.services.queries.prospects import my_prospects
from peerinspect.services.queries.questions import lack, question, question_state
from peerinspect.services.queries.records import decision_record, independence_statement, papers
from peerinspect.services.queries.register import (
    council_stands,
    my_stands,
    person_stands,
    register,
    register_page,
    tie,
)
from peerinspect.services.queries.releases import council_people, left_without
from peerinspect.services.queries.reports import (
    chosen_year,
    cost_report,
    days_report,
    fairness_report,
    load_report,
    rate_events,
    thanks,
    thanks_page,
    turnover_report,
    turnover_years,
    waivers_report,
    years_of_posts,
    years_of_work,
)
from peerinspect.services.queries.reserves import duty_reserves
from peerinspect.services.queries.review_reports import reviews_report
from peerinspect.services.queries.reviews import (
    advice_to_record,
    review,
    review_part,
    review_step,
    review_title,
    reviews,
)
from peerinspect.services.queries.rosters import roster, rosters
from peerinspect.services.queries.rulebook import (
    policy_change,
    policy_changes,
    policy_version,
    policy_versions,
    rule,
    rulebook,
)
from peerinspect.services.queries.safeguarding import (
    agency_choices,
    board_years,
    meeting_of,
    member_choices,
    safeguarding_board,
)
from peerinspect.services.queries.safeguarding_list import every_safeguarding_board, safeguarding_boards
from peerinspect.services.queries.schedule import inspection_year, schedule, week_choice, week_move
from peerinspect.services.queries.seats import seat, seat_words, stepping_in, substitutes
from peerinspect.services.queries.secondees import (
    council_secondee,
    council_secondees,
    my_secondment,
    secondment_pool,
)
from peerinspect.services.queries.seconding import secondee, secondee_page, secondment, secondments
from peerinspect.services.queries.shortlists import shortlist
from peerinspect.services.queries.supply import best_weeks, supply_week
from peerinspect.services.queries.support import my_programmes, support_home, support_request
from peerinspect.services.queries.support_page import support_page
from peerinspect.services.queries.supposable import what_could_move, which_figures, who_could_leave
from peerinspect.services.queries.tokens import all_tokens, my_tokens
from peerinspect.services.queries.vacancies import (
    holder_choices,
    new_director_choices,
    vacancies,
    vacancy,
    vacant_posts,
)
from peerinspect.services.queries.waiver_register import waiver, waivers, waivers_to_decide
from peerinspect.services.queries.week_sheet import week_sheet
from peerinspect.services.queries.weeks import team_sheet, week
from peerinspect.services.queries.work_overview import work_overview
from peerinspect.services.upkeep.purging import purge_report

__all__ = [
    "account_of_person",
    "account_of_user",
    "address_to_confirm",
    "address_to_mend",
    "advice_to_record",
    "agency_choices",
    "all_tokens",
    "alternatives",
    "asked_again",
    "aspirant_training",
    "attention",
    "authorities",
    "authority",
    "authority_choices",
    "best_weeks",
    "board",
    "board_lessons",
    "board_link",
    "board_years",
    "calendar_page",
    "candidates",
    "chosen_year",
    "cohort",
    "cohort_member",
    "cohorts",
    "compare",
    "coordinator_home",
    "correction",
    "corrections",
    "corrections_waiting",
    "cost_report",
    "council_boards",
    "council_name",
    "council_objection",
    "council_people",
    "council_places",
    "council_record",
    "council_secondee",
    "council_secondees",
    "council_stands",
    "councils",
    "days_report",
    "decision_record",
    "director_posts",
    "director_timeline",
    "duties",
    "duty",
    "duty_consents",
    "duty_facts",
    "duty_life",
    "duty_mentors",
    "duty_reserves",
    "evaluated_report",
    "evaluations_of",
    "events_about",
    "every_safeguarding_board",
    "fairness_report",
    "findings_to_write",
    "first_steps",
    "followed_themes",
    "has_letter",
    "held_peer",
    "history_of",
    "holder_choices",
    "holding",
    "imported_file",
    "imported_files",
    "independence_statement",
    "inspection_calendar",
    "inspection_year",
    "investment",
    "job",
    "jobs",
    "joining_choices",
    "kinds_of_messages",
    "lack",
    "leak",
    "leak_report",
    "leaks",
    "learner",
    "leaving_report",
    "left_without",
    "lesson",
    "lesson_boards",
    "lesson_years",
    "lessons_overdue",
    "liaison_steps",
    "linked_offer",
    "load_report",
    "look_back",
    "look_backs",
    "mail_troubles",
    "meeting_of",
    "member_choices",
    "mentor_choices",
    "messages",
    "my_aspiration",
    "my_boards",
    "my_conflict",
    "my_declarations",
    "my_duties",
    "my_evaluations",
    "my_expertise",
    "my_homes",
    "my_inspections",
    "my_leaving",
    "my_letter",
    "my_mentoring",
    "my_messages",
    "my_offers",
    "my_profile",
    "my_programme",
    "my_programmes",
    "my_prospects",
    "my_record",
    "my_removal",
    "my_removals",
    "my_secondment",
    "my_stands",
    "my_team",
    "my_team_member",
    "my_tokens",
    "my_undertaking",
    "my_weeks",
    "name_of_invitable",
    "national_picture",
    "neighbours_to_compare",
    "new_director_choices",
    "not_chosen",
    "not_chosen_letter",
    "objections_waiting",
    "own_account",
    "own_councils",
    "own_rhythm",
    "own_sessions",
    "pack",
    "panel",
    "panel_account_choices",
    "panel_member",
    "panel_person_choices",
    "papers",
    "peer_to_decide",
    "peer_to_evaluate",
    "people",
    "people_to_invite",
    "performance",
    "performances",
    "person",
    "person_choices",
    "person_name",
    "person_record",
    "person_stands",
    "placement_of",
    "placement_step_of",
    "policy_change",
    "policy_changes",
    "policy_version",
    "policy_versions",
    "programme_report",
    "public_appointments",
    "purge_report",
    "question",
    "question_state",
    "rate_events",
    "recurrence_report",
    "region_names",
    "register",
    "register_page",
    "reserve_offer",
    "review",
    "review_lessons",
    "review_part",
    "review_step",
    "review_title",
    "reviews",
    "reviews_report",
    "roster",
    "rosters",
    "rule",
    "rulebook",
    "safeguarding_board",
    "safeguarding_boards",
    "schedule",
    "search_lessons",
    "seat",
    "seat_words",
    "secondee",
    "secondee_page",
    "secondment",
    "secondment_pool",
    "secondments",
    "sent_lesson",
    "shortlist",
    "skill_choices",
    "step_of",
    "stepping_in",
    "substitutes",
    "supply_week",
    "support_home",
    "support_page",
    "support_request",
    "table_kind",
    "table_kinds",
    "table_template",
    "team_sheet",
    "thanks",
    "thanks_page",
    "theme_lines",
    "tie",
    "training_waiting",
    "turnover_report",
    "turnover_years",
    "user",
    "users",
    "vacancies",
    "vacancy",
    "vacant_posts",
    "waiver",
    "waivers",
    "waivers_report",
    "waivers_to_decide",
    "watch_list",
    "week",
    "week_choice",
    "week_move",
    "week_sheet",
    "what_could_move",
    "which_figures",
    "who_chairs_whom",
    "who_could_leave",
    "who_knew",
    "who_knew_when",
    "who_left",
    "work_list",
    "work_overview",
    "years_of_posts",
    "years_of_work",
]
