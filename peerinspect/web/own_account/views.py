"""One's own account: the password and the second factor."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from peerinspect.services import disclosure, own_password, second_factor
from peerinspect.services.notices.choosing import choose_rhythm
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.account.forms import ChangePasswordForm, ConfirmPasswordForm, OwnFactorForm
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
