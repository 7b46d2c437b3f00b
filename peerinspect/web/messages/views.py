"""One's own messages, everybody's for the administrator, and addresses that failed or changed."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure
from peerinspect.services.notices import addressing
from peerinspect.web import session, words
from peerinspect.web.access import may, requires
from peerinspect.web.clock import now, today
from peerinspect.web.forms import Confirm
from peerinspect.web.messages.forms import AddressForm, OwnAddressForm
from peerinspect.web.paging import asked_number, asked_text, page_cut

blueprint = Blueprint("messages", __name__, url_prefix="/messages")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("look after one's account")
def mine() -> Answer:
    """What have I been told?"""
    reader = session.reader()
    paging = page_cut(disclosure.my_messages(reader, asked_number("page")))
    return render_template("notices/mine.html", paging=paging, rhythm=disclosure.own_rhythm(reader))


@blueprint.get("/all")
@requires("see what is sent")
def listing() -> Answer:
    """What was sent to whom, and what did not arrive?"""
    asked = {name: asked_text(name) for name in ("state", "kind", "who")}
    found = disclosure.messages(session.reader(), **asked, page=asked_number("page"), today=today())
    context = {
        "paging": page_cut(found),
        "asked": asked,
        "kinds": disclosure.kinds_of_messages().items(),
        "states": [(name, words.STATES[f"mail-{name}"][0]) for name in words.MAIL_STATES],
        "troubles": disclosure.mail_troubles(session.reader(), today()),
        "has_server": bool(current_app.config.get("MAIL_SERVER")),
    }
    return render_template("notices/listing.html", **context)


@blueprint.post("/all/<message_id>/again")
@requires("see what is sent")
def again(message_id: str) -> Answer:
    """Try a message again."""
    addressing.send_again(message_id, session.reader(), today(), now())
    flash("The message is tried again.")
    return redirect(url_for("messages.listing"), 303)


@blueprint.route("/addresses/<user_id>", methods=["GET", "POST"])
@requires("mend addresses")
def address(user_id: str) -> Answer:
    """Where can this person be reached?"""
    reader, form = session.reader(), AddressForm()
    found = disclosure.address_to_mend(reader, user_id, today())
    if form.carries_out(lambda: addressing.ask_address(form.command(user_id), reader, today(), now())):
        flash("A message with a link goes to the new address. It counts once they have opened the link.")
        return redirect(_after_mending(), 303)
    return render_template("notices/address.html", form=form, found=found), form.answer_code


@blueprint.post("/addresses/<user_id>/again")
@requires("mend addresses")
def address_again(user_id: str) -> Answer:
    """Try the address again."""
    addressing.try_address_again(user_id, session.reader(), today(), now())
    flash("What had come back is sent again to the same address.")
    return redirect(_after_mending(), 303)


@blueprint.route("/own-address", methods=["GET", "POST"])
@requires("look after one's account")
def own_address() -> Answer:
    """Where can I be reached?"""
    reader, form = session.reader(), OwnAddressForm()
    found = disclosure.address_to_mend(reader, reader.user_id, today())
    if form.carries_out(lambda: addressing.ask_address(form.command(reader.user_id), reader, today(), now())):
        flash("A message with a link goes to the new address. Open the link there to confirm it.")
        return redirect(url_for("own_account.page"), 303)
    return render_template("notices/own_address.html", form=form, found=found), form.answer_code


@blueprint.route("/address/<secret>", methods=["GET", "POST"])
@requires("sign in")
def confirm(secret: str) -> Answer:
    """Is this my new address?"""
    reader, form = session.reader(), Confirm()
    found = disclosure.address_to_confirm(reader, secret, now())
    if found.needs_sign_in and not reader.is_signed_in:
        return redirect(url_for("account.sign_in", next=url_for("messages.confirm", secret=secret)), 303)
    if form.carries_out(lambda: addressing.confirm_address(secret, reader, now())):
        flash("Your new address is confirmed. Sign in with it from now on.")
        return redirect(url_for("own_account.page" if reader.is_signed_in else "account.sign_in"), 303)
    return render_template("notices/confirm.html", form=form, found=found), form.answer_code


def _after_mending() -> str:
    """Where the reader sees which addresses are still to be mended."""
    return url_for("messages.listing") if may("see what is sent") else url_for("home.attention", key="addresses-failed")
