"""Every page, asked for by every role, with real requests. A page without an entry here fails the test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages_world import ANNOUNCED, PAST, SEALED, SECONDED, Lived, database_of, pages, sign_in, without_tokens

from peerinspect.services.reader import Reader

ALL = {"coordinator", "uncleared", "liaison", "director", "chief-executive", "panel", "administrator", "public"}
SIGNED_IN = ALL - {"public"}
PLANNERS = {"coordinator", "uncleared"}
WATCH = PLANNERS | {"liaison"}
TABLES = PLANNERS | {"administrator"}
MINE = {"director"}
CHIEF = {"chief-executive"}
OFSTED = {"liaison"}
READERS = SIGNED_IN - {"administrator"}

MAY_OPEN: dict[tuple[str, str], set[str]] = {
    ("GET", "/static/<path:filename>"): ALL,
    ("GET", "/"): ALL,
    ("GET", "/today"): PLANNERS,
    ("GET", "/today/<key>"): PLANNERS,
    ("GET", "/sign-in"): ALL,
    ("POST", "/sign-in"): ALL,
    ("GET", "/sign-in/code"): ALL,
    ("POST", "/sign-in/code"): ALL,
    ("GET", "/sign-in/set-up"): ALL,
    ("POST", "/sign-in/set-up"): ALL,
    ("GET", "/sign-in/elsewhere"): set(),
    ("GET", "/sign-in/back"): set(),
    ("GET", "/choose-password"): ALL,
    ("POST", "/choose-password"): ALL,
    ("POST", "/sign-out"): SIGNED_IN,
    ("GET", "/account/"): SIGNED_IN,
    ("GET", "/account/mail"): SIGNED_IN,
    ("POST", "/account/mail"): SIGNED_IN,
    ("GET", "/messages/"): SIGNED_IN,
    ("GET", "/messages/all"): {"administrator"},
    ("POST", "/messages/all/<message_id>/again"): {"administrator"},
    ("GET", "/messages/addresses/<user_id>"): {"administrator"},
    ("POST", "/messages/addresses/<user_id>"): {"administrator"},
    ("POST", "/messages/addresses/<user_id>/again"): {"administrator"},
    ("GET", "/messages/own-address"): SIGNED_IN,
    ("POST", "/messages/own-address"): SIGNED_IN,
    ("GET", "/messages/address/<secret>"): set(),
    ("POST", "/messages/address/<secret>"): set(),
    ("GET", "/account/password"): SIGNED_IN,
    ("POST", "/account/password"): SIGNED_IN,
    ("GET", "/account/second-factor"): SIGNED_IN,
    ("POST", "/account/second-factor"): SIGNED_IN,
    ("GET", "/account/second-factor/off"): SIGNED_IN,
    ("POST", "/account/second-factor/off"): SIGNED_IN,
    ("GET", "/account/recovery-codes"): SIGNED_IN,
    ("POST", "/account/recovery-codes"): SIGNED_IN,
    ("GET", "/set-up"): set(),
    ("POST", "/set-up"): set(),
    ("GET", "/users"): {"administrator"},
    ("GET", "/users/new"): {"administrator"},
    ("POST", "/users/new"): {"administrator"},
    ("GET", "/users/<user_id>"): {"administrator"},
    ("GET", "/users/<user_id>/change"): {"administrator"},
    ("POST", "/users/<user_id>/change"): {"administrator"},
    ("POST", "/users/<user_id>/disable"): {"administrator"},
    ("POST", "/users/<user_id>/enable"): {"administrator"},
    ("POST", "/users/<user_id>/reset-second-factor"): {"administrator"},
    ("POST", "/users/<user_id>/set-up-code"): {"administrator"},
    ("POST", "/users/<user_id>/unlink"): {"administrator"},
    ("GET", "/people/"): WATCH,
    ("GET", "/people/<person_id>"): WATCH | CHIEF,
    ("GET", "/people/new"): PLANNERS,
    ("POST", "/people/new"): PLANNERS,
    ("GET", "/people/<person_id>/history"): WATCH,
    ("GET", "/people/<person_id>/change/<what>"): PLANNERS,
    ("POST", "/people/<person_id>/change/<what>"): PLANNERS,
    ("GET", "/people/<person_id>/posts/<int:post_id>/<what>"): PLANNERS,
    ("POST", "/people/<person_id>/posts/<int:post_id>/<what>"): PLANNERS,
    ("GET", "/people/<person_id>/consents/<int:consent_id>/withdraw"): PLANNERS,
    ("POST", "/people/<person_id>/consents/<int:consent_id>/withdraw"): PLANNERS,
    ("POST", "/people/<person_id>/away/<leave_id>/remove"): PLANNERS,
    ("GET", "/people/<person_id>/invite"): TABLES,
    ("POST", "/people/<person_id>/invite"): TABLES,
    ("POST", "/people/<person_id>/invite/withdraw"): TABLES,
    ("GET", "/people/invite"): TABLES,
    ("POST", "/people/invite"): TABLES,
    ("POST", "/users/<user_id>/invite"): {"administrator"},
    ("POST", "/users/<user_id>/invite/withdraw"): {"administrator"},
    ("GET", "/invitations/<secret>"): ALL,
    ("POST", "/invitations/<secret>"): ALL,
    ("GET", "/councils/"): SIGNED_IN,
    ("GET", "/councils/<code>"): SIGNED_IN,
    ("GET", "/councils/<code>/history"): WATCH,
    ("GET", "/performance/"): READERS,
    ("GET", "/performance/compare"): READERS,
    ("GET", "/performance/compare.csv"): READERS,
    ("GET", "/performance/<code>"): READERS,
    ("GET", "/performance/<code>.csv"): READERS,
    ("GET", "/councils/new"): PLANNERS,
    ("POST", "/councils/new"): PLANNERS,
    ("GET", "/councils/<code>/change/<what>"): PLANNERS,
    ("POST", "/councils/<code>/change/<what>"): PLANNERS,
    ("GET", "/councils/<code>/judgements/<int:judgement_id>"): PLANNERS,
    ("POST", "/councils/<code>/judgements/<int:judgement_id>"): PLANNERS,
    ("GET", "/councils/<code>/arrangements/<int:arrangement_id>"): PLANNERS,
    ("POST", "/councils/<code>/arrangements/<int:arrangement_id>"): PLANNERS,
    ("GET", "/vacancies/"): WATCH,
    ("GET", "/vacancies/new"): PLANNERS,
    ("POST", "/vacancies/new"): PLANNERS,
    ("GET", "/vacancies/<duty_id>"): WATCH | CHIEF,
    ("GET", "/vacancies/<duty_id>/holder"): PLANNERS | CHIEF,
    ("POST", "/vacancies/<duty_id>/holder"): PLANNERS | CHIEF,
    ("GET", "/vacancies/<duty_id>/holders/<holding_id>"): PLANNERS | CHIEF,
    ("POST", "/vacancies/<duty_id>/holders/<holding_id>"): PLANNERS | CHIEF,
    ("GET", "/vacancies/<duty_id>/hand-back"): PLANNERS,
    ("POST", "/vacancies/<duty_id>/hand-back"): PLANNERS,
    ("GET", "/directors/"): WATCH,
    ("GET", "/directors/watch"): WATCH,
    ("GET", "/directors/<code>"): WATCH | CHIEF,
    ("GET", "/directors/<code>/before"): PLANNERS,
    ("POST", "/directors/<code>/before"): PLANNERS,
    ("POST", "/directors/<code>/before/<row_id>/remove"): PLANNERS,
    ("GET", "/my/leaving"): set(),
    ("POST", "/my/leaving"): set(),
    ("GET", "/reports/leaving"): WATCH | {"panel"},
    ("GET", "/reports/leaving.csv"): WATCH | {"panel"},
    ("GET", "/reports/turnover-years.csv"): PLANNERS,
    ("GET", "/inspections/"): WATCH,
    ("GET", "/inspections/new"): PLANNERS,
    ("POST", "/inspections/new"): PLANNERS,
    ("GET", "/inspections/supply"): WATCH,
    ("GET", "/inspections/best-weeks"): WATCH,
    ("GET", "/inspections/settings"): PLANNERS,
    ("POST", "/inspections/settings"): PLANNERS,
    ("GET", "/inspections/<duty_id>/move"): PLANNERS,
    ("POST", "/inspections/<duty_id>/move"): PLANNERS,
    ("GET", "/work/"): WATCH,
    ("GET", "/work/<name>"): WATCH,
    ("GET", "/work/<name>/new"): PLANNERS,
    ("POST", "/work/<name>/new"): PLANNERS,
    ("GET", "/duties/<duty_id>"): WATCH | {"panel"},
    ("GET", "/inspections/list"): WATCH,
    ("GET", "/duties/<duty_id>/history"): WATCH,
    ("GET", "/duties/<duty_id>/steps/<action>"): PLANNERS,
    ("POST", "/duties/<duty_id>/steps/<action>"): PLANNERS,
    ("GET", "/duties/<duty_id>/change/<fact>"): PLANNERS,
    ("POST", "/duties/<duty_id>/change/<fact>"): PLANNERS,
    ("GET", "/duties/<duty_id>/offer"): PLANNERS,
    ("POST", "/duties/<duty_id>/offer"): PLANNERS,
    ("GET", "/duties/<duty_id>/people/<address>/steps/<action>"): PLANNERS,
    ("POST", "/duties/<duty_id>/people/<address>/steps/<action>"): PLANNERS,
    ("GET", "/duties/<duty_id>/people/<address>/replace"): PLANNERS,
    ("POST", "/duties/<duty_id>/people/<address>/replace"): PLANNERS,
    ("GET", "/duties/<duty_id>/people/<address>/disclose"): set(),
    ("POST", "/duties/<duty_id>/people/<address>/disclose"): set(),
    ("GET", "/duties/<duty_id>/reserve"): WATCH,
    ("POST", "/duties/<duty_id>/reserve"): WATCH,
    ("GET", "/answer/<token>"): set(),
    ("GET", "/answer/<token>/<answer>"): set(),
    ("POST", "/answer/<token>/<answer>"): set(),
    ("GET", "/my/duties/<address>/conflict"): set(),
    ("POST", "/my/duties/<address>/conflict"): set(),
    ("GET", "/duties/<duty_id>/who-knew"): set(),
    ("GET", "/duties/<duty_id>/leak"): set(),
    ("POST", "/duties/<duty_id>/leak"): set(),
    ("GET", "/leaks/"): {"coordinator", "liaison"},
    ("GET", "/leaks/<leak_id>"): set(),
    ("GET", "/leaks/reports/<report_id>"): set(),
    ("POST", "/leaks/reports/<report_id>"): set(),
    ("GET", "/suspected-leak"): SIGNED_IN,
    ("POST", "/suspected-leak"): SIGNED_IN,
    ("GET", "/my/duties/<address>/undertaking"): set(),
    ("POST", "/my/duties/<address>/undertaking"): set(),
    ("GET", "/duties/<duty_id>/records/<address>"): WATCH,
    ("GET", "/duties/<duty_id>/records/<address>/json"): WATCH,
    ("GET", "/duties/<duty_id>/independence"): WATCH,
    ("GET", "/my/duties/<address>/record"): MINE,
    ("GET", "/my/duties/<address>/record/json"): MINE,
    ("GET", "/my/duties/<address>/letter"): MINE,
    ("GET", "/my/not-this-time"): MINE,
    ("GET", "/my/not-this-time/<duty_id>"): MINE,
    ("GET", "/rosters/<roster_id>/certificate"): WATCH,
    ("POST", "/duties/<duty_id>/try/<person_id>"): PLANNERS,
    ("POST", "/duties/<duty_id>/try/<person_id>/longer"): PLANNERS,
    ("POST", "/duties/<duty_id>/what-would-fill-it"): PLANNERS,
    ("GET", "/questions/<question_id>"): PLANNERS,
    ("GET", "/questions/<question_id>/progress"): PLANNERS,
    ("POST", "/questions/<question_id>/stop"): PLANNERS,
    ("GET", "/rosters/"): WATCH,
    ("GET", "/rosters/<roster_id>"): WATCH,
    ("POST", "/rosters/<roster_id>/publish"): PLANNERS,
    ("GET", "/rosters/<roster_id>/waivers/<rule>/<address>"): WATCH,
    ("POST", "/rosters/<roster_id>/waivers/<rule>/<address>"): WATCH,
    ("GET", "/rosters/<roster_id>/check"): WATCH,
    ("GET", "/rosters/compare"): WATCH,
    ("GET", "/rosters/<roster_id>/people"): WATCH,
    ("GET", "/rosters/<roster_id>/empty"): WATCH,
    ("GET", "/rosters/<roster_id>/waivers"): WATCH,
    ("GET", "/rosters/<roster_id>/map"): WATCH,
    ("GET", "/rosters/<roster_id>/weeks"): WATCH,
    ("GET", "/rosters/<roster_id>/days"): WATCH,
    ("GET", "/rosters/<roster_id>/by-hand"): WATCH,
    ("GET", "/rosters/<roster_id>/withdraw"): PLANNERS,
    ("POST", "/rosters/<roster_id>/withdraw"): PLANNERS,
    ("GET", "/rosters/<roster_id>/seats/<address>"): PLANNERS,
    ("GET", "/rosters/<roster_id>/seats/<address>/pin"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/pin"): PLANNERS,
    ("GET", "/rosters/<roster_id>/seats/<address>/set-aside"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/set-aside"): PLANNERS,
    ("GET", "/rosters/<roster_id>/seats/<address>/swap"): PLANNERS,
    ("POST", "/rosters/<roster_id>/seats/<address>/swap"): PLANNERS,
    ("POST", "/rosters/<roster_id>/words/<word_id>/take-back"): PLANNERS,
    ("GET", "/searches/what-if"): PLANNERS,
    ("GET", "/searches/what-if/<sort>"): PLANNERS,
    ("POST", "/searches/what-if/<sort>"): PLANNERS,
    ("GET", "/waivers/to-decide"): WATCH | CHIEF,
    ("GET", "/waivers/"): WATCH | CHIEF,
    ("GET", "/waivers/register.csv"): WATCH | CHIEF,
    ("GET", "/waivers/<waiver_id>"): WATCH,
    ("POST", "/waivers/<waiver_id>/decide"): WATCH,
    ("POST", "/waivers/<waiver_id>/withdraw"): WATCH,
    ("GET", "/rulebook/"): READERS,
    ("GET", "/rulebook/rules/<rule>"): READERS,
    ("GET", "/rulebook/rules/<rule>/change"): PLANNERS,
    ("POST", "/rulebook/rules/<rule>/change"): PLANNERS,
    ("GET", "/rulebook/changes"): WATCH,
    ("GET", "/rulebook/changes/<proposal_id>"): WATCH,
    ("POST", "/rulebook/changes/<proposal_id>/decide"): PLANNERS,
    ("POST", "/rulebook/changes/<proposal_id>/withdraw"): PLANNERS,
    ("GET", "/rulebook/versions"): WATCH,
    ("GET", "/rulebook/versions/<int:number>"): WATCH,
    ("GET", "/searches/"): PLANNERS,
    ("GET", "/searches/new"): PLANNERS,
    ("POST", "/searches/new"): PLANNERS,
    ("GET", "/searches/<job_id>"): PLANNERS,
    ("GET", "/searches/<job_id>/progress"): PLANNERS,
    ("POST", "/searches/<job_id>/cancel"): PLANNERS,
    ("GET", "/week/"): WATCH,
    ("GET", "/week/sheet"): WATCH,
    ("GET", "/week/teams/<duty_id>"): WATCH,
    ("GET", "/week/teams/<duty_id>/steps/<action>"): OFSTED,
    ("POST", "/week/teams/<duty_id>/steps/<action>"): OFSTED,
    ("GET", "/week/teams/<duty_id>/people/<address>/approval"): OFSTED,
    ("POST", "/week/teams/<duty_id>/people/<address>/approval"): OFSTED,
    ("GET", "/week/teams/<duty_id>/people/<address>/evaluation"): OFSTED,
    ("POST", "/week/teams/<duty_id>/people/<address>/evaluation"): OFSTED,
    ("POST", "/week/teams/<duty_id>/people/<address>/evaluation/share"): OFSTED,
    ("GET", "/week/objections/<objection_id>"): WATCH,
    ("POST", "/week/objections/<objection_id>"): OFSTED,
    ("GET", "/secondments/"): WATCH,
    ("GET", "/secondments/pool"): WATCH,
    ("GET", "/secondments/<duty_id>/people/<address>"): WATCH,
    ("GET", "/secondments/<duty_id>/people/<address>/inspections/new"): WATCH,
    ("POST", "/secondments/<duty_id>/people/<address>/inspections/new"): WATCH,
    ("POST", "/secondments/<duty_id>/people/<address>/inspections/<inspection_id>/strike"): WATCH,
    ("GET", "/my/secondments/<address>"): set(),
    ("GET", "/my-council/secondees/<address>"): set(),
    ("GET", "/my/training/new"): MINE,
    ("POST", "/my/training/new"): MINE,
    ("GET", "/programme/"): WATCH,
    ("GET", "/programme/cohorts/new"): PLANNERS,
    ("POST", "/programme/cohorts/new"): PLANNERS,
    ("GET", "/programme/cohorts/<cohort_id>"): WATCH,
    ("GET", "/programme/cohorts/<cohort_id>/change"): PLANNERS,
    ("POST", "/programme/cohorts/<cohort_id>/change"): PLANNERS,
    ("GET", "/programme/cohorts/<cohort_id>/members/new"): PLANNERS,
    ("POST", "/programme/cohorts/<cohort_id>/members/new"): PLANNERS,
    ("GET", "/programme/members/<member_id>"): WATCH,
    ("GET", "/programme/members/<member_id>/end"): PLANNERS,
    ("POST", "/programme/members/<member_id>/end"): PLANNERS,
    ("GET", "/programme/members/<member_id>/training"): PLANNERS,
    ("POST", "/programme/members/<member_id>/training"): PLANNERS,
    ("GET", "/programme/members/<member_id>/ready"): PLANNERS,
    ("POST", "/programme/members/<member_id>/ready"): PLANNERS,
    ("GET", "/programme/members/<member_id>/not-ready"): PLANNERS,
    ("POST", "/programme/members/<member_id>/not-ready"): PLANNERS,
    ("GET", "/programme/training"): PLANNERS,
    ("GET", "/programme/training/<training_id>"): PLANNERS,
    ("POST", "/programme/training/<training_id>"): PLANNERS,
    ("GET", "/programme/report"): WATCH,
    ("GET", "/programme/report.csv"): WATCH,
    ("GET", "/secondments/new"): OFSTED,
    ("POST", "/secondments/new"): OFSTED,
    ("GET", "/secondments/<duty_id>/people/<address>/training"): WATCH,
    ("POST", "/secondments/<duty_id>/people/<address>/training"): WATCH,
    ("GET", "/secondments/<duty_id>/people/<address>/return"): WATCH,
    ("POST", "/secondments/<duty_id>/people/<address>/return"): WATCH,
    ("GET", "/my-council/inspections/"): MINE | CHIEF,
    ("GET", "/my-council/inspections/<duty_id>"): CHIEF,
    ("GET", "/my-council/inspections/<duty_id>/people/<address>/objection"): CHIEF,
    ("POST", "/my-council/inspections/<duty_id>/people/<address>/objection"): CHIEF,
    ("GET", "/my/evaluations/"): MINE,
    ("GET", "/reports/"): WATCH,
    ("GET", "/reports/load"): PLANNERS,
    ("GET", "/reports/load.csv"): PLANNERS,
    ("GET", "/reports/fairness"): WATCH,
    ("GET", "/reports/fairness.csv"): WATCH,
    ("GET", "/reports/turnover"): PLANNERS,
    ("GET", "/reports/turnover.csv"): PLANNERS,
    ("GET", "/reports/waivers"): WATCH,
    ("GET", "/reports/waivers.csv"): WATCH,
    ("GET", "/reports/evaluations"): WATCH,
    ("GET", "/reports/evaluations.csv"): WATCH,
    ("GET", "/reports/days"): PLANNERS,
    ("GET", "/reports/days.csv"): PLANNERS,
    ("GET", "/reports/cost"): PLANNERS,
    ("GET", "/reports/cost.csv"): PLANNERS,
    ("GET", "/reports/thanks"): PLANNERS,
    ("GET", "/reports/thanks/new"): PLANNERS,
    ("POST", "/reports/thanks/new"): PLANNERS,
    ("GET", "/reports/rates"): PLANNERS,
    ("POST", "/reports/rates"): PLANNERS,
    ("GET", "/register/"): PLANNERS,
    ("GET", "/register/public.csv"): PLANNERS,
    ("GET", "/register/councils/<code>"): PLANNERS,
    ("GET", "/register/people/<person_id>"): PLANNERS,
    ("GET", "/register/people/<person_id>/new"): PLANNERS,
    ("POST", "/register/people/<person_id>/new"): PLANNERS,
    ("GET", "/register/people/<person_id>/declaration"): PLANNERS,
    ("POST", "/register/people/<person_id>/declaration"): PLANNERS,
    ("GET", "/register/ties/<interest_id>"): PLANNERS,
    ("GET", "/register/ties/<interest_id>/end"): PLANNERS,
    ("POST", "/register/ties/<interest_id>/end"): PLANNERS,
    ("GET", "/register/ties/<interest_id>/dismiss"): PLANNERS,
    ("POST", "/register/ties/<interest_id>/dismiss"): PLANNERS,
    ("GET", "/register/ties/<interest_id>/decide"): PLANNERS,
    ("POST", "/register/ties/<interest_id>/decide"): PLANNERS,
    ("GET", "/register/ties/<interest_id>/review"): PLANNERS,
    ("POST", "/register/ties/<interest_id>/review"): PLANNERS,
    ("GET", "/look-backs/"): PLANNERS,
    ("GET", "/look-backs/<look_back_id>"): PLANNERS,
    ("POST", "/look-backs/<look_back_id>"): PLANNERS,
    ("GET", "/look-backs/<look_back_id>/json"): PLANNERS,
    ("GET", "/import/"): TABLES,
    ("GET", "/import/<kind>"): TABLES,
    ("POST", "/import/<kind>"): TABLES,
    ("GET", "/import/<kind>/template.<form>"): TABLES,
    ("GET", "/import/files/<import_id>"): {"uncleared"},
    ("GET", "/import/files/<import_id>/progress"): {"uncleared"},
    ("POST", "/import/files/<import_id>/confirm"): {"uncleared"},
    ("POST", "/import/files/<import_id>/discard"): {"uncleared"},
    ("GET", "/export/<kind>.<form>"): TABLES,
    ("GET", "/my/duties"): MINE,
    ("POST", "/my/duties/<address>/accept"): MINE,
    ("GET", "/my/duties/<address>/decline"): MINE,
    ("POST", "/my/duties/<address>/decline"): MINE,
    ("GET", "/my/duties/<address>/calendar.ics"): MINE,
    ("GET", "/calendar/"): WATCH | MINE,
    ("POST", "/calendar/address"): WATCH | MINE,
    ("POST", "/calendar/revoke"): WATCH | MINE,
    ("GET", "/calendars/<secret>.ics"): set(),
    ("GET", "/my/offers"): MINE,
    ("POST", "/my/offers"): MINE,
    ("GET", "/my/aspiration"): MINE,
    ("POST", "/my/aspiration"): MINE,
    ("POST", "/my/aspiration/end"): MINE,
    ("GET", "/my/mentoring"): MINE,
    ("GET", "/my/profile"): MINE,
    ("GET", "/my/profile/correct"): MINE,
    ("POST", "/my/profile/correct"): MINE,
    ("GET", "/duties/<duty_id>/people/<address>/mentor"): PLANNERS,
    ("POST", "/duties/<duty_id>/people/<address>/mentor"): PLANNERS,
    ("GET", "/duties/<duty_id>/mentors/<mentoring_id>/end"): PLANNERS,
    ("POST", "/duties/<duty_id>/mentors/<mentoring_id>/end"): PLANNERS,
    ("GET", "/lessons/"): SIGNED_IN,
    ("GET", "/lessons/themes"): SIGNED_IN,
    ("GET", "/lessons/following"): SIGNED_IN,
    ("POST", "/lessons/following"): SIGNED_IN,
    ("GET", "/lessons/findings/<lesson_id>"): SIGNED_IN,
    ("GET", "/lessons/findings/<lesson_id>/change"): PLANNERS,
    ("POST", "/lessons/findings/<lesson_id>/change"): PLANNERS,
    ("GET", "/lessons/findings/<lesson_id>/remove"): PLANNERS,
    ("POST", "/lessons/findings/<lesson_id>/remove"): PLANNERS,
    ("GET", "/lessons/reviews/<duty_id>"): SIGNED_IN,
    ("GET", "/lessons/reviews/<duty_id>/add"): PLANNERS,
    ("POST", "/lessons/reviews/<duty_id>/add"): PLANNERS,
    ("GET", "/lessons/boards/"): PLANNERS | MINE | CHIEF,
    ("GET", "/lessons/boards/<board_id>"): PLANNERS,
    ("GET", "/lessons/boards/<board_id>/subscribe"): PLANNERS,
    ("POST", "/lessons/boards/<board_id>/subscribe"): PLANNERS,
    ("POST", "/lessons/boards/<board_id>/catch-up"): PLANNERS,
    ("POST", "/lessons/boards/sent/<sent_id>/acknowledge"): PLANNERS,
    ("GET", "/lessons/boards/sent/<sent_id>"): PLANNERS,
    ("POST", "/lessons/boards/sent/<sent_id>"): PLANNERS,
    ("GET", "/lessons/recurring/"): WATCH | {"panel"},
    ("GET", "/lessons/recurring/recurring.csv"): WATCH | {"panel"},
    ("GET", "/reviews/"): READERS,
    ("GET", "/reviews/<duty_id>"): WATCH | CHIEF | {"panel"},
    ("GET", "/reviews/<duty_id>/steps/<action>"): PLANNERS,
    ("POST", "/reviews/<duty_id>/steps/<action>"): PLANNERS,
    ("GET", "/reviews/<duty_id>/delay"): PLANNERS,
    ("POST", "/reviews/<duty_id>/delay"): PLANNERS,
    ("GET", "/reviews/<duty_id>/people/<address>"): PLANNERS,
    ("POST", "/reviews/<duty_id>/people/<address>"): PLANNERS,
    ("GET", "/reviews/<duty_id>/advice/<topic>"): PLANNERS | {"panel"},
    ("POST", "/reviews/<duty_id>/advice/<topic>"): PLANNERS | {"panel"},
    ("GET", "/reviews/<duty_id>/take-no-part"): {"panel"},
    ("POST", "/reviews/<duty_id>/take-no-part"): {"panel"},
    ("GET", "/panel/"): WATCH | {"panel"},
    ("GET", "/panel/members/new"): PLANNERS,
    ("POST", "/panel/members/new"): PLANNERS,
    ("GET", "/panel/members/<member_id>/end"): PLANNERS,
    ("POST", "/panel/members/<member_id>/end"): PLANNERS,
    ("GET", "/panel/members/<member_id>/account"): PLANNERS,
    ("POST", "/panel/members/<member_id>/account"): PLANNERS,
    ("GET", "/reports/reviews"): PLANNERS | {"panel"},
    ("GET", "/reports/reviews.csv"): PLANNERS | {"panel"},
    ("GET", "/support/"): WATCH | MINE | CHIEF,
    ("GET", "/support/ask"): CHIEF,
    ("POST", "/support/ask"): CHIEF,
    ("GET", "/support/new"): PLANNERS,
    ("POST", "/support/new"): PLANNERS,
    ("GET", "/support/investment"): PLANNERS,
    ("GET", "/support/investment.csv"): PLANNERS,
    ("GET", "/support/requests/<request_id>"): PLANNERS | CHIEF,
    ("GET", "/support/requests/<request_id>/register"): PLANNERS,
    ("POST", "/support/requests/<request_id>/register"): PLANNERS,
    ("GET", "/support/requests/<request_id>/decline"): PLANNERS,
    ("POST", "/support/requests/<request_id>/decline"): PLANNERS,
    ("GET", "/support/requests/<request_id>/withdraw"): CHIEF,
    ("POST", "/support/requests/<request_id>/withdraw"): CHIEF,
    ("GET", "/support/<duty_id>"): WATCH | CHIEF,
    ("GET", "/support/<duty_id>/need"): PLANNERS,
    ("POST", "/support/<duty_id>/need"): PLANNERS,
    ("GET", "/support/<duty_id>/lead"): PLANNERS,
    ("POST", "/support/<duty_id>/lead"): PLANNERS,
    ("GET", "/support/<duty_id>/agreement"): PLANNERS,
    ("POST", "/support/<duty_id>/agreement"): PLANNERS,
    ("GET", "/support/<duty_id>/agreement/word"): PLANNERS | CHIEF,
    ("POST", "/support/<duty_id>/agreement/word"): PLANNERS | CHIEF,
    ("GET", "/support/<duty_id>/visits/plan"): PLANNERS,
    ("POST", "/support/<duty_id>/visits/plan"): PLANNERS,
    ("GET", "/support/<duty_id>/visits/<visit>/move"): PLANNERS,
    ("POST", "/support/<duty_id>/visits/<visit>/move"): PLANNERS,
    ("GET", "/support/<duty_id>/visits/<visit>/cancel"): PLANNERS,
    ("POST", "/support/<duty_id>/visits/<visit>/cancel"): PLANNERS,
    ("GET", "/support/<duty_id>/visits/<visit>/held"): PLANNERS,
    ("POST", "/support/<duty_id>/visits/<visit>/held"): PLANNERS,
    ("GET", "/support/<duty_id>/notes/new"): PLANNERS | CHIEF,
    ("POST", "/support/<duty_id>/notes/new"): PLANNERS | CHIEF,
    ("GET", "/support/<duty_id>/steps/<action>"): PLANNERS,
    ("POST", "/support/<duty_id>/steps/<action>"): PLANNERS,
    ("GET", "/support/<duty_id>/review"): PLANNERS,
    ("POST", "/support/<duty_id>/review"): PLANNERS,
    ("GET", "/support/<duty_id>/close"): PLANNERS,
    ("POST", "/support/<duty_id>/close"): PLANNERS,
    ("GET", "/reports/alternative-to-intervention"): PLANNERS | {"panel"},
    ("GET", "/reports/alternative-to-intervention.csv"): PLANNERS | {"panel"},
    ("GET", "/corrections/"): PLANNERS,
    ("GET", "/corrections/<correction_id>"): PLANNERS,
    ("POST", "/corrections/<correction_id>"): PLANNERS,
    ("POST", "/my/weeks-away"): MINE,
    ("GET", "/my/busy-days"): MINE,
    ("POST", "/my/busy-days"): MINE,
    ("POST", "/my/busy-days/save"): MINE,
    ("GET", "/my/consent/<authority>/ask"): MINE,
    ("POST", "/my/consent/<authority>/ask"): MINE,
    ("GET", "/my/prospects"): MINE,
    ("GET", "/my/leave/new"): MINE,
    ("POST", "/my/leave/new"): MINE,
    ("POST", "/my/leave/<leave_id>/remove"): MINE,
    ("GET", "/my/declarations"): MINE,
    ("GET", "/my/declarations/councils"): MINE,
    ("GET", "/my/declarations/new"): MINE,
    ("POST", "/my/declarations/new"): MINE,
    ("POST", "/my/declarations/nothing-more"): MINE,
    ("GET", "/my/declarations/<interest_id>/end"): MINE,
    ("POST", "/my/declarations/<interest_id>/end"): MINE,
    ("GET", "/my-council/people"): CHIEF,
    ("GET", "/my-council/people/<person_id>/<authority>/consent"): CHIEF,
    ("POST", "/my-council/people/<person_id>/<authority>/consent"): CHIEF,
    ("GET", "/my-council/people/<person_id>/consents/<int:consent_id>/withdraw"): CHIEF,
    ("POST", "/my-council/people/<person_id>/consents/<int:consent_id>/withdraw"): CHIEF,
    ("GET", "/my-council/people/<person_id>/<authority>/duties/<address>/consent"): CHIEF,
    ("POST", "/my-council/people/<person_id>/<authority>/duties/<address>/consent"): CHIEF,
    ("GET", "/my-council/people/<person_id>/<authority>/duties/<address>/withdraw"): CHIEF,
    ("POST", "/my-council/people/<person_id>/<authority>/duties/<address>/withdraw"): CHIEF,
    ("GET", "/duties/<duty_id>/consents"): PLANNERS,
    ("POST", "/duties/<duty_id>/consents"): PLANNERS,
    ("GET", "/my-council/"): CHIEF,
    ("GET", "/my-council/boards"): CHIEF,
    ("GET", "/my-council/boards/<duty_id>"): set(),
    ("GET", "/my-council/boards/<duty_id>/shortlist"): set(),
    ("GET", "/my-council/boards/<duty_id>/steps/<action>"): set(),
    ("POST", "/my-council/boards/<duty_id>/steps/<action>"): set(),
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/agree"): set(),
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/agree"): set(),
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/refuse"): set(),
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/refuse"): set(),
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/withdraw"): set(),
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/withdraw"): set(),
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/letter"): set(),
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/letter"): set(),
    ("GET", "/my-council/boards/<duty_id>/papers/<kind>"): set(),
    ("GET", "/my/duties/<address>/removal"): set(),
    ("POST", "/my/duties/<address>/removal"): set(),
    ("GET", "/safeguarding-boards/"): WATCH | MINE | CHIEF,
    ("GET", "/safeguarding-boards/who-chairs-whom"): READERS,
    ("GET", "/safeguarding-boards/who-chairs-whom.csv"): READERS,
    ("GET", "/safeguarding-boards/boards.csv"): WATCH | MINE | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/members.csv"): WATCH | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>"): WATCH | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/people"): WATCH | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/meetings"): WATCH | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/history"): WATCH,
    ("GET", "/safeguarding-boards/new"): PLANNERS,
    ("POST", "/safeguarding-boards/new"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/change"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/change"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/end"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/end"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/councils/new"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/councils/new"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/councils/<code>/leave"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/councils/<code>/leave"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/partners/new"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/partners/new"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/partners/<partner_id>"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/partners/<partner_id>"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/partners/<partner_id>/end"): PLANNERS,
    ("POST", "/safeguarding-boards/<board_id>/partners/<partner_id>/end"): PLANNERS,
    ("GET", "/safeguarding-boards/<board_id>/members/new"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/members/new"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/members/<member_id>"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/members/<member_id>"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/members/<member_id>/end"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/members/<member_id>/end"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/subgroups/new"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/subgroups/new"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/subgroups/<subgroup_id>"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/subgroups/<subgroup_id>"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/subgroups/<subgroup_id>/end"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/subgroups/<subgroup_id>/end"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/meetings/new"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/meetings/new"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/meetings/<meeting_id>/held"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/meetings/<meeting_id>/held"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/meetings/<meeting_id>/cancel"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/meetings/<meeting_id>/cancel"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>/report"): PLANNERS | CHIEF,
    ("POST", "/safeguarding-boards/<board_id>/report"): PLANNERS | CHIEF,
    ("GET", "/appointments"): ALL,
    ("GET", "/guide/"): ALL,
    ("GET", "/guide/<text>"): ALL,
    ("GET", "/guide/pictures/<filename>"): ALL,
    ("GET", "/national"): {"panel"},
}
"""Method and address pattern -> the readers for whom the page opens. The thing asked for is one that exists."""

UNKNOWN_TO = {
    ("GET", "/support/ask"): MINE,
    ("POST", "/support/ask"): MINE,
    ("GET", "/support/requests/<request_id>"): MINE,
    ("GET", "/support/requests/<request_id>/withdraw"): MINE,
    ("POST", "/support/requests/<request_id>/withdraw"): MINE,
    ("GET", "/support/<duty_id>"): MINE,
    ("GET", "/support/<duty_id>/agreement/word"): MINE,
    ("POST", "/support/<duty_id>/agreement/word"): MINE,
    ("GET", "/support/<duty_id>/visits/<visit>/held"): MINE,
    ("POST", "/support/<duty_id>/visits/<visit>/held"): MINE,
    ("GET", "/support/<duty_id>/notes/new"): MINE,
    ("POST", "/support/<duty_id>/notes/new"): MINE,
    ("GET", "/lessons/findings/<lesson_id>/change"): MINE,
    ("POST", "/lessons/findings/<lesson_id>/change"): MINE,
    ("GET", "/lessons/findings/<lesson_id>/remove"): MINE,
    ("POST", "/lessons/findings/<lesson_id>/remove"): MINE,
    ("GET", "/lessons/reviews/<duty_id>/add"): MINE,
    ("POST", "/lessons/reviews/<duty_id>/add"): MINE,
    ("GET", "/lessons/boards/<board_id>"): MINE | CHIEF,
    ("GET", "/lessons/boards/<board_id>/subscribe"): CHIEF,
    ("POST", "/lessons/boards/<board_id>/subscribe"): CHIEF,
    ("POST", "/lessons/boards/<board_id>/catch-up"): CHIEF,
    ("POST", "/lessons/boards/sent/<sent_id>/acknowledge"): MINE | CHIEF,
    ("GET", "/lessons/boards/sent/<sent_id>"): MINE | CHIEF,
    ("POST", "/lessons/boards/sent/<sent_id>"): MINE | CHIEF,
    ("GET", "/my/secondments/<address>"): MINE,
    ("GET", "/my-council/secondees/<address>"): CHIEF,
    ("GET", "/my-council/boards/<duty_id>"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/shortlist"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/steps/<action>"): PLANNERS | CHIEF,
    ("POST", "/my-council/boards/<duty_id>/steps/<action>"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/agree"): PLANNERS | CHIEF,
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/agree"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/refuse"): PLANNERS | CHIEF,
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/refuse"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/withdraw"): PLANNERS | CHIEF,
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/withdraw"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/proposed/<step_id>/letter"): PLANNERS | CHIEF,
    ("POST", "/my-council/boards/<duty_id>/proposed/<step_id>/letter"): PLANNERS | CHIEF,
    ("GET", "/my-council/boards/<duty_id>/papers/<kind>"): PLANNERS | CHIEF,
    ("GET", "/safeguarding-boards/<board_id>"): MINE,
    ("GET", "/safeguarding-boards/<board_id>/people"): MINE,
    ("GET", "/safeguarding-boards/<board_id>/members.csv"): MINE,
    ("GET", "/safeguarding-boards/<board_id>/meetings"): MINE,
    ("GET", "/my/duties/<address>/removal"): MINE,
    ("POST", "/my/duties/<address>/removal"): MINE,
    ("GET", "/reviews/<duty_id>"): MINE,
    ("GET", "/people/<person_id>"): {"director"},
    ("GET", "/directors/<code>"): MINE,
    ("GET", "/my/leaving"): MINE,
    ("POST", "/my/leaving"): MINE,
    ("GET", "/messages/addresses/<user_id>"): PLANNERS,
    ("POST", "/messages/addresses/<user_id>"): PLANNERS,
    ("POST", "/messages/addresses/<user_id>/again"): PLANNERS,
    ("GET", "/messages/address/<secret>"): ALL,
    ("POST", "/messages/address/<secret>"): ALL,
    ("GET", "/duties/<duty_id>"): {"director", "chief-executive", "administrator"},
    ("GET", "/duties/<duty_id>/people/<address>/disclose"): WATCH,
    ("POST", "/duties/<duty_id>/people/<address>/disclose"): WATCH,
    ("GET", "/answer/<token>"): ALL,
    ("GET", "/answer/<token>/<answer>"): ALL,
    ("POST", "/answer/<token>/<answer>"): ALL,
    ("GET", "/my/duties/<address>/conflict"): MINE,
    ("POST", "/my/duties/<address>/conflict"): MINE,
    ("GET", "/duties/<duty_id>/who-knew"): WATCH,
    ("GET", "/duties/<duty_id>/leak"): WATCH,
    ("POST", "/duties/<duty_id>/leak"): WATCH,
    ("GET", "/leaks/"): {"uncleared"},
    ("GET", "/leaks/<leak_id>"): WATCH,
    ("GET", "/leaks/reports/<report_id>"): WATCH,
    ("POST", "/leaks/reports/<report_id>"): WATCH,
    ("GET", "/my/duties/<address>/undertaking"): MINE,
    ("POST", "/my/duties/<address>/undertaking"): MINE,
    ("GET", "/duties/<duty_id>/records/<address>"): CHIEF,
    ("GET", "/duties/<duty_id>/records/<address>/json"): CHIEF,
    ("GET", "/duties/<duty_id>/independence"): {"director", "chief-executive"},
    ("GET", "/my-council/inspections/<duty_id>"): MINE,
    ("GET", "/my-council/inspections/<duty_id>/people/<address>/objection"): MINE,
    ("POST", "/my-council/inspections/<duty_id>/people/<address>/objection"): MINE,
    ("GET", "/waivers/<waiver_id>"): CHIEF,
    ("POST", "/waivers/<waiver_id>/decide"): CHIEF,
    ("POST", "/waivers/<waiver_id>/withdraw"): CHIEF,
    ("GET", "/set-up"): ALL,
    ("POST", "/set-up"): ALL,
    ("GET", "/calendars/<secret>.ics"): ALL,
    ("GET", "/sign-in/elsewhere"): ALL,
    ("GET", "/sign-in/back"): ALL,
    ("GET", "/import/files/<import_id>"): {"coordinator", "administrator"},
    ("GET", "/import/files/<import_id>/progress"): {"coordinator", "administrator"},
    ("POST", "/import/files/<import_id>/confirm"): {"coordinator", "administrator"},
    ("POST", "/import/files/<import_id>/discard"): {"coordinator", "administrator"},
}
"""Where a reader who may open such pages at all learns no more of this one than of one that does not exist."""


SHOWN_ONCE = {"/calendar/address", "/users/<user_id>/set-up-code"}
"""Forms that are answered with something that no other page shows, without content too."""


def patterns(app: Flask) -> set[tuple[str, str]]:
    """Every method and address pattern that the application answers."""
    return {
        (method, rule.rule) for rule in app.url_map.iter_rules() for method in (rule.methods or ()) & {"GET", "POST"}
    }


OF_A_PUBLISHED_ROSTER = re.compile("/seats/|<roster_id>/withdraw$")


def fill(pattern: str, lived: Lived) -> str:
    """The address with something that exists in each of its parts."""
    parts = lived.parts_of_addresses()
    for part, values in own_parts(lived).items():
        parts |= values if part in pattern else {}
    if pattern.endswith(("/decide", "/review")):
        parts |= {"interest_id": getattr(lived.ties, pattern.rsplit("/", 1)[1])}
    parts |= {"address": lived.recorded, "roster_id": lived.published} if OF_A_PUBLISHED_ROSTER.search(pattern) else {}
    parts |= of_ofsted(pattern, lived)
    parts |= lived.review if pattern.startswith(("/reviews/", "/panel/")) else {}
    parts |= lived.lessons if pattern.startswith("/lessons/") else {}
    for name, value in parts.items():
        pattern = pattern.replace(f"<path:{name}>", value).replace(f"<int:{name}>", value).replace(f"<{name}>", value)
    assert "<" not in pattern, f"no value for {pattern}"
    return pattern


def own_parts(lived: Lived) -> dict[str, dict[str, str]]:
    """What addresses that hold such a part are filled with."""
    return {
        "/waivers/": {"address": lived.parts_of_addresses()["waived_address"], "roster_id": lived.published},
        "/people/<address>": {"address": lived.recorded, "action": "stand-down"},
        "/records/": {"address": lived.recorded},
        "/mentor": {"duty_id": lived.learning[0], "address": lived.learning[1]},
        "/my/consent/": {"authority": min(lived.asked.authorities)},
        "/away/": {"leave_id": lived.away},
        "/support/": lived.support,
        "/my-council/people/": {"address": lived.released},
        "/posts/": {"what": "end"},
        "/councils/": {"what": "judgement"},
        "/not-this-time/": {"duty_id": lived.not_chosen},
        "/programme/": lived.programme,
        "/safeguarding-boards/": lived.safeguarding,
        "/vacancies/": lived.vacancy,
        "/before/": lived.vacancy,
        "/guide/": {"text": "director", "filename": "today.png"},
    }


def of_ofsted(pattern: str, lived: Lived) -> dict[str, str]:
    """What addresses of the liaison's pages, and of an inspected council's, are filled with."""
    if pattern.startswith("/secondments/") or "/evaluation" in pattern:
        return {"duty_id": SECONDED, "address": lived.served[SECONDED]}
    if pattern.startswith("/my-council/inspections/"):
        return {"duty_id": PAST, "address": lived.served[PAST]}
    return {"address": lived.recorded, "action": "defer"} if pattern.startswith("/week/") else {}


def test_every_page_has_an_entry_and_every_entry_a_page(bare_pages: Flask) -> None:
    assert patterns(bare_pages) == set(MAY_OPEN)


@pytest.fixture(scope="module")
def app(lived_in: tuple[Path, Lived]) -> Iterator[Flask]:
    """The pages over the world that is shared: for requests that change nothing."""
    with pages(lived_in[0]) as found:
        yield found


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize(("method", "pattern"), sorted(MAY_OPEN))
class TestByRole:
    """One request for each page and role."""

    def test_opens_for_those_who_may_and_for_nobody_else(
        self, request: pytest.FixtureRequest, lived_in: tuple[Path, Lived], method: str, pattern: str, name: str
    ) -> None:
        # A request that may change something gets a world of its own.
        found = lived_in[1]
        changes = method == "POST" and name in MAY_OPEN[method, pattern]
        application = request.getfixturevalue("lived")[0] if changes else request.getfixturevalue("app")
        client = sign_in(application, found.readers()[name])
        response = client.open(fill(pattern, found), method=method, buffered=True)
        expected = self._expected(method, pattern, name)
        assert response.status_code in expected, response.get_data(as_text=True)[:3000]
        if response.status_code == 303 and name == "public" and name not in MAY_OPEN[method, pattern]:
            assert response.headers["Location"].startswith("/sign-in")

    def _expected(self, method: str, pattern: str, name: str) -> set[int]:
        if name in MAY_OPEN[method, pattern]:
            # What a form without content is told, or where a done deed leads.
            done = {200} if pattern in SHOWN_ONCE else {303, 400}
            return {200, 302} if method == "GET" else done
        if name in UNKNOWN_TO.get((method, pattern), ()):
            return {404}
        return {303} if name == "public" else {403}


def clients(app: Flask, lived: Lived) -> dict[str, FlaskClient]:
    return {name: sign_in(app, reader) for name, reader in lived.readers().items()}


def test_a_get_changes_nothing_but_the_recorded_looks(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    folder = Path(app.config["INSTANCE"])
    before = database_of(folder)
    for name, client in clients(app, found).items():
        for method, pattern in sorted(MAY_OPEN):
            if method == "GET" and name in MAY_OPEN[method, pattern]:
                client.get(fill(pattern, found), buffered=True)
        client.get(f"/duties/{SEALED}")
        client.get("/rosters/?page=2&kind=inspect&q=x&from=2026-05-04")
    after = database_of(folder)
    history = {name for name in before if any(word in name for word in ("event", "payload", "history"))}
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= history
    new = [row for row in after[_event_table(after)] if row not in before[_event_table(after)]]
    assert new, "the cleared coordinator looked at sealed work"
    assert all(any("look" in str(value) for value in row) for row in new)


def _event_table(tables: dict[str, list]) -> str:
    return next(name for name in tables if name.startswith("event"))


@pytest.mark.parametrize("name", ["uncleared", "director", "chief-executive", "panel"])
def test_a_sealed_duty_is_answered_exactly_like_one_that_does_not_exist(
    app: Flask, lived_in: tuple[Path, Lived], name: str
) -> None:
    reader: Reader = lived_in[1].readers()[name]
    answers = [sign_in(app, reader).get(f"/duties/{id_}") for id_ in (SEALED, "no-such-duty")]
    assert [answer.status_code for answer in answers] == [404, 404]
    texts = [without_tokens(answer.get_data(as_text=True)) for answer in answers]
    assert texts[0] == texts[1]
    assert sign_in(app, lived_in[1].world.cleared).get(f"/duties/{SEALED}").status_code == 200
    assert sign_in(app, lived_in[1].world.cleared).get(f"/duties/{ANNOUNCED}").status_code == 200
