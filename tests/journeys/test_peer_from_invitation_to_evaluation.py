"""A peer's whole way, through the pages alone: invited, declared, offered, held, accepted, bound by an undertaking,
told whose inspection it is, objected to, stood down; the reserve steps in, the council is told, the visit is done, and
how it went is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from peer_scene import INSPECTED, LAST, NOTICE, TARGET, TEN_BEFORE, PeerScene, peer_scene
from playwright.sync_api import Browser
from small_world import TODAY
from visitor import Visitor

CHOSEN = "seventeen blue herons"
TITLE = f"Inspection of Council {TARGET}"
LATER = "An inspection of a council that will be named later"
DISCLOSE = re.compile("^Disclose the council to")
PICTURES = os.environ.get("PEERINSPECT_PICTURES")
"""A folder for pictures of each page, at a desk's and a telephone's width, for whoever wants to look."""
SEARCH_WITHIN = 60_000


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scene(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[PeerScene]:
    """The small England, served."""
    with peer_scene(browser, tmp_path, request.param) as found:
        yield found


def test_a_peer_from_invitation_to_evaluation(scene: PeerScene) -> None:
    invite(scene)
    first = come_in(scene)
    declare_and_offer(scene, first)
    consent(scene)
    hold(scene)
    accept_and_sign(scene, first)
    approve_the_team(scene)
    too_early_to_tell(scene)
    scene.day(TEN_BEFORE)
    disclose(scene)
    read_whose_it_is(scene, first)
    no_mail_names_the_council_yet(scene)
    scene.day(NOTICE)
    object_to_the_first(scene)
    uphold(scene)
    stood_down(first)
    reserve_accepts(scene)
    read_the_answer(scene)
    tell_the_council(scene)
    do_the_visit(scene)
    evaluate(scene)
    read_how_it_went(scene)
    first.close()


def look(visitor: Visitor, name: str) -> None:
    """Keep pictures of the page where somebody wants to look at them."""
    if not PICTURES or not visitor.with_scripts:
        return
    for width, height in ((1280, 900), (375, 800)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 900})


def invite(scene: PeerScene) -> None:
    cora = scene.visitor(scene.world.uncleared)
    cora.open(f"/people/{scene.home}-director")
    cora.reads("No account yet.")
    cora.page.get_by_role("link", name=re.compile("^Invite")).click()
    cora.examine()
    look(cora, "01-invite")
    cora.write("Their email address", "peer@council.example")
    cora.press("Send the invitation")
    cora.reads("The invitation goes to peer@council.example.")
    cora.close()


def come_in(scene: PeerScene) -> Visitor:
    """The invited person opens the link from the mail and chooses a password."""
    first = scene.visitor()
    first.open(scene.invitation())
    look(first, "02-welcome")
    first.page.locator("#password").fill(CHOSEN)
    first.press("Choose this password and sign in")
    first.reads("you are signed in")
    look(first, "03-my-duties-empty")
    return first


def declare_and_offer(scene: PeerScene, first: Visitor) -> None:
    first.open("/my/declarations")
    look(first, "04-declarations")
    first.press("I have nothing to declare")
    first.reads("Your declaration is signed")
    first.open("/my/offers")
    first.write("Inspections", "20")
    first.press("Save what I offer")
    first.reads("What you offer is saved.")
    first.page.get_by_role("link", name=re.compile("^Ask my chief executive")).click()
    first.examine()
    first.press("Ask for consent")
    first.reads("is asked.")
    look(first, "05-what-i-offer")


def consent(scene: PeerScene) -> None:
    chief = scene.visitor(scene.world.chief(scene.home))
    chief.open("/my-council/people")
    chief.reads("asks for your consent")
    look(chief, "06-my-people")
    chief.page.get_by_role("link", name=re.compile(f"^Give consent.*Director {scene.home}")).first.click()
    chief.examine()
    chief.date("First day of the consent", TODAY)
    chief.date("Last day of the consent", TODAY + timedelta(days=500))
    chief.press("Give consent")
    chief.reads("In force")
    chief.close()


def hold(scene: PeerScene) -> None:
    """The inspection is registered, a roster found and published: the seat is held, and its person asked."""
    clara = scene.visitor(scene.world.cleared)
    clara.open("/inspections/new")
    clara.choose("Council", f"Council {TARGET}")
    clara.date("First day on site", INSPECTED)
    clara.pick("Sealed: nobody at the council may know before its notice day")
    clara.press("Register this inspection")
    clara.reads("The inspection is registered.")
    clara.open("/searches/new")
    look(clara, "07-search")
    clara.press("Start the search")
    wait_for_the_search(clara)
    draft = clara.page.url.removeprefix(scene.address)
    clara.follow("Who goes where")
    clara.reads(TITLE)
    clara.reads(f"Director {scene.home}")
    look(clara, "08-draft")
    clara.open(draft)
    clara.press("Publish this roster")
    clara.reads("Published")
    clara.close()


def wait_for_the_search(clara: Visitor) -> None:
    for _ in range(SEARCH_WITHIN // 500):
        if "The search is done" in clara.page.locator("main").inner_text():
            break
        clara.page.wait_for_timeout(500)
        clara.press_if_there("Refresh this page")
    clara.examine()
    clara.press("Read the draft")


def accept_and_sign(scene: PeerScene, first: Visitor) -> None:
    """Dates alone are accepted; then the undertaking is given."""
    first.open("/my/duties")
    first.reads(LATER)
    first.reads_not(f"Council {TARGET}")
    look(first, "09-offer")
    first.press("Accept")
    first.reads("You have accepted.")
    first.page.get_by_role("link", name=re.compile("^Sign the undertaking")).click()
    first.examine()
    look(first, "10-undertaking")
    first.press("Give the undertaking")
    first.reads("Tick the box to give the undertaking")
    first.page.get_by_role("checkbox").check()
    first.press("Give the undertaking")
    first.open("/my/duties")
    first.reads_not(f"Council {TARGET}")


def team_sheet(scene: PeerScene, lee: Visitor) -> None:
    """The liaison's way to the team: the week, then the sheet."""
    lee.open(f"/week/?from={INSPECTED}")
    lee.follow(TITLE)
    assert lee.heading() == f"Team sheet: {TITLE}"


