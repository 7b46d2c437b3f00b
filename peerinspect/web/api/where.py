"""Which requests are a program's: all those below one address, whether there is such a thing or not."""

from __future__ import annotations

from flask import has_request_context, request

ROOT = "/api"
PREFIX = f"{ROOT}/v1"
"""The first version. What a second one changes gets an address of its own."""


PAGE = f"{PREFIX}/"
"""The one address below it that is a page for people."""


def is_for_programs() -> bool:
    """Whether this request is to the API, and so is answered in JSON, and by a token alone."""
    path = request.path if has_request_context() else ""
    return path != PAGE and (path == ROOT or path.startswith(f"{ROOT}/"))
