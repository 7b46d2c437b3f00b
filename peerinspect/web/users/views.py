"""The administrator's pages: who can sign in, and what they may do."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import accounts, disclosure, user_changes
from peerinspect.services.sign_on import linking
from peerinspect.services.views import UserPage
from peerinspect.web.access import requires
from peerinspect.web.clicks import carried, click
from peerinspect.web.clock import now, today
from peerinspect.web.home.first_steps import step_lines
from peerinspect.web.session import reader
from peerinspect.web.users.forms import AddUserForm, ChangeUserForm

blueprint = Blueprint("users", __name__, url_prefix="/users")
Answer = Response | str | tuple[str, int]


@blueprint.get("")
@requires("manage users")
def listing() -> Answer:
    """Who can sign in?"""
    steps = step_lines(disclosure.first_steps(reader(), today()))
    return render_template("users/listing.html", users=disclosure.users(reader(), today()), steps=steps)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("manage users")
def add() -> Answer:
    """Add a user."""
    form, added = AddUserForm(disclosure.person_choices(reader()), disclosure.authority_choices()), list[str]()
    if form.carries_out(lambda: added.append(accounts.add_user(form.command(), reader(), today()))):
        if form.password.data:
            flash(f"{form.name.data} can now sign in.")
            return redirect(url_for("users.listing"), 303)
        flash(f"{form.name.data} is added. Invite them by email, or make a set-up code, to choose a password.")
        return redirect(url_for("users.page", user_id=added[0]), 303)
    return render_template("users/add.html", form=form), form.answer_code


@blueprint.get("/<user_id>")
@requires("manage users")
def page(user_id: str) -> Answer:
    """Who is this, what may they do, and can they sign in?"""
    found = disclosure.user(reader(), user_id, today())
    account = disclosure.account_of_user(reader(), user_id, now())
    trouble = disclosure.address_to_mend(reader(), user_id, today()).trouble
    context = {"user": found, "account": account, "trouble": trouble, "seen": carried(_rights(found))}
    return render_template("users/page.html", now=now(), **context)


def rights_of(user_id: str) -> object:
    """What somebody may do who is let in: what the buttons rest on that let them in."""
    return _rights(disclosure.user(reader(), user_id, today()))


def _rights(found: UserPage) -> object:
    line = found.line
    return line.email, line.role, line.cleared, found.person_id, found.ties


@blueprint.route("/<user_id>/change", methods=["GET", "POST"])
@requires("manage users")
def change(user_id: str) -> Answer:
    """Another role, another clearance, other ties."""
    found = disclosure.user(reader(), user_id, today())
    form = ChangeUserForm.of(found, disclosure.person_choices(reader()), disclosure.authority_choices())
    form.rests_on(found, lambda: disclosure.user(reader(), user_id, today()), user_id)
    if form.carries_out(lambda: user_changes.change_user(form.command(user_id), reader())):
        flash(f"{found.line.name} is changed, and signed out everywhere.")
        return redirect(url_for("users.page", user_id=user_id), 303)
    return render_template("users/change.html", form=form, user=found), form.answer_code


@blueprint.post("/<user_id>/disable")
@requires("manage users")
def disable(user_id: str) -> Answer:
    """Let them sign in no more."""
    user_changes.disable_user(user_id, reader(), now())
    return _changed(user_id, "They are signed out everywhere, and can sign in no more.")


@blueprint.post("/<user_id>/enable")
@requires("manage users")
def enable(user_id: str) -> Answer:
    """Let them sign in again."""
    back = url_for("users.page", user_id=user_id)
    click(lambda: user_changes.enable_user(user_id, reader()), lambda: rights_of(user_id), back, user_id)
    return _changed(user_id, "They can sign in again.")


@blueprint.post("/<user_id>/reset-second-factor")
@requires("manage users")
def reset_factor(user_id: str) -> Answer:
    """Forget their second factor: the telephone is lost."""
    user_changes.reset_second_factor(user_id, reader())
    return _changed(user_id, "Their second factor is reset. They set it up again when they sign in.")


@blueprint.post("/<user_id>/unlink")
@requires("manage users")
def unlink(user_id: str) -> Answer:
    """Forget whom they are at an organisation's own sign-in."""
    linking.unlink(user_id, reader())
    return _changed(user_id, "They are unlinked, and signed out everywhere.")


@blueprint.post("/<user_id>/set-up-code")
@requires("manage users")
def entry_code(user_id: str) -> Answer:
    """A code with which they choose a password, shown once."""
    made = list[str]()
    back = url_for("users.page", user_id=user_id)
    click(
        lambda: made.append(user_changes.issue_entry_code(user_id, reader(), now())),
        lambda: rights_of(user_id),
        back,
        user_id,
    )
    (code,) = made
    found = disclosure.user(reader(), user_id, today())
    return render_template("users/entry_code.html", user=found, code=code)


def _changed(user_id: str, told: str) -> Answer:
    flash(told)
    return redirect(url_for("users.page", user_id=user_id), 303)
