"""Somebody at a browser: finds things by what they say, and has every page they see examined."""

from __future__ import annotations

import re
from datetime import date

from anatomy import parts_of
from axe_playwright_python.sync_playwright import Axe
from known import Known
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from telephone import TELEPHONES, Telephone

PASSWORD = "correct horse battery"
DESK, TELEPHONE = 1280, 375
"""Widths of screens."""
PATIENCE = 15_000
"""Milliseconds to wait for something to appear."""
BY_CHANCE = re.compile(r'nonce="[^"]*"|value="[^"]{16,}"|http://127\.0\.0\.1:\d+|(?<=[/=])[A-Za-z0-9_-]{16,}')
"""What differs in a page from one time to the next and says nothing: tokens, ids, the port."""
MEASURED = Known()
"""The pages, in every state and in all words, whose width was measured, for whomever."""
EXAMINED = Known()
"""What axe has looked at: the parts that pages are made of, in all their states, each with the width of the screen."""


class Visitor:
    """One person with a browser of their own. Every page they reach is examined by axe, unless scripts are off."""

    def __init__(self, browser: Browser, address: str, with_scripts: bool = True) -> None:
        self.address = address
        self.with_scripts = with_scripts
        self.context: BrowserContext = browser.new_context(
            java_script_enabled=with_scripts, viewport={"width": DESK, "height": 900}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind: str, text: str) -> None:
        """Keep what the browser complains of. A form that is refused answers 400, which is no fault."""
        if kind == "error" and "status of 400" not in text and "status of 40" not in text:
            self.faults.append(f"{self.page.url}: {text}")

    def close(self) -> None:
        """Leave; nothing may have been wrong in the browser."""
        self.context.close()
        assert self.faults == []

    # Going somewhere

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(self.address + path)
        self.examine()

    def follow(self, text: str, within: Locator | None = None) -> None:
        """Follow a link."""
        (within or self.page).get_by_role("link", name=text, exact=True).first.click()
        self.examine()

    def press(self, text: str) -> None:
        """Press a button, or a link that looks like one."""
        self.page.get_by_role("button", name=text).first.click()
        self.examine()

    def press_if_there(self, text: str) -> None:
        """Press a button that may be gone by now: what it is about may be over."""
        button = self.page.get_by_role("button", name=text)
        if button.count():
            button.first.click()
            self.examine()

    def examine(self) -> None:
        """Wait for the page; measure it once for all its words; let axe look once at the same parts."""
        self.page.wait_for_load_state("load")
        if not self.with_scripts:
            return
        content = BY_CHANCE.sub("", self.page.content())
        if not MEASURED.takes([content]):
            return
        if EXAMINED.takes(f"{DESK} {part}" for part in parts_of(self.page)):
            results = Axe().run(self.page)
            assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
        self._fits_a_telephone()

    def _fits_a_telephone(self) -> None:
        """No page scrolls sideways on a narrow screen; wide tables and pictures scroll by themselves."""
        self.page.set_viewport_size({"width": TELEPHONE, "height": 800})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size({"width": DESK, "height": 900})
        assert width <= TELEPHONE, f"{self.page.url} is {width} wide"

    # Reading

    def heading(self) -> str:
        """The page's heading."""
        return self.page.locator("h1").inner_text()

    def title(self) -> str:
        """The page's title."""
        return self.page.title()

    def reads(self, text: str) -> None:
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(text)

    def reads_not(self, text: str) -> None:
        """The page does not say so."""
        expect(self.page.locator("body")).not_to_contain_text(text)

    # Writing

    def write(self, label: str, text: str) -> None:
        """Fill a box."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def pick(self, label: str) -> None:
        """Pick one of a few, or tick a box."""
        self.page.get_by_label(label, exact=True).check()

    def date(self, legend: str, day: date) -> None:
        """Fill the three boxes of a date."""
        group = self.page.get_by_role("group", name=legend, exact=True)
        for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(box, exact=True).fill(str(value))

    # Signing in

    def sign_in(self, email: str) -> None:
        """Sign in from the sign-in page, with a code where one is asked for; the first time that is set up."""
        self.give_password(email)
        if self.page.url.partition("?")[0].endswith("/sign-in/set-up"):
            self.set_up_factor(email)
        elif self.page.url.partition("?")[0].endswith("/sign-in/code"):
            self.write("Code", TELEPHONES[self.address, email].code())
            self.press("Continue")

    def give_password(self, email: str, password: str = PASSWORD) -> None:
        """Give the address and the password."""
        self.open("/sign-in")
        self.write("Email address", email)
        self.page.locator("#password").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        self.examine()

    def set_up_factor(self, email: str) -> None:
        """Read the secret off the page, give the first code and keep the recovery codes."""
        secret = self.page.locator("main .app-code").inner_text()
        owned = Telephone("".join(secret.split()))
        self.write("Code that the app shows", owned.code())
        self.page.locator("main form [type=submit]").click()
        self.examine()
        assert self.heading() == "Keep these recovery codes"
        owned.paper = self.page.locator(".app-codes li").all_inner_texts()
        TELEPHONES[self.address, email] = owned
        self.press("I have kept them: continue")
