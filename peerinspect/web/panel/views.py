"""The national panel: what waits for its advice, and who sits on it?"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.reviews.membership import add_member, end_membership, link_account
from peerinspect.web.access import may, requires
from peerinspect.web.clock import today
from peerinspect.web.forms import HouseForm
from peerinspect.web.panel.forms import AccountForm, EndForm, MemberForm
from peerinspect.web.session import reader

blueprint = Blueprint("panel", __name__, url_prefix="/panel")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see the national panel")
def page() -> Answer:
    """What waits for the panel's advice, and who sits on it?"""
    found = disclosure.panel(reader(), today())
    return render_template("panel/page.html", panel=found, keeps=may("keep the national panel"))


@blueprint.route("/members/new", methods=["GET", "POST"])
@requires("keep the national panel")
def add() -> Answer:
    """Add a member."""
    form = MemberForm(disclosure.panel_person_choices(reader(), today()))
    return _carried_out(form, "Add a member", [], lambda: add_member(form.command(), reader(), today()))


@blueprint.route("/members/<member_id>/end", methods=["GET", "POST"])
@requires("keep the national panel")
def end(member_id: str) -> Answer:
    """Give a member's term its last day."""
    found = disclosure.panel_member(reader(), member_id, today())
    form = EndForm(data={"ends": found.ends})
    form.rests_on(found, lambda: disclosure.panel_member(reader(), member_id, today()), member_id)
    return _carried_out(
        form, "End the term", [found.name], lambda: end_membership(form.command(member_id), reader(), today())
    )


@blueprint.route("/members/<member_id>/account", methods=["GET", "POST"])
@requires("keep the national panel")
def account(member_id: str) -> Answer:
    """Say which account speaks for a member."""
    found = disclosure.panel_member(reader(), member_id, today())
    form = AccountForm(disclosure.panel_account_choices(reader()))
    form.rests_on(found, lambda: disclosure.panel_member(reader(), member_id, today()), member_id)
    about = [found.name, f"Now: {found.account or 'no account'}."]
    return _carried_out(
        form, "Choose the account", about, lambda: link_account(form.command(member_id), reader(), today())
    )


def _carried_out(form: HouseForm, title: str, about: list[str], use_case: Callable[[], object]) -> Answer:
    """Carry the form out and go back to the panel, or show it with what is wrong."""
    if form.carries_out(use_case):
        flash(f"Done: {title.lower()}.")
        return redirect(url_for("panel.page"), 303)
    return render_template("panel/form.html", form=form, title=title, about=about), form.answer_code
