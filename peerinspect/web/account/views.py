"""Signing in and out, the first set-up, and the administrator's list of users."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import accounts, disclosure
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.account.forms import AddUserForm, SetUpForm, SignInForm
from peerinspect.web.clock import now, today
from peerinspect.web.security import limiter

blueprint = Blueprint("account", __name__)
ATTEMPTS = "10 per minute"
Answer = Response | str | tuple[str, int]


def _was_refused(response: Response) -> bool:
    """Only failed attempts count towards the limit."""
    return response.status_code == 400


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(ATTEMPTS, methods=["POST"], deduct_when=_was_refused)
@requires("sign in")
def sign_in() -> Answer:
    """Who are you?"""
    form = SignInForm()
    if form.carries_out(lambda: session.begin(accounts.sign_in(form.command(), now()))):
        return redirect(_safe(request.args.get("next", "")) or url_for("home.start"), 303)
    return render_template("account/sign_in.html", form=form, is_new=accounts.needs_set_up()), form.answer_code


def _safe(address: str) -> str | None:
    """The address when it is one of our own pages; None for anything that could lead elsewhere."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else None


@blueprint.post("/sign-out")
@requires("sign out")
def sign_out() -> Answer:
    """Leave."""
    session.end()
    return redirect(url_for("home.start"), 303)


@blueprint.route("/set-up", methods=["GET", "POST"])
@limiter.limit(ATTEMPTS, methods=["POST"], deduct_when=_was_refused)
@requires("sign in")
def set_up() -> Answer:
    """Who looks after this service? Open only while there is no user."""
    if not accounts.needs_set_up():
        abort(404)
    form = SetUpForm()
    if form.carries_out(lambda: session.begin(accounts.set_up(form.command(), today()))):
        flash("peerinspect is set up. Now add the people who will use it.")
        return redirect(url_for("account.users"), 303)
    return render_template("account/set_up.html", form=form), form.answer_code


@blueprint.get("/users")
@requires("manage users")
def users() -> Answer:
    """Who can sign in?"""
    return render_template("account/users.html", users=disclosure.users(session.reader()))


@blueprint.route("/users/new", methods=["GET", "POST"])
@requires("manage users")
def add_user() -> Answer:
    """Add a user."""
    reader = session.reader()
    form = AddUserForm(disclosure.person_choices(reader), disclosure.authority_choices())
    if form.carries_out(lambda: accounts.add_user(form.command(), reader, today())):
        flash(f"{form.name.data} can now sign in.")
        return redirect(url_for("account.users"), 303)
    return render_template("account/add_user.html", form=form), form.answer_code
