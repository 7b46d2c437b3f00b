"""What pages are made of: those made of the same parts are the same to axe."""

from __future__ import annotations

from playwright.sync_api import Page

SKELETON = """() => {
  const told = ['class', 'role', 'type', 'aria-expanded', 'aria-current', 'hidden', 'open', 'scope', 'lang', 'style'];
  const held = ['id', 'for', 'aria-label', 'aria-labelledby', 'aria-describedby', 'href', 'alt', 'title', 'name'];
  const walk = (node) => {
    const said = told.map((one) => node.getAttribute(one)).join() + held.map((one) => node.hasAttribute(one)).join();
    const words = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    const within = [];
    for (const child of node.children) {
      const one = walk(child);
      if (within[within.length - 1] !== one) within.push(one);
    }
    return `${node.tagName}|${said}|${words}(${within.join('')})`;
  };
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  const main = document.querySelector('main');
  const own = [document.title !== '', new Set(ids).size === ids.length, walk(main)].join();
  const around = [...document.body.children].map((one) => one.contains(main) ? one.tagName : walk(one)).join();
  return [own, around];
}"""
"""What a page is made of, words and repeated rows left out: its own part, and what stands around it."""


def parts_of(page: Page) -> tuple[str, str]:
    """What a page is made of: its own part, and what stands around it. Only good for comparing."""
    own, around = page.evaluate(SKELETON)
    return str(own), str(around)
