"""Pages: what each role sees and does, over services alone."""

from __future__ import annotations

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from peerinspect.web import (
    access,
    errors,
    hosting,
    limits,
    logs,
    navigation,
    once,
    presenters,
    security,
    session,
    watching,
)
from peerinspect.web.account.views import blueprint as account
from peerinspect.web.api import bearer, mounting
from peerinspect.web.appointments.asking import blueprint as asking
from peerinspect.web.appointments.boards import blueprint as my_boards
from peerinspect.web.appointments.council import blueprint as my_council
from peerinspect.web.appointments.removals import blueprint as removals
from peerinspect.web.appointments.views import blueprint as appointments
from peerinspect.web.authorities.views import blueprint as authorities
from peerinspect.web.boards.views import blueprint as boards
from peerinspect.web.calendars.views import blueprint as calendars
from peerinspect.web.directors.views import blueprint as directors
from peerinspect.web.duties.lives import blueprint as lives
from peerinspect.web.duties.views import blueprint as duties
from peerinspect.web.evaluations.views import blueprint as evaluations
from peerinspect.web.exports.views import blueprint as exports
from peerinspect.web.guide.views import blueprint as guide
from peerinspect.web.health.views import blueprint as health
from peerinspect.web.holding_back.leaks import blueprint as leaks
from peerinspect.web.holding_back.views import blueprint as holding_back
from peerinspect.web.home.views import blueprint as home
from peerinspect.web.imports.views import blueprint as imports
from peerinspect.web.inspected.views import blueprint as inspected
from peerinspect.web.inspections.listing import blueprint as inspection_list
from peerinspect.web.inspections.views import blueprint as inspections
from peerinspect.web.invitations.views import blueprint as invitations
from peerinspect.web.jobs.views import blueprint as jobs
from peerinspect.web.learning.views import blueprint as learning
from peerinspect.web.leaving.report import blueprint as leaving
from peerinspect.web.leaving.views import blueprint as my_leaving
from peerinspect.web.lessons.boards import blueprint as lesson_boards
from peerinspect.web.lessons.recurring import blueprint as recurring
from peerinspect.web.lessons.views import blueprint as lessons
from peerinspect.web.lookbacks.views import blueprint as lookbacks
from peerinspect.web.messages.views import blueprint as messages
from peerinspect.web.mine.views import blueprint as mine
from peerinspect.web.offering.views import blueprint as offering
from peerinspect.web.own_account.views import blueprint as own_account
from peerinspect.web.panel.views import blueprint as panel
from peerinspect.web.people.views import blueprint as people
from peerinspect.web.performance.views import blueprint as performance
from peerinspect.web.programme.views import blueprint as programme
from peerinspect.web.public.views import blueprint as public
from peerinspect.web.questions.views import blueprint as questions
from peerinspect.web.records.views import blueprint as records
from peerinspect.web.register.views import blueprint as register
from peerinspect.web.reports.views import blueprint as reports
from peerinspect.web.retention.views import blueprint as retention
from peerinspect.web.reviews.report import blueprint as review_report
from peerinspect.web.reviews.views import blueprint as reviews
from peerinspect.web.rosters.hand import blueprint as rosters
from peerinspect.web.rulebook.views import blueprint as rulebook
from peerinspect.web.safeguarding.files import blueprint as safeguarding_files
from peerinspect.web.safeguarding.keeping import blueprint as safeguarding_changes
from peerinspect.web.safeguarding.views import blueprint as safeguarding
from peerinspect.web.seconding.own import blueprint as own_secondments
from peerinspect.web.seconding.views import blueprint as seconding
from peerinspect.web.sign_on.views import blueprint as sign_on
from peerinspect.web.sign_on.views import init_app as init_sign_on
from peerinspect.web.support.alternatives import blueprint as alternatives
from peerinspect.web.support.programme import blueprint as programmes
from peerinspect.web.support.views import blueprint as support
from peerinspect.web.tokens.views import blueprint as tokens
from peerinspect.web.users.views import blueprint as users
from peerinspect.web.vacancies.views import blueprint as vacancies
from peerinspect.web.waivers.views import blueprint as waivers
from peerinspect.web.week.views import blueprint as week

TOPICS = (
    home,
    guide,
    account,
    sign_on,
    own_account,
    tokens,
    messages,
    users,
    invitations,
    people,
    authorities,
    performance,
    vacancies,
    directors,
    leaving,
    my_leaving,
    inspections,
    boards,
    safeguarding_changes,
    safeguarding_files,
    safeguarding,
    inspection_list,
    duties,
    reviews,
    panel,
    review_report,
    lives,
    holding_back,
    leaks,
    questions,
    rosters,
    records,
    waivers,
    rulebook,
    jobs,
    week,
    seconding,
    own_secondments,
    programme,
    inspected,
    evaluations,
    imports,
    exports,
    register,
    lookbacks,
    lessons,
    lesson_boards,
    recurring,
    reports,
    retention,
    alternatives,
    support,
    programmes,
    mine,
    offering,
    learning,
    calendars,
    appointments,
    asking,
    my_boards,
    my_council,
    removals,
    public,
    health,
)
LIBRARIES = ("govuk_frontend_jinja", "govuk_frontend_wtf")


def init_app(app: Flask) -> None:
    """Give the application its pages. Whoever asks is known first, then guarded, then served."""
    libraries = PrefixLoader({name: PackageLoader(name) for name in LIBRARIES})
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader([loader for loader in (app.jinja_loader, libraries) if loader])
    logs.init_app(app)
    watching.init_app(app)
    hosting.init_app(app)
    session.init_app(app)
    bearer.init_app(app)
    limits.init_app(app)
    init_sign_on(app)
    security.init_app(app)
    for topic in TOPICS:
        app.register_blueprint(topic)
    mounting.init_app(app)
    access.init_app(app)
    once.init_app(app)
    errors.init_app(app)
    presenters.init_app(app)
    navigation.init_app(app)
    app.context_processor(lambda: {"reader": session.reader()})