def approve_the_team(scene: PeerScene) -> None:
    clara = scene.visitor(scene.world.cleared)
    take(clara, scene, "Hold the team")
    clara.close()
    lee = scene.visitor(scene.world.liaison)
    lee.open(f"/week/?from={INSPECTED}")
    look(lee, "11-week")
    team_sheet(scene, lee)
    look(lee, "12-team-sheet")
    lee.page.get_by_role("link", name=re.compile("^Approve or refuse")).click()
    lee.examine()
    look(lee, "13-approve")
    lee.pick("Approve them")
    lee.press("Save this decision")
    lee.reads("They are approved.")
    lee.close()


def open_the_duty(visitor: Visitor) -> None:
    """The coordinator's way to the inspection."""
    visitor.open("/inspections/list?when=all")
    visitor.follow(TITLE, visitor.page.locator("main"))


def take(clara: Visitor, scene: PeerScene, step: str) -> None:
    """Take a step of the inspection's life that asks for nothing more."""
    open_the_duty(clara)
    clara.follow(step)
    clara.press(step)


def too_early_to_tell(scene: PeerScene) -> None:
    """The week says from when it may be done, and offers no way to do it before."""
    lee = scene.visitor(scene.world.liaison)
    lee.open(f"/week/?from={INSPECTED}")
    lee.reads(f"Disclose the council to Director {scene.home}, from {TEN_BEFORE.day} {TEN_BEFORE:%B %Y}")
    assert lee.page.get_by_role("link", name=DISCLOSE).count() == 0
    lee.close()


def open_disclosure(lee: Visitor) -> None:
    lee.open(f"/week/?from={INSPECTED}")
    lee.page.get_by_role("link", name=DISCLOSE).click()
    lee.examine()


def disclose(scene: PeerScene) -> None:
    lee = scene.visitor(scene.world.liaison)
    open_disclosure(lee)
    look(lee, "14-disclose")
    lee.press("Disclose the council to")
    lee.reads("can see the council from now on")
    lee.close()


def read_whose_it_is(scene: PeerScene, first: Visitor) -> None:
    first.open("/my/duties")
    first.reads(TITLE)
    look(first, "15-told")
    theirs = scene.visitor(scene.world.director(TARGET))
    theirs.open("/my-council/inspections/")
    theirs.reads_not(TITLE)
    look(theirs, "16-nothing-for-the-council")
    theirs.close()


