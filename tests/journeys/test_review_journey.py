"""A case review across the year's end, through the pages alone: known, notified, decided on, reviewed, published.

Bank holidays lie in the first deadline. A member of the national panel advises; another is recused and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from review_scene import MEMBERS, RECUSED, TARGET, ReviewScene, review_scene
from small_world import CODES
from visitor import Visitor

KNOWN, NOTIFIED, DECIDED = date(2026, 12, 23), date(2027, 1, 4), date(2027, 1, 26)
FINAL, PUBLISHED = date(2027, 7, 20), date(2027, 7, 23)
REFERENCE, WHY = "CR-2026/40", "Much can be learned from it"
LEAD = f"Director {CODES[9]}"


@pytest.fixture
def scene(browser: Browser, tmp_path: Path) -> Iterator[ReviewScene]:
    """The small England, served to browsers without scripts: forms are enough for all of it."""
    with review_scene(browser, tmp_path, with_scripts=False) as found:
        yield found


def test_a_review_from_notification_to_publication(scene: ReviewScene) -> None:
    scene.day(KNOWN)
    desk = scene.visitor(scene.world.cleared)
    seat_the_panel(desk)
    address = register(desk)
    hidden_from_the_panel(scene)
    scene.day(NOTIFIED)
    notify(desk)
    scene.day(DECIDED)
    decide(desk)
    refuse_the_recused(scene, address)
    advise(scene, "National panel's advice on the decision", "Agrees with the decision")
    staff(scene, desk, address)
    write(scene, desk)
    advise(scene, "National panel's advice on publication", "Publish in full")
    publish(scene, desk, address)
    read_the_report(desk)
    desk.close()


def test_with_scripts_axe_finds_nothing_and_every_page_fits(browser: Browser, tmp_path: Path) -> None:
    with review_scene(browser, tmp_path, with_scripts=True) as scene:
        scene.day(KNOWN)
        desk = scene.visitor(scene.world.cleared)
        address = register(desk)
        scene.day(NOTIFIED)
        notify(desk)
        scene.day(DECIDED)
        decide(desk)
        read_the_report(desk, share="None yet")
        refuse_the_recused(scene, address)
        desk.close()


def choose(visitor: Visitor, label: str, name: str) -> None:
    """Choose an entry that begins with a name."""
    box = visitor.page.get_by_label(label, exact=True)
    box.select_option(value=box.locator("option").filter(has_text=name).first.get_attribute("value"))


def seat_the_panel(desk: Visitor) -> None:
    """The chair with the account, through the page; three more are on the panel already."""
    desk.open("/panel/")
    desk.press("Add a member")
    desk.press("Add a member")
    desk.reads("Choose somebody of the register")
    desk.write("Who", "Nobody at all")
    desk.press("Add a member")
    desk.reads("Nobody is listed as exactly this. Choose one from the list")
    suggested = desk.page.locator(f'datalist option[value^="{MEMBERS[0]}"]').first
    desk.write("Who", suggested.get_attribute("value") or "")
    desk.date("First day on the panel", date(2026, 9, 1))
    desk.pick("In the chair")
    desk.press("Add a member")
    desk.reads("4 members today")
    desk.page.get_by_role("link", name=f"Choose the account of {MEMBERS[0]}").click()
    desk.choose("Account", "Panel")
    desk.press("Choose the account")


def register(desk: Visitor) -> str:
    """A reference that could hold a name is refused; the first deadline counts over Christmas and New Year."""
    desk.open("/reviews/")
    desk.reads("Reviews will be listed here")
    desk.press("Register a review")
    desk.page.locator("#authorities").select_option(label=f"Council {TARGET}")
    desk.write("Case reference", "Madeup 2026")
    desk.date("Day on which the incident became known", KNOWN)
    desk.date("First day", date(2027, 2, 1))
    desk.date("Last day", date(2027, 8, 31))
    desk.press("Register")
    desk.reads("A reference has no spaces")
    desk.write("Case reference", REFERENCE)
    desk.press("Register")
    desk.open("/reviews/")
    desk.reads("To be notified")
    desk.follow(REFERENCE)
    desk.reads("4 January 2027")
    desk.reads("Due within 5 working days")
    return desk.page.url.removeprefix(desk.address)


def hidden_from_the_panel(scene: ReviewScene) -> None:
    """The panel reads nothing of it before it is told."""
    panel = scene.visitor(scene.world.panel)
    panel.open("/reviews/")
    panel.reads_not(REFERENCE)
    panel.close()


def notify(desk: Visitor) -> None:
    desk.page.reload()
    desk.reads("Due today")
    desk.follow("Record the notification")
    desk.press("Record the notification")
    desk.reads("Enter the day")
    desk.date("Day of the notification", NOTIFIED)
    desk.press("Record the notification")
    desk.reads("25 January 2027")
    desk.follow("Start the rapid review")
    desk.date("First day of the rapid review", NOTIFIED)
    desk.press("Start the rapid review")


def decide(desk: Visitor) -> None:
    """A day late: the page says so."""
    desk.page.reload()
    desk.reads("Late by 1 working day")
    desk.follow("Record a delay")
    desk.choose("What is delayed", "Rapid review")
    desk.choose("Why", "A police investigation")
    desk.date("Day by which it is expected now", DECIDED)
    desk.press("Record a delay")
    desk.reads("A police investigation")
    desk.follow("Record the decision to review")
    desk.reads("Do not write any child's name or details here")
    desk.choose("Kind of review", "Local child safeguarding practice review")
    desk.date("Day of the decision", DECIDED)
    desk.write("Reasons", WHY)
    desk.write("Reference of the letter", "Letter 3 of the partners")
    desk.press("Record the decision to review")
    desk.reads("Met late, by 1 working day")
    desk.reads("26 July 2027")


def refuse_the_recused(scene: ReviewScene, address: str) -> None:
    """Whoever is family of a leader reads reference and council, the rule's sentence, and nothing else."""
    petra = scene.visitor(RECUSED)
    petra.open("/panel/")
    petra.reads("You take no part in this review")
    petra.reads_not("Record the advice")
    petra.follow(REFERENCE)
    petra.reads(f"Council {TARGET}")
    petra.reads_not(WHY)
    petra.reads_not("Local child safeguarding practice review")
    petra.open(f"{address}/advice/advice-on-decision")
    petra.reads("not found")
    petra.close()


