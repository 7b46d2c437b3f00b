"""Why this person, who checked, and what may be said of it to whom."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from peerinspect.services import disclosure
from peerinspect.services.views import RecordView
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.paging import page_of
from peerinspect.web.records import presenters
from peerinspect.web.session import reader

blueprint = Blueprint("records", __name__)
for word in presenters.FILTERS:
    blueprint.add_app_template_filter(word)
Answer = AnyResponse | str


@blueprint.get("/duties/<duty_id>/records/<address>")
@requires("read decision records")
def page(duty_id: str, address: str) -> Answer:
    """Why is this person on this duty, and who checked?"""
    return _page(disclosure.decision_record(reader(), duty_id, address, today(), _asks_redacted()))


@blueprint.get("/duties/<duty_id>/records/<address>/json")
@requires("read decision records")
def as_json(duty_id: str, address: str) -> Answer:
    """The record byte for byte."""
    return _download(disclosure.decision_record(reader(), duty_id, address, today(), _asks_redacted()))


@blueprint.get("/duties/<duty_id>/independence")
@requires("read independence statements")
def statement(duty_id: str) -> Answer:
    """Are those who come independent of this council?"""
    found = disclosure.independence_statement(reader(), duty_id, today())
    return render_template("records/statement.html", statement=found)


@blueprint.get("/my/duties/<address>/record")
@requires("answer for oneself")
def own(address: str) -> Answer:
    """What does the record say of me?"""
    return _page(disclosure.my_record(reader(), address, today()))


@blueprint.get("/my/duties/<address>/record/json")
@requires("answer for oneself")
def own_json(address: str) -> Answer:
    """The same, to keep."""
    return _download(disclosure.my_record(reader(), address, today()))


@blueprint.get("/my/duties/<address>/letter")
@requires("answer for oneself")
def letter(address: str) -> Answer:
    """Why me?"""
    return render_template("records/letter.html", letter=disclosure.my_letter(reader(), address, today()))


@blueprint.get("/my/not-this-time")
@requires("answer for oneself")
def not_chosen() -> Answer:
    """Which duties went to others?"""
    return render_template("records/not_chosen.html", paging=page_of(disclosure.not_chosen(reader(), today())))


@blueprint.get("/my/not-this-time/<duty_id>")
@requires("answer for oneself")
def not_chosen_letter(duty_id: str) -> Answer:
    """Why not me this time?"""
    found = disclosure.not_chosen_letter(reader(), duty_id, today())
    return render_template("records/letter.html", letter=found, is_refusal=True)


@blueprint.get("/rosters/<roster_id>/certificate")
@requires("see rosters")
def certificate(roster_id: str) -> Answer:
    """Who checked this roster, by which rules, and what was found?"""
    return render_template("records/certificate.html", roster=disclosure.roster(reader(), roster_id, today(), shown=()))


def _asks_redacted() -> bool:
    """Whether the redacted edition is asked for where the full one could be had."""
    return request.args.get("edition") == "redacted"


def _page(found: RecordView) -> str:
    return render_template("records/page.html", found=found, record=found.record, names=presenters.EDITIONS)


def _download(found: RecordView) -> AnyResponse:
    """The edition as a file; 410 once the time for which records are kept is over."""
    if not found.content:
        return Response("This record is kept no more.\n", 410, mimetype="text/plain")
    headers = {"Content-Disposition": 'attachment; filename="decision-record.json"'}
    return Response(found.content, mimetype="application/json", headers=headers)
