"""`peerinspect import` and `export`: whole or not at all, wrong cells a line each, and what goes out comes back."""

from __future__ import annotations

from pathlib import Path

from test_service_commands import run

COUNCILS = "code,name,region\nE08000035,Leeds,Yorkshire\nE06000014,York,Yorkshire\n"
PEOPLE = "Name;Council;Post;How the post is held;First day in post\n"
GOOD = "Ann Inventa;City of York;director;substantive;05/10/2023\n"
WRONG = "Bo Inventa;Leds;director;acting;2023-13-01\n"


def test_tables_come_in_and_go_out(tmp_path: Path) -> None:
    (tmp_path / "councils.csv").write_text(COUNCILS)
    (tmp_path / "people.csv").write_text(PEOPLE + GOOD + WRONG)
    assert run(tmp_path, "import", "authorities", "councils.csv").stdout == (
        "Imported councils.csv: 2 new, 0 changed, 0 same.\n"
    )
    refused = run(tmp_path, "import", "people", "people.csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    lines = refused.stderr.splitlines()
    assert lines[0].startswith(
        "peerinspect: people.csv: B3 (Council): No council is called “Leds”. Did you mean Leeds?"
    )
    assert lines[1].startswith("peerinspect: people.csv: E3 (First day in post): “2023-13-01” is not a date.")
    assert lines[2] == "peerinspect: people.csv: 1 of 2 rows are wrong; nothing is imported"
    (tmp_path / "people.csv").write_text(PEOPLE + GOOD)
    dry = run(tmp_path, "import", "people", "people.csv", "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "Would import people.csv: 1 new, 0 changed, 0 same.\n")
    assert "1 new" in run(tmp_path, "import", "people", "people.csv").stdout
    assert run(tmp_path, "export", "people", "out.xlsx").returncode == 0
    again = run(tmp_path, "import", "people", "out.xlsx")
    assert (again.returncode, again.stdout) == (0, "Imported out.xlsx: 0 new, 0 changed, 1 same.\n")


def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Persn\nx\n")
    for arguments, phrase in (
        (("import", "nothing", "x.csv"), "invalid choice"),
        (("import", "people", "missing.csv"), "missing.csv"),
        (("import", "people", "x.csv"), "is not one of the table of people"),
        (("export", "people", "x.docx"), "must end in .xlsx or .csv"),
        (("export", "everything", "x.csv"), "must end in .xlsx or .zip"),
        (("export", "people", "y.csv", "--as", "nobody@example.org"), "no such user"),
    ):
        done = run(tmp_path, *arguments)
        assert done.returncode == 2 and phrase in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
