"""One's tokens for programs."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for

from peerinspect.services import api_tokens, disclosure, own_password, second_factor
from peerinspect.services.veil import knows_sealed_work
from peerinspect.web.access import requires
from peerinspect.web.account.views import Answer
from peerinspect.web.clock import now
from peerinspect.web.session import reader
from peerinspect.web.tokens.forms import SCOPES, TokenAndCodeForm, TokenForm

blueprint = Blueprint("tokens", __name__, url_prefix="/account/tokens")


@blueprint.get("/")
@requires("look after one's account")
def listing() -> Answer:
    """Which programs come in as me?"""
    return render_template("tokens/listing.html", tokens=disclosure.my_tokens(reader(), now()), scopes=SCOPES)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("look after one's account")
def make() -> Answer:
    """A token, shown once. Whoever finds a browser open must not take away what works for months."""
    form = TokenAndCodeForm() if disclosure.own_account(reader()).has_factor else TokenForm()
    form.allow(knows_sealed_work(reader()))
    made: list[str] = []

    def use_case() -> None:
        api_tokens.check_token(form.command(), reader(), now())
        own_password.confirm_password(form.password.data or "", reader(), now())
        second_factor.confirm_code(form.code.data or "" if isinstance(form, TokenAndCodeForm) else "", reader(), now())
        made.append(api_tokens.make_token(form.command(), reader(), now()))

    if form.carries_out(use_case):
        return render_template("tokens/made.html", token=made[0], name=form.name.data)
    return render_template("tokens/make.html", form=form), form.answer_code


@blueprint.post("/<token_id>/revoke")
@requires("look after one's account")
def revoke(token_id: str) -> Answer:
    """Let a token be good no more, at once."""
    api_tokens.revoke_token(token_id, reader(), now())
    flash("The token is revoked. Programs that used it get no further answer.")
    return redirect(url_for("tokens.listing"), 303)
