"""What those do who only read: the Ofsted liaison, the panel, the public."""

from __future__ import annotations

from playwright.sync_api import expect
from scene import INSPECTED, LIAISON, PANEL, Scene


def read_the_week(scene: Scene, name: str) -> None:
    """Teams of the week, and one team's sheet; nothing can be changed there."""
    lee = scene.visitor(LIAISON)
    assert lee.heading().startswith("Week of ")
    for link in ("Week before", "week after"):
        lee.follow(link)
    lee.open(f"/week/?from={scene.inspection.isoformat()}")
    assert lee.heading() == f"Week of {scene.inspection.day} {scene.inspection:%B %Y}"
    lee.reads(name)
    lee.follow(f"Inspection of {INSPECTED}")
    assert lee.heading() == f"Team sheet: Inspection of {INSPECTED}"
    lee.reads(name)
    lee.reads("No rule objects")
    assert lee.page.locator("main form").count() == 0
    lee.page.emulate_media(media="print")
    expect(lee.page.locator(".govuk-service-navigation")).to_be_hidden()
    lee.page.emulate_media(media="screen")
    for address in ("/inspections/", "/rosters/", "/people/", "/work/"):
        lee.open(address)
        lee.reads_not("Register a")
    lee.open("/today")
    assert lee.heading() == "You cannot open this page"
    lee.close()


def look_around(scene: Scene) -> None:
    """The panel, the public, and a page that is not there."""
    pat = scene.visitor(PANEL)
    assert pat.heading() == "National picture"
    pat.reads("England")
    pat.open("/councils/?q=leeds")
    pat.follow("Leeds")
    pat.close()
    public = scene.visitor()
    for address in ("/", "/appointments", "/no-such-page"):
        public.open(address)
    public.open("/people/")
    assert public.heading() == "Sign in"
    public.close()
