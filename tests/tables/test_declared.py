"""What follows from the declarations: templates, the page of documentation, the commands."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from table_files import PLACES

from peerinspect.commands import service_parsing
from peerinspect.domain.kinds import KINDS
from peerinspect.services.availability import MOST_DAYS
from peerinspect.services.duties import MOST_SEATS
from peerinspect.services.importing.kinds import KEEPERS
from peerinspect.tables.declared.people import OFFERS
from peerinspect.tables.documentation import page
from peerinspect.tables.kinds import TABLES
from peerinspect.tables.parsers import Whole
from peerinspect.tables.reading import read_table
from peerinspect.tables.refusal import Unreadable
from peerinspect.tables.templates import NOTES, template_csv, template_xlsx

ROOT = Path(__file__).parents[2]


def test_the_page_of_documentation_is_as_the_tables_are_declared() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == page()


def test_every_table_has_a_keeper_and_a_command() -> None:
    assert tuple(KEEPERS) == tuple(TABLES)
    assert tuple(TABLES) == service_parsing.KINDS_OF_TABLES


@pytest.mark.parametrize("kind", TABLES)
def test_templates_have_every_column_and_notes_on_each(kind: str) -> None:
    table = TABLES[kind]
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(table)))
    assert [cell.value for cell in book[table.title][1]] == [column.label for column in table.written]
    notes = [row[0].value for row in book[NOTES].iter_rows(min_row=2)]
    assert notes[: len(table.written)] == [column.label for column in table.written]
    for content in (template_xlsx(table), template_csv(table)):
        with pytest.raises(Unreadable, match="no rows below"):
            read_table(table, content, PLACES)


@pytest.mark.parametrize("kind", TABLES)
def test_the_examples_can_be_read(kind: str) -> None:
    for column in TABLES[kind].written:
        for example in (column.example,) if column.example else ():
            names = PLACES if "Bradford" not in example else None
            if names is not None and column.name not in ("gss", "code"):
                column.parser.read(example, names)


def test_the_bounds_are_those_of_the_forms() -> None:
    people, inspections = TABLES["people"].by_name, TABLES["inspections"].by_name
    assert set(OFFERS.values()) == set(KINDS)
    for name in OFFERS:
        assert people[name].parser == Whole(0, MOST_DAYS)
    assert inspections["seats"].parser == Whole(1, MOST_SEATS)
