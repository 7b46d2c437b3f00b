"""What messages say: every template with every fact it may carry, and nothing that sealed work could be known by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from peerinspect.config import bundled
from peerinspect.services.notices.kinds import FACTS, KINDS, PATH
from peerinspect.services.notices.texts import DIGEST, LONGEST_SUBJECT, Letter, letter_of, mail_of

SAMPLES = {name: f"({name})" for name in FACTS} | {PATH: "/some/page"}
SEALED = sorted(name for name, kind in KINDS.items() if kind.may_be_sealed)
LONGEST_SENTENCE = 25
"""In words."""


def letter(kind: str) -> Letter:
    """The message with every fact it may carry."""
    return letter_of(kind, {name: SAMPLES[name] for name in KINDS[kind].facts})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_text_that_uses_every_fact_it_is_given(kind: str) -> None:
    found = letter(kind)
    assert found.subject and found.body and "Subject" not in found.subject and "\n" not in found.subject
    assert len(found.subject) < LONGEST_SUBJECT
    shown = f"{found.subject} {found.body} {found.path}"
    assert all(SAMPLES[name] in shown for name in KINDS[kind].facts)
    assert "{" not in shown and "{{" not in shown and found.path.startswith("/")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_sentences_are_short(kind: str) -> None:
    for sentence in re.split(r"(?<=[.?!])\s+|\n+", letter(kind).body):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_there_is_no_text_without_a_kind_and_no_fact_unheard_of() -> None:
    texts = {path.stem for path in (Path(bundled("templates")) / "messages").glob("*.txt")}
    assert {name for name in texts if not name.startswith("_")} == set(KINDS)
    assert set().union(*(kind.facts for kind in KINDS.values())) <= set(FACTS)
    assert all(kind.secrets <= kind.facts for kind in KINDS.values())


@pytest.mark.parametrize("kind", SEALED)
def test_what_may_be_about_sealed_work_says_the_same_whatever_it_is_about(kind: str) -> None:
    # No council, day, person or duty can be in it: it is given none. An address that answers once is kept secret.
    assert KINDS[kind].facts <= {PATH} and KINDS[kind].facts == KINDS[kind].secrets
    waits = letter("held-offer")
    assert (letter(kind).subject, letter(kind).body) == (waits.subject, waits.body)
    assert not re.search(
        r"council|inspect(?!\b)|ofsted|\d", waits.subject.replace("peerinspect", "") + waits.body, re.I
    )


def test_facts_are_never_read_as_a_template() -> None:
    facts = {"person": "{{ 7 * 7 }}", "council": "{% include 'messages/_mail.txt' %}"}
    assert "{{ 7 * 7 }} of {% include" in letter_of("consent-asked", facts).body


def test_a_digest_holds_each_message_and_its_subject_tells_of_none(bare: Flask) -> None:
    letters = [letter(kind) for kind in sorted(KINDS)]
    mail = mail_of("m", "a@example.org", "Ann", letters)
    assert mail.subject == DIGEST
    assert all(each.body in mail.body and f"http://127.0.0.1:8000{each.path}" in mail.body for each in letters)


def test_links_lead_to_where_the_service_is_found(bare: Flask) -> None:
    def body() -> str:
        return mail_of("m", "a@example.org", "Ann", [letter("held-offer")]).body

    assert "http://127.0.0.1:8000/my/duties" in body()
    bare.config["SERVED_AT"] = "http://127.0.0.1:9000"
    assert "http://127.0.0.1:9000/my/duties" in body()
    bare.config["PUBLIC_ADDRESS"] = "https://peers.example.org/"
    assert "https://peers.example.org/my/duties" in body() and "9000" not in body()


def test_a_mail_of_one_message_greets_signs_and_says_how_to_get_less(bare: Flask) -> None:
    mail = mail_of("m", "a@example.org", "Ann Other", [letter("consent-asked")])
    assert mail.body.startswith("Dear Ann Other,\n\n") and "\n--\n" in mail.body
    assert "http://127.0.0.1:8000/account/" in mail.body


@pytest.fixture(scope="module")
def pages_map(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The addresses of all pages without a variable part."""
    from peerinspect.factory import create_app

    app = create_app({"INSTANCE": tmp_path_factory.mktemp("map")})
    return {str(rule) for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())}


def test_no_kind_leads_to_a_page_that_is_not_there(pages_map: set[str]) -> None:
    assert {kind.path for kind in KINDS.values()} <= pages_map