def advise(scene: ReviewScene, topic: str, advice: str) -> None:
    """The chair speaks for three; the recused member is not on the list."""
    panel = scene.visitor(scene.world.panel)
    panel.open("/national")
    panel.follow("National panel: what waits for advice, and who sits on it")
    panel.reads(topic)
    panel.page.get_by_role("link", name="Record the advice").click()
    panel.examine()
    panel.reads_not(MEMBERS[1])
    panel.choose("What the panel advises", advice)
    panel.write("Reasons", "The panel has read the papers")
    panel.press("Record the panel's advice")
    panel.reads("At least 3 members have to take part")
    for name in MEMBERS[2:]:
        panel.pick(name)
    panel.press("Record the panel's advice")
    panel.reads(advice)
    panel.reads(f"{MEMBERS[0]}, {MEMBERS[2]} and {MEMBERS[3]}")
    panel.close()


def staff(scene: ReviewScene, desk: Visitor, address: str) -> None:
    """Somebody whom no rule forbids is asked, accepts, leads and is appointed."""
    desk.follow("Record the reviewer's appointment")
    desk.date("Day of the appointment", DECIDED)
    desk.write("Reference of the letter", "Letter 5")
    desk.press("Record the reviewer's appointment")
    desk.reads("Nobody has agreed to do it yet")
    desk.open(f"/duties/{address.rsplit('/', 1)[1]}/offer")
    choose(desk, "Who", LEAD)
    desk.press("Ask this person")
    director = scene.visitor(scene.world.director(CODES[9]))
    director.open("/my/duties")
    director.press("Accept")
    director.close()
    desk.open(address)
    desk.page.get_by_role("link", name=f"Change the part of {LEAD}").click()
    desk.pick("Lead reviewer")
    desk.press("Name the part")
    desk.reads("Lead reviewer")
    desk.follow("Record the reviewer's appointment")
    desk.date("Day of the appointment", DECIDED)
    desk.write("Reference of the letter", "Letter 5")
    desk.press("Record the reviewer's appointment")
    desk.reads("Reviewer appointed")


def write(scene: ReviewScene, desk: Visitor) -> None:
    """Draft and final report, within six months."""
    scene.day(FINAL)
    for link, legend in (
        ("Record the draft", "Day of the draft"),
        ("Record the final report", "Day on which the report was agreed"),
    ):
        desk.follow(link)
        desk.date(legend, FINAL)
        desk.press(link)
    desk.reads("29 July 2027")


def publish(scene: ReviewScene, desk: Visitor, address: str) -> None:
    """The council's chief executive reads it too."""
    scene.day(PUBLISHED)
    desk.page.reload()
    desk.reads("Publish in full")
    desk.follow("Record that it is published in full")
    desk.date("Day of publication", PUBLISHED)
    desk.write("Address or reference of the report", "Report 40")
    desk.press("Record that it is published in full")
    desk.reads("Published in full")
    chief = scene.visitor(scene.world.chief(TARGET))
    chief.open("/reviews/")
    chief.follow(REFERENCE)
    chief.reads("Report 40")
    chief.reads(LEAD)
    chief.reads_not("Took part")
    chief.close()
    other = scene.visitor(scene.world.chief(CODES[1]))
    other.open(address)
    other.reads("not found")
    other.close()


def read_the_report(desk: Visitor, share: str = "100") -> None:
    """Pace and quality, with the late rapid review and its reason."""
    desk.open("/reports/")
    desk.follow("Case reviews")
    desk.reads("Met late, by 1 working day")
    desk.reads("A police investigation")
    desk.reads(share)
