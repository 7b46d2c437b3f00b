"""Which lessons come back: by hand, and by brute force over everything that could be."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from peerinspect.domain.recurrence import Found, Recurrence, Sent, recurrences

DAY = date(2024, 12, 20)


def found(lesson: str, review: str, began: int, *themes: str, boards: tuple[str, ...] = ("own",)) -> Found:
    began_on = DAY + timedelta(days=began)
    return Found(lesson, review, began_on, began_on + timedelta(days=180), frozenset(themes), frozenset(boards))


def sent(lesson: str, board: str, day: int, *, done: bool = False, not_here: bool = False) -> Sent:
    return Sent(lesson, board, DAY + timedelta(days=day), done, not_here)


def of(theme: str, lines: list[Recurrence]) -> Recurrence:
    return next(line for line in lines if line.theme == theme)


FIRST = found("first", "r1", -400, "neglect", boards=("elsewhere",))
AGAIN = found("again", "r2", 0, "neglect", "voice")


def test_a_board_that_had_been_sent_the_theme_finds_it_again() -> None:
    line = of("neglect", recurrences([FIRST, AGAIN], [sent("first", "own", -1)]))
    assert (line.reviews, line.boards_sent, line.boards_again, line.reviews_again) == (2, 1, 1, 1)


def test_what_was_sent_on_the_day_the_review_began_came_too_late() -> None:
    line = of("neglect", recurrences([FIRST, AGAIN], [sent("first", "own", 0)]))
    assert (line.boards_again, line.reviews_again) == (0, 0)


def test_another_board_s_knowledge_another_theme_and_the_review_itself_count_nothing() -> None:
    elsewhere = recurrences([FIRST, AGAIN], [sent("first", "elsewhere", -100)])
    assert of("neglect", elsewhere).boards_again == 0
    assert of("voice", recurrences([FIRST, AGAIN], [sent("first", "own", -100)])).boards_again == 0
    # Its own finding was sent before it "began": a day entered wrongly does not make a review its own forerunner.
    assert of("neglect", recurrences([AGAIN], [sent("again", "own", -5)])).boards_again == 0


def test_a_year_and_region_narrow_what_was_found_and_not_what_had_been_sent() -> None:
    lines = recurrences([FIRST, AGAIN], [sent("first", "own", -100)], frozenset({"again"}))
    line = of("neglect", lines)
    assert (line.reviews, line.boards_sent, line.boards_again) == (1, 0, 1)


def test_what_does_not_apply_is_no_action_owed() -> None:
    told = [sent("first", "a", 1, done=True), sent("first", "b", 1), sent("first", "c", 1, not_here=True)]
    line = of("neglect", recurrences([FIRST], told))
    assert (line.to_act, line.done, line.done_share) == (2, 1, 50)
    nothing = of("neglect", recurrences([FIRST], [sent("first", "c", 1, not_here=True)]))
    assert nothing.done_share is None


def brute(all_found: list[Found], all_sent: list[Sent], theme: str) -> tuple[int, int, int, int, int, int]:
    """Every pair of findings and every sending, looked at one by one."""
    on_it = [each for each in all_found if theme in each.themes]
    boards_again, reviews_again = set(), set()
    for late, early, posted in product(on_it, on_it, all_sent):
        if posted.lesson != early.lesson or early.review == late.review or posted.sent_on >= late.began_on:
            continue
        if posted.board in late.boards:
            boards_again.add(posted.board)
            reviews_again.add(late.review)
    posts = [each for each in all_sent if each.lesson in {one.lesson for one in on_it}]
    applying = [each for each in posts if not each.is_not_here]
    return (
        len({each.review for each in on_it}),
        len({each.board for each in posts}),
        len(boards_again),
        len(reviews_again),
        len(applying),
        len([each for each in applying if each.is_done]),
    )


THEMES, BOARDS, REVIEWS = ("neglect", "voice", "plans"), ("a", "b", "c"), ("r1", "r2", "r3", "r4")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Found], list[Sent]]:
    began = {review: draw(st.integers(0, 12)) for review in REVIEWS}
    boards = {review: draw(st.frozensets(st.sampled_from(BOARDS), min_size=1)) for review in REVIEWS}
    lessons = [
        found(str(number), review, began[review], *draw(st.sets(st.sampled_from(THEMES))), boards=tuple(boards[review]))
        for number, review in enumerate(draw(st.lists(st.sampled_from(REVIEWS), max_size=6)))
    ]
    ids = [each.lesson for each in lessons] or ["none"]
    pairs = draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(BOARDS)), max_size=10))
    posts = [
        sent(lesson, board, draw(st.integers(-2, 14)), done=draw(st.booleans()), not_here=draw(st.booleans()))
        for lesson, board in sorted(pairs)
    ]
    return lessons, posts


@given(worlds())
def test_counts_like_brute_force(world: tuple[list[Found], list[Sent]]) -> None:
    all_found, all_sent = world
    lines = recurrences(all_found, all_sent)
    assert {line.theme for line in lines} == {theme for each in all_found for theme in each.themes}
    for line in lines:
        counted = (line.reviews, line.boards_sent, line.boards_again, line.reviews_again, line.to_act, line.done)
        assert counted == brute(all_found, all_sent, line.theme)
    assert [line.reviews for line in lines] == sorted((line.reviews for line in lines), reverse=True)
