"""The pages of tables: a file is chosen, previewed, mended, confirmed; what is too large is told; files go out."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from pages_world import Lived, sign_in
from werkzeug.test import TestResponse

from peerinspect.tables.limits import MOST_BYTES

POSTS = b"Person,Council,Post,How the post is held,First day in post\nSenior C04,C05,other,joint,2026-04-01\n"


def choose(client: FlaskClient, content: bytes, page: str = "/import/posts") -> TestResponse:
    """Choose a file and send the form. It is written by hand: the test client leaves large ones open."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="posts<b>.csv"\r\n\r\n'
    return client.post(page, data=head + content + b"\r\n--x--\r\n", content_type="multipart/form-data; boundary=x")


def test_a_file_is_read_confirmed_and_told_of(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    page = choose(client, POSTS).headers["Location"]
    preview = client.get(page).get_data(as_text=True)
    assert "1 row added if you confirm" in preview and "posts&lt;b&gt;.csv" in preview
    digest = preview.partition('name="digest"')[2].partition('value="')[2].partition('"')[0]
    refused = client.post(f"{page}/confirm", data={"digest": "another"})
    assert refused.status_code == 400 and "has changed. Read it again" in refused.get_data(as_text=True)
    assert client.post(f"{page}/confirm", data={"digest": digest}).status_code == 303
    assert "The file is imported" in client.get(page).get_data(as_text=True)
    assert "Added a post at Council C05 from a file." in client.get("/people/C04-senior/history").get_data(as_text=True)


def test_wrong_rows_are_named_by_their_cells_and_cannot_be_confirmed(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    page = f"/import/files/{lived[1].imported}"
    told = client.get(page).get_data(as_text=True)
    assert "1 row must be mended before anything can be imported" in told
    assert "Cell C3, Post:" in told and "Import these rows" not in told
    only_wrong = client.get(f"{page}?rows=wrong").get_data(as_text=True)
    assert "Senior C04" not in only_wrong and "Nobody" in only_wrong
    assert client.post(f"{page}/discard", data={"then": "again"}).headers["Location"] == "/import/posts"
    assert client.get(page).status_code == 404


def test_what_cannot_be_used_is_told_beside_the_field(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    for content, sentence in (
        (b"Persn,Council\nx,y\n", "Did you mean “Person”?"),
        (b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
        (b"PK\x03\x04", "The workbook cannot be read"),
    ):
        answer = choose(client, content)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 400 and "govuk-error-summary" in text and sentence in text
    answer = client.post("/import/posts", data={}, content_type="multipart/form-data")
    assert "Choose a file" in answer.get_data(as_text=True)


def test_a_file_far_too_large_is_refused_before_it_is_read(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    answer = choose(client, b"x" * 13_000_000)
    assert answer.status_code == 413
    assert "What you sent is too large" in answer.get_data(as_text=True)


def test_other_forms_take_no_more_than_before(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    assert choose(client, b"x" * 2_000_000, "/people/new").status_code == 413
    lived[0].config["WTF_CSRF_ENABLED"] = True  # then the form is read before anybody is asked to sign in
    assert choose(lived[0].test_client(), b"x" * 2_000_000).status_code == 413


def test_files_go_out_under_a_name_with_the_day(lived: tuple[Flask, Lived]) -> None:
    client = sign_in(lived[0], lived[1].world.uncleared)
    for name, kind in (("people.csv", "text/csv"), ("everything.zip", "application/zip")):
        answer = client.get(f"/export/{name}")
        stem, _, ending = name.partition(".")
        assert answer.mimetype == kind
        assert f'filename="{stem}-2026-03-02.{ending}"' in answer.headers["Content-Disposition"]
    assert client.get("/export/people.docx").status_code == 404
    assert client.get("/export/nothing.csv").status_code == 404
    assert client.get("/export/everything.csv").status_code == 404


def test_an_export_of_a_coordinator_without_clearance_holds_nothing_sealed(lived: tuple[Flask, Lived]) -> None:
    app, found = lived
    uncleared = sign_in(app, found.world.uncleared).get("/export/inspections.csv").get_data(as_text=True)
    cleared = sign_in(app, found.world.cleared).get("/export/inspections.csv").get_data(as_text=True)
    assert "sealed-C03" in cleared and "sealed-C03" not in uncleared
    assert "announced-C05" in uncleared
