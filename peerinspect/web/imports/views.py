"""Tables in: choose a file, read what would become of each row, confirm or discard it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from peerinspect.services import disclosure, imports
from peerinspect.services.imports import DiscardFile
from peerinspect.web.access import requires
from peerinspect.web.clock import now, today
from peerinspect.web.exports.views import as_file
from peerinspect.web.imports.forms import ConfirmForm, OfferForm
from peerinspect.web.imports.presenters import VERDICTS, asked_verdict, outcome
from peerinspect.web.paging import page_of
from peerinspect.web.session import reader

blueprint = Blueprint("imports", __name__, url_prefix="/import")
Answer = AnyResponse | str | tuple[str, int]


@blueprint.get("/")
@requires("import and export tables")
def start() -> Answer:
    """What can I bring in, and take out?"""
    kinds = disclosure.table_kinds(reader())
    files = disclosure.imported_files(reader(), now())
    return render_template("imports/start.html", kinds=kinds, files=files)


@blueprint.route("/<kind>", methods=["GET", "POST"])
@requires("import and export tables")
def offer(kind: str) -> Answer:
    """Choose a file."""
    found = disclosure.table_kind(reader(), kind)
    form = OfferForm()
    taken: list[str] = []
    if form.carries_out(lambda: taken.append(imports.offer_file(form.command(kind), reader(), today(), now()))):
        return redirect(url_for("imports.page", import_id=taken[0]), 303)
    return render_template("imports/offer.html", form=form, kind=found), form.answer_code


@blueprint.get("/<kind>/template.<form>")
@requires("import and export tables")
def template(kind: str, form: str) -> Response:
    """The file to fill in."""
    return as_file(disclosure.table_template(reader(), kind, form), f"{kind}-template.{form}", form)


@blueprint.get("/files/<import_id>")
@requires("import and export tables")
def page(import_id: str) -> Answer:
    """What would become of each row?"""
    return _page(import_id, ConfirmForm())


def _page(import_id: str, form: ConfirmForm) -> Answer:
    asked = asked_verdict()
    found = disclosure.imported_file(reader(), import_id, asked, now())
    form.digest.data = found.digest
    context = {"file": found, "asked": asked, "verdicts": VERDICTS, "outcome": outcome(found)}
    return render_template("imports/page.html", form=form, paging=page_of(found.rows), **context), form.answer_code


@blueprint.get("/files/<import_id>/progress")
@requires("import and export tables")
def progress_part(import_id: str) -> Answer:
    """The part of the page that changes, for browsers that can fetch it by themselves."""
    found = disclosure.imported_file(reader(), import_id, "wrong", now())
    answer = Response(render_template("imports/progress.html", file=found))
    if not found.is_at_work:
        answer.headers["HX-Refresh"] = "true"
    return answer


@blueprint.post("/files/<import_id>/confirm")
@requires("import and export tables")
def confirm(import_id: str) -> Answer:
    """Import the file as its preview says."""
    form = ConfirmForm()
    command = form.command(import_id)
    if form.carries_out(lambda: imports.confirm_file(command, reader(), today(), now())):
        return redirect(url_for("imports.page", import_id=import_id), 303)
    return _page(import_id, form)


@blueprint.post("/files/<import_id>/discard")
@requires("import and export tables")
def discard(import_id: str) -> Answer:
    """Forget the file."""
    found = disclosure.imported_file(reader(), import_id, "wrong", now())
    imports.discard_file(DiscardFile(import_id), reader(), now())
    flash("The file is forgotten. Nothing of it was imported.")
    again = request.form.get("then") == "again"
    return redirect(url_for("imports.offer", kind=found.line.kind) if again else url_for("imports.start"), 303)
