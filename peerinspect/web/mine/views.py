"""A director's own pages."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import answers, availability, declarations, disclosure
from peerinspect.services.answers import AcceptOffer
from peerinspect.services.availability import RemoveLeave
from peerinspect.services.queries.interests import PRIVATE
from peerinspect.services.register_export import is_public
from peerinspect.services.views import InterestView, OwnDuty
from peerinspect.web.access import requires
from peerinspect.web.clicks import carried, click
from peerinspect.web.clock import today
from peerinspect.web.mine.forms import DeclineForm, EndTieForm, LeaveForm, OffersForm, TieForm
from peerinspect.web.offering.forms import WeeksForm
from peerinspect.web.paging import asked_text, page_of
from peerinspect.web.register.presenters import stands_matching
from peerinspect.web.session import reader

blueprint = Blueprint("mine", __name__, url_prefix="/my")
Answer = Response | str | tuple[str, int]


@blueprint.get("/duties")
@requires("answer for oneself")
def duties() -> Answer:
    """What am I asked, and when?"""
    mine, lettered = disclosure.my_duties(reader(), today()), disclosure.has_letter(reader(), today())
    removals = disclosure.my_removals(reader(), today())
    programmes = disclosure.my_programmes(reader(), today())
    leaving = disclosure.my_leaving(reader(), today())
    return render_template(
        "mine/duties.html", mine=mine, lettered=lettered, removals=removals, programmes=programmes, leaving=leaving
    )


@blueprint.post("/duties/<address>/accept")
@requires("answer for oneself")
def accept(address: str) -> Answer:
    """Yes."""
    click(
        lambda: answers.accept_offer(AcceptOffer(address), reader(), today()),
        lambda: _asked(_find_own_duty(address)),
        url_for("mine.duties"),
    )
    flash("Thank you. You have accepted.")
    return redirect(url_for("mine.duties"), 303)


def _asked(duty: OwnDuty | None) -> object:
    """What a yes says yes to, None where it is nobody's. Whether it was answered meanwhile has a refusal of its own."""
    return duty and (duty.kind, duty.title, duty.councils, duty.period, duty.on_site, duty.days)


@blueprint.app_template_global("seen_of_offer")
def seen_of_offer(duty: OwnDuty) -> dict[str, str]:
    """What the button that accepts carries."""
    return carried(_asked(duty))


@blueprint.route("/duties/<address>/decline", methods=["GET", "POST"])
@requires("answer for oneself")
def decline(address: str) -> Answer:
    """No, and why."""
    form = DeclineForm()
    if form.carries_out(lambda: answers.decline_offer(form.command(address), reader(), today())):
        flash("You have declined. The coordinators will look for somebody else.")
        return redirect(_after(form.reason.data, address), 303)
    return render_template("mine/decline.html", form=form, duty=_own_duty(address)), form.answer_code


def _after(reason: str | None, address: str) -> str:
    """Where an answer leads: whoever has a tie is asked which."""
    return url_for("holding.conflict", address=address) if reason == "conflicted" else url_for("mine.duties")


def _find_own_duty(address: str) -> OwnDuty | None:
    mine = disclosure.my_duties(reader(), today())
    everything = (*mine.to_answer, *mine.coming, *mine.past)
    return next((one for one in everything if one.address == address), None)


def _own_duty(address: str) -> OwnDuty:
    return _find_own_duty(address) or abort(404)


@blueprint.route("/offers", methods=["GET", "POST"])
@requires("answer for oneself")
def offers() -> Answer:
    """What have I said I can do?"""
    form, today_ = OffersForm(), today()
    form.show(
        disclosure.my_expertise(reader(), today_),
        disclosure.skill_choices(reader(), today_),
        is_sent=request.method == "POST",
    )
    form.rests_on(_offered(), _offered)
    if form.carries_out(lambda: availability.set_offers(form.command(), reader(), today())):
        flash("What you offer is saved.")
        return redirect(url_for("mine.offers"), 303)
    mine = disclosure.my_offers(reader(), today_)
    form.mention(mine.offers, is_sent=request.method == "POST")
    weeks = disclosure.my_weeks(reader(), today_)
    calendar = WeeksForm(formdata=None)
    calendar.offer(weeks)
    context = {"mine": mine, "weeks": weeks, "calendar": calendar, "homes": disclosure.my_homes(reader(), today_)}
    return render_template("mine/offers.html", form=form, today=today_, **context), form.answer_code


