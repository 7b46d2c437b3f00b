"""The guide for each role, and the two notices that a public service owes its readers."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, abort, current_app, render_template, send_from_directory
from werkzeug.wrappers import Response

from peerinspect.web.access import requires
from peerinspect.web.guide.rendering import TEXTS, picture_folder, text_of

blueprint = Blueprint("guide", __name__, url_prefix="/guide")
Answer = Response | str


@blueprint.get("/")
@requires("read public pages")
def start() -> Answer:
    """How do I use this?"""
    return _page("")


@blueprint.get("/<text>")
@requires("read public pages")
def page(text: str) -> Answer:
    """How do I, in my role, do what I have to do?"""
    return _page(text)


@blueprint.get("/pictures/<filename>")
@requires("read public pages")
def picture(filename: str) -> Response:
    """A picture of a page, with invented people."""
    if not filename.endswith(".png"):
        abort(404)
    return send_from_directory(picture_folder(), filename, max_age=3600)


def _page(name: str) -> str:
    if name not in TEXTS:
        abort(404)
    own = current_app.config.get("NOTICES")
    is_guide = TEXTS[name].startswith("guide/")
    return render_template(
        "guide/page.html", text=text_of(name, Path(own) if own else None), is_start=not name, is_guide=is_guide
    )
