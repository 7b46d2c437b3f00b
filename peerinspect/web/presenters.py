"""Values in the words of pages: filters and globals for every template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

from flask import Flask

from peerinspect.domain import Period
from peerinspect.services.views import ObjectionView, OwnAccount, Standing, UserLine
from peerinspect.web import words
from peerinspect.web.pictures import LETTERS


def init_app(app: Flask) -> None:
    """Give the templates their words."""
    for present in FILTERS:
        app.add_template_filter(present)
    app.jinja_env.globals.update(words=words, kind_letters=LETTERS)


def day(when: date | None, otherwise: str = "") -> str:
    """A date like 5 October 2026."""
    return f"{when.day} {when:%B %Y}" if when else otherwise


def moment(when: datetime | None) -> str:
    """A moment like "5 October 2026, 9:05am", in the local time of the server; services keep UTC."""
    if when is None:
        return ""
    local = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone()
    return f"{day(local)}, {(local.hour % 12) or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def span(period: Period) -> str:
    """A period like "5 to 16 October 2026"; an open side says so."""
    first, last = period.start, period.end
    if first is None or last is None:
        return _open_span(first, last)
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def _open_span(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "No dates given"
    return f"From {day(first)}" if first else f"Until {day(last)}"


def joined(names: Iterable[str], otherwise: str = "") -> str:
    """Names in a sentence: "Leeds, Hull and York"."""
    listed = list(names)
    if len(listed) < 2:
        return listed[0] if listed else otherwise
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 seat", "3 seats"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount(value: Fraction | float | int | None) -> str:
    """A number as people write it: whole where it is, else to two places; thousands parted by commas."""
    if value is None:
        return "not yet known"
    whole = value == int(value)
    text = f"{abs(int(value)):,}" if whole else f"{abs(float(value)):,.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


def first_upper(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def short_digest(digest: str) -> str:
    """Enough of a digest to compare by eye; the whole of it is in the files."""
    return digest.removeprefix("sha256:")[:12]


def kind(name: str) -> str:
    """What one duty of the kind is called."""
    return words.KIND_NAMES.get(name, name)


def kinds_named(names: Iterable[str]) -> str:
    """Kinds of duty in a sentence: "inspections and case reviews"; all six are all work."""
    wanted = list(names)
    if set(wanted) == set(words.KIND_PLURALS):
        return "all work"
    return joined(words.KIND_PLURALS[name].lower() for name in wanted)


def grade(name: str | None) -> dict[str, str]:
    """A grade as the parameters of a tag."""
    if not name:
        return {"text": "Not known", "classes": "govuk-tag--grey"}
    return {"text": words.GRADES.get(name, name), "classes": f"govuk-tag--{words.GRADE_COLOURS.get(name, 'grey')}"}


def grades(found: Mapping[str, str]) -> str:
    """A judgement's grades in words, the overall one first: "Overall: good; Leadership: outstanding"."""
    known = [area for area in words.AREAS if area in found]
    others = sorted(area for area in found if area not in words.AREAS)
    named = ((words.AREAS.get(area, first_upper(area.replace("-", " "))), found[area]) for area in (*known, *others))
    return "; ".join(f"{area}: {words.GRADES.get(given, given).lower()}" for area, given in named)


def tag(state: str, names: Mapping[str, tuple[str, str]] = words.STATES) -> dict[str, str]:
    """A state as the parameters of a tag."""
    text, colour = names.get(state, (state, "grey"))
    return {"text": text, "classes": f"govuk-tag--{colour}"}


def standing(found: Standing) -> str:
    """How something that runs out stands, in words: "Until 5 October 2026"."""
    if found.until is None:
        return ""
    return f"{'Ran out on' if found.state == 'lapsed' else 'Until'} {day(found.until)}"


def renewal(found: Standing, today: date) -> str:
    """When a declaration of interests is due, and what follows while it is not there."""
    if found.until is None:
        return "Nothing is declared yet. Until it is, nobody can be placed."
    if found.state == "lapsed":
        return f"It ran out on {day(found.until)}. Until it is signed again, nobody can be placed."
    left = (found.until - today).days
    if found.state == "running-out":
        return f"Due by {day(found.until)}, {'today' if left == 0 else 'in ' + counted(left, 'day')}."
    return f"Next due by {day(found.until)}."


def second_factor(account: UserLine | OwnAccount) -> str:
    """How a user's second factor stands, in words."""
    if account.has_factor:
        return "On"
    return "Set up when they next sign in" if account.needs_factor else "Off"


def waivable(objection: ObjectionView) -> str:
    """Who could waive an objection, as a sentence; nothing where nobody could."""
    is_soft = objection.strength == "soft" and objection.waived_by
    return f"Can be waived by {objection.waived_by}." if is_soft else ""


FILTERS = (
    amount,
    counted,
    day,
    first_upper,
    grade,
    grades,
    joined,
    kind,
    kinds_named,
    moment,
    renewal,
    second_factor,
    short_digest,
    span,
    standing,
    tag,
    waivable,
)
