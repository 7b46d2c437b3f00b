"""Letters, decision records, the independence statement and the certificate, read by those whom they are for."""

from __future__ import annotations

import hashlib
import json
import re
import time

from playwright.sync_api import expect
from scene import COORDINATOR, INSPECTED, Scene, email_of
from visitor import Visitor

KEPT_WITHIN = 60
"""Seconds after publication within which the digests of a few records are kept."""


def read_the_papers(scene: Scene, name: str) -> None:
    """Who is placed reads why; the coordinator reads the record, and proves that it is as it was."""
    own_papers(scene, name)
    cora = scene.visitor(COORDINATOR)
    cora.open("/rosters/")
    cora.page.locator("main table").get_by_role("link").first.click()
    cora.examine()
    roster = cora.page.url.removeprefix(scene.served.address)
    cora.follow("Who goes where")
    cora.page.get_by_role("link", name=f"Why {name}: Inspection of {INSPECTED}").click()
    cora.examine()
    assert cora.heading() == f"Decision record: {name}"
    prove(cora)
    cora.page.emulate_media(media="print")
    expect(cora.page.get_by_role("link", name="Download as JSON")).to_be_hidden()
    cora.page.emulate_media(media="screen")
    cora.follow("Redacted edition, for the council")
    cora.reads("Redacted edition, for the council")
    cora.follow(f"Inspection of {INSPECTED}")
    cora.follow("Independence statement")
    cora.reads(f"{name}, of ")
    cora.reads("rules of independence")
    cora.open(roster)
    cora.follow("The certificate on a page of its own")
    for word in ("Nothing wrong found", "Rules examined", "Pairs examined", "Sets of three examined", "by Cora"):
        cora.reads(word)
    cora.close()


def own_papers(scene: Scene, name: str) -> None:
    """The letter fits one page of plain words, and the record is their own."""
    director = scene.visitor(email_of(name))
    director.page.get_by_role("link", name=re.compile(f"^Why you.*{INSPECTED}")).click()
    director.examine()
    assert director.heading() == "Why you"
    director.reads(f"Dear {name},")
    director.reads("rules of independence")
    director.open("/my/duties")
    director.page.get_by_role("link", name=re.compile(f"^your record.*{INSPECTED}")).click()
    director.examine()
    assert director.heading() == f"Decision record: {name}"
    director.open("/my/not-this-time")
    assert director.heading() == "Not this time"
    director.close()


def prove(cora: Visitor) -> None:
    """The same bytes each time; and, once it is kept, their digest."""
    address = cora.page.url + "/json"
    first, second = (cora.context.request.get(address).body() for _ in range(2))
    assert first == second
    assert json.loads(first)["format"] == "peerinspect/decision-1"
    until = time.monotonic() + KEPT_WITHIN
    while "made again just now" not in cora.page.content() and time.monotonic() < until:
        time.sleep(1)
        cora.page.reload()
    cora.examine()
    cora.reads("made again just now")
    cora.reads(f"sha256:{hashlib.sha256(first).hexdigest()}")
