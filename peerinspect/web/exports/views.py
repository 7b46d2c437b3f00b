"""Tables out, as the reader may see them."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from peerinspect.services import exports
from peerinspect.services.exports import CSV, EVERYTHING, XLSX, ZIP
from peerinspect.web.access import requires
from peerinspect.web.clock import today
from peerinspect.web.session import reader

blueprint = Blueprint("exports", __name__, url_prefix="/export")
TYPES = {
    CSV: "text/csv",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ZIP: "application/zip",
}


@blueprint.get("/<kind>.<form>")
@requires("import and export tables")
def table(kind: str, form: str) -> Response:
    """A table, or everything, as a file."""
    if kind == EVERYTHING:
        content = exports.export_everything(form, reader(), today())
    else:
        content = exports.export_table(kind, form, reader(), today())
    return as_file(content, f"{kind}-{today().isoformat()}.{form}", form)


def as_file(content: bytes, name: str, form: str) -> Response:
    """A file to keep."""
    if form not in TYPES:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=TYPES[form], headers=headers)
