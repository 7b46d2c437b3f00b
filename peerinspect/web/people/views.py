"""The register of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from peerinspect.services import disclosure, on_behalf, people
from peerinspect.services.on_behalf import RemoveLeaveFor
from peerinspect.services.views import Choice, ConsentView, MailTrouble, PersonRecord, PostView
from peerinspect.web import words
from peerinspect.web.access import may, requires
from peerinspect.web.changing import Change, Tried, as_shown, carry_out
from peerinspect.web.clock import now, today
from peerinspect.web.fields import CouncilName, OneOf
from peerinspect.web.paging import asked_number, page_cut
from peerinspect.web.people.changes import OF_PERSON, OF_POST, WITHDRAW
from peerinspect.web.people.forms import RegisterPersonForm
from peerinspect.web.people.presenters import DUE, OTHERS, asked_for, post_bars, stand_spots
from peerinspect.web.pictures import draw_bars, draw_stands
from peerinspect.web.session import reader

blueprint = Blueprint("people", __name__, url_prefix="/people")
Answer = Response | str | tuple[str, int]


@blueprint.get("/")
@requires("see people")
def listing() -> Answer:
    """Whom do we have?"""
    asked = asked_for()
    found = disclosure.people(reader(), today(), asked, asked_number("page"))
    return render_template(
        "people/listing.html",
        found=found,
        paging=page_cut(found.cut),
        asked=asked,
        is_narrowed=asked != type(asked)(),
        due=DUE,
        others=OTHERS,
        may_register=may("register people"),
        corrections=disclosure.corrections_waiting(reader()) if may("change people") else 0,
    )


@blueprint.get("/<person_id>")
@requires("open a person")
def page(person_id: str) -> Answer:
    """Who is this, what can they do, what bars them?"""
    person = disclosure.person(reader(), person_id, today())
    title = f"The posts of {person.line.name}"
    return render_template(
        "people/page.html",
        person=person,
        counts={state: sum(one.state == state for one in person.stands) for state in words.STANDS},
        posts_picture=draw_bars("posts", post_bars(person.posts, today()), today(), title),
        map_picture=draw_stands(stand_spots(person.stands), f"Where {person.line.name} could go"),
        account=disclosure.account_of_person(reader(), person_id, now()) if may("change people") else None,
        troubles=_mail_troubles(person_id),
        evaluations=disclosure.evaluations_of(reader(), person_id, today()),
        **_may(),
    )


def _mail_troubles(person_id: str) -> list[MailTrouble]:
    """The accounts of the person that mail comes back from, for who can mend them."""
    if not may("mend addresses"):
        return []
    return [each for each in disclosure.mail_troubles(reader(), today()) if each.person_id == person_id]


def _may() -> dict[str, bool]:
    """What the page leads the reader to."""
    return {
        "sees_people": may("see people"),
        "keeps_register": may("keep the register"),
        "changes": may("change people"),
        "sees_history": may("see histories"),
    }


@blueprint.get("/<person_id>/history")
@requires("see histories")
def history(person_id: str) -> Answer:
    """What happened to this record, when, by whom?"""
    found = disclosure.history_of(reader(), "person", person_id, asked_number("page"), today())
    name = disclosure.person_name(reader(), person_id, today())
    return render_template("people/history.html", paging=page_cut(found), name=name, person_id=person_id)


@blueprint.route("/new", methods=["GET", "POST"])
@requires("register people")
def register() -> Answer:
    """Register a person."""
    form = RegisterPersonForm(disclosure.authority_choices(), disclosure.skill_choices(reader(), today()))
    if form.carries_out(lambda: people.register_person(form.command(), reader(), today())):
        flash(f"{form.name.data} is on the register.")
        return redirect(url_for("people.listing", q=form.name.data), 303)
    return render_template("people/register.html", form=form), form.answer_code


@blueprint.route("/<person_id>/change/<what>", methods=["GET", "POST"])
@requires("change people")
def change(person_id: str, what: str) -> Answer:
    """Change one fact about a person."""
    person = disclosure.person_record(reader(), person_id, today())
    return _changed(person, person, OF_PERSON.get(what) or abort(404))


@blueprint.route("/<person_id>/posts/<int:post_id>/<what>", methods=["GET", "POST"])
@requires("change people")
def change_post(person_id: str, post_id: int, what: str) -> Answer:
    """End, correct or take off a post."""
    person = disclosure.person_record(reader(), person_id, today())
    post = next((one for one in person.posts if one.id == post_id), None) or abort(404)
    return _changed(person, post, OF_POST.get(what) or abort(404), post_id)


@blueprint.route("/<person_id>/consents/<int:consent_id>/withdraw", methods=["GET", "POST"])
@requires("change people")
def withdraw_consent(person_id: str, consent_id: int) -> Answer:
    """Take a consent back, as a letter says."""
    person = disclosure.person_record(reader(), person_id, today())
    consent = next((one for one in person.consents if one.id == consent_id), None) or abort(404)
    return _changed(person, consent, WITHDRAW, consent_id)


@blueprint.post("/<person_id>/away/<leave_id>/remove")
@requires("change people")
def remove_away(person_id: str, leave_id: str) -> Answer:
    """Take back a time away that was written down for somebody."""
    on_behalf.remove_leave_for(RemoveLeaveFor(person_id, leave_id), reader(), today())
    flash("That time away is taken back.")
    return redirect(url_for("people.page", person_id=person_id), 303)


def _changed(person: PersonRecord, thing: Any, found: Change, *ids: int) -> Answer:
    """A form about one fact: carried out, shown with what it would do, or with what is wrong."""
    form = found.form()
    _offer(form, person)
    form.fit(thing)
    if request.method == "GET":
        form.show(thing)
    id_ = person.id
    form.rests_on(*_footing(found, person, thing, ids), id_)
    use_case: Callable[[], object] = lambda: found.use_case(form.command(id_, *ids), reader(), today())  # noqa: E731
    tried = carry_out(form, use_case, people=[id_], reaching=_reached(form))
    if tried.is_done:
        flash(found.told)
        return redirect(url_for("people.page", person_id=id_), 303)
    return _shown(person, thing, found, form, tried), form.answer_code


def _footing(found: Change, person: PersonRecord, thing: Any, ids: Sequence[int]) -> tuple[Any, Callable[[], Any]]:
    """What the form saves over: a post or consent as a whole; of the person, what the form shows."""

    def sight(record: PersonRecord) -> Any:
        if thing is person:
            return as_shown(found.form, record)
        kept: Sequence[PostView | ConsentView] = (*record.posts, *record.consents)
        return next((one for one in kept if type(one) is type(thing) and one.id in ids), None)

    return sight(person), lambda: sight(disclosure.person_record(reader(), person.id, today()))


def _reached(form: Any) -> list[str]:
    """The council that the form names, if any: the person comes to touch its people's work."""
    field = getattr(form, "authority", None)
    return [field.data] if field is not None and field.data else []


def _shown(person: PersonRecord, thing: Any, found: Change, form: Any, tried: Tried) -> str:
    name = "changes/check.html" if tried.effects else "people/change.html"
    trail = [
        {"text": "People", "href": url_for("people.listing")},
        {"text": person.name, "href": url_for("people.page", person_id=person.id)},
    ]
    context = {"form": form, "found": found, "tried": tried, "trail": trail}
    return render_template(name, person=person, thing=thing, **context)


def _offer(form: Any, person: PersonRecord) -> None:
    """Set what the form's lists of councils offer: all councils by name, or those of the person's posts."""
    field = getattr(form, "authority", None)
    if isinstance(field, CouncilName):
        field.offer(disclosure.authority_choices())
    elif isinstance(field, OneOf):
        field.offer(_own_councils(person))


def _own_councils(person: PersonRecord) -> Sequence[Choice]:
    """The councils that the person works for, or is about to."""
    lasting = [one for one in person.posts if one.period.end is None or one.period.end >= today()]
    named = {one.authority: one.authority_name for one in lasting}
    return [Choice(code, name) for code, name in sorted(named.items(), key=lambda item: item[1])]
