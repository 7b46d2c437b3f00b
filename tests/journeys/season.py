"""What a coordinator does in a season."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import openpyxl
from planner import watch
from playwright.sync_api import expect
from scene import COORDINATOR, Scene
from tables import choose, downloaded
from test_keyboard import step_to
from visitor import Visitor

HOMES = (
    "Hartlepool", "Darlington", "Warrington", "North Lincolnshire", "Derby", "Leicester", "Telford and Wrekin",
    "Torbay", "Swindon", "Peterborough", "Thurrock", "Bracknell Forest", "West Berkshire", "Portsmouth",
    "Isle of Wight", "County Durham", "Cornwall", "Wiltshire", "Bedford", "Northumberland", "Dorset", "North Yorkshire",
    "Somerset", "Bolton", "Salford", "Stockport", "Barnsley", "Rotherham", "North Tyneside", "South Tyneside",
)  # fmt: skip
"""Councils that lend their directors, who are all invented."""
INSPECTED = (
    "Barking and Dagenham", "Birmingham", "Blackburn with Darwen", "Blackpool", "Bradford", "Brighton and Hove", "Bury",
    "Calderdale", "Cambridgeshire", "Devon", "Doncaster", "Dudley", "Ealing", "East Riding of Yorkshire",
    "Gloucestershire", "Hackney", "Halton", "Havering", "Herefordshire", "Hounslow", "Kirklees", "Knowsley", "Lambeth",
    "Lewisham", "Liverpool", "Luton", "Manchester", "Middlesbrough", "Milton Keynes", "Norfolk", "Nottingham", "Oldham",
    "Oxfordshire", "Plymouth", "Reading", "Redcar and Cleveland", "Rochdale", "Rutland", "Sandwell", "Sefton",
)  # fmt: skip
A_WEEK = 4
"""Inspections that begin in one week."""
CLEAR = (2, 3, 6, 9, 10, 11)
"""Months whose Mondays are seldom bank holidays."""
WRONG = {"Council": "Leedz", "First day in post": "2023-13-01", "Training": "expert"}
"""What three rows have wrong, a column each."""


def bring_people_in(scene: Scene) -> None:
    """A workbook with three wrong rows is refused whole; mended, it comes in."""
    cora = scene.visitor(COORDINATOR)
    cora.reads("The way to your first roster")
    cora.follow("Bring people in")
    template = downloaded(cora, "XLSX, with notes")
    rows = [_person(number, council) for number, council in enumerate(HOMES)]
    slips = [{**row, column: slip} for row, (column, slip) in zip(rows, WRONG.items(), strict=False)]
    choose(cora, _filled(template, "People", [*slips, *rows[len(slips) :]]))
    cora.reads("3 rows must be mended before anything can be imported")
    cora.press("Choose the mended file")
    choose(cora, _filled(template, "People", rows))
    cora.reads(f"{len(HOMES)} rows added if you confirm")
    cora.press("Import these rows")
    cora.reads("The file is imported")
    cora.close()


def _person(number: int, council: str) -> dict[str, str]:
    today = date.today()
    return {
        "Name": f"Madeup Person {number:02d}",
        "Council": council,
        "Post": "director",
        "How the post is held": "substantive",
        "First day in post": "2023-09-01",
        "Training": "authorised",
        "Vetted on": str(today - timedelta(days=90)),
        "Days a year: inspections": "10",
        "Declaration signed on": str(today - timedelta(days=30)),
        "Consent from": str(today),
        "Consent until": str(today + timedelta(days=1000)),
    }


def bring_judgements_in(scene: Scene) -> None:
    """The latest judgements of the councils that lend people: what the tables come with is a few years old."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/import/authorities")
    content = downloaded(cora, "what is on the register now")
    on, published = date.today() - timedelta(days=120), date.today() - timedelta(days=60)
    grades = dict.fromkeys(("Overall", "Leadership", "Help and protection"), "good")
    rows = [
        {"Code": code, "Name": name, "Framework": "ILACS", "Inspected on": str(on), "Published on": str(published)}
        | grades
        for code, name in _councils(content)
        if name in HOMES
    ]
    choose(cora, _filled(downloaded(cora, "XLSX, with notes"), "Councils", rows))
    cora.press("Import these rows")
    cora.reads("The file is imported")
    cora.close()