def object_to_the_first(scene: PeerScene) -> None:
    """The day has come: the council reads who comes, and says what it knows."""
    theirs = scene.visitor(scene.world.director(TARGET))
    theirs.open("/my-council/inspections/")
    theirs.follow(TITLE)
    look(theirs, "17-who-comes")
    theirs.page.get_by_role("link", name=re.compile("^Object")).click()
    theirs.examine()
    theirs.press("Send this objection")
    assert theirs.title().startswith("Error: ")
    theirs.write("Why", "They were our consultant last year")
    theirs.press("Send this objection")
    theirs.reads("Answer due by")
    look(theirs, "18-objected")
    theirs.close()


def uphold(scene: PeerScene) -> None:
    lee = scene.visitor(scene.world.liaison)
    lee.open(f"/week/?from={INSPECTED}")
    lee.page.get_by_role("link", name=re.compile("objection", re.IGNORECASE)).first.click()
    lee.examine()
    look(lee, "19-objection")
    lee.pick("Uphold the objection")
    lee.write("Your answer", "You are right: we ask somebody else.")
    lee.press("Send this answer")
    lee.reads("Your answer can be read by the council now.")
    look(lee, "20-upheld")
    lee.close()


def stood_down(first: Visitor) -> None:
    first.open("/my/duties")
    first.reads("Stood down")
    look(first, "21-stood-down")


def reserve_accepts(scene: PeerScene) -> None:
    second = scene.visitor(scene.world.director(scene.reserve))
    second.open("/my/duties")
    look(second, "22-reserve-asked")
    second.press("Accept")
    second.reads("You have accepted.")
    second.close()


def read_the_answer(scene: PeerScene) -> None:
    theirs = scene.visitor(scene.world.chief(TARGET))
    theirs.open("/my-council/inspections/")
    theirs.follow(TITLE)
    theirs.reads("You are right: we ask somebody else.")
    theirs.reads(f"Director {scene.reserve}")
    look(theirs, "23-answered")
    theirs.follow("Independence statement")
    theirs.reads(f"Director {scene.reserve}, of Council {scene.reserve}, was asked on")
    theirs.reads("No rule objects.")
    look(theirs, "24-statement")
    theirs.close()


def tell_the_council(scene: PeerScene) -> None:
    lee = scene.visitor(scene.world.liaison)
    team_sheet(scene, lee)
    lee.page.get_by_role("link", name=re.compile("^Approve or refuse")).click()
    lee.examine()
    lee.pick("Approve them")
    lee.press("Save this decision")
    lee.follow("Record the notice")
    look(lee, "25-notice")
    lee.date("Day on which the council was told", NOTICE)
    lee.press("Record the notice")
    lee.reads("Notified")
    lee.close()


def do_the_visit(scene: PeerScene) -> None:
    scene.day(INSPECTED)
    clara = scene.visitor(scene.world.uncleared)
    take(clara, scene, "Record that the team is on site")
    scene.day(LAST + timedelta(days=1))
    take(clara, scene, "Record that the visit is over")
    open_the_duty(clara)
    look(clara, "26-duty-reporting")
    clara.reads("Done")
    clara.close()


def evaluate(scene: PeerScene) -> None:
    lee = scene.visitor(scene.world.liaison)
    team_sheet(scene, lee)
    lee.page.get_by_role("link", name=re.compile("^How they did")).click()
    lee.examine()
    look(lee, "27-evaluation")
    lee.press("Save")
    assert lee.title().startswith("Error: ")
    for group in lee.page.locator("main fieldset").all():
        group.get_by_role("radio").first.check()
    lee.write("Anything else", "For the coordinators alone")
    lee.pick("Share the answers to the three questions with them now")
    lee.press("Save")
    lee.reads("is recorded.")
    lee.close()


def read_how_it_went(scene: PeerScene) -> None:
    second = scene.visitor(scene.world.director(scene.reserve))
    second.open("/my/evaluations/")
    second.reads(TITLE)
    second.reads_not("For the coordinators alone")
    look(second, "28-my-evaluations")
    second.close()


def no_mail_names_the_council_yet(scene: PeerScene) -> None:
    """Mail passes through other people's hands: before the notice day none names the council, to whomever it goes."""
    mails = scene.mails()
    assert len(mails) > 2
    assert [mail for mail in mails if f"Council {TARGET}" in mail] == []
