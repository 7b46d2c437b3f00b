"""One's own account: the password and the second factor."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from peerinspect.services import disclosure, own_password, own_sessions, second_factor
from peerinspect.services.notices.choosing import choose_rhythm
from peerinspect.services.views import OwnSession
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.account.forms import ChangePasswordForm, ConfirmPasswordForm, EndSessionForm, OwnFactorForm
from peerinspect.web.account.views import Answer, enrolled, with_secret
from peerinspect.web.clock import now
from peerinspect.web.messages.forms import RhythmForm

blueprint = Blueprint("own_account", __name__, url_prefix="/account")


@blueprint.get("/")
@requires("look after one's account")
def page() -> Answer:
    """How do I sign in?"""
    reader = session.reader()
    context = {"account": disclosure.own_account(reader), "rhythm": disclosure.own_rhythm(reader)}
    return render_template("own_account/page.html", **context)


@blueprint.route("/mail", methods=["GET", "POST"])
@requires("look after one's account")
def mail() -> Answer:
    """When do my messages come?"""
    reader = session.reader()
    form = RhythmForm(rhythm=disclosure.own_rhythm(reader))
    if form.carries_out(lambda: choose_rhythm(form.command(), reader, now())):
        flash("Your messages come as you chose.")
        return redirect(url_for("own_account.page"), 303)
    return render_template("own_account/mail.html", form=form), form.answer_code


@blueprint.route("/password", methods=["GET", "POST"])
@requires("look after one's account")
def password() -> Answer:
    """Another password. Every other session ends."""
    form, reader = ChangePasswordForm(), session.reader()
    if form.carries_out(lambda: own_password.change_password(form.command(), reader, now())):
        session.begin(reader)
        flash("Your password is changed. You are signed out everywhere else.")
        return redirect(url_for("own_account.page"), 303)
    return render_template("own_account/password.html", form=form), form.answer_code


@blueprint.route("/second-factor", methods=["GET", "POST"])
@requires("look after one's account")
def factor() -> Answer:
    """Turn the second factor on, for those who need not have one."""
    reader = session.reader()
    if disclosure.own_account(reader).has_factor:
        return redirect(url_for("own_account.page"), 303 if request.method == "POST" else 302)
    form, codes = OwnFactorForm(), list[str]()
    seed = session.seed_of_secret()

    def turn_on() -> None:
        own_password.confirm_password(form.password.data or "", reader, now())
        codes.extend(second_factor.confirm_factor(form.command(seed), reader, now()))

    if form.carries_out(turn_on):
        return enrolled(reader, codes, url_for("own_account.page"))
    return with_secret("own_account/factor.html", form, seed, reader)


@blueprint.route("/second-factor/off", methods=["GET", "POST"])
@requires("look after one's account")
def factor_off() -> Answer:
    """Give the second factor up, to set it up on another device."""
    form, reader = ConfirmPasswordForm(), session.reader()
    if form.carries_out(lambda: second_factor.give_up_factor(form.password.data or "", reader, now())):
        session.leave()
        flash("Your second factor is given up. Sign in again.")
        return redirect(url_for("account.sign_in"), 303)
    account = disclosure.own_account(reader)
    return render_template("own_account/factor_off.html", form=form, account=account), form.answer_code


@blueprint.route("/recovery-codes", methods=["GET", "POST"])
@requires("look after one's account")
def recovery_codes() -> Answer:
    """New recovery codes, shown once."""
    form, codes = ConfirmPasswordForm(), list[str]()
    reader, given = session.reader(), form.password.data or ""
    if form.carries_out(lambda: codes.extend(second_factor.renew_recovery_codes(given, reader, now()))):
        onward = url_for("own_account.page")
        return render_template("account/recovery_codes.html", codes=codes, onward=onward, is_new=False)
    return render_template("own_account/recovery_codes.html", form=form), form.answer_code


@blueprint.get("/sessions")
@requires("look after one's account")
def sessions() -> Answer:
    """Where am I signed in?"""
    return render_template("own_account/sessions.html", sessions=_sessions())


@blueprint.route("/sessions/<session_id>/end", methods=["GET", "POST"])
@requires("look after one's account")
def end_session(session_id: str) -> Answer:
    """Sign out on another device."""
    form, reader = _confirming(), session.reader()
    one = next((each for each in _sessions() if each.id == session_id and not each.is_here), None)
    if one is None:
        abort(404)
    if form.carries_out(lambda: own_sessions.end_session(session_id, form.typed(), reader, now())):
        flash(f"You are signed out of {one.device}.")
        return redirect(url_for("own_account.sessions"), 303)
    return render_template("own_account/end_session.html", form=form, one=one), form.answer_code


@blueprint.route("/sessions/end-others", methods=["GET", "POST"])
@requires("look after one's account")
def end_other_sessions() -> Answer:
    """Sign out everywhere but here."""
    form, reader = _confirming(), session.reader()
    if form.carries_out(lambda: own_sessions.end_other_sessions(session.here(), form.typed(), reader, now())):
        flash("You are signed out everywhere else.")
        return redirect(url_for("own_account.sessions"), 303)
    return render_template("own_account/end_session.html", form=form, one=None), form.answer_code


def _sessions() -> tuple[OwnSession, ...]:
    return disclosure.own_sessions(session.reader(), session.here(), now())


def _confirming() -> EndSessionForm:
    """The form that asks for the password of whoever has one."""
    form = EndSessionForm()
    if not disclosure.own_account(session.reader()).has_password:
        del form.password
    return form
