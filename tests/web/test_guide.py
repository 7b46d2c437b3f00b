"""The guide, the privacy notice and the accessibility statement, as their readers find them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from pages_world import Lived, sign_in

from peerinspect.services.reader import ROLES
from peerinspect.web.guide.rendering import TEXTS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SEEN = (ROOT / "templates", ROOT / "peerinspect")
NAMED = re.compile(r"(?<![*\w])\*([A-Z][^*]{2,60})\*(?!\*)", re.DOTALL)
NOT_ON_PAGES = frozenset({"A template", "For peerinspect", "The bases are a proposal"})


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def words_on_pages() -> str:
    """Everything that templates and code can put on a page."""
    files = [path for folder in SEEN for ending in ("*.html", "*.py") for path in folder.rglob(ending)]
    return one_line(unescape(" ".join(path.read_text(encoding="utf-8") for path in files))).replace("’", "'")


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {"privacy", "accessibility"}))
def test_what_a_guide_calls_by_name_is_on_a_page(name: str, words_on_pages: str) -> None:
    named = [one_line(found).rstrip(".") for found in NAMED.findall((DOCS / TEXTS[name]).read_text(encoding="utf-8"))]
    assert [one for one in named if one not in words_on_pages] == []


@pytest.mark.parametrize("text", sorted(TEXTS.values()))
def test_links_and_pictures_of_the_texts_lead_somewhere(text: str) -> None:
    path = DOCS / text
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).is_file(), target


def test_every_role_has_a_guide_and_the_foot_of_each_page_leads_there(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    assert set(ROLES) <= set(TEXTS)
    for reader in found.readers().values():
        client = sign_in(app, reader)
        own = f"/guide/{reader.role}" if reader.is_signed_in else "/guide/"
        page = client.get("/guide/accessibility").get_data(as_text=True)
        assert f'href="{own}"' in page
        assert client.get(own).status_code == 200


def test_a_guide_has_one_heading_its_pictures_and_no_link_into_the_dark(bare_pages: Flask) -> None:
    client = bare_pages.test_client()
    page = client.get("/guide/director").get_data(as_text=True)
    assert page.count("<h1") == 1
    assert '<h1 class="govuk-heading-l">Guide for directors and senior managers</h1>' in page
    for address in re.findall(r'<img src="([^"]+)"', page):
        with client.get(address) as picture:
            assert picture.mimetype == "image/png"
    assert "alt=" in page
    notice = client.get("/guide/privacy").get_data(as_text=True)
    assert notice.count('role="region"') == notice.count("<table") == notice.count("</table></div>") == 1
    assert 'aria-label="What, Why, Who reads it, How long" tabindex="0"' in notice
    for name in TEXTS:
        text = client.get(f"/guide/{name}").get_data(as_text=True)
        assert ".md" not in text
        for address in set(re.findall(r'href="(/[^"#?]*)"', text)):
            assert client.get(address).status_code in (200, 303), (name, address)


@pytest.mark.parametrize("address", ["nobody", "README.md", "..%2f..%2fREADME", "design", "Director"])
def test_no_other_text_can_be_asked_for(bare_pages: Flask, address: str) -> None:
    assert bare_pages.test_client().get(f"/guide/{address}").status_code == 404


@pytest.mark.parametrize("file", ["take.py", "..%2fdesign.md", "nothing.png", "../take.py"])
def test_no_other_file_can_be_asked_for(bare_pages: Flask, file: str) -> None:
    assert bare_pages.test_client().get(f"/guide/pictures/{file}").status_code == 404


def test_an_operators_own_notice_takes_the_place_of_the_template(bare_pages: Flask, tmp_path: Path) -> None:
    own = tmp_path / "notices"
    own.mkdir()
    (own / "privacy.md").write_text("# Our notice\n\nWrite to **us**. <script>alert(1)</script>\n", encoding="utf-8")
    (own / "director.md").write_text("# Not a notice\n", encoding="utf-8")
    bare_pages.config["NOTICES"] = str(own)
    client = bare_pages.test_client()
    page = client.get("/guide/privacy").get_data(as_text=True)
    assert "Our notice" in page and "<strong>us</strong>" in page
    assert "<script>alert" not in page
    assert "Accessibility statement" in client.get("/guide/accessibility").get_data(as_text=True)
    assert "Not a notice" not in client.get("/guide/director").get_data(as_text=True)
