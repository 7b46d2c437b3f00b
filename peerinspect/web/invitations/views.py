"""Invitations: sending them, taking them back, and what their links open."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, invitations
from peerinspect.services.reader import ADMINISTRATOR
from peerinspect.services.signing_in import NOTHING, Entry
from peerinspect.web import session
from peerinspect.web.access import requires
from peerinspect.web.clicks import click
from peerinspect.web.clock import now, today
from peerinspect.web.invitations.forms import InviteForm, InviteManyForm, WelcomeForm
from peerinspect.web.people.presenters import asked_for
from peerinspect.web.session import reader
from peerinspect.web.users.views import rights_of

blueprint = Blueprint("invitations", __name__)
Answer = Response | str | tuple[str, int]


@blueprint.route("/people/<person_id>/invite", methods=["GET", "POST"])
@requires("invite people")
def invite(person_id: str) -> Answer:
    """Invite somebody of the register, or send the link again."""
    account = disclosure.account_of_person(reader(), person_id, now())
    form, found = InviteForm(data={"email": account.address}), list[str]()
    form.rests_on(account, lambda: disclosure.account_of_person(reader(), person_id, now()), person_id)
    command = form.command(person_id)
    if form.carries_out(lambda: found.append(invitations.invite_person(command, reader(), now()))):
        flash(f"The invitation goes to {command.email}.")
        return redirect(_back(person_id, found[0]), 303)
    name = disclosure.name_of_invitable(reader(), person_id)
    return render_template("invitations/invite.html", form=form, account=account, name=name), form.answer_code


@blueprint.post("/people/<person_id>/invite/withdraw")
@requires("invite people")
def withdraw(person_id: str) -> Answer:
    """Take the link back."""
    invitations.withdraw_persons_invitation(person_id, reader(), now())
    flash("The invitation is taken back. Its link is no longer good.")
    return redirect(_back(person_id), 303)


def _back(person_id: str, user_id: str = "") -> str:
    """Coordinators come back to the person; administrators, who keep no register, to the user."""
    if reader().role != ADMINISTRATOR:
        return url_for("people.page", person_id=person_id)
    return url_for("users.page", user_id=user_id) if user_id else url_for("users.listing")


@blueprint.route("/people/invite", methods=["GET", "POST"])
@requires("invite people")
def invite_many() -> Answer:
    """Whom can I invite at once?"""
    found = disclosure.people_to_invite(reader(), today(), now(), asked_for())
    form = InviteManyForm()
    form.offer(found.people)
    wanted = form.people.data or ()
    if form.carries_out(lambda: invitations.invite_people(wanted, reader(), now())):
        flash(f"{len(wanted)} invitation{'' if len(wanted) == 1 else 's'} sent.")
        return redirect(url_for("invitations.invite_many"), 303)
    return render_template("invitations/many.html", form=form, found=found), form.answer_code


@blueprint.post("/users/<user_id>/invite")
@requires("manage users")
def invite_user(user_id: str) -> Answer:
    """Send a user who has no password yet a link."""
    back = url_for("users.page", user_id=user_id)
    click(lambda: invitations.invite_user(user_id, reader(), now()), lambda: rights_of(user_id), back, user_id)
    flash("The invitation is sent.")
    return redirect(back, 303)


@blueprint.post("/users/<user_id>/invite/withdraw")
@requires("manage users")
def withdraw_user(user_id: str) -> Answer:
    """Take the link back."""
    invitations.withdraw_invitation(user_id, reader(), now())
    flash("The invitation is taken back. Its link is no longer good.")
    return redirect(url_for("users.page", user_id=user_id), 303)


@blueprint.route("/invitations/<secret>", methods=["GET", "POST"])
@requires("sign in")
def welcome(secret: str) -> Answer:
    """Choose a password, and come in. Looking at the link does not use it up."""
    if reader().is_signed_in:
        return render_template("invitations/other.html"), 400 if request.method == "POST" else 200
    link = invitations.look_at(secret, now())
    if link.state != invitations.OPEN:
        return render_template("invitations/closed.html", why=invitations.REASONS[link.state]), 404
    form, found = WelcomeForm(), list[Entry]()
    if form.carries_out(lambda: found.append(invitations.accept_invitation(form.command(secret), now()))):
        return _enter(found[0])
    return render_template("invitations/welcome.html", form=form, link=link), form.answer_code


def _enter(entry: Entry) -> Answer:
    """In, or on to the second factor that the role must have."""
    if entry.needed != NOTHING:
        session.begin_halfway(entry.reader)
        return redirect(url_for("account.set_up_factor"), 303)
    session.begin(entry.reader)
    flash("Your password is set, and you are signed in.")
    return redirect(url_for("home.start"), 303)
