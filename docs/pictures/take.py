"""Takes the pictures of the main pages: `python docs/pictures/take.py`, which `make pictures` runs.

It loads a demo season into a folder of its own, serves it on a free port of this computer, and photographs each page as
its reader sees it. The people on them are invented.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "peerinspect-demo"
WIDTH, HEIGHT = 1280, 1150
READY_WITHIN = 60.0
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)

PAGES = (
    # Name, who reads it, the address, and the link to follow from there.
    ("today", "coordinator", "/today", None),
    ("inspections", "coordinator", "/inspections/", None),
    ("roster", "coordinator", "/rosters/", ("main table a", "Map")),
    ("duty", "coordinator", "/work/boards", ("main table tbody a", None)),
    ("person", "coordinator", "/people/?q=Acorn", ("main table tbody a", None)),
    ("council", "coordinator", "/councils/?q=Leeds", ("main table tbody a", None)),
    ("rulebook", "coordinator", "/rulebook/", None),
    ("what-i-offer", "director", "/my/offers", None),
    ("week", "liaison", "/week/", None),
    ("board", "chief-executive", "/my-council/boards", None),
    ("my-duties", "director", "/my/duties", None),
    ("declarations", "director", "/my/declarations", None),
    ("waivers", "liaison", "/waivers/", None),
    ("my-people", "chief-executive", "/my-council/people", None),
    ("national", "panel", "/national", None),
    ("reviews", "panel", "/reviews/", None),
    ("users", "administrator", "/users", None),
)


def main() -> None:
    """The pictures, beside this file."""
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as address, sync_playwright() as playwright:
        names = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
        chromium = next((found for name in names if (found := shutil.which(name))), None)
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, reader, path, then in PAGES:
            _take(browser, address, name, reader, path, then)
        browser.close()


def _take(
    browser: Browser, address: str, name: str, reader: str, path: str, then: tuple[str, str | None] | None
) -> None:
    page = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    _sign_in(page, address, reader)
    page.goto(address + path)
    if then is not None:
        link, tab = then
        page.locator(link).first.click()
        if tab is not None:
            page.get_by_role("link", name=tab, exact=True).first.click()
    _wait_until_counted(page)
    page.evaluate("document.querySelector('.app-demo')?.remove()")
    page.screenshot(path=HERE / f"{name}.png")
    page.context.close()


def _wait_until_counted(page: Page) -> None:
    """The calendar counts people in the background, a minute at most."""
    until = time.monotonic() + READY_WITHIN
    while page.get_by_text("are being counted").count() and time.monotonic() < until:
        time.sleep(1)
        page.reload()


def _sign_in(page: Page, address: str, reader: str) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("#email").fill(f"{reader}@demo.example")
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_load_state("load")


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The demo, served from the folder; its address."""
    environment = {**os.environ, "PEERINSPECT_INSTANCE": str(folder)}
    subprocess.run([sys.executable, "-m", "peerinspect", "demo"], env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "peerinspect", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            yield _ready(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def _ready(address: str) -> str:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/sign-in"):
                return address
        except OSError:
            time.sleep(0.2)
    sys.exit(f"nothing answers at {address}")


if __name__ == "__main__":
    main()