def _offered() -> object:
    """What the reader offers and knows: what the form about it saves over."""
    return disclosure.my_offers(reader(), today()).offers, disclosure.my_expertise(reader(), today())


@blueprint.route("/leave/new", methods=["GET", "POST"])
@requires("answer for oneself")
def add_leave() -> Answer:
    """Mark a time away."""
    form = LeaveForm()
    if form.carries_out(lambda: availability.add_leave(form.command(), reader(), today())):
        flash("Your time away is marked.")
        return redirect(url_for("mine.offers"), 303)
    return render_template("mine/add_leave.html", form=form), form.answer_code


@blueprint.post("/leave/<leave_id>/remove")
@requires("answer for oneself")
def remove_leave(leave_id: str) -> Answer:
    """Take back a time away."""
    availability.remove_leave(RemoveLeave(leave_id), reader(), today())
    flash("That time away is taken back.")
    return redirect(url_for("mine.offers"), 303)


@blueprint.app_template_filter()
def tie_readers(tie: InterestView) -> str:
    """Who reads a declared tie beside the person, in words."""
    if is_public(tie):
        return "Anybody: it is in the public part of the register"
    if tie.kind in PRIVATE:
        return "Coordinators and the Ofsted liaison, and only that there is such a tie and whether it still holds"
    return "Coordinators and the Ofsted liaison"


@blueprint.get("/declarations", endpoint="declarations")
@requires("answer for oneself")
def declarations_page() -> Answer:
    """Am I tied to any council?"""
    mine = disclosure.my_declarations(reader(), today())
    seen = carried(mine.interests)
    return render_template("mine/declarations.html", mine=mine, today=today(), seen=seen)


def _declared() -> object:
    """The ties that a signature is set under."""
    return disclosure.my_declarations(reader(), today()).interests


@blueprint.get("/declarations/councils")
@requires("answer for oneself")
def stands() -> Answer:
    """Which councils am I clear of?"""
    mine = disclosure.my_stands(reader(), today())
    asked = {"q": asked_text("q"), "state": asked_text("state")}
    shown = stands_matching(mine.stands, asked["q"], asked["state"], by_person=False)
    return render_template("mine/stands.html", mine=mine, paging=page_of(shown), asked=asked, today=today())


@blueprint.post("/declarations/nothing-more")
@requires("answer for oneself")
def nothing_more() -> Answer:
    """Sign the declaration as it stands."""
    click(lambda: declarations.declare_nothing_more(reader(), today()), _declared, url_for("mine.declarations"))
    flash("Your declaration is signed, for twelve months from today.")
    return redirect(url_for("mine.declarations"), 303)


@blueprint.route("/declarations/new", methods=["GET", "POST"])
@requires("answer for oneself")
def declare() -> Answer:
    """Declare a tie."""
    form = TieForm(disclosure.authority_choices(), named=asked_text("council"))
    if form.carries_out(lambda: declarations.declare_interest(form.command(), reader(), today())):
        flash("The tie is declared, and your declaration signed for twelve months.")
        return redirect(url_for("mine.declarations"), 303)
    return render_template("mine/declare.html", form=form), form.answer_code


def _own_tie(interest_id: str) -> InterestView | None:
    """One of the reader's own ties, as it is declared."""
    mine = disclosure.my_declarations(reader(), today())
    return next((one for one in mine.interests if one.id == interest_id), None)


@blueprint.route("/declarations/<interest_id>/end", methods=["GET", "POST"])
@requires("answer for oneself")
def end_tie(interest_id: str) -> Answer:
    """Say when a tie ended."""
    tie = _own_tie(interest_id) or abort(404)
    form = EndTieForm()
    form.rests_on(tie, lambda: _own_tie(interest_id))
    if form.carries_out(lambda: declarations.end_interest(form.command(interest_id), reader(), today())):
        flash("The end of the tie is noted.")
        return redirect(url_for("mine.declarations"), 303)
    return render_template("mine/end_tie.html", form=form, tie=tie), form.answer_code
