"""Long work: threads inside `serve` claim what is queued, and report how far it has come.

One makes plans; two more answer questions about duties, which must not wait for a plan; one reads and saves tables;
one counts who could take seats in the weeks ahead; one sends messages, and one asks
the rules again each day.
`start(app)` begins to work and first closes what a stopped service left running; `stop(app)` ends it. Nothing runs
before `start`: a command beside a running service must not claim its work.
"""

from __future__ import annotations

from flask import Flask

from peerinspect.jobs.answerer import Answerer
from peerinspect.jobs.forecaster import Forecaster
from peerinspect.jobs.importer import Importer
from peerinspect.jobs.postman import Postman
from peerinspect.jobs.rounds import Rounds
from peerinspect.jobs.worker import Worker
from peerinspect.services.answering import recover_questions
from peerinspect.services.imports import recover_files
from peerinspect.services.notices import post

_KEY = "peerinspect-jobs"
_ANSWERERS = "peerinspect-answerers"
_IMPORTER = "peerinspect-importer"
_FORECASTER = "peerinspect-forecaster"
_POSTMAN = "peerinspect-postman"
_ROUNDS = "peerinspect-rounds"


def init_app(app: Flask) -> None:
    """Give the application its threads, at rest."""
    post.init_app(app)
    app.extensions[_POSTMAN] = Postman(app)
    app.extensions[_ROUNDS] = Rounds(app)
    app.extensions[_KEY] = Worker(app)
    app.extensions[_IMPORTER] = Importer(app)
    app.extensions[_FORECASTER] = Forecaster(app)
    app.extensions[_ANSWERERS] = (Answerer(app, is_sealed=False), Answerer(app, is_sealed=True))


def start(app: Flask) -> None:
    """Close what was left running, then claim queued work until `stop`."""
    with app.app_context():
        recover_questions()
        recover_files()
    worker_of(app).start()
    importer_of(app).start()
    forecaster_of(app).start()
    postman_of(app).start()
    rounds_of(app).start()
    for answerer in answerers_of(app):
        answerer.start()


def stop(app: Flask) -> None:
    """Finish nothing more: a plan being made is cancelled, its best so far kept; a question is left unanswered."""
    worker_of(app).stop()
    importer_of(app).stop()
    forecaster_of(app).stop()
    postman_of(app).stop()
    rounds_of(app).stop()
    for answerer in answerers_of(app):
        answerer.stop()


def rounds_of(app: Flask) -> Rounds:
    """The application's thread for the daily round."""
    rounds: Rounds = app.extensions[_ROUNDS]
    return rounds


def worker_of(app: Flask) -> Worker:
    """The application's worker."""
    worker: Worker = app.extensions[_KEY]
    return worker


def importer_of(app: Flask) -> Importer:
    """The application's thread for files."""
    importer: Importer = app.extensions[_IMPORTER]
    return importer


def forecaster_of(app: Flask) -> Forecaster:
    """The application's thread for forecasts."""
    forecaster: Forecaster = app.extensions[_FORECASTER]
    return forecaster


def postman_of(app: Flask) -> Postman:
    """The application's thread for messages."""
    postman: Postman = app.extensions[_POSTMAN]
    return postman


def answerers_of(app: Flask) -> tuple[Answerer, ...]:
    """The application's threads that answer questions."""
    answerers: tuple[Answerer, ...] = app.extensions[_ANSWERERS]
    return answerers
