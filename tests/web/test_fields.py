"""The fields of forms: what they read, and what they say when they cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from peerinspect.services.refusal import Refusal
from peerinspect.services.views import Choice
from peerinspect.web.fields import Councils, Day, Line, OneOf, Pick, Skills, Whole
from peerinspect.web.forms import HouseForm


class Sample(HouseForm):
    """One field of each sort."""

    name = Line("Name")
    day = Day("Day")
    number = Whole("Number")
    amount = Whole("Amount", otherwise=7)
    skills = Skills("Skills")
    kind = Pick("Kind", {"a": "The first", "b": "The second"})
    council = OneOf("Council")
    councils = Councils("Councils")

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        choices = [Choice("E1", "Leeds"), Choice("E2", "Hull")]
        self.council.offer(choices)
        self.councils.offer(choices)


@pytest.fixture
def read(bare_pages: Flask) -> Iterator[Callable[..., Sample]]:
    """Read what a browser sent."""
    with ExitStack() as requests:

        def sent(*pairs: tuple[str, str]) -> Sample:
            data = MultiDict([("number", "1"), *pairs])
            requests.enter_context(bare_pages.test_request_context("/", method="POST", data=data))
            form = Sample()
            form.validate()
            for field in form:
                assert str(field())
            return form

        yield sent


def boxes(*values: str) -> list[tuple[str, str]]:
    return [("day", value) for value in values]


class TestDay:
    """Three boxes."""

    @pytest.mark.parametrize("values", [("5", "10", "2026"), ("05", "10", "2026"), (" 5", "October", "2026 ")])
    def test_reads_a_date(self, read, values: tuple[str, ...]) -> None:
        form = read(*boxes(*values))
        assert (form.day.data, list(form.day.errors)) == (date(2026, 10, 5), [])

    @pytest.mark.parametrize("values", [(), ("", "", ""), ("",)])
    def test_may_be_left_empty(self, read, values: tuple[str, ...]) -> None:
        form = read(*boxes(*values))
        assert (form.day.data, list(form.day.errors)) == (None, [])

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            (("5", "", "2026"), "The date must include a month"),
            (("", "", "2026"), "The date must include a day and a month"),
            (("31", "2", "2026"), "Enter a real date, like 5 10 2026"),
            (("5", "10", "26"), "Enter a real date, like 5 10 2026"),
            (("5", "10", "999999"), "Enter a real date, like 5 10 2026"),
            (("31", "12", "1899"), "Enter a real date, like 5 10 2026"),
            (("1", "1", "2199"), "Enter a real date, like 5 10 2026"),
            (("x", "y", "z"), "Enter a real date, like 5 10 2026"),
            (("5",), "The date must include a month and a year"),
        ],
    )
    def test_says_what_is_wrong(self, read, values: tuple[str, ...], message: str) -> None:
        form = read(*boxes(*values))
        assert list(form.day.errors) == [message]
        assert form.summary() == [{"text": message, "href": "#day-day"}]

    def test_more_boxes_than_there_are_change_nothing(self, read) -> None:
        assert read(*boxes("5", "10", "2026", "7", "8")).day.data == date(2026, 10, 5)


class TestWords:
    """What no problem file can hold is refused at once: one such word would stop every search."""

    @pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\x85b", "a\u2028b", "\u202eab"])
    def test_refuses_signs_that_nobody_can_see(self, read, text: str) -> None:
        form = read(("name", text), ("skills", f"reading, {text}"))
        assert list(form.name.errors) == ["Use letters, digits, spaces and signs only"]
        assert list(form.skills.errors) == ["Use letters, digits, spaces and signs only"]

    @pytest.mark.parametrize("text", ["Siân O’Hara-Łukasz", "李雷", "<b>", "a  b"])
    def test_takes_what_people_are_called(self, read, text: str) -> None:
        form = read(("name", text), ("skills", text))
        assert (form.name.data, form.skills.data, form.name.errors, form.skills.errors) == (text, (text,), [], [])


class TestWhole:
    """A whole number."""

    @pytest.mark.parametrize(("text", "number"), [("3", 3), (" 12 ", 12), ("0", 0)])
    def test_reads_it(self, read, text: str, number: int) -> None:
        assert read(("amount", text)).amount.data == number

    def test_left_empty_it_is_what_was_agreed(self, read) -> None:
        assert read(("amount", "")).amount.data == 7

    @pytest.mark.parametrize("text", ["-1", "1.5", "1e3", "²", "1234567890", "x"])
    def test_refuses_what_is_none_and_shows_it_again(self, read, text: str) -> None:
        form = read(("amount", text))
        assert list(form.amount.errors) == ["Enter a whole number, like 10"]
        assert f'value="{text}"' in str(form.amount())


class TestChoices:
    """Lists."""

    def test_takes_what_is_on_the_list(self, read) -> None:
        form = read(("kind", "b"), ("council", "E2"), ("councils", "E1"), ("councils", "E2"), ("councils", "E1"))
        assert (form.kind.data, form.council.data, form.councils.data) == ("b", "E2", ("E1", "E2"))

    @pytest.mark.parametrize("value", ["", "E9", "<script>"])
    def test_drops_what_is_not(self, read, value: str) -> None:
        form = read(("kind", value), ("council", value), ("councils", value))
        assert (form.kind.data, form.council.data, form.councils.data) == ("", "", ())

    def test_nothing_sent_is_nothing_chosen(self, read) -> None:
        form = read()
        assert (form.kind.data, form.council.data, form.councils.data) == ("", "", ())

    def test_every_council_chosen_is_shown_again(self, read) -> None:
        text = str(read(("councils", "E1"), ("councils", "E2")).councils())
        assert text.count(" selected") == 2
        assert "<details" in text
        assert " open" in text


class TestText:
    """Lines and skills."""

    def test_a_line_loses_the_spaces_around_it(self, read) -> None:
        assert read(("name", "  Ann  ")).name.data == "Ann"

    def test_a_line_has_an_end(self, read) -> None:
        assert list(read(("name", "x" * 501)).name.errors) == ["Keep this to 500 characters"]

    def test_skills_are_parted_by_commas(self, read) -> None:
        assert read(("skills", "finance,, early help ,finance")).skills.data == ("finance", "early help")

    def test_what_people_write_is_escaped(self, read) -> None:
        assert "<b>" not in str(read(("name", "<b>")).name())


class TestRefusals:
    """Where a use case's messages land."""

    def test_beside_their_fields_and_in_the_order_of_the_page(self, read) -> None:
        form = read()
        form.refuse(Refusal({"council": "Choose a council", "name": "Enter a name"}))
        assert form.summary() == [
            {"text": "Enter a name", "href": "#name"},
            {"text": "Choose a council", "href": "#council"},
        ]
        assert "Enter a name" in str(form.name())

    def test_what_concerns_no_field_leads_the_summary(self, read) -> None:
        form = read()
        form.refuse(
            Refusal({"": "A search is running already", "elsewhere": "Not on this page", "name": "Enter a name"})
        )
        assert [line["text"] for line in form.summary()] == [
            "A search is running already",
            "Not on this page",
            "Enter a name",
        ]
        assert (form.is_refused, form.answer_code) == (True, 400)
