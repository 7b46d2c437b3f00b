"""What a program is told when something cannot be done: problem documents (RFC 9457), never a traceback.

`type` stays the same for good and is what programs look at; `detail` is for people, in plain English; `errors` names
what was wrong with each entry. A thing the reader may not know of is answered exactly like one that is not there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flask import Response, current_app

from peerinspect.web.api.where import PREFIX

MEDIA_TYPE = "application/problem+json"
SORTS: Mapping[int, tuple[str, str, str]] = {
    # status   word                title                       what is said where nothing particular can be
    400: ("bad-request", "The request cannot be read", "Check what you send against the documentation"),
    401: ("not-signed-in", "A token is needed", "Send a token that is good, as Authorization: Bearer peer_..."),
    403: ("not-allowed", "You may not do this", "Your role, or the token's scopes, do not let you do this"),
    404: ("not-found", "There is nothing here", "There is no such thing, or none that you may see"),
    405: ("method-not-allowed", "This cannot be done here", "The header Allow says what can be done at this address"),
    406: ("not-acceptable", "There is no such form", "Answers come as application/json"),
    409: ("conflict", "This cannot be done now", "The thing is in a state in which this cannot be done"),
    412: ("changed", "Somebody changed it", "Read it again, then send the change with the new ETag in If-Match"),
    413: ("too-large", "What you sent is too large", "Send less at a time"),
    415: ("unsupported-media-type", "This form is not taken", "Send the body as application/json"),
    422: ("refused", "This could not be done", "Some entries have to be put right"),
    428: ("precondition-required", "Say which version you saw", "Send the ETag of what you read in If-Match"),
    429: ("too-many-requests", "Too many requests", "Wait as long as the header Retry-After says, then try again"),
    500: ("fault", "Something went wrong", "The fault is ours. Try again later"),
    503: ("unavailable", "The service cannot do this now", "Try again later"),
}  # fmt: skip
"""Every status that a problem can have."""
STATUSES = tuple(SORTS)


class Problem(Exception):
    """Something that ends a request to the API, said in words of its own."""

    def __init__(self, status: int, detail: str = "", errors: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, dict(errors or {})


def type_of(status: int) -> str:
    """The address that stands for a sort of problem, and that explains it."""
    return f"{PREFIX}/#{SORTS[nearest(status)][0]}"


def nearest(status: int) -> int:
    """The status itself where it is one of ours; else 400 or 500."""
    return status if status in SORTS else 400 if status < 500 else 500


def problem(
    status: int, sentences: Sequence[str] = (), errors: Mapping[str, str] | None = None, **more: str
) -> Response:
    """The answer for a problem. `errors` maps an entry to what is wrong with it; `more` are further members."""
    status = nearest(status)
    _, title, usual = SORTS[status]
    told = ". ".join(each.rstrip(".") for each in sentences if each) or usual
    body: dict[str, object] = {"type": type_of(status), "title": title, "status": status, "detail": told, **more}
    if errors:
        body["errors"] = [{"entry": entry, "detail": sentence} for entry, sentence in errors.items()]
    answer: Response = current_app.response_class(json.dumps(body, ensure_ascii=False), status, mimetype=MEDIA_TYPE)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="peerinspect"'
    return answer


def refused(messages: Mapping[str, str], status: int = 422, **more: str) -> Response:
    """The answer for a use case's refusal: what concerns the whole in `detail`, the rest beside each entry."""
    whole = [sentence for entry, sentence in messages.items() if not entry]
    return problem(status, whole, {entry: sentence for entry, sentence in messages.items() if entry}, **more)
