"""Setting up, signing out and signing in again with nothing but a keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect
from served import Served
from telephone import Telephone
from visitor import PASSWORD, Visitor

EMAIL = "ada@peers.example"
ENOUGH = 40
"""More steps than any of these pages has."""


def step_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus, and is seen to have it."""
    for _ in range(ENOUGH):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => { const at = document.activeElement;"
            " const labels = at.labels ? [...at.labels].map(one => one.innerText) : [];"
            " return [...labels, at.innerText, at.getAttribute('aria-label')].filter(Boolean).map(one => one.trim()) }"
        )
        if name in told:
            shown = page.evaluate(
                "() => { const style = getComputedStyle(document.activeElement);"
                " return style.outlineStyle !== 'none' || style.boxShadow !== 'none' }"
            )
            assert shown, f"nothing shows that {name} has the focus"
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def fill(page: Page, values: dict[str, str]) -> None:
    """Step to each box in turn and type."""
    for label, value in values.items():
        step_to(page, label)
        page.keyboard.type(value)


def test_signing_in(browser: Browser, served: Served) -> None:
    visitor = Visitor(browser, served.address)
    page = visitor.page
    visitor.open("/set-up")
    fill(
        page,
        {
            "Set-up code": served.code,
            "Your name": "Ada Madeup",
            "Your email address": EMAIL,
            "Choose a password": PASSWORD,
        },
    )
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Set up a second factor")
    telephone = Telephone("".join(page.locator("main .app-code").inner_text().split()))
    step_to(page, "Code that the app shows")
    page.keyboard.type(telephone.code())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Keep these recovery codes")
    step_to(page, "I have kept them: continue")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Users")
    step_to(page, "Sign out")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    visitor.open("/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    fill(page, {"Email address": EMAIL, "Password": "wrong"})
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#email")).to_be_focused()
    step_to(page, "Password")
    page.keyboard.type(PASSWORD)
    step_to(page, "Sign in")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Enter a code")
    step_to(page, "Code")
    page.keyboard.type(telephone.code())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Users")
    visitor.close()
