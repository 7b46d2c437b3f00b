"""What a finding may not say, what a list shows of it, and by when a board answers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerinspect.services.bank_holidays import is_working_day
from peerinspect.services.lessons.deadlines import acknowledge_by, is_overdue
from peerinspect.services.lessons.marking import excerpt, pieces_of
from peerinspect.services.lessons.particulars import BORN, NAMED, NUMBER, particulars_in
from peerinspect.services.views.lessons import Piece
from peerinspect.store.searching import BEGINS, ENDS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The child was born on 3 May 2019.", BORN),
        ("Born in March 2019, the child", BORN),
        ("born 03/05/2019", BORN),
        ("Date of birth: not given", BORN),
        ("DOB 03/05/2019", BORN),
        ("d.o.b. 2019", BORN),
        ("NHS 943 476 5919 was on the form", NUMBER),
        ("9434765919", NUMBER),
        ("943-476-5919", NUMBER),
        ("A boy called Anon was seen", NAMED),
        ("The mother, named Jane, said", NAMED),
        ("the child is known as “Bee”", NAMED),
        # What stays allowed: it names nobody.
        ("The child was born into care, and nobody was born lucky.", ""),
        ("A child born prematurely; the unborn child was not discussed.", ""),
        ("Telephone 943 476 5918 was not answered", ""),
        ("The strategy meeting of 12 March 2019 was called off.", ""),
        ("The mother called the police. The child called out.", ""),
        ("A child called at the office", ""),
        ("", ""),
    ],
)
def test_what_can_clearly_be_told_apart_is_refused_and_nothing_else(text: str, told: str) -> None:
    assert particulars_in(text) == told


@pytest.mark.parametrize(
    ("sent_on", "working_days", "due"),
    [
        # Counted by hand in the calendars of England: Christmas Day 2026 is a Friday, the 28th a substitute day.
        (date(2026, 12, 23), 1, date(2026, 12, 24)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 24), 3, date(2026, 12, 31)),
        (date(2026, 12, 24), 4, date(2027, 1, 4)),
        (date(2026, 12, 25), 1, date(2026, 12, 29)),
        # Good Friday 3 and Easter Monday 6 April 2026.
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        # Thirty of them over Christmas 2025: 24 December is the 5th working day from 17 December ...
        (date(2025, 12, 17), 5, date(2025, 12, 24)),
        (date(2025, 12, 17), 6, date(2025, 12, 29)),
        (date(2025, 12, 17), 8, date(2025, 12, 31)),
        (date(2025, 12, 17), 9, date(2026, 1, 2)),
        (date(2025, 12, 17), 30, date(2026, 2, 2)),
    ],
)
def test_deadlines_pass_over_weekends_and_bank_holidays(sent_on: date, working_days: int, due: date) -> None:
    assert acknowledge_by(sent_on, working_days) == due


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_thirty_working_days_lie_between_counted_one_by_one(sent_on: date) -> None:
    due = acknowledge_by(sent_on)
    days = [sent_on + timedelta(days=number) for number in range(1, (due - sent_on).days + 1)]
    assert sum(is_working_day(day) for day in days) == 30
    assert is_working_day(due)


def test_the_last_day_is_in_time_and_what_was_acknowledged_is_never_overdue() -> None:
    due = date(2026, 2, 2)
    assert not is_overdue(due, None, due)
    assert is_overdue(due, None, due + timedelta(days=1))
    assert not is_overdue(due, due + timedelta(days=9), due + timedelta(days=10))


def test_marked_texts_fall_into_pieces_and_stray_marks_fall_away() -> None:
    assert pieces_of(f"a {BEGINS}b{ENDS} c") == (Piece("a "), Piece("b", True), Piece(" c"))
    assert pieces_of(f"{ENDS}a{BEGINS}b") == (Piece("ab"),)
    assert pieces_of("") == ()


@given(st.text(alphabet=f"ab <&{BEGINS}{ENDS}", max_size=30))
def test_pieces_hold_the_whole_text_and_no_mark(text: str) -> None:
    joined = "".join(piece.text for piece in pieces_of(text))
    assert joined == text.replace(BEGINS, "").replace(ENDS, "")


def test_an_excerpt_shows_the_first_match() -> None:
    long = "word " * 200
    shown = excerpt(pieces_of(f"{long}{BEGINS}visit{ENDS} {long}"), 100)
    assert any(piece.is_match for piece in shown)
    assert shown[0] == Piece("… ") and shown[-1] == Piece(" …")
    assert excerpt(pieces_of("short"), 100) == (Piece("short"),)


@given(st.lists(st.tuples(st.text("ab ", max_size=40), st.booleans()), max_size=8), st.integers(20, 120))
def test_an_excerpt_never_grows_and_keeps_the_order(parts: list[tuple[str, bool]], longest: int) -> None:
    pieces = [Piece(text, is_match) for text, is_match in parts if text]
    whole = "".join(piece.text for piece in pieces)
    shown = [piece for piece in excerpt(pieces, longest) if piece.text not in ("… ", " …")]
    told = "".join(piece.text for piece in shown)
    assert told == whole if len(whole) <= longest else len(told) <= longest
    place = 0
    for piece in shown:
        place = whole.index(piece.text, place) + len(piece.text)
