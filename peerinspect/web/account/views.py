"""Signing in and out, and the first set-up."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import accounts, own_password, second_factor, signing_in
from peerinspect.services.reader import Reader
from peerinspect.services.signing_in import NOTHING, Entry
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.account.forms import ChoosePasswordForm, CodeForm, FactorForm, SetUpForm, SignInForm
from peerinspect.web.account.qr import qr_code
from peerinspect.web.clock import now, today
from peerinspect.web.sign_on import leaving

blueprint = Blueprint("account", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@requires("sign in")
def sign_in() -> Answer:
    """Who are you?"""
    form, found = SignInForm(), list[Entry]()
    if form.carries_out(lambda: found.append(signing_in.sign_in(form.command(), now()))):
        return further(found[0], request.args.get("next"))
    return render_template("account/sign_in.html", form=form, is_new=accounts.needs_set_up()), form.answer_code


def further(entry: Entry, onward: str | None) -> Response:
    """In, or on to what must still be shown; then to the page that was asked for."""
    if entry.needed == NOTHING:
        session.begin(entry.reader)
        return redirect(safe(onward or "") or url_for("home.start"), 303)
    session.begin_halfway(entry.reader)
    steps = {signing_in.CODE: "account.code", signing_in.SET_UP: "account.set_up_factor"}
    return redirect(url_for(steps[entry.needed], next=onward), 303)


def _enter(reader: Reader) -> Answer:
    session.begin(reader)
    return redirect(_onward(), 303)


def _onward() -> str:
    """The page that was asked for before signing in; the start page else."""
    return safe(request.args.get("next", "")) or url_for("home.start")


def safe(address: str) -> str | None:
    """The address when it is one of our own pages; None for anything that could lead elsewhere."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else None


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@requires("sign in")
def code() -> Answer:
    """Is it really you? Open for a while after the password was right."""
    halfway = session.halfway()
    if halfway is None:
        return _back_to_the_password()
    form, found = CodeForm(), list[Reader]()
    if form.carries_out(lambda: found.append(second_factor.prove(halfway.user_id, form.code.data or "", now()))):
        return _enter(found[0])
    return render_template("account/code.html", form=form), form.answer_code


@blueprint.route("/sign-in/set-up", methods=["GET", "POST"])
@requires("sign in")
def set_up_factor() -> Answer:
    """The second factor of somebody who may not be without one: open for a while after the password was right."""
    halfway = session.halfway()
    if halfway is None:
        return _back_to_the_password()
    form, codes = FactorForm(), list[str]()
    seed = session.seed_of_secret()
    if form.carries_out(lambda: codes.extend(second_factor.confirm_factor(form.command(seed), halfway, now()))):
        return enrolled(halfway, codes, _onward())
    return with_secret("account/set_up_factor.html", form, seed, halfway)


def _back_to_the_password() -> Answer:
    return redirect(url_for("account.sign_in"), 303 if request.method == "POST" else 302)


def enrolled(reader: Reader, codes: list[str], onward: str) -> Answer:
    """Sign the reader in, and show the recovery codes, once."""
    session.begin(reader)
    return render_template("account/recovery_codes.html", codes=codes, onward=onward, is_new=True)


def with_secret(page: str, form: FactorForm, seed: str, reader: Reader) -> Answer:
    """A page that shows the secret of a seed, as a picture too."""
    secret = second_factor.secret_of(seed, reader.user_id)
    return render_template(page, form=form, secret=secret.text, picture=qr_code(secret.address)), form.answer_code


@blueprint.post("/sign-out")
@requires("sign out")
def sign_out() -> Answer:
    """Leave; whoever came by an organisation's own sign-in is told that they are still signed in there."""
    leave = leaving.address()
    session.end()
    if leave is not None:
        return _forgotten(make_response(render_template("sign_on/signed_out.html", leave=leave)))
    return _forgotten(redirect(url_for("home.start"), 303))


def _forgotten(answer: Response) -> Response:
    """The answer, with which the browser drops what it kept of the pages."""
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.route("/set-up", methods=["GET", "POST"])
@requires("sign in")
def set_up() -> Answer:
    """Who looks after this service? Open only while there is no user."""
    if not accounts.needs_set_up():
        abort(404)
    form, found = SetUpForm(), list[Reader]()
    if form.carries_out(lambda: found.append(accounts.set_up(form.command(), today()))):
        session.begin_halfway(found[0])
        flash("peerinspect is set up. One more step, and you can add the people who will use it.")
        return redirect(url_for("account.set_up_factor", next=url_for("users.listing")), 303)
    return render_template("account/set_up.html", form=form), form.answer_code


@blueprint.route("/choose-password", methods=["GET", "POST"])
@requires("sign in")
def choose_password() -> Answer:
    """A password, with the set-up code that the administrator gave."""
    form = ChoosePasswordForm()
    if form.carries_out(lambda: own_password.choose_password(form.command(), now())):
        flash("Your password is set. Sign in with it.")
        return redirect(url_for("account.sign_in"), 303)
    return render_template("account/choose_password.html", form=form), form.answer_code