def _councils(content: bytes) -> Iterator[tuple[str, str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    for row in islice(sheet.iter_rows(values_only=True), 1, None):
        yield str(row[0]), str(row[1])


def _filled(template: bytes, sheet: str, rows: list[dict[str, str]]) -> bytes:
    """The template's sheet with rows under its headings, each value in the column of its name."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    heads = [str(cell.value) for cell in book[sheet][1]]
    for row in rows:
        assert row.keys() <= set(heads), f"{row.keys() - set(heads)} not in {heads}"
        book[sheet].append([row.get(head) for head in heads])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def mondays() -> Iterator[date]:
    """Weeks in which inspections can begin, ten weeks from now and later."""
    monday = date.today() + timedelta(days=-date.today().weekday(), weeks=10)
    while True:
        if monday.month in CLEAR and (monday + timedelta(days=4)).month in CLEAR:
            yield monday
        monday += timedelta(weeks=1)


def schedule_the_inspections(scene: Scene) -> None:
    """Forty, four a week, each from the form that the calendar leads to."""
    cora = scene.visitor(COORDINATOR)
    for place, monday in zip(range(0, len(INSPECTED), A_WEEK), mondays(), strict=False):
        cora.page.goto(f"{cora.address}/inspections/new?date={monday}")
        for council in INSPECTED[place : place + A_WEEK]:
            _register(cora, council, monday)
    cora.open("/inspections/")
    cora.close()


def _register(cora: Visitor, council: str, monday: date) -> None:
    group = cora.page.get_by_role("group", name="Council to be inspected")
    group.locator("select").first.select_option(label=council)
    cora.date("First day on site", monday)
    cora.pick("Announced: everybody may know")
    cora.page.get_by_role("button", name="Register it, then another in the same week").click()
    cora.reads("The inspection is registered.")


def go(cora: Visitor, name: str) -> None:
    """Take a step: with the keyboard alone where scripts are on, else by pressing what is called so."""
    if not cora.with_scripts:
        cora.page.locator("main").get_by_text(name, exact=True).first.click()
        return cora.examine()
    step_to(cora.page, name)
    with cora.page.expect_navigation():
        cora.page.keyboard.press("Enter")
    cora.examine()


def search_for_a_roster(scene: Scene) -> str:
    """Every seat is filled, and nobody has to waive anything. The draft's address."""
    cora = scene.visitor(COORDINATOR)
    go(cora, "Search for the best roster")
    go(cora, "Start the search")
    watch(scene, cora)
    go(cora, "Read the draft")
    cora.reads("Best possible roster, proven")
    cora.reads(f"{len(INSPECTED)} of {len(INSPECTED)} seats filled")
    draft = cora.page.url.removeprefix(cora.address)
    cora.close()
    return draft


def pin_one(scene: Scene, draft: str) -> str:
    """The first of the list stays, come what may. The name of somebody else of the list, who is to leave."""
    cora = scene.visitor(COORDINATOR)
    cora.open(f"{draft}/people")
    names = cora.page.locator("main table tbody th a").all_inner_texts()
    cora.page.get_by_role("link", name=re.compile(f"^Change {names[0]}")).first.click()
    cora.examine()
    go(cora, "Pin")
    go(cora, "Pin")
    assert cora.title().startswith("Error: ")
    cora.write("Why", "Knows this council's partners")
    go(cora, "Pin")
    cora.reads("Pinned")
    cora.close()
    return next(name for name in names if name != names[0])


def let_go(scene: Scene, name: str) -> None:
    """Somebody on the draft leaves the pool."""
    cora = scene.visitor(COORDINATOR)
    cora.open(f"/people/?q={name.replace(' ', '+')}")
    cora.follow(name)
    cora.page.get_by_role("link", name=re.compile("leav", re.I)).first.click()
    cora.examine()
    cora.write("Why they leave", "Retires")
    cora.page.locator("main form [type=submit]").first.click()
    cora.examine()
    cora.reads("left the pool")
    cora.close()


def search_again(scene: Scene, draft: str, left: str) -> str:
    """From the draft: whoever left is replaced, and at most two others move. The new draft's address."""
    cora = scene.visitor(COORDINATOR)
    cora.open(draft)
    go(cora, "Search again after a change")
    go(cora, "Start the search")
    watch(scene, cora)
    go(cora, "Read the draft")
    told = re.search(r"(\d+) placements? changed", cora.page.locator("main").inner_text())
    assert told and 1 <= int(told.group(1)) <= 3, cora.page.locator("main .app-status").inner_text()
    cora.reads(f"{len(INSPECTED)} of {len(INSPECTED)} seats filled")
    later = cora.page.url.removeprefix(cora.address)
    cora.open(f"{later}/people")
    expect(cora.page.locator("main table")).not_to_contain_text(left)
    cora.close()
    return later


def compare_the_two(scene: Scene, draft: str, later: str, left: str) -> None:
    """Who moves is whoever left, and whoever steps in."""
    cora = scene.visitor(COORDINATOR)
    cora.open(later)
    go(cora, "Compare the two")
    cora.reads("Who moves, and why")
    cora.reads(left)
    cora.close()


def publish(scene: Scene, later: str) -> None:
    """With its certificate."""
    cora = scene.visitor(COORDINATOR)
    cora.open(later)
    go(cora, "Publish this roster")
    cora.reads("The roster is published.")
    cora.open("/today")
    cora.reads_not("The way to your first roster")
    cora.close()


def take_it_out(scene: Scene) -> None:
    """All tables, as a workbook; the inspections among them."""
    cora = scene.visitor(COORDINATOR)
    cora.open("/import/")
    book = openpyxl.load_workbook(io.BytesIO(downloaded(cora, "XLSX of everything")))
    assert book["Inspections"].max_row >= len(INSPECTED) + 1
    assert book["People"].max_row == len(HOMES) + 1
    cora.close()
